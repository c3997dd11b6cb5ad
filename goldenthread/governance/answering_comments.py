"""Answering comments: what is decided of each, whom it goes to, and the words it changes.

The map of what may be done when is `core.dispositions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core.dispositions import (
    ACCEPTED,
    CLOSES,
    MOVES,
    lands_on,
    reasons_not_to_move,
)
from goldenthread.core.refused import refuse_if
from goldenthread.governance.comment_permissions import reasons_of_reply, reasons_to_wait
from goldenthread.governance.commenting import held_comment
from goldenthread.governance.models import Body, Comment, TextChange, WorkItem
from goldenthread.governance.work_programmes import refer_to_work_programme
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change
from goldenthread.people.models import Partner
from goldenthread.people.officers import Officer
from goldenthread.plans.editing import add_element, amend_element
from goldenthread.plans.models import Element, Level
from goldenthread.plans.origins import Why

WORDS_CHANGED = ("title", "detail", "need", "quantity", "due_on")


class Referral(NamedTuple):
    """What a body's work programme takes on: the topic, why, and for when in words."""

    body: Body
    topic: str
    why: str = ""
    when: str = ""


class NewLine(NamedTuple):
    """A line that a comment about a gap adds to the draft: at which level, and what it hangs from."""

    level: Level
    parent: Element | None
    title: str
    detail: str = ""


def _decided(held: Comment, code: str, response: str, by: Officer, at: datetime) -> dict[str, Any]:
    """The row of a comment after a move; one that closes it has an answer. Raises `Refused`."""
    refuse_if(reasons_not_to_move(code, held.disposition))
    to = lands_on(code, held.disposition)
    if to == held.disposition:
        return {"response": response.strip() or held.response} if held.response else {}
    refuse_if([] if response.strip() else ["Write an answer: a comment that is closed has one."])
    return {
        "disposition": to,
        "response": response.strip(),
        "answered_by": by.post,
        "answered_at": at,
    }


@transaction.atomic
def answer_comment(
    *, comment: Comment, disposition: str, response: str, version: int, by: Officer, at: datetime
) -> None:
    """Accept a comment, accept it in part, not, or note it, with an answer. Raises `Refused`."""
    held = held_comment(comment, version, by)
    code = CLOSES.get(disposition)
    refuse_if([] if code else ["Say whether it is accepted, accepted in part, not accepted or noted."])
    row = _decided(held, str(code), response, by, at)
    change(held, row, council=held.council, by=by, at=at, verb="answered")


@transaction.atomic
def refer_comment(
    *, comment: Comment, to: Referral, response: str = "", version: int, by: Officer, at: datetime
) -> WorkItem:
    """Refer a comment to a body's work programme, which then holds a topic for it. Raises `Refused`."""
    held = held_comment(comment, version, by)
    row = _decided(held, "refer", response, by, at)
    if held.work_item is not None:
        refuse_if([f"It is on the work programme of {held.work_item.body} already: {held.work_item}."])
    why = to.why.strip() or f"Referred from comment {held.position} on {held.edition}: {held.text}"
    item = refer_to_work_programme(
        council=held.council, body=to.body, topic=to.topic, why=why, when=to.when, by=by, at=at
    )
    change(held, {**row, "work_item_id": item.pk}, council=held.council, by=by, at=at, verb="referred")
    return item


@transaction.atomic
def forward_comment(
    *, comment: Comment, to: Partner, on: date, response: str = "", version: int, by: Officer, at: datetime
) -> None:
    """Forward a comment to a partner; it waits for the reply. Raises `Refused`."""
    held = held_comment(comment, version, by)
    row = _decided(held, "forward", response, by, at)
    refuse_if(reasons_to_wait(held))
    refuse_if([] if to.council_id == held.council_id else ["Choose a partner of this council."])
    sent = {"forwarded_to_id": to.pk, "forwarded_on": on, "reply": "", "replied_on": None}
    change(held, {**row, **sent}, council=held.council, by=by, at=at, verb="forwarded")


@transaction.atomic
def record_reply(*, comment: Comment, reply: str, on: date, version: int, by: Officer, at: datetime) -> None:
    """Record what the partner answered. Raises `Refused`."""
    held = held_comment(comment, version, by)
    refuse_if(reasons_not_to_move("record_reply", held.disposition) or reasons_of_reply(held))
    refuse_if([] if reply.strip() else ["Write what the partner answered."])
    if held.forwarded_on and on < held.forwarded_on:
        refuse_if(["The reply can’t have come before the comment was forwarded. Write a later day."])
    row = {"reply": reply.strip(), "replied_on": on}
    change(held, row, council=held.council, by=by, at=at, verb="recorded the reply to")


@transaction.atomic
def reopen_comment(*, comment: Comment, reason: str, version: int, by: Officer, at: datetime) -> None:
    """Open a comment again; the ledger keeps what was decided and answered. Raises `Refused`."""
    held = held_comment(comment, version, by)
    refuse_if(reasons_not_to_move("reopen", held.disposition))
    refuse_if([] if reason.strip() else ["Say why it is opened again: whoever was answered will ask."])
    row = {"disposition": "OPEN", "response": "", "answered_by": "", "answered_at": None}
    change(held, row, council=held.council, by=by, at=at, verb="opened again", reason=reason.strip())


@transaction.atomic
def change_words(
    *,
    comment: Comment,
    element: Element,
    element_version: int,
    changes: Mapping[str, Any],
    response: str = "",
    version: int,
    by: Officer,
    at: datetime,
) -> list[TextChange]:
    """Change what a line of the draft says because of a comment, keeping before and after (R118).

    An open comment is thereby accepted, with an answer. Raises `Refused`.
    """
    held = held_comment(comment, version, by)
    row = _accepted(held, response, by, at)
    refuse_if([] if element.edition_id == held.edition_id else [f"Choose a line of {held.edition}."])
    refuse_if([] if set(changes) <= set(WORDS_CHANGED) else ["Only the words of a line change here."])
    before = Element.objects.select_for_update(of=("self",)).get(pk=element.pk)
    was = {name: said_as(getattr(before, name)) for name in changes}
    why = Why(reason=f"Comment {held.position} by {held.said_by}")
    now = amend_element(element=before, version=element_version, changes=changes, why=why, by=by, at=at)
    said = {name: said_as(getattr(now, name)) for name in changes}
    differs = {name: (was[name], said[name]) for name in changes if was[name] != said[name]}
    refuse_if([] if differs else ["Nothing would change. Write what the text should say."])
    return _kept(held, now, differs, row, by, at)


@transaction.atomic
def add_line(
    *, comment: Comment, line: NewLine, response: str = "", version: int, by: Officer, at: datetime
) -> list[TextChange]:
    """Add the line that a comment found missing to the draft (R118: the gap becomes a change)."""
    held = held_comment(comment, version, by)
    row = _accepted(held, response, by, at)
    refuse_if([] if line.title.strip() else ["Write what the new line says."])
    facts = {"title": line.title.strip(), "detail": line.detail.strip()}
    why = Why(reason=f"Comment {held.position} by {held.said_by}")
    made = add_element(
        edition=held.edition, level=line.level, parent=line.parent, facts=facts, why=why, by=by, at=at
    )
    said = {name: ("", words) for name, words in facts.items() if words}
    return _kept(held, made, said, row, by, at)


def _accepted(held: Comment, response: str, by: Officer, at: datetime) -> dict[str, Any]:
    """What becomes of the comment itself: an open one is accepted with an answer, others stay."""
    refuse_if(reasons_not_to_move("change_words", held.disposition))
    if held.disposition in MOVES["accept"].goes:
        return _decided(held, CLOSES[ACCEPTED], response, by, at)
    return {}


def _kept(
    held: Comment,
    element: Element,
    differs: Mapping[str, tuple[str, str]],
    row: Mapping[str, Any],
    by: Officer,
    at: datetime,
) -> list[TextChange]:
    made = [
        TextChange.objects.create(
            comment=held, element=element, field=name, before=was, after=now, made_at=at, made_by=by.post
        )
        for name, (was, now) in differs.items()
    ]
    if row:
        change(held, row, council=held.council, by=by, at=at, verb="answered")
    held.version += 0 if row else 1
    held.save(update_fields=["version"])
    note(
        verb="changed the text after", subject=held, council=held.council.slug, by=by, at=at,
        before={f"{element}: {one.get_field_display()}": one.before for one in made},
        after={f"{element}: {one.get_field_display()}": one.after for one in made},
    )  # fmt: skip
    return made


def said_as(value: object) -> str:
    """A field of a line as words: a day as people read it, nothing as nothing."""
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(value or "")
