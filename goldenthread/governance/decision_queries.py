"""Reading decisions, tasks, minutes and endorsements, as far as somebody may."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from goldenthread.governance.models import Decision, Endorsement, Minute, Paper, Step, Task
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Plan


def _open_to(council: Council, viewer: Officer) -> QuerySet[Edition]:
    return Edition.objects.seen_by(viewer).filter(plan__council=council)


def decisions_taken(council: Council, viewer: Officer) -> list[Decision]:
    """Every decision, latest first: none about an edition closed to this person."""
    editions = _open_to(council, viewer)
    readable = (Q(step=None) | Q(step__edition__in=editions)) & (
        Q(paper__edition=None) | Q(paper__edition__in=editions)
    )
    joined = Decision.objects.filter(readable, council=council)
    return list(joined.select_related("council", "body", "paper", "step__edition__plan", "meeting__body"))


def decision_taken_at(council: Council, pk: int, viewer: Officer) -> Decision | None:
    return next((one for one in decisions_taken(council, viewer) if one.pk == pk), None)


def tasks_of(council: Council, viewer: Officer) -> list[Task]:
    """Every task of what this person may read."""
    decisions = [one.pk for one in decisions_taken(council, viewer)]
    editions = _open_to(council, viewer)
    readable = Q(decision__in=decisions) | Q(recommendation__step__edition__in=editions)
    of_minutes = Q(minute__step=None, minute__isnull=False) | Q(minute__step__edition__in=editions)
    held = Task.objects.filter(readable | of_minutes, council=council)
    joined = ("council", "owner", "decision__body", "minute__step__body", "minute__meeting__body")
    return list(held.select_related(*joined, "recommendation__step__body"))


def task_at(council: Council, pk: int, viewer: Officer) -> Task | None:
    return next((one for one in tasks_of(council, viewer) if one.pk == pk), None)


def minutes_of(council: Council, viewer: Officer) -> list[Minute]:
    """Every entry of minutes, meeting by meeting, in order."""
    held = Minute.objects.filter(council=council)
    shown = held.filter(Q(step=None) | Q(step__edition__in=_open_to(council, viewer)))
    joined = ("council", "step__body", "step__edition__plan", "meeting__body", "answers")
    return list(shown.select_related(*joined))


def minute_at(council: Council, pk: int, viewer: Officer) -> Minute | None:
    return next((one for one in minutes_of(council, viewer) if one.pk == pk), None)


def minutes_at(step: Step) -> list[Minute]:
    """What was said at a step, or at its meeting."""
    of_meeting = Q(meeting=step.meeting_id) if step.meeting_id else Q(pk=None)
    joined = ("council", "answers", "step__body", "meeting__body")
    return list(Minute.objects.filter(Q(step=step) | of_meeting).select_related(*joined))


def endorsements_of(council: Council, viewer: Officer) -> list[Endorsement]:
    """Every endorsement of a plan that this person may read of."""
    shown = Q(edition=None) | Q(edition__in=_open_to(council, viewer))
    joined = Endorsement.objects.filter(shown, council=council)
    return list(joined.select_related("council", "body", "plan", "edition"))


def endorsement_at(council: Council, pk: int) -> Endorsement | None:
    joined = Endorsement.objects.select_related("council", "body", "plan", "edition")
    return joined.filter(council=council, pk=pk).first()


def endorsements_of_plan(plan: Plan) -> list[Endorsement]:
    return list(plan.endorsements.select_related("body", "edition"))


def partners_plans(council: Council) -> list[Plan]:
    """The plans that can be endorsed: those of partnerships first."""
    held = Plan.objects.filter(council=council, retired_on=None).exclude(kind=Plan.Kind.FRAMEWORK)
    return sorted(held, key=lambda plan: (plan.kind != Plan.Kind.COMMUNITY, plan.position))


def editions_to_endorse(council: Council, viewer: Officer) -> list[Edition]:
    held = _open_to(council, viewer).filter(plan__in=partners_plans(council))
    return list(held.select_related("plan").order_by("plan__position", "-starts_on"))


def papers_to_choose(council: Council) -> list[Paper]:
    return list(Paper.objects.filter(council=council))


def paper_decisions(paper: Paper) -> list[Decision]:
    """What was decided on a paper: kept apart from what it recommends."""
    return list(paper.decisions.select_related("body"))
