"""Saying how an element goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR
from goldenthread.plans.action_policies import action_rule_names, read_action_rule
from goldenthread.plans.action_rules import action_rule_of, adopt_action_rule
from goldenthread.plans.involvement import give_part
from goldenthread.plans.models import Element, Update
from goldenthread.plans.updating import Said, give_update, reasons_not_to_update
from tests.cast import AT, NEIGHBOUR, ON, OWNER, STRANGER, STRATEGY, WHO, a_council
from tests.threads import a_thread

PARTNER = replace(NEIGHBOUR, duty="PARTNER", partner="tidy-trust")


@pytest.fixture
def cast(db):
    return a_council()


def say(cast, by=OWNER, on: date = ON, seen: int | None = None, **said) -> Update:
    return give_update(element=cast.elements["action"], said=Said(**said), on=on, by=by, at=AT, seen=seen)


def test_an_update_is_dated_and_keeps_who_said_it_and_what_the_date_was(cast):
    given = say(cast, text=" Half the streets are done. ", percent_complete=50, in_the_way="Two vacancies.")

    assert (given.made_on, given.made_by, given.due_on) == (ON, "Head of Streets", date(2015, 3, 31))
    assert (given.text, given.percent_complete) == ("Half the streets are done.", 50)
    entry = Entry.objects.first()
    assert (entry.verb, entry.by_post) == ("gave an update", "Head of Streets")


def test_the_same_day_is_changed_and_the_ledger_keeps_both(cast):
    first = say(cast, text="Late.", percent_complete=40)
    second = say(cast, text="Late, but moving.", percent_complete=45, seen=1)

    assert (first.pk, second.version, Update.objects.count()) == (second.pk, 2, 1)
    entry = Entry.objects.first()
    assert (entry.before["text"], entry.after["text"]) == ("Late.", "Late, but moving.")
    say(cast, on=ON - timedelta(days=1), text="Yesterday's.")
    assert Update.objects.count() == 2


@pytest.mark.parametrize("seen", [0, 2])
def test_what_somebody_else_said_meanwhile_is_not_lost(cast, seen):
    say(cast, by=STRATEGY, text="Theirs.")

    with pytest.raises(Stale, match="Somebody else changed the update of “Action”"):
        say(cast, text="Mine.", seen=seen)
    assert Update.objects.get().text == "Theirs."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Say how it goes"),
        ({"percent_complete": 101}, "a percentage from 0 to 100"),
        ({"percent_complete": -1}, "a percentage from 0 to 100"),
        ({"is_done": True, "percent_complete": 90}, "What is done is 100% complete, not 90%"),
        ({"is_done": False, "percent_complete": 100}, "It is 100% complete but not done"),
        ({"milestones_done": 2}, "how many milestones are done and how many there are"),
        ({"milestones_done": 3, "milestones": 2}, "3 milestones can’t be done of 2"),
        ({"expected_on": date(2014, 9, 1)}, "can’t be expected on 1 September 2014, which is past"),
        ({"view": "off-track"}, "Say why you see it otherwise"),
        ({"text": "x", "view_reason": "Because."}, "Say which status you would give"),
        (
            {"view": "puce", "view_reason": "x"},
            "“puce” is no status of this council. Choose one of: On track",
        ),
        ({"state": "puce"}, "“puce” is no state of this council. Choose one of: On track, Off track."),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(cast, said, sentence):
    with pytest.raises(Refused) as refusal:
        say(cast, **said)

    assert sentence in str(refusal.value)
    assert not Update.objects.exists()


def test_nothing_is_said_of_a_day_to_come(cast):
    with pytest.raises(Refused, match="3 September 2014 is still to come"):
        say(cast, on=ON + timedelta(days=1), text="Tomorrow.")


def test_done_is_all_of_it(cast):
    assert say(cast, is_done=True).percent_complete == 100


def test_a_state_of_done_work_says_that_it_is_done(cast):
    adopt_action_rule(council=cast.council, rule=read_action_rule("north-norfolk"), **WHO)

    assert say(cast, state="completed-successfully").is_done is True
    with pytest.raises(Refused, match="“Completed Successfully” is done, but it is said not to be"):
        say(cast, state="completed-successfully", is_done=False)
    assert say(cast, state="on-hold", is_done=False).state == "on-hold"


def test_where_dates_decide_no_state_is_taken(cast):
    adopt_action_rule(council=cast.council, rule=read_action_rule("rotherham"), **WHO)

    with pytest.raises(Refused, match="worked out from its dates here"):
        say(cast, state="on-track")
    given = say(cast, text="x", view="delayed", view_reason="The contractor has told us.")
    assert given.view == "delayed"


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER, VISITOR])
def test_those_who_answer_for_it_say_how_it_goes(cast, by):
    with pytest.raises(Refused):
        say(cast, by=by, text="x")
    say(cast, by=STRATEGY, text="x")


def test_a_post_that_is_asked_in_the_owners_place_may_say_it(cast):
    clerk = cast.council.posts.create(title="Street Clerk")

    assert reasons_not_to_update(cast.elements["action"], NEIGHBOUR)
    assert reasons_not_to_update(cast.elements["action"], NEIGHBOUR, clerk) == []
    give_update(element=cast.elements["action"], said=Said(text="x"), on=ON, by=NEIGHBOUR, at=AT, asked=clerk)


def test_a_partner_says_how_its_own_lines_go(db):
    """R006: partners answer for their own lines."""
    threads = a_thread()
    assert reasons_not_to_update(threads.of["clean"], PARTNER)
    give_part(element=threads.of["clean"], role="PROVIDER", partner=threads.partner, by=STRATEGY, at=AT)

    assert reasons_not_to_update(threads.of["clean"], PARTNER) == []


def test_a_retired_line_or_one_that_nobody_follows_takes_no_update(cast):
    assert reasons_not_to_update(cast.elements["vision"], STRATEGY) == [
        "Nobody reports on lines of the level “Vision”: report on what is below it."
    ]
    Element.objects.filter(code="action").update(state="RETIRED")
    retired = Element.objects.get(code="action")
    assert reasons_not_to_update(retired, STRATEGY) == [
        "This line is retired: nothing more is said of how it goes."
    ]


def test_a_council_keeps_the_rule_that_it_adopted_last(cast):
    assert action_rule_of(cast.council).code == "york"
    for day, name in enumerate(action_rule_names(), start=1):
        adopt_action_rule(
            council=cast.council, rule=read_action_rule(name), in_force_from=date(2014, 4, day), **WHO
        )
    assert action_rule_of(cast.council) == read_action_rule(action_rule_names()[-1])
    with pytest.raises(Refused, match="There is no such rule for actions; write one of: cheltenham"):
        read_action_rule("../rating/hart")
