"""Slack between the plan, the budget and a round's steps."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.round_plan import Due, Step
from goldenthread.core.slack import Slack, Span, room_words, slack_words, slacks
from goldenthread.core.working_days import WorkingDays

DAYS = WorkingDays()
WORKSHOPS = Span("1", "PLAN", "Workshops", date(2014, 12, 1), date(2014, 12, 22))
BUDGET = Span("2", "BUDGET", "Budget set", date(2015, 1, 5), date(2015, 1, 9))


def test_slack_is_the_working_days_between_the_end_and_the_next_start_of_the_other_cycle() -> None:
    """R042: over Christmas, 23, 24, 29, 30, 31 December and 2 January."""
    found = slacks([WORKSHOPS, BUDGET], DAYS)
    assert found == {"1": Slack(6, "Budget set"), "2": Slack()}
    assert slack_words(found["1"]) == "Six working days before “Budget set”."
    assert slack_words(found["2"]) == ""


def test_a_stage_that_runs_into_the_other_cycle_says_so() -> None:
    long = Span("1", "PLAN", "Workshops", date(2014, 12, 1), date(2015, 1, 6))
    april = Span("3", "BUDGET", "Budget spent", date(2015, 1, 7), date(2015, 3, 31))
    assert slack_words(slacks([long, BUDGET, april], DAYS)["1"]) == (
        "Runs into “Budget set”. No working day before “Budget spent”."
    )


def test_its_own_cycle_waits_for_nothing() -> None:
    again = Span("3", "PLAN", "More workshops", date(2015, 1, 5), date(2015, 1, 9))
    assert slacks([WORKSHOPS, again], DAYS)["1"] == Slack()


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (
            Due(Step("legal", "Legal", before=2), date(2014, 9, 22)),
            "Two working days before “Out”, none to spare.",
        ),
        (
            Due(Step("legal", "Legal", before=2), date(2014, 9, 19), slack=1),
            "Three working days before “Out”, one to spare.",
        ),
        (
            Due(Step("legal", "Legal", before=2), date(2014, 9, 23), slack=-1),
            "One working day before “Out”, one short.",
        ),
        (
            Due(Step("p", "P", before=5, is_clear=True), date(2014, 9, 16)),
            "Five clear working days before “Out”, none to spare.",
        ),
    ],
)
def test_a_step_says_the_room_it_leaves(due, words) -> None:
    assert room_words(due, Due(Step("publication", "Out"), date(2014, 9, 24)), DAYS) == words


SPANS = st.lists(
    st.builds(
        lambda key, cycle, first, length: Span(
            key, cycle, key, first, date.fromordinal(first.toordinal() + length)
        ),
        st.uuids().map(str),
        st.sampled_from(["PLAN", "BUDGET"]),
        st.dates(date(2010, 1, 1), date(2012, 12, 31)),
        st.integers(0, 60),
    ),
    max_size=8,
)


@given(SPANS)
def test_what_waits_starts_after_the_end_and_nothing_of_its_cycle_starts_between(spans) -> None:
    held = {one.key: one for one in spans}
    for key, slack in slacks(spans, DAYS).items():
        one = held[key]
        others = [other for other in spans if other.cycle != one.cycle and other.first > one.last]
        assert (slack.days is None) is (not others)
        if others:
            after = held[slack.waits]
            assert after.first == min(other.first for other in others)
            assert slack.days == DAYS.clear(one.last, after.first) >= 0
