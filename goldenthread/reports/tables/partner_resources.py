"""What partners bring to each priority, and what they pay of actions' costs, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goldenthread.core.money_told import year_named
from goldenthread.core.partner_resources import totals_words
from goldenthread.core.sentences import on_day, start
from goldenthread.measures.queries import plain
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, grid, number, text
from goldenthread.reports.tables.projects import pounds
from goldenthread.resources.models import Cost, PartnerResource
from goldenthread.resources.partner_resource_queries import Priority

_COLUMNS = (
    Column("Priority", width=20),
    Column("Partner", width=16),
    Column("What it brings", width=22),
    Column("Pounds", True, width=10),
    Column("Days", True, width=8),
    Column("How far", width=10),
    Column("How it goes", width=18),
)


def by_priority(found: Sequence[Priority]) -> Grid:
    """Each priority with what partners bring to it; money and what is in kind are never added up."""
    rows = [row for one in found for row in _rows(one)]  # a priority with nothing stands below the table
    return Grid("What partners bring, by priority", _COLUMNS, tuple(rows), "wide")


def _rows(one: Priority) -> list[Row]:
    named = text(one.element.title, link=Link("element", str(one.element.pk)), note=one.element.edition.name)
    return [Row((named, *_resource(held, one))) for held in one.resources]


def _resource(one: PartnerResource, priority: Priority) -> list[Cell]:
    kind = f"{start(str(one.get_kind_display()))}, {one.get_given_as_display()}"
    if one.element_id != priority.element.pk:
        kind = f"{kind}; for “{one.element}”"
    return [
        text(one.partner.name, link=Link("partner", one.partner.slug)),
        text(one.what, link=Link("partner-resource", str(one.pk)), note=kind),
        pounds(one.amount),
        number(f"{plain(one.days):f}") if one.days is not None else blank("Not said"),
        text(start(str(one.get_state_display())), note=one.period),
        text(one.progress, note=on_day(one.progress_on) if one.progress_on else "")
        if one.progress
        else blank("Nothing said yet"),
    ]


def totals(found: Iterable[Priority]) -> Grid:
    """What comes to each priority in all, as words: money, and beside it what is in kind."""
    columns = (Column("Priority", width=40), Column("Resources", True, width=14), Column("In all", width=46))
    rows = (
        Row(
            (
                text(one.element.title, link=Link("element", str(one.element.pk))),
                number(str(one.totals.lines)),
                text(totals_words(one.totals)) if one.totals.lines else blank("Nothing from partners yet"),
            )
        )
        for one in found
        if one.resources
    )
    return Grid("What comes to each priority", columns, tuple(rows))


def costs(found: Iterable[Cost]) -> Grid:
    """What partners pay of actions' costs: in money, or in kind where no money moves."""
    columns = (
        Column("Partner", width=22), Column("Line", width=30), Column("What", width=24),
        Column("Year", width=12), Column("Pounds", True, width=14),
    )  # fmt: skip
    rows = (
        [
            text(one.partner.name, link=Link("partner", one.partner.slug))
            if one.partner
            else blank("Not said"),
            text(one.element.title, link=Link("element", str(one.element_id))),
            text(one.what, note="In kind" if one.is_in_kind else "In money"),
            text(year_named(one.year)),
            pounds(one.amount),
        ]
        for one in found
    )
    return grid("What partners pay of costs", columns, rows)
