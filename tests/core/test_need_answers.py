"""What may become of help asked of a service (R106)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.need_answers import ANSWERED, ASKED, MAP, TAKEN_BACK, answer_in, next_step, state_of
from goldenthread.core.state_map import problems_in


def test_the_map_has_no_loose_ends() -> None:
    assert problems_in(MAP) == []


@given(st.data())
def test_whatever_is_done_in_turn_a_need_is_asked_answered_or_taken_back(data: st.DataObject) -> None:
    """R106: a service's word can always be asked for anew until the need is taken back."""
    state = ASKED
    for _ in range(12):
        moves = MAP.moves_from(state)
        if not moves:
            break
        state = MAP.moves[data.draw(st.sampled_from(sorted(moves)))].to
        assert state in (ASKED, *ANSWERED, TAKEN_BACK)
        assert state in {TAKEN_BACK, ASKED} or "change" in MAP.moves_from(state)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("", "Streets answers: yes, no, or other days."),
        ("CONFIRMED", "Nothing more to do."),
        ("DECLINED", "Ask for something else, ask another service, or do without."),
        ("COUNTERED", "Take the offer of 7.5 days, or ask for something else."),
    ],
)
def test_each_state_says_what_to_do_next(answer: str, sentence: str) -> None:
    assert next_step(answer, "Streets", Decimal("7.50")) == sentence
    assert next_step(answer, "") == "Say which service gives the time."
    assert answer_in(state_of(answer)) == answer
