"""Making a comment on a plan, and recording one on behalf of a body, a partner or a person."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.governance.comment_permissions import (
    reasons_not_to_answer,
    reasons_not_to_comment,
    reasons_not_to_record,
)
from goldenthread.governance.models import Body, Comment, Meeting, Step
from goldenthread.ledger.one import change, make
from goldenthread.ledger.twice import refuse_if_twice
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element

From = Comment.From
MOST_OF_AN_EDITION = 32_000  # a place is a small number


class Remark(NamedTuple):
    """What somebody says of an edition: of an element of it, of the whole, or that something is missing."""

    text: str
    element: Element | None = None
    is_gap: bool = False
    stance: str = ""
    strength: str = ""


class Origin(NamedTuple):
    """Where a comment came from, and where and when it was made."""

    came_from: str
    who: str = ""
    body: Body | None = None
    step: Step | None = None
    meeting: Meeting | None = None
    when: str = ""
    source: str = ""


@transaction.atomic
def make_comment(*, edition: Edition, said: Remark, on: date, by: Officer, at: datetime) -> Comment:
    """Comment on an open draft in one's own name as a post; `on` is the council's day. Raises `Refused`."""
    held = _locked(edition)
    refuse_if(reasons_not_to_comment(held, by, on) or _reasons_not_so(held, said))
    came_from = From.PARTNER if by.partner else From.PERSON
    origin = Origin(came_from, by.partner or by.post, when=f"{on.day} {on:%B %Y}")
    return _store(held, said, origin, by, at)


@transaction.atomic
def record_comment(*, edition: Edition, said: Remark, origin: Origin, by: Officer, at: datetime) -> Comment:
    """Record what a body, a partner or a person said elsewhere. Raises `Refused`."""
    held = _locked(edition)
    refuse_if(reasons_not_to_record(held, said.element, by) or _reasons_not_so(held, said))
    refuse_if(_reasons_of_origin(held, origin))
    return _store(held, said, origin, by, at)


@transaction.atomic
def correct_comment(
    *, comment: Comment, said: Remark, origin: Origin, version: int, by: Officer, at: datetime
) -> None:
    """Put right what was written down of a comment; the ledger keeps what it said. Raises `Refused`."""
    held = held_comment(comment, version, by)
    refuse_if(_reasons_not_so(held.edition, said) or _reasons_of_origin(held.edition, origin))
    change(held, _row(said, origin), council=held.council, by=by, at=at, verb="corrected")


def held_comment(comment: Comment, version: int, by: Officer) -> Comment:
    """The comment as it is now, locked, if this person may answer it and saw it as it is."""
    joined = ("council", "edition__plan__service", "edition__plan__council", "element__service__directorate",
              "element__owner", "forwarded_to", "work_item__body")  # fmt: skip
    locked = Comment.objects.select_for_update(of=("self",)).select_related(*joined)
    held = locked.get(pk=comment.pk)
    refuse_if(reasons_not_to_answer(held, by))
    refuse_if_stale(version, held.version, "this comment")
    return held


def store_comment(edition: Edition, said: Remark, origin: Origin, by: Officer, at: datetime) -> Comment:
    """Store a comment whose leave another action has asked for; the edition is locked meanwhile."""
    held = _locked(edition)
    refuse_if(_reasons_not_so(held, said))
    return _store(held, said, origin, by, at)


def _locked(edition: Edition) -> Edition:
    """The edition, locked: two comments at once don't take the same number."""
    locked = Edition.objects.select_for_update(of=("self",)).select_related("plan__council", "plan__service")
    return locked.get(pk=edition.pk)


def _reasons_not_so(edition: Edition, said: Remark) -> list[str]:
    found = [] if said.text.strip() else ["Write what is said."]
    if said.element is not None and said.element.edition_id != edition.pk:
        found.append(f"Choose a line of {edition}.")
    if Comment.objects.filter(edition=edition).count() >= MOST_OF_AN_EDITION:
        found.append(f"{edition} holds as many comments as can be numbered. Answer them in a new edition.")
    return found


def _reasons_of_origin(edition: Edition, origin: Origin) -> list[str]:
    council = edition.plan.council_id
    found = []
    if origin.came_from == From.BODY and origin.body is None:
        found.append("Say which body said it.")
    if origin.came_from == From.PARTNER and not origin.who.strip():
        found.append("Say which organisation said it.")
    named = (origin.body, origin.meeting)
    if any(one is not None and one.council_id != council for one in named):
        found.append("Choose a body and a meeting of this council.")
    if origin.step is not None and origin.step.edition_id != edition.pk:
        found.append(f"Choose a stop on the route of {edition}.")
    if origin.meeting and origin.body and origin.meeting.body_id != origin.body.pk:
        found.append(f"That meeting is not one of {origin.body}. Choose another, or leave it out.")
    return found


def _row(said: Remark, origin: Origin) -> dict[str, object]:
    return {
        "element_id": said.element.pk if said.element else None,
        "is_gap": said.is_gap,
        "text": said.text.strip(),
        "stance": said.stance,
        "strength": said.strength.strip(),
        "came_from": str(origin.came_from),
        "who": origin.who.strip(),
        "body_id": origin.body.pk if origin.body else None,
        "step_id": origin.step.pk if origin.step else None,
        "meeting_id": origin.meeting.pk if origin.meeting else None,
        "when": origin.when.strip(),
        "source": origin.source.strip(),
    }


def _store(edition: Edition, said: Remark, origin: Origin, by: Officer, at: datetime) -> Comment:
    last = Comment.objects.filter(edition=edition).aggregate(last=Max("position"))["last"] or 0
    council = edition.plan.council
    row = {
        "council_id": council.pk,
        "edition_id": edition.pk,
        "position": last + 1,
        **_row(said, origin),
    }
    refuse_if_twice(Comment, row, council=council, by=by, at=at)
    return make(Comment, row, council=council, by=by, at=at, verb="commented")
