"""Random journeys of proposals through a round: what must hold after every step."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.refused import Refused
from goldenthread.planning import promoting, proposing, workshops
from goldenthread.planning.models import Proposal, Vote, WorkshopRound
from goldenthread.plans.models import Element
from tests.cast import AT
from tests.planning.workshops_made import BY, MEMBER, Made, a_proposal, a_voter, a_workshop

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["write", "again", "promote", "aside", "take_up", "vote", "back", "group", "close", "reopen"]
        ),
        st.integers(0, 3),
    ),
    max_size=25,
)


def _do(made: Made, what: str, which: int) -> None:
    round = WorkshopRound.objects.get(pk=made.round.pk)
    every = list(Proposal.objects.filter(session=made.session).order_by("pk"))
    if what in ("write", "again"):
        before = len(every)
        a_proposal(made, f"Number {which}", key=f"form-{which}" if what == "again" else "")
        assert round.state == "OPEN"  # a closed round takes none
        assert Proposal.objects.count() in (before, before + 1)
    elif what == "close":
        workshops.close_round(
            round=round, version=round.version, sets_aside=bool(which % 2), reason="r", **BY
        )
    elif what == "reopen":
        workshops.move_round(round=round, code="reopen", version=round.version, reason="r", **BY)
    elif every:
        _settle(made, what, every[which % len(every)])


def _settle(made: Made, what: str, one: Proposal) -> None:
    if what == "promote":
        level = made.edition.levels.get(key="improvement")
        promoting.promote(proposal=one, level=level, parent=made.elements["place"], version=one.version, **BY)
    elif what == "aside":
        promoting.set_aside(proposal=one, reason="Too dear", version=one.version, **BY)
    elif what == "take_up":
        promoting.take_up(proposal=one, version=one.version, **BY)
    elif what == "group":
        proposing.group_proposals(session=made.session, proposals=[one.pk], group="g", by=MEMBER, at=AT)
    else:
        proposing.vote(proposal=one, for_it=what == "vote", by=MEMBER, at=AT)


def _holds(made: Made, first: int) -> None:
    found = list(Proposal.objects.filter(session=made.session))
    for one in found:
        assert [one.state == "OPEN", one.became_id is not None, one.state == "SET_ASIDE"].count(True) == 1
        assert bool(one.reason) == (one.state == "SET_ASIDE")
    became = [one.became_id for one in found if one.became_id]
    assert len(set(became)) == len(became) == Element.objects.filter(edition=made.edition).count() - first
    votes = Counter(Vote.objects.values_list("proposal_id", "user_id"))
    assert not votes or max(votes.values()) == 1
    keys = [one.key for one in found]
    assert len(set(keys)) == len(keys)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None)
@given(STEPS)
def test_whatever_happens_each_proposal_is_in_one_state(steps) -> None:
    """R017, R046: open, in the draft as exactly one line, or set aside with a reason; votes never double."""
    with transaction.atomic():
        made = a_workshop()
        a_voter(made)
        first = Element.objects.filter(edition=made.edition).count()
        for what, which in steps:
            try:
                _do(made, what, which)
            except Refused as refusal:
                assert all(reason.endswith(".") for reason in refusal.reasons)
            _holds(made, first)
        transaction.set_rollback(True)
