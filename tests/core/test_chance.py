"""Chances in words, and how sure they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.chance import (
    error_of_mean,
    in_hundred,
    in_words,
    percentile,
    standard_error,
    wilson,
)


@pytest.mark.parametrize(
    ("times", "number", "words"),
    [
        (0, "in no run", "a remote chance"),
        (3, "less than 1 in 100", "a remote chance"),
        (749, "7 in 100", "a remote chance"),
        (750, "8 in 100", "highly unlikely"),
        (3_000, "30 in 100", "unlikely"),
        (5_000, "50 in 100", "a realistic possibility"),
        (6_300, "63 in 100", "likely"),
        (9_000, "90 in 100", "highly likely"),
        (9_900, "99 in 100", "almost certain"),
        (9_999, "more than 99 in 100", "almost certain"),
        (10_000, "in every run", "almost certain"),
    ],
)
def test_a_chance_is_said_in_a_number_and_in_words(times: int, number: str, words: str) -> None:
    """R112: a degree of confidence that anybody can read."""
    assert (in_hundred(times, 10_000), in_words(times, 10_000)) == (number, words)


def test_the_interval_is_that_of_wilsons_paper() -> None:
    """Worked by hand for 1 of 10: (0.1 + 0.19207) / 1.38415 within 0.19279."""
    low, high = wilson(1, 10)
    assert (round(low, 4), round(high, 4)) == (0.0179, 0.4042)
    assert wilson(0, 10).low == 0
    assert wilson(10, 10).high == 1


@given(st.integers(1, 5_000).flatmap(lambda runs: st.tuples(st.integers(0, runs), st.just(runs))))
def test_the_interval_holds_the_share(counted: tuple[int, int]) -> None:
    times, runs = counted
    low, high = wilson(times, runs)
    assert -1e-12 <= low <= times / runs + 1e-12
    assert times / runs - 1e-12 <= high <= 1 + 1e-12


def test_errors_are_those_of_independent_runs() -> None:
    assert standard_error(5_000, 10_000) == 0.005
    held = [3, 5, 5, 7]
    by_hand = (sum((one - 5) ** 2 for one in held) / 3 / 4) ** 0.5
    assert error_of_mean(sum(held), sum(one * one for one in held), 4) == pytest.approx(by_hand)
    assert error_of_mean(3, 9, 1) == 0


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30), st.sampled_from([10, 50, 90]))
def test_a_percentile_is_the_first_place_by_which_enough_lies(places: list[int], percent: int) -> None:
    counts = [places.count(place) for place in range(10)]
    slow = next(
        place for place in range(10) if sum(one <= place for one in places) * 100 >= percent * len(places)
    )
    assert percentile(counts, percent) == slow


def test_a_percentile_of_nothing_is_the_last_place() -> None:
    assert percentile([0, 0], 50) == 1
