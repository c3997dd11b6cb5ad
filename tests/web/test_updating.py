"""Pages that say how an element goes, ask for another date, and ask for help."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.governance.models import ChangeRequest
from goldenthread.people.models import Council, Service
from goldenthread.people.officers import OPERATOR
from goldenthread.plans.action_policies import read_action_rule
from goldenthread.plans.action_rules import adopt_action_rule
from goldenthread.plans.models import Element, Help, Update
from tests.cast import AT

pytestmark = pytest.mark.django_db
AS_IT_IS = {"stands": "not-done", "seen": "1"}


@pytest.fixture
def milestone(demo) -> Element:
    return Element.objects.get(council__slug="hart", code="cs-007-02", edition__slug="2014-15")


@pytest.fixture
def at(milestone) -> str:
    return f"/hart/elements/{milestone.pk}/"


def save(client, at: str, **said: Any):
    return client.post(f"{at}update/", {**AS_IT_IS, **said})


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_page_shows_the_rule_its_arithmetic_and_the_date_that_was_promised(milestone, at, client):
    page = words(client.get(at))

    assert "Will not be met within three months" in page
    assert "Moved to 31 January 2015, 184 days after 31 July 2014; three months after it is" in page
    assert "It was due 31 July 2014 as first approved or stated" in page
    assert "and nobody says what is being done about it." in page
    assert "Sign in first." in page


def test_an_update_is_given_in_one_form_and_both_signals_show(milestone, at, signed_in):
    client = signed_in("hart.performance")
    form = words(client.get(f"{at}update/"))
    assert "It is due on 31 January 2015; on 2 September 2014 it stood at" in form
    assert 'value="not-done" checked' in form

    answer = save(
        client, at, text="The supplier is late.", expected_on="28 February 2015", percent_complete="60",
        in_the_way="No licence yet.", corrective="A second supplier.", view="delayed",
        view_reason="The new date is firm.",
    )  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (302, f"{at}#updates")
    held = Update.objects.get(element=milestone, made_on=date(2014, 9, 2))
    assert (held.percent_complete, held.expected_on, held.made_by) == (
        60, date(2015, 2, 28), "Performance Officer",
    )  # fmt: skip
    page = words(client.get(at))
    assert "Its owner sees it otherwise" in page
    assert "The new date is firm." in page
    assert "and nobody says what is being done about it." not in page
    assert "Not done, 60% complete, stated as green, due 31 January 2015, expected 28 February 2015" in page
    listed = words(client.get("/hart/doing/?owner-says=sees-it-otherwise"))
    assert "Delayed by less than three months" in listed


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"expected_on": "soon"}, "“soon” is not a day we can read"),
        ({"stands": ""}, "Choose where it stands."),
        ({"percent_complete": "most"}, "Write a whole number from 0 to 100."),
        ({"percent_complete": "140"}, "How much is complete is a percentage from 0 to 100."),
        ({"view": "delayed"}, "Say why you see it otherwise"),
        ({"expected_on": "1 August 2014"}, "It is not done, so it can’t be expected on 1 August 2014"),
        ({"new_due_on": "31 March 2015"}, "Say why it moved: those who decide will ask."),
        ({"moved_because": "Late."}, "Say what the new date should be, or leave the reason out."),
        ({"seen": "7"}, "Somebody else changed the update"),
    ],
)
def test_what_makes_no_sense_gets_a_sentence_and_keeps_what_was_typed(at, signed_in, said, sentence):
    before = Update.objects.count()
    answer = save(signed_in("hart.performance"), at, text="My words.", **said)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "My words." in words(answer)
    assert Update.objects.filter(text="My words.").count() == 0
    assert Update.objects.count() == before


def test_a_date_is_asked_for_with_the_update_and_moves_when_somebody_else_grants_it(milestone, at, signed_in):
    """R122: after approval a date moves only by a request for change."""
    client = signed_in("hart.performance")
    save(client, at, text="Late.", new_due_on="30 April 2015", moved_because="The licence is late.")
    request = ChangeRequest.objects.get(element=milestone)
    assert (request.state, request.after["due_on"]) == ("OPEN", "2015-04-30")
    assert Element.objects.get(pk=milestone.pk).due_on == date(2015, 1, 31)
    assert f"Change request {request.pk}" in words(client.get(at))
    shown = words(client.get(f"/hart/change-requests/{request.pk}/"))
    assert "Due date" in shown
    assert "31 January 2015" in shown
    assert "Implement rostering" in shown
    refused = client.post(
        f"/hart/change-requests/{request.pk}/decide/", {"is_granted": "yes", "version": "1"}
    )
    assert (refused.status_code, "somebody else decides it" in words(refused)) == (403, True)

    corporate = signed_in("hart.corporate")
    cabinet = milestone.council.bodies.get(kind="EXECUTIVE")
    said = {"is_granted": "yes", "version": "1", "body": str(cabinet.pk)}
    answer = corporate.post(f"/hart/change-requests/{request.pk}/decide/", said)
    assert answer.status_code == 302
    assert Element.objects.get(pk=milestone.pk).due_on == date(2015, 4, 30)
    assert "Due 30 April 2015" in words(client.get(at))


def test_a_refused_date_keeps_the_update_unsaid_too(milestone, at, signed_in):
    client = signed_in("hart.performance")
    answer = save(client, at, text="Late.", new_due_on="31 January 2015", moved_because="No reason.")

    assert (answer.status_code, "Nothing would change" in words(answer)) == (422, True)
    assert not Update.objects.filter(element=milestone, text="Late.").exists()


def test_another_date_can_be_asked_for_on_its_own(milestone, at, signed_in):
    client = signed_in("hart.performance")
    wrong = client.post(f"{at}ask-date/", {"due_on": "", "reason": ""})
    assert (wrong.status_code, "Say what the date should be." in words(wrong)) == (422, True)
    asked = {"due_on": "30/4/2015", "reason": "The licence is late.", "ground": "MISS"}
    answer = client.post(f"{at}ask-date/", asked)
    request = ChangeRequest.objects.get(element=milestone)
    assert answer["Location"] == f"/hart/change-requests/{request.pk}/"
    assert "is decided first" in words(client.get(f"{at}ask-date/"))
    assert "Due date" in words(client.get("/hart/change-requests/"))


def test_a_council_that_states_its_states_is_asked_for_one(milestone, at, signed_in):
    hart = Council.objects.get(slug="hart")
    adopt_action_rule(
        council=hart, rule=read_action_rule("north-norfolk"), by=OPERATOR, at=AT,
        in_force_from=date(2014, 9, 1),
    )  # fmt: skip
    client = signed_in("hart.performance")
    form = words(client.get(f"{at}update/"))
    assert "Completed Successfully" in form
    assert "I see it otherwise" not in form
    save(client, at, stands="on-hold")
    held = Update.objects.get(element=milestone, made_on=date(2014, 9, 2))
    assert (held.state, held.is_done) == ("on-hold", False)
    assert "On Hold, as its owner stated on 2 September 2014." in words(client.get(at))
    save(client, at, stands="completed-successfully", seen="2")
    held.refresh_from_db()
    assert (held.state, held.is_done, held.percent_complete) == ("completed-successfully", True, 100)


def test_where_milestones_hang_from_it_they_are_counted_and_not_asked(signed_in):
    action = Element.objects.get(council__slug="hart", code="cs-007", edition__slug="2014-15")
    form = words(signed_in("hart.performance").get(f"/hart/elements/{action.pk}/update/"))

    assert "of the" in form
    assert "below it" in form
    assert "How much is complete" not in form


def test_help_is_asked_for_and_accepted_by_the_other_service(milestone, at, signed_in):
    client = signed_in("hart.performance")
    wrong = client.post(f"{at}ask-help/", {"service": "", "words": ""})
    assert (wrong.status_code, "Choose the service to ask." in words(wrong)) == (422, True)
    other = Service.objects.get(council__slug="hart", name="Leisure Services")
    client.post(f"{at}ask-help/", {"service": other.pk, "words": "Two shifts.", "by_on": "1 December 2014"})
    wanted = Help.objects.get()
    assert (wanted.service, wanted.asked_by) == (other, "Performance Officer")
    assert "Not yet accepted: asked on 2 September 2014" in words(client.get(at))
    assert "One wish" in words(client.get("/hart/help/"))

    own = client.post(f"/hart/help/{wanted.pk}/answer/", {"is_accepted": "yes", "version": "1"})
    assert own.status_code in (403, 422) and Help.objects.get().state == "ASKED"
    other_one = signed_in("hart.corporate")
    declined = other_one.post(f"/hart/help/{wanted.pk}/answer/", {"is_accepted": "no", "version": "1"})
    assert (declined.status_code, "Say why not" in words(declined)) == (422, True)
    other_one.post(f"/hart/help/{wanted.pk}/answer/", {"is_accepted": "yes", "version": "1"})
    assert "Accepted by Head of Corporate Services" in words(client.get(at))
    client.post(f"/hart/help/{wanted.pk}/withdraw/", {"version": "2"})
    assert Help.objects.get().state == "WITHDRAWN"


def test_progress_counts_where_work_stands_and_lists_alerts(demo, client):
    page = words(client.get("/hart/progress/"))

    assert "rated milestones are on target" in page
    assert "Alerts" in page
    assert "No answer to being off target" in page
    listed = client.get("/hart/progress/?table=alerts&as=csv").content.decode()
    assert "Alert" in listed.splitlines()[0]


def test_the_rules_page_says_the_rule_in_force(demo, client):
    assert "Will not be met within three months (counts as off target): otherwise." in words(
        client.get("/hart/rules/")
    )
    assert "Off track (counts as off target)" in words(client.get("/york/rules/"))


def test_who_may_not_is_told_why(milestone, at, signed_in, client):
    assert "Sign in first." in words(client.get(f"{at}update/"))
    refused = signed_in("york.strategy").get(f"{at}update/")
    assert (refused.status_code, "another council" in words(refused)) == (403, True)


@pytest.mark.parametrize("address", ["doing", "help"])
def test_a_list_takes_as_many_queries_for_three_as_for_one(grow, client, address, django_assert_num_queries):
    expected = {"doing": 19, "help": 2}[address]
    for count in (1, 3):
        council = grow(count)
        service, other = council.services.first(), Service.objects.create(council=council, name="Other")
        for element in council.elements.filter(level__key="action"):
            for one in (service, other):
                Help.objects.create(
                    council=council, element=element, service=one, words="x", asked_by="A post",
                    asked_on=date(2014, 9, 1),
                )  # fmt: skip
        with django_assert_num_queries(expected):
            assert client.get(f"/{council.slug}/{address}/").status_code == 200
