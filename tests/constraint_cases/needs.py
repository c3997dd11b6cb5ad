"""Cases of effort, answers, skills, costs, terms and dependencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from goldenthread.people.models import Partner
from goldenthread.resources.models import (
    Cost,
    Dependency,
    Effort,
    Need,
    OverloadAllowed,
    Skill,
    SkillNeed,
    Terms,
)
from tests.cast import Cast
from tests.constraint_cases.base import DAY, Case, Row, council, edition_of, on_action, other, same, streets

BEFORE = date(2014, 9, 1)


def a_need(cast: Cast) -> Row:
    return {**on_action(cast), "service": streets(cast), "days": Decimal(3)}


def a_range(cast: Cast) -> Row:
    return {**a_need(cast), "days_low": Decimal(2), "days_high": Decimal(4)}


def a_counter_offer(cast: Cast) -> Row:
    return {**a_need(cast), "answer": "COUNTERED", "answer_words": "In May", "offered_days": Decimal(2)}


def of_need(cast: Cast) -> Row:
    return {"need": Need.objects.get_or_create(**a_need(cast))[0]}


def an_effort(cast: Cast) -> Row:
    days = {"low": Decimal(1), "likely": Decimal(2), "high": Decimal(3)}
    return {**of_need(cast), "quarter_on": DAY, **days}


def a_skill(cast: Cast) -> Row:
    return {**council(cast), "name": "Ecology"}


def a_skill_need(cast: Cast) -> Row:
    skill = Skill.objects.get_or_create(**a_skill(cast))[0]
    return {**of_need(cast), "skill": skill, "days": Decimal(1)}


def a_cost(cast: Cast) -> Row:
    return {**on_action(cast), "year": 2014, "what": "Vans", "amount": Decimal(5)}


def a_cost_of_a_partner(cast: Cast) -> Row:
    partner = Partner.objects.get_or_create(council=cast.council, slug="police", name="Police")[0]
    return {**a_cost(cast), "payer": "PARTNER", "partner": partner}


def fixed_terms(cast: Cast) -> Row:
    return {**on_action(cast), "is_fixed": True, "fixed_because": "A statute", "value": 100}


def a_wait(cast: Cast) -> Row:
    return {**on_action(cast), "on": cast.elements["clean"]}


def a_wait_for_an_event(cast: Cast) -> Row:
    return {**on_action(cast), "event": "The grant is awarded", "event_on": DAY, "event_latest_on": DAY}


def an_overload(cast: Cast) -> Row:
    return {**edition_of(cast), "decided_by": "Cabinet", "decided_on": DAY, "because": "The law asks it"}


CASES: dict[str, list[Case]] = {
    "need_likely_lies_between_low_and_high": [
        other(Need, a_range, days_low=Decimal(4)),
        other(Need, a_range, days_high=Decimal(2)),
        other(Need, a_range, days_low=Decimal(-1)),
        other(Need, a_range, days_low=None),
        other(Need, a_range, days=None),
    ],
    "confirmed_need_is_answered_so": [
        other(
            Need, lambda cast: {**a_need(cast), "answer": "CONFIRMED", "confirmed_on": DAY,
                                "confirmed_by": "Head"}, answer=""
        ),
        other(Need, a_need, answer="CONFIRMED"),
    ],
    "need_declined_or_countered_says_why": [other(Need, a_counter_offer, answer_words="")],
    "counter_offer_has_days": [
        other(Need, a_counter_offer, offered_days=Decimal(-1)),
        other(Need, a_counter_offer, offered_days=None),
    ],
    "one_effort_a_quarter": [same(Effort, an_effort)],
    "effort_likely_lies_between_low_and_high": [
        other(Effort, an_effort, low=Decimal(-1)),
        other(Effort, an_effort, low=Decimal(3)),
        other(Effort, an_effort, high=Decimal(1)),
    ],
    "one_skill_of_a_name": [same(Skill, a_skill)],
    "one_need_of_a_skill": [same(SkillNeed, a_skill_need, days=Decimal(2))],
    "need_of_a_skill_is_above_nought": [other(SkillNeed, a_skill_need, days=Decimal(0))],
    "one_cost_a_year": [same(Cost, a_cost, amount=Decimal(6))],
    "cost_is_above_nought": [other(Cost, a_cost, amount=Decimal(0))],
    "cost_of_a_partner_names_it": [
        other(Cost, a_cost_of_a_partner, partner=None),
        other(Cost, a_cost_of_a_partner, payer="BUDGET"),
    ],
    "fixed_dates_say_why": [other(Terms, fixed_terms, fixed_because="")],
    "value_is_at_most_100": [other(Terms, fixed_terms, value=101)],
    "one_dependency_on_an_element": [same(Dependency, a_wait)],
    "one_dependency_on_an_event": [same(Dependency, a_wait_for_an_event)],
    "dependency_is_on_an_element_or_an_event": [
        other(Dependency, a_wait, on=None),
        other(Dependency, a_wait, event="The grant is awarded"),
        other(Dependency, a_wait, event_on=DAY),
        other(Dependency, a_wait_for_an_event, event_on=None),
    ],
    "element_waits_for_another": [Case(Dependency, a_wait, lambda cast: {"on": cast.elements["action"]})],
    "event_is_latest_after_likely": [other(Dependency, a_wait_for_an_event, event_latest_on=BEFORE)],
    "overload_allowed_says_why": [other(OverloadAllowed, an_overload, because="")],
    "overload_is_allowed_by_somebody": [other(OverloadAllowed, an_overload, decided_by="")],
}  # fmt: skip
