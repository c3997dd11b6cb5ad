"""Pounds as finance systems write them: £1,234.50, (1,234), 1,234-, 1,234 CR, £12k; and blanks, never nought.

Amounts come out in pounds to the penny. A blank, a dash and “N/A” say nothing, which is not £0.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from goldenthread.core.observed import UnreadableNumber, read_number, tidy

PENNY = Decimal("0.01")
NOISE = Decimal("0.0001")  # pounds: what a spreadsheet's binary fractions may miss a penny by
MOST = Decimal(10) ** 12
POUNDS, THOUSANDS, MILLIONS = Decimal(1), Decimal(1000), Decimal(1_000_000)

_NOTHING = {
    "",
    "-",
    "--",
    "—",
    "n/a",
    "na",
    "n/k",
    "not applicable",
    "not available",
    "*",
    "...",
}
_OPEN = {"tbc", "tba"}
_NOUGHT = {"nil", "zero"}
_ENDING = re.compile(r"(?P<rest>.*?)\s*(?P<ending>cr|dr|k|m|bn|-)\Z", re.IGNORECASE | re.DOTALL)
_TIMES = {"k": THOUSANDS, "m": MILLIONS}


def read_pounds(text: str, unit: Decimal = POUNDS) -> Decimal | None:
    """The pounds that a cell says, `unit` pounds to one; None where it says nothing.

    A minus sign before or after, brackets and CR make it less than nought. A cell that names its own unit
    (£12k, £1.2m) goes by that. Nothing is rounded: parts of a penny are refused, and so is “tbc”, which may
    stand for any amount. Raises `UnreadableNumber` with a remedy.
    """
    if tidy(text).casefold() in _NOTHING:
        return None
    if tidy(text).casefold() in _NOUGHT:
        return Decimal("0.00")
    if tidy(text).casefold() in _OPEN:
        raise UnreadableNumber(
            f"“{tidy(text)}” is no amount. Write it, or leave the cell empty if nobody knows."
        )
    said = _with_plain_signs(text)
    if "%" in said:
        raise UnreadableNumber(f"“{said[:60]}” is a percentage. Say pounds here, or leave the column out.")
    rest, sign, unit = _endings(said, unit)
    value = read_number(rest).value * sign * unit
    pence = value.quantize(PENNY, ROUND_HALF_UP)
    if abs(value - pence) > NOISE:
        raise UnreadableNumber(
            f"“{said[:60]}” has parts of a penny. Round it to pounds and pence in the file."
        )
    if abs(value) >= MOST:
        raise UnreadableNumber(f"“{said[:60]}” is more money than can be kept: up to £999,999,999,999.99.")
    return pence + 0


def _with_plain_signs(text: str) -> str:
    """On one line with plain minus signs; a raised figure stays one, for it is a footnote and no digit."""
    return " ".join(text.split()).replace("\u2212", "-").replace("\u2013", "-")


def _endings(said: str, unit: Decimal) -> tuple[str, int, Decimal]:
    """What stands before a sign or unit at the end: 1,234-, 1,234 CR, £12k, (£12k)."""
    is_bracketed = said.startswith("(") and said.endswith(")")
    bare = said[1:-1].strip() if is_bracketed else said
    found = _ENDING.fullmatch(bare)
    if found is None or not found["rest"]:
        return said, 1, unit
    ending, rest = found["ending"].casefold(), found["rest"]
    if ending == "bn":
        raise UnreadableNumber(f"“{said[:60]}” is in billions. Write it out in pounds.")
    is_minus = ending in ("-", "cr")
    if is_minus and (is_bracketed or rest.lstrip("£ ").startswith(("-", "("))):
        raise UnreadableNumber(f"“{said[:60]}” has two signs. Leave one of them.")
    sign = -1 if is_minus else 1
    return (f"({rest})" if is_bracketed else rest), sign, _TIMES.get(ending, unit)


def read_percent(text: str) -> Decimal | None:
    """A percentage with or without its sign; None where the cell says nothing. Raises `UnreadableNumber`."""
    said = tidy(text)
    if said.casefold() in _NOTHING | _OPEN:
        return None
    if said.casefold() in _NOUGHT:
        return Decimal(0)
    found = read_number(said).value
    if abs(found) >= 100_000:
        raise UnreadableNumber(f"“{said[:60]}” is no percentage that can be kept.")
    return found


_FRACTION = re.compile(r"(\d{1,9})\s*(?:/|of|in|out of)\s*(\d{1,9})", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,3})(?:\.(\d{1,4}))?\s*(?:%|per cent|percent)?", re.IGNORECASE)


class UnreadableShare(ValueError):
    """A text is no share; the message says what to write instead."""


def read_share(text: str) -> Fraction:
    """A share as people write it: 25, 25%, 12.5%, 1/3, 1 of 3, all. Raises `UnreadableShare`."""
    said = tidy(text)
    if said.casefold() in ("all", "whole", "the whole"):
        return Fraction(1)
    fraction, percent = _FRACTION.fullmatch(said), _PERCENT.fullmatch(said)
    if fraction and int(fraction[2]):
        found = Fraction(int(fraction[1]), int(fraction[2]))
    elif percent:
        digits = percent[2] or ""
        found = Fraction(int(percent[1] + digits), 100 * 10 ** len(digits))
    else:
        raise UnreadableShare(f"“{said[:40]}” is no share. Write 25%, 1/3 or all.")
    if not 0 < found <= 1:
        raise UnreadableShare(f"“{said[:40]}” is no share of one whole. Write more than 0 and at most 100%.")
    return found


def share_in_words(share: Fraction) -> str:
    """A share as people read it: all, 25%, 1/3."""
    if share == 1:
        return "all"
    percent = share * 100
    if 10_000 % percent.denominator == 0:
        text = f"{Decimal(percent.numerator) / Decimal(percent.denominator):f}"
        return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"
    return f"{share.numerator}/{share.denominator}"
