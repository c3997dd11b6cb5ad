"""What the worker does in turn: each chore is given the shift and says whether it found anything to do.

Another part of the product adds its chore to `CHORES` with how often it is to be looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError

from goldenthread.core.refused import Refused
from goldenthread.jobs.shift import Shift, held
from goldenthread.reports.drawing import Making, draw_document
from goldenthread.reports.figures.frozen import code_version
from goldenthread.reports.making import LEASE, claim_next, fail, make_again, renew

log = logging.getLogger("goldenthread.work")


@dataclass(frozen=True, slots=True)
class Chore:
    """One thing that the worker does; `every` is the fewest seconds between two looks at it."""

    name: str
    run: Callable[[Shift], bool]
    every: float = 0.0


def make_documents(shift: Shift) -> bool:
    """Claim the oldest document that nobody is making, and make it."""
    claimed = claim_next(worker=shift.worker, at=shift.now())
    if claimed is None:
        return False
    log.info("Making document %s: %s as %s.", claimed.pk, claimed.product, claimed.format)
    how = Making(code_version=code_version(), now=shift.now, is_stopped=shift.is_over)
    try:
        with held(lambda: renew(claimed, shift.now()), LEASE.total_seconds() / 4):
            draw_document(claimed, how)
    except Refused as refusal:
        fail(claimed, " ".join(refusal.reasons), at=shift.now(), is_final=True)
    except DatabaseError:
        raise  # nothing is wrong with the document: its claim runs out and it is taken again
    except Exception as fault:
        log.exception("Document %s could not be made.", claimed.pk)
        fail(claimed, _said(fault), at=shift.now())
    return True


def _said(fault: Exception) -> str:
    return (
        f"Something went wrong while it was made ({type(fault).__name__}). "
        "Ask whoever runs the installation to look at the worker’s log."
    )


def make_outdated_again(shift: Shift) -> bool:
    """Put back what no longer says what must be said of its figures."""
    return bool(make_again(at=shift.now()))


CHORES: list[Chore] = [
    Chore("documents", make_documents),
    Chore("documents made again", make_outdated_again, every=10.0),
]
