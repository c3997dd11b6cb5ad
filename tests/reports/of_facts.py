"""A report's facts and products, for tests."""

from __future__ import annotations

from typing import Any

from goldenthread.core.periods import code, parse_period
from goldenthread.core.sentences import on_day
from goldenthread.reports import actions as reports
from goldenthread.reports import queries
from goldenthread.reports.blocks import Outline, Section, Table
from goldenthread.reports.facts import Facts
from goldenthread.reports.figures.frozen import facts_of
from goldenthread.reports.grids import Grid
from goldenthread.reports.models import ReportSetting
from goldenthread.reports.products import Beside, Product, composed
from tests.cast import ON, WHO, Cast


def planned(cast: Cast, period: str = "2014/15 Q1", **more: Any) -> ReportSetting:
    """A report of a period, called Monitor 1."""
    row = {
        "slug": "monitor",
        "title": "Monitor 1",
        "period": code(parse_period(period)),
        "position": 1,
        **more,
    }
    reports.plan_reports(council=cast.council, rows=[row], **WHO)
    setting = queries.report_at(cast.council, "monitor")
    assert setting is not None
    return setting


def facts(cast: Cast, period: str = "2014/15 Q1", **more: Any) -> Facts:
    """The facts of that report as the plan stood on the cast's day."""
    return facts_of(cast.council, cast.edition, planned(cast, period, **more), ON)


def outline(found: Facts, product: Product = Product.MONITOR, part: str = "", **beside: Any) -> Outline:
    """A product of these facts."""
    made = composed(found, product, part, Beside(**{"dated": on_day(found.head.on), **beside}))
    assert isinstance(made, Outline)
    return made


def section(made: Outline, place: str) -> Section:
    found = made.section(place)
    assert found is not None, place
    return found


def tables(made: Outline, place: str = "") -> dict[str, Grid]:
    """The tables of a section, or of the whole, by caption."""
    blocks = section(made, place).blocks if place else made.blocks()
    return {one.grid.caption: one.grid for one in blocks if isinstance(one, Table)}


def words(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]
