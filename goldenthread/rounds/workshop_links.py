"""The link by which somebody replies to one invitation to a workshop, without an account.

It holds the invitation's number and how many messages were sent, under the installation's own signature, and
opens nothing else. It ends after the session, or when a newer message takes its place. See `rounds.links`.
"""

from __future__ import annotations

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.utils.timezone import localtime

from goldenthread.core.refused import Refused
from goldenthread.core.sentences import on_day
from goldenthread.people.officers import Officer
from goldenthread.planning.models import WorkshopInvitation
from goldenthread.rounds.models import Notice

KIND = "workshop"  # of the messages that carry one
_ASK_ANEW = "Ask the council’s strategy team, who can also write your reply down."


def _signer() -> Signer:
    return Signer(salt="goldenthread.rounds.workshop", sep=".")


def workshop_token_of(invitation: WorkshopInvitation) -> str:
    """What stands in the link: the invitation and its latest message, signed."""
    return _signer().sign(f"{invitation.pk}-{invitation.sent}")


def invited_by(token: str, at: datetime) -> tuple[WorkshopInvitation | None, list[str]]:
    """Whose invitation a link opens, and why it opens nothing now. One query at most."""
    try:
        pk, _, sent = _signer().unsign(token).partition("-")
    except BadSignature:
        return None, [f"This link is not complete, or not one of ours. Copy it whole. {_ASK_ANEW}"]
    joined = WorkshopInvitation.objects.select_related("council", "session__council", "session__round")
    held = joined.filter(pk=int(pk)).first()
    if held is None:
        return None, [f"This invitation is there no more. {_ASK_ANEW}"]
    if str(held.sent) != sent:
        return None, ["This link was replaced by a newer one. Use the link in the newest message."]
    if held.link_until is None or held.link_until <= at:
        ended = f" on {on_day(localtime(held.link_until).date())}" if held.link_until else ""
        return None, [f"This link ended{ended}. {_ASK_ANEW}"]
    return held, []


def officer_invited(invitation: WorkshopInvitation) -> Officer:
    """Who replies by a link: whoever was invited, as somebody from outside."""
    return Officer(
        post=invitation.who,
        username=f"workshop-link-{invitation.pk}",
        council=invitation.council.slug,
        duty="PARTNER",
    )


def workshop_key_of(invitation: WorkshopInvitation) -> str:
    """The key of the message: one for each time that somebody is told."""
    return f"{KIND}/{invitation.pk}/{invitation.sent}"


def invitation_in(notice: Notice) -> WorkshopInvitation:
    """Whose invitation a message is. Raises `Refused` where a newer message took its place meanwhile."""
    kind, pk, sent = [*notice.key.split("/"), "", ""][:3]
    joined = WorkshopInvitation.objects.select_related("council", "session__council", "session__round")
    held = joined.filter(pk=int(pk or 0), council=notice.council_id).first()
    if kind != KIND or held is None or str(held.sent) != sent:
        raise Refused("The invitation was taken back or sent again before this message went.")
    return held
