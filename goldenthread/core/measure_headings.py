"""The headings of another system's table of measures: a fact each, or a part of a period."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.core.observed import tidy
from goldenthread.core.periods import (
    COUNCIL_YEAR,
    Period,
    UnreadablePeriod,
    YearStart,
    financial_year,
    parse_period,
    quarters_of,
    span,
)

Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """A policy for such tables: words for facts, parts of a period, kinds, aims and frequencies."""

    facts: Words
    parts: Words
    kinds: Words
    aims: Words
    frequencies: Words


@dataclass(frozen=True, slots=True)
class Place:
    """What a column holds: a fact of the measure, or a part of a period; neither, and it is kept as it is."""

    fact: str = ""
    part: str = ""
    period: Period | None = None


def same(text: str) -> str:
    """A heading or word for comparing: plain spaces, small letters, no underscores."""
    return " ".join(tidy(text).casefold().replace("_", " ").split())


def word_for(text: str, words: Words) -> str:
    """Which code a word stands for, or nothing."""
    said = same(text)
    return next((code for code, known in words.items() if said in known), "")


def is_header(cells: Sequence[str], words: MeasureWords) -> bool:
    """True for a row that has headings for a code and a title."""
    found = {word_for(cell, words.facts) for cell in cells}
    return {"code", "title"} <= found


def places_of(headings: Sequence[str], words: MeasureWords, year_start: YearStart) -> list[Place]:
    """What each column holds. With a column of periods, “Value” is that of the row's period."""
    is_long = any(word_for(one, words.parts) == "period" for one in headings)
    return [_place(one, words, year_start, is_long) for one in headings]


def _place(heading: str, words: MeasureWords, year_start: YearStart, is_long: bool) -> Place:
    part = word_for(heading, words.parts)
    fact = word_for(heading, words.facts)
    if fact and not (is_long and part in ("value", "target", "note", "status")):
        return Place(fact=fact)
    if part and is_long:
        return Place(part=part)
    return _of_period(heading, words, year_start)


def _of_period(heading: str, words: MeasureWords, year_start: YearStart) -> Place:
    said = same(heading)
    whole = read_period(said, year_start)
    if whole:
        return Place(part="value", period=whole)
    known = [(word, part) for part, each in words.parts.items() if part != "period" for word in each]
    for word, part in sorted(known, key=lambda one: -len(one[0])):
        if said.endswith(f" {word}") or said.startswith(f"{word} "):
            rest = said.removesuffix(word) if said.endswith(f" {word}") else said.removeprefix(word)
            period = read_period(rest.strip(" -:,"), year_start)
            if period:
                return Place(part=part, period=period)
    return Place()


_HALF = re.compile(r"h(?:alf)?[ -]?(?:year )?([12]) (\d{4})[/-](?:\d{2}|\d{4})")


def read_period(text: str, year_start: YearStart = COUNCIL_YEAR) -> Period | None:
    """A period as written, a half-year (“H1 2014/15”) among them; None where it is none."""
    half = _HALF.fullmatch(same(text))
    try:
        if half is None:
            return parse_period(text, year_start)
        quarters = quarters_of(financial_year(int(half[2]), year_start))
    except (UnreadablePeriod, ValueError, OverflowError):
        return None
    first = 2 * (int(half[1]) - 1)
    return span(quarters[first].starts_on, quarters[first + 1].ends_on)


def joined(upper: Sequence[str], lower: Sequence[str], words: MeasureWords, start: YearStart) -> list[str]:
    """Two rows of headings as one: a merged “Q1 2014/15” over “Value” and “Target” stands over both."""
    over, found = "", []
    for place, below in enumerate(lower):
        above = upper[place] if place < len(upper) else ""
        over = above or over
        is_part = bool(word_for(below, words.parts)) and read_period(over, start) is not None
        found.append(f"{over} {below}" if is_part else below or above)
    return found
