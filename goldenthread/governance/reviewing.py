"""Looking at whether the reporting arrangements work, and doing what such a look asks for (York 2008, 17)."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.governance.models import Review
from goldenthread.ledger.one import change, make
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty


class Looked(NamedTuple):
    """One review as somebody writes it: when, at what, what was found, and what is to be done by whom."""

    held_on: date
    about: str
    found: str
    to_do: str = ""
    owner: Post | None = None
    due_on: date | None = None
    done_on: date | None = None


def reasons_not_to_review(council: Council, by: Officer) -> list[str]:
    """Why this person may not record how well the reporting works."""
    return reasons_of_duty(council, "review_reporting", by)


def reasons_not_so(council: Council, said: Looked) -> list[str]:
    """Why a review can't be recorded so: what it asks has an owner and a day, or nobody would do it."""
    found = []
    if said.to_do.strip() and (said.owner is None or said.due_on is None):
        found.append("Say who does what is to be done, and by when.")
    if said.owner is not None and said.owner.council_id != council.pk:
        found.append("Choose a post of this council.")
    if said.done_on is not None and not said.to_do.strip():
        found.append("There is nothing to be done yet. Write what it is, or leave the day it was done empty.")
    if said.done_on is not None and said.done_on < said.held_on:
        found.append("It can't have been done before the review was held. Write a later day.")
    return found


@transaction.atomic
def record_review(*, council: Council, said: Looked, by: Officer, at: datetime) -> Review:
    """Record a review. Raises `Refused`."""
    refuse_if(reasons_not_to_review(council, by) or reasons_not_so(council, said))
    return make(Review, {"council_id": council.pk, **_row(said)}, council=council, by=by, at=at)


@transaction.atomic
def change_review(*, review: Review, said: Looked, version: int, by: Officer, at: datetime) -> None:
    """Put a review right, or say that what it asks is done. Raises `Refused`."""
    held = Review.objects.select_for_update(of=("self",)).select_related("council").get(pk=review.pk)
    refuse_if(reasons_not_to_review(held.council, by))
    refuse_if_stale(version, held.version, "this review")
    refuse_if(reasons_not_so(held.council, said))
    change(held, _row(said), council=held.council, by=by, at=at)


def _row(said: Looked) -> dict[str, object]:
    return {
        "held_on": said.held_on,
        "about": said.about.strip(),
        "found": said.found.strip(),
        "to_do": said.to_do.strip(),
        "owner_id": said.owner.pk if said.owner else None,
        "due_on": said.due_on,
        "done_on": said.done_on,
    }


def reviews_of(council: Council) -> list[Review]:
    """Every review, latest first."""
    return list(Review.objects.filter(council=council).select_related("owner"))


def review_at(council: Council, pk: int) -> Review | None:
    return Review.objects.select_related("council", "owner").filter(council=council, pk=pk).first()
