"""Cases of workshops, invitations, proposals and votes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from goldenthread.people.models import Partner, User
from goldenthread.planning.models import Proposal, Vote, WorkshopInvitation, WorkshopRound, WorkshopSession
from tests.cast import Cast
from tests.constraint_cases.base import DAY, Case, Row, council, edition_of, other, same

AT = datetime(2014, 9, 2, 9, 30, tzinfo=UTC)


def a_round(cast: Cast) -> Row:
    return {**edition_of(cast), "name": "First round", "purpose": "To agree"}


def the_round(cast: Cast) -> WorkshopRound:
    return WorkshopRound.objects.get_or_create(**a_round(cast))[0]


def a_session(cast: Cast) -> Row:
    return {**council(cast), "round": the_round(cast), "title": "Place", "held_on": DAY}


def the_session(cast: Cast) -> WorkshopSession:
    return WorkshopSession.objects.get_or_create(**a_session(cast))[0]


def an_invitation(cast: Cast) -> Row:
    return {**council(cast), "session": the_session(cast), "kind": "PARTNER", "who": "Police"}


def a_proposal(cast: Cast) -> Row:
    written = {"text": "Sweep", "scribe": "A post", "written_at": AT, "key": "one"}
    return {**council(cast), "session": the_session(cast), **written}


def a_vote(cast: Cast) -> Row:
    proposal, _ = Proposal.objects.get_or_create(**a_proposal(cast))
    user, _ = User.objects.get_or_create(username="voter", post=cast.council.posts.first())
    return {**council(cast), "proposal": proposal, "user": user, "made_at": AT}


def of_both(cast: Cast) -> Row:
    partner, _ = Partner.objects.get_or_create(council=cast.council, slug="police", name="Police")
    return {"partner": partner, "post": cast.council.posts.first()}


CASES: dict[str, list[Case]] = {
    "one_workshop_round_per_name": [same(WorkshopRound, a_round)],
    "workshop_round_ends_after_it_starts": [
        other(WorkshopRound, a_round, starts_on=DAY, ends_on=date(2014, 9, 1))
    ],
    "one_workshop_session_per_title": [same(WorkshopSession, a_session)],
    "workshop_session_with_a_time_has_a_day": [
        other(WorkshopSession, a_session, held_on=None, starts_at=time(10))
    ],
    "workshop_session_ends_after_it_starts": [
        other(WorkshopSession, a_session, starts_at=time(10), ends_at=time(9)),
        other(WorkshopSession, a_session, ends_at=time(9)),
    ],
    "asked_once_to_a_workshop_session": [same(WorkshopInvitation, an_invitation)],
    "workshop_reply_has_a_time": [other(WorkshopInvitation, an_invitation, reply="YES")],
    "a_post_or_a_partner_is_asked": [Case(WorkshopInvitation, an_invitation, of_both)],
    "one_proposal_per_form": [same(Proposal, a_proposal)],
    "promoted_proposal_became_an_element": [
        other(Proposal, a_proposal, state="PROMOTED"),
        Case(Proposal, a_proposal, lambda cast: {"became": cast.elements["action"]}),
    ],
    "proposal_set_aside_says_why": [other(Proposal, a_proposal, state="SET_ASIDE")],
    "one_vote_per_person": [same(Vote, a_vote)],
}
