"""Working odds out as a worker does: claimed by one at a time, with progress, kept once (decision 0032)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from goldenthread.core.odds import odds
from goldenthread.ledger.actions import note
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.resources.models import OddsRun
from goldenthread.resources.odds_kept import decoded_workload, encoded_odds

LEASE = timedelta(minutes=1)
MOST_ATTEMPTS = 3
WORKER = Officer(post="The worker of this installation", duty=OPERATOR.duty)
_HEAVY = ("inputs", "result")
_TIRED = (
    f"It was begun {MOST_ATTEMPTS} times and never finished: the worker stopped each time, perhaps for want "
    "of memory. Ask whoever runs the installation to look at the worker’s log, then try again."
)


class Stopped(Exception):
    """The worker was told to stop, or the claim is not its own any more: somebody cancelled it."""


def claim_next_odds(*, worker: str, at: datetime, lease: timedelta = LEASE) -> OddsRun | None:
    """Take the oldest that nobody is working out; None where there is none.

    Each change is one statement that says what it expects to find, so of two workers one gets it.
    """
    lost = Q(state="WORKING", claimed_until__lt=at)
    for held in OddsRun.objects.filter(lost, attempts__gte=MOST_ATTEMPTS).defer(*_HEAVY):
        fail_odds(held, _TIRED, at=at)
    free = OddsRun.objects.filter(Q(state="WAITING") | lost, attempts__lt=MOST_ATTEMPTS)
    for pk in free.order_by("asked_at", "pk").values_list("pk", flat=True)[:10]:
        taken = free.filter(pk=pk).update(
            state="WORKING", claimed_by=worker, claimed_until=at + lease, attempts=F("attempts") + 1,
            step=0, steps=0,
        )  # fmt: skip
        if taken:
            return OddsRun.objects.select_related("council").get(pk=pk)
    return None


def _ours(run: OddsRun) -> Q:
    """This claim and no later one."""
    return Q(pk=run.pk, state="WORKING", claimed_by=run.claimed_by, attempts=run.attempts)


def renew_odds(run: OddsRun, at: datetime, lease: timedelta = LEASE) -> bool:
    """Hold a claim longer; False where it is ours no more."""
    return bool(OddsRun.objects.filter(_ours(run)).update(claimed_until=at + lease))


def let_odds_go(run: OddsRun) -> bool:
    """Give a claim back unfinished, as a worker that is stopped does; the attempt doesn't count."""
    return bool(
        OddsRun.objects.filter(_ours(run)).update(
            state="WAITING", claimed_by="", claimed_until=None, step=0, attempts=F("attempts") - 1
        )
    )


def work_odds_out(run: OddsRun, *, now: Callable[[], datetime], is_stopped: Callable[[], bool]) -> bool:
    """Work one claimed run out and keep it; False where it was let go, cancelled or lost."""

    def told(done: int, of: int) -> None:
        if is_stopped():
            let_odds_go(run)
            raise Stopped
        if not OddsRun.objects.filter(_ours(run)).update(step=done, steps=of):
            raise Stopped

    try:
        found = odds(decoded_workload(bytes(run.inputs)), seed=run.seed, runs=run.runs, told=told)
    except Stopped:
        return False
    return _keep(run, encoded_odds(found), now())


@transaction.atomic
def _keep(run: OddsRun, result: bytes, at: datetime) -> bool:
    kept = OddsRun.objects.filter(_ours(run)).update(
        state="DONE", result=result, done_at=at, claimed_by="", claimed_until=None, fault=""
    )
    if kept:
        _note(run, "worked out", at)
    return bool(kept)


@transaction.atomic
def fail_odds(run: OddsRun, fault: str, *, at: datetime) -> None:
    """Say why it could not be worked out: tried again up to three times."""
    is_over = run.attempts >= MOST_ATTEMPTS
    changed = OddsRun.objects.filter(_ours(run)).update(
        state="FAILED" if is_over else "WAITING", fault=fault, claimed_by="", claimed_until=None
    )
    if changed and is_over:
        _note(run, "could not be worked out", at, fault)


def _note(run: OddsRun, verb: str, at: datetime, reason: str = "") -> None:
    after = {"digest": run.digest}
    note(verb=verb, subject=run, council=run.council.slug, by=WORKER, at=at, after=after, reason=reason)
