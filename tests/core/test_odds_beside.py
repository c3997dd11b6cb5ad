"""A scenario's odds beside its plan's: what differs, and what the runs can't tell apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.chance import error_of_difference, standard_error
from goldenthread.core.odds import Odds, OfGroup, OfWork
from goldenthread.core.odds_beside import Pair, Side, beside
from goldenthread.core.odds_beside_told import in_runs, percent, told
from goldenthread.core.sentences import said

RUNS = 10_000


def work(key: int, on_time: int, due: int = 3) -> OfWork:
    return OfWork(key, due, on_time, (on_time, RUNS - on_time), (), True, True)


def odds_of(whole: int, *works: OfWork, groups: tuple[OfGroup, ...] = (), seed: int = 1) -> Odds:
    """The whole in so many runs, and none of it in the others."""
    how_many = (RUNS - whole, *(0 for _ in works[1:]), whole)
    return Odds(RUNS, seed, 4, 12, how_many, works, groups, (), (), (), 0, 0, 0, 0)


def pair(planned: int, changed: int, runs: int = RUNS) -> Pair:
    return Pair(1, Side(planned), Side(changed), runs)


counts = st.integers(0, RUNS)


@given(counts, counts)
def test_a_difference_reads_the_same_from_both_sides_and_only_a_sure_one_is_seen(one: int, other: int):
    there, back = pair(one, other), pair(other, one)
    assert there.points == -(back.points or 0)
    assert there.error == pytest.approx(back.error)
    assert there.is_sure == back.is_sure
    assert there.is_seen or not there.is_sure


@given(counts)
def test_nothing_is_seen_where_both_came_as_often(times: int):
    assert not pair(times, times).is_seen


@given(counts, counts)
def test_the_error_is_that_of_two_shares_drawn_apart_and_never_nought(one: int, other: int):
    """As close to the textbook's as one run more and one less may be."""
    apart = (standard_error(one, RUNS) ** 2 + standard_error(other, RUNS) ** 2) ** 0.5
    assert 0 < error_of_difference(one, other, RUNS) == pytest.approx(apart, abs=2e-4)


def test_a_few_runs_of_many_are_not_told_from_none():
    assert not pair(0, 3).is_sure
    assert pair(0, 20).is_sure


def test_what_is_dropped_has_no_difference_and_what_is_put_off_is_counted():
    """R112: both are drawn alike, and compared element by element."""
    planned = odds_of(1_200, work(1, 5_000), work(2, 4_000), groups=(OfGroup(9, 2, 1_200),))
    changed = odds_of(4_100, work(1, 7_000, due=4), groups=(OfGroup(9, 1, 7_000),))
    found = beside(planned, changed)
    assert found.whole.points == pytest.approx(29.0)
    assert [(one.key, one.points) for one in found.seen] == [(1, pytest.approx(20.0)), (2, None)]
    assert (found.groups[0].planned, found.groups[0].changed) == (Side(1_200, 2), Side(7_000, 1))
    assert (found.dropped, found.put_off) == (1, 1)


def test_odds_that_were_not_drawn_alike_are_not_compared():
    one = odds_of(1, work(1, 1))
    for other in (replace(one, seed=2), replace(one, runs=1), replace(one, method=2)):
        with pytest.raises(ValueError, match="not drawn alike"):
            beside(one, other)


WITH = "With these changes the whole plan finishes on time "
WITHIN = "which is within the error of simulation."


@pytest.mark.parametrize(
    ("planned", "changed", "words"),
    [
        (1_200, 4_100, f"{WITH}in 41% of runs, against 12% as planned."),
        (0, 4_100, f"{WITH}in 41% of runs, against none as planned."),
        (
            5_000,
            5_020,
            f"{WITH}about as often as planned: in 50.2% of runs with them, 50.0% without, {WITHIN}",
        ),
        (0, 0, "The whole plan finishes on time in no run, with these changes or without them."),
        (4_100, 4_100, "The whole plan finishes on time in 41% of runs, with these changes or without them."),
    ],
)
def test_the_sentence_claims_what_the_runs_can_tell(planned: int, changed: int, words: str):
    both = (odds_of(one, work(1, one), work(2, one)) for one in (planned, changed))
    assert said(told(beside(*both))[:1]) == words


def test_averages_dropped_and_put_off_are_said():
    planned = odds_of(1_000, work(1, 1_000), work(2, 1_000))
    changed = odds_of(6_000, work(1, 6_000, due=5))
    assert said(told(beside(planned, changed))[1:]) == (
        "On average 0.6 of one action is on time, against 0.2 of two actions as planned. One action is "
        "dropped, and the whole is counted without it. One action is due later, and is held to its later "
        "date."
    )
    same = said(told(beside(planned, planned))[1:])
    assert same.startswith("On average as many actions are on time, as far as the runs can tell: 0.2 of two")


def test_shares_are_never_rounded_to_nought_or_to_all():
    assert [percent(one, RUNS) for one in (0, 1, 4_949, 9_999, RUNS)] == [
        "0%",
        "under 1%",
        "49%",
        "over 99%",
        "100%",
    ]
    assert [percent(one, RUNS, 1) for one in (1, 9, 9_999)] == ["under 0.1%", "0.1%", "over 99.9%"]
    assert in_runs(RUNS, RUNS) == "in every run"
