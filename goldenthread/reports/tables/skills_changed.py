"""Scarce skills before and after, where a scenario or a way out makes them worse, as a table."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.core.sentences import start
from goldenthread.core.strain import Limits, Load
from goldenthread.core.workload import NOUGHT, Given, days_shown
from goldenthread.reports.figures.skills_changed import SkillsChanged
from goldenthread.reports.grids import Cell, Column, Grid, Row, text


def skill_cell(asked: Decimal, there: Decimal, limits: Limits) -> Cell:
    """“Far over”, with the days asked of those that there are, in percent."""
    load = Load(asked, NOUGHT, Given(there, True))
    band, percent = limits.band(load), limits.percent_words(load)
    assert band is not None
    days = f"{days_shown(asked)} of {days_shown(there)} days"
    return text(band.words, note=f"{days}, {percent}" if percent else days, strong=asked > there)


def worse(found: SkillsChanged, after: str) -> Grid:
    """Each skill and quarter that gets worse: in the plan, and after the change."""
    columns = (
        Column("Skill", width=30),
        Column("Quarter", width=22),
        Column("In the plan", width=24),
        Column(after, width=24),
    )
    rows = tuple(
        Row((
            text(found.names[one.skill]),
            text(start(found.quarter(one))),
            skill_cell(one.before, one.there, found.limits),
            skill_cell(one.after, one.there, found.limits),
        ))
        for one in found.worse
    )  # fmt: skip
    return Grid("Scarce skills that get worse", columns, rows)
