"""Keeping commissioning reviews, the outcomes they define, and opportunities with partners.

(Cheltenham, minute on the action plan 2012-13: commissioning should help define outcomes; links with the
Police Commissioner could offer a chance to commission; not new money but better linkages, slowly starting.)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F

from goldenthread.core.commissioning import OPPORTUNITY, REVIEW
from goldenthread.core.duties import Subject
from goldenthread.core.refused import refuse_if
from goldenthread.governance.keeping import change_seen, locked, reasons_across, remove_mistake, row_of
from goldenthread.governance.models import Comment, CommissioningReview, Opportunity, Outcome
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.twice import refuse_if_twice
from goldenthread.people.models import Council, Partner, Post
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.models import Element

POWER = "keep_commissioning"
OVER = ("REPORTED", "ACTED_UPON", "STOPPED")


class Reviewed(NamedTuple):
    """A commissioning review as somebody writes it; each outcome with how: DEFINES or REDEFINES."""

    name: str
    covers: str = ""
    state: str = "PROPOSED"
    starts_on: date | None = None
    ends_on: date | None = None
    lead: Post | None = None
    found: str = ""
    outcomes: Sequence[tuple[Element, str]] = ()
    source: str = ""


class Chance(NamedTuple):
    """An opportunity as somebody writes it: with whom, what, where it came from, and what becomes of it."""

    partner: Partner
    text: str
    comment: Comment | None = None
    came_from: str = ""
    element: Element | None = None
    state: str = "OPEN"
    reason: str = ""
    resource: str = ""
    progress: str = ""
    source: str = ""


def reasons_not_to_keep(council: Council, by: Officer, lead: Post | None = None) -> list[str]:
    """Why this person may not keep a review or an opportunity; a directorate's are those its posts lead."""
    return reasons_of_duty(council, POWER, by, subject_of(lead.service, lead) if lead else Subject())


def reasons_not_to_keep_any(council: Council, by: Officer) -> list[str]:
    """Why this person may keep none."""
    return reasons_of_duty(council, POWER, by)


def reasons_of_chance(council: Council, by: Officer, element: Element | None) -> list[str]:
    """Why this person may not keep an opportunity: a directorate's are those of its lines."""
    if element is None:
        return reasons_of_duty(council, POWER, by, Subject())
    service = element.service or element.edition.plan.service
    return reasons_of_duty(council, POWER, by, subject_of(service, element.owner))


# Reviews


@transaction.atomic
def record_commissioning_review(
    *, council: Council, said: Reviewed, by: Officer, at: datetime
) -> CommissioningReview:
    """Record a commissioning review with the outcomes it defines. Raises `Refused`."""
    said = _plainly(said)
    refuse_if(reasons_not_to_keep(council, by, said.lead))
    refuse_if(reasons_not_so(council, said) or _reasons_of_name(council, said.name))
    row = {"council_id": council.pk, **row_of(CommissioningReview, said)}
    made = make(CommissioningReview, row, council=council, by=by, at=at)
    _define(made, said, by, at)
    return made


@transaction.atomic
def change_commissioning_review(
    *, review: CommissioningReview, said: Reviewed, version: int, by: Officer, at: datetime
) -> None:
    """Put a review right, or move it along its way. Raises `Refused` and `Stale`."""
    said, held = _plainly(said), _held_review(review)
    council, what = held.council, f"“{held}”"
    refuse_if(reasons_not_to_keep(council, by, held.lead) or reasons_not_to_keep(council, by, said.lead))
    reasons = REVIEW.reasons_not_to_become(held.state, said.state, what) or [
        *reasons_not_so(council, said),
        *_reasons_of_name(council, said.name, held.pk),
    ]
    is_changed = change_seen(
        held, said, version=version, what=what, reasons=reasons, council=council, by=by, at=at
    )
    if _define(held, said, by, at) and not is_changed:
        CommissioningReview.objects.filter(pk=held.pk).update(version=F("version") + 1)


@transaction.atomic
def remove_commissioning_review(
    *, review: CommissioningReview, version: int, reason: str, by: Officer, at: datetime
) -> None:
    """Remove a review that was recorded by mistake; the ledger keeps it. Raises `Refused` and `Stale`."""
    held = _held_review(review)
    refuse_if(reasons_not_to_keep(held.council, by, held.lead))
    remove_mistake(held, version=version, what=f"“{held}”", reason=reason, council=held.council, by=by, at=at)


def reasons_not_so(council: Council, said: Reviewed) -> list[str]:
    """Why a review can't be recorded so."""
    found = reasons_across(council, said)
    if not said.name.strip():
        found.append("Name the review.")
    if said.state in OVER and not said.found.strip():
        found.append("Say what it found, or why it was stopped.")
    if said.starts_on and said.ends_on and said.ends_on < said.starts_on:
        found.append("It ends before it starts. Change one of the days.")
    if any(one.council_id != council.pk for one, _ in said.outcomes):
        found.append("Choose outcomes of this council’s plans.")
    return found


def _plainly(said: Reviewed) -> Reviewed:
    return said._replace(name=" ".join(said.name.split()))


def _reasons_of_name(council: Council, name: str, own: int | None = None) -> list[str]:
    held = CommissioningReview.objects.filter(council=council, name=name).exclude(pk=own or 0)
    return ["A review of this name is on record. Name this one otherwise."] if held.exists() else []


def _define(review: CommissioningReview, said: Reviewed, by: Officer, at: datetime) -> bool:
    """Bring the outcomes that a review defines up to date; False where none differs."""
    held = {one.element_id: one for one in review.defined.all()}
    wanted = {element.pk: how for element, how in said.outcomes}
    who: dict[str, Any] = {"council": review.council, "by": by, "at": at}
    for pk, one in held.items():
        if pk not in wanted:
            remove(one, **who)
    for pk, how in wanted.items():
        if pk in held:
            change(held[pk], {"how": how}, **who)
        else:
            make(Outcome, {"review_id": review.pk, "element_id": pk, "how": how}, **who)
    return {pk: one.how for pk, one in held.items()} != wanted


def _held_review(review: CommissioningReview) -> CommissioningReview:
    return locked(CommissioningReview, review.pk, "council", "lead__service__directorate")


# Opportunities


@transaction.atomic
def record_opportunity(*, council: Council, said: Chance, by: Officer, at: datetime) -> Opportunity:
    """Record an opportunity with a partner. Raises `Refused`."""
    refuse_if(reasons_of_chance(council, by, said.element) or reasons_not_a_chance(council, said))
    row = {"council_id": council.pk, **row_of(Opportunity, said)}
    refuse_if_twice(Opportunity, row, council=council, by=by, at=at)
    return make(Opportunity, row, council=council, by=by, at=at)


@transaction.atomic
def change_opportunity(
    *, opportunity: Opportunity, said: Chance, version: int, by: Officer, at: datetime
) -> None:
    """Put an opportunity right, take it up, let it go, or say how it goes. Raises `Refused` and `Stale`."""
    held, what = _held_opportunity(opportunity), "This opportunity"
    council = held.council
    refuse_if(reasons_of_chance(council, by, held.element) or reasons_of_chance(council, by, said.element))
    reasons = OPPORTUNITY.reasons_not_to_become(held.state, said.state, what) or reasons_not_a_chance(
        council, said
    )
    change_seen(
        held, said, version=version, what=what.lower(), reasons=reasons, council=council, by=by, at=at
    )


@transaction.atomic
def remove_opportunity(
    *, opportunity: Opportunity, version: int, reason: str, by: Officer, at: datetime
) -> None:
    """Remove an opportunity recorded by mistake; the ledger keeps it. Raises `Refused` and `Stale`."""
    held = _held_opportunity(opportunity)
    refuse_if(reasons_of_chance(held.council, by, held.element))
    remove_mistake(
        held, version=version, what="this opportunity", reason=reason, council=held.council, by=by, at=at
    )


def reasons_not_a_chance(council: Council, said: Chance) -> list[str]:
    """Why an opportunity can't be recorded so."""
    found = reasons_across(council, said)
    if not said.text.strip():
        found.append("Say what the opportunity is.")
    if said.state == Opportunity.State.LET_GO and not said.reason.strip():
        found.append("Say why it is let go: whoever saw it will ask.")
    return found


def _held_opportunity(opportunity: Opportunity) -> Opportunity:
    joined = ("council", "element__edition__plan__service__directorate", "element__service__directorate",
              "element__owner")  # fmt: skip
    return locked(Opportunity, opportunity.pk, *joined)
