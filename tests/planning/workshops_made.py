"""A draft edition with an open round of workshops, as tests begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.people.models import Council, User
from goldenthread.people.officers import Officer
from goldenthread.planning import workshops as actions
from goldenthread.planning.models import Proposal, WorkshopRound, WorkshopSession
from goldenthread.planning.proposing import ProposalSaid, new_key, write_proposal
from goldenthread.plans.models import Edition
from tests.cast import AT, STRATEGY, a_council

MEMBER = Officer("Member for Streets", "member", "testbury", "SCRUTINY")
DEMOCRATIC = Officer("Democratic Services Officer", "clerk", "testbury", "DEMOCRATIC")
BY: dict[str, Any] = {"by": STRATEGY, "at": AT}


@dataclass
class Made:
    """What was made."""

    council: Council
    edition: Edition
    round: WorkshopRound
    session: WorkshopSession
    elements: dict[str, Any]


def a_workshop(slug: str = "testbury") -> Made:
    """A council whose edition is a draft, with an open round and a session about its one theme."""
    cast = a_council(slug)
    assert cast.edition.state == "DRAFT"
    by = Officer("Strategy Manager", "strategy", slug, "STRATEGY")
    said = actions.RoundSaid("First round", "To agree the actions of one year", "November 2014")
    round = actions.add_round(edition=cast.edition, said=said, by=by, at=AT)
    actions.move_round(round=round, code="open", version=round.version, by=by, at=AT)
    round.refresh_from_db()
    theme = cast.elements["place"]
    said_session = actions.SessionSaid("Place", theme, None)
    session = actions.add_session(round=round, said=said_session, by=by, at=AT)
    return Made(cast.council, cast.edition, round, session, cast.elements)


def a_proposal(made: Made, text: str = "Sweep at night", key: str = "", **more: Any) -> Proposal:
    said = ProposalSaid(text, **more)
    return write_proposal(session=made.session, said=said, key=key or new_key(), by=MEMBER, at=AT)


def a_voter(made: Made, username: str = "member") -> User:
    return User.objects.create(username=username, post=made.council.posts.first(), duty="SCRUTINY")
