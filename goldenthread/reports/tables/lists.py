"""Lists as tables: one page of a list with its groups and sorting, or all of it to take away.

To put another list on this: say what can be asked (`core.listing.Listing`) and how each column is shown
(`ListColumn`), make a `ListTable` of both, and answer with `web.listing.answer_list`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from goldenthread.core.listing import Group, Listing, Shown
from goldenthread.core.sentences import counted, start
from goldenthread.reports.grids import Cell, Column, Grid, Row, Sort, group_row, text

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class ListColumn(Generic[R]):
    """One column: its heading, the cell of a record, and the key of the order that its heading sorts by."""

    column: Column
    cell: Callable[[R], Cell]
    sort: str = ""
    is_for_files: bool = False  # in what is taken away only: a page has no room for it


@dataclass(frozen=True, slots=True)
class ListTable(Generic[R]):
    """A list: what can be asked of it, its columns, and what one and many of its records are called."""

    caption: str
    listing: Listing[R]
    columns: tuple[ListColumn[R], ...]
    one: str
    many: str
    style: str = ""


def page_of(table: ListTable[R], shown: Shown[R], address: Callable[..., str]) -> Grid:
    """One page of a list; `address` writes the question back with changes."""
    columns = tuple(
        replace(one.column, sort=_sort(one, shown, address)) for one in table.columns if not one.is_for_files
    )
    rows: list[Row] = []
    for group in shown.groups:
        if group.name:
            rows.append(group_row(group.name, _held(group, table), columns))
        rows += (_row(table, record) for record in group.records)
    return Grid(table.caption, columns, tuple(rows), table.style)


def _held(group: Group, table: ListTable[Any]) -> str:
    held = start(counted(group.size, table.one, table.many))
    return f"{held}, continued from the page before" if group.before else held


def _row(table: ListTable[R], record: R) -> Row:
    return Row(tuple(one.cell(record) for one in table.columns if not one.is_for_files))


def _sort(one: ListColumn[R], shown: Shown[R], address: Callable[..., str]) -> Sort | None:
    if not one.sort:
        return None
    is_now = shown.asked.sort == one.sort
    now = ("descending" if shown.asked.is_down else "ascending") if is_now else ""
    return Sort(address(sort=one.sort, is_down=is_now and not shown.asked.is_down), now)


def all_of(table: ListTable[R], shown: Shown[R]) -> Grid:
    """Every record that matches, sorted as asked; a grouped list names the groups in its first column."""
    by = table.listing.filter_of(shown.asked.group)
    columns = tuple(one.column for one in table.columns)
    rows = [Row(tuple(one.cell(record) for one in table.columns)) for record in shown.matching]
    if by is None:
        return Grid(table.caption, columns, tuple(rows), table.style)
    named = [
        Row((text("; ".join(value.name for value in by.values(record))), *row.cells))
        for record, row in zip(shown.matching, rows, strict=True)
    ]
    return Grid(table.caption, (Column(by.label, width=24), *columns), tuple(named), table.style)
