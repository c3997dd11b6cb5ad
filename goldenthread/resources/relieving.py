"""Having a way out worked out: asked for, claimed by one worker at a time, cancelled, finished once.

How it is claimed: `ledger.claims`. A search that was cancelled meanwhile keeps no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from goldenthread.core.periods import Period
from goldenthread.core.refused import refuse_if
from goldenthread.core.relief import Rule
from goldenthread.ledger.actions import note
from goldenthread.ledger.claims import Queue
from goldenthread.ledger.one import make
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.resources.models import ReliefRun
from goldenthread.resources.relief_permissions import (
    reasons_not_these,
    reasons_not_to_ask,
    reasons_not_to_cancel,
)

QUEUED, WORKING = ReliefRun.State.QUEUED, ReliefRun.State.WORKING
QUEUE = Queue(
    ReliefRun,
    waiting=QUEUED,
    at_work=WORKING,
    fails="failed",
    failed_at="finished_at",
    anew={"progress": "", "best": None, "bound": None},
    joined=("council", "edition__plan__council"),
    heavy=("result",),
)
claim_next, renew, let_go, fail = QUEUE.claim_next, QUEUE.renew, QUEUE.let_go, QUEUE.fail


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
    note(verb="cancelled", subject=held, council=held.council.slug, by=by, at=at)


def tell(run: ReliefRun, words: str, best: int | None, bound: int | None) -> bool:
    """Say how far a search is; False where it was cancelled, or the claim is ours no more."""
    return QUEUE.tell(run, progress=words, best=best, bound=bound)


@transaction.atomic
def finish(
    run: ReliefRun, *, result: str, digest: str, best: int | None, bound: int | None, at: datetime
) -> bool:
    """Keep the answer of a claim that is still ours, once; False, with nothing kept, where it is not."""
    return QUEUE.finish(
        run, "worked out", at, digest, state=ReliefRun.State.DONE, result=result, digest=digest, best=best,
        bound=bound, finished_at=at, progress="", version=F("version") + 1,
    )  # fmt: skip
