"""Lists that people filter, group, sort and page: one mechanism over records of any kind.

A `Listing` says what can be asked of its records; `read` takes the question from an address, letting
nonsense pass; `arrange` answers it; `Asked.pairs` writes the question back, changed or not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, NamedTuple, TypeVar

from goldenthread.core.search import fold
from goldenthread.core.sentences import Sentence, Span, spell, start

R = TypeVar("R")
SIZE = 50  # rows on a page
NONE = "none"  # the value that stands for records without one
LONGEST = 200  # characters of an answer that are read
MOST = 50  # values of one filter that are read


class Value(NamedTuple):
    """One value to filter or group by: what an address calls it, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Generic[R]):
    """Something to filter by: the values of a record, which may have several or, in words, none.

    `keeps_order` leaves values in the order their records come in, instead of by name.
    """

    key: str
    label: str
    of: Callable[[R], Iterable[Value]]
    blank: str = "None named"
    keeps_order: bool = False
    groups: bool = False

    def values(self, record: R) -> tuple[Value, ...]:
        return tuple(self.of(record)) or (Value(NONE, self.blank),)


@dataclass(frozen=True, slots=True)
class Order(Generic[R]):
    """Something to sort by; None and empty words come last, whichever way."""

    key: str
    label: str
    of: Callable[[R], Any]
    up: str = "first to last"
    down: str = "last to first"


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """What can be asked of a list. `words` are the texts that free words are looked for in.

    `usual_group` is what it is grouped by where nobody says otherwise.
    """

    filters: tuple[Filter[R], ...]
    orders: tuple[Order[R], ...]
    words: Callable[[R], str]
    kept: tuple[str, ...] = ()  # further parts of the address that every link carries on
    usual_group: str = ""

    def filter_of(self, key: str) -> Filter[R] | None:
        return next((one for one in self.filters if one.key == key), None)

    def order_of(self, key: str) -> Order[R] | None:
        return next((one for one in self.orders if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks of a list."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""
    sort: str = ""
    is_down: bool = False
    page: int = 1
    kept: Mapping[str, str] = field(default_factory=dict)
    usual_group: str = ""

    def pairs(self, **changes: Any) -> list[tuple[str, str]]:
        """The question as pairs of an address, with changes; asking something else starts at page 1."""
        asked = replace(self, **({"page": 1} | changes))
        sort = f"-{asked.sort}" if asked.is_down else asked.sort
        page = str(asked.page) if asked.page > 1 else ""
        group = "" if asked.group == asked.usual_group else asked.group or NONE
        single = [("words", asked.words), ("group", group), ("sort", sort), ("page", page)]
        chosen = [(key, value) for key, values in asked.chosen.items() for value in values]
        return [(key, value) for key, value in [*asked.kept.items(), *chosen, *single] if value]

    def without(self, key: str, value: str) -> dict[str, tuple[str, ...]]:
        """The values chosen, but for one."""
        left = {
            name: tuple(v for v in held if (name, v) != (key, value)) for name, held in self.chosen.items()
        }
        return {name: held for name, held in left.items() if held}


Query = Mapping[str, Sequence[str]]


def read(listing: Listing[R], query: Query) -> Asked:
    """What an address asks of a list; what it doesn't know is let pass."""

    def one(key: str) -> str:
        return (query.get(key) or [""])[0].replace("\0", "").strip()[:LONGEST]

    sort = one("sort")
    group = listing.filter_of(one("group") if query.get("group") else listing.usual_group)
    chosen = {each.key: _several(query.get(each.key, ())) for each in listing.filters}
    page = one("page")
    return Asked(
        words=one("words"),
        chosen={key: values for key, values in chosen.items() if values},
        group=group.key if group and group.groups else "",
        sort=sort.removeprefix("-") if listing.order_of(sort.removeprefix("-")) else "",
        is_down=sort.startswith("-") and listing.order_of(sort[1:]) is not None,
        page=max(1, int(page)) if re.fullmatch(r"[0-9]{1,6}", page) else 1,
        kept={key: one(key) for key in listing.kept if one(key)},
        usual_group=listing.usual_group,
    )


def _several(values: Sequence[str]) -> tuple[str, ...]:
    clean = (value.replace("\0", "").strip()[:LONGEST] for value in values[:MOST])
    return tuple(dict.fromkeys(value for value in clean if value))


class Group(NamedTuple):
    """Records with one value: its name, all that it holds, and how many of them stood on earlier pages."""

    name: str
    size: int
    records: list[Any]
    before: int = 0


class Choice(NamedTuple):
    """One value that can be chosen, and how many records of the whole list have it."""

    key: str
    name: str
    held: int


@dataclass(frozen=True, slots=True)
class Shown(Generic[R]):
    """One page of an answer. Ungrouped records stand in one group without a name.

    `asked` is what was understood: values that no record has, and pages that there aren't, are gone from it.
    `rows` counts a record once for each group it stands in; `total` counts it once.
    """

    asked: Asked
    groups: list[Group]
    matching: list[R]
    whole: int
    rows: int
    pages: int
    choices: Mapping[str, list[Choice]]
    size: int = SIZE

    @property
    def total(self) -> int:
        return len(self.matching)

    @property
    def first(self) -> int:
        return (self.asked.page - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return min(self.asked.page * self.size, self.rows)


def arrange(listing: Listing[R], records: Sequence[R], asked: Asked, size: int = SIZE) -> Shown[R]:
    """Answer a question: filter, sort, group and cut to one page."""
    choices = {one.key: choices_of(one, records) for one in listing.filters}
    known = {key: {choice.key for choice in held} for key, held in choices.items()}
    chosen = {key: tuple(v for v in values if v in known[key]) for key, values in asked.chosen.items()}
    asked = replace(asked, chosen={key: values for key, values in chosen.items() if values})
    matching = in_order(listing, [one for one in records if matches(listing, asked, one)], asked)
    grouped = _grouped(listing, matching, asked, choices)
    rows = sum(len(group.records) for group in grouped)
    pages = max(1, -(-rows // size))
    asked = replace(asked, page=min(asked.page, pages))
    on_page = _cut(grouped, (asked.page - 1) * size, asked.page * size)
    return Shown(asked, on_page, matching, len(records), rows, pages, choices, size)


def matches(listing: Listing[R], asked: Asked, record: R) -> bool:
    """True when a record has one of the values chosen of every filter, and all the words."""
    for one in listing.filters:
        wanted = asked.chosen.get(one.key)
        if wanted and not any(value.key in wanted for value in one.values(record)):
            return False
    if not asked.words:
        return True
    text = fold(listing.words(record))
    return all(word in text for word in fold(asked.words).split())


def in_order(listing: Listing[R], records: Sequence[R], asked: Asked) -> list[R]:
    """Sorted as asked, equals as they came, and records that have nothing to sort by at the end."""
    order = listing.order_of(asked.sort)
    if order is None:
        return list(records)
    blank = [one for one in records if order.of(one) in (None, "")]
    held = [one for one in records if order.of(one) not in (None, "")]
    return [*sorted(held, key=lambda one: sortable(order.of(one)), reverse=asked.is_down), *blank]


def sortable(value: Any) -> Any:
    """Words whatever their case, and the numbers in them by size: “Action 9” comes before “Action 10”."""
    if not isinstance(value, str):
        return value
    parts = re.split(r"(\d+)", fold(value))
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def choices_of(one: Filter[R], records: Iterable[R]) -> list[Choice]:
    """The values that records have of a filter, with how many; those without any at the end."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for record in records:
        for key, name in one.values(record):
            names.setdefault(key, name)
            counts[key] += 1
    found = [Choice(key, name, counts[key]) for key, name in names.items()]
    if not one.keeps_order:
        found.sort(key=lambda choice: sortable(choice.name))
    return sorted(found, key=lambda choice: choice.key == NONE)


def _grouped(
    listing: Listing[R], records: Sequence[R], asked: Asked, choices: Mapping[str, list[Choice]]
) -> list[Group]:
    by = listing.filter_of(asked.group)
    if by is None:
        return [Group("", len(records), list(records))] if records else []
    held: dict[str, list[Any]] = {choice.key: [] for choice in choices[by.key]}
    for record in records:
        for value in by.values(record):
            held[value.key].append(record)
    named = {choice.key: choice.name for choice in choices[by.key]}
    return [Group(named[key], len(those), those) for key, those in held.items() if those]


def _cut(groups: Iterable[Group], first: int, last: int) -> list[Group]:
    """The rows from one place to another, with the heads of the groups they stand in."""
    found, start_at = [], 0
    for group in groups:
        low, high = max(0, first - start_at), last - start_at
        if low < len(group.records) and high > 0:
            found.append(group._replace(records=group.records[low:high], before=low))
        start_at += len(group.records)
    return found


def sentence(listing: Listing[R], shown: Shown[R], one: str, many: str) -> list[Sentence]:
    """“Showing 51 to 100 of 163 actions, grouped by theme.”"""
    if not shown.whole:
        return [(Span(f"No {one} is on record yet."),)]
    if not shown.total:
        return [(Span(f"None of {shown.whole:,} {many} is like that. Take a filter away to see more."),)]
    figure = f"{shown.total:,} {one if shown.total == 1 else many}"
    of = f" of {shown.whole:,}" if shown.total < shown.whole else ""
    if shown.pages > 1:
        rows = f" of {shown.rows:,} rows" if shown.rows != shown.total else ""
        said: list[Span] = [Span(f"Showing {shown.first:,} to {shown.last:,}{rows} of "), Span(figure, True)]
        said += [Span(f" that match{of}")] if of else []
    else:
        said = [Span(f"{start(spell(shown.total))} {one if shown.total == 1 else many}", True), Span(of)]
    by = listing.filter_of(shown.asked.group)
    grouped = f", grouped by {by.label.lower()}" if by else ""
    several = " Some stand in more than one group." if shown.rows != shown.total else ""
    return [(*said, Span(f"{grouped}.{several}"))]


def pages_to_offer(page: int, pages: int) -> list[int | None]:
    """The first, the last, this page and its neighbours; None where some are left out."""
    wanted = [n for n in range(1, pages + 1) if n in (1, pages) or abs(n - page) <= 1]
    found: list[int | None] = []
    for before, number in zip([0, *wanted], wanted, strict=False):
        if number - before == 2:
            found.append(before + 1)
        elif number - before > 2:
            found.append(None)
        found.append(number)
    return found
