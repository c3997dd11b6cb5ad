"""Having the odds of delivery worked out: asked for once, cancelled, tried again."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.odds import METHOD, RUNS
from goldenthread.core.odds_plan import QUARTERS_AFTER
from goldenthread.core.periods import Period
from goldenthread.core.refused import refuse_if
from goldenthread.core.workload import Workload
from goldenthread.ledger.actions import note
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.plans.models import Edition
from goldenthread.resources.models import OddsRun, Scenario
from goldenthread.resources.odds_kept import digest_of_odds, encoded_workload
from goldenthread.resources.odds_permissions import (
    reasons_not_of_edition,
    reasons_not_of_workload,
    reasons_not_seed,
    reasons_not_to_cancel,
    reasons_not_to_try_again,
    reasons_not_to_work_out,
)
from goldenthread.resources.odds_queries import OPEN, quarters_left
from goldenthread.resources.workload_queries import workload_of


@transaction.atomic
def ask_for_odds(
    *, edition: Edition, on: date, seed: int = 1, runs: int = RUNS, by: Officer, at: datetime
) -> OddsRun:
    """Have an edition's odds worked out from a day; the same asked for before are the latest again.

    Everything of the edition counts, whoever asks: who may read which line is for whoever shows them.
    Raises `Refused`.
    """
    council = edition.plan.council
    refuse_if(reasons_not_to_work_out(council, by) or reasons_not_seed(seed))
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    quarters = quarters_left(edition, on)
    refuse_if(reasons_not_of_edition(edition, quarters, on))
    workload = workload_of(edition, quarters, on, OPERATOR, QUARTERS_AFTER)
    refuse_if(reasons_not_of_workload(workload))
    return keep_asked(Asked(edition, on, quarters, workload, seed, runs), by=by, at=at)


class Asked(NamedTuple):
    """What a simulation is asked of; one of a scenario stands beside that of its plan."""

    edition: Edition
    on: date
    quarters: tuple[Period, ...]
    workload: Workload
    seed: int
    runs: int
    scenario: Scenario | None = None
    beside: OddsRun | None = None


def keep_asked(asked: Asked, *, by: Officer, at: datetime) -> OddsRun:
    """Put what may be asked for in the queue; where the same was asked before, that is the latest again."""
    digest = digest_of_odds(asked.workload, asked.seed, asked.runs)
    held = OddsRun.objects.filter(edition=asked.edition, scenario=asked.scenario, digest=digest).first()
    if held is not None:
        if held.beside != asked.beside:
            held.beside = asked.beside
            held.save(update_fields=["beside"])
        return _again(held, by, at)
    made = OddsRun.objects.create(
        council=asked.edition.plan.council, edition=asked.edition, scenario=asked.scenario,
        beside=asked.beside, first_on=asked.quarters[0].starts_on, last_on=asked.quarters[-1].ends_on,
        seed=asked.seed, runs=asked.runs, method=METHOD, digest=digest,
        inputs=encoded_workload(asked.workload), asked_by=by.post, asked_at=at,
    )  # fmt: skip
    _note(made, "asked for", by, at)
    return made


@transaction.atomic
def cancel_odds(*, run: OddsRun, by: Officer, at: datetime) -> None:
    """Stop it, whether it waits or is being worked out. Raises `Refused`."""
    held = _locked(run)
    refuse_if(reasons_not_to_cancel(held, by))
    held.state, held.claimed_by, held.claimed_until = "CANCELLED", "", None
    held.save(update_fields=["state", "claimed_by", "claimed_until"])
    _note(held, "cancelled", by, at)


@transaction.atomic
def try_odds_again(*, run: OddsRun, by: Officer, at: datetime) -> None:
    """Put what was cancelled or went wrong back in the queue, with what it was asked of. Raises `Refused`."""
    held = _locked(run)
    refuse_if(reasons_not_to_try_again(held, by))
    _again(held, by, at)


def _locked(run: OddsRun) -> OddsRun:
    return OddsRun.objects.select_for_update(of=("self",)).select_related("council").get(pk=run.pk)


def _again(held: OddsRun, by: Officer, at: datetime) -> OddsRun:
    """Ask for the same once more: what is open goes on, what is done is the latest, the rest tried again."""
    if held.state in OPEN:
        return held
    if held.state != "DONE":
        held.state, held.attempts, held.fault, held.step, held.steps = "WAITING", 0, "", 0, 0
    held.asked_by, held.asked_at = by.post, at
    held.save(update_fields=["state", "attempts", "fault", "step", "steps", "asked_by", "asked_at"])
    _note(held, "asked for again", by, at)
    return held


def _note(run: OddsRun, verb: str, by: Officer, at: datetime) -> None:
    said = {"seed": str(run.seed), "runs": str(run.runs), "digest": run.digest}
    note(verb=verb, subject=run, council=run.council.slug, by=by, at=at, after=said)
