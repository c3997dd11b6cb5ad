"""What a title says its figures are counted in, where it says so clearly: an inference, and marked as one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from goldenthread.core.kinds import Kind

__all__ = ["Counted", "counted_in"]


class Counted(NamedTuple):
    """A kind of data with its unit."""

    kind: Kind
    unit: str


# In order: what is a difference of shares is in points, what costs is in pounds, before any share is read.
_CLEAR: Sequence[tuple[re.Pattern[str], Counted | None]] = tuple(
    (re.compile(words, re.IGNORECASE), found)
    for words, found in (
        (r"percentage point", Counted(Kind.NUMBER, "percentage points")),
        (r"\bcosts?\b.*\bper\b", Counted(Kind.MONEY, "£")),
        (
            r"^\W*(?:the )?(?:%|percentage|proportion)|\bas an? (?:%|percentage)|: %|\(percentage",
            Counted(Kind.PERCENTAGE, "%"),
        ),
        (r"^sickness absence days\b", Counted(Kind.DURATION, "days")),
    )
)
_RATE = re.compile(r"\brates?\b.*\b(per [\d,]+ [\w ]+)|.*\b(per [\d,]+ population)\b", re.IGNORECASE)


def counted_in(title: str) -> Counted | None:
    """The kind and unit that a title gives away: “% of pupils” is a percentage, “cost per visit” pounds.

    None where it isn't clear: a blank unit is better than a wrong one.
    """
    plain = " ".join(title.split())
    for words, found in _CLEAR:
        if words.search(plain):
            return found
    rate = _RATE.search(plain)
    if rate and not re.match(r"number of days", plain, re.IGNORECASE):
        return Counted(Kind.RATE, rate.group(1) or rate.group(2))
    return None
