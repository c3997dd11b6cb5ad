"""Working odds out as a worker does: claimed by one at a time, with progress, kept once (decision 0032)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from goldenthread.core.odds import odds
from goldenthread.ledger.claims import Queue
from goldenthread.resources.models import OddsRun
from goldenthread.resources.odds_kept import decoded_workload, encoded_odds

QUEUE = Queue(
    OddsRun,
    waiting="WAITING",
    at_work="WORKING",
    fails="could not be worked out",
    anew={"step": 0, "steps": 0},
    heavy=("inputs", "result"),
)
claim_next_odds, renew_odds, let_odds_go, fail_odds = (
    QUEUE.claim_next,
    QUEUE.renew,
    QUEUE.let_go,
    QUEUE.fail,
)


class Stopped(Exception):
    """The worker was told to stop, or the claim is not its own any more: somebody cancelled it."""


def work_odds_out(run: OddsRun, *, now: Callable[[], datetime], is_stopped: Callable[[], bool]) -> bool:
    """Work one claimed run out and keep it; False where it was let go, cancelled or lost."""

    def told(done: int, of: int) -> None:
        if is_stopped():
            QUEUE.let_go(run)
            raise Stopped
        if not QUEUE.tell(run, step=done, steps=of):
            raise Stopped

    try:
        found = odds(decoded_workload(bytes(run.inputs)), seed=run.seed, runs=run.runs, told=told)
    except Stopped:
        return False
    return _keep(run, encoded_odds(found), now())


@transaction.atomic
def _keep(run: OddsRun, result: bytes, at: datetime) -> bool:
    return QUEUE.finish(run, "worked out", at, run.digest, state="DONE", result=result, done_at=at)
