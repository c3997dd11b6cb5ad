"""Inviting people to a workshop by e-mail, each with a link to reply by; telling them when it moves."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localtime, make_aware

from goldenthread.core.refused import refuse_if
from goldenthread.core.sentences import on_day
from goldenthread.core.workshops import CANCELLED
from goldenthread.ledger.one import change
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import WorkshopInvitation, WorkshopSession
from goldenthread.planning.workshop_inviting import held_for_asking, waiting_to_be_told
from goldenthread.planning.workshop_permissions import reasons_not_to_run
from goldenthread.rounds.mail_words import Message
from goldenthread.rounds.models import Notice
from goldenthread.rounds.notices import LINK, Letter, tell_many
from goldenthread.rounds.workshop_links import KIND, workshop_key_of

WITHOUT_A_DAY = timedelta(days=60)  # that a link lasts where the session has no day yet


@transaction.atomic
def send_invitations(*, session: WorkshopSession, by: Officer, at: datetime) -> list[Notice]:
    """Write to everybody on the list who has an address and was not told of the session as it is now.

    Sent again after the session moved, it tells them of the new day; each older link ends. Raises `Refused`.
    """
    held = held_for_asking(session)
    refuse_if(reasons_not_to_run(held.council, by))
    locked = WorkshopInvitation.objects.select_for_update(of=("self",)).filter(session=held)
    waiting = waiting_to_be_told(held, list(locked))
    refuse_if([] if waiting else ["Nobody with an address waits to be told. Add addresses or people first."])
    until, letters = link_until(held, at), []
    for one in waiting:
        is_first = not one.sent
        row = {"sent": one.sent + 1, "told_sequence": held.sequence, "link_until": until}
        change(one, row, council=held.council, by=by, at=at, verb="invited" if is_first else "told again")
        said = words_of(held, one, is_first)
        letters.append(Letter(workshop_key_of(one), one.who, one.email, said.subject, said.text))
    return tell_many(council=held.council, kind=KIND, letters=letters, by=by, at=at)


def link_until(session: WorkshopSession, at: datetime) -> datetime:
    """When a link ends: with the day of the session, and never before tomorrow."""
    if session.held_on is None:
        return at + WITHOUT_A_DAY
    return max(make_aware(datetime.combine(session.held_on, time(23, 59))), at + timedelta(days=1))


def when_in_words(session: WorkshopSession) -> str:
    """“on Monday 3 November 2008, 10:00 to 12:00, at the Guildhall”; what isn't known is said."""
    if session.held_on is None:
        day = f"{session.round.when or 'on a day still to be set'}"
    else:
        day = f"on {session.held_on:%A} {on_day(session.held_on)}"
    if session.starts_at:
        day += f", {session.starts_at:%H:%M}" + (f" to {session.ends_at:%H:%M}" if session.ends_at else "")
    return f"{day}, at {session.place}" if session.place else day


def _clock(council: Council) -> str:
    """A demonstration stands at a day of its papers, and its links end by the clock all the same."""
    return " by today’s calendar, not the demonstration’s" if council.is_demonstration else ""


def words_of(session: WorkshopSession, invitation: WorkshopInvitation, is_first: bool) -> Message:
    """What the message says: what the workshop is for, when and where, and the link to reply by."""
    council, round = session.council, session.round
    when = when_in_words(session)
    if session.state == CANCELLED:
        text = f"The workshop “{session}” of {round}, {when}, is cancelled. Nothing more is asked of you."
        return Message(f"Cancelled: workshop “{session}”", f"{text}\n")
    opening = f"{council} invites {invitation.who} to the workshop “{session}” of {round}, {when}."
    if not is_first:
        opening = f"The workshop “{session}” of {round} has changed. It is now {when}."
    until = invitation.link_until
    parts = [
        opening,
        f"What it is for: {round.purpose}",
        "Say here whether somebody comes, without an account or a password. The page also has the day for "
        f"your diary:\n{LINK}",
        f"The link works until {on_day(localtime(until).date())}{_clock(council)}." if until else "",
        f"You get this message because {invitation.who} is on the list of this workshop. Nobody reads "
        "answers to it; ask the council’s strategy team.",
    ]
    subject = f"{'Invitation' if is_first else 'Changed'}: workshop “{session}”"
    day = f", {on_day(session.held_on)}" if session.held_on else ""
    return Message(subject + day, "\n\n".join(part for part in parts if part) + "\n")
