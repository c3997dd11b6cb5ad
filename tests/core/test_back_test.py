"""Chances held against what happened: who is alike, what is fitted, and how it scores."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.back_test import (
    HELD,
    WAYS,
    Given,
    Look,
    Lost,
    Seen,
    back_test,
    better_by,
    between,
    brier,
    calibration,
    due_by_then,
    due_class,
    fitted,
    percent_class,
)

JUNE, JULY, SEPTEMBER = date(2014, 6, 16), date(2014, 7, 14), date(2014, 9, 2)
OPEN, DONE = Seen(False), Seen(True)


def looks(*at: dict[str, Seen]) -> list[Look]:
    return [Look(on, lines) for on, lines in zip((JUNE, JULY, SEPTEMBER), at, strict=False)]


def test_lines_that_can_not_be_tested_are_counted_and_left_out() -> None:
    """R112: gone, done already, not told, new and undone lines are each said."""
    first, then = looks(
        {"a": OPEN, "b": DONE, "c": OPEN, "d": OPEN, "e": DONE, "f": Seen(None)},
        {"a": DONE, "b": DONE, "d": Seen(None), "e": OPEN, "f": DONE, "g": OPEN},
    )
    chances, lost = between(first, then)
    assert [(one.key, one.days, one.came) for one in chances] == [("a", 28, True)]
    assert lost == Lost(done=2, gone=1, untold=2, new=1, undone=1)


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (None, "no date"),
        (date(2014, 6, 15), "overdue"),
        (JUNE, "due by the next look"),
        (JULY, "due by the next look"),
        (date(2014, 7, 15), "due later"),
    ],
)
def test_lines_are_alike_in_when_they_are_due(due_on: date | None, expected: str) -> None:
    assert due_class(due_on, JUNE, 28) == expected


def test_lines_are_alike_in_how_far_on_they_are() -> None:
    assert [percent_class(one) for one in (None, 0, 1, 49, 50, 100)] == [
        "not told", "not begun", "under half", "under half", "half or more", "half or more",
    ]  # fmt: skip


def test_a_class_is_held_towards_the_one_above_it() -> None:
    first, then = looks(
        {**{f"late{n}": Seen(False, date(2014, 6, 1), "red") for n in range(5)}, "x": OPEN},
        {**{f"late{n}": DONE for n in range(5)}, "x": OPEN},
    )
    fit = fitted(between(first, then)[0])
    base = (5 + 1) / (6 + 2)
    late = (5 + HELD * base) / (5 + HELD)
    assert fit.rates[()] == base
    assert fit.rates[("overdue",)] == late
    assert fit.rates[("overdue", "red")] == (5 + HELD * late) / (5 + HELD)
    assert fit.days == 28


def test_a_chance_is_carried_over_to_more_days_and_to_classes_never_seen() -> None:
    first, then = looks({"a": OPEN, "b": OPEN}, {"a": DONE, "b": OPEN})
    fit = fitted(between(first, then)[0])
    later = between(Look(JULY, {"z": Seen(False, JUNE, "red")}), Look(SEPTEMBER, {"z": OPEN}))[0][0]
    assert fit.chance(later) == pytest.approx(1 - 0.5 ** (50 / 28))
    with pytest.raises(ValueError, match="nothing to fit"):
        fitted([])


def test_every_look_from_the_third_is_told_from_those_before() -> None:
    lines = {f"{n}": Seen(False, date(2014, 6, 1 + n % 2 * 29), "green", 0) for n in range(20)}
    july = {key: Seen(int(key) < 8, one.due_on, "green", 0) for key, one in lines.items()}
    september = {key: Seen(int(key) < 15, one.due_on, "green", 0) for key, one in lines.items()}
    (one,) = back_test(looks(lines, july, september))
    assert (one.on, one.then, one.fitted_on, len(one.chances)) == (JULY, SEPTEMBER, 20, 12)
    assert all(len(way(one)) == 12 for way in WAYS.values())
    assert {given.said for given in WAYS["As the plan says: done when due"](one)} == {1.0}
    assert due_by_then(one) == []
    assert back_test(looks(lines, july)) == []
    assert back_test(looks(lines, {}, september)) == []


chances = st.lists(st.builds(Given, st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


@given(chances)
def test_every_chance_is_in_one_bin_of_the_calibration(given: list[Given]) -> None:
    bins = calibration(given)
    assert sum(one.lines for one in bins) == len(given)
    assert sum(one.came for one in bins) == sum(one.came for one in given)
    assert sum(one.said * one.lines for one in bins) == pytest.approx(sum(one.said for one in given))


@given(chances)
def test_scores_lie_between_nought_and_one_and_none_is_better_than_itself(given: list[Given]) -> None:
    assert 0 <= brier(given) <= 1
    assert better_by(given, given) == (0, 0)
    better = better_by([Given(float(one.came), one.came) for one in given], given)
    assert better[0] == pytest.approx(brier(given))
    assert brier([Given(0.5, True)]) == 0.25
