"""The maps of states of workshops, and counting who took part."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.workshops import (
    MAPS,
    MISSING,
    PROPOSAL,
    ROUND,
    missing_of,
    reasons_not_to_propose,
    reasons_not_to_step,
    reasons_not_when,
    taken_part,
)

ROWS = st.lists(
    st.tuples(st.sampled_from(["", "YES", "NO", "PERHAPS"]), st.sampled_from([None, True, False])),
    max_size=30,
)


@pytest.mark.parametrize("held", MAPS.values(), ids=list(MAPS))
def test_every_state_is_reached_and_every_step_is_between_states(held) -> None:
    """Reliability: state maps are data that can be obeyed."""
    reached, before = {next(iter(held.states))}, set()
    while reached != before:
        before = set(reached)
        reached |= {step.to for step in held.steps if set(step.goes_from) & reached}
    assert reached == set(held.states)
    assert all({*step.goes_from, step.to} <= set(held.states) for step in held.steps)


def test_what_is_in_the_draft_goes_nowhere_else() -> None:
    """R046."""
    assert PROPOSAL.steps_from("PROMOTED") == []


def test_a_step_that_is_not_there_is_refused_with_a_sentence() -> None:
    assert reasons_not_to_step(ROUND, "open", "CLOSED") == [
        "This round is closed. Only what is planned can be opened."
    ]
    assert reasons_not_to_step(ROUND, "reopen", "CLOSED") == [
        "Say why this round is opened again: those who took part will ask."
    ]
    assert reasons_not_to_step(ROUND, "reopen", "CLOSED", "A theme was left out") == []


@pytest.mark.parametrize(
    ("round", "session", "said"),
    [
        ("PLANNED", "PLANNED", "not open yet"),
        ("CLOSED", "HELD", "takes no more proposals"),
        ("OPEN", "CANCELLED", "is cancelled"),
    ],
)
def test_where_nothing_can_be_proposed(round, session, said) -> None:
    assert said in reasons_not_to_propose(round, session)[0]
    assert reasons_not_to_propose("OPEN", "PLANNED") == reasons_not_to_propose("OPEN", "HELD") == []


def test_what_a_proposal_lacks() -> None:
    """R035."""
    assert missing_of(" ", "", None) == list(MISSING)
    assert missing_of("Two crews", "Tonnes", 3) == []


@given(ROWS)
def test_who_took_part_adds_up(rows) -> None:
    """R063: came, did not come and not known add up to invited."""
    part = taken_part(rows)
    assert part.invited == len(rows) == part.came + part.stayed_away + part.unknown
    assert part.said_yes <= part.replied <= part.invited


@given(ROWS, ROWS)
def test_parts_add_up_as_their_rows_do(one, other) -> None:
    assert taken_part(one) + taken_part(other) == taken_part([*one, *other])


def test_when_a_session_cannot_be() -> None:
    day, ten, nine = date(2014, 9, 2), time(10), time(9)
    assert "on which day" in reasons_not_when(None, ten, None)[0]
    assert "when the session starts" in reasons_not_when(day, None, ten)[0]
    assert "ends before it starts" in reasons_not_when(day, ten, nine)[0]
    assert reasons_not_when(day, nine, ten) == reasons_not_when(None, None, None) == []
