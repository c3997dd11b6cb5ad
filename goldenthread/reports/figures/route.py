"""What matters of meetings, routes, decisions, tasks and minutes, in one sentence each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from goldenthread.core.edition_seen import Seen, Told
from goldenthread.core.route_states import WORK
from goldenthread.core.sentences import counted, inside, on_day, part_of, spell, start
from goldenthread.governance.models import (
    Body,
    Decision,
    Endorsement,
    Meeting,
    Minute,
    Recommendation,
    Step,
    Task,
    WorkItem,
)
from goldenthread.governance.route_queries import MeetingRow, falls_to
from goldenthread.reports.tables.route import when_of


def of_meetings(rows: Sequence[MeetingRow], on: date) -> str:
    """How many meetings are to come, which is next, and by when its papers are published."""
    if not rows:
        return "No meeting is on record yet."
    to_come = [row.meeting for row in rows if row.meeting.meets_on >= on and not row.meeting.is_cancelled]
    said = f"{start(counted(len(rows), 'meeting'))} on record"
    if not to_come:
        return f"{said}, none of them to come."
    first = to_come[0]
    rest = f", {spell(len(to_come))} to come. Next: {first.body} on {on_day(first.meets_on)}"
    return f"{said}{rest}{_papers_by(first)}."


def _papers_by(meeting: Meeting) -> str:
    on = meeting.publication_on
    return f", with papers published by {on_day(on)}" if on else ""


def of_meeting(meeting: Meeting, on: date) -> str:
    """When a meeting is, by when its papers are published, and until when it can be called in."""
    if meeting.is_cancelled:
        return f"The meeting of {meeting.body} on {on_day(meeting.meets_on)} is cancelled."
    verb = "met" if meeting.meets_on < on else "meets"
    said = f"{meeting.body} {verb} on {on_day(meeting.meets_on)}{_papers_by(meeting)}"
    if meeting.call_in_until is None:
        is_executive = meeting.body.kind == Body.Kind.EXECUTIVE
        return f"{said}." if is_executive else f"{said}. Its decisions can’t be called in."
    could = "could" if meeting.call_in_until < on else "can"
    return f"{said}; its decisions {could} be called in until {on_day(meeting.call_in_until)}."


def next_step(steps: Sequence[Step]) -> Step | None:
    """The first step to come after the last that was held; where there is none, the first to come."""
    to_come = [one for one in steps if one.state == Step.State.TO_COME]
    held = max((one.position for one in steps if one.state == Step.State.HELD), default=0)
    return next((one for one in to_come if one.position > held), next(iter(to_come), None))


def of_route(steps: Sequence[Step], bodies: Mapping[int, Body]) -> str:
    """How far an edition has come on its route, who is next, and what that body may influence."""
    if not steps:
        return "No step is on the route yet."
    over = [one for one in steps if one.state != Step.State.TO_COME]
    are = "is" if len(over) == 1 else "are"
    said = f"{start(part_of(len(over), len(steps), 'step'))} {are} over"
    if len(steps) == 1:
        said = f"Its one step is {'over' if over else 'still to come'}"
    coming = next_step(steps)
    if coming is None:
        return f"{said}."
    who = falls_to(coming, bodies) or coming.body or "a step without a body"
    said = f"{said}. Next: {who}, {inside(when_of(coming))}"
    if coming.comments_until:
        said += f"; comments are taken until {on_day(coming.comments_until)}"
    left = sum(one.state == Step.State.TO_COME and one.position < coming.position for one in steps)
    if left:
        said += f". {start(counted(left, 'earlier step'))} {'is' if left == 1 else 'are'} still open"
    return f"{said}."


def of_step(step: Step, bodies: Mapping[int, Body]) -> str:
    """What a step is, and how it stands."""
    body, when = step.body or "No one body", inside(when_of(step))
    if step.state == Step.State.PASSED_OVER:
        return f"{body} is passed over: {step.passed_because.rstrip('.')}."
    if step.state == Step.State.HELD:
        return f"{body} considered {step.edition}, {when}."
    successor = falls_to(step, bodies)
    if successor:
        return f"{body} no longer meets: this step falls to {successor}, {when}."
    return f"{body} is to consider {step.edition}, {when}."


def of_seen(step: Step, shown: Seen, own: int) -> str:
    """As what a body saw an edition: on which day, how many lines, how many in its remit."""
    day = on_day(step.seen_on) if step.seen_on else "a day not held"
    lines = counted(len(shown.lines), "line")
    remit = part_of(own, len(shown.lines), "line") if own else "none"
    verb = "is" if own <= 1 else "are"
    return f"{shown.edition} as {step.body} saw it, as it was on {day}: {lines}; {remit} {verb} in its remit."


def of_since(step: Step, found: Sequence[Told], whole: int, against: str) -> str:
    """How much is no longer as a body saw it."""
    if not found:
        return f"Nothing has changed between what {step.body} saw and {against}."
    new = sum(one.became.value == "ADDED" for one in found)
    gone = sum(one.became.value == "DROPPED" for one in found)
    changed = len(found) - new - gone
    parts = ((changed, "changed"), (new, "new"), (gone, "gone"))
    told = ", ".join(f"{spell(count)} {word}" for count, word in parts if count)
    return f"Between what {step.body} saw, {counted(whole, 'line')}, and {against}: {told}."


def of_recommendations(found: Sequence[Recommendation]) -> str:
    """How many recommendations there are, and how many wait for a reply."""
    if not found:
        return "No recommendation of a body is on record yet."
    waiting = sum(one.reply == Recommendation.Reply.OPEN for one in found)
    said = f"{start(counted(len(found), 'recommendation'))} on record"
    if not waiting:
        return f"{said}, each with its reply."
    return f"{said}; {spell(waiting)} {'waits' if waiting == 1 else 'wait'} for a reply."


def of_work(found: Sequence[WorkItem]) -> str:
    """How much bodies mean to look into, and how much of it is finished."""
    if not found:
        return "Nothing is on a work programme yet."
    finished = sum(one.state in WORK.finished for one in found)
    moved = sum(one.first_body_id is not None for one in found)
    said = f"{start(counted(len(found), 'item'))} on the work programmes, {_some(finished)} finished"
    if moved:
        said += f"; {spell(moved)} came from a body that first had {'it' if moved == 1 else 'them'}"
    return f"{said}."


def _some(count: int) -> str:
    return spell(count) if count else "none"


def of_decisions(found: Sequence[Decision], without_task: int = 0) -> str:
    """How many decisions there are, how many were not as recommended, and what nobody follows yet."""
    if not found:
        return "No decision is on record yet."
    differ = sum(one.agrees in ("IN_PART", "NO") for one in found)
    said = f"{start(counted(len(found), 'decision'))} on record"
    called = sum(one.called_in_on is not None for one in found)
    rest = f"; {spell(called)} {'was' if called == 1 else 'were'} called in" if called else ""
    told = f"{said}, {_some(differ)} otherwise than recommended, in whole or in part{rest}."
    return f"{told} {of_conditions(without_task)}".strip()


def of_conditions(left: int) -> str:
    """How many conditions no task follows yet, in a sentence; empty where every one has its task."""
    if not left:
        return ""
    return f"{start(counted(left, 'condition'))} {'has' if left == 1 else 'have'} no task yet."


def of_decision(one: Decision) -> str:
    """Who decided, when, and whether as recommended."""
    how = {
        "YES": "as recommended",
        "IN_PART": "as recommended only in part",
        "NO": "otherwise than recommended",
    }.get(one.agrees, "without a recommendation")
    return f"{one.body} decided on {on_day(one.decided_on)}, {how}."


def of_tasks(found: Sequence[Task], on: date, of: str = "meetings") -> str:
    """How many tasks there are, how many are done, how many overdue."""
    if not found:
        return "No task has come of a meeting yet."
    done = sum(one.done_on is not None for one in found)
    late = sum(one.done_on is None and one.due_on is not None and one.due_on < on for one in found)
    said = f"{start(counted(len(found), 'task'))} came of {of}: {_some(done)} done, {_some(late)} overdue"
    undated = sum(one.done_on is None and one.due_on is None for one in found)
    rest = f"; {spell(undated)} {'has' if undated == 1 else 'have'} no day yet" if undated else ""
    return f"{said}{rest}."


def of_minutes(found: Sequence[Minute]) -> str:
    """How much was asked and promised, and which promises nobody has followed up."""
    if not found:
        return "No entry of minutes is on record yet."
    counts = {kind: sum(one.kind == kind for one in found) for kind in Minute.Kind}
    said = f"{start(counted(len(found), 'entry', 'entries'))}: " + ", ".join(
        counted(counts[kind], kind.label, _MANY.get(kind.value, f"{kind.label}s"))
        for kind in Minute.Kind
        if counts[kind]
    )
    waiting = sum(one.kind == Minute.Kind.PROMISE and one.followed_on is None for one in found)
    if not counts[Minute.Kind.PROMISE]:
        return f"{said}."
    rest = f"{spell(waiting)} not yet followed up" if waiting else "each followed up"
    return f"{said}. Of the promises, {rest}." if waiting else f"{said}. Promises: {rest}."


_MANY = {"RESOLVED": "resolutions"}


def of_endorsements(found: Sequence[Endorsement]) -> str:
    """How many plans of partners the council has backed."""
    if not found:
        return "No endorsement of a partners’ plan is on record yet."
    plans = len({one.plan_id for one in found})
    return f"{start(counted(plans, 'plan'))} endorsed, the latest on {on_day(found[0].endorsed_on)}."
