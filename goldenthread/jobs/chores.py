"""What the worker does in turn: each chore is given the shift and says whether it found anything to do.

Another part of the product adds its chore to `CHORES` with how often it is to be looked at.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import DatabaseError

from goldenthread.core.refused import Refused
from goldenthread.jobs.sending import send_waiting
from goldenthread.jobs.shift import Shift, held
from goldenthread.people.days import day_at
from goldenthread.people.queries import councils_for_operator
from goldenthread.reports.drawing import Making, draw_document
from goldenthread.reports.figures.frozen import code_version
from goldenthread.reports.making import claim_next, fail, make_again, renew
from goldenthread.reports.scheduling import send_made, start_due
from goldenthread.resources import relieving
from goldenthread.resources.odds_making import claim_next_odds, fail_odds, renew_odds, work_odds_out
from goldenthread.resources.relief_working import Working, work_out
from goldenthread.rounds.nudging import nudge

if TYPE_CHECKING:
    from goldenthread.reports.models import Document
    from goldenthread.resources.models import ReliefRun

log = logging.getLogger("goldenthread.work")


@dataclass(frozen=True, slots=True)
class Chore:
    """One thing that the worker does; `every` is the fewest seconds between two looks at it."""

    name: str
    run: Callable[[Shift], bool]
    every: float = 0.0


def make_documents(shift: Shift) -> bool:
    """Claim the oldest document that nobody is making, and make it."""
    claimed = claim_next(worker=shift.worker, at=shift.now(), lease=shift.lease)
    if claimed is None:
        return False
    make_claimed(claimed, shift)
    return True


def make_claimed(claimed: Document, shift: Shift) -> None:
    """Make a document that this worker claimed, holding the claim all the while; a fault is kept with it."""
    log.info("Making document %s: %s as %s.", claimed.pk, claimed.product, claimed.format)
    how = Making(code_version=code_version(), now=shift.now, is_stopped=shift.is_over)
    try:
        with held(lambda: renew(claimed, shift.now(), shift.lease), shift.lease.total_seconds() / 4):
            draw_document(claimed, how)
    except Refused as refusal:
        fail(claimed, " ".join(refusal.reasons), at=shift.now(), is_final=True)
    except DatabaseError:
        raise  # nothing is wrong with the document: its claim runs out and it is taken again
    except Exception as fault:
        log.exception("Document %s could not be made.", claimed.pk)
        fail(claimed, _said(fault), at=shift.now())


def work_out_odds(shift: Shift) -> bool:
    """Claim the oldest odds of delivery that nobody is working out, and work them out."""
    claimed = claim_next_odds(worker=shift.worker, at=shift.now(), lease=shift.lease)
    if claimed is None:
        return False
    log.info("Working out odds %s.", claimed.pk)
    try:
        with held(lambda: renew_odds(claimed, shift.now(), shift.lease), shift.lease.total_seconds() / 4):
            work_odds_out(claimed, now=shift.now, is_stopped=shift.is_over)
    except DatabaseError:
        raise  # nothing is wrong with the odds: the claim runs out and they are taken again
    except Exception as fault:
        log.exception("Odds %s could not be worked out.", claimed.pk)
        fail_odds(claimed, _said(fault), at=shift.now())
    return True


def _said(fault: Exception) -> str:
    return (
        f"Something went wrong while it was made ({type(fault).__name__}). "
        "Ask whoever runs the installation to look at the worker’s log."
    )


def work_out_ways_out(shift: Shift) -> bool:
    """Claim the search for a way out that waits longest, and work it out."""
    claimed = relieving.claim_next(worker=shift.worker, at=shift.now(), lease=shift.lease)
    if claimed is None:
        return False
    work_out_claimed(claimed, shift)
    return True


def work_out_claimed(claimed: ReliefRun, shift: Shift) -> None:
    """Work out a search that this worker claimed, holding the claim meanwhile; a fault is kept with it."""
    log.info("Working out way out %s.", claimed.pk)
    how = Working(now=shift.now, clock=time.monotonic, is_stopped=shift.is_over)
    try:
        with held(
            lambda: relieving.renew(claimed, shift.now(), shift.lease), shift.lease.total_seconds() / 4
        ):
            work_out(claimed, how)
    except DatabaseError:
        raise  # its claim runs out and it is taken again
    except Exception as fault:
        log.exception("Way out %s could not be worked out.", claimed.pk)
        relieving.fail(claimed, _said(fault), at=shift.now())


def make_outdated_again(shift: Shift) -> bool:
    """Put back what no longer says what must be said of its figures."""
    return bool(make_again(at=shift.now()))


def start_schedules(shift: Shift) -> bool:
    """Begin what is due by each council's own day."""
    begun = 0
    for council in councils_for_operator():
        begun += start_due(council=council, on=day_at(council, shift.now()), at=shift.now())
    return bool(begun)


def send_scheduled(shift: Shift) -> bool:
    """Write the messages of what was scheduled and is made by now."""
    return bool(send_made(at=shift.now()))


def nudge_everybody(shift: Shift) -> bool:
    """Write the nudges that are due by each council's own day; again on the same day adds none."""
    at = shift.now()
    written = [nudge(council=one, on=day_at(one, at), at=at) for one in councils_for_operator()]
    return any(written)


def send_messages(shift: Shift) -> bool:
    """Send the messages that wait, where a way to send them is set."""
    return bool(send_waiting(shift.now()).sent)


CHORES: list[Chore] = [
    Chore("documents", make_documents),
    Chore("odds of delivery", work_out_odds),
    Chore("ways out", work_out_ways_out),
    Chore("schedules begun", start_schedules, every=5.0),
    Chore("schedules sent", send_scheduled, every=2.0),
    Chore("nudges", nudge_everybody, every=300.0),
    Chore("messages", send_messages, every=5.0),
    Chore("documents made again", make_outdated_again, every=10.0),
]
