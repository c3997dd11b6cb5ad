"""English for comparisons: “better than 24 of 31 others”, “in the best quarter”."""

from __future__ import annotations

from goldenthread.core.comparing import Among, Quarter
from goldenthread.core.sentences import counted

__all__ = ["METHOD", "moved_words", "position_words", "quarter_words"]

METHOD = (
    "Half of the councils lie above the median and half below. A quarter lie below the lower quartile and a "
    "quarter above the upper; between two figures a quartile lies in proportion (the inclusive method, "
    "as a spreadsheet's QUARTILE.INC). Nations and regions are shown, and never counted among the councils."
)
_BEST = {
    Quarter.FIRST: "in the best quarter",
    Quarter.SECOND: "in the better half",
    Quarter.THIRD: "in the worse half",
    Quarter.LAST: "in the worst quarter",
}
_HIGHEST = {
    Quarter.FIRST: "in the highest quarter",
    Quarter.SECOND: "in the upper half",
    Quarter.THIRD: "in the lower half",
    Quarter.LAST: "in the lowest quarter",
}


def quarter_words(among: Among) -> str:
    """The quarter a council lies in, by what is better or, where nothing is, by size."""
    if among.quarter is None:
        return "too few or too alike to part in quarters"
    return (_BEST if among.is_told else _HIGHEST)[among.quarter]


def position_words(among: Among) -> str:
    """“better than 24 of 31 others and the same as two”."""
    if among.others == 0:
        return "no other council has a figure"
    if among.same_as == among.others:
        return f"the same as {'the one other' if among.others == 1 else f'all {among.others} others'}"
    how = "better than" if among.is_told else "higher than"
    words = f"{how} {_of(among.better_than, among.others)}"
    return f"{words} and the same as {counted(among.same_as, 'other')}" if among.same_as else words


def _of(count: int, whole: int) -> str:
    if whole == 1:
        return "the one other" if count else "none, there being one other"
    return f"{count or 'none'} of {whole} others"


def moved_words(before: Among | None, now: Among) -> str:
    """How a council's place among the others moved since the year before."""
    if before is None or before.others == 0 or not now.is_told:
        return ""
    return f"a year before, {position_words(before)}"
