"""Where an action stands: rules as data, tables of cases, properties, and a slow twin."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.action_rules import (
    UnreadableActionRule,
    action_rule_from,
    action_rule_words,
    data_of_action_rule,
)
from goldenthread.core.action_status import ActionRule, Lateness, Verdict, Work, alerts_of, is_worse, judge
from goldenthread.core.rating import Figure, Status, rate
from goldenthread.core.rulebook import rulebook_from
from goldenthread.core.travel import Polarity

POLICIES = Path(__file__).parents[2] / "policies"
ON, NEAR, OFF, NOT = Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET, Status.NOT_RATED
TODAY, DUE, MADE = date(2014, 10, 14), date(2014, 10, 31), date(2014, 10, 1)


def rule(name: str) -> ActionRule:
    return action_rule_from(tomllib.loads((POLICIES / f"action_status/{name}.toml").read_text()), name)


ROTHERHAM, NORTH_NORFOLK, YORK = rule("rotherham"), rule("north-norfolk"), rule("york")
BY_DATES = [
    # expected, done, today: code, counts as, and why
    (None, None, TODAY, "on-track", ON, "Due on 31 October 2014, and nobody expects it to be later."),
    (date(2014, 10, 31), None, TODAY, "on-track", ON,
     "Expected 31 October 2014, the day it is due."),
    (date(2014, 10, 20), None, TODAY, "on-track", ON,
     "Expected 20 October 2014, 11 days before 31 October 2014."),
    (date(2014, 11, 30), None, TODAY, "delayed", NEAR,
     "Expected 30 November 2014, 30 days after 31 October 2014; three months after it is "
     "31 January 2015."),
    (date(2015, 1, 30), None, TODAY, "delayed", NEAR, "three months after it is 31 January 2015"),
    (date(2015, 1, 31), None, TODAY, "not-within-three-months", OFF,
     "Expected 31 January 2015, 92 days after 31 October 2014; three months after it is 31 January 2015."),
    (None, False, date(2014, 11, 1), "delayed", NEAR,
     "Due on 31 October 2014 and not done on 1 November 2014: one day late so far; three months"),
    (None, False, date(2015, 1, 31), "not-within-three-months", OFF, "92 days late so far"),
    (date(2014, 11, 30), False, date(2015, 2, 1), "not-within-three-months", OFF,
     "Expected 30 November 2014 and not done on 1 February 2015: 93 days after 31 October 2014"),
    (None, True, date(2016, 1, 1), "complete", ON, "Its owner said on 1 October 2014 that it is done."),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "is_done", "today", "code", "counts_as", "why"), BY_DATES)
def test_rotherhams_three_months(expected, is_done, today, code, counts_as, why):
    found = judge(ROTHERHAM, Work(today, DUE, MADE, is_done, expected))

    assert (found.code, found.counts_as) == (code, counts_as)
    assert why in found.reason


def test_a_date_that_was_moved_makes_nothing_less_late():
    moved = Work(TODAY, DUE, MADE, False, moved_to=date(2015, 2, 28))
    found = judge(ROTHERHAM, moved)

    assert found.counts_as is OFF
    assert found.reason == (
        "Moved to 28 February 2015, 120 days after 31 October 2014; three months after it is 31 January 2015."
    )
    assert judge(ROTHERHAM, moved._replace(moved_to=date(2014, 10, 20))).reason == (
        "Moved to 20 October 2014, 11 days before 31 October 2014."
    )


@pytest.mark.parametrize("one", [ROTHERHAM, NORTH_NORFOLK, YORK])
def test_without_an_update_nothing_is_rated(one):
    assert judge(one, Work(TODAY, DUE)) == Verdict(
        "no-update", "Not rated", NOT, "No update: nobody has said yet how it goes."
    )
    late = judge(one, Work(date(2014, 12, 1), DUE))
    assert late.counts_as is NOT
    assert late.reason == (
        "No update: it was due on 31 October 2014, and nobody has said whether it is done."
    )


def test_without_a_date_or_a_state_nothing_is_rated():
    assert judge(ROTHERHAM, Work(TODAY, None, MADE)).code == "no-date"
    assert judge(ROTHERHAM, Work(TODAY, None, MADE, True)).code == "complete"
    for one in (YORK, NORTH_NORFOLK):
        assert judge(one, Work(TODAY, DUE, MADE)).code == "no-state"
        assert judge(one, Work(TODAY, DUE, MADE, state="puce")).code == "no-state"


# The groups that North Norfolk prints: data/rules/rag_rules.csv, studylib.net/doc/12922633.
GROUPS = {
    ON: ["Completed Successfully", "On Track"],
    NEAR: ["Not Started", "Postponed or Delayed", "On Hold", "Some Problems"],
    OFF: ["Needs Attention", "Failed"],
}


def test_north_norfolks_eight_states_fall_in_its_three_groups():
    states = {state.name: state for state in NORTH_NORFOLK.states}

    assert len(states) == 8
    for group, names in GROUPS.items():
        for name in names:
            found = judge(NORTH_NORFOLK, Work(TODAY, DUE, MADE, state=states[name].code))
            assert (found.words, found.counts_as) == (name, group)
            assert found.reason == f"{name}, as its owner stated on 1 October 2014."


def test_north_norfolks_published_quarter_counts_by_group():
    """Quarter 3 of 2014/15, studylib 12922630: 45 on track, 4 problems, 5 complete and 1 on hold.

    It printed a whole of 56 beside parts that sum to 55; ours is the sum of its parts.
    """
    said = ["on-track"] * 45 + ["some-problems"] * 4 + ["completed-successfully"] * 5 + ["on-hold"]
    found = [judge(NORTH_NORFOLK, Work(TODAY, DUE, MADE, state=state)).counts_as for state in said]

    assert {status: found.count(status) for status in Status} == {ON: 50, NEAR: 5, OFF: 0, NOT: 0}
    assert len(found) == 55


def test_yorks_plain_rule_knows_on_and_off():
    assert judge(YORK, Work(TODAY, DUE, MADE, state="on-track")).counts_as is ON
    assert judge(YORK, Work(TODAY, DUE, MADE, state="off-track")).counts_as is OFF
    done = judge(YORK, Work(TODAY, DUE, MADE, True))
    assert (done.counts_as, done.reason) == (
        ON,
        "On track, its owner said on 1 October 2014 that it is done.",
    )


@pytest.mark.parametrize(
    "path", sorted((POLICIES / "action_status").glob("*.toml")), ids=lambda one: one.stem
)
def test_every_delivered_rule_is_written_back_as_it_was_read(path):
    held = rule(path.stem)

    assert held.code == path.stem
    assert action_rule_from(data_of_action_rule(held)) == held
    assert len(action_rule_words(held)) == len(held.names)


def test_a_rule_is_said_in_words():
    assert action_rule_words(ROTHERHAM) == [
        "Complete (counts as on target): where its owner says that it is done.",
        "On track (counts as on target): where it is expected by its original date.",
        "Delayed by less than three months (counts as near target): where it is expected less than three "
        "months after its original date.",
        "Will not be met within three months (counts as off target): otherwise.",
    ]
    assert action_rule_words(YORK)[1] == "Off track (counts as off target): where its owner says so."


STEP = {"name": "A", "counts_as": "on target"}
DONE = {**STEP, "done": True}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "either [[band]] tables, by dates, or [[state]] tables"),
        ({"band": [DONE, STEP], "state": [STEP]}, "either [[band]] tables"),
        ({"bnad": []}, "“bnad” is not a key of ours"),
        ({"state": [{"name": "A", "counts_as": "green"}]}, "state 1 (A), counts_as: write one of: on target"),
        ({"state": [{"counts_as": "on target"}]}, "state 1, name: write the council's own word"),
        ({"state": [STEP, STEP]}, "2 steps have the code “a”"),
        ({"state": [{**STEP, "code": "Ä"}]}, "state 1, code"),
        ({"state": [{**STEP, "done": "yes"}]}, "done: write true"),
        ({"state": [STEP], "when_done": "b"}, "“b” is the code of no state"),
        ({"state": [STEP]}, "say where done work stands"),
        ({"state": STEP}, "begin each state with a line [[state]]"),
        ({"state": [STEP], "when_done": "a", "name": 3}, "name must be text"),
        ({"band": [STEP]}, "one band must take what is done"),
        ({"band": [DONE]}, "the last band, and only that"),
        ({"band": [DONE, {**STEP, "name": "B"}, {**STEP, "name": "C"}]}, "the last band, and only that"),
        ({"band": [DONE, {**STEP, "name": "B", "late_by_at_most": "soon"}]}, "“soon” is no time"),
        ({"band": [{**DONE, "late_by_at_most": "2 days"}]}, "ask one thing only"),
    ],
)
def test_a_rule_that_can_not_be_understood_says_what_to_mend(data, sentence):
    with pytest.raises(UnreadableActionRule) as refusal:
        action_rule_from(data)
    assert sentence in str(refusal.value)


days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(days, st.integers(0, 600))
def test_months_later_is_the_same_day_or_the_months_last(day, months):
    later = Lateness(months, True).after(day)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(days, days, st.one_of(st.none(), days), st.one_of(st.none(), st.booleans()))
def test_later_is_never_better(due_on, on, expected_on, is_done):
    order = [ON, NEAR, OFF]
    found = judge(ROTHERHAM, Work(on, due_on, on, is_done, expected_on))
    later = judge(ROTHERHAM, Work(on + timedelta(days=40), due_on, on, is_done, expected_on))

    assert found.code in ROTHERHAM.names
    assert order.index(later.counts_as) >= order.index(found.counts_as)


@given(st.integers(0, 12))
def test_it_agrees_with_the_rule_for_published_checks(months):
    """policies/rating/rotherham-actions.toml judges a number of months late, with a target of 0."""
    counted = rulebook_from(tomllib.loads((POLICIES / "rating/rotherham-actions.toml").read_text())).rule
    figure = Figure(Decimal(months), Decimal(0), Polarity.LOWER)
    due_on = date(2014, 10, 15)
    expected_on = Lateness(months, True).after(due_on)

    assert (
        judge(ROTHERHAM, Work(due_on, due_on, due_on, False, expected_on)).counts_as
        is rate(counted, figure).status
    )


# Alerts


def verdict(status: Status, words: str = "Red") -> Verdict:
    return Verdict(words.lower(), words, status, "")


def words_of(work: Work, now: Verdict, before: Verdict | None, corrective: str) -> tuple[str, ...]:
    return tuple(one.words for one in alerts_of(work, now, before, corrective))


def test_off_or_slipping_without_an_answer_is_an_alert():
    work = Work(TODAY, DUE, MADE, False, date(2014, 11, 30))

    assert words_of(work, verdict(OFF), None, " ") == (
        "It stands at “Red”, and nobody says what is being done about it.",
    )
    assert words_of(work, verdict(NEAR, "Amber"), verdict(ON, "Green"), "") == (
        "It went from “Green” to “Amber”, and nobody says what is being done about it.",
    )
    assert words_of(work, verdict(NEAR, "Amber"), verdict(NEAR, "Amber"), "") == (
        "It is expected 30 days later than it is due, and nobody says what is being done about it.",
    )
    for now, before in ((OFF, None), (NEAR, ON), (NEAR, NEAR)):
        assert words_of(work, verdict(now), before and verdict(before), "Two more crews.") == ()


def test_what_a_request_moved_is_slipping_no_more():
    work = Work(TODAY, DUE, MADE, False, date(2014, 11, 30), moved_to=date(2014, 11, 30))

    assert words_of(work, verdict(NEAR, "Amber"), verdict(NEAR, "Amber"), "") == ()


def test_what_goes_well_or_is_done_raises_no_alert():
    assert words_of(Work(TODAY, DUE, MADE), verdict(ON), verdict(OFF), "") == ()
    assert words_of(Work(TODAY, DUE, MADE, True, date(2015, 1, 1)), verdict(ON), None, "") == ()


def test_on_track_past_its_date_is_an_alert_whatever_is_said():
    late = Work(date(2014, 11, 2), DUE, MADE, state="on-track")

    assert words_of(late, judge(YORK, late), None, "All is well.") == (
        "It is stated as “On track”, but it was due on 31 October 2014 and is not done.",
    )


@pytest.mark.parametrize(
    ("now", "before", "worse"),
    [
        (NEAR, ON, True),
        (OFF, NEAR, True),
        (ON, OFF, False),
        (NEAR, NEAR, False),
        (NOT, ON, False),
        (OFF, NOT, False),
    ],
)
def test_what_can_not_be_rated_is_neither_better_nor_worse(now, before, worse):
    assert is_worse(verdict(now), verdict(before)) is worse
    assert is_worse(verdict(now), None) is False
