"""Reading rounds with their deadlines, and the days that they are worked out on.

A round of a closed draft is for those who may read the draft: its dates tell no one else that there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from goldenthread.core.periods import Period, from_code
from goldenthread.core.round_plan import Due, Fixed, worked_back
from goldenthread.core.working_days import WorkingDays
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Edition
from goldenthread.rounds.models import Deadline, Round
from goldenthread.rounds.policies import round_steps


def rounds_seen_by(council: Council, viewer: Officer) -> QuerySet[Round]:
    """The rounds whose edition this person may read, or that are of no one edition."""
    readable = Q(edition=None) | Q(edition__in=Edition.objects.seen_by(viewer))
    return Round.objects.filter(readable, council=council)


def rounds_of(council: Council, viewer: Officer = VISITOR) -> list[Round]:
    """Every round with its deadlines, the latest meeting first: two queries, whatever their number."""
    joined = rounds_seen_by(council, viewer).select_related("council", "edition__plan", "body")
    return list(joined.prefetch_related("deadlines"))


def round_at(council: Council, slug: str, viewer: Officer = VISITOR) -> Round | None:
    """One round with its deadlines, if this person may read it."""
    joined = rounds_seen_by(council, viewer).select_related("council", "edition__plan", "body")
    return joined.prefetch_related("deadlines").filter(slug=slug).first()


def working_days_of(council: Council) -> WorkingDays:
    """The working days of the council's nation."""
    return WorkingDays(council.nation)


def period_of(round: Round) -> Period:
    return from_code(round.period)


def by_hand(deadlines: Iterable[Deadline]) -> Mapping[str, Fixed]:
    """The deadlines that somebody set by hand, by step."""
    return {one.step: Fixed(one.due_on, one.reason) for one in deadlines if one.is_by_hand}


def days_held(round: Round) -> dict[str, date]:
    """The day of every step as it is on record, the meeting's too."""
    return {**{one.step: one.due_on for one in round.deadlines.all()}, "meeting": round.meets_on}


def dues_as_held(round: Round) -> list[Due]:
    """Every step by the day that is on record, with the room it leaves; else by the policy in force."""
    held = {one.step: one for one in round.deadlines.all()}
    fixed = {step: Fixed(one.due_on, one.reason) for step, one in held.items()}
    found = worked_back(round_steps(), round.meets_on, working_days_of(round.council), fixed)
    return [
        replace(due, is_by_hand=held[due.step.key].is_by_hand if due.step.key in held else False)
        for due in found
    ]


def dues_worked_out(round: Round, meets_on: date | None = None) -> list[Due]:
    """Every step by the policy in force, for the round's meeting or another day; what is by hand stays."""
    fixed = by_hand(round.deadlines.all())
    return worked_back(round_steps(), meets_on or round.meets_on, working_days_of(round.council), fixed)
