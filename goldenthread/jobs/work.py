"""`goldenthread work`: the worker, which makes documents, keeps schedules and sends what waits to go.

It may be killed at any moment: whatever it was doing is found again by the next worker, and done once.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import click

from goldenthread.jobs.console import start_django, told_plainly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goldenthread.jobs.chores import Chore
    from goldenthread.jobs.shift import Shift

AGAIN = 3.0  # seconds between looks at whether the worker beside the site still runs
PAUSE = 1.0  # seconds between looks when there is nothing to do
MOST_PAUSE = 30.0  # after faults in a row, as when the database is away
log = logging.getLogger("goldenthread.work")


@click.command()
@click.option("--once", is_flag=True, help="Do what waits, then end.")
@click.option(
    "--lease",
    default=60.0,
    show_default=True,
    type=click.FloatRange(1, 3600),
    help="Seconds after which what a dead worker was doing is taken up by another.",
)
@click.option("--beside", type=int, default=0, hidden=True)
@told_plainly
def work(once: bool, lease: float, beside: int) -> None:
    """Make documents, keep schedules and send what waits, until it is stopped with Ctrl+C.

    `goldenthread serve` starts one by itself. Several may run at once, on one machine or on several.
    """
    start_django()
    from goldenthread.jobs.chores import CHORES  # noqa: PLC0415 - tables need Django started
    from goldenthread.jobs.shift import Shift  # noqa: PLC0415

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    shift = Shift(beside=beside, lease=timedelta(seconds=lease))
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: shift.end.set())
    if once:
        do_what_waits(shift, CHORES)
    else:
        keep_working(shift, CHORES)


def do_what_waits(shift: Shift, chores: Sequence[Chore]) -> None:
    """Do every chore until none finds anything more; a fault ends it."""
    while not shift.is_over() and any([chore.run(shift) for chore in chores]):
        pass


def keep_working(shift: Shift, chores: Sequence[Chore]) -> None:
    """Do every chore in turn until the shift is over; a fault is logged and tried again, later each time."""
    log.info("At work.")
    looked: dict[str, float] = {}
    faults = 0
    while not shift.is_over():
        done = [_looked_at(chore, shift, looked) for chore in chores]
        faults = faults + 1 if None in done else 0
        if not any(done):
            _rest(shift, min(PAUSE * 2 ** min(faults, 5), MOST_PAUSE))
    log.info("Stopped.")


def _looked_at(chore: Chore, shift: Shift, looked: dict[str, float]) -> bool | None:
    """Whether a chore found anything to do; None where it could not be done, and the others go on."""
    now = time.monotonic()
    if shift.is_over() or now - looked.get(chore.name, -chore.every) < chore.every:
        return False
    looked[chore.name] = now
    try:
        return chore.run(shift)
    except Exception:
        log.exception("The chore “%s” could not be done; it is tried again.", chore.name)
        return None


def _rest(shift: Shift, seconds: float) -> None:
    from django.db import close_old_connections  # noqa: PLC0415 - after Django is started

    close_old_connections()
    shift.end.wait(seconds)


@contextmanager
def a_worker_beside() -> Iterator[subprocess.Popen[Any]]:
    """A worker in a process of its own for as long as the block lasts, or this process lives.

    One that ends before, however it ends, is followed by another.
    """
    held, is_over = [_start_beside()], Event()
    Thread(target=_keep_one, args=(held, is_over), daemon=True).start()
    try:
        yield held[0]
    finally:
        is_over.set()
        held[0].terminate()
        try:
            held[0].wait(30)
        except subprocess.TimeoutExpired:
            held[0].kill()


def _start_beside() -> subprocess.Popen[Any]:
    run = "from goldenthread.config.command import main; main()"
    return subprocess.Popen([sys.executable, "-c", run, "work", "--beside", str(os.getpid())])


def _keep_one(held: list[subprocess.Popen[Any]], is_over: Event) -> None:
    """Start another worker where the one held has ended; it is looked at every few seconds."""
    while not is_over.wait(AGAIN):
        if held[0].poll() is not None:
            held[0] = _start_beside()
