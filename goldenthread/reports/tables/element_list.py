"""The list of elements: what can be asked of it, and its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from goldenthread.core.listing import Filter, Listing, Order, Value
from goldenthread.core.sentences import on_day as day_words
from goldenthread.core.sentences import start
from goldenthread.plans.models import Tag
from goldenthread.reports.figures.element_list import ElementList, ListedLine
from goldenthread.reports.grids import Cell, Column, Link, blank, number, on_day, text
from goldenthread.reports.tables.lists import ListColumn, ListTable


def element_table(found: ElementList) -> ListTable[ListedLine]:
    """The list of elements as a table."""
    return ListTable("Elements", element_listing(found), _columns(found), "element", "elements", "wide")


def element_listing(found: ElementList) -> Listing[ListedLine]:
    """What can be asked of a list of elements."""
    filters = (
        Filter(
            "top",
            found.top_name,
            lambda line: _one(line.top),
            f"Under no {found.top_name.lower()}",
            True,
            True,
        ),
        Filter("level", "Level", lambda line: _word(line.level), "", True, True),
        Filter("owner", "Owner", lambda line: _one((line.row.owner_id, line.row.owner)), groups=True),
        Filter(
            "service",
            "Service",
            lambda line: _one((line.row.service_id, line.row.service)),
            "Not stated",
            groups=True,
        ),
        Filter("holder", "Portfolio holder", lambda line: _one((line.row.holder_id, line.row.holder))),
        Filter("agreed", "State agreed", lambda line: _word(str(line.agreed.label)), "", True, True),
        Filter("since", "Continuing or new", lambda line: _word(_since(line)), "", True),
        Filter("measure", "Measure", lambda line: _word(_measured(line)), "", True),
        *(_tag_filter(kind) for kind in Tag.Kind),
        Filter("tag", "Tag", lambda line: [Value(str(key), name) for _, key, name in line.tags], "No tag",
               groups=True),
    )  # fmt: skip
    orders: tuple[Order[ListedLine], ...] = (
        Order("title", "Title", lambda line: line.row.title, "A to Z", "Z to A"),
        Order("due", "Due", lambda line: line.row.due_on, "earliest first", "latest first"),
        Order("rank", "Rank", lambda line: line.row.rank, "1 first", "1 last"),
        Order("owner", "Owner", lambda line: line.row.owner, "A to Z", "Z to A"),
        Order("level", "Level", lambda line: line.level_position, "highest first", "lowest first"),
    )
    return Listing(filters, orders, _words, kept=("edition",))


def _tag_filter(kind: Tag.Kind) -> Filter[ListedLine]:
    def tags(line: ListedLine) -> Iterable[Value]:
        return [Value(str(key), name) for of, key, name in line.tags if of == kind]

    return Filter(kind.value.lower(), start(str(kind.label)), tags, "None tagged")


def _one(named: tuple[int | None, str] | None) -> list[Value]:
    return [Value(str(named[0]), named[1])] if named and named[0] is not None else []


def _word(word: str) -> list[Value]:
    return [Value(word.lower().replace(" ", "-"), start(word))] if word else []


def _since(line: ListedLine) -> str:
    return "continuing" if line.is_continuing else "new"


def _measured(line: ListedLine) -> str:
    return "with a measure" if line.has_measure else "without a measure"


def _words(line: ListedLine) -> str:
    row = line.row
    return f"{row.code} {row.title} {row.owner} {row.service} {' '.join(name for _, _, name in line.tags)}"


def _columns(found: ElementList) -> tuple[ListColumn[ListedLine], ...]:
    def put(
        head: str, cell: Callable[[ListedLine], Cell], sort: str = "", *, aside: bool = False, width: int = 18
    ) -> ListColumn[ListedLine]:
        return ListColumn(Column(head, width=width), cell, sort, aside)

    ranked = any(line.row.rank is not None for line in found.lines)
    return (
        put("Element", _title, "title", width=40),
        put("Level", lambda line: text(line.level), "level", width=12),
        put("Owner", lambda line: _named(line.row.owner, "None named"), "owner"),
        put("Service", lambda line: _named(line.row.service, "Not stated")),
        put("Due", lambda line: on_day(line.row.due_on, "No date"), "due", width=14),
        ListColumn(Column("Rank", is_number=True, width=8), _rank, "rank", is_for_files=not ranked),
        put("Code", lambda line: text(line.row.code), aside=True, width=12),
        put(found.top_name, lambda line: _named(line.top[1] if line.top else "", "None"), aside=True),
        put("Edition", lambda line: text(line.edition), aside=True),
        put("Starts", lambda line: on_day(line.row.starts_on, "No date"), aside=True, width=14),
        put("State agreed", lambda line: text(start(str(line.agreed.label))), aside=True, width=12),
        put("Continuing or new", lambda line: text(_since_words(line)), aside=True),
        put("Measure", lambda line: text(start(_measured(line))), aside=True),
        put("Portfolio holder", lambda line: _named(line.row.holder, "None named"), aside=True),
        put("Tags", lambda line: _named("; ".join(name for _, _, name in line.tags), "None"), aside=True),
    )


def _title(line: ListedLine) -> Cell:
    note = ", ".join(name for _, _, name in line.tags)
    return text(line.row.title, link=Link("element", str(line.row.id)), note=note)


def _rank(line: ListedLine) -> Cell:
    return blank("Not ranked") if line.row.rank is None else number(str(line.row.rank))


def _named(words: str, otherwise: str) -> Cell:
    return text(words) if words else blank(otherwise)


def _since_words(line: ListedLine) -> str:
    since = line.row.continuing_since
    return f"Continuing since {day_words(since)}" if since else start(_since(line))
