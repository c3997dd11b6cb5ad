"""Every line of a round has one outcome, and the counts add up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.compliance import ANSWERED, Line, Outcome, outcome_of, tally, tally_by

DUE = date(2014, 9, 12)
ONE = timedelta(days=1)


@pytest.mark.parametrize(
    ("line", "due_on", "on", "expected"),
    [
        (Line(True, DUE), DUE, DUE, Outcome.ON_TIME),
        (Line(True, DUE + ONE), DUE, DUE + ONE, Outcome.LATE),
        (Line(True, DUE + ONE), DUE, DUE, Outcome.NOT_DUE),  # read as it stood the day before it was sent
        (Line(True, DUE, True), DUE, DUE, Outcome.PROVISIONAL),
        (Line(True, DUE + ONE, True), DUE, DUE + ONE, Outcome.PROVISIONAL),
        (Line(True, None), DUE, DUE, Outcome.NOT_DUE),
        (Line(True, None), DUE, DUE + ONE, Outcome.MISSING),
        (Line(True, None, True), DUE, DUE + ONE, Outcome.MISSING),  # a draft is no answer
        (Line(False, None), DUE, DUE + ONE, Outcome.NOBODY),
        (Line(False, DUE), DUE, DUE, Outcome.ON_TIME),  # somebody answered all the same
        (Line(True, None), None, DUE + 99 * ONE, Outcome.NOT_DUE),
        (Line(True, DUE + 99 * ONE), None, DUE + 99 * ONE, Outcome.ON_TIME),
    ],
)
def test_what_became_of_a_line(line, due_on, on, expected) -> None:
    assert outcome_of(line, due_on, on) is expected


DAYS = st.integers(-9, 9).map(lambda n: DUE + n * ONE)
LINES = st.lists(
    st.tuples(
        st.builds(Line, st.booleans(), st.none() | DAYS, st.booleans()), st.sampled_from(["", "a", "b"])
    ),
    max_size=20,
)


@given(LINES, st.none() | DAYS, DAYS)
def test_counts_add_up_in_the_whole_and_in_every_part(lines, due_on, on) -> None:
    """R059."""
    outcomes = [(outcome_of(line, due_on, on), part) for line, part in lines]
    whole = tally(outcome for outcome, _ in outcomes)
    parts = tally_by(outcomes, lambda one: one[1], lambda one: one[0])

    assert whole.total == len(lines) == sum(whole[one] for one in Outcome)
    assert whole.asked + whole[Outcome.NOBODY] == whole.total
    assert (
        whole.answered == sum(whole[one] for one in ANSWERED) <= len([1 for line, _ in lines if line.sent_on])
    )
    for one in Outcome:
        assert sum(part[one] for part in parts.values()) == whole[one]
    assert list(parts) == sorted(parts, key=lambda name: (name == "", name))


@given(LINES, DAYS, DAYS, DAYS)
def test_as_days_pass_lines_are_only_answered_or_missed(lines, due_on, first, second) -> None:
    earlier, later = sorted((first, second))
    for line, _ in lines:
        before, after = outcome_of(line, due_on, earlier), outcome_of(line, due_on, later)
        assert before not in ANSWERED or after is before
        assert not (before is Outcome.MISSING and after in (Outcome.NOT_DUE, Outcome.ON_TIME))
