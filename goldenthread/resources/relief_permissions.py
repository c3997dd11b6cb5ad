"""Why somebody may not have a way out worked out, or cancel one; and who may read those that were."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from goldenthread.core.periods import Period
from goldenthread.core.relief import FURTHEST, Rule
from goldenthread.core.relief_states import SEARCH
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.models import Edition
from goldenthread.resources.models import Capacity, ReliefRun

POWER = "work_out_delivery"
MOST_SECONDS = 900


def reasons_not_to_ask(council: Council, by: Officer) -> list[str]:
    """Why this person may not have a way out worked out."""
    return reasons_of_duty(council, POWER, by)


def reasons_not_these(edition: Edition, quarters: Sequence[Period], rule: Rule, seconds: int) -> list[str]:
    """Why such a way out can't be worked out."""
    found = []
    if not 1 <= rule.limit <= 200:
        found.append("Write the limit as a percentage of capacity from 1 to 200.")
    if not 0 <= rule.furthest <= FURTHEST:
        found.append(f"Write how many quarters a deferral may go, from 0 to {FURTHEST}.")
    if not 0 <= rule.sooner <= FURTHEST:
        found.append(f"Write how many quarters an action may be brought forward, from 0 to {FURTHEST}.")
    if not 1 <= seconds <= MOST_SECONDS:
        found.append(f"Allow from one second to {MOST_SECONDS // 60} minutes.")
    council, days = edition.plan.council, [one.starts_on for one in quarters]
    if not Capacity.objects.filter(council=council, quarter_on__in=days).exists():
        found.append(
            "Nobody has said what any service can give in these quarters, so nothing can be said to be full. "
            "Say what each service can give first."
        )
    return found


def reasons_not_to_cancel(run: ReliefRun, by: Officer) -> list[str]:
    """Why this person may not cancel a search."""
    return reasons_of_duty(run.council, POWER, by) or SEARCH.reasons_not("cancel", run.state, "This search")


def readable(council: Council, viewer: Officer) -> Q:
    """Which searches somebody may read: of drafts and exempt lines too, so they are for the council's own."""
    if viewer.serves_everyone or viewer.inside == council.slug:
        return Q(council=council)
    return Q(pk__in=[])
