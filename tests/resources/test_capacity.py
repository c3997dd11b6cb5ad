"""Saying what a service can give, and confirming it (R106)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Service
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.resources.capacity import Changed, Quarter, confirm_service_capacity, say_capacity
from goldenthread.resources.capacity_queries import capacities_of, quarters_in_hand
from goldenthread.resources.models import Capacity
from tests.cast import AT, ON, OWNER, STRANGER, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
DIRECTOR = Officer("Director of Place", "d", "testbury", "DIRECTOR", directorate="Place")
SPRING, SUMMER = date(2014, 4, 1), date(2014, 7, 1)


@pytest.fixture
def cast() -> Cast:
    return a_council()


def streets(cast: Cast) -> Service:
    return cast.council.services.get(name="Streets")


def say(cast: Cast, *quarters: Quarter, by: Officer = STRATEGY) -> Changed:
    return say_capacity(service=streets(cast), quarters=quarters, by=by, at=AT)


def confirm(cast: Cast, by: Officer = DIRECTOR) -> int:
    versions = {one.quarter_on: one.version for one in capacities_of(streets(cast))}
    return confirm_service_capacity(service=streets(cast), versions=versions, on=ON, by=by, at=AT)


def spring(gross: int = 300, usual: int = 100, leave: int = 30, gone: int = 20, version: int = 0) -> Quarter:
    return Quarter(SPRING, *map(Decimal, (gross, usual, leave, gone)), version)


def test_what_is_left_for_plans_is_what_there_is_less_what_is_taken(cast: Cast) -> None:
    """R106."""
    assert say(cast, spring(), Quarter(SUMMER, None)) == Changed(1, 0)
    (held,) = capacities_of(streets(cast))
    assert (held.net, held.confirmed_on, held.version) == (150, None, 1)
    assert Entry.objects.filter(subject_kind="capacity").first().verb == "said"


def test_other_numbers_drop_the_confirmation_and_the_same_do_not(cast: Cast) -> None:
    """R106: what is confirmed is a number."""
    say(cast, spring(), Quarter(SUMMER, Decimal(200)))
    assert confirm(cast) == 2
    assert say(cast, spring(version=2)) == Changed(0, 0)
    assert say(cast, spring(gross=310, version=2)) == Changed(1, 1)
    first, second = capacities_of(streets(cast))
    assert (first.confirmed_on, first.confirmed_by) == (None, "")
    assert (second.confirmed_on, second.confirmed_by) == (ON, "Director of Place")
    assert Entry.objects.filter(subject_kind="capacity").first().reason == "What it can give changed."
    assert confirm(cast) == 1


def test_a_quarter_left_blank_is_taken_off_the_record(cast: Cast) -> None:
    say(cast, spring())
    assert say(cast, Quarter(SPRING, None, version=1)) == Changed(1, 0)
    assert not Capacity.objects.exists()


def test_who_saw_other_numbers_is_told_and_nothing_is_stored(cast: Cast) -> None:
    say(cast, spring())
    with pytest.raises(Stale, match="Somebody else changed what Streets can give"):
        say(cast, Quarter(SUMMER, Decimal(5)), spring(gross=400, version=0))
    with pytest.raises(Stale):
        confirm_service_capacity(service=streets(cast), versions={SPRING: 7}, on=ON, by=DIRECTOR, at=AT)
    assert Capacity.objects.get().gross == 300


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        (spring(gross=40), "April to June 2014, Leave and Vacancies: they take more days than"),
        (Quarter(SPRING, None, Decimal(3)), "April to June 2014, In all: say how many days"),
        (Quarter(SPRING, Decimal(10) ** 8), "In all: write a number of days from 0"),
        (Quarter(SPRING, Decimal(3), Decimal(-1)), "Business as usual: write a number"),
        (Quarter(date(2014, 4, 2), Decimal(3)), "No quarter of Testbury begins on 2014-04-02"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_row_and_column(
    quarter: Quarter, sentence: str, cast: Cast
) -> None:
    with pytest.raises(Refused, match=sentence):
        say(cast, Quarter(SUMMER, Decimal(5)), quarter)
    assert not Capacity.objects.exists()


@pytest.mark.parametrize("by", [OWNER, STRANGER])
def test_who_may_not_is_told_why(by: Officer, cast: Cast) -> None:
    say(cast, spring())
    with pytest.raises(Refused):
        say(cast, spring(gross=400, version=1), by=by)
    with pytest.raises(Refused):
        confirm(cast, by=by)


def test_there_is_something_to_confirm_first(cast: Cast) -> None:
    with pytest.raises(Refused, match="is not on record"):
        confirm(cast)
    say(cast, spring())
    confirm(cast)
    with pytest.raises(Refused, match="confirmed already"):
        confirm(cast)


def test_the_quarters_in_hand_are_those_of_the_plan_and_a_year_more(cast: Cast) -> None:
    quarters = quarters_in_hand(cast.council, ON)
    assert (quarters[0].starts_on, len(quarters)) == (SPRING, 12)
    cast.edition.ends_on = date(2015, 3, 31)
    cast.edition.save()
    assert len(quarters_in_hand(cast.council, ON)) == 8


@pytest.mark.parametrize(
    ("ends", "count"), [(date(2016, 3, 31), 8), (date(2016, 6, 30), 9), (date(2030, 3, 31), 16)]
)
def test_the_quarters_in_hand_go_as_far_as_a_draft_does(cast: Cast, ends: date, count: int) -> None:
    """R106: what a draft will ask can be held against what its services say before it is adopted."""
    cast.edition.ends_on = date(2015, 3, 31)
    cast.edition.save()
    draft = {"starts_on": date(2015, 4, 1), "ends_on": ends, "state": "DRAFT", "is_current": False}
    Edition.objects.create(plan=cast.edition.plan, name="Next", slug="next", **draft)
    assert len(quarters_in_hand(cast.council, ON)) == count
