"""Nudges by rule: never twice, never after an answer, never on a day that is not worked."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.nudging import (
    Line,
    Nudge,
    Role,
    UnreadableNudging,
    day_of,
    due_messages,
    policy_from,
)
from goldenthread.core.working_days import SUBDIVISIONS, WorkingDays

FRIDAY = date(2014, 7, 11)
ONE = timedelta(days=1)
ASKED = {"soon": (-3, "updater"), "today": (0, "updater"), "late": (2, "updater owner manager")}
POLICY = (
    *(
        Nudge(code, "updater", "ASKED", days, tuple(Role(one) for one in to.split()))
        for code, (days, to) in ASKED.items()
    ),
    Nudge("very-late", "updater", "ASKED", 4, (Role.DIRECTOR,)),
    Nudge("check", "owner", "SENT", 0, (Role.OWNER,)),
)
DEADLINES = {"updater": FRIDAY, "owner": FRIDAY + 4 * ONE}
PEOPLE = {Role.UPDATER: "clerk", Role.OWNER: "head", Role.MANAGER: "boss", Role.DIRECTOR: "director"}


ENGLAND = WorkingDays()


def line(number: int = 1, state: str = "ASKED", **people: str) -> Line:
    return Line(number, state, {**PEOPLE, **{Role(role): who for role, who in people.items()}})


def told(on: date, *lines: Line, sent: tuple[str, ...] = (), **deadlines: date) -> list[tuple[str, str]]:
    found = due_messages(lines, {**DEADLINES, **deadlines}, on, POLICY, ENGLAND, sent)
    return [(one.nudge.code, one.who) for one in found]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2014, 7, 7), []),
        (date(2014, 7, 8), [("soon", "clerk")]),  # Tuesday: three working days before Friday
        (date(2014, 7, 11), [("today", "clerk")]),
        (date(2014, 7, 12), []),  # Saturday
        (date(2014, 7, 15), [("late", "clerk"), ("late", "head"), ("late", "boss")]),
        (
            date(2014, 7, 17),
            [("late", "clerk"), ("late", "head"), ("late", "boss"), ("very-late", "director")],
        ),
    ],
)
def test_a_line_not_answered_is_nudged_about_by_hand_worked_days(on, expected) -> None:
    assert told(on, line()) == expected


def test_one_message_holds_all_the_lines_of_a_person() -> None:
    (only,) = due_messages([line(1), line(2)], DEADLINES, FRIDAY, POLICY, ENGLAND)
    assert (only.who, only.lines, only.key) == ("clerk", (1, 2), "today/2014-07-11/updater/clerk")


def test_nobody_is_told_of_a_line_in_two_roles() -> None:
    late = date(2014, 7, 15)
    assert told(late, line(owner="clerk", manager="head")) == [("late", "clerk"), ("late", "head")]


def test_an_owner_who_answered_for_themselves_is_still_asked_to_check() -> None:
    assert told(DEADLINES["owner"], line(state="SENT", owner="clerk")) == [("check", "clerk")]


def test_a_nudge_whose_day_was_missed_goes_late_unless_a_later_one_is_due() -> None:
    assert told(date(2014, 7, 9), line()) == [("soon", "clerk")]
    assert told(date(2014, 7, 14), line()) == [("today", "clerk")]


def test_a_deadline_that_moves_is_nudged_about_anew() -> None:
    (sent,) = due_messages([line()], DEADLINES, FRIDAY, POLICY, ENGLAND)
    assert told(FRIDAY, line(), sent=(sent.key,)) == []
    assert told(FRIDAY, line(), sent=(sent.key,), updater=FRIDAY + 3 * ONE) == [("soon", "clerk")]


def test_a_round_without_a_deadline_and_a_line_without_a_person_nudge_nobody() -> None:
    assert due_messages([line()], {}, FRIDAY, POLICY, ENGLAND) == []
    assert told(FRIDAY, line(updater="")) == []


DEADLINE = st.dates(date(2014, 12, 15), date(2015, 4, 15))  # Christmas and Easter among them
WHO = st.sampled_from(["", "a", "b", "c"])
LINES = st.lists(
    st.builds(
        lambda state, people: (state, people),
        st.sampled_from(["ASKED", "SENT", "CHECKED", "SIGNED"]),
        st.fixed_dictionaries({role: WHO for role in Role}),
    ),
    max_size=6,
)
RULES = st.lists(
    st.builds(
        Nudge,
        st.just("x"),
        st.sampled_from(["updater", "owner", "none"]),
        st.sampled_from(["ASKED", "SENT", "CHECKED"]),
        st.integers(-8, 8),
        st.lists(st.sampled_from(list(Role)), min_size=1, unique=True).map(tuple),
    ),
    max_size=6,
).map(lambda rules: tuple(Nudge(f"n{i}", r.deadline, r.state, r.days, r.to) for i, r in enumerate(rules)))
NATIONS = st.sampled_from([WorkingDays(nation) for nation in SUBDIVISIONS])


@given(LINES, RULES, NATIONS, DEADLINE, st.sets(st.integers(-25, 25)))
def test_over_any_days_nothing_goes_twice_or_where_it_is_not_owed(made, rules, nation, due_on, days) -> None:
    """Whichever days the worker ran on: each key once, on working days only, to people with such lines."""
    lines = [Line(n, state, people) for n, (state, people) in enumerate(made)]
    deadlines = {"updater": due_on, "owner": due_on + 4 * ONE}
    sent: list[str] = []
    for on in sorted(due_on + n * ONE for n in days):
        found = due_messages(lines, deadlines, on, rules, nation, sent)
        assert not found or nation.is_working(on)
        for one in found:
            assert one.lines
            assert day_of(one.nudge, one.due_on, nation) <= on
            assert all(lines[n].state == one.nudge.state for n in one.lines)
            assert all(lines[n].people[one.role] == one.who for n in one.lines)
        each = Counter((one.nudge.state, one.role, one.who) for one in found)
        assert all(count == 1 for count in each.values())
        sent += [one.key for one in found]
    assert len(sent) == len(set(sent))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"nudges": []}, "The file holds [[nudge]] tables, and nothing else."),
        ({"nudge": "soon"}, "The file holds [[nudge]] tables"),
        ({"nudge": [{"code": "soon"}]}, "Nudge 1 needs code, deadline, state, days and to"),
        ({"days": 1.5}, "days is a whole number of working days"),
        ({"days": True}, "days is a whole number"),
        ({"days": 61}, "up to 60 before or after"),
        ({"state": "LATE"}, "state is one of ASKED, SENT, CHECKED"),
        ({"to": []}, "to is a list of updater, owner, manager, director"),
        ({"to": ["mayor"]}, "to is a list of"),
        ({"code": "a b"}, "code is a short name"),
        ({"deadline": 3}, "deadline is a short name"),
    ],
)
def test_a_policy_that_cannot_be_obeyed_is_refused_with_a_sentence(wrong, sentence) -> None:
    good = {"code": "soon", "deadline": "updater", "state": "ASKED", "days": -3, "to": ["updater"]}
    data = wrong if "nudge" in wrong or "nudges" in wrong else {"nudge": [{**good, **wrong}]}
    with pytest.raises(UnreadableNudging) as said:
        policy_from(data)
    assert sentence in str(said.value)


def test_two_nudges_need_two_names() -> None:
    good = {"code": "soon", "deadline": "updater", "state": "ASKED", "days": -3, "to": ["updater"]}
    with pytest.raises(UnreadableNudging, match="Two nudges are called “soon”"):
        policy_from({"nudge": [good, good]})
