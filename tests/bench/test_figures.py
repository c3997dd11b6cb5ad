"""The two ways of rating that are timed against each other come to the same counts."""

from __future__ import annotations

import pytest

from bench.__main__ import _verdict
from bench.figures import RULE, Compared, compare, made_up_rows, plain_loop, through_core
from bench.stopwatch import Times, turn_about
from goldenthread.core.rating import Figure, Status
from goldenthread.core.rollup import RollUp
from goldenthread.core.travel import Polarity

ROWS = made_up_rows(3_000)


def test_the_plain_loop_rates_each_figure_as_core_does() -> None:
    apart = [row for row in ROWS if plain_loop([row]) != through_core(RULE, [Figure(*row)])]
    assert not apart


def test_the_figures_hold_every_polarity_and_reach_every_status() -> None:
    counts = plain_loop(ROWS)
    assert {polarity for _, _, polarity, _, _ in ROWS} == set(Polarity)
    assert all(counts.count(status) for status in Status)
    assert counts.total == len(ROWS)


def test_comparing_keeps_what_each_side_counted() -> None:
    compared = compare(100, rounds=2)
    assert len(compared.results) == 3
    assert compared.agree
    assert compared.results[0].total == 100


def test_counts_that_differ_fail_the_run() -> None:
    times = Times([1.0])
    compared = Compared(1, times, times, times, [RollUp(on_target=1), RollUp(off_target=1)])
    assert not compared.agree
    assert _verdict(compared.agree, []) == 1


def test_sides_take_turns_and_the_first_round_is_not_counted() -> None:
    turns: list[str] = []
    times = turn_about(2, lambda: turns.append("ours"), lambda: turns.append("floor"))
    assert turns == ["ours", "floor"] * 3
    assert [len(one.seconds) for one in times] == [2, 2]


def test_times_are_told_by_their_middle_and_their_slow_end() -> None:
    times = Times([float(second) for second in range(1, 22)])
    assert times.median == 11
    assert times.p95 == pytest.approx(20)
