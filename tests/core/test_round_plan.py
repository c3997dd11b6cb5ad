"""Deadlines worked back from meetings: by hand on the calendar, and as properties."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.round_plan import (
    Fixed,
    Step,
    UnreadableRounds,
    faults,
    moved,
    steps_from,
    worked_back,
)
from goldenthread.core.working_days import SUBDIVISIONS, WorkingDays

POLICY = Path(__file__).resolve().parents[2] / "policies" / "rounds.toml"
STEPS = steps_from(tomllib.loads(POLICY.read_text(encoding="utf-8")))
DAYS = WorkingDays()
KEYS = ["open", "updater", "owner", "director", "finance", "legal", "publication", "meeting"]
MEETS = date(2014, 9, 4)


def planned(meets_on: date, nation: str = "ENGLAND", **by_hand: date) -> dict[str, date]:
    fixed = {key: Fixed(on, "It was agreed") for key, on in by_hand.items()}
    return {one.step.key: one.on for one in worked_back(STEPS, meets_on, WorkingDays(nation), fixed)}


def test_the_delivered_policy_has_every_step_in_order() -> None:
    """R042."""
    assert [one.key for one in STEPS] == KEYS


@pytest.mark.parametrize(
    ("meets_on", "nation", "expected"),
    [
        # Over Christmas: the sixth working day before 6 January leaves out New Year's Day, so 26 and 25 too.
        (date(2015, 1, 6), "ENGLAND", {"publication": date(2014, 12, 24), "legal": date(2014, 12, 22)}),
        (date(2015, 1, 6), "SCOTLAND", {"publication": date(2014, 12, 23), "legal": date(2014, 12, 19)}),
        # Over Easter 2015: Good Friday 3 and Easter Monday 6 April; in Scotland the Monday is worked.
        (date(2015, 4, 9), "ENGLAND", {"publication": date(2015, 3, 30), "legal": date(2015, 3, 26)}),
        (date(2015, 4, 9), "SCOTLAND", {"publication": date(2015, 3, 31), "legal": date(2015, 3, 27)}),
        # Over the Battle of the Boyne, 12 July 2016.
        (date(2016, 7, 14), "NORTHERN_IRELAND", {"publication": date(2016, 7, 5)}),
        (date(2016, 7, 14), "ENGLAND", {"publication": date(2016, 7, 6)}),
        # York's Executive of 31 March 2009 on the Monitor to the end of January.
        (
            date(2009, 3, 31),
            "ENGLAND",
            {
                "publication": date(2009, 3, 23),
                "legal": date(2009, 3, 19),
                "finance": date(2009, 3, 17),
                "director": date(2009, 3, 13),
                "owner": date(2009, 3, 10),
                "updater": date(2009, 3, 5),
                "open": date(2009, 2, 19),
            },
        ),
        # A Saturday meeting: Monday to Friday before it are the five clear days.
        (date(2014, 9, 6), "ENGLAND", {"publication": date(2014, 8, 29)}),
    ],
)
def test_deadlines_are_worked_back_in_working_days(meets_on, nation, expected) -> None:
    """R042."""
    found = planned(meets_on, nation)
    assert {key: found[key] for key in expected} == expected


def test_a_step_set_by_hand_stays_and_those_before_it_follow() -> None:
    free, fixed = planned(MEETS), planned(MEETS, director=date(2014, 8, 8))
    assert fixed["director"] == date(2014, 8, 8) < free["director"]
    assert fixed["owner"] == date(2014, 8, 5)
    assert {key: fixed[key] for key in KEYS[4:]} == {key: free[key] for key in KEYS[4:]}
    held = worked_back(STEPS, MEETS, DAYS, {"director": Fixed(date(2014, 8, 8), "Leave")})[3]
    assert (held.slack, held.is_by_hand, held.reason) == (
        DAYS.between(held.on, free["director"]),
        True,
        "Leave",
    )


PERIOD_END = date(2014, 6, 30)


def said(meets_on: date = MEETS, period_ends_on: date = PERIOD_END, **by_hand: date) -> list[str]:
    fixed = {key: Fixed(on, "It was agreed") for key, on in by_hand.items()}
    found = worked_back(STEPS, meets_on, DAYS, fixed)
    return [one.sentence for one in faults(found, DAYS, period_ends_on)]


@pytest.mark.parametrize(
    ("by_hand", "sentence"),
    [
        (
            {"legal": date(2014, 8, 29)},
            "“Legal clears” is set by hand for 29 August 2014, later than “Papers published” allows on "
            "27 August 2014. Set it earlier, or let it be worked out.",
        ),
        (
            {"publication": date(2014, 8, 28)},
            "“Papers published” is set by hand one working day too late: it has to leave five clear "
            "working days before “Meeting”. Set it earlier, or let it be worked out.",
        ),
        ({"open": date(2014, 7, 5)}, "“Round opens” is on 5 July 2014, no working day (Saturday)."),
    ],
)
def test_what_was_set_by_hand_and_does_not_fit_is_said(by_hand, sentence) -> None:
    assert said(**by_hand) == [sentence]


def test_what_fits_is_not_spoken_of() -> None:
    assert said() == []


def test_a_round_that_opens_before_its_period_is_over_is_said() -> None:
    [sentence] = said(period_ends_on=date(2014, 7, 31))
    assert sentence.startswith(
        "“Round opens” comes on 25 July 2014, before the period is over on 31 July 2014."
    )


def test_a_meeting_on_a_bank_holiday_is_said() -> None:
    assert said(date(2014, 8, 25)) == [
        "“Meeting” is on 25 August 2014, no working day (Late Summer Bank Holiday)."
    ]


def test_the_dates_that_move_with_the_meeting_are_listed() -> None:
    before, after = planned(MEETS, owner=date(2014, 8, 1)), planned(date(2014, 9, 11), owner=date(2014, 8, 1))
    found = moved(STEPS, before, after)
    assert [one.step.key for one in found] == ["director", "finance", "legal", "publication", "meeting"]
    assert found[-1].was == MEETS and found[-1].now == date(2014, 9, 11)
    assert moved(STEPS, before, before) == []
    assert moved(STEPS, {}, {"open": MEETS})[0].was is None


MEETINGS = st.dates(date(1996, 1, 1), date(2059, 12, 31))
NATIONS = st.sampled_from(sorted(SUBDIVISIONS)).map(WorkingDays)
PLANS = st.lists(st.tuples(st.integers(0, 15), st.booleans()), max_size=6).map(
    lambda given: (
        *(Step(f"s{n}", f"S{n}", "", before, clear) for n, (before, clear) in enumerate(given)),
        Step("meeting", "Meeting"),
    )
)


@given(PLANS, MEETINGS, NATIONS)
def test_worked_out_steps_are_worked_days_in_order_with_exactly_their_room(steps, meets_on, days) -> None:
    found = worked_back(steps, meets_on, days)
    assert [one.step for one in found] == list(steps)
    for due, after in pairwise(found):
        assert days.is_working(due.on) and due.on <= after.on and due.slack == 0
        if due.step.is_clear:
            assert days.clear(due.on, after.on) == due.step.before
    if days.is_working(meets_on) and not any(one.on <= date(1995, 1, 1) for one in found):
        assert list(faults(found, days, date(1995, 1, 1))) == []


@given(MEETINGS, st.integers(0, 40), NATIONS)
def test_a_later_meeting_brings_no_step_forward(meets_on, later, days) -> None:
    before = worked_back(STEPS, meets_on, days)
    after = worked_back(STEPS, meets_on + timedelta(days=later), days)
    assert all(one.on <= other.on for one, other in zip(before, after, strict=True))


@given(MEETINGS, st.sampled_from(KEYS[:-1]), st.integers(-60, 10), NATIONS)
def test_whatever_is_set_by_hand_the_rest_stays_in_order(meets_on, key, away, days) -> None:
    fixed = {key: Fixed(meets_on + timedelta(days=away), "It was agreed")}
    found = worked_back(STEPS, meets_on, days, fixed)
    rest = [one.on for one in found if one.step.key != key]
    assert rest == sorted(rest)
    assert next(one for one in found if one.step.key == key).on == fixed[key].on


def policy(*steps: dict[str, object]) -> dict[str, object]:
    return {"step": list(steps)}


OPEN = {"key": "open", "name": "Opens", "working_days_before_next": 5}
UPDATER = {"key": "updater", "name": "Due", "working_days_before_next": 5}
PUBLICATION = {"key": "publication", "name": "Out", "clear_working_days_before_next": 5}
MEETING = {"key": "meeting", "name": "Meets"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Begin each step with a line [[step]]."),
        ({"step": "x"}, "Begin each step with a line [[step]]."),
        (policy(OPEN, PUBLICATION, MEETING), "No step has the key “updater”"),
        (policy(OPEN, UPDATER, UPDATER, PUBLICATION, MEETING), "Two steps have the key “updater”"),
        (policy(UPDATER, OPEN, PUBLICATION, MEETING), "“open” comes first and “meeting” last"),
        (policy({**OPEN, "key": "A step"}), "[[step]] 1, key: use up to 30 small letters"),
        (policy({**OPEN, "name": 3}), "[[step]] 1, name and about: write them in quotation marks"),
        (policy({"key": "open", "name": "Opens"}), "every step but the meeting gives"),
        (policy({**MEETING, "working_days_before_next": 1}), "every step but the meeting gives"),
        (policy({**OPEN, "clear_working_days_before_next": 1}), "one of them"),
        (policy({**OPEN, "working_days_before_next": -1}), "a whole number from 0 to 200"),
        (policy({**OPEN, "working_days_before_next": True}), "a whole number from 0 to 200"),
    ],
)
def test_a_policy_that_cannot_be_obeyed_is_refused_with_a_sentence(data, sentence) -> None:
    with pytest.raises(UnreadableRounds) as refusal:
        steps_from(data)
    assert sentence in str(refusal.value)


def test_a_council_may_leave_steps_out() -> None:
    steps = steps_from(policy(OPEN, UPDATER, PUBLICATION, MEETING))
    assert [one.room for one in steps[:3]] == ["five working days"] * 2 + ["five clear working days"]
