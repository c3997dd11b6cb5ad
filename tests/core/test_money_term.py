"""The medium term: money released and allocated, by priority and year, and its sums."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.money_term import Entry, What, beyond, ended, going_on, medium_term

YEARS = (2012, 2013, 2014)
amounts = st.decimals(min_value=0, max_value=10**9, places=2)
entries = st.builds(
    Entry, st.sampled_from([None, 1, 2]), st.integers(2011, 2015), st.sampled_from(What), amounts
)


@given(st.lists(entries, max_size=20))
def test_rows_and_columns_come_to_the_same(found: list[Entry]) -> None:
    """R054: the money of all priorities and of none is all the money of these years."""
    term = medium_term(YEARS, found)
    for year in YEARS:
        inside = [one for one in found if one.year == year]
        for what in What:
            by_row = sum((term.amount(one, year, what) for one in (None, 1, 2)), Decimal(0))
            assert by_row == term.in_all(year, what)
            assert by_row == sum((one.amount for one in inside if one.what is what), Decimal(0))
        released = sum((term.released(one, year) for one in (None, 1, 2)), Decimal(0))
        allocated = sum((term.allocated(one, year) for one in (None, 1, 2)), Decimal(0))
        assert term.left(year) == released - allocated


def test_levels_are_neither_released_nor_allocated_by_what_only_ended() -> None:
    """R054: a one-off of £175 in 2012 leaves £48 of savings in 2013, not £223."""
    found = [Entry(1, 2012, What.GROWTH, Decimal(175)), Entry(None, 2012, What.ONCE, Decimal(175))]
    found += [Entry(None, 2013, What.ENDED, Decimal(175)), Entry(1, 2013, What.SAVING, Decimal(48))]
    found += [Entry(1, 2013, What.NOBODY, Decimal(80)), Entry(1, 2013, What.ELSEWHERE, Decimal(7))]
    term = medium_term(YEARS, found)
    assert [term.left(year) for year in YEARS] == [-175, 48, 0]


def test_what_goes_on_stays_at_the_level_last_written() -> None:
    written = {2012: Decimal(34), 2013: Decimal(0), 2015: Decimal(36)}
    assert [going_on(written, year) for year in range(2011, 2017)] == [0, 34, 34, 34, 36, 36]


def test_what_was_for_one_year_is_released_in_the_next() -> None:
    one_off = {2012: Decimal(100), 2013: Decimal(40), 2015: Decimal(5)}
    assert ended(one_off, range(2011, 2017)) == {
        2013: Decimal(60), 2014: Decimal(40), 2016: Decimal(5),
    }  # fmt: skip


def test_what_a_bid_pays_of_a_cost_counts_once() -> None:
    assert beyond(Decimal(100), Decimal(30)) == Decimal(70)
    assert beyond(Decimal(30), Decimal(100)) == Decimal(0)
