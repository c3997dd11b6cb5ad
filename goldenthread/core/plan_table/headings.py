"""Headings: the words that a council's policy knows columns by, and where a table's headings are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.core.observed import tidy
from goldenthread.core.plan_table.values import Line, PlanTable, Role

_ROWS_SEARCHED = 30
_LONGEST_HEADING = 120
NOT_TEXT = re.compile(r"[\d\s.,:/%£()+-]+|\d{4}-\d\d-\d\d.*")


class UnreadableHeadings(ValueError):
    """The policy of columns says something that can't be used."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The policy: headings by role, names of levels from the top, and cells that say nothing."""

    by_role: Mapping[Role, tuple[str, ...]]
    levels: tuple[str, ...]
    no_value: frozenset[str]

    def role_of(self, heading: str) -> Role | None:
        """The role whose words fit a heading best, or None where none fits."""
        words = heading_key(heading)
        if words.rpartition(" ")[2] in self.by_role.get(Role.CODE, ()):
            return Role.CODE
        fits = [
            (words == phrase, len(phrase), role)
            for role, phrases in self._all()
            for phrase in phrases
            if f" {phrase} " in f" {words} "
        ]
        return max(fits, key=lambda fit: fit[:2])[2] if fits else None

    def rank(self, name: str) -> int | None:
        """How far from the top a level of this name usually is."""
        words = heading_key(name).rstrip("s")
        ranks = [place for place, level in enumerate(self.levels) if level.rstrip("s") == words]
        return ranks[0] if ranks else None

    def is_measure(self, name: str) -> bool:
        return heading_key(name) in self.by_role.get(Role.MEASURE, ())

    def says_nothing(self, cell: str) -> bool:
        return tidy(cell).casefold().strip(" ()[].") in self.no_value or not cell.strip()

    def _all(self) -> list[tuple[Role, Sequence[str]]]:
        return [*self.by_role.items(), (Role.LEVEL, self.levels)]


def heading_key(heading: str) -> str:
    """A heading as it is compared: small letters, single spaces, no punctuation but the per cent sign."""
    return " ".join(re.sub(r"[^\w%./]|_", " ", tidy(heading).casefold()).split()).rstrip(".")


def headings_from(data: Mapping[str, object]) -> Headings:
    """The policy from its file's data; raises `UnreadableHeadings` with a sentence."""
    given = data.get("headings")
    if not isinstance(given, dict):
        raise UnreadableHeadings("The file needs a [headings] table.")
    roles = {role.value.lower(): role for role in Role}
    unknown = [name for name in given if name not in roles]
    if unknown:
        raise UnreadableHeadings(f"[headings] {unknown[0]}: write one of {', '.join(sorted(roles))}.")
    nothing = _phrases("no_value", data.get("no_value"), is_heading=False)
    return Headings(
        {roles[name]: _phrases(name, words) for name, words in given.items()},
        _phrases("levels", data.get("levels")),
        frozenset(word.casefold().strip(" ()[].") for word in nothing),
    )


def _phrases(name: str, words: object, *, is_heading: bool = True) -> tuple[str, ...]:
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise UnreadableHeadings(f"{name} must be a list of words in quotation marks.")
    return tuple(heading_key(word) if is_heading else word for word in words)


# Where the headings are


def head_of(table: PlanTable, headings: Headings) -> tuple[int, int]:
    """The numbers of the first and last row of a table's headings; (0, 0) where it seems to have none."""
    if table.heads and len(table.lines) > table.heads:
        marked = table.lines[: table.heads]
        return _without_title(marked, headings)
    first = _likeliest(table.lines[:_ROWS_SEARCHED], headings)
    if first is None:
        return 0, 0
    while first and _goes_on(table.lines[first - 1], table.lines[first], headings):
        first -= 1
    last = first
    while last + 2 < len(table.lines) and _goes_on(table.lines[last], table.lines[last + 1], headings):
        last += 1
    return table.lines[first].number, table.lines[last].number


def _without_title(marked: Sequence[Line], headings: Headings) -> tuple[int, int]:
    """Rows marked as headings, less a title that spans the table above them."""
    real = [line for line in marked if len(line.said) > 1] or list(marked)
    return real[0].number, real[-1].number


def _likeliest(lines: Sequence[Line], headings: Headings) -> int | None:
    scored = [(_likeness(line, headings), -place) for place, line in enumerate(lines) if len(line.said) > 1]
    if not scored:
        return None
    best, place = max(scored)
    if best >= 1:
        return -place
    # No word is known: the first row of several texts, unless it looks like all the others.
    first = next(place for place, line in enumerate(lines) if len(line.said) > 1)
    is_texts = all(not NOT_TEXT.fullmatch(cell) for cell in lines[first].said)
    return first if is_texts and len(lines) > first + 1 else None


def _likeness(line: Line, headings: Headings) -> int:
    known = [cell for cell in line.said if len(cell) <= _LONGEST_HEADING and headings.role_of(cell)]
    short = [cell for cell in known if len(cell) <= 40]
    values = [cell for cell in line.said if NOT_TEXT.fullmatch(cell)]
    return len(known) + len(short) - 3 * len(values)


def _goes_on(head: Line, below: Line, headings: Headings) -> bool:
    """Whether the row below is a second row of headings: it repeats merged ones, and holds no values."""
    if min(len(head.said), len(below.said)) < 2 or any(NOT_TEXT.fullmatch(cell) for cell in below.said):
        return False
    shared = [one for one, two in zip(head.cells, below.cells, strict=False) if one.strip() and one == two]
    new = [two for one, two in zip(head.cells, below.cells, strict=False) if two.strip() and one != two]
    spans = len(head.said) < sum(bool(cell.strip()) for cell in head.cells)
    known = sum(headings.role_of(cell) is not None and len(cell) <= 40 for cell in new)
    return bool(new) and known == len(new) and (bool(shared) or spans)


def headings_of(table: PlanTable, head_from: int, head_to: int) -> tuple[str, ...]:
    """One heading for each column: those of several rows joined, and “Column 3” where there is none."""
    rows = [line for line in table.lines if head_from <= line.number <= head_to and head_from]
    found = []
    for column in range(table.width):
        parts = list(dict.fromkeys(line.cell(column) for line in rows if line.cell(column)))
        found.append(" ".join(parts)[:200] or f"Column {column + 1}")
    return tuple(found)
