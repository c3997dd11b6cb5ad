"""Why somebody may not bring in a plan, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.text import slugify

from goldenthread.core.plan_table import PlanTree
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.models import Plan

if TYPE_CHECKING:
    from goldenthread.exchange.storing import Goal


def reasons_not_to_bring(council: Council, by: Officer) -> list[str]:
    """Why this person may not bring in a plan of this council."""
    return reasons_of_duty(council, "import_plan", by)


def reasons_not_to_bring_measures(council: Council, by: Officer) -> list[str]:
    """Why this person may not bring in measures of another system, which reach across the council."""
    return reasons_of_duty(council, "import_plan", by)


def reasons_not_to_store(council: Council, tree: PlanTree, goal: Goal) -> list[str]:
    """Why this tree can't be stored as this edition."""
    found = list(_of_tree(tree))
    if not slugify(goal.edition_name):
        found.append("Name the edition, such as 2014/15.")
    if goal.plan is None:
        return [*found, *_of_new_plan(council, goal)]
    if goal.plan.retired_on:
        found.append(f"{goal.plan} is retired. Bring it back first, or choose another plan.")
    if goal.plan.editions.filter(slug=goal.edition_slug).exists():
        found.append(f"{goal.plan} has an edition called “{goal.edition_name}” already. Choose another name.")
    return found


def _of_tree(tree: PlanTree) -> Iterator[str]:
    if not tree.lines:
        yield "No line comes of this table. Say which column is the lowest level."
    names = [name.strip().casefold() for name in tree.names]
    twice = [name for name in tree.names if names.count(name.strip().casefold()) > 1]
    if twice:
        yield f"Two levels are called “{twice[0]}”. Give each level a name of its own."
    if not all(names):
        yield "A level has no name. Name each level."


def _of_new_plan(council: Council, goal: Goal) -> Iterator[str]:
    if not slugify(goal.plan_name):
        yield "Name the plan, or choose one that is held."
        return
    held = Plan.objects.filter(council=council, slug=slugify(goal.plan_name)[:80]).first()
    if held:
        yield f"There is a plan called “{held}” already. Choose it above, or give this one another name."
    if goal.kind == Plan.Kind.SERVICE and goal.service_id:
        own = Plan.objects.filter(council=council, kind=goal.kind, service_id=goal.service_id).first()
        if own:
            yield f"This service has a plan, “{own}”. Choose it above: this becomes a new edition of it."
