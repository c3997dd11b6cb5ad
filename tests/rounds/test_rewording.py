"""Wording an answer for another audience: the original stays, and what moved since is marked."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.rounds.models import Ask, Wording
from goldenthread.rounds.rewording import is_behind, reword, wordings_of
from tests.cast import AT, OWNER, STRATEGY, Cast, a_council
from tests.cast_rounds import DIRECTOR, an_open_round, ask_of

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": STRATEGY, "at": AT}


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def ask(cast: Cast) -> Ask:
    """A line of which something was said."""
    found = ask_of(an_open_round(cast), cast)
    Ask.objects.filter(pk=found.pk).update(words="BVPI 199a fell.")
    found.refresh_from_db()
    return found


def worded(ask: Ask, text: str, seen: int = 0, audience: str = "RESIDENTS", **more: Any) -> Wording | None:
    return reword(ask=ask, audience=audience, text=text, seen=seen, **{**BY, **more})


def test_the_original_stays_as_it_was_said(ask: Ask) -> None:
    made = worded(ask, " Streets are a little dirtier. ")
    ask.refresh_from_db()
    assert made is not None
    assert (made.text, made.original, made.made_by) == (
        "Streets are a little dirtier.", "BVPI 199a fell.", "Strategy Manager",
    )  # fmt: skip
    assert ask.words == "BVPI 199a fell."
    assert [one.audience for one in wordings_of(ask)] == ["RESIDENTS"]
    assert Entry.objects.filter(verb="worded", subject_kind="wording").count() == 1


def test_what_was_worded_before_the_original_changed_is_marked_until_it_is_kept_again(ask: Ask) -> None:
    made = worded(ask, "Streets are dirtier.")
    assert made is not None
    assert not is_behind(made, ask)
    ask.words = "It rose."
    ask.save()
    assert is_behind(made, ask)
    kept = worded(ask, "Streets are dirtier.", seen=1)
    assert kept is not None
    assert not is_behind(kept, ask)


def test_without_words_the_audience_reads_the_original_again(ask: Ask) -> None:
    worded(ask, "Streets are dirtier.")
    assert worded(ask, "", seen=1) is None
    assert wordings_of(ask) == []
    assert worded(ask, " ") is None


def test_what_another_worded_meanwhile_is_not_lost(ask: Ask) -> None:
    worded(ask, "Streets are dirtier.")
    with pytest.raises(Stale, match="Somebody else changed these words"):
        worded(ask, "Mine.")


def test_who_may_and_of_what(ask: Ask) -> None:
    worded(ask, "For residents.", by=DIRECTOR)
    with pytest.raises(Refused) as refused:
        worded(ask, "Mine.", seen=1, by=OWNER)
    assert refused.value.reasons == [
        "Only the strategy team or a director of Place can word an answer for another audience. "
        "You are signed in as an owner."
    ]
    with pytest.raises(Refused, match="Choose one of the audiences"):
        worded(ask, "Mine.", audience="MARTIANS")
    Ask.objects.filter(pk=ask.pk).update(words="")
    with pytest.raises(Refused, match="Nothing is said here yet"):
        worded(ask, "Mine.", audience="SCRUTINY")
