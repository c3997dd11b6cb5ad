"""What somebody owes a round, in sentences."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.core.owed_told import left_of, of_owed
from goldenthread.core.sentences import said

USUAL: dict[str, Any] = {
    "whole": 5, "done": 2, "saved": 0, "due_on": date(2014, 10, 14), "days_left": 3, "minutes": 4,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, "Two of your five are done. The other three take about four minutes and are due on "
         "Tuesday 14 October, in three working days."),
        ({"done": 0, "minutes": 12}, "None of your five is done yet. They take about 12 minutes and are "
         "due on Tuesday 14 October, in three working days."),
        ({"done": 4, "minutes": 1}, "Four of your five are done. The other one takes about one minute "
         "and is due on Tuesday 14 October, in three working days."),
        ({"done": 1}, "One of your five is done. The other four take about four minutes and are due on "
         "Tuesday 14 October, in three working days."),
        ({"done": 5, "minutes": 0}, "All your five are done."),
        ({"done": 5, "saved": 2, "days_left": 0}, "All your five are done. Two are still to be sent, and are "
         "due on Tuesday 14 October, today."),
        ({"done": 5, "saved": 1, "days_left": -2}, "All your five are done. One is still to be sent, and is "
         "due on Tuesday 14 October, two working days ago."),
        ({"whole": 1, "done": 1}, "Your one line is done."),
        ({"whole": 1, "done": 1, "saved": 1}, "Your one line is done. It is still to be sent, and is due on "
         "Tuesday 14 October, in three working days."),
        ({"done": 5, "saved": 5}, "All your five are done. They are still to be sent, and are due on "
         "Tuesday 14 October, in three working days."),
        ({"whole": 1, "done": 0, "minutes": 2}, "Your one line is still to do. It takes about two minutes "
         "and is due on Tuesday 14 October, in three working days."),
        ({"whole": 0}, "Nothing is asked of you in this round."),
        ({"whole": 0, "post": "Head of Streets"}, "Nothing is asked of Head of Streets in this round."),
        ({"whole": 1, "done": 1, "post": "Clerk"}, "The one line of Clerk is done."),
        ({"done": 5, "post": "Clerk"}, "All five of Clerk are done."),
        ({"post": "Head of Streets", "due_on": None}, "Two of the five of Head of Streets are done. The "
         "other three take about four minutes and are due on a day that is not set yet."),
    ],
)  # fmt: skip
def test_one_sentence_says_what_is_left_by_when_and_how_long_it_takes(
    facts: dict[str, Any], told: str
) -> None:
    assert said(of_owed(**{**USUAL, **facts})) == told


def test_the_day_stands_out() -> None:
    strong = [span.text for sentence in of_owed(**USUAL) for span in sentence if span.is_strong]
    assert strong == ["Tuesday 14 October"]


def test_days_left_are_said_in_words() -> None:
    assert [left_of(days) for days in (12, 1, 0, -1)] == [
        "in 12 working days", "in one working day", "today", "one working day ago",
    ]  # fmt: skip
