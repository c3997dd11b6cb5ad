"""What becomes of a comment: the map, its standings, and counts that sum, over any journey."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core import dispositions as rules
from goldenthread.core.dispositions import CLOSED, DISPOSITIONS, MOVES, OPEN, Standing

MOVED = st.lists(st.sampled_from(sorted(MOVES)), max_size=30)


def test_every_disposition_is_reached_from_open_and_leads_back_with_a_reason() -> None:
    """R113: accepted, in part, not; noted, referred, forwarded; none is a dead end."""
    reached = {move.goes[OPEN] for move in MOVES.values() if OPEN in move.goes}
    assert reached == set(DISPOSITIONS)
    assert {state: rules.lands_on("reopen", state) for state in CLOSED} == dict.fromkeys(CLOSED, OPEN)
    assert set(rules.ANSWERS) == {*CLOSED, OPEN}


def test_every_move_leads_to_a_disposition_that_there_is() -> None:
    for move in MOVES.values():
        assert set(move.goes) | set(move.goes.values()) <= set(DISPOSITIONS)
        assert move.asks


@given(MOVED)
def test_on_any_journey_a_comment_is_in_one_standing_and_refusals_are_sentences(moves: list[str]) -> None:
    here = OPEN
    for code in moves:
        reasons = rules.reasons_not_to_move(code, here)
        to = rules.lands_on(code, here)
        assert (to is None) == bool(reasons)
        assert all(reason.endswith(".") for reason in reasons)
        here = to or here
        standings = [
            rules.standing(here, is_forwarded=sent, has_reply=replied)
            for sent, replied in ((False, False), (True, False), (True, True))
        ]
        assert (standings[0] is Standing.OPEN) == (here == OPEN)
        if here == OPEN:
            assert set(standings) == {Standing.OPEN}
        else:
            assert standings[1:] == [Standing.AWAITING, Standing.CLOSED]


def test_what_was_forwarded_before_partners_were_on_record_waits_too() -> None:
    assert rules.standing("FORWARDED", is_forwarded=False, has_reply=False) is Standing.AWAITING


@given(st.lists(st.sampled_from(sorted(DISPOSITIONS))))
def test_counts_sum_to_all(held: list[str]) -> None:
    found = rules.counts(held)
    assert sum(found.values()) == len(held)
    assert list(found) == list(DISPOSITIONS)


def test_the_map_is_drawn_from_what_is_obeyed() -> None:
    drawn = rules.drawn()
    assert "OPEN --> ACCEPTED: accept\n" in drawn
    assert "FORWARDED --> OPEN: reopen\n" in drawn
    assert rules.stays_on(MOVES["refer"]) == list(rules.DECIDED)
