"""The calendar of plan, budget and rounds, and what partnerships decided, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.sentences import counted, spell, start
from goldenthread.governance.models import PartnershipDecision
from goldenthread.reports.figures.calendar import BUDGET, PLAN, ROUND, TELLING, Event
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, on_day, text


def calendar(events: Sequence[Event], on: date) -> Grid:
    """Plan, budget and rounds in three columns side by side, in order of their days, with their slack."""
    columns = (
        Column("When", width=18),
        Column("The plan", width=21),
        Column("The budget", width=21),
        Column("Reporting rounds", width=21),
        Column("Slack", width=21),
        Column("State", width=9),
    )
    caption = "Calendar of plan, budget and reporting rounds"
    return grid(caption, columns, (_event(one, on) for one in events), "wide")


def _event(one: Event, on: date) -> list[Cell]:
    notes = [one.waits, "" if one.cycle == ROUND else one.note]
    name = text(one.name, link=one.link, note=" ".join(filter(None, notes)))
    column = PLAN if one.cycle == TELLING else one.cycle
    sides = [name if column == cycle else text("") for cycle in (PLAN, BUDGET, ROUND)]
    said = days(one.first, one.last)
    when = [] if one.when in ("", said) else [one.when]
    when += [f"In the time before {election}" for election in one.held_back]
    slack = text(one.slack) if one.slack else blank("Nothing waits")
    return [text(said, note=". ".join(when)), *sides, slack, text(where(one, on))]


def days(first: date, last: date) -> str:
    """“1 to 30 November 2008”, “14 July 2008”."""
    if first == last:
        return f"{first.day} {first:%B %Y}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B %Y}"
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def where(one: Event, on: date) -> str:
    """Where it stands: a stage by its own rule, anything else by its days alone."""
    if one.standing:
        return one.standing
    if one.last < on:
        return "Past"
    return "Now" if one.first <= on else "To come"


def of_calendar(events: Sequence[Event], on: date) -> str:
    """What stands on the calendar and what comes next."""
    if not events:
        return "No stage of the plan or of the budget and no reporting round is on the calendar yet."
    said = f"{_held(events)} on the calendar."
    coming = next((one for one in events if one.last >= on), None)
    if coming is None:
        return f"{said} All of them are past."
    if coming.first <= on:
        return f"{said} Going on now: {coming.name}."
    return f"{said} Next, {days(coming.first, coming.last)}: {coming.name}."


def _held(events: Sequence[Event]) -> str:
    """“One stage of the plan, two of the budget and one reporting round are”."""
    plan, budget = (sum(one.cycle == cycle for one in events) for cycle in (PLAN, BUDGET))
    rounds = len({one.link for one in events if one.cycle == ROUND})
    telling = sum(one.cycle == TELLING for one in events)
    parts = [f"{counted(plan, 'stage')} of the plan"] if plan else []
    parts += [f"{spell(budget) if plan else counted(budget, 'stage')} of the budget"] if budget else []
    parts += [counted(rounds, "reporting round")] if rounds else []
    parts += [counted(telling, "piece of communication", "pieces of communication")] if telling else []
    joined = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"{start(joined)} {'is' if plan + budget + rounds + telling == 1 else 'are'}"


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
