"""The sentence of the plan of communication, and which changes an audience is told."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.changes import Became, Change, Written
from goldenthread.core.changes_for import narrowed
from goldenthread.core.communication import Launch, ToTell, launch_words, of_communication

ON = date(2009, 3, 31)
APRIL = Launch("Launch", date(2009, 4, 1), date(2009, 4, 30))


@pytest.mark.parametrize(
    ("launch", "words"),
    [
        (None, "No launch is on the calendar yet."),
        (APRIL, "The launch is between 1 April 2009 and 30 April 2009, which begins in one day."),
        (Launch("L", date(2009, 4, 9), date(2009, 4, 9)), "The launch is in nine days, on 9 April 2009."),
        (Launch("L", ON, ON), "The launch is today."),
        (
            Launch("L", date(2009, 3, 1), date(2009, 4, 2)),
            "The launch is now: between 1 March 2009 and 2 April",
        ),
        (Launch("L", date(2009, 3, 1), date(2009, 3, 2)), "nobody has said that it was."),
        (Launch("L", ON, ON, ON), "It was launched on 31 March 2009."),
    ],
)
def test_the_launch_is_counted_in_days(launch, words) -> None:
    """R057."""
    assert words in launch_words(launch, ON)


def test_the_sentence_says_what_is_late_and_what_is_next() -> None:
    """R056."""
    tasks = [
        ToTell("Invite members", date(2008, 12, 31), date(2008, 12, 30)),
        ToTell("Agree words", date(2009, 3, 1)),
        ToTell("Print it", date(2009, 4, 20)),
    ]
    assert of_communication(2, tasks, APRIL, ON) == (
        "The launch is between 1 April 2009 and 30 April 2009, which begins in one day. "
        "Two audiences are to be told. Of three tasks, one is done and one is late. "
        "Late, since 1 March 2009: Agree words. "
        "Next, by 20 April 2009: Print it."
    )
    assert "The one task is done." in of_communication(1, tasks[:1], None, ON)
    assert of_communication(0, [], None, ON).startswith("Nobody has planned yet")


def line(pk: int, title: str = "x") -> Written:
    return Written(pk, title, "Action", 2)


def test_an_audience_is_told_of_its_themes_and_kinds_alone() -> None:
    """R072: a change belongs to a theme it is under, or whose old line it was under."""
    theme = Change(Became.REPLACED, (line(1),), (line(11),))
    under = Change(Became.ADDED, (), (line(12),))
    dropped = Change(Became.DROPPED, (line(2),), ())
    other = Change(Became.ADDED, (), (line(13),))
    every = [theme, under, dropped, other]
    above = {2: 1, 1: None, 12: 11, 11: None, 13: 14, 14: None}
    assert narrowed(every, [], [], above) == every
    assert narrowed(every, [11], [], above) == [theme, under, dropped]
    assert narrowed(every, [11], ["ADDED"], above) == [under]
    assert narrowed(every, [99], [], above) == []
