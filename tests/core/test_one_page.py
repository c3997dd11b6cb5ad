"""Fitting lists on a page: nothing is lost without being counted, and nothing runs over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.one_page import Column, Entry, Fitted, cut, fit, height_of, rows_of, width_of

COLUMN = Column(letters=20, small=24, row=10, small_row=8, gap=2, head=30)
lists = st.lists(
    st.lists(st.builds(Entry, st.text(max_size=120), st.text(max_size=60)), max_size=12),
    min_size=1,
    max_size=4,
)


@given(lists, st.integers(200, 900))
def test_what_is_kept_fits_and_the_rest_is_counted(given_lists, room):
    """R044: one page; beyond it the page says how many more there are."""
    found = fit(given_lists, COLUMN, room)
    used = COLUMN.head * len(given_lists)
    used += sum(height_of(entry, COLUMN) for one in found for entry in one.entries)
    assert used <= max(room, COLUMN.head * len(given_lists))
    assert [len(one.entries) + one.left_out for one in found] == [len(one) for one in given_lists]


@given(st.builds(Entry, st.text(max_size=500), st.text(max_size=200)))
def test_no_line_takes_more_rows_than_it_may(entry):
    short = cut(entry, COLUMN)
    assert rows_of(short.words, COLUMN.letters) <= COLUMN.most
    assert rows_of(short.note, COLUMN.small) <= 1


def test_short_lines_are_kept_as_they_are():
    entries = [Entry("Sweep the streets", "By March"), Entry("Mow", "")]
    assert fit([entries, []], COLUMN, 100) == [Fitted(tuple(entries), 0), Fitted((), 0)]


def test_a_list_that_does_not_fit_keeps_its_first_lines_and_the_next_its_head():
    entries = [Entry("Sweep", "By March")] * 5
    assert [len(one.entries) for one in fit([entries, entries], COLUMN, 105)] == [2, 0]
    assert [one.left_out for one in fit([entries, entries], COLUMN, 105)] == [3, 5]


def test_rows_are_broken_between_words_and_inside_one_that_is_too_wide():
    assert rows_of("", 20) == 0
    assert rows_of("Sweep the streets", 20) == 1
    assert rows_of("Sweep the streets and the squares", 20) == 2
    assert rows_of(f"1 {'W' * 20}", 20) == 3  # the wide word begins a row of its own
    assert width_of("iii") < width_of("aaa") < width_of("AAA") < width_of("WWW")
