"""Effort by quarter, and answers to help asked of a service (R104, R106)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.need_answers import MAP, state_of
from goldenthread.core.refused import Refused, Stale
from goldenthread.core.workload import Estimate
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Service
from goldenthread.people.officers import Officer
from goldenthread.resources.answering_needs import accept_offer, decline_need, offer_days, withdraw_offer
from goldenthread.resources.efforts import effort_of, say_effort
from goldenthread.resources.models import Need
from goldenthread.resources.needs import change_need, confirm_capacity, remove_need, say_need
from goldenthread.resources.needs_permissions import Asked, reasons_not_to_say_need
from tests.cast import AT, NEIGHBOUR, ON, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
MANAGER = Officer("Head of Streets", "m", "testbury", "SERVICE_MANAGER", "Streets", "Place")
SPRING, SUMMER = date(2014, 4, 1), date(2014, 7, 1)
D = Decimal
MOVES = ["confirm", "decline", "offer", "withdraw", "accept", "change"]


@pytest.fixture
def cast() -> Cast:
    return a_council()


@pytest.fixture
def need(cast: Cast) -> Need:
    service: Service = cast.council.services.get(name="Streets")
    return say_need(element=cast.elements["action"], asked=Asked(service, D(12)), by=STRATEGY, at=AT)


def say(need: Need, by: Officer = STRATEGY, unit: str = "DAYS", **quarters: tuple[int, int, int]) -> bool:
    days = {"spring": SPRING, "summer": SUMMER}
    said = {days[name]: Estimate(*map(D, parts)) for name, parts in quarters.items()}
    need.refresh_from_db()
    done = say_effort(need=need, by_quarter=said, unit=unit, version=need.version, by=by, at=AT)
    need.refresh_from_db()
    return done


def answer(need: Need, move: str, **more: Any) -> None:
    need.refresh_from_db()
    who: dict[str, Any] = {"need": need, "version": need.version, "at": AT}
    if move == "confirm":
        confirm_capacity(on=ON, by=MANAGER, **who)
    elif move == "decline":
        decline_need(because=more.get("because", "No lorries"), on=ON, by=MANAGER, **who)
    elif move == "offer":
        days = more.get("days", need.days + need.version)
        offer_days(days=days, words=more.get("words", "In May"), on=ON, by=MANAGER, **who)
    elif move == "withdraw":
        withdraw_offer(by=MANAGER, **who)
    elif move == "accept":
        accept_offer(by=STRATEGY, **who)
    else:
        asked = Asked(need.service, need.days + 2, need.money, need.budget_line, need.note)
        change_need(asked=asked, by=STRATEGY, **who)
    need.refresh_from_db()


def test_the_days_of_a_need_are_the_sums_of_its_quarters(need: Need) -> None:
    """R104."""
    assert not say(need, spring=(2, 5, 9), summer=(4, 6, 6))
    assert (need.days_low, need.days, need.days_high, need.unit) == (6, 11, 15, "DAYS")
    entry = Entry.objects.filter(subject_kind="need").first()
    assert (entry.verb, entry.before["effort"]) == ("said the effort of", "not said by quarter")
    assert entry.after["days"] == "11"


def test_full_time_equivalents_are_kept_as_days_by_the_policy(need: Need) -> None:
    """R104: 63 days a quarter, by policies/capacity.toml."""
    say(need, unit="FTE", spring=(0, 1, 2))
    assert effort_of(need) == {SPRING: Estimate(D(0), D(63), D(126))}
    assert (need.unit, need.days) == ("FTE", 63)


def test_other_effort_drops_the_confirmation_and_the_same_does_not(need: Need) -> None:
    """R106."""
    say(need, spring=(2, 5, 9))
    answer(need, "confirm")
    assert not say(need, spring=(2, 5, 9))
    assert need.confirmed_on == ON
    assert say(need, spring=(2, 5, 9), summer=(1, 1, 1))
    assert (need.confirmed_on, need.answer) == (None, "")


def test_days_said_by_quarter_are_not_changed_besides(need: Need) -> None:
    say(need, spring=(2, 5, 9))
    with pytest.raises(Refused, match="said by quarter, and comes to 5"):
        answer(need, "change")


@pytest.mark.parametrize(
    ("quarters", "sentence"),
    [
        ({SPRING: (3, 2, 4)}, "April to June 2014: what is likely lies between"),
        ({SPRING: (0, 0, 10**7)}, "April to June 2014, At the most: Write a number"),
        ({date(2014, 5, 1): (1, 1, 1)}, "No quarter of Testbury begins on 2014-05-01"),
    ],
)
def test_effort_that_cannot_be_is_refused(quarters: Any, sentence: str, need: Need) -> None:
    said = {on: Estimate(*map(D, parts)) for on, parts in quarters.items()}
    with pytest.raises(Refused, match=sentence):
        say_effort(need=need, by_quarter=said, version=need.version, by=STRATEGY, at=AT)
    with pytest.raises(Stale):
        say_effort(need=need, by_quarter={}, version=99, by=STRATEGY, at=AT)
    with pytest.raises(Refused):
        say(need, by=NEIGHBOUR, spring=(1, 1, 1))


def test_a_service_declines_with_its_reason(need: Need) -> None:
    """R106."""
    with pytest.raises(Refused, match="Say why the service declines"):
        answer(need, "decline", because=" ")
    answer(need, "decline")
    assert (need.answer, need.answer_words, need.answered_by) == ("DECLINED", "No lorries", "Head of Streets")
    with pytest.raises(Refused, match="What is asked of this service is declined"):
        answer(need, "decline")


def test_an_offer_that_is_taken_is_what_is_needed_and_confirmed(need: Need) -> None:
    """R106: the quarters keep their proportions, and nothing is lost."""
    say(need, spring=(2, 4, 8), summer=(4, 8, 16))
    answer(need, "offer", days=D(6))
    assert (need.answer, need.offered_days, need.days) == ("COUNTERED", 6, 12)
    answer(need, "accept")
    assert (need.days_low, need.days, need.days_high) == (3, 6, 12)
    assert (need.answer, need.confirmed_by, need.offered_days) == ("CONFIRMED", "Head of Streets", None)
    assert [one.likely for one in effort_of(need).values()] == [2, 4]


def test_an_offer_says_its_days_and_words(need: Need) -> None:
    for said, sentence in (
        ({"days": D(0)}, "more than no days"),
        ({"days": D(12)}, "Confirm them"),
        ({"words": ""}, "Say what"),
    ):
        with pytest.raises(Refused, match=sentence):
            answer(need, "offer", **said)
    with pytest.raises(Refused, match="not answered"):
        answer(need, "accept")


def test_the_service_that_is_asked_neither_takes_its_own_offer_nor_changes_what_is_asked(cast: Cast) -> None:
    """R106: it confirms, declines or offers; whoever the action belongs to says what it needs."""
    parks = cast.council.services.create(name="Parks")
    asked = Asked(parks, D(30))
    need = say_need(element=cast.elements["action"], asked=asked, by=STRATEGY, at=AT)
    head = Officer("Head of Parks", "p", "testbury", "SERVICE_MANAGER", "Parks")
    offer_days(need=need, days=D(300), words="By mistake", on=ON, version=1, by=head, at=AT)
    need.refresh_from_db()
    who: dict[str, Any] = {"need": need, "version": need.version, "by": head, "at": AT}
    only = "Only the strategy team.* can say what an element needs"
    for act in (
        lambda: accept_offer(**who),
        lambda: change_need(asked=asked._replace(days=D(1)), **who),
        lambda: say_effort(by_quarter={}, **who),
        lambda: remove_need(**who),
    ):
        with pytest.raises(Refused, match=only):
            act()
    offer_days(days=D(20), words="In autumn", on=ON, **who)
    need.refresh_from_db()
    assert (need.answer, need.offered_days, need.days) == ("COUNTERED", 20, 30)
    withdraw_offer(**{**who, "version": need.version})
    need.refresh_from_db()
    assert (need.answer, need.offered_days) == ("", None)
    with pytest.raises(Refused, match="not answered"):
        withdraw_offer(**{**who, "version": need.version})


def test_nobody_takes_the_offer_that_they_made_for_the_service(need: Need) -> None:
    """Whose both are could else confirm by themselves what nobody asked for."""
    answer(need, "offer")
    assert reasons_not_to_say_need(need.element, MANAGER) == []
    with pytest.raises(Refused, match="You offered these days for the service yourself"):
        accept_offer(need=need, version=need.version, by=MANAGER, at=AT)


def test_an_offer_beyond_reason_is_refused(need: Need) -> None:
    with pytest.raises(Refused, match="Write a number of days from 0 up and below 1,000,000"):
        answer(need, "offer", days=D(1_000_000))
    answer(need, "offer", days=D(20))
    with pytest.raises(Refused, match="That is offered already"):
        answer(need, "offer", days=D(20))


def test_only_the_service_answers_and_only_who_asks_accepts(need: Need) -> None:
    with pytest.raises(Refused):
        decline_need(need=need, because="No", on=ON, version=1, by=STRATEGY, at=AT)
    answer(need, "offer")
    with pytest.raises(Refused):
        accept_offer(need=need, version=need.version, by=NEIGHBOUR, at=AT)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(MOVES), max_size=6))
def test_needs_go_only_where_the_map_leads(moves: list[str], need: Need) -> None:
    """R106: what is obeyed is what is drawn."""
    for move in moves:
        need.refresh_from_db()
        before = state_of(need.answer)
        try:
            answer(need, move)
        except Refused:
            assert move not in MAP.moves_from(before)
            continue
        leads = {before} if move == "change" and before == "ASKED" else {MAP.moves[move].to}
        assert state_of(need.answer) in leads
