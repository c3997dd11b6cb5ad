"""Where stages stand, what they wait for, and that waits never go round in a circle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.stages import (
    RULES,
    WORDS,
    Planned,
    Stand,
    Waits,
    awaited_by,
    because,
    circle,
    circle_words,
    of_stages,
    room,
    stand,
    waiting_words,
)
from goldenthread.core.working_days import WorkingDays

ON = date(2009, 1, 15)
PARTNERS = Planned(1, "Action planning", date(2008, 11, 19), date(2008, 12, 31))
WORKSHOPS = Planned(2, "Second round", date(2009, 1, 5), date(2009, 1, 30))
LAUNCH = Planned(3, "Launch", date(2009, 4, 1), date(2009, 4, 30))
WAIT = Waits(2, 1, "Because the medium term considers what partners decide.")
KNOWN = {one.key: one for one in (PARTNERS, WORKSHOPS, LAUNCH)}


@pytest.mark.parametrize(
    ("done_on", "on", "expected"),
    [
        (None, date(2009, 1, 4), Stand.TO_COME),
        (None, date(2009, 1, 5), Stand.UNDER_WAY),
        (None, date(2009, 1, 30), Stand.UNDER_WAY),
        (None, date(2009, 1, 31), Stand.OVERDUE),
        (date(2009, 1, 20), date(2009, 1, 20), Stand.DONE),
        (date(2009, 1, 20), date(2009, 1, 19), Stand.UNDER_WAY),
    ],
)
def test_a_stage_is_done_only_when_somebody_says_so(done_on, on, expected) -> None:
    """R002."""
    assert stand(WORKSHOPS.__class__(2, "x", WORKSHOPS.first, WORKSHOPS.last, done_on), on) is expected


def test_every_state_has_its_words_and_its_rule() -> None:
    assert set(WORDS) == set(RULES) == set(Stand)


def test_a_stage_that_waits_says_for_what_and_why() -> None:
    """R040: York postponed its medium term until the partnership had planned."""
    (one,) = awaited_by(2, KNOWN, [WAIT], ON)
    assert waiting_words([one]) == (
        "Waits for “Action planning”, because the medium term considers what partners decide."
    )
    done = {**KNOWN, 1: Planned(1, "Action planning", PARTNERS.first, PARTNERS.last, date(2008, 12, 20))}
    assert waiting_words(awaited_by(2, done, [WAIT], ON)) == ""


def test_a_reason_goes_on_after_because() -> None:
    assert because(" because  it is\nso. ") == "it is so"


def test_a_circle_is_refused_with_its_way_round() -> None:
    """R040."""
    waits = [Waits(1, 2, ""), Waits(2, 3, "")]
    names = {1: "A", 2: "B", 3: "C"}
    found = circle(waits, 3, 1)
    assert [names[pk] for pk in found] == ["C", "A", "B", "C"]
    assert "“C” waits for “A”, which waits for “B”, which waits for “C”" in circle_words(
        [names[pk] for pk in found]
    )
    assert circle(waits, 1, 3) == []
    assert circle([], 1, 1) == [1, 1]
    assert circle_words(["A", "A"]) == "“A” can’t wait for itself. Choose another stage."


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=25))
def test_waits_taken_one_by_one_never_go_round(pairs) -> None:
    """Whatever is asked for, what is let through can be put in an order."""
    waits: list[Waits] = []
    for stage, on in pairs:
        if not circle(waits, stage, on):
            waits.append(Waits(stage, on, "x"))
    left = {one.stage for one in waits} | {one.on for one in waits}
    while left:
        free = {one for one in left if not any(w.stage == one and w.on in left for w in waits)}
        assert free
        left -= free


@given(st.integers(-40, 40), st.integers(0, 40), st.one_of(st.none(), st.integers(-60, 60)))
def test_each_stage_stands_in_one_way_and_done_outweighs_the_rest(start, lasts, done) -> None:
    first = ON + timedelta(start)
    one = Planned(1, "x", first, first + timedelta(lasts), ON + timedelta(done) if done is not None else None)
    assert (stand(one, ON) is Stand.DONE) == (done is not None and done <= 0)


def test_the_room_before_what_waits_is_in_working_days() -> None:
    """R061."""
    days = WorkingDays()
    assert room(PARTNERS, WORKSHOPS, days) == "One working day before “Second round”, which waits for this."
    early = Planned(4, "Early", date(2008, 12, 1), date(2008, 12, 2))
    assert "before this is to end on 31 December 2008" in room(PARTNERS, early, days)


def test_the_sentence_counts_every_stage_once() -> None:
    """R002."""
    assert of_stages([PARTNERS, WORKSHOPS, LAUNCH], ON) == (
        "Of three stages in the plan’s making, one overdue, one under way and one to come. "
        "Next, from 1 April 2009: Launch."
    )
    assert of_stages([LAUNCH], ON) == "The plan’s making has one stage: “Launch”, to come."
    assert of_stages([], ON).startswith("No stage of the plan’s making")
