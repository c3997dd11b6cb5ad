"""An element's costs, what it waits for, and scarce skills, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.sentences import on_day, start
from goldenthread.core.words import number as figure
from goldenthread.core.workload import days_shown
from goldenthread.reports.grids import Cell, Column, Grid, Link, Row, blank, number, text
from goldenthread.resources.element_fact_queries import year_told
from goldenthread.resources.models import Cost, Dependency, Skill, SkillNeed


def costs(found: Sequence[Cost]) -> Grid | None:
    """What an element costs by year, who pays, and the sums of what the council pays and of all."""
    if not found:
        return None
    columns = (
        Column("Year", width=12), Column("What for", width=32), Column("Amount", True, width=16),
        Column("Kind", width=22), Column("Who pays", width=32),
    )  # fmt: skip
    rows = [Row(tuple(_cost(one))) for one in found]
    own = [one for one in found if not one.is_in_kind and one.payer != Cost.Payer.PARTNER]
    if len(found) > 1:
        rows.append(_sum("In all", found))
        if len(own) < len(found):
            rows.append(_sum("Of it, the council’s own money", own))
    return Grid("What it costs", columns, tuple(rows))


def _cost(one: Cost) -> list[Cell]:
    kind = start(str(one.get_kind_display()))
    again = "recurring" if one.is_recurring else "one-off"
    payer = str(one.partner) if one.partner else start(str(one.get_payer_display()))
    return [
        text(year_told(one.year, one.council)),
        text(one.what, link=Link("cost", f"{one.element_id}/{one.pk}"), note=one.note),
        _pounds(one.amount),
        text(f"{kind}, {again}", note="In kind" if one.is_in_kind else ""),
        text(payer, note=one.funding),
    ]


def _sum(words: str, found: Sequence[Cost]) -> Row:
    whole = sum((one.amount for one in found), Decimal(0))
    return Row((text(words), text(""), _pounds(whole), text(""), text("")), is_total=True)


def _pounds(amount: Decimal) -> Cell:
    return number(f"£{figure(amount.normalize() + 0)}", value=amount)


def dependencies(found: Sequence[Dependency]) -> Grid | None:
    """What an element waits for, when that is due or likely, and why."""
    if not found:
        return None
    columns = (Column("What", width=44), Column("When", width=36), Column("Why", width=36))
    return Grid("What it waits for", columns, tuple(Row(tuple(_waits(one))) for one in found))


def _waits(one: Dependency) -> list[Cell]:
    link = Link("dependency", f"{one.element_id}/{one.pk}")
    why = text(one.because) if one.because else blank("Not said")
    if one.on is not None:
        due = text(f"Due by {on_day(one.on.due_on)}") if one.on.due_on else blank("No date")
        return [text(one.on.title, link=link), due, why]
    when = on_day(one.event_on) if one.event_on else ""
    latest = f"At the latest {on_day(one.event_latest_on)}" if one.event_latest_on else ""
    return [text(one.event, link=link, note="Outside the council"), text(f"Likely {when}", note=latest), why]


def skills(found: Sequence[Skill], uses: Sequence[SkillNeed]) -> Grid:
    """Each scarce skill: how much of it there is in a quarter, and what takes it."""
    rows = []
    for one in found:
        of_it = [use for use in uses if use.skill_id == one.pk]
        whole = sum((use.days for use in of_it), Decimal(0))
        there = one.days_a_quarter
        rows.append(Row((
            text(one.name, link=Link("skill", str(one.pk)), note=one.note),
            blank("Not known") if there is None else number(days_shown(there), value=there),
            number(days_shown(whole), value=whole),
            text("; ".join(f"{use.need.element} ({use.need.service or 'no service'})" for use in of_it)),
        )))  # fmt: skip
    columns = (
        Column("Skill", width=30), Column("Days in a quarter", True, width=18),
        Column("Days asked, in all", True, width=18), Column("By", width=50),
    )  # fmt: skip
    return Grid("Scarce skills", columns, tuple(rows))
