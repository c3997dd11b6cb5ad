"""Columns on paper: they fill the room, hold their longest word, and part it as they ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.reports.grids import Column, grid, number, text
from goldenthread.reports.rendering.widths import fits, needed, widths

WORDS = st.text("abcW 1é", max_size=60)


@given(st.lists(st.tuples(WORDS, st.integers(0, 60), WORDS), min_size=1, max_size=12))
def test_the_columns_fill_the_room(columns: list[tuple[str, int, str]]) -> None:
    made = grid(
        "A", [Column(head, width=share) for head, share, _ in columns], [[text(c) for *_, c in columns]]
    )
    found = widths(made, 500, 9, 11)
    assert sum(found) == pytest.approx(500)
    if fits(made, 500, 9, 11):
        for at, column in enumerate(made.columns):
            assert found[at] >= needed(column, [made.rows[0].cells[at]], 9) + 11 - 0.01


def test_what_doesnt_ask_parts_the_room_as_its_words_do() -> None:
    made = grid("A", [Column("M"), Column("Words")], [[text("M"), text("We did a thing. " * 9)]])
    narrow, wide = widths(made, 500, 9, 11)
    assert wide > 5 * narrow


def test_a_number_stays_on_one_line_and_words_ask_for_their_longest() -> None:
    assert needed(Column("N"), [number("1,234,567")], 9) > needed(Column("N"), [number("1,234")], 9)
    assert needed(Column("N"), [text("a b c d e f")], 9) < needed(Column("N"), [text("abcdef")], 9)


def test_room_that_a_column_has_no_use_for_goes_to_one_that_breaks_its_words() -> None:
    columns = [Column("Due", width=50), Column("Why", width=50)]
    made = grid(
        "A", columns, [[text("No date"), text("The paper says that major programmes are taken in. " * 3)]]
    )
    short, long = widths(made, 500, 9, 11)
    assert short <= 100
    assert long >= 400
    assert short + long == pytest.approx(500)
