"""Tables of meetings, of the route, of an edition as a body saw it, and of work programmes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from goldenthread.core.changes import Became
from goldenthread.core.edition_seen import Seen, SeenLine, Told
from goldenthread.core.sentences import counted, on_day, start
from goldenthread.governance.models import Body, Comment, Meeting, Recommendation, Step, WorkItem
from goldenthread.governance.route_queries import MeetingRow, falls_to
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.reports.grids import on_day as day_cell


def meetings(rows: Iterable[MeetingRow], on: date) -> Grid:
    """Every meeting with its days and what is on its agenda."""
    columns = (
        Column("Meets", width=16),
        Column("Body", width=34),
        Column("Papers published by", width=18),
        Column("Call-in until", width=18),
        Column("On its agenda", width=24),
    )
    return grid("Meetings", columns, (_meeting(row, on) for row in rows))


def _meeting(row: MeetingRow, on: date) -> list[Cell]:
    one = row.meeting
    parts = [counted(row.steps, "step of a route", "steps of routes")] if row.steps else []
    parts += [counted(row.items, "item of work", "items of work")] if row.items else []
    parts += [counted(row.requests, "request for change", "requests for change")] if row.requests else []
    there = " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
    return [
        text(on_day(one.meets_on), link=Link("meeting", str(one.pk)), note=how_meeting_stands(one, on)),
        text(str(one.body), link=Link("body", str(one.body_id))),
        day_cell(one.publication_on, "Not stated"),
        day_cell(one.call_in_until, no_call_in(one)),
        text(start(there)) if there else blank("Nothing yet"),
    ]


def no_call_in(one: Meeting) -> str:
    """What stands where a meeting has no time for call-in: the executive's may be unknown."""
    return "Not stated" if one.body.kind == Body.Kind.EXECUTIVE else "No call-in"


def how_meeting_stands(one: Meeting, on: date) -> str:
    """“Cancelled”, “Over”, “Papers to be published by …”."""
    if one.is_cancelled:
        return "Cancelled"
    if one.meets_on < on:
        return "Over"
    if one.publication_on is None:
        return "To come"
    when = on_day(one.publication_on)
    return f"Papers due by {when}" if one.publication_on >= on else f"Papers were due by {when}"


def route(steps: Iterable[Step], bodies: Mapping[int, Body]) -> Grid:
    """The steps of an edition in order: who, when, what may still change there, and how each stands."""
    columns = (
        Column("Step", width=8),
        Column("Body", width=30),
        Column("When", width=20),
        Column("What it does, and may influence", width=44),
        Column("State", width=14),
    )
    return grid("The route", columns, (_step(one, bodies) for one in steps))


def _step(one: Step, bodies: Mapping[int, Body]) -> list[Cell]:
    successor = falls_to(one, bodies)
    note = f"Falls now to {successor}" if successor else one.purpose
    influence = f"May influence: {one.influence}" if one.influence else ""
    return [
        text(f"Step\u00a0{one.position}", link=Link("step", str(one.pk))),
        text(str(one.body), note=note) if one.body else blank("No one body"),
        text(when_of(one)),
        text(one.what or one.purpose or "Considers the edition", note=influence),
        text(start(one.get_state_display()), note="Kept as it saw it" if one.seen_id else ""),
    ]


def when_of(one: Step) -> str:
    """The day of a step: as it happened, else of its meeting, else as its source says it."""
    if one.happened_on:
        return on_day(one.happened_on)
    return on_day(one.meeting.meets_on) if one.meeting else start(one.when)


def seen(shown: Seen) -> Grid:
    """An edition as a body saw it, line by line."""
    columns = (
        Column("Line", width=46),
        Column("Owner", width=22),
        Column("Due", width=16),
        Column("Measures and targets", width=34),
        Column("In the remit of", width=24),
    )
    top = min((line.place for line in shown.lines), default=0)
    return grid(f"{shown.edition} as it was seen", columns, (_seen(line, top) for line in shown.lines))


def _seen(line: SeenLine, top: int) -> list[Cell]:
    note = f"{line.level}. {line.detail}" if line.detail else line.level
    return [
        text(line.title, note=note, strong=line.place == top),
        text(line.owner, note=line.service) if line.owner else blank("None named"),
        day_cell(line.due_on, "No date"),
        _measures(line),
        text(line.remit) if line.remit else blank("No body"),
    ]


def _measures(line: SeenLine) -> Cell:
    if not line.measures:
        return blank("None")
    held = (pair for one in line.measures for pair in one.targets if pair[1] != NO_TARGET)
    targets = [f"{period}: {aim}" for period, aim in held]
    note = "; ".join([*targets[:4], *(["and more"] if len(targets) > 4 else [])])
    return text("; ".join(one.title for one in line.measures), note=note or "No target")


NO_TARGET = "no target"
BECAME = {
    Became.ADDED: "New since",
    Became.DROPPED: "Gone since",
    Became.AMENDED: "Changed since",
}


def since(found: Iterable[Told]) -> Grid:
    """What is no longer as a body saw it."""
    columns = (Column("Line", width=40), Column("What became of it", width=18), Column("In words", width=70))
    rows = (
        [
            text(one.title, note=one.level),
            text(BECAME.get(one.became, "Changed since")),
            text(" ".join(one.sentences)),
        ]
        for one in found
    )
    return grid("What changed since", columns, rows, "wide")


def recommendations(found: Iterable[Recommendation]) -> Grid:
    """What bodies recommended on routes, and the replies."""
    columns = (
        Column("Body", width=28),
        Column("Recommendation", width=50),
        Column("Reply", width=16),
        Column("In words", width=40),
    )
    return grid("Recommendations", columns, (_recommendation(one) for one in found), "wide")


def _recommendation(one: Recommendation) -> list[Cell]:
    by = f"{one.replied_by}, {on_day(one.replied_on)}" if one.replied_on else one.replied_by
    return [
        text(str(one.step.body), link=Link("step", str(one.step_id)), note=str(one.step.edition)),
        text(f"{one.number}. {one.text}", link=Link("recommendation", str(one.pk))),
        text(start(one.get_reply_display()), note=by),
        text(one.reply_words) if one.reply_words else blank("No reply yet"),
    ]


def named_comment(one: Comment) -> str:
    """A comment by its place: “Comment 3 on Corporate Strategy 2012-13”."""
    return f"Comment {one.position} on {one.edition}"


def work_programmes(found: Iterable[WorkItem], referred: Mapping[int, Comment], can_keep: bool) -> Grid:
    """What bodies mean to look into, from which comment, and what came of it."""
    columns = (
        Column("Topic", width=40),
        Column("Body", width=30),
        Column("Referred from", width=26),
        Column("When", width=18),
        Column("State", width=14),
        Column("What came of it", width=32),
    )
    return grid("Work programmes", columns, (_item(one, referred.get(one.pk), can_keep) for one in found))


def _item(one: WorkItem, comment: Comment | None, can_keep: bool) -> list[Cell]:
    first = f"First given to {one.first_body}" if one.first_body else ""
    when = on_day(one.meeting.meets_on) if one.meeting else one.when
    return [
        text(one.topic, link=Link("work-item", str(one.pk)) if can_keep else None, note=one.why),
        text(str(one.body), link=Link("body", str(one.body_id)), note=first),
        text(named_comment(comment), link=Link("comment", str(comment.pk)))
        if comment
        else blank("No comment"),
        text(when) if when else blank("Not planned yet"),
        text(start(one.get_state_display())),
        text(one.outcome) if one.outcome else blank("Nothing yet"),
    ]
