"""Why somebody may not have the odds of delivery worked out, or stop that."""

from __future__ import annotations

from datetime import date

from goldenthread.core.odds_states import RUN
from goldenthread.core.periods import Period
from goldenthread.core.workload import Workload
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.models import Edition
from goldenthread.resources.models import OddsRun

MOST_SEED = 2**63 - 1


def reasons_not_to_work_out(council: Council, by: Officer) -> list[str]:
    """Why this person may not have the odds worked out."""
    return reasons_of_duty(council, "work_out_delivery", by)


def reasons_not_of_edition(edition: Edition, quarters: tuple[Period, ...], on: date) -> list[str]:
    """Why an edition has no odds left: its last quarter is over."""
    if quarters:
        return []
    return [
        f"The last quarter of {edition.name} was over by {on.day} {on:%B %Y}: there is no chance left in it."
    ]


def reasons_not_of_workload(workload: Workload) -> list[str]:
    """Why there is nothing to work out."""
    if any(not work.is_done for work in workload.works):
        return []
    return ["No action of it is still to be finished, so there are no odds to work out."]


def reasons_not_seed(seed: int) -> list[str]:
    """Why the draws can't begin from a number."""
    return [] if 0 <= seed <= MOST_SEED else ["Write the seed as a whole number, 0 or above."]


def reasons_not_to_cancel(run: OddsRun, by: Officer) -> list[str]:
    """Why this person may not cancel it, or that it is over."""
    return reasons_not_to_work_out(run.council, by) or RUN.reasons_not("cancel", run.state, "This simulation")


def reasons_not_to_try_again(run: OddsRun, by: Officer) -> list[str]:
    """Why this person may not have it tried again."""
    return reasons_not_to_work_out(run.council, by) or RUN.reasons_not("again", run.state, "This simulation")
