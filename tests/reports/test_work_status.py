"""Where work stands by the council's rule, and what its owner says beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.core.rating import Status
from goldenthread.core.sentences import said as words_of
from goldenthread.governance.changing import decide_change
from goldenthread.governance.models import Body
from goldenthread.governance.moving_dates import ask_for_dates
from goldenthread.governance.remit_queries import scrutinised_by
from goldenthread.governance.remits import give_remit
from goldenthread.people.models import Service
from goldenthread.people.officers import VISITOR
from goldenthread.plans import actions as plans
from goldenthread.plans.action_policies import read_action_rule
from goldenthread.plans.action_rules import adopt_action_rule
from goldenthread.plans.helping import ask_for_help
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.updating import Said, give_update
from goldenthread.reports.facts import WorkFact
from goldenthread.reports.figures.position import gather
from goldenthread.reports.figures.work_status import (
    milestones_below,
    of_work,
    roll_up_work,
    work_facts,
    work_statuses,
)
from tests.cast import AT, ON, OWNER, STRATEGY, WHO, a_council, element

DECIDER = replace(STRATEGY, post="Executive Member", username="member", duty="EXECUTIVE")


@pytest.fixture
def cast(db):
    cast = a_council()
    Edition.objects.update(state="ADOPTED")
    cast.edition.refresh_from_db()
    adopt_action_rule(council=cast.council, rule=read_action_rule("rotherham"), **WHO)
    return cast


def say(cast, on: date = ON, code: str = "action", **given: Any) -> None:
    held = Element.objects.get(code=code, council=cast.council)
    give_update(element=held, said=Said(**given), on=on, by=OWNER, at=AT)


def facts(cast) -> dict[str, WorkFact]:
    position = gather(cast.council, cast.edition, ON)
    bodies = scrutinised_by(cast.council, ON, VISITOR)
    return {one.code: one for one in work_facts(position, None, {"Streets": "Place"}, bodies)}


def test_without_an_update_work_is_not_rated_and_says_so(cast):
    one = facts(cast)["action"]

    assert (one.status, one.status_words, one.status_colour) == ("no-update", "Not rated", Status.NOT_RATED)
    assert (one.due_on, one.was_due_on, one.alerts) == (date(2015, 3, 31), None, ())


def test_the_rule_and_the_owner_both_say_where_it_stands(cast):
    say(
        cast, text="The contract is signed.", expected_on=date(2015, 4, 30), in_the_way="Two vacancies.",
        view="on-track", view_reason="The crews start in May.", percent_complete=40,
    )  # fmt: skip
    one = facts(cast)["action"]

    assert (one.status_words, one.status_colour) == ("Delayed by less than three months", Status.NEAR_TARGET)
    assert "Expected 30 April 2015, 30 days after 31 March 2015" in one.why
    assert (one.view, one.view_reason) == ("On track", "The crews start in May.")
    assert (one.made_on, one.words, one.percent) == (ON, "The contract is signed.", 40)
    assert one.alerts == (
        "It is expected 30 days later than it is due, and nobody says what is being done about it.",
    )
    say(cast, text="x", expected_on=date(2015, 4, 30), corrective="A second crew.", view="delayed",
        view_reason="As the rule says.")  # fmt: skip
    one = facts(cast)["action"]
    assert (one.alerts, one.view, one.view_reason) == ((), "", "")


def test_what_got_worse_without_an_answer_is_an_alert(cast):
    say(cast, on=ON - timedelta(days=30), text="Well.", is_done=False)
    say(cast, text="Not so well.", expected_on=date(2015, 8, 1))
    (alert,) = facts(cast)["action"].alerts
    assert alert == (
        "It stands at “Will not be met within three months”, and nobody says what is being done about it."
    )


def test_late_is_counted_from_the_date_that_was_first_approved(cast):
    say(cast, text="Late.", expected_on=date(2015, 9, 30), corrective="More crews.")
    held = Element.objects.get(code="action")
    request = ask_for_dates(
        element=held, dates={"due_on": date(2015, 9, 30)}, reason="Late.", on=ON, by=OWNER, at=AT
    )
    decide_change(request=request, is_granted=True, decision="", version=1, on=ON, by=DECIDER, at=AT)
    one = facts(cast)["action"]

    assert (one.due_on, one.was_due_on) == (date(2015, 9, 30), date(2015, 3, 31))
    assert (one.status_colour, "183 days after 31 March 2015" in one.why) == (Status.OFF_TARGET, True)


def test_a_date_that_an_earlier_list_stated_is_what_was_promised(cast):
    row = {
        "element_id": cast.elements["action"].pk,
        "made_on": date(2014, 6, 16),
        "due_on": date(2014, 12, 31),
    }
    plans.record_updates(council=cast.council, rows=[row], **WHO)
    assert facts(cast)["action"].was_due_on == date(2014, 12, 31)
    Edition.objects.update(adopted_on=date(2014, 7, 1))
    cast.edition.refresh_from_db()
    assert facts(cast)["action"].was_due_on is None


def test_a_draft_can_say_that_a_date_is_at_risk_and_its_dates_are_no_promise(cast):
    """R121: an action can be flagged at risk on timescale while in draft."""
    Edition.objects.update(state="DRAFT")
    cast.edition.refresh_from_db()
    say(cast, text="A contract by March is ambitious.", expected_on=date(2015, 8, 31))
    Element.objects.filter(code="action").update(due_on=date(2015, 5, 31))
    one = facts(cast)["action"]

    assert (one.status_colour, one.was_due_on) == (Status.OFF_TARGET, None)
    assert "Expected 31 August 2015, 92 days after 31 May 2015" in one.why


def test_a_fact_names_the_help_the_directorate_and_the_body(cast):
    streets = Service.objects.get(name="Streets")
    parks = Service.objects.create(council=cast.council, name="Parks")
    Element.objects.filter(code="action").update(service=streets)
    held = Element.objects.get(code="action")
    ask_for_help(element=held, service=parks, words="Sweepers.", by_on=None, on=ON, by=OWNER, at=AT)
    body = Body.objects.create(council=cast.council, name="Environment Scrutiny", kind="SCRUTINY")
    give_remit(element=cast.elements["place"], body=body, seen=None, on=ON, by=STRATEGY, at=AT, reason="x")
    one = facts(cast)["action"]

    assert one.help_wanted == (("Parks", "Sweepers.", "Not yet accepted: asked on 2 September 2014"),)
    assert (one.service, one.directorate, one.body) == ("Streets", "Place", "Environment Scrutiny")
    assert one.top == cast.elements["place"].pk


def test_milestones_are_counted_where_they_hang_from_it(cast):
    say(cast, is_done=True)
    position = gather(cast.council, cast.edition, ON)

    assert milestones_below(position, cast.elements["clean"].pk) == (1, 1)
    assert milestones_below(position, cast.elements["action"].pk) is None
    say(cast, on=ON - timedelta(days=1), milestones_done=2, milestones=5)
    assert facts(cast)["action"].milestones is None
    say(cast, milestones_done=3, milestones=5)
    assert facts(cast)["action"].milestones == (3, 5)


def test_the_parts_make_the_whole_and_the_sentence_says_it(cast):
    position = gather(cast.council, cast.edition, ON)
    found = list(work_statuses(position).values())
    assert words_of(of_work(found, "action", "actions")) == "None of one action can be rated yet."
    say(cast, text="x", expected_on=date(2015, 8, 31))
    found = list(work_statuses(position).values())
    rollup = roll_up_work(found)
    assert (rollup.off_target, rollup.total) == (1, 1)
    assert words_of(of_work(found, "action", "actions")) == (
        "None of one rated action is on target; one has an alert that nobody has answered."
    )
    assert words_of(of_work([], "action", "actions")) == "No actions are planned yet."


@pytest.mark.parametrize("more", [0, 2])
def test_the_facts_take_a_fixed_number_of_queries(cast, more, django_assert_num_queries):
    rows = [element(f"more-{n}", "action", "clean", due_on=date(2015, 1, 31)) for n in range(more)]
    plans.place_elements(council=cast.council, edition=cast.edition, rows=rows, **WHO)
    for code in ("action", *(row["code"] for row in rows)):
        held = Element.objects.get(code=code)
        give_update(element=held, said=Said(text="x"), on=ON, by=STRATEGY, at=AT)
        parks, _ = Service.objects.get_or_create(council=cast.council, name="Parks")
        ask_for_help(element=held, service=parks, words="x", by_on=None, on=ON, by=STRATEGY, at=AT)
    position = gather(cast.council, cast.edition, ON)
    with django_assert_num_queries(5):
        assert len(work_facts(position)) == 1 + more
