"""Checking, signing off and sending back: by whom, in which order, and what stays of it."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import Officer
from goldenthread.people.policies import policies_folder
from goldenthread.rounds.answering import Answer
from goldenthread.rounds.models import Ask, Round
from goldenthread.rounds.signing import NotMoved, check_asks, send_back, sign_asks
from tests.cast import OWNER, STRATEGY, Cast, a_council
from tests.cast_rounds import CLERK, DIRECTOR, MANAGER, NOW, an_open_round, answer, ask_of, figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def round(cast: Cast) -> Round:
    return an_open_round(cast, clerk=True)


@pytest.fixture
def sent(cast: Cast, round: Round) -> Ask:
    """What the clerk sent."""
    return answer(round, Answer(ask_of(round, cast), given=figure(cast, "96.2")), by=CLERK)[0]


def seen(*asks: Ask) -> dict[int, int]:
    return {ask.pk: Ask.objects.get(pk=ask.pk).version for ask in asks}


def test_an_answer_goes_from_updater_to_owner_to_director(round: Round, sent: Ask) -> None:
    [checked] = check_asks(round=round, seen=seen(sent), by=OWNER, **NOW)
    assert (checked.state, checked.checked_by, checked.checked_at) == ("CHECKED", OWNER.post, NOW["at"])
    [signed] = sign_asks(round=round, seen=seen(sent), by=DIRECTOR, **NOW)
    assert (signed.state, signed.signed_by, signed.signed_at) == ("SIGNED", DIRECTOR.post, NOW["at"])
    verbs = Entry.objects.filter(subject_kind="ask", subject_id=str(sent.pk)).order_by("id")
    assert list(verbs.values_list("verb", flat=True)) == ["asked", "sent", "checked", "signed off"]


def test_the_service_manager_checks_where_the_owner_does_not(round: Round, sent: Ask) -> None:
    assert check_asks(round=round, seen=seen(sent), by=MANAGER, **NOW)[0].checked_by == MANAGER.post


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        (CLERK, "Only a service manager of Streets or Head of Streets can check an answer as its owner. "
         "You are signed in as an updater."),
        (STRATEGY, "Only a service manager of Streets or Head of Streets can check an answer as its owner. "
         "You are signed in as the strategy team."),
    ],
)  # fmt: skip
def test_only_its_owner_checks_an_answer(round: Round, sent: Ask, by: Officer, sentence: str) -> None:
    with pytest.raises(NotMoved) as refused:
        check_asks(round=round, seen=seen(sent), by=by, **NOW)
    assert refused.value.problems == {sent.pk: [sentence]}


def test_only_the_director_of_its_directorate_signs_off(round: Round, sent: Ask) -> None:
    check_asks(round=round, seen=seen(sent), by=OWNER, **NOW)
    elsewhere = Officer("Director of People", "people", "testbury", "DIRECTOR", "", "People")
    with pytest.raises(NotMoved) as refused:
        sign_asks(round=round, seen=seen(sent), by=elsewhere, **NOW)
    assert refused.value.reasons == [
        "Only a director of Place or a service manager of Streets can sign answers off. "
        "You are signed in as a director."
    ]


def test_nobody_signs_off_their_own(cast: Cast, round: Round) -> None:
    owner_and_director = Officer(OWNER.post, "owner", "testbury", "DIRECTOR", "Streets", "Place")
    [own] = answer(round, Answer(ask_of(round, cast), given=figure(cast, "96.2")), by=owner_and_director)
    with pytest.raises(NotMoved) as refused:
        sign_asks(round=round, seen=seen(own), by=owner_and_director, **NOW)
    assert refused.value.reasons == [
        "You sent it yourself, and nobody approves their own: somebody else has to sign it off."
    ]


def test_an_answer_is_signed_off_only_after_it_was_checked(round: Round, sent: Ask) -> None:
    with pytest.raises(NotMoved, match="This is to be checked by its owner: it can’t be signed off now"):
        sign_asks(round=round, seen=seen(sent), by=DIRECTOR, **NOW)


def test_what_is_sent_back_can_be_answered_again_and_says_why(cast: Cast, round: Round, sent: Ask) -> None:
    with pytest.raises(Refused, match="Say what has to be changed"):
        send_back(ask=sent, seen=sent.version, reason=" ", by=OWNER, **NOW)
    back = send_back(ask=sent, seen=sent.version, reason="May is missing", by=OWNER, **NOW)
    assert (back.state, back.sent_back, back.sent_by) == ("ASKED", "May is missing", CLERK.post)
    [again] = answer(round, Answer(back, given=figure(cast, "96.2")), by=CLERK)
    assert (again.state, again.sent_back) == ("SENT", "")


def test_the_director_hands_back_what_was_signed_and_nobody_counts_as_having_checked(
    round: Round, sent: Ask
) -> None:
    check_asks(round=round, seen=seen(sent), by=OWNER, **NOW)
    sign_asks(round=round, seen=seen(sent), by=DIRECTOR, **NOW)
    back = send_back(ask=sent, seen=seen(sent)[sent.pk], reason="Wrong year", by=DIRECTOR, **NOW)
    assert (back.state, back.checked_by, back.signed_by) == ("ASKED", "", "")
    assert (back.checked_at, back.signed_at) == (None, None)


def test_what_was_not_sent_is_not_sent_back(cast: Cast, round: Round) -> None:
    ask = ask_of(round, cast)
    with pytest.raises(Refused, match="it has not been sent yet"):
        send_back(ask=ask, seen=ask.version, reason="No", by=OWNER, **NOW)


def test_all_are_moved_or_none(cast: Cast, round: Round, sent: Ask) -> None:
    other = ask_of(round, cast, "action")
    with pytest.raises(NotMoved) as refused:
        check_asks(round=round, seen=seen(sent, other), by=OWNER, **NOW)
    assert [*refused.value.problems] == [other.pk]
    sent.refresh_from_db()
    assert sent.state == "SENT"


def test_what_changed_while_it_was_read_is_read_again(round: Round, sent: Ask) -> None:
    stale = {sent.pk: sent.version - 1}
    with pytest.raises(NotMoved, match="Somebody else changed this line while you were reading"):
        check_asks(round=round, seen=stale, by=OWNER, **NOW)


def test_at_least_one_line_of_the_round_is_chosen(round: Round, sent: Ask) -> None:
    for lines in ({}, {sent.pk + 1000: 1}):
        with pytest.raises(Refused, match="Choose at least one line"):
            check_asks(round=round, seen=lines, by=OWNER, **NOW)


def test_after_publication_nothing_moves(round: Round, sent: Ask) -> None:
    Round.objects.filter(pk=round.pk).update(state="PUBLISHED")
    with pytest.raises(NotMoved, match="What this round reports is published"):
        check_asks(round=round, seen=seen(sent), by=OWNER, **NOW)


def test_a_closed_round_is_still_checked_and_signed_off(round: Round, sent: Ask) -> None:
    Round.objects.filter(pk=round.pk).update(state="CLOSED")
    check_asks(round=round, seen=seen(sent), by=OWNER, **NOW)
    assert sign_asks(round=round, seen=seen(sent), by=DIRECTOR, **NOW)[0].state == "SIGNED"


def test_a_council_may_leave_out_the_owners_step(
    cast: Cast, round: Round, sent: Ask, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (policies_folder() / "sign_off.toml").read_text(encoding="utf-8")
    start, end = text.index("[move.check]"), text.index("[move.sign]")
    text = text[:start] + text[end:]
    for old, new in (
        ('CHECKED = "to be signed off"\n', ""),
        ('if_owner = "CHECKED"\n', ""),
        ('not_by = ["send", "check"]', 'not_by = ["send"]'),
        ('from = ["CHECKED"]', 'from = ["SENT"]'),
        ('["CHECKED", "SIGNED"]', '["SIGNED"]'),
    ):
        assert old in text
        text = text.replace(old, new)
    for name in ("duties.toml", "sign_off.toml"):
        held = (policies_folder() / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text if name == "sign_off.toml" else held, encoding="utf-8")
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))
    with pytest.raises(Refused, match="has no such step"):
        check_asks(round=round, seen=seen(sent), by=OWNER, **NOW)
    assert sign_asks(round=round, seen=seen(sent), by=DIRECTOR, **NOW)[0].state == "SIGNED"


def test_an_unreadable_map_moves_nothing(
    round: Round, sent: Ask, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))
    for text, said in ((None, "can't be read"), ("[state", "not TOML"), ("a = 1", "needs one")):
        if text is not None:
            (tmp_path / "sign_off.toml").write_text(text, encoding="utf-8")
        with pytest.raises(Refused, match=said):
            check_asks(round=round, seen={sent.pk: 1}, by=OWNER, **NOW)
