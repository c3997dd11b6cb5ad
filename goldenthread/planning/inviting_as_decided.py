"""Inviting whom a decision asks to take part (York 2008, paragraph 26: Members are requested to take part).

What a paper's recommendation asks of others is a task once it is decided; this makes it an invitation too.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.governance.models import Decision, PaperRecommendation
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import WorkshopInvitation, WorkshopRound, WorkshopSession
from goldenthread.planning.workshop_inviting import ask_people, asked_in_lines

NOTHING_ASKED = "This decision asks nothing of others."


def asked_of_others(decision: Decision) -> list[PaperRecommendation]:
    """What the decided paper asks of others than the body; nothing where it was decided otherwise."""
    if decision.paper is None or decision.agrees == Decision.Agrees.NO:
        return []
    return list(decision.paper.recommendations.exclude(asks=""))


def sessions_to_come(council: Council, viewer: Officer) -> list[WorkshopSession]:
    """The sessions that people can still be invited to, of rounds that this person may read: one query."""
    rounds = WorkshopRound.objects.seen_by(viewer).filter(council=council)
    held = WorkshopSession.objects.filter(round__in=rounds, state=WorkshopSession.State.PLANNED)
    return list(held.select_related("round__edition", "theme"))


@transaction.atomic
def invite_as_decided(
    *, decision: Decision, session: WorkshopSession, kind: str, who: str, by: Officer, at: datetime
) -> list[WorkshopInvitation]:
    """Put on a session's list whom a decision asks to take part, one a line; gives those that are new.

    Nothing is sent by this. Raises `Refused`.
    """
    if not asked_of_others(decision):
        refuse_if([f"{NOTHING_ASKED} Invite people from the session’s own page."])
    if session.council_id != decision.council_id:
        refuse_if(["Choose a session of this council."])
    return ask_people(session=session, people=asked_in_lines(kind, who), by=by, at=at)
