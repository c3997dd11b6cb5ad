"""Times before elections: suggested, accepted, changed and left."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.people.officers import VISITOR
from goldenthread.rounds.models import PreElection
from goldenthread.rounds.pre_elections import (
    HeldBack,
    add_pre_election,
    change_pre_election,
    remove_pre_election,
    restraints_of,
    suggestions,
)
from tests.cast import AT, NEIGHBOUR, ON, WHO, a_council

pytestmark = pytest.mark.django_db
MAY = HeldBack("Local elections 2015", date(2015, 3, 30), date(2015, 5, 7))


def test_the_next_two_elections_are_suggested_until_they_are_accepted() -> None:
    """R135."""
    council = a_council().council
    assert [one.name for one in suggestions(council, ON)] == ["Local elections 2015", "Local elections 2016"]
    add_pre_election(council=council, said=MAY, **WHO)
    assert [one.name for one in suggestions(council, ON)] == ["Local elections 2016"]
    assert [one.holds(date(2015, 4, 20)) for one in restraints_of(council)] == [True]


def test_the_days_can_be_changed_and_removed() -> None:
    held = add_pre_election(council=a_council().council, said=MAY, **WHO)
    moved = MAY._replace(ends_on=date(2015, 5, 21))
    change_pre_election(pre_election=held, said=moved, version=1, **WHO)
    with pytest.raises(Stale, match="Somebody else changed these days"):
        change_pre_election(pre_election=held, said=MAY, version=1, **WHO)
    assert PreElection.objects.get().ends_on == date(2015, 5, 21)
    remove_pre_election(pre_election=PreElection.objects.get(), **WHO)
    assert not PreElection.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (MAY._replace(name=" "), "Say which election it is."),
        (MAY._replace(ends_on=date(2015, 3, 1)), "The election comes before the first day."),
        (MAY, "starts on that day already"),
    ],
)
def test_days_that_cannot_be_are_refused(said, sentence) -> None:
    council = a_council().council
    add_pre_election(council=council, said=MAY, **WHO)
    with pytest.raises(Refused, match=sentence):
        add_pre_election(council=council, said=said, **WHO)


@pytest.mark.parametrize("by", [NEIGHBOUR, VISITOR])
def test_only_who_keeps_the_calendar_says_when_elections_are(by) -> None:
    council = a_council().council
    held = add_pre_election(council=council, said=MAY, **WHO)
    for act in (
        lambda: add_pre_election(council=council, said=MAY, by=by, at=AT),
        lambda: change_pre_election(pre_election=held, said=MAY, version=1, by=by, at=AT),
        lambda: remove_pre_election(pre_election=held, by=by, at=AT),
    ):
        with pytest.raises(Refused):
            act()
