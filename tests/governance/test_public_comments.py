"""A public form can't be used to send mail to strangers, store scripts or fill the disk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from goldenthread.core.refused import Refused, Stale
from goldenthread.governance import public_comments as acts
from goldenthread.governance.comment_windows import Opened, change_window, open_window, public_window
from goldenthread.governance.models import Comment, CommentWindow, PublicComment, SentLately
from goldenthread.governance.public_comments import Sent, TooMany, send_in, token_for
from goldenthread.ledger.models import Entry
from goldenthread.plans.models import Edition
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": STRATEGY, "at": AT}
SECRET = "The bins in my street"


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def window(cast: Cast) -> CommentWindow:
    said = Opened(ON, ON + timedelta(days=9), "The actions", True, "ours")
    return open_window(edition=cast.edition, said=said, **WHO)


def sent(window: CommentWindow, text: str = SECRET, **more: Any) -> PublicComment:
    at = more.pop("at", AT)
    token = more.pop("token", token_for(window, at - timedelta(seconds=30)))
    on = more.pop("on", ON)
    return send_in(window=window, sent=Sent(text, token, **more), on=on, at=at)


def test_a_public_comment_waits_unseen_and_is_taken_word_for_word(cast: Cast, window: CommentWindow) -> None:
    made = sent(window, element=cast.elements["action"], stance="AGAINST", address="192.0.2.1")
    assert len(made.reference) == 8
    assert not Comment.objects.exists()
    assert acts.waiting_in(cast.council, NEIGHBOUR) == []
    assert acts.public_comment_at(cast.council, made.pk, STRANGER) is None
    assert acts.waiting_in(cast.council, STRATEGY) == [made]
    comment = acts.take_in(sent=made, version=1, **WHO)
    assert (comment.text, comment.who, comment.came_from, comment.stance, comment.element) == (
        SECRET, "A member of the public", "PERSON", "AGAINST", cast.elements["action"],
    )  # fmt: skip
    assert made.reference in comment.source
    assert acts.waiting_in(cast.council, STRATEGY) == []
    with pytest.raises(Stale):
        acts.take_in(sent=made, version=1, **WHO)
    with pytest.raises(Refused, match="taken into the register already"):
        acts.set_aside(sent=made, reason="X", version=2, **WHO)
    assert mail.outbox == []


def test_neither_words_nor_address_are_in_the_ledger_before_a_moderator_saw_them(window) -> None:
    sent(window, address="192.0.2.1")
    kept = str(list(Entry.objects.values()))
    assert SECRET not in kept and "192.0.2.1" not in kept
    assert "192.0.2.1" not in str(list(SentLately.objects.values()))


def test_what_is_set_aside_keeps_its_reason_and_is_counted(cast: Cast, window: CommentWindow) -> None:
    made = sent(window)
    with pytest.raises(Refused, match="Say why it is set aside"):
        acts.set_aside(sent=made, reason=" ", version=1, **WHO)
    with pytest.raises(Refused):
        acts.set_aside(sent=made, reason="X", version=1, by=NEIGHBOUR, at=AT)
    acts.set_aside(sent=made, reason="It names a neighbour", version=1, **WHO)
    assert acts.set_aside_counts(cast.edition) == 1
    assert not Comment.objects.exists()


def test_the_same_words_are_counted_and_not_stored_again(cast: Cast, window: CommentWindow) -> None:
    """R120: how often the same was sent is evidence of strength."""
    first, second = sent(window, address="192.0.2.1"), sent(window, SECRET.upper(), address="192.0.2.2")
    assert first == second
    held = PublicComment.objects.get()
    assert held.times == 2
    assert acts.take_in(sent=held, version=1, **WHO).strength == "The same words were sent 2 times"


@pytest.mark.parametrize(
    ("text", "more", "why"),
    [
        ("", {}, "Write your comment"),
        ("a\0b" * 9, {}, "can’t be seen or printed"),
        ("Hidden \u202e way", {}, "can’t be seen or printed"),
        ("x" * 4001, {}, "4,001 letters long"),
        (SECRET, {"trap": "http://spam"}, "could not be taken"),
        (SECRET, {"token": ""}, "not fetched from here"),
        (SECRET, {"token": "1-2.forged"}, "not fetched from here"),
        (SECRET, {"on": ON - timedelta(days=1)}, "Comments open on 2 September 2014"),
        (SECRET, {"on": ON + timedelta(days=10)}, "Comments closed on 11 September 2014"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_what_to_do(window, text: str, more: dict, why: str) -> None:
    with pytest.raises(Refused, match=why):
        sent(window, text, **more)
    assert not PublicComment.objects.exists() and not SentLately.objects.exists()


@pytest.mark.parametrize(("age", "why"), [(1, "very quick"), (acts.LATEST + 5, "lay open for long")])
def test_a_form_is_answered_by_people(window, age: int, why: str) -> None:
    with pytest.raises(Refused, match=why):
        sent(window, token=token_for(window, AT - timedelta(seconds=age)))


def test_a_form_of_another_window_or_line_of_another_plan_is_refused(cast: Cast, window) -> None:
    other = a_council("elsewhere")
    said = Opened(ON, ON, "Words", True, "theirs")
    by = STRATEGY.__class__("Strategy Manager", "s", "elsewhere", "STRATEGY")
    theirs = open_window(edition=other.edition, said=said, by=by, at=AT)
    with pytest.raises(Refused, match="fetched anew"):
        sent(window, token=token_for(theirs, AT - timedelta(seconds=30)))
    with pytest.raises(Refused, match="Choose one of the lines listed"):
        sent(window, element=other.elements["action"])


def test_one_sender_is_stopped_for_an_hour_and_others_are_not(window) -> None:
    for number in range(acts.MOST_OF_A_SENDER):
        sent(window, f"Comment {number}", address="2001:db8::1")
    with pytest.raises(TooMany, match="Send this one later"):
        sent(window, "One more", address="2001:db8::ffff")  # the same household
    sent(window, "Mine", address="2001:db8:0:1::1")
    sent(window, "An hour later", address="2001:db8::1", at=AT + timedelta(hours=1, seconds=1))
    assert SentLately.objects.count() == 1


def test_a_form_is_stopped_when_very_much_comes_in(window) -> None:
    SentLately.objects.bulk_create(
        SentLately(window=window, sender=str(number), at=AT) for number in range(acts.MOST_IN_AN_HOUR)
    )
    with pytest.raises(TooMany, match="Very many"):
        sent(window)


def test_what_waits_unmoderated_can_not_fill_the_disk(cast: Cast, window) -> None:
    PublicComment.objects.bulk_create(
        PublicComment(council=cast.council, window=window, reference=str(number), digest=str(number),
                      text="x", received_at=AT)
        for number in range(acts.MOST_WAITING)
    )  # fmt: skip
    with pytest.raises(TooMany, match="no more can be taken today"):
        sent(window)


def test_a_window_is_public_only_while_the_draft_is_open_and_its_address_stays(cast: Cast, window) -> None:
    assert public_window(cast.council, "ours") == window
    sent(window)
    said = Opened(ON, ON, "Words", True, "another")
    with pytest.raises(Refused, match="stays as it is"):
        change_window(window=window, said=said, version=1, **WHO)
    Edition.objects.filter(pk=cast.edition.pk).update(is_open=False)
    assert public_window(cast.council, "ours") is None
    Edition.objects.filter(pk=cast.edition.pk).update(state="ADOPTED", is_open=True)
    with pytest.raises(Refused, match="Comments closed"):
        sent(window, "Too late")
