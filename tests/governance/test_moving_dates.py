"""R122: dates of a draft change freely, old and new kept; after approval a date moves by request only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.core.refused import Refused
from goldenthread.governance.change_queries import original_dates, requests_of_element, requests_until
from goldenthread.governance.changing import decide_change, reasons_moved_on, subject_words, withdraw_change
from goldenthread.governance.models import ChangeRequest
from goldenthread.governance.moving_dates import ask_for_dates
from goldenthread.ledger.models import Entry
from goldenthread.plans.editing import amend_element
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.redating import move_dates
from goldenthread.reports.figures.changing import differences
from tests.cast import AT, NEIGHBOUR, ON, OWNER, STRANGER, STRATEGY, a_council

pytestmark = pytest.mark.django_db
DECIDER = replace(STRATEGY, post="Executive Member", username="member", duty="EXECUTIVE")
LATER, LATEST = date(2015, 6, 30), date(2015, 9, 30)


@pytest.fixture
def cast():
    cast = a_council()
    Edition.objects.update(state="ADOPTED")
    return cast


def ask(
    cast, due_on: date | None = LATER, by=OWNER, reason="The contract came late.", **more
) -> ChangeRequest:
    element = Element.objects.get(code="action", council=cast.council)
    return ask_for_dates(
        element=element, dates={"due_on": due_on, **more}, reason=reason, on=ON, by=by, at=AT
    )


def decide(request, by=DECIDER, is_granted=True, decision=""):
    request.refresh_from_db()
    said = {"is_granted": is_granted, "decision": decision, "version": request.version}
    decide_change(request=request, on=ON, by=by, at=AT, **said)


def test_an_approved_date_is_not_changed_outright_and_the_refusal_says_to_ask(cast):
    with pytest.raises(
        Refused, match="A date moves by a request for change: ask for it on the line’s own page"
    ):
        amend_element(
            element=cast.elements["action"], version=1, changes={"due_on": LATER}, by=STRATEGY, at=AT
        )
    assert Element.objects.get(code="action").due_on == date(2015, 3, 31)


def test_a_drafts_date_changes_freely_and_the_ledger_keeps_old_and_new(cast):
    Edition.objects.update(state="DRAFT")
    amend_element(element=cast.elements["action"], version=1, changes={"due_on": LATER}, by=STRATEGY, at=AT)

    entry = Entry.objects.first()
    assert (entry.before["due_on"], entry.after["due_on"]) == ("2015-03-31", "2015-06-30")
    with pytest.raises(Refused, match="is a draft still: change the date outright"):
        ask(cast, LATEST)


def test_a_granted_request_moves_the_date_and_keeps_the_original(cast):
    request = ask(cast)
    assert (subject_words(request), request.before, request.after) == (
        "Due date",
        {"starts_on": None, "due_on": "2015-03-31"},
        {"starts_on": None, "due_on": "2015-06-30"},
    )
    assert [(one.name, one.before, one.after) for one in differences(request)] == [
        ("Due", "31 March 2015", "30 June 2015")
    ]
    assert Element.objects.get(code="action").due_on == date(2015, 3, 31)
    assert original_dates(cast.edition) == {}

    decide(request)
    decide(ask(cast, LATEST))
    held = Element.objects.get(code="action")
    assert (held.due_on, held.version) == (LATEST, 3)
    assert original_dates(cast.edition) == {held.pk: date(2015, 3, 31)}
    entry = Entry.objects.filter(verb="moved the date of").last()
    assert entry.reason == f"The contract came late. By change request {request.pk}."
    assert [one.state for one in requests_of_element(held)] == ["APPROVED", "APPROVED"]
    assert len(requests_until(cast.council, [], date(2014, 4, 1), ON, [held.pk])) == 2
    assert requests_until(cast.council, [], date(2014, 4, 1), ON) == []


def test_nobody_decides_their_own_date(cast):
    request = ask(cast, by=STRATEGY)
    with pytest.raises(Refused, match="somebody else decides it"):
        decide(request, by=STRATEGY)
    decide(request, is_granted=False, decision="It can be done by then.")
    assert Element.objects.get(code="action").due_on == date(2015, 3, 31)


def test_a_date_that_moved_meanwhile_is_asked_for_again(cast):
    request = ask(cast)
    Element.objects.filter(code="action").update(due_on=LATEST)
    request = requests_of_element(Element.objects.get(code="action"))[0]

    assert "has itself changed since it was asked" in reasons_moved_on(request)[0]
    with pytest.raises(Refused, match="has itself changed since it was asked"):
        decide(request)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"due_on": date(2015, 3, 31)}, "Nothing would change"),
        ({"due_on": None}, "A date that was approved can move, but not go"),
        ({"reason": " "}, "Say why it moved"),
        ({"starts_on": date(2015, 7, 1)}, "It would start on 1 July 2015, after it is due"),
        ({"by": NEIGHBOUR}, "Only"),
        ({"by": STRANGER}, "another council"),
    ],
)
def test_what_can_not_be_asked_is_refused_in_a_sentence(cast, more, sentence):
    with pytest.raises(Refused, match=sentence):
        ask(cast, **more)
    assert not ChangeRequest.objects.exists()


def test_one_request_waits_at_a_time_and_is_taken_back_by_who_asked(cast):
    request = ask(cast)
    with pytest.raises(Refused, match=f"Change request {request.pk} asks for other dates already"):
        ask(cast, LATEST)
    withdraw_change(request=request, version=1, by=OWNER, at=AT)
    assert ask(cast, LATEST).state == "OPEN"


def test_what_is_no_longer_in_force_keeps_its_dates(cast):
    Element.objects.filter(code="action").update(state="RETIRED")
    with pytest.raises(Refused, match="no longer in force"):
        ask(cast)
    Edition.objects.update(state="DRAFT")
    with pytest.raises(Refused, match="is a draft still"):
        move_dates(element=cast.elements["action"], dates={"due_on": LATER}, reason="x", by=STRATEGY, at=AT)
