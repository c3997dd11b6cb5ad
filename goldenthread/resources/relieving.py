"""Having a way out worked out: asked for, claimed by one worker at a time, cancelled, finished once.

A claim lasts until a time and is renewed; whoever finds it past may take it, as its worker is dead (decision
0032). Each change is one statement that says what it expects to find, so of two workers one gets it, and a
search that was cancelled meanwhile keeps no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from goldenthread.core.periods import Period
from goldenthread.core.refused import refuse_if
from goldenthread.core.relief import Rule
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import make
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.plans.models import Edition
from goldenthread.resources.models import ReliefRun
from goldenthread.resources.relief_permissions import (
    reasons_not_these,
    reasons_not_to_ask,
    reasons_not_to_cancel,
)

LEASE = timedelta(minutes=1)
MOST_ATTEMPTS = 3
WORKER = Officer(post="The worker of this installation", duty=OPERATOR.duty)
QUEUED, WORKING = ReliefRun.State.QUEUED, ReliefRun.State.WORKING
_TIRED = (
    f"It was begun {MOST_ATTEMPTS} times and never finished: the worker stopped each time, perhaps for want "
    "of memory. Ask whoever runs the installation to look at the worker’s log, then ask again."
)


@transaction.atomic
def ask_way_out(
    *,
    edition: Edition,
    quarters: Sequence[Period],
    rule: Rule,
    seconds: int,
    on: date,
    by: Officer,
    at: datetime,
) -> ReliefRun:
    """Have a way out worked out by the worker; the search that is open already where it is the same.

    Raises `Refused`.
    """
    council = edition.plan.council
    refuse_if(reasons_not_to_ask(council, by) or reasons_not_these(edition, quarters, rule, seconds))
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)  # nobody else asks meanwhile
    asked = {
        "edition_id": edition.pk, "first_on": quarters[0].starts_on, "quarters": len(quarters), "read_on": on,
        "limit": rule.limit, "furthest": rule.furthest, "sooner": rule.sooner, "share": rule.share,
        "seconds": seconds,
    }  # fmt: skip
    held = ReliefRun.objects.filter(council=council, state__in=(QUEUED, WORKING), **asked).first()
    if held is not None:
        return held
    row = {"council_id": council.pk, **asked, "asked_by": by.post, "asked_at": at}
    return make(ReliefRun, row, council=council, by=by, at=at, verb="asked for")


@transaction.atomic
def cancel_way_out(*, run: ReliefRun, by: Officer, at: datetime) -> None:
    """Cancel a search; the worker notices within a second or two. Raises `Refused`."""
    held = ReliefRun.objects.select_for_update(of=("self",)).select_related("council").get(pk=run.pk)
    refuse_if(reasons_not_to_cancel(held, by))
    held.state, held.cancelled_by, held.finished_at = ReliefRun.State.CANCELLED, by.post, at
    held.claimed_by, held.claimed_until = "", None
    held.version += 1
    held.save()
    _note(held, "cancelled", by, at)


def claim_next(*, worker: str, at: datetime, lease: timedelta = LEASE) -> ReliefRun | None:
    """Take the search that waits longest; None where there is none to take."""
    lost = Q(state=WORKING, claimed_until__lt=at)
    _give_up(lost, at)
    free = ReliefRun.objects.filter(Q(state=QUEUED) | lost, attempts__lt=MOST_ATTEMPTS)
    for pk in free.order_by("asked_at", "pk").values_list("pk", flat=True)[:10]:
        taken = free.filter(pk=pk).update(
            state=WORKING, claimed_by=worker, claimed_until=at + lease, attempts=F("attempts") + 1,
            progress="", best=None, bound=None,
        )  # fmt: skip
        if taken:
            return ReliefRun.objects.select_related("council", "edition__plan__council").get(pk=pk)
    return None


def _give_up(lost: Q, at: datetime) -> None:
    for held in ReliefRun.objects.filter(lost, attempts__gte=MOST_ATTEMPTS).select_related("council"):
        _failed(Q(lost, pk=held.pk, attempts__gte=MOST_ATTEMPTS), held, _TIRED, at)


def _ours(run: ReliefRun) -> Q:
    """This claim and no later one; nothing once it is cancelled."""
    return Q(pk=run.pk, state=WORKING, claimed_by=run.claimed_by, attempts=run.attempts)


def renew(run: ReliefRun, at: datetime, lease: timedelta = LEASE) -> bool:
    """Hold a claim longer; False where it is ours no more."""
    return bool(ReliefRun.objects.filter(_ours(run)).update(claimed_until=at + lease))


def tell(run: ReliefRun, words: str, best: int | None, bound: int | None) -> bool:
    """Say how far a search is; False where it was cancelled, or the claim is ours no more."""
    return bool(ReliefRun.objects.filter(_ours(run)).update(progress=words, best=best, bound=bound))


def let_go(run: ReliefRun) -> bool:
    """Give a claim back unfinished, as a worker that is stopped does; the attempt doesn't count."""
    return bool(
        ReliefRun.objects.filter(_ours(run)).update(
            state=QUEUED, claimed_by="", claimed_until=None, progress="", attempts=F("attempts") - 1
        )
    )


@transaction.atomic
def finish(
    run: ReliefRun, *, result: str, digest: str, best: int | None, bound: int | None, at: datetime
) -> bool:
    """Keep the answer of a claim that is still ours, once; False, with nothing kept, where it is not."""
    changed = ReliefRun.objects.filter(_ours(run)).update(
        state=ReliefRun.State.DONE, result=result, digest=digest, best=best, bound=bound, finished_at=at,
        progress="", claimed_by="", claimed_until=None, fault="", version=F("version") + 1,
    )  # fmt: skip
    if changed:
        _note(run, "worked out", WORKER, at, after={"digest": digest})
    return bool(changed)


@transaction.atomic
def fail(run: ReliefRun, fault: str, *, at: datetime) -> None:
    """Say why a search failed: it is tried again up to three times."""
    if run.attempts >= MOST_ATTEMPTS:
        _failed(_ours(run), run, fault, at)
    else:
        ReliefRun.objects.filter(_ours(run)).update(
            state=QUEUED, claimed_by="", claimed_until=None, fault=fault
        )


@transaction.atomic
def _failed(which: Q, run: ReliefRun, fault: str, at: datetime) -> None:
    held = ReliefRun.objects.filter(which)
    if held.update(
        state=ReliefRun.State.FAILED, fault=fault, finished_at=at, claimed_by="", claimed_until=None
    ):
        _note(run, "failed", WORKER, at, reason=fault)


def _note(run: ReliefRun, verb: str, by: Officer, at: datetime, **more: object) -> None:
    note(verb=verb, subject=run, council=run.council.slug, by=by, at=at, **more)
