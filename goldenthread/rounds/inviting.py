"""Inviting somebody without an account to answer their lines by a link; renewing it and ending it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.rounds.links import NOTICE, key_of
from goldenthread.rounds.mail_words import of_link
from goldenthread.rounds.models import Ask, Invitation, Round
from goldenthread.rounds.notices import tell
from goldenthread.rounds.owed import asks_of

LONGEST = timedelta(days=120)


def reasons_not_to_invite(council: Council, by: Officer) -> list[str]:
    """Why this person may not send, renew or end links."""
    return reasons_of_duty(council, "invite_outsiders", by)


@transaction.atomic
def invite(
    *,
    round: Round,
    asks: Sequence[Ask],
    who: str,
    email: str,
    expires_at: datetime,
    on: date,
    by: Officer,
    at: datetime,
) -> Invitation:
    """Make a link by which a post or an organisation answers these lines, and write the message with it."""
    held = Round.objects.select_for_update(of=("self",)).select_related("council", "body").get(pk=round.pk)
    who, email = " ".join(who.split()), email.strip()
    refuse_if(reasons_not_to_invite(held.council, by))
    refuse_if(_reasons_not_these(held, asks, who, email) or _reasons_not_until(expires_at, at))
    row = {
        "council_id": held.council_id,
        "round_id": held.pk,
        "who": who,
        "email": email,
        "expires_at": expires_at,
        "made_by": by.post,
        "made_at": at,
    }
    made = make(Invitation, row, council=held.council, by=by, at=at, verb="invited")
    made.asks.set(asks)
    _write(made, on, by, at)
    return made


@transaction.atomic
def renew(
    *, invitation: Invitation, version: int, expires_at: datetime, on: date, by: Officer, at: datetime
) -> None:
    """Send a new link for the same lines: it lasts until another day, and the old link opens nothing more."""
    held = _locked(invitation)
    refuse_if(reasons_not_to_invite(held.council, by) or _reasons_not_until(expires_at, at))
    refuse_if_stale(version, held.version, "this link")
    refuse_if(_reasons_not_going(held.round))
    # Counted up by `change`: the version is in the link, so the old link is known by it.
    row = {"expires_at": expires_at, "ended_at": None, "used_at": None}
    change(held, row, council=held.council, by=by, at=at, verb="link renewed")
    _write(held, on, by, at)


@transaction.atomic
def end_invitation(*, invitation: Invitation, version: int, by: Officer, at: datetime) -> None:
    """End a link: from now on it opens nothing. What was answered by it stays."""
    held = _locked(invitation)
    refuse_if(reasons_not_to_invite(held.council, by))
    refuse_if_stale(version, held.version, "this link")
    refuse_if(["This link was ended already."] if held.ended_at else [])
    change(held, {"ended_at": at}, council=held.council, by=by, at=at, verb="link ended")


def note_opening(invitation: Invitation, at: datetime) -> None:
    """Keep when a link was last opened. Mail scanners open links too, so it says nothing about a person."""
    Invitation.objects.filter(pk=invitation.pk).update(used_at=at)


def lines_asked_by(invitation: Invitation) -> list[Ask]:
    """The lines that an invitation asks for."""
    return list(asks_of(invitation.round).filter(invitations=invitation))


def _locked(invitation: Invitation) -> Invitation:
    joined = Invitation.objects.select_for_update(of=("self",))
    return joined.select_related("council", "round__council", "round__body").get(pk=invitation.pk)


def _write(invitation: Invitation, on: date, by: Officer, at: datetime) -> None:
    round = invitation.round
    due_on = dict(round.deadlines.values_list("step", "due_on")).get("updater")
    said = of_link(invitation, lines_asked_by(invitation), due_on, on)
    tell(
        council=round.council, round=round, kind=NOTICE, key=key_of(invitation), to=invitation.who,
        email=invitation.email, subject=said.subject, text=said.text, by=by, at=at,
    )  # fmt: skip


def _reasons_not_these(round: Round, asks: Sequence[Ask], who: str, email: str) -> list[str]:
    found = _reasons_not_going(round)
    if not who:
        found.append("Say which post or organisation answers.")
    if not asks:
        found.append("Choose at least one line that the link asks for.")
    if any(ask.round_id != round.pk for ask in asks):
        found.append("A link asks for lines of one round only.")
    try:
        validate_email(email)
    except ValidationError:
        found.append("Write the e-mail address that the link goes to, such as name@partner.example.")
    return found


def _reasons_not_going(round: Round) -> list[str]:
    if round.state == Round.State.OPEN:
        return []
    return [f"{round} is {round.get_state_display()}: a link is of use only while a round is open."]


def _reasons_not_until(expires_at: datetime, at: datetime) -> list[str]:
    if expires_at <= at:
        return ["The link would end before it begins. Choose a later day."]
    if expires_at - at > LONGEST:
        return [f"A link lasts up to {LONGEST.days} days. Choose an earlier day; it can be renewed."]
    return []
