"""The outbox: a message is written once, goes once, and what became of it is seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council
from goldenthread.rounds.models import Notice
from goldenthread.rounds.notices import (
    claim_next,
    mark_failed,
    mark_sent,
    mark_unknown,
    send_again,
    tell,
)
from tests.cast import AT, OWNER, STRATEGY, a_council

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def council() -> Council:
    return a_council().council


def message(council: Council, key: str = "one", email: str = "streets@york.example", **more) -> Notice:
    given = {"kind": "ask", "to": "Head of Streets", "subject": "Two lines to update", "text": "Please."}
    return tell(**{"council": council, "key": key, "email": email, "at": AT, **given, **more})


def state_of(notice: Notice) -> tuple[str, int, str]:
    held = Notice.objects.get(pk=notice.pk)
    return held.state, held.attempts, held.fault


def test_a_message_is_written_once_for_a_key_and_an_address(council) -> None:
    first = message(council)
    assert message(council, text="Otherwise.").pk == first.pk
    assert message(council, email="other@york.example").pk != first.pk
    assert Notice.objects.count() == 2
    assert Entry.objects.filter(verb="message written").count() == 2
    assert Notice.objects.get(pk=first.pk).text == "Please."


def test_the_ledger_keeps_that_it_was_written_and_neither_address_nor_text(council) -> None:
    message(council)
    entry = Entry.objects.get(verb="message written")
    assert entry.by_post == "Golden Thread, by itself"
    assert entry.after == {"kind": "ask", "to": "Head of Streets", "state": "waiting to go"}
    assert "york.example" not in f"{entry.subject}{entry.before}{entry.after}{entry.reason}"


def test_without_an_address_it_is_kept_as_not_sent(council) -> None:
    assert message(council, email="").state == "UNSENT"
    assert claim_next(AT) is None


def test_a_subject_is_one_line(council) -> None:
    assert message(council, subject="Two\r\nBcc: all@york.example").subject == "Two Bcc: all@york.example"


def test_it_is_not_written_without_what_it_tells_of(council) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        message(council)
        raise RuntimeError("what it tells of failed")
    assert not Notice.objects.exists()


def test_a_claimed_message_is_nobody_elses(council) -> None:
    message(council)
    mine = claim_next(AT)
    assert mine is not None and mine.state == "SENDING"
    assert claim_next(LATER) is None
    mark_sent(mine, LATER)
    assert state_of(mine) == ("SENT", 1, "")
    assert claim_next(LATER) is None


def test_what_was_refused_before_it_was_handed_over_is_tried_three_times(council) -> None:
    message(council)
    at = AT
    for attempt, minutes in [(1, 5), (2, 10)]:
        mine = claim_next(at)
        assert mine is not None
        mark_failed(mine, "The mailbox is full.")
        assert state_of(mine) == ("WAITING", attempt, "The mailbox is full.")
        assert claim_next(at + timedelta(minutes=minutes - 1)) is None
        at += timedelta(minutes=minutes)
    mine = claim_next(at)
    assert mine is not None
    mark_failed(mine, "The mailbox is full.")
    assert state_of(mine) == ("FAILED", 3, "The mailbox is full.")
    assert claim_next(at + timedelta(days=1)) is None


def test_what_may_have_gone_never_goes_again_by_itself(council) -> None:
    message(council)
    mine = claim_next(AT)
    assert mine is not None
    mark_unknown(mine, "The connection broke.")
    assert state_of(mine) == ("SENDING", 1, "The connection broke.")
    assert claim_next(AT + timedelta(days=9)) is None


def test_a_person_may_send_again_what_failed_or_may_not_have_gone(council) -> None:
    notice = message(council)
    claim_next(AT)
    send_again(notice=notice, attempts=1, by=STRATEGY, at=LATER)
    assert state_of(notice) == ("WAITING", 0, "")
    assert Entry.objects.get(verb="message to be sent again").by_post == "Strategy Manager"
    mine = claim_next(LATER)
    assert mine is not None
    mark_failed(mine, "No such mailbox.", for_good=True)
    with pytest.raises(Stale):
        send_again(notice=notice, attempts=0, by=STRATEGY, at=LATER)


def test_one_who_claimed_it_before_it_was_sent_again_says_nothing_more_of_it(council) -> None:
    """A worker that hung, and whose message a person sent again meanwhile, changes nothing on waking."""
    notice = message(council)
    hung = claim_next(AT)
    assert hung is not None
    send_again(notice=notice, attempts=1, by=STRATEGY, at=LATER)
    mark_sent(hung, LATER)
    assert state_of(notice)[0] == "WAITING"
    assert claim_next(LATER) is not None
    mark_sent(hung, LATER)
    assert state_of(notice)[0] == "SENDING"


def test_what_cannot_be_sent_again_says_why(council) -> None:
    waiting, silent = message(council), message(council, key="two", email="")
    for notice, by, sentence in [
        (waiting, STRATEGY, "This message waits to go"),
        (silent, STRATEGY, "No address is held for Head of Streets."),
        (waiting, OWNER, "can set up a reporting round"),
    ]:
        with pytest.raises(Refused, match=sentence):
            send_again(notice=notice, attempts=0, by=by, at=AT)
    mine = claim_next(AT)
    assert mine is not None
    mark_sent(mine, AT)
    with pytest.raises(Refused, match="This message was sent"):
        send_again(notice=waiting, attempts=1, by=STRATEGY, at=AT)
