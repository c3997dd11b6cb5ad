"""Requests to change what was approved, as facts: decided in the period, since, or still waiting."""

from __future__ import annotations

from goldenthread.core.periods import Period
from goldenthread.governance.change_queries import requests_until, withdrawn_lines, withdrawn_measures
from goldenthread.governance.changing import subject_words
from goldenthread.governance.grounds import said_of_ground
from goldenthread.governance.models import ChangeRequest
from goldenthread.reports.facts import ChangeFact
from goldenthread.reports.figures.changing import said_in_short
from goldenthread.reports.figures.position import Position
from goldenthread.reports.reported_before import reported_before

State = ChangeRequest.State


def change_facts(position: Position, period: Period) -> tuple[ChangeFact, ...]:
    """What was decided about the plan's measures and lines since the last report, and what waits.

    Nothing is listed as decided twice, and nothing is missed; what is withdrawn by a request is listed too.
    """
    council, before = position.council, reported_before(position.council, period)
    measures = [one.measure.pk for one in position.in_plan]
    last = max(position.on, period.ends_on)
    lines = [*position.lines, *withdrawn_lines(position.edition)]
    gone = withdrawn_measures(position.edition)
    found = requests_until(council, [*measures, *gone], before.since, last, lines)
    new = [one for one in found if one.is_waiting or one.pk not in before.requests]
    return tuple(_change(one, position, period) for one in new)


def _when(one: ChangeRequest, period: Period) -> str:
    if one.is_waiting or one.decided_at is None:
        return "waiting"
    return "decided" if one.decided_at.date() <= period.ends_on else "since"


def _change(one: ChangeRequest, position: Position, period: Period) -> ChangeFact:
    decided = one.decided_at.date() if one.decided_at else None
    return ChangeFact(
        pk=one.pk,
        what=subject_words(one),
        of=str(one.measure.title if one.measure else one.element or ""),
        before=said_in_short(one, is_before=True),
        after=said_in_short(one, is_before=False),
        reason=". ".join(part for part in (said_of_ground(one), one.reason) if part),
        asked_by=one.asked_by,
        asked_on=one.asked_at.date(),
        when=_when(one, period),
        state=str(one.get_state_display()),
        decided_by=str(one.body or one.decided_by),
        decided_on=decided,
        decision=one.decision,
        is_approved=one.state == State.APPROVED,
        top=_top(one, position),
    )


def _top(one: ChangeRequest, position: Position) -> int | None:
    if one.element_id:
        return position.top_of.get(one.element_id)
    held = position.measures.get(one.measure_id or 0)
    return (
        next((position.top_of[pk] for pk in held.elements if pk in position.top_of), None) if held else None
    )
