"""What a brought-in plan is made of: a table's lines, what each column is for, the tree that comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from goldenthread.core.observed import tidy
from goldenthread.core.periods import COUNCIL_YEAR, Period, YearStart

LONGEST_QUANTITY = 200


class Role(StrEnum):
    """What a column is for; the codes are stored."""

    LEAVE_OUT = "LEAVE_OUT"
    LEVEL = "LEVEL"
    KIND = "KIND"
    CODE = "CODE"
    DETAIL = "DETAIL"
    NOTE = "NOTE"
    OWNER = "OWNER"
    SERVICE = "SERVICE"
    STARTS = "STARTS"
    DUE = "DUE"
    MEASURE = "MEASURE"
    MEASURE_CODE = "MEASURE_CODE"
    TARGET = "TARGET"
    PROGRESS = "PROGRESS"
    TAG = "TAG"
    WARD = "WARD"

    @property
    def has_depth(self) -> bool:
        """True where it must be said which level it is of."""
        return self in (Role.LEVEL, Role.CODE)


class Use(NamedTuple):
    """A column's role and, for a level or its code, how deep: 1 is the top."""

    role: Role
    depth: int = 0


class Line(NamedTuple):
    """One row of a table as text; `number` is the row's as the file shows it."""

    number: int
    cells: tuple[str, ...]
    is_hidden: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)

    @property
    def said(self) -> list[str]:
        """The cells that are filled, once each."""
        return list(dict.fromkeys(cell.strip() for cell in self.cells if cell.strip()))

    def cell(self, column: int) -> str:
        return " ".join(self.cells[column].split()) if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of a file. `heads` is how many of its first rows the file itself marks as headings.

    `uncalculated` are the cells (row number, column) whose formula was saved without its result.
    """

    name: str
    lines: tuple[Line, ...]
    heads: int = 0
    uncalculated: tuple[tuple[int, int], ...] = ()

    @property
    def width(self) -> int:
        return max((len(line.cells) for line in self.lines), default=0)

    @property
    def has_hidden(self) -> bool:
        return any(line.is_hidden for line in self.lines)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is read: where its headings are, what each column is for, and what its levels are called.

    `head_from` and `head_to` are row numbers, 0 where the table has no headings. `names` are the levels'
    from the top. `has_groups`: a row with one text only heads the rows below it, as a level called
    `group_name` above the others. `is_filled_down`: a blank under a level means the same as above.
    """

    uses: tuple[Use, ...]
    names: tuple[str, ...]
    head_from: int = 0
    head_to: int = 0
    is_filled_down: bool = False
    has_groups: bool = False
    group_name: str = "Heading"
    skips_hidden: bool = False


class FaultKind(StrEnum):
    """What is wrong with a row; `is_left_out` where nothing of the row came in."""

    NO_TITLE = "NO_TITLE"
    HEADINGS_AGAIN = "HEADINGS_AGAIN"
    HIDDEN = "HIDDEN"
    REPEATED = "REPEATED"
    SAME_TITLE = "SAME_TITLE"
    ADDED = "ADDED"
    LEVEL_MISSING = "LEVEL_MISSING"
    DATE = "DATE"
    DATES_CROSS = "DATES_CROSS"
    OWNER = "OWNER"
    SERVICE = "SERVICE"
    MEASURE = "MEASURE"
    TARGET = "TARGET"
    CODE = "CODE"
    LONG = "LONG"
    TURNED_ROUND = "TURNED_ROUND"
    MEASURES_ONLY = "MEASURES_ONLY"
    FORMULA = "FORMULA"

    @property
    def is_left_out(self) -> bool:
        return self in (FaultKind.NO_TITLE, FaultKind.HEADINGS_AGAIN, FaultKind.HIDDEN)


class Fault(NamedTuple):
    """One thing to look at: where (row 0 is the table as a whole), what is wrong and what to do."""

    kind: FaultKind
    row: int
    column: str
    sentence: str
    remedy: str


class Asked(NamedTuple):
    """A measure that a row names: the code held for its words (empty where none is), target and notes."""

    words: str
    code: str = ""
    given_code: str = ""
    target: str = ""
    value: Decimal | None = None
    year: Period | None = None
    note: str = ""

    @property
    def in_words(self) -> str:
        return f"{self.words} (target: {self.target})" if self.target else self.words


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One element to be: `parent` is the place of its parent among the lines, always an earlier one.

    `owner` is a post that is held, `owner_said` what the file says where no post is called so. `targets` are
    the file's words for targets that no one measure goes with.
    """

    parent: int | None
    depth: int
    code: str
    title: str
    detail: str = ""
    owner: str = ""
    owner_said: str = ""
    service: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    measures: tuple[Asked, ...] = ()
    targets: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    wards: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()

    def words(self, are_made: bool = False) -> tuple[str, str]:
        """What is kept as the quantity, and what as the detail, which takes what is too long for the other.

        Measures that are held, or are to be made (`are_made`), are linked; only their targets stay in words.
        """
        said = [one.in_words for one in self.measures if one.target or not (one.code or are_made)]
        quantity = "; ".join([*said, *(f"Target: {' '.join(one.split())}" for one in self.targets)])
        if len(quantity) <= LONGEST_QUANTITY:
            return quantity, self.detail
        short = f"{quantity[: LONGEST_QUANTITY - 1]}…"
        return short, "\n".join(part for part in (self.detail, quantity) if part)


class Trouble(NamedTuple):
    """The same fault in one or more rows, told once."""

    kind: FaultKind
    rows: tuple[int, ...]
    column: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PlanTree:
    """What a table came out as: the levels' names from the top, lines after their parents, faults by row."""

    names: tuple[str, ...]
    lines: tuple[PlanLine, ...]
    faults: tuple[Fault, ...]

    def counts(self) -> list[tuple[str, int]]:
        """How many lines there are at each level, from the top."""
        by_depth = Counter(line.depth for line in self.lines)
        return [(name, by_depth[depth]) for depth, name in enumerate(self.names, start=1)]

    def count_of(self, kind: FaultKind) -> int:
        return sum(fault.kind is kind for fault in self.faults)

    def troubles(self) -> list[Trouble]:
        """The faults, those that say the same of several rows together; what was left out comes first."""
        rows: dict[tuple[FaultKind, str, str, str], list[int]] = {}
        for kind, row, column, sentence, remedy in self.faults:
            rows.setdefault((kind, column, sentence, remedy), []).append(row)
        found = [
            Trouble(kind, tuple(dict.fromkeys(rows[key])), column, sentence, remedy)
            for key in rows
            for kind, column, sentence, remedy in [key]
        ]
        return sorted(found, key=lambda one: (not one.kind.is_left_out, one.rows[0]))

    @property
    def left_out(self) -> int:
        """How many rows didn't come in."""
        return len({fault.row for fault in self.faults if fault.kind.is_left_out})

    @property
    def unknown_owners(self) -> list[str]:
        """What the file calls owners where no post is called so, once each."""
        return list(dict.fromkeys(line.owner_said for line in self.lines if line.owner_said))

    @property
    def unknown_measures(self) -> list[Asked]:
        """The measures that none held matches, once each."""
        found = {same(one.words): one for line in self.lines for one in line.measures if not one.code}
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Known:
    """What the council holds already, by its words in small letters (see `same`)."""

    posts: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    year_start: YearStart = COUNCIL_YEAR


@lru_cache(maxsize=20_000)
def same(text: str) -> str:
    """A text as it is compared: capitals, odd spaces and a stop at its end make no difference."""
    return tidy(text).casefold().rstrip(" .:")
