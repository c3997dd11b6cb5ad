"""When a round opens everybody gets one message with everything that they owe."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.ledger.covering import cover_post
from goldenthread.ledger.models import Entry
from goldenthread.rounds.ask_mail import tell_of_asks
from goldenthread.rounds.models import Notice
from tests.cast import AT, ON, STRATEGY
from tests.cast_mail import RoundCast, a_round, a_sign_in, everybody_has_an_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> RoundCast:
    found = a_round()
    everybody_has_an_address(found)
    return found


def tell(made: RoundCast) -> list[Notice]:
    return tell_of_asks(round=made.round, on=ON, by=STRATEGY, at=AT)


def test_each_person_gets_one_message_with_everything_they_owe(made) -> None:
    made.round.asks.create(
        council=made.council, element=made.cast.elements["clean"], updater=made.post("Head of Streets")
    )
    tell(made)

    held = {notice.email: notice for notice in Notice.objects.all()}
    assert set(held) == {"clerk@testbury.example", "head@testbury.example"}
    head = held["head@testbury.example"]
    assert head.subject == "Two lines to update by 12 September 2014: Quarter 1"
    assert "They are due on Friday 12 September 2014, in eight working days." in head.text
    assert "{site}/testbury/updates/" in head.text
    assert "- Action\n- Clean" in head.text
    clerk = held["clerk@testbury.example"]
    assert clerk.subject == "One line to update by 12 September 2014: Quarter 1"
    assert "It is due on Friday 12 September 2014" in clerk.text
    assert "- M1 Measure M1" in clerk.text
    assert Entry.objects.filter(verb="message written", by_post="Strategy Manager").count() == 2


def test_opened_again_only_those_of_whom_more_is_asked_are_told_again(made) -> None:
    tell(made)
    assert len(tell(made)) == 2 == Notice.objects.count()
    made.round.asks.create(
        council=made.council, element=made.cast.elements["clean"], updater=made.post("Head of Streets")
    )
    tell(made)
    told = Notice.objects.filter(email="head@testbury.example").order_by("pk")
    assert [one.subject.split(" to ")[0] for one in told] == ["One line", "Two lines"]
    assert Notice.objects.filter(email="clerk@testbury.example").count() == 1


def test_whoever_stands_in_is_told_on_whose_behalf(made) -> None:
    cover_post(
        post=made.post("Street Clerk"),
        stand_in=made.post("Strategy Manager"),
        from_on=ON,
        until_on=ON + timedelta(days=9),
        by=STRATEGY,
        at=AT,
    )
    tell(made)
    told = Notice.objects.get(email="strategy@testbury.example")
    assert (told.to, told.subject) == (
        "Strategy Manager",
        "One line to update by 12 September 2014: Quarter 1",
    )
    assert "asked of Street Clerk, for whom you stand in" in told.text
    assert Notice.objects.filter(email="clerk@testbury.example").exists()


def test_who_has_no_address_is_seen(made) -> None:
    made.post("Street Clerk").holders.update(email="")
    tell(made)
    told = Notice.objects.get(email="")
    assert (told.to, told.state) == ("Street Clerk", "UNSENT")


def test_a_partner_that_provides_a_line_is_asked_for_it(made) -> None:
    partner = made.council.partners.create(slug="police", name="Police")
    made.round.asks.filter(pk=made.action.pk).update(partner=partner)
    a_sign_in(
        made.post("Strategy Manager"), "police@police.example", "PARTNER", "pc"
    ).__class__.objects.filter(username="pc").update(partner=partner)
    tell(made)
    assert Notice.objects.get(to="Police").email == "police@police.example"
    assert not Notice.objects.filter(email="head@testbury.example").exists()


def test_nobody_is_told_of_what_was_answered_or_is_asked_of_nobody(made) -> None:
    made.round.asks.filter(pk=made.measure.pk).update(state="SENT")
    made.round.asks.filter(pk=made.action.pk).update(updater=None)
    assert tell(made) == []


@pytest.mark.parametrize("more", [0, 2])
def test_telling_runs_as_many_queries_for_three_lines_as_for_one(more, made, django_assert_num_queries):
    made.round.asks.filter(pk=made.measure.pk).update(state="SENT")
    for code in ("clean", "place")[:more]:
        made.round.asks.create(
            council=made.council, element=made.cast.elements[code], updater=made.post("Head of Streets")
        )
    tell(made)
    with django_assert_num_queries(11):
        tell(made)
