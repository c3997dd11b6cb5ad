"""Saying no, in sentences that a person can act on."""

from __future__ import annotations

import pytest

from goldenthread.core.refused import Problem, Refused, UnreadableFile, refuse_if


def test_every_reason_is_kept_and_read_as_one_text() -> None:
    with pytest.raises(Refused) as refusal:
        refuse_if(iter(["Sign in first.", "Say why."]))
    assert (refusal.value.reasons, str(refusal.value)) == (
        ["Sign in first.", "Say why."],
        "Sign in first. Say why.",
    )
    assert Refused("Say why.").reasons == ["Say why."]


def test_no_reason_is_no_refusal() -> None:
    refuse_if([])


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (None, None, "a.csv: Wrong."),
        (3, None, "a.csv, row 3: Wrong."),
        (None, "value", "a.csv, column value: Wrong."),
        (3, "value", "a.csv, row 3, column value: Wrong."),
    ],
)
def test_a_problem_says_where_it_is(row: int | None, column: str | None, words: str) -> None:
    """R143."""
    problem = Problem("a.csv", row, column, "Wrong.")
    refusal = UnreadableFile([problem])
    assert (str(problem), refusal.reasons, refusal.problems) == (words, [words], [problem])
