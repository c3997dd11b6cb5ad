"""Reading routes, meetings with their agendas, and work programmes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q

from goldenthread.governance.change_queries import put_to
from goldenthread.governance.models import (
    Body,
    ChangeRequest,
    Meeting,
    Paper,
    Recommendation,
    Step,
    WorkItem,
)
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition

_STEP = ("council", "body__replaced_by", "meeting__body", "edition__plan__council", "seen")


class MeetingRow(NamedTuple):
    """One meeting and how much is on its agenda."""

    meeting: Meeting
    steps: int
    items: int
    requests: int


class Agenda(NamedTuple):
    """What is on the agenda of a meeting, as far as somebody may read it."""

    steps: list[Step]
    papers: list[Paper]
    items: list[WorkItem]
    requests: list[ChangeRequest]


def meetings_of(council: Council, viewer: Officer) -> list[MeetingRow]:
    """Every meeting, in order of days, with the size of its agenda: one query."""
    editions = Edition.objects.seen_by(viewer).filter(plan__council=council)
    counts = {
        "steps_there": Count("steps", filter=Q(steps__edition__in=editions), distinct=True),
        "items_there": Count("work_items", distinct=True),
        "requests_there": Count("change_requests", distinct=True),
    }
    held = Meeting.objects.filter(council=council).select_related("body").annotate(**counts)
    rows: Iterable[Any] = held
    return [MeetingRow(one, one.steps_there, one.items_there, one.requests_there) for one in rows]


def meeting_at(council: Council, pk: int) -> Meeting | None:
    joined = Meeting.objects.select_related("council", "body__replaced_by")
    return joined.filter(council=council, pk=pk).first()


def meetings_held(council: Council) -> list[Meeting]:
    """Every meeting on record in order of days, those that were cancelled too: one query."""
    return list(Meeting.objects.filter(council=council).select_related("body"))


def agenda_of(meeting: Meeting, viewer: Officer) -> Agenda:
    """The steps, papers, work items and requests for change: a paper is its body's on its day."""
    editions = Edition.objects.seen_by(viewer).filter(plan__council=meeting.council_id)
    readable = Q(edition=None) | Q(edition__in=editions)
    on_day = Q(meeting=None, body=meeting.body_id, meets_on=meeting.meets_on)
    return Agenda(
        list(Step.objects.filter(meeting=meeting, edition__in=editions).select_related(*_STEP)),
        list(Paper.objects.seen_by(viewer).filter(readable, on_day | Q(meeting=meeting))),
        list(WorkItem.objects.filter(meeting=meeting).select_related("body")),
        put_to(meeting),
    )


def meetings_to_choose(council: Council) -> list[Meeting]:
    """Meetings that aren't cancelled, latest first, as a form offers them."""
    held = Meeting.objects.filter(council=council, is_cancelled=False).select_related("body")
    return list(held.order_by("-meets_on", "-id"))


def steps_of(edition: Edition) -> list[Step]:
    """The steps of an edition in order, with all that their pages show: one query."""
    return list(edition.steps.select_related(*_STEP))


def step_at(council: Council, pk: int, viewer: Officer) -> Step | None:
    """One step of a council, as far as this person may read its edition."""
    editions = Edition.objects.seen_by(viewer).filter(plan__council=council)
    found = Step.objects.filter(council=council, edition__in=editions, pk=pk)
    return found.select_related(*_STEP).first()


def steps_to_choose(council: Council, viewer: Officer) -> list[Step]:
    """Every step, the latest edition's first, as a form offers them."""
    editions = Edition.objects.seen_by(viewer).filter(plan__council=council)
    held = Step.objects.filter(council=council, edition__in=editions).select_related(*_STEP)
    return list(held.order_by("-edition_id", "position"))


def falls_to(step: Step, bodies: Mapping[int, Body]) -> Body | None:
    """Whom a step to come falls to now: the body that has taken the place of its own; None where it is its.

    `bodies` are the council's by their number: a successor may itself have been replaced.
    """
    body = step.body
    if step.state != Step.State.TO_COME or body is None or body.replaced_by_id is None:
        return None
    seen = set()
    while body.replaced_by_id is not None and body.pk not in seen:
        seen.add(body.pk)
        body = bodies[body.replaced_by_id]
    return body


def falling_to(body: Body, viewer: Officer) -> list[Step]:
    """The steps to come that fall to a body because it took the place of theirs: two queries."""
    editions = Edition.objects.seen_by(viewer).filter(plan__council=body.council_id)
    held = Step.objects.filter(
        edition__in=editions, state=Step.State.TO_COME, body__replaced_by__isnull=False
    )
    bodies = bodies_by_number(body.council)
    return [one for one in held.select_related(*_STEP) if falls_to(one, bodies) == body]


def bodies_by_number(council: Council) -> dict[int, Body]:
    return {one.pk: one for one in Body.objects.filter(council=council).select_related("replaced_by")}


def recommendations_of(council: Council, viewer: Officer) -> list[Recommendation]:
    """Every recommendation, those that wait for a reply first."""
    editions = Edition.objects.seen_by(viewer).filter(plan__council=council)
    held = Recommendation.objects.filter(step__edition__in=editions)
    joined = held.select_related("step__body", "step__edition__plan", "step__meeting")
    return sorted(joined, key=lambda one: (one.reply != Recommendation.Reply.OPEN, one.step_id, one.number))


def recommendation_at(council: Council, pk: int, viewer: Officer) -> Recommendation | None:
    found = (one for one in recommendations_of(council, viewer) if one.pk == pk)
    return next(found, None)


def recommendations_at(step: Step) -> list[Recommendation]:
    return list(step.recommendations.select_related("step__body"))


def work_items_of(council: Council) -> list[WorkItem]:
    """Every item of every work programme, unfinished ones first, body by body."""
    joined = WorkItem.objects.filter(council=council).select_related("body", "first_body", "meeting__body")
    finished = (WorkItem.State.DONE, WorkItem.State.DROPPED)
    return sorted(joined, key=lambda one: (one.state in finished, one.body.name, one.pk))


def work_item_at(council: Council, pk: int) -> WorkItem | None:
    joined = WorkItem.objects.select_related("council", "body__replaced_by", "first_body", "meeting__body")
    return joined.filter(council=council, pk=pk).first()


def next_meeting(council: Council, on: date) -> Meeting | None:
    """The first meeting from a day on that takes place."""
    held = Meeting.objects.filter(council=council, is_cancelled=False, meets_on__gte=on)
    return held.select_related("body").first()
