"""The odds in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.core.odds import Blame, Checkpoint, Odds, OfWork, Room
from goldenthread.core.odds_causes import Cause, Kind
from goldenthread.core.odds_told import (
    Names,
    cause_words,
    driver_words,
    headline,
    limits,
    moved,
    room_words,
    settled,
)
from goldenthread.core.sentences import said

NAMES = Names("The plan", {1: "Light the park"}, {7: "Planning"}, lambda number: f"quarter {number}")


def odds_of(*how_many: int, **more: object) -> Odds:
    """So many runs in which none, one, two… actions finished on time."""
    runs = sum(how_many)
    works = tuple(OfWork(key, 0, runs, (runs, 0), (), True, True) for key in range(len(how_many) - 1))
    held = Odds(runs, 1, 4, 12, how_many, works, (), (), (), (), 0, 0, 0, 0)
    return replace(held, **more)  # type: ignore[arg-type]


def test_the_first_sentence_says_how_likely_the_whole_is_and_how_many_will() -> None:
    """R112: a degree of confidence in the plan."""
    assert said(headline(odds_of(100, 300, 300, 300), NAMES)) == (
        "The plan: the chance that all three actions finish on time is 30 in 100; between 0 and 3 probably "
        "will."
    )
    assert said(headline(odds_of(0, 0, 1000, 0), NAMES)) == (
        "The plan: in not one of 1,000 runs did all three actions finish on time; 2 probably will."
    )
    assert said(headline(odds_of(0, 0, 1000), NAMES)) == (
        "The plan: in every one of 1,000 runs both actions finished on time."
    )
    assert said(headline(odds_of(400, 600), NAMES)) == (
        "The plan: the chance that its one action finishes on time is 60 in 100."
    )
    assert said(headline(odds_of(1000), NAMES)) == "The plan: nothing is left to be finished."


def test_each_cause_has_its_words() -> None:
    causes = [
        Cause(Kind.OVERDUE), Cause(Kind.PLANNED), Cause(Kind.CIRCLE), Cause(Kind.EVENT, name="A grant"),
        Cause(Kind.WAIT, 1), Cause(Kind.WAIT, 2), Cause(Kind.EFFORT, 7), Cause(Kind.FULL, 8, quarter=3),
    ]  # fmt: skip
    assert [cause_words(one, NAMES) for one in causes] == [
        "It was due before the quarters looked at",
        "Its own plan has it begin or work after it is due",
        "It waits in a circle, and so never begins",
        "It waited for “A grant” from outside",
        "It waited for “Light the park”",
        "It waited for something that you may not read",
        "It took more than Planning had, even for it alone",
        "a service that is gone was full in quarter 3",
    ]


def test_a_driver_says_how_many_late_finishes_a_run_it_made() -> None:
    found = odds_of(0, 1000)
    full = Cause(Kind.FULL, 7, quarter=2)
    assert said([driver_words(Blame(full, 2_400, 11), found, NAMES)]) == (
        "Planning was full in quarter 2: 2.4 late finishes a run, of 11 actions."
    )
    assert said([driver_words(Blame(Cause(Kind.OVERDUE), 1_000, 1), found, NAMES)]) == (
        "Actions were due before the quarters looked at: 1.0 late finish a run, of one action."
    )
    assert "fewer than 0.1 late finishes a run" in said([driver_words(Blame(full, 3, 1), found, NAMES)])


def test_more_room_says_what_it_would_do() -> None:
    assert said([room_words(Room(7, 500, 2_500), odds_of(0, 0, 1000, 0), NAMES)]) == (
        "If Planning had all the days it is asked for, 2.5 of 3 would finish on time on average instead of "
        "2.0, and all of them with a chance of 50 in 100."
    )

    assert said([room_words(Room(7, 0, 2_500), odds_of(0, 0, 1000, 0), NAMES)]).endswith("never all of them.")
    assert said([room_words(Room(7, 1000, 3_000), odds_of(0, 0, 1000, 0), NAMES)]).endswith(
        "2.0, and in every run all of them."
    )


def test_what_it_can_not_know_is_said_with_what_to_do() -> None:
    bare = OfWork(1, 0, 0, (0, 0), (), False, False)
    free = OfWork(2, 0, 0, (0, 0), (), True, False)
    found = odds_of(0, 0, 1, of_works=(bare, free), done=3, asks=4, certain_asks=4, waits_unseen=1)
    assert [words.split(":")[0] for words in limits(found)] == [
        "Actions that are done, and not counted",
        "Actions whose effort nobody has said",
        "Actions that ask only services whose capacity is not on record",
        "Asks of services that give no range of days",
        "Waits for lines that need no effort on record",
    ]
    assert limits(odds_of(0, 1)) == []


def test_how_far_it_has_settled_is_the_largest_move_of_any_action() -> None:
    looks = (Checkpoint(1_000, 0, 0, 0, (500, 100)), Checkpoint(2_000, 0, 0, 0, (1_000, 300)))
    found = odds_of(0, 1, checkpoints=looks)
    assert moved(found) == [None, pytest.approx(0.05)]
    assert settled(found) == "Between the last two looks an action’s chance still moved by 5.0 in 100."
    steady = odds_of(0, 1, checkpoints=(looks[0], Checkpoint(2_000, 0, 0, 0, (1_000, 201))))
    assert settled(steady).startswith("Between the last two looks no action’s chance moved by more than 0.1")
    assert settled(odds_of(0, 1, checkpoints=looks[:1])).startswith("It was looked at once")
