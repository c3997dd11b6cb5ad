"""Headings are known by a policy that a council can read, and found wherever they stand in the table."""

from __future__ import annotations

import pytest

from goldenthread.core.plan_table import Role, UnreadableHeadings, headings_from, headings_of
from goldenthread.core.plan_table.headings import head_of
from tests.core.plan_table.tables import POLICY, table


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Lead Officer", Role.OWNER),
        ("Who is responsible?", Role.OWNER),
        ("target_date", Role.DUE),
        ("By when", Role.DUE),
        ("Target", Role.TARGET),
        ("Measure of success", Role.MEASURE),
        ("KPI", Role.MEASURE),
        ("Action No.", Role.CODE),
        ("Objective ref", Role.CODE),
        ("Improvement action", Role.LEVEL),
        ("RAG status", Role.PROGRESS),
        ("Ward(s)", Role.WARD),
        ("Leadership", None),
        ("", None),
    ],
)
def test_a_heading_is_known_by_the_longest_words_that_fit(heading, role):
    """“Target date” is a due date, not a target; “Leadership” is not “lead”."""
    assert POLICY.role_of(heading) is role


@pytest.mark.parametrize("cell", ["n/a", "N/A", "(not specified)", "TBC", "", "  ", "–"])
def test_a_cell_that_says_nothing_is_known(cell):
    assert POLICY.says_nothing(cell)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "needs a [headings] table"),
        ({"headings": {"colour": ["x"]}, "levels": ["a"], "no_value": ["b"]}, "[headings] colour"),
        ({"headings": {"owner": "who"}, "levels": ["a"], "no_value": ["b"]}, "owner must be a list"),
        ({"headings": {"owner": [""]}, "levels": ["a"], "no_value": ["b"]}, "owner must be a list"),
        ({"headings": {}, "levels": [3], "no_value": ["b"]}, "levels must be a list"),
        ({"headings": {}, "levels": ["a"]}, "no_value must be a list"),
    ],
)
def test_a_policy_that_cannot_be_used_is_refused_with_a_sentence(data, words):
    with pytest.raises(UnreadableHeadings) as refusal:
        headings_from(data)
    assert words in str(refusal.value)


def test_headings_stand_below_a_title_and_a_note():
    given = table(
        ["Corporate plan 2012-13", "Corporate plan 2012-13", "Corporate plan 2012-13"],
        ["As agreed by Cabinet", "", ""],
        ["Objective", "Action", "Lead officer"],
        ["Environment", "Plant trees", "Head of Streets"],
    )
    assert head_of(given, POLICY) == (3, 3)


def test_headings_of_two_rows_are_joined():
    """A merged cell above two: “Measure” over “Indicator” and “Target”."""
    given = table(
        ["Action", "Lead", "Measure", "Measure"],
        ["Action", "Lead", "Indicator", "Target"],
        ["Plant trees", "Head of Streets", "Trees planted", "50"],
        ["Cut verges", "Head of Streets", "Miles cut", "12"],
    )
    assert head_of(given, POLICY) == (1, 2)
    assert headings_of(given, 1, 2) == ("Action", "Lead", "Measure Indicator", "Measure Target")


def test_headings_that_the_file_marks_are_taken_at_their_word():
    given = table(["Whatever", "This"], ["is", "called"], ["Plant trees", "Streets"], heads=2)
    assert head_of(given, POLICY) == (1, 2)


def test_a_table_of_values_alone_has_no_headings():
    given = table(["1", "2014-03-31"], ["2", "2014-06-30"])
    assert head_of(given, POLICY) == (0, 0)
    assert headings_of(given, 0, 0) == ("Column 1", "Column 2")


def test_unknown_headings_are_the_first_row_of_several_texts():
    given = table(["Wozu", "Wer"], ["Plant trees", "Streets"], ["Cut verges", "Streets"])
    assert head_of(given, POLICY) == (1, 1)
