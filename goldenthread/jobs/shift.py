"""One worker at work: its name, its clock, when it must stop, and a claim held for as long as it lives."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

LEASE = timedelta(minutes=1)


def _name() -> str:
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True)
class Shift:
    """What every chore is given: who is at work, the time, and whether to come to an end.

    `beside` is the process that the worker lives and dies with; none where it runs alone. A claim lasts for
    `lease` from each time that it is renewed.
    """

    worker: str = field(default_factory=_name)
    beside: int = 0
    lease: timedelta = LEASE
    end: threading.Event = field(default_factory=threading.Event)

    def now(self) -> datetime:
        return datetime.now(UTC)

    def is_over(self) -> bool:
        """True when told to stop, or when the process that it runs beside is gone."""
        if self.beside and os.getppid() != self.beside:
            self.end.set()
        return self.end.is_set()


@contextmanager
def held(renew: Callable[[], bool], every: float) -> Iterator[None]:
    """Call `renew` every so many seconds in a thread of its own, until the block ends or it says False."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(renew, every, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beat(renew: Callable[[], bool], every: float, done: threading.Event) -> None:
    from django.db import DatabaseError, connection  # noqa: PLC0415 - tables need Django started

    try:
        while not done.wait(every):
            try:
                if not renew():
                    return
            except DatabaseError:  # a busy database: the next beat may get through before the claim is past
                continue
    finally:
        connection.close()  # each thread has its own
