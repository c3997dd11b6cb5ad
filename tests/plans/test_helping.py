"""Help wanted of another service, which has to accept it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Service
from goldenthread.people.officers import VISITOR
from goldenthread.plans.help_queries import help_at, help_in, help_listed, help_of
from goldenthread.plans.helping import (
    answer_help,
    ask_for_help,
    help_in_words,
    reasons_not_to_answer_help,
    withdraw_help,
)
from goldenthread.plans.models import Element, Help
from tests.cast import AT, NEIGHBOUR, ON, OWNER, STRANGER, STRATEGY, a_council

PARKS = replace(NEIGHBOUR, post="Parks Manager", username="parks", duty="SERVICE_MANAGER", service="Parks")


@pytest.fixture
def cast(db):
    cast = a_council()
    Service.objects.create(council=cast.council, name="Parks")
    Element.objects.filter(code="action").update(service=Service.objects.get(name="Streets"))
    return cast


def ask(cast, service: str = "Parks", words: str = "Two sweepers in May.", by=OWNER, **more: Any) -> Help:
    said = {"by_on": date(2014, 12, 1), **more}
    of = Service.objects.get(name=service)
    return ask_for_help(element=cast.elements["action"], service=of, words=words, on=ON, by=by, at=AT, **said)


def answer(wanted: Help, by=PARKS, is_accepted: bool = True, words: str = "", version: int = 1) -> Help:
    said = {"is_accepted": is_accepted, "answer": words, "version": version}
    return answer_help(wanted=wanted, on=ON, by=by, at=AT, **said)


def test_nobody_counts_on_help_until_the_other_service_accepts(cast):
    wanted = ask(cast)
    assert help_in_words(wanted) == "Not yet accepted: asked on 2 September 2014"
    assert "Only" in reasons_not_to_answer_help(wanted, OWNER)[0]

    accepted = answer(wanted, words="From 1 May.")
    assert help_in_words(accepted) == "Accepted by Parks Manager on 2 September 2014"
    entry = Entry.objects.first()
    assert (entry.verb, entry.after["state"], entry.by_post) == (
        "accepted to help", "ACCEPTED", "Parks Manager",
    )  # fmt: skip
    assert reasons_not_to_answer_help(accepted, PARKS) == ["This was accepted. Nothing waits for an answer."]


def test_a_service_declines_with_its_reason(cast):
    wanted = ask(cast)
    with pytest.raises(Refused, match="Say why not"):
        answer(wanted, is_accepted=False, words=" ")
    assert help_in_words(answer(wanted, is_accepted=False, words="We have none.")).startswith("Declined by")
    with pytest.raises(Refused, match="There is nothing to withdraw"):
        withdraw_help(wanted=wanted, version=2, by=OWNER, at=AT)


def test_help_is_withdrawn_by_those_who_asked(cast):
    wanted = ask(cast)
    for by in (NEIGHBOUR, PARKS, STRANGER, VISITOR):
        with pytest.raises(Refused):
            withdraw_help(wanted=wanted, version=1, by=by, at=AT)
    with pytest.raises(Stale):
        withdraw_help(wanted=wanted, version=7, by=OWNER, at=AT)
    withdrawn = withdraw_help(wanted=wanted, version=1, by=OWNER, at=AT)
    assert help_in_words(withdrawn) == "No longer wanted"
    with pytest.raises(Refused, match="This is no longer wanted"):
        answer(wanted, version=2)
    assert ask(cast).state == "ASKED"


@pytest.mark.parametrize("by", [OWNER, NEIGHBOUR, STRANGER, VISITOR])
def test_only_the_service_that_is_asked_answers(cast, by):
    wanted = ask(cast)
    with pytest.raises(Refused):
        answer(wanted, by=by)
    with pytest.raises(Stale):
        answer(wanted, version=3)
    assert answer(wanted, by=STRATEGY).state == "ACCEPTED"


def test_what_makes_no_sense_is_refused_in_a_sentence(cast):
    with pytest.raises(Refused, match="Streets answers for this itself"):
        ask(cast, "Streets")
    with pytest.raises(Refused, match="Say what help is wanted"):
        ask(cast, words=" ")
    with pytest.raises(Refused, match="by 1 September 2014, which is past"):
        ask(cast, by_on=date(2014, 9, 1))
    with pytest.raises(Refused, match="Only"):
        ask(cast, by=NEIGHBOUR)
    ask(cast)
    with pytest.raises(Refused, match="Parks has been asked for help with this already"):
        ask(cast)
    elsewhere = a_council("elsewhere").council
    Service.objects.create(council=elsewhere, name="Theirs")
    with pytest.raises(Refused, match="a service of another council"):
        ask(cast, "Theirs")


def test_help_is_read_by_those_who_may_read_its_element(cast, django_assert_num_queries):
    wanted = ask(cast)
    assert help_of(cast.elements["action"]) == [wanted]
    assert help_in(cast.edition) == {cast.elements["action"].pk: [wanted]}
    with django_assert_num_queries(1):
        assert [str(one.element.level) for one in help_listed(cast.council, VISITOR)] == ["Action"]
    Element.objects.filter(code="action").update(is_exempt=True)
    assert help_listed(cast.council, VISITOR) == []
    assert help_at(cast.council, wanted.pk, VISITOR) is None
    assert help_at(cast.council, wanted.pk, OWNER) == wanted
