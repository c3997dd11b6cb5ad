"""Days, numbers and years as action plans write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from goldenthread.core.observed import UnreadableNumber, read_number, tidy
from goldenthread.core.periods import (
    MONTH_NAMES,
    Period,
    PeriodKind,
    UnreadablePeriod,
    YearStart,
    financial_year_of,
    parse_period,
)

_LEADING = re.compile(
    r"^(?:completed? by|by the end of|by end(?: of)?|by|end(?: of)?|before|from|starts?|due|until|to)\b[ :]*",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"^(\d{1,2})[ ./-](\d{1,2}|[a-z]{3,9})[ ./-](\d{2}|\d{4})$", re.IGNORECASE)
_MONTH_SHORT_YEAR = re.compile(r"^([a-z]{3,9})[ ./'’-]*(\d{2})$", re.IGNORECASE)
_TIME = re.compile(r"^(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*$")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ", re.IGNORECASE)
_TARGET_PARTS = re.compile(r"^(.{1,60}?)(?: by | in | for |, | \()(.{4,60})$", re.IGNORECASE)
_YEAR_IN = re.compile(r"(?:19|20)\d\d ?[-/–] ?(?:\d{4}|\d\d)")
_NUMBER_FIRST = re.compile(r"^[<>≤≥=~ ]*(£?-?[\d,.]+ ?%?)(?: [a-z ]{1,30})?$", re.IGNORECASE)


_LONGEST_DAY = 60


class UnreadableDay(ValueError):
    """A cell where a date should be holds none."""


class TargetSaid(NamedTuple):
    """A target's number and the year it is for, as far as its words tell."""

    value: Decimal | None = None
    year: Period | None = None


def read_day(text: str, year_start: YearStart, *, is_end: bool) -> date:
    """The day that a cell names; of a month, quarter or year the last (the first where a thing starts).

    Raises `UnreadableDay`, and nothing else.
    """
    period = _period(text, year_start)
    return period.ends_on if is_end else period.starts_on


@lru_cache(maxsize=5_000)
def _period_or_none(text: str, year_start: YearStart) -> Period | None:
    """A plan says the same few hundred days again and again: each text is read once."""
    said = _WEEKDAY.sub("", tidy(text))
    said = _TIME.sub(r"\1", said)
    bare = _LEADING.sub("", said) or said
    for form in (bare, _with_long_year(bare)):
        try:
            return parse_period(form, year_start)
        except UnreadablePeriod:
            continue
    return None


def _period(text: str, year_start: YearStart) -> Period:
    found = _period_or_none(text, year_start) if len(text) <= _LONGEST_DAY else None
    if found is None:
        raise UnreadableDay(tidy(text)[:60])
    return found


def _with_long_year(text: str) -> str:
    """31-Mar-16 and March 13 with their century; 70 to 99 are the 1900s, as elsewhere."""
    found = _SHORT_YEAR.match(text)
    if found:
        day, month, year = found.groups()
        joint = "/" if month.isdigit() else " "
        return f"{day}{joint}{_month(month)}{joint}{_long(year)}"
    found = _MONTH_SHORT_YEAR.match(text)
    return f"{_month(found[1])} {_long(found[2])}" if found else text


def _month(text: str) -> str:
    whole = [name for name in MONTH_NAMES if len(text) >= 3 and name.casefold().startswith(text.casefold())]
    return whole[0] if whole else text


def _long(year: str) -> str:
    return year if len(year) == 4 else f"{'20' if int(year) < 70 else '19'}{year}"


def looks_like_day(text: str, year_start: YearStart) -> bool:
    """True for a text that names a day or a month; a year alone is as likely to head a figure."""
    try:
        return _period(text, year_start).kind in (PeriodKind.DAY, PeriodKind.MONTH)
    except UnreadableDay:
        return False


@lru_cache(maxsize=5_000)
def looks_like_number(text: str) -> bool:
    """True for a text that is one number, whatever stands around it."""
    if len(text) > _LONGEST_DAY:
        return False
    try:
        read_number(text)
    except UnreadableNumber:
        return False
    return True


def read_target_said(text: str, heading: str, year_start: YearStart) -> TargetSaid:
    """The number in a target's words, and its year: from the words, else from the column's heading."""
    said = tidy(text[:200])
    year = _year_in(heading, year_start)
    value = _number_in(said)
    if value is not None:
        return TargetSaid(value, year)
    parts = _TARGET_PARTS.match(said)
    if parts is None:
        return TargetSaid(None, year)
    value, named = _number_in(parts[1]), _year_of(parts[2].rstrip(")"), year_start)
    return TargetSaid(value, named or year) if value is not None and (named or year) else TargetSaid()


def _number_in(said: str) -> Decimal | None:
    found = _NUMBER_FIRST.match(said)
    try:
        return read_number(found[1] if found else said).value
    except UnreadableNumber:
        return None


def _year_of(text: str, year_start: YearStart) -> Period | None:
    try:
        return financial_year_of(read_day(text, year_start, is_end=True), year_start)
    except (UnreadableDay, ValueError, OverflowError):
        return None


def _year_in(heading: str, year_start: YearStart) -> Period | None:
    found = _YEAR_IN.search(heading)
    return _year_of(found[0], year_start) if found else None
