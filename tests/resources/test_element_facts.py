"""Costs, terms, what elements wait for, and scarce skills (R104, R111)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.people.officers import OPERATOR
from goldenthread.plans.models import Element
from goldenthread.resources.element_facts import remove_fact, say_cost, say_dependency, say_terms
from goldenthread.resources.models import Cost, Dependency, Need, Skill, SkillNeed, Terms
from goldenthread.resources.skills import keep_skill, remove_skill, say_skill_need
from goldenthread.resources.workload_queries import quarters_of_edition, workload_of
from tests.cast import AT, NEIGHBOUR, ON, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
COST = {
    "what": "Vans", "year": 2014, "amount": Decimal(500), "kind": "REVENUE", "is_recurring": False,
    "is_in_kind": False, "payer": "BUDGET", "partner": None, "funding": "", "note": "",
}  # fmt: skip
TERMS = {
    "is_fixed": False, "fixed_because": "", "latest_on": None, "may_drop": True, "value": None,
    "value_because": "",
}  # fmt: skip
WAITS = {"on": None, "event": "", "event_on": None, "event_latest_on": None, "because": ""}


@pytest.fixture
def cast() -> Cast:
    return a_council()


def cost(cast: Cast, held: Cost | None = None, version: int = 0, **said: Any) -> Cost:
    given = {**COST, **said}
    element = cast.elements["action"]
    return say_cost(element=element, held=held, said=given, version=version, by=STRATEGY, at=AT)


def waits(cast: Cast, code: str = "action", held: Dependency | None = None, **said: Any) -> Dependency:
    element = cast.elements[code]
    version = held.version if held else 0
    given = {**WAITS, **said}
    return say_dependency(element=element, held=held, said=given, version=version, by=STRATEGY, at=AT)


def terms(cast: Cast, held: Terms | None = None, version: int = 0, **said: Any) -> Terms:
    given = {**TERMS, **said}
    element = cast.elements["action"]
    return say_terms(element=element, held=held, said=given, version=version, by=STRATEGY, at=AT)


def test_a_cost_is_said_changed_and_taken_back(cast: Cast) -> None:
    """R104."""
    held = cost(cast)
    cost(cast, held, 1, amount=Decimal(700))
    assert Cost.objects.get().amount == 700
    with pytest.raises(Stale):
        cost(cast, held, 1, amount=Decimal(900))
    remove_fact(held=held, version=2, by=STRATEGY, at=AT)
    assert not Cost.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"amount": Decimal(0)}, "above 0"),
        ({"what": " "}, "what the money is for"),
        ({"payer": "PARTNER"}, "Name the partner"),
        ({"year": 1800}, "from 1990 to 2100"),
        ({}, "said of that year already"),
    ],
)
def test_a_cost_that_cannot_be_is_refused(said: dict[str, Any], sentence: str, cast: Cast) -> None:
    cost(cast)
    with pytest.raises(Refused, match=sentence):
        cost(cast, **said)


def test_a_recurring_cost_counts_in_each_later_year_of_the_edition(cast: Cast) -> None:
    """R104: a partner's money and what is in kind are not the council's own."""
    cast.edition.ends_on = date(2017, 3, 31)
    cast.edition.save()
    cost(cast, is_recurring=True)
    cost(cast, what="Once", year=2015)
    cost(cast, what="Room", is_in_kind=True)
    element = cast.elements["action"]
    Need.objects.create(council=cast.council, element=element, days=3)
    work = workload_of(cast.edition, quarters_of_edition(cast.edition, ON), ON, OPERATOR).work(element.pk)
    assert work.money == {2014: 500, 2015: 1000, 2016: 500}


def test_terms_say_why_dates_are_fixed_and_why_so_much_is_lost(cast: Cast) -> None:
    """R111: what is worth most, and what can't wait."""
    for said in ({"is_fixed": True}, {"value": 80}, {"value": 101, "value_because": "First"}):
        with pytest.raises(Refused):
            terms(cast, **said)
    Element.objects.filter(pk=cast.elements["action"].pk).update(starts_on=date(2014, 5, 1))
    cast.elements["action"].refresh_from_db()
    for day, why in ((date(2014, 4, 30), "It starts on 1 May 2014"), (date(2101, 1, 1), "from 1990 to 2100")):
        with pytest.raises(Refused, match=why):
            terms(cast, latest_on=day)
    held = terms(cast, value=80, value_because="First")
    with pytest.raises(Refused, match="meanwhile"):
        terms(cast)
    terms(cast, held, 1, is_fixed=True, fixed_because="The grant ends")
    assert Terms.objects.get().is_fixed


def test_actions_never_wait_for_each_other_in_a_circle(cast: Cast) -> None:
    """R104."""
    one, two, three = (cast.elements[code] for code in ("action", "clean", "place"))
    waits(cast, "action", on=two)
    waits(cast, "clean", on=three)
    with pytest.raises(
        Refused, match=r"round in a circle.*“Place” waits for “Action”, which waits for “Clean”"
    ):
        waits(cast, "place", on=one)
    with pytest.raises(Refused, match="can’t wait for itself"):
        waits(cast, "action", on=one)
    with pytest.raises(Refused, match="said already"):
        waits(cast, "action", on=two)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "one of the two"),
        ({"event": "Grant"}, "likely to happen"),
        ({"event": "Grant", "event_on": ON, "event_latest_on": date(2014, 1, 1)}, "comes before the likely"),
        ({"event": "Law", "event_on": ON}, "said already"),
    ],
)
def test_a_wait_that_cannot_be_is_refused(said: dict[str, Any], sentence: str, cast: Cast) -> None:
    waits(cast, event="Law", event_on=ON)
    with pytest.raises(Refused, match=sentence):
        waits(cast, **said)


def test_nothing_crosses_from_one_council_to_another(cast: Cast) -> None:
    elsewhere = a_council("elsewhere")
    other: Element = elsewhere.elements["action"]
    with pytest.raises(Refused, match="is no action of Testbury"):
        waits(cast, on=other)
    partner = elsewhere.council.partners.create(slug="p", name="P")
    with pytest.raises(Refused, match="is no partner of Testbury"):
        cost(cast, payer="PARTNER", partner=partner)
    skill = Skill.objects.create(council=elsewhere.council, name="Law")
    need = Need.objects.create(council=cast.council, element=cast.elements["action"], days=3)
    with pytest.raises(Refused, match="on the council’s list"):
        say_skill_need(need=need, skill=skill, days=Decimal(1), version=1, by=STRATEGY, at=AT)


def test_scarce_skills_are_kept_and_taken_by_needs(cast: Cast) -> None:
    """R104."""
    said = {"name": "Ecology", "days_a_quarter": Decimal(5), "note": ""}
    who: dict[str, Any] = {"by": STRATEGY, "at": AT}
    skill = keep_skill(council=cast.council, held=None, said=said, version=0, **who)
    with pytest.raises(Refused, match="on the list already"):
        keep_skill(council=cast.council, held=None, said=said, version=0, **who)
    need = Need.objects.create(council=cast.council, element=cast.elements["action"], days=3)
    with pytest.raises(Refused, match="of 3 days"):
        say_skill_need(need=need, skill=skill, days=Decimal(4), version=1, **who)
    say_skill_need(need=need, skill=skill, days=Decimal(2), version=1, **who)
    with pytest.raises(Stale):
        say_skill_need(need=need, skill=skill, days=Decimal(1), version=1, **who)
    say_skill_need(need=need, skill=skill, days=Decimal(1), version=2, **who)
    with pytest.raises(Refused, match="Take it off them first"):
        remove_skill(held=skill, version=1, **who)
    say_skill_need(need=need, skill=skill, days=None, version=3, **who)
    assert not SkillNeed.objects.exists()
    keep_skill(council=cast.council, held=skill, said={**said, "note": "One post"}, version=1, **who)
    remove_skill(held=skill, version=2, **who)
    assert not Skill.objects.exists()


def test_who_may_not_say_a_need_may_not_say_these(cast: Cast) -> None:
    element = cast.elements["action"]
    who: dict[str, Any] = {"element": element, "held": None, "version": 0, "by": NEIGHBOUR, "at": AT}
    for say, said in (
        (say_cost, COST),
        (say_terms, TERMS),
        (say_dependency, {**WAITS, "event": "Law", "event_on": ON}),
    ):
        with pytest.raises(Refused):
            say(said=said, **who)
    with pytest.raises(Refused):
        keep_skill(council=cast.council, held=None, said={}, version=0, by=NEIGHBOUR, at=AT)
