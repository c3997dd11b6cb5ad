"""A table of boxes to write numbers in: days by quarter. It is sent whole, and refused whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.amounts import UnreadableAmount, amount_in
from goldenthread.core.words import number


@dataclass
class Box:
    """One box: its name, what it is of for those who don't see the table, and what stands in it."""

    name: str
    column: str
    label: str
    value: str = ""
    was: str = ""  # what was in it when the page was made
    error: str = ""
    note: str = ""
    part: str = ""  # the heading of the table that it stands in, where they stand in several
    short: str = ""  # its column where the heading of the part says the rest

    @property
    def is_changed(self) -> bool:
        return self.value != self.was

    def amount(self) -> Decimal | None:
        """The number written; what can't be read becomes the box's error."""
        try:
            return amount_in(self.value)
        except UnreadableAmount as unclear:
            self.error = str(unclear)
            return None


@dataclass
class Line:
    """One row of boxes under a heading."""

    heading: str
    boxes: list[Box]
    link: str = ""
    note: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)

    @property
    def problems(self) -> list[tuple[str, str]]:
        return [(one.name, f"{one.label}: {one.error}") for one in self.boxes if one.error]


class Part(NamedTuple):
    """One of the tables: its heading, its columns, and the boxes of each row that stand in it."""

    heading: str
    columns: list[str]
    rows: list[tuple[Line, list[Box]]]
    is_first: bool


@dataclass
class Boxes:
    """The table: its rows, and what was refused of it as a whole."""

    caption: str
    first: str
    lines: list[Line]
    refused: list[str] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        """The table, or the tables that it is parted into: each row stands in all of them."""
        boxes = self.lines[0].boxes if self.lines else []
        parts: dict[str, list[int]] = {}
        for place, box in enumerate(boxes):
            parts.setdefault(box.part, []).append(place)
        return [
            Part(
                heading,
                [boxes[place].short or boxes[place].column for place in places],
                [(line, [line.boxes[place] for place in places]) for line in self.lines],
                is_first=places[0] == 0,
            )
            for heading, places in parts.items()
        ]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Where each problem is, and its sentence with row and column."""
        return [*(("", one) for one in self.refused), *(one for line in self.lines for one in line.problems)]

    def fill(self, posted: Mapping[str, str]) -> None:
        """Take over what was written; a box that wasn't sent keeps what it held."""
        for line in self.lines:
            for box in line.boxes:
                box.value = str(posted.get(box.name, box.value)).strip()

    def refuse(self, reasons: Iterable[str]) -> None:
        self.refused.extend(reasons)


def shown(value: Decimal | None) -> str:
    """A number as a box shows it: as few places as it has, and no stroke between thousands."""
    return "" if value is None else number(value.normalize() + 0).replace(",", "")
