"""Building the list of who is asked to a session, and keeping who replied and who came (York 2008, 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.workshops import CANCELLED, HELD
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Partner, Post
from goldenthread.people.officers import Officer
from goldenthread.planning.models import WorkshopInvitation, WorkshopSession
from goldenthread.planning.workshop_permissions import reasons_not_to_run

Kind, Reply = WorkshopInvitation.Kind, WorkshopInvitation.Reply
MOST_AT_ONCE = 200


class Asked(NamedTuple):
    """Somebody to ask: a post, a partner, or a body or role by name; with an address or without."""

    kind: str
    who: str
    email: str = ""
    post: Post | None = None
    partner: Partner | None = None


class Answered(NamedTuple):
    """What is known of one invitation: the reply, and whether they came (None: not known)."""

    version: int
    reply: str
    came: bool | None


def asked_in_lines(kind: str, text: str) -> list[Asked]:
    """The people that somebody pasted, one a line: a name, and after a comma or in <> an address."""
    found = []
    for line in text.splitlines():
        plain = line.replace("<", ",").replace(">", " ").replace("\t", ",").replace(";", ",")
        name, *rest = (" ".join(part.split()) for part in plain.split(","))
        emails = [part for part in rest if "@" in part]
        words = [name, *(part for part in rest if part and "@" not in part)]
        who = ", ".join(part for part in words if part)
        if who:
            found.append(Asked(kind, who, emails[0] if emails else ""))
    return found


def reasons_not_to_ask(session: WorkshopSession, by: Officer) -> list[str]:
    """Why this person may not invite anybody to a session now."""
    found = reasons_not_to_run(session.council, by)
    if not found and session.state == CANCELLED:
        found = ["This session is cancelled. Plan it again before you invite people to it."]
    return found


@transaction.atomic
def ask_people(
    *, session: WorkshopSession, people: Sequence[Asked], by: Officer, at: datetime
) -> list[WorkshopInvitation]:
    """Put people on a session's list; who is on it already stays as they are. Nothing is sent by this.

    Gives those that are new. Raises `Refused`, with nothing stored, where one line can't be.
    """
    held = held_for_asking(session)
    refuse_if(reasons_not_to_ask(held, by))
    refuse_if(_reasons_not_these(held, people))
    there = {one.casefold() for one in held.invitations.values_list("who", flat=True)}
    made = []
    for one in people:
        who = " ".join(one.who.split())
        if who.casefold() in there:
            continue
        there.add(who.casefold())
        row = {
            "council_id": held.council_id,
            "session_id": held.pk,
            "kind": one.kind,
            "who": who,
            "email": one.email.strip(),
            "post_id": one.post.pk if one.post else None,
            "partner_id": one.partner.pk if one.partner else None,
        }
        made.append(make(WorkshopInvitation, row, council=held.council, by=by, at=at, verb="put on the list"))
    return made


def held_for_asking(session: WorkshopSession) -> WorkshopSession:
    """The session as it is now, locked, so that two who invite at once don't ask the same twice."""
    joined = WorkshopSession.objects.select_for_update(of=("self",))
    return joined.select_related("council", "round__edition", "theme").get(pk=session.pk)


def _reasons_not_these(session: WorkshopSession, people: Sequence[Asked]) -> list[str]:
    if not people:
        return ["Name at least one post, partner or body to invite."]
    if len(people) > MOST_AT_ONCE:
        return [f"Up to {MOST_AT_ONCE} can be put on the list at once. Add the others after these."]
    found = []
    for one in people:
        if one.kind not in Kind.values:
            found.append(f"Say whether {one.who} is a member, an officer or a partner.")
        if any(part and part.council_id != session.council_id for part in (one.post, one.partner)):
            found.append("Choose posts and partners of this council.")
        found += _reasons_not_an_address(one)
    return found


def _reasons_not_an_address(one: Asked) -> list[str]:
    try:
        if one.email.strip():
            validate_email(one.email.strip())
    except ValidationError:
        return [
            f"“{one.email[:60]}”, of {one.who[:80]}, is not an e-mail address. "
            "Write it as name@partner.example."
        ]
    return []


def _held(invitation: WorkshopInvitation) -> WorkshopInvitation:
    joined = WorkshopInvitation.objects.select_for_update(of=("self",))
    return joined.select_related("council", "session").get(pk=invitation.pk)


@transaction.atomic
def take_off_list(*, invitation: WorkshopInvitation, by: Officer, at: datetime) -> None:
    """Take somebody off the list who was not asked yet and has not replied; others are told, and stay."""
    held = _held(invitation)
    refuse_if(reasons_not_to_run(held.council, by))
    if held.sent or held.reply or held.came is not None:
        refuse_if([f"{held} was asked already, so the list keeps that. Record their reply as no instead."])
    remove(held, council=held.council, by=by, at=at, verb="taken off the list")


@transaction.atomic
def record_answers(
    *, session: WorkshopSession, answers: Mapping[int, Answered], by: Officer, at: datetime
) -> int:
    """Keep what people said otherwise than by their link, and who came; gives how many changed.

    Raises `Stale` where somebody else changed one of those that differ since it was seen.
    """
    refuse_if(reasons_not_to_run(session.council, by))
    locked = WorkshopInvitation.objects.select_for_update(of=("self",)).select_related("council")
    changed = 0
    for held in locked.filter(session=session, pk__in=answers):
        said = answers[held.pk]
        row: dict[str, object] = {"reply": said.reply, "came": said.came}
        if (held.reply, held.came) == (said.reply, said.came):
            continue
        refuse_if_stale(said.version, held.version, f"what is known of {held}")
        refuse_if(["Say yes, no or perhaps, or leave it without a reply."] * (said.reply not in Reply.values))
        if said.reply != held.reply:
            row |= {"replied_at": at if said.reply else None}
        changed += change(held, row, council=held.council, by=by, at=at, verb="reply or attendance recorded")
    return changed


@transaction.atomic
def reply_by_link(*, invitation: WorkshopInvitation, reply: str, by: Officer, at: datetime) -> None:
    """Keep what somebody replied by their own link; they may reply otherwise while the link lasts."""
    held = _held(invitation)
    refuse_if(["Choose yes, no or perhaps."] if reply not in (Reply.YES, Reply.NO, Reply.PERHAPS) else [])
    refuse_if(
        ["This session is cancelled. Nothing more is asked of you."] * (held.session.state == CANCELLED)
    )
    refuse_if(["This session was held. Nothing more is asked of you."] * (held.session.state == HELD))
    row = {"reply": reply, "replied_at": at} if held.reply != reply else {}
    change(held, row, council=held.council, by=by, at=at, verb="replied")


def waiting_to_be_told(
    session: WorkshopSession, held: Iterable[WorkshopInvitation]
) -> list[WorkshopInvitation]:
    """Those with an address who were not told of the session as it is now.

    Of a cancelled session those are told who were asked to it and did not decline, and nobody else.
    """
    if session.state == HELD:
        return []
    not_told = [one for one in held if one.email and one.told_sequence != session.sequence]
    if session.state == CANCELLED:
        return [one for one in not_told if one.sent and one.reply != Reply.NO]
    return not_told
