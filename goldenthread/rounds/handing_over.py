"""Handing everything that a post answers for to another post, in one step.

Workplans are personal and stay. What is past stays too: replaced editions, retired measures, targets that are
set, gaps that were accepted, lines that are signed off. Each record has its own entry in the ledger, so that
its history says from whom to whom it went, and the post has one that counts them all.

What was approved with a plan is handed over too, without asking first: it is an act of administration, noted
as a change of owner that nobody decides anew, and reports list it (docs/decisions/0043).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from goldenthread.core.refused import refuse_if
from goldenthread.governance.handed_over import note_handed_over
from goldenthread.governance.models import Review
from goldenthread.ledger.actions import entry_for, note, note_all
from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import BATCH
from goldenthread.measures.models import Measure, MeasureGapNote, Target
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.models import Edition, Element, GapNote
from goldenthread.rounds.models import Ask, Round

LATEST = 20
GOING = (Round.State.OPEN, Round.State.CLOSED)
CHANGED = (
    "What this post answers for has changed since you looked. Look at the list again, then hand it over."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that a post answers for: words, the field that names the post, the records."""

    one: str
    many: str
    field: str
    found: Callable[[Council], QuerySet[Any]]


def _elements(council: Council) -> QuerySet[Element]:
    found = Element.objects.listed().filter(council=council).exclude(edition__state=Edition.State.REPLACED)
    return found.select_related("edition__plan")


def _measures(council: Council) -> QuerySet[Measure]:
    return Measure.objects.filter(council=council, retired_on=None)


def _asks(council: Council) -> QuerySet[Ask]:
    found = Ask.objects.filter(council=council, round__state__in=GOING).exclude(state="SIGNED")
    return found.select_related("measure", "element", "round")


def _targets(council: Council) -> QuerySet[Target]:
    return Target.objects.filter(council=council).exclude(state="SET").select_related("measure")


def _gaps(council: Council) -> QuerySet[GapNote]:
    return GapNote.objects.filter(council=council, is_accepted=False).select_related("element")


def _measure_gaps(council: Council) -> QuerySet[MeasureGapNote]:
    return MeasureGapNote.objects.filter(council=council, is_accepted=False).select_related("measure")


def _reviews(council: Council) -> QuerySet[Review]:
    return Review.objects.filter(council=council, done_on=None)


KINDS: Sequence[Kind] = (
    Kind("line of a plan that it owns", "lines of plans that it owns", "owner", _elements),
    Kind("line of a plan in its portfolio", "lines of plans in its portfolio", "portfolio_holder", _elements),
    Kind("measure that it owns", "measures that it owns", "owner", _measures),
    Kind("measure that it updates", "measures that it updates", "updater", _measures),
    Kind("target that it is to set", "targets that it is to set", "owner", _targets),
    Kind("gap in a plan that it fills", "gaps in plans that it fills", "owner", _gaps),
    Kind("gap of a measure that it fills", "gaps of measures that it fills", "owner", _measure_gaps),
    Kind("line of an open round to update", "lines of open rounds to update", "updater", _asks),
    Kind("line of an open round to check", "lines of open rounds to check", "owner", _asks),
    Kind("thing to do from a review", "things to do from reviews", "owner", _reviews),
)


@dataclass(frozen=True, slots=True)
class Held:
    """What a post answers for, kind by kind, and a mark of it by which a later change is noticed."""

    parts: Sequence[tuple[Kind, Sequence[Model]]]

    @property
    def count(self) -> int:
        return sum(len(records) for _, records in self.parts)

    @property
    def mark(self) -> str:
        """A short digest of which records these are."""
        named = [f"{kind.one}:{record.pk}" for kind, records in self.parts for record in records]
        return hashlib.sha256("\n".join(named).encode()).hexdigest()[:16]


def reasons_not_to_hand_over(council: Council, by: Officer) -> list[str]:
    """Why this person may not hand over what a post answers for."""
    return reasons_of_duty(council, "hand_over", by)


def held_by_post(post: Post, *, lock: bool = False) -> Held:
    """What a post answers for: a query for each kind, whatever it holds."""
    parts = []
    for kind in KINDS:
        found = kind.found(post.council).filter(**{kind.field: post}).order_by("pk")
        if lock:
            found = found.select_for_update(of=("self",))
        parts.append((kind, list(found)))
    return Held(parts)


def handed_over_before(council: Council) -> list[Entry]:
    """What was handed over before, by the entries of the posts that gave, the latest first: one query."""
    found = Entry.objects.filter(council=council.slug, verb="handed over", subject_kind="post")
    return list(found.order_by("-at", "-pk")[:LATEST])


@transaction.atomic
def hand_over(
    *, giver: Post, taker: Post, mark: str, reason: str, on: date, by: Officer, at: datetime
) -> Mapping[str, int]:
    """Give another post all that this one answers for; gives how many of each kind, in words.

    `on` is the council's day, under which the owners of what was approved are noted as changed.
    `mark` is that of what the person saw (`Held.mark`): where it differs now, nothing is handed over.
    """
    refuse_if(reasons_not_to_hand_over(giver.council, by))
    refuse_if(_reasons_not_these(giver, taker, reason))
    held = held_by_post(giver, lock=True)
    refuse_if([f"{giver} answers for nothing, so there is nothing to hand over."] if not held.count else [])
    refuse_if([CHANGED] if held.mark != mark else [])
    counts = {}
    owned = [one for kind, records in held.parts if kind.field == "owner" for one in records]
    note_handed_over(owned, giver, taker, reason=reason.strip(), on=on, by=by, at=at)
    for kind, records in held.parts:
        if records:
            _give(kind, records, giver, taker, reason.strip(), by, at)
            counts[kind.one if len(records) == 1 else kind.many] = len(records)
    note(
        verb="handed over",
        subject=giver,
        council=giver.council.slug,
        by=by,
        at=at,
        after={"to": str(taker), **counts},
        reason=reason.strip(),
    )
    return counts


def _give(
    kind: Kind, records: Sequence[Any], giver: Post, taker: Post, reason: str, by: Officer, at: datetime
) -> None:
    """Change one kind's records at once, their versions with them, and write an entry for each."""
    name = f"{kind.field}_id"
    for record in records:
        setattr(record, name, taker.pk)
        record.version += 1
    type(records[0])._default_manager.bulk_update(records, [kind.field, "version"], batch_size=BATCH)
    note_all(
        entry_for(
            verb="handed over",
            subject=record,
            council=giver.council.slug,
            by=by,
            at=at,
            before={name: giver.pk},
            after={name: taker.pk},
            reason=reason,
        )
        for record in records
    )


def _reasons_not_these(giver: Post, taker: Post, reason: str) -> list[str]:
    if taker.council_id != giver.council_id:
        return [f"{taker} belongs to another council."]
    if taker.pk == giver.pk:
        return ["A post hands over to another post. Choose another."]
    return [] if reason.strip() else ["Say why it is handed over, such as that the post comes to an end."]
