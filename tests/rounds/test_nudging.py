"""Nudges by the council's policy, written once, in the ledger; and by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from goldenthread.core.refused import Refused, UnreadableFile
from goldenthread.ledger.models import Entry
from goldenthread.rounds.models import Notice
from goldenthread.rounds.nudging import nudge, nudge_by_hand
from tests.cast import AT, ON, OWNER, STRATEGY
from tests.cast_mail import DUE_ON, RoundCast, a_round, everybody_has_an_address

pytestmark = pytest.mark.django_db
TUESDAY = date(2014, 9, 16)  # two working days after the updates are due


@pytest.fixture
def made() -> RoundCast:
    found = a_round()
    everybody_has_an_address(found)
    return found


def told(made: RoundCast, on: date) -> list[tuple[str, str]]:
    """Who is told on a day, and what."""
    before = set(Notice.objects.values_list("pk", flat=True))
    nudge(council=made.council, on=on, at=AT)
    new = Notice.objects.exclude(pk__in=before).order_by("pk")
    return [(one.to, one.subject) for one in new]


def test_who_owes_is_reminded_before_and_on_the_day(made) -> None:
    assert told(made, date(2014, 9, 8)) == []
    assert told(made, date(2014, 9, 9)) == [
        ("Street Clerk", "Still to update: one line for Quarter 1"),
        ("Head of Streets", "Still to update: one line for Quarter 1"),
    ]
    assert told(made, date(2014, 9, 9)) == []
    assert [to for to, _ in told(made, DUE_ON)] == ["Street Clerk", "Head of Streets"]


def test_what_is_late_goes_to_the_owner_the_manager_and_then_the_director(made) -> None:
    late = told(made, TUESDAY)
    assert late == [
        ("Street Clerk", "Still to update: one line for Quarter 1"),
        ("Head of Streets", "Still to update: one line for Quarter 1"),
        ("Head of Streets", "Not answered: one line for Quarter 1"),
        ("Director of Place", "Not answered: one line for Quarter 1"),  # the manager of the head of streets
    ]
    owner = Notice.objects.get(to="Head of Streets", subject__startswith="Not answered")
    assert "- M1 Measure M1 (Street Clerk)" in owner.text
    assert "It was due on Friday 12 September 2014, two working days ago." in owner.text
    assert "compliance" not in owner.text  # which an owner may not see
    manager = Notice.objects.get(to="Director of Place")
    assert "{site}/testbury/rounds/q1/compliance/" in manager.text
    assert told(made, date(2014, 9, 18)) == [("Director of Place", "Not answered: one line for Quarter 1")]


def test_nobody_is_nudged_about_what_was_answered_nor_at_the_weekend(made) -> None:
    made.round.asks.update(state="SIGNED")
    assert told(made, DUE_ON) == []
    made.round.asks.update(state="ASKED")
    assert told(made, date(2014, 9, 13)) == []


def test_a_closed_round_nudges_only_about_checking_and_signing_off(made) -> None:
    made.round.asks.filter(pk=made.measure.pk).update(state="SENT")
    made.council.rounds.update(state="CLOSED")
    assert told(made, date(2014, 9, 17)) == [("Head of Streets", "Still to check: one line for Quarter 1")]
    assert "/testbury/updates/check/" in Notice.objects.get().text
    made.council.rounds.update(state="PUBLISHED")
    assert told(made, date(2014, 9, 25)) == []


def test_nobody_is_nudged_on_the_day_they_are_asked(made) -> None:
    made.council.rounds.update(opened_at=AT + timedelta(days=10))
    assert told(made, DUE_ON) == []


def test_over_a_whole_round_nobody_gets_the_same_nudge_twice(made) -> None:
    for n in range(40):
        nudge(council=made.council, on=ON + timedelta(days=n), at=AT)
        nudge(council=made.council, on=ON + timedelta(days=n), at=AT)
    keys = Counter(Notice.objects.values_list("key", "email"))
    assert keys and set(keys.values()) == {1}
    assert Entry.objects.filter(verb="message written").count() == Notice.objects.count()
    assert Entry.objects.filter(verb="message written").first().by_post == "Golden Thread, by itself"


def test_a_policy_that_cannot_be_read_nudges_nobody_and_says_why(made, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("GOLDENTHREAD_POLICIES", str(tmp_path))
    for text, sentence in [
        (None, "The file can't be read"),
        ("[[nudge]", "is not TOML"),
        ("[[nudge]]\ncode = 1", "Nudge 1 needs"),
    ]:
        if text is not None:
            (tmp_path / "nudging.toml").write_text(text, encoding="utf-8")
        with pytest.raises(UnreadableFile, match=sentence):
            nudge(council=made.council, on=DUE_ON, at=AT)


def test_the_strategy_team_reminds_everybody_by_hand_once_a_day(made) -> None:
    written = nudge_by_hand(round=made.round, on=ON, by=STRATEGY, at=AT)
    assert [one.to for one in written] == ["Head of Streets", "Street Clerk"]
    assert Entry.objects.filter(verb="message written", by_post="Strategy Manager").count() == 2
    with pytest.raises(Refused, match="Nobody is left to remind"):
        nudge_by_hand(round=made.round, on=ON, by=STRATEGY, at=AT)
    assert len(nudge_by_hand(round=made.round, on=ON + timedelta(days=1), by=STRATEGY, at=AT)) == 2


def test_who_may_not_remind_is_told_why(made) -> None:
    with pytest.raises(Refused, match="can set up a reporting round"):
        nudge_by_hand(round=made.round, on=ON, by=OWNER, at=AT)
    made.council.rounds.update(state="CLOSED")
    with pytest.raises(Refused, match="Quarter 1 is closed to updates: nothing can be answered"):
        nudge_by_hand(round=made.round, on=ON, by=STRATEGY, at=AT)
