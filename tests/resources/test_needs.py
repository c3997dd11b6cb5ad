"""What elements need of services, and whether the services confirm that they can give it (R010, R104)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Service
from goldenthread.people.officers import Officer
from goldenthread.resources.models import Need
from goldenthread.resources.needs import change_need, confirm_capacity, remove_need, say_need
from goldenthread.resources.needs_permissions import Asked, reasons_not_to_confirm
from goldenthread.resources.needs_queries import need_of, needs_met, needs_of
from tests.cast import AT, NEIGHBOUR, ON, OWNER, STRANGER, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
MANAGER = Officer("Head of Streets", "m", "testbury", "SERVICE_MANAGER", "Streets", "Place")
DIRECTOR = Officer("Director of Place", "d", "testbury", "DIRECTOR", directorate="Place")


@pytest.fixture
def cast() -> Cast:
    return a_council()


def streets(cast: Cast) -> Service:
    return cast.council.services.get(name="Streets")


def say(cast: Cast, by: Officer = STRATEGY, **asked) -> Need:
    given = {"service": streets(cast), "days": Decimal(12), **asked}
    return say_need(element=cast.elements["action"], asked=Asked(**given), by=by, at=AT)


def change(need: Need, by: Officer = STRATEGY, version: int | None = None, **asked) -> bool:
    held = Asked(need.service, need.days, need.money, need.budget_line, need.note)
    seen = need.version if version is None else version
    return change_need(need=need, asked=held._replace(**asked), version=seen, by=by, at=AT)


def confirm(need: Need, by: Officer = MANAGER) -> None:
    confirm_capacity(need=need, on=ON, version=need.version, by=by, at=AT)
    need.refresh_from_db()


def last() -> Entry:
    return Entry.objects.filter(subject_kind="need").first()


def test_a_need_is_kept_whole_and_noted(cast: Cast) -> None:
    need = say(cast, money=Decimal("1200.50"), budget_line=" R123 ", note="Two sweepers")
    assert (need.days, need.money, need.budget_line, need.note, need.version) == (
        12, Decimal("1200.50"), "R123", "Two sweepers", 1,
    )  # fmt: skip
    assert (last().verb, last().after["money"], last().after["confirmed"]) == ("said", "1,200.5", "no")
    assert needs_of(cast.elements["action"]) == [need] == [need_of(cast.elements["action"], need.pk)]
    assert need_of(cast.elements["clean"], need.pk) is None


@pytest.mark.parametrize("by", [STRATEGY, OWNER, MANAGER, Officer("F", "f", "testbury", "FINANCE")])
def test_who_may_say_a_need(by: Officer, cast: Cast) -> None:
    assert say(cast, by=by)


@pytest.mark.parametrize(
    ("by", "sentence"), [(NEIGHBOUR, "can say what an element needs"), (STRANGER, "another council")]
)
def test_who_may_not_say_a_need(by: Officer, sentence: str, cast: Cast) -> None:
    with pytest.raises(Refused, match=sentence):
        say(cast, by=by)
    assert not Need.objects.exists()


def test_the_manager_of_a_service_that_is_asked_says_nothing_for_the_action(cast: Cast) -> None:
    parks = cast.council.services.create(name="Parks")
    other = Officer("Head of Parks", "a", "testbury", "SERVICE_MANAGER", "Parks")
    with pytest.raises(Refused, match="can say what an element needs"):
        say(cast, by=other, service=parks)
    with pytest.raises(Refused, match="can say what an element needs"):
        change(say(cast, service=parks), by=other, service=streets(cast))


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"days": None}, "Say how many days"),
        ({"days": Decimal(-1)}, "Write a number of days from 0"),
        ({"money": Decimal(10) ** 13}, "Write a number of pounds from 0"),
        ({"budget_line": "x" * 201}, "too long"),
    ],
)
def test_what_can_not_be_needed(asked: dict, sentence: str, cast: Cast) -> None:
    with pytest.raises(Refused, match=sentence):
        say(cast, **asked)


def test_a_service_is_needed_once_and_is_of_this_council(cast: Cast) -> None:
    say(cast)
    with pytest.raises(Refused, match="Streets is said already"):
        say(cast)
    say(cast, service=None)
    with pytest.raises(Refused, match="no service yet is said already"):
        say(cast, service=None)
    with pytest.raises(Refused, match="no service of Testbury"):
        say(cast, service=streets(a_council("elsewhere")))


@pytest.mark.parametrize("by", [MANAGER, DIRECTOR])
def test_the_manager_or_the_director_confirms_the_capacity(by: Officer, cast: Cast) -> None:
    need = say(cast)
    confirm(need, by)
    assert (need.confirmed_on, need.confirmed_by, need.version) == (ON, by.post, 2)
    assert (last().verb, last().before) == ("confirmed", {"confirmed": "no"})
    assert reasons_not_to_confirm(need, by) == [f"{by.post} confirmed this already."]


def test_nobody_else_confirms_it(cast: Cast) -> None:
    need = say(cast)
    with pytest.raises(Refused, match="Only a director of Place or a service manager of Streets can confirm"):
        confirm(need, STRATEGY)
    with pytest.raises(Refused):
        confirm(need, Officer("M", "m", "testbury", "SERVICE_MANAGER", "Parks", "People"))


def test_a_need_of_no_service_is_confirmed_by_none(cast: Cast) -> None:
    need = say(cast, service=None)
    assert reasons_not_to_confirm(need, MANAGER)[0].startswith("Say which service gives the time first")


@pytest.mark.parametrize(
    ("asked", "is_dropped"),
    [({"days": Decimal(20)}, True), ({"money": Decimal(5)}, True), ({"note": "More words"}, False)],
)
def test_another_need_drops_the_confirmation_and_more_words_do_not(
    asked: dict, is_dropped: bool, cast: Cast
) -> None:
    need = say(cast)
    confirm(need)
    assert change(need, **asked) is is_dropped
    need.refresh_from_db()
    assert (need.confirmed_on is None, need.version) == (is_dropped, 3)
    assert (last().verb, last().reason) == ("changed", "The need changed." if is_dropped else "")


def test_the_same_again_is_nothing(cast: Cast) -> None:
    need = say(cast)
    assert change(need) is False
    assert (Need.objects.get().version, Entry.objects.filter(subject_kind="need").count()) == (1, 1)


def test_two_at_once_the_second_is_told(cast: Cast) -> None:
    need = say(cast)
    change(need, days=Decimal(20))
    with pytest.raises(Refused, match="Somebody else changed this need"):
        change(need, days=Decimal(30))
    with pytest.raises(Refused, match="Somebody else"):
        confirm(need)
    with pytest.raises(Refused, match="Somebody else"):
        remove_need(need=need, version=1, by=STRATEGY, at=AT)


def test_a_need_is_taken_back(cast: Cast) -> None:
    need = say(cast)
    remove_need(need=need, version=1, by=STRATEGY, at=AT)
    assert (Need.objects.count(), last().verb, last().before["days"]) == (0, "removed", "12")


@pytest.mark.parametrize(
    ("asked", "budget", "capacity"),
    [
        ({}, False, False),
        ({"money": Decimal(0)}, True, False),
        ({"money": Decimal(5)}, False, False),
        ({"money": Decimal(5), "budget_line": "R1"}, True, False),
        ({"budget_line": "R1"}, True, False),
    ],
)
def test_money_is_accounted_for_when_its_line_is_named_or_it_takes_none(
    asked: dict, budget: bool, capacity: bool, cast: Cast
) -> None:
    """R010, R104."""
    need = say(cast, **asked)
    action = cast.elements["action"].pk
    met = needs_met(cast.council)
    assert (action in met.budget, action in met.capacity) == (budget, capacity)
    confirm(need)
    assert action in needs_met(cast.council).capacity


def test_capacity_is_there_only_when_every_service_confirmed(cast: Cast) -> None:
    confirm(say(cast))
    say(cast, service=cast.council.services.create(name="Parks"))
    assert needs_met(cast.council).capacity == set()
