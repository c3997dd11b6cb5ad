"""What a cell of a workbook that came back means, and what differs from what is held."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.figures import Shape
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import Label, State, TargetState, UnreadableNumber, labels_by_text
from goldenthread.core.returned import ACTIONS, MEASURES, Change, Clash, Reader, compared, decimal_text

LABELS = labels_by_text((Label("N/A", State.NOT_APPLICABLE, TargetState.NO_TARGET),))
STANDS = {"on-track": "On track", "off-track": "Off track"}
READER = Reader(Shape(unit="%"), LABELS, STANDS)


@pytest.mark.parametrize(
    ("field", "typed", "plain"),
    [
        ("figure", "84.13 %", "84.13"),
        ("figure", "84.130", "84.13"),
        ("figure", " 1,234 ", "1234"),
        ("figure", "12*", "12*"),
        ("figure", "n/a", "Not applicable"),
        ("figure", "nil activity", "Nil activity"),
        ("figure", "  ", ""),
        ("numerator", "1,234.50", "1234.5"),
        ("provisional", "yes", "Yes"),
        ("provisional", "TRUE", "Yes"),
        ("provisional", "No", ""),
        ("still", "x", "Yes"),
        ("percent", "60", "60"),
        ("percent", "60%", "60"),
        ("expected", "30/06/2014", "2014-06-30"),
        ("expected", "30 June 2014", "2014-06-30"),
        ("expected", "2014-06-30", "2014-06-30"),
        ("where", "on track", "On track"),
        ("where", "off-track", "Off track"),
        ("text", "  A dry\nsummer ", "A dry\nsummer"),
    ],
)
def test_a_cell_in_plain_form(field: str, typed: str, plain: str) -> None:
    assert READER.read(field, typed) == plain


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("figure", "abc", "“abc” is neither a number"),
        ("figure", "#DIV/0!", "The formula in this cell came to #DIV/0!. Write what it should say."),
        ("text", "#REF!", "The formula in this cell came to #REF!. Write what it should say."),
        ("percent", "140", "“140” is not a whole number from 0 to 100."),
        ("percent", "0.6", "“0.6” is not a whole number from 0 to 100."),
        ("expected", "soon", "“soon” is not a day."),
        ("expected", "June 2014", "“June 2014” is not a day."),
        ("where", "Fine", "“Fine” is none of these: On track, Off track."),
        ("still", "maybe", "“maybe” is neither Yes nor No."),
        ("words", "x" * 32_001, "It holds more than 32,000 characters."),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_to_write(field: str, typed: str, said: str) -> None:
    with pytest.raises(UnreadableNumber, match=f"^{re.escape(said)}"):
        READER.read(field, typed)


def test_a_kind_that_is_no_number_is_written_as_it_is_read() -> None:
    assert Reader(Shape(Kind.YES_NO)).read("figure", "y") == "Yes"
    assert Reader(Shape(Kind.PLAN_DATE)).read("figure", "30/06/2014") == "30 June 2014"
    assert Reader(Shape(Kind.LEVEL, levels=("Poor", "Good"))).read("figure", "good") == "Good"
    assert Reader(Shape(Kind.NARRATIVE)).read("figure", "It went\nwell") == "It went\nwell"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_a_number_in_plain_form_is_read_back_as_it_was(value: Decimal) -> None:
    assert Decimal(READER.read("numerator", decimal_text(value))) == value


def test_headings_are_told_apart() -> None:
    for columns in (MEASURES, ACTIONS):
        heads = [one.heading.casefold() for one in columns]
        assert len(set(heads)) == len(heads)


TEXT = st.sampled_from(["", "1", "2", "3"])
FIELDS = st.dictionaries(st.sampled_from(["figure", "words", "text"]), TEXT)


@given(FIELDS, FIELDS, FIELDS)
def test_each_field_is_a_change_a_clash_or_neither(out, held, typed) -> None:
    """The rule said once more, field by field: who touched it, and whether somebody else did too."""
    changes, clashes = compared(out, held, typed)
    for name, text in typed.items():
        before, now = out.get(name, ""), held.get(name, "")
        mine, theirs = text != before, now != before
        assert (Change(name, now, text) in changes) == (mine and not theirs)
        assert (Clash(name, before, now, text) in clashes) == (mine and theirs and text != now)
    assert len(changes) + len(clashes) <= len(typed)


def test_spaces_and_ends_of_lines_are_no_change() -> None:
    assert compared({"words": "A dry\nsummer"}, {"words": "A dry\nsummer"}, {"words": "A  dry summer"}) == (
        [],
        [],
    )


def test_a_reason_alone_changes_nothing() -> None:
    assert compared({}, {}, {"reason": "Counted again"}) == ([], [])
