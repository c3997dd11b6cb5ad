"""The calendar of plan and budget, and what partnerships decided, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.sentences import counted, spell, start
from goldenthread.governance.models import PartnershipDecision
from goldenthread.planning.models import Stage
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, on_day, text


def calendar(stages: Sequence[Stage], on: date, can_change: bool) -> Grid:
    """Plan and budget in two columns side by side, in order of their days."""
    columns = (
        Column("When", width=20),
        Column("The plan", width=34),
        Column("The budget", width=34),
        Column("Where it stands", width=16),
    )
    return grid("Calendar of plan and budget", columns, (_stage(one, on, can_change) for one in stages))


def _stage(one: Stage, on: date, can_change: bool) -> list[Cell]:
    name = text(one.name, link=Link("stage", str(one.pk)) if can_change else None, note=one.source)
    nothing = text("")
    sides = [name, nothing] if one.cycle == Stage.Cycle.PLAN else [nothing, name]
    return [text(days(one), note="" if one.when == days(one) else one.when), *sides, text(where(one, on))]


def days(one: Stage) -> str:
    """“1 to 30 November 2008”, “14 July 2008”."""
    first, last = one.starts_on, one.ends_on
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def where(one: Stage, on: date) -> str:
    if one.ends_on < on:
        return "Past"
    return "Now" if one.starts_on <= on else "To come"


def of_calendar(stages: Sequence[Stage], on: date) -> str:
    """What stands on the calendar and what comes next."""
    if not stages:
        return "No stage of the plan or of the budget is on the calendar yet."
    plan = sum(one.cycle == Stage.Cycle.PLAN for one in stages)
    budget = len(stages) - plan
    both = f"{start(counted(plan, 'stage'))} of the plan and {spell(budget)} of the budget"
    said = f"{both} are on the calendar."
    coming = next((one for one in stages if one.ends_on >= on), None)
    if coming is None:
        return f"{said} All of them are past."
    if coming.starts_on <= on:
        return f"{said} Going on now: {coming.name}."
    return f"{said} Next, {days(coming)}: {coming.name}."


def decisions(found: Sequence[PartnershipDecision], can_change: bool) -> Grid:
    """What partnerships decided and whether the plan takes it in."""
    columns = (
        Column("Decision", width=34),
        Column("Partnership", width=20),
        Column("Decided", width=14),
        Column("In the plan?", width=16),
        Column("Where, and why", width=30),
    )
    rows = (_decision(one, can_change) for one in found)
    return grid("Decisions of partnerships", columns, rows, "wide")


def _decision(one: PartnershipDecision, can_change: bool) -> list[Cell]:
    taken = PartnershipDecision.TakenIn(one.taken_in)
    place = Link("element", str(one.element_id)) if one.element_id else None
    where_words = one.element.title if one.element else one.reason
    note = one.reason if one.element else ""
    return [
        text(one.text, link=Link("decision", str(one.pk)) if can_change else None, note=one.source),
        text(one.body.name),
        on_day(one.decided_on, "Not stated"),
        text(start(taken.label), strong=taken is PartnershipDecision.TakenIn.OPEN),
        text(where_words, link=place, note=note) if where_words else blank("Not said yet"),
    ]


def of_decisions(found: Sequence[PartnershipDecision]) -> str:
    """How many decisions there are, and how many nobody has considered."""
    if not found:
        return "No decision of a partnership is on record yet."
    counts = {taken: sum(one.taken_in == taken for one in found) for taken in PartnershipDecision.TakenIn}
    taken = counts[PartnershipDecision.TakenIn.YES] + counts[PartnershipDecision.TakenIn.IN_PART]
    not_taken, waiting = counts[PartnershipDecision.TakenIn.NO], counts[PartnershipDecision.TakenIn.OPEN]
    return (
        f"{start(counted(len(found), 'decision'))} of partnerships {'is' if len(found) == 1 else 'are'} on "
        f"record: {_none(taken)} taken in, {_none(not_taken)} not taken in, "
        f"{_none(waiting)} not yet considered."
    )


def _none(count: int) -> str:
    return spell(count) if count else "none"
