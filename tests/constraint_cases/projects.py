"""Cases of projects, their parts, and of what partners bring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from goldenthread.people.models import Partner
from goldenthread.resources.models import (
    Benefit,
    Investment,
    Milestone,
    PartnerResource,
    Project,
    ProjectLink,
    ProjectRule,
    ProjectStage,
)
from tests.cast import Cast
from tests.constraint_cases.base import DAY, Case, Row, council, on_action, other, same

BEFORE = date(2014, 9, 1)


def a_project(cast: Cast) -> Row:
    return {**council(cast), "code": "P1", "name": "Sweepers"}


def _of_project(cast: Cast) -> Row:
    made = Project.objects.get_or_create(**{**a_project(cast), "code": "P2", "kind": "PROGRAMME"})[0]
    return {"project": made}


def an_investment(cast: Cast) -> Row:
    return {**_of_project(cast), "year": 2014, "amount": Decimal(100)}


def a_stage(cast: Cast) -> Row:
    return {**_of_project(cast), "name": "Buy", "starts_on": DAY, "ends_on": DAY}


def a_milestone(cast: Cast) -> Row:
    return {**_of_project(cast), "name": "Delivered", "due_on": DAY}


def a_benefit(cast: Cast) -> Row:
    return {**_of_project(cast), "measure": cast.measure, "baseline": Decimal(60), "expected": Decimal(90)}


def a_link(cast: Cast) -> Row:
    return {**_of_project(cast), "element": cast.elements["action"], "how": "The sweepers"}


def a_rule(cast: Cast) -> Row:
    return {**council(cast), "code": "ours", "name": "Ours", "body": {}}


def a_resource(cast: Cast) -> Row:
    police = Partner.objects.get_or_create(**council(cast), slug="police", name="Police")[0]
    return {**on_action(cast), "partner": police, "what": "Patrols", "kind": "STAFF_TIME"}


def of_money(cast: Cast) -> Row:
    return {**a_resource(cast), "kind": "MONEY", "given_as": "NEW"}


CASES: dict[str, list[Case]] = {
    "one_project_per_code": [same(Project, a_project)],
    "one_project_rule_per_code": [same(ProjectRule, a_rule)],
    "only_a_project_is_part_of_another": [
        Case(Project, a_project, lambda cast: {"kind": "PROGRAMME", "parent": _of_project(cast)["project"]})
    ],
    "project_held_or_over_says_why": [
        other(Project, a_project, state=state) for state in ("ON_HOLD", "FINISHED", "STOPPED")
    ],
    "own_view_has_words_and_a_day": [
        other(Project, a_project, view="OFF_TARGET", view_words="Late"),
        other(Project, a_project, view="OFF_TARGET", view_on=DAY),
    ],
    "one_investment_a_year_and_payer": [same(Investment, an_investment, amount=Decimal(5))],
    "investment_is_not_below_nought": [other(Investment, an_investment, amount=Decimal(-1))],
    "one_project_stage_of_a_name": [same(ProjectStage, a_stage)],
    "project_stage_ends_after_it_starts": [other(ProjectStage, a_stage, ends_on=BEFORE)],
    "project_stage_ended_after_it_started": [other(ProjectStage, a_stage, started_on=DAY, ended_on=BEFORE)],
    "one_milestone_of_a_name": [same(Milestone, a_milestone, due_on=BEFORE)],
    "one_benefit_of_a_measure": [same(Benefit, a_benefit, expected=Decimal(80))],
    "benefit_is_expected_to_change": [other(Benefit, a_benefit, expected=Decimal(60))],
    "project_linked_once_to_an_element": [same(ProjectLink, a_link, how="More")],
    "project_link_says_what_it_contributes": [other(ProjectLink, a_link, how="")],
    "one_partner_resource_for_a_line": [same(PartnerResource, a_resource, kind="GOODS")],
    "money_is_not_in_kind": [other(PartnerResource, of_money, given_as="IN_KIND")],
    "only_money_is_new_money": [other(PartnerResource, a_resource, given_as="NEW")],
    "partner_resource_is_above_nought": [
        other(PartnerResource, a_resource, amount=Decimal(0)),
        other(PartnerResource, a_resource, days=Decimal(0)),
    ],
    "withdrawn_resource_says_why": [other(PartnerResource, a_resource, state="WITHDRAWN")],
}
