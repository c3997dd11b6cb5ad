"""What pages show as named rows, as tables to take away: plans with their editions, and papers."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.sentences import start
from goldenthread.governance.models import Paper
from goldenthread.plans.queries import PlanRow
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, number, on_day, text


def _said(words: str, otherwise: str) -> Cell:
    return text(words) if words else blank(otherwise)


def plans_to_take(plans: Iterable[PlanRow]) -> Grid:
    """Every edition of every plan."""
    columns = (
        Column("Plan", width=34),
        Column("Kind", width=18),
        Column("Owned by", width=24),
        Column("Edition", width=34),
        Column("State", width=12),
        Column("Starts", width=16),
        Column("Ends", width=16),
        Column("Adopted", width=30),
        Column("Elements", is_number=True, width=10),
    )
    rows = (
        [
            text(row.plan.name),
            text(start(str(row.plan.get_kind_display()))),
            _said(row.plan.owned_by, "Not stated"),
            text(edition.name, link=Link("edition", f"{row.plan.slug}/{edition.slug}")),
            text(start(str(edition.get_state_display()))),
            on_day(edition.starts_on, "Not stated"),
            on_day(edition.ends_on, "Not stated"),
            _said(edition.adopted, "Not stated"),
            number(str(held)),
        ]
        for row in plans
        for edition, held in row.editions
    )
    return grid("Plans and their editions", columns, rows)


def papers_to_take(papers: Iterable[Paper]) -> Grid:
    """Every paper with the body it goes to and the day it is considered."""
    columns = (
        Column("Paper", width=44),
        Column("Body", width=30),
        Column("Considered on", width=16),
        Column("Kind", width=16),
        Column("State", width=22),
        Column("Report of", width=30),
    )
    rows = (
        [
            text(paper.title, link=Link("paper", paper.slug)),
            _said(str(paper.body or ""), "Not stated"),
            on_day(paper.meets_on, "Date not set"),
            text(start(str(paper.get_kind_display()))),
            text(start(str(paper.get_state_display()))),
            text(paper.report_of),
        ]
        for paper in papers
    )
    return grid("Papers", columns, rows)
