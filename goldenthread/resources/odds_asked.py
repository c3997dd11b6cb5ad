"""Having the odds of delivery worked out: asked for once, cancelled, tried again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.core.odds import METHOD, RUNS
from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.plans.models import Edition
from goldenthread.resources.models import OddsRun
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
    workload = workload_of(edition, quarters, on, OPERATOR)
    refuse_if(reasons_not_of_workload(workload))
    digest = digest_of_odds(workload, seed, runs)
    held = OddsRun.objects.filter(edition=edition, digest=digest).first()
    if held is not None:
        return _again(held, by, at)
    made = OddsRun.objects.create(
        council=council, edition=edition, first_on=quarters[0].starts_on, last_on=quarters[-1].ends_on,
        seed=seed, runs=runs, method=METHOD, digest=digest, inputs=encoded_workload(workload),
        asked_by=by.post, asked_at=at,
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
