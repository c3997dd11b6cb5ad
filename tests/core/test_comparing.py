"""Where a council lies among others, against a slow twin and by what must not change it."""

from __future__ import annotations

import statistics
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.comparing import (
    Better,
    Placed,
    Quarter,
    newest_common,
    place_among,
    ranks,
    spread_of,
)
from goldenthread.core.comparing_words import position_words, quarter_words
from goldenthread.core.travel import Polarity

HIGHER, LOWER = Better(Polarity.HIGHER), Better(Polarity.LOWER)
WITHIN = Better(Polarity.RANGE, Decimal(95), Decimal(105))
UNTOLD = Better(None)
figures = st.decimals(-(10**9), 10**9, places=4)
ways = st.sampled_from([HIGHER, LOWER, WITHIN, UNTOLD])


def numbers(*given):
    return [Decimal(str(one)) for one in given]


def test_quartiles_are_those_of_the_inclusive_method():
    """The worked case of a spreadsheet's help for QUARTILE.INC: 1, 2, 4, 7, 8, 9, 10, 12 gives 3.5 first."""
    found = spread_of(numbers(12, 1, 10, 2, 9, 4, 8, 7))
    assert (found.lower, found.median, found.upper) == tuple(numbers(3.5, 7.5, 9.25))
    assert (found.count, found.lowest, found.highest) == (8, 1, 12)


def test_no_figures_have_no_spread_and_one_is_all_its_own():
    assert spread_of([]) is None
    one = spread_of(numbers(5))
    assert {one.lowest, one.lower, one.median, one.upper, one.highest} == {Decimal(5)}


@given(st.lists(figures, min_size=2, max_size=40))
def test_quartiles_equal_a_slow_twin_in_fractions(values):
    exact = statistics.quantiles([Fraction(one) for one in values], n=4, method="inclusive")
    found = spread_of(values)
    assert [Fraction(one) for one in (found.lower, found.median, found.upper)] == exact


def slow_place(value, others, better):
    """Every other council asked in turn whether it is better, by the words of the rule."""
    counts = {"better": 0, "same": 0, "worse": 0}
    for other in others:
        if better.polarity is Polarity.RANGE:
            far = [max(95 - one, one - 105, Decimal(0)) for one in (value, other)]
            mine, theirs = -far[0], -far[1]
        else:
            mine, theirs = (-value, -other) if better is LOWER else (value, other)
        counts["same" if mine == theirs else "better" if mine > theirs else "worse"] += 1
    return counts


@given(figures, st.lists(figures, max_size=30), ways)
def test_a_place_among_others_equals_a_slow_twin(value, others, better):
    found, slow = place_among(value, others, better), slow_place(value, others, better)
    assert (found.better_than, found.same_as, found.worse_than) == tuple(slow.values())


@given(figures, st.lists(figures, max_size=30), ways, st.randoms())
def test_the_order_of_the_places_changes_nothing(value, others, better, chance):
    mixed = chance.sample(others, len(others))
    assert place_among(value, mixed, better) == place_among(value, others, better)
    assert spread_of([value, *mixed]) == spread_of([value, *others])


@given(st.lists(figures, min_size=1, max_size=30), st.sampled_from([HIGHER, LOWER]), st.integers(1, 1000))
def test_scaling_changes_no_rank(values, better, times):
    def of(factor):
        found = ranks([Placed(f"P{place}", one * factor) for place, one in enumerate(values)], better)
        return [(one.place, one.rank, one.is_shared) for one in found]

    assert of(times) == of(1)


def test_a_shared_figure_shares_a_rank_and_a_nation_has_none():
    found = ranks(
        [
            Placed("Angus", Decimal(5)),
            Placed("Fife", Decimal(7)),
            Placed("Moray", Decimal(5)),
            Placed("Scotland", Decimal(6), is_whole=True),
            Placed("Stirling", Decimal(4)),
        ],
        HIGHER,
    )
    assert [(one.place, one.rank, one.is_shared) for one in found] == [
        ("Fife", 1, False), ("Angus", 2, True), ("Moray", 2, True), ("Stirling", 4, False),
    ]  # fmt: skip


def test_nothing_is_ranked_where_nothing_is_called_better():
    assert ranks([Placed("Fife", Decimal(7))], UNTOLD) == []
    assert ranks([Placed("Fife", Decimal(7))], Better(Polarity.RANGE)) == []


@pytest.mark.parametrize(
    ("value", "others", "better", "words", "quarter"),
    [
        (10, (1, 2, 3, 4), HIGHER, "better than 4 of 4 others", "in the best quarter"),
        (10, (1, 2, 3, 4), LOWER, "better than none of 4 others", "in the worst quarter"),
        (100, (96, 90, 120, 80), WITHIN, "better than 3 of 4 others and the same as one other",
         "in the best quarter"),
        (3, (1, 2, 4, 5), UNTOLD, "higher than 2 of 4 others", "in the upper half"),
        (3, (3, 3, 3), HIGHER, "the same as all 3 others", "too few or too alike to part in quarters"),
        (3, (), HIGHER, "no other council has a figure", "too few or too alike to part in quarters"),
        (3, (1,), HIGHER, "better than the one other", "too few or too alike to part in quarters"),
        (1, (3,), HIGHER, "better than none, there being one other",
         "too few or too alike to part in quarters"),
    ],
)  # fmt: skip
def test_a_place_in_words(value, others, better, words, quarter):
    found = place_among(Decimal(value), numbers(*others), better)
    assert (position_words(found), quarter_words(found)) == (words, quarter)


def test_the_quarters_part_a_row_of_councils_evenly():
    row = numbers(*range(1, 9))
    of_each = [
        place_among(one, [other for other in row if other != one], HIGHER).quarter for one in reversed(row)
    ]
    assert of_each == [quarter for quarter in Quarter for _ in range(2)]


def test_the_newest_period_is_the_newest_that_most_have():
    assert newest_common({"2019": 32, "2020": 30, "2021": 4}, ["2019", "2020", "2021"]) == "2020"
    assert newest_common({"2021": 3}, ["2019", "2021"]) == "2021"
    assert newest_common({}, []) is None
