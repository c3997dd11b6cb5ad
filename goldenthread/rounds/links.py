"""Links without an account: what an invitation's link holds, and what it opens.

A link holds the invitation's number and version under the installation's own signature, and nothing else: not
who it is for, nor what is asked. Whoever has it answers those lines until it expires, is ended or is renewed,
and reaches nothing else. It can't be guessed: it takes the installation's SECRET_KEY to make one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.utils.timezone import localtime

from goldenthread.core.refused import Refused
from goldenthread.core.sentences import on_day
from goldenthread.people.officers import Officer
from goldenthread.rounds.models import Invitation, Notice, Round

NOTICE = "link"  # the kind of the message that carries one
_ASK_ANEW = "Ask the council’s strategy team for a new link."


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link is for: its invitation, and whether a newer link has taken this one's place."""

    invitation: Invitation
    is_replaced: bool


def _signer() -> Signer:
    return Signer(salt="goldenthread.rounds.invitation", sep=".")


def token_of(invitation: Invitation) -> str:
    """What stands in the link: number and version, signed."""
    return _signer().sign(f"{invitation.pk}-{invitation.version}")


def opened_by(token: str) -> Opened | None:
    """What a link is for, whatever has become of it; None where it is not one of ours. One query at most."""
    try:
        pk, _, version = _signer().unsign(token).partition("-")
    except BadSignature:
        return None
    joined = Invitation.objects.select_related("council", "round__council", "round__edition", "round__body")
    held = joined.filter(pk=int(pk)).first()
    return Opened(held, held.version != int(version)) if held else None


def reasons_not_to_open(opened: Opened | None, at: datetime) -> list[str]:
    """Why a link opens nothing now, and what to do about it."""
    if opened is None:
        return [f"This link is not complete, or not one of ours. Copy it whole from the message. {_ASK_ANEW}"]
    invitation = opened.invitation
    if invitation.ended_at is not None:
        return [f"This link was ended on {on_day(localtime(invitation.ended_at).date())}. {_ASK_ANEW}"]
    if opened.is_replaced:
        return ["This link was replaced by a newer one. Use the link in the newest message that you have."]
    if invitation.expires_at <= at:
        return [f"This link ended on {on_day(localtime(invitation.expires_at).date())}. {_ASK_ANEW}"]
    return []


def reasons_not_to_answer_by(invitation: Invitation) -> list[str]:
    """Why nothing can be answered by an open link now; what it asks can still be read."""
    if invitation.round.state == Round.State.OPEN:
        return []
    state = invitation.round.get_state_display()
    return [
        f"{invitation.round} is {state}: nothing can be answered now. "
        "If something is wrong, tell the council’s strategy team."
    ]


def officer_of_link(invitation: Invitation) -> Officer:
    """Who answers by a link: the post or organisation it is for, in the round's council, as a partner."""
    return Officer(
        post=invitation.who,
        username=f"link-{invitation.pk}",
        council=invitation.council.slug,
        duty="PARTNER",
    )


def key_of(invitation: Invitation) -> str:
    """The key of the message that carries a link: one message for each version."""
    return f"{NOTICE}/{invitation.pk}/{invitation.version}"


def token_in(notice: Notice) -> str:
    """What the link in a message holds. Raises `Refused` where it was ended or replaced meanwhile."""
    kind, pk, version = [*notice.key.split("/"), "", ""][:3]
    held = Invitation.objects.filter(pk=int(pk or 0), council=notice.council_id, ended_at=None).first()
    if kind != NOTICE or held is None or str(held.version) != version:
        raise Refused("The link was ended or replaced before this message went.")
    return token_of(held)
