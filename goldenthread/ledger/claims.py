"""Work that a worker does by and by: claimed by one at a time, renewed, let go, finished once or given up.

A claim lasts until a time and is renewed; whoever finds it past may take it, as its worker is dead (decision
0032). Each change is one statement that says what it expects to find, so of two workers one gets it, and one
that slept too long finds nothing. A model that is queued has `council`, `state`, `asked_at`, `claimed_by`,
`claimed_until`, `attempts` and `fault`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import F, Model, Q, QuerySet

from goldenthread.ledger.actions import note
from goldenthread.people.officers import OPERATOR, Officer

LEASE = timedelta(minutes=1)
MOST_ATTEMPTS = 3
WORKER = Officer(post="The worker of this installation", duty=OPERATOR.duty)
TIRED = (
    f"It was begun {MOST_ATTEMPTS} times and never finished: the worker stopped each time, perhaps for want "
    "of memory. Ask whoever runs the installation to look at the worker’s log, then ask again."
)
_AT_ONCE = 10  # of those that wait longest, how many are tried before giving way to other workers
_FREE: Mapping[str, object] = {"claimed_by": "", "claimed_until": None}

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Queue(Generic[M]):
    """The queue of one kind of work.

    `waiting`, `at_work` and `failed` are its states. `fails` is what the ledger says of one that is given up,
    and `failed_at` the field that keeps when, if any. `anew` is what progress begins from. `joined` is read
    along with what is claimed, and `heavy` isn't read of what is only looked at.
    """

    model: type[M]
    waiting: str
    at_work: str
    fails: str
    failed: str = "FAILED"
    failed_at: str = ""
    anew: Mapping[str, object] = field(default_factory=dict)
    joined: tuple[str, ...] = ("council",)
    heavy: tuple[str, ...] = ()

    @property
    def _rows(self) -> QuerySet[Any]:
        return self.model._default_manager.all()

    def ours(self, claimed: M) -> QuerySet[Any]:
        """This claim and no later one; nothing once it is cancelled."""
        held: Any = claimed
        return self._rows.filter(
            pk=held.pk, state=self.at_work, claimed_by=held.claimed_by, attempts=held.attempts
        )

    def claim_next(
        self, *, worker: str, at: datetime, lease: timedelta = LEASE, only: int | None = None
    ) -> M | None:
        """Take what waits longest, or `only` one; None where there is none to take."""
        lost = Q(state=self.at_work, claimed_until__lt=at)
        self._give_up(self._rows.filter(lost, attempts__gte=MOST_ATTEMPTS), at)
        free = self._rows.filter(Q(state=self.waiting) | lost, attempts__lt=MOST_ATTEMPTS)
        free = free if only is None else free.filter(pk=only)
        for pk in free.order_by("asked_at", "pk").values_list("pk", flat=True)[:_AT_ONCE]:
            taken = free.filter(pk=pk).order_by().update(
                state=self.at_work, claimed_by=worker, claimed_until=at + lease, attempts=F("attempts") + 1,
                **self.anew,
            )  # fmt: skip
            if taken:
                found: M = self._rows.select_related(*self.joined).get(pk=pk)
                return found
        return None

    def _give_up(self, tired: QuerySet[Any], at: datetime) -> None:
        """Give up what was begun too often, each by one worker only."""
        for held in tired.select_related("council").defer(*self.heavy):
            with transaction.atomic():
                self._failed(tired.filter(pk=held.pk), held, TIRED, at)

    def renew(self, claimed: M, at: datetime, lease: timedelta = LEASE) -> bool:
        """Hold a claim longer; False where it is ours no more."""
        return bool(self.ours(claimed).update(claimed_until=at + lease))

    def tell(self, claimed: M, **progress: object) -> bool:
        """Say how far it is; False where it was cancelled, or the claim is ours no more."""
        return bool(self.ours(claimed).update(**progress))

    def let_go(self, claimed: M) -> bool:
        """Give a claim back unfinished, as a worker that is stopped does; the attempt doesn't count."""
        row = {"state": self.waiting, "attempts": F("attempts") - 1, **_FREE, **self.anew}
        return bool(self.ours(claimed).update(**row))

    def finish(self, claimed: M, verb: str, at: datetime, digest: str, /, **row: object) -> bool:
        """Keep what came of a claim that is still ours, once; False, with nothing kept, where it is not."""
        changed = self.ours(claimed).update(**row, fault="", **_FREE)
        if changed:
            self._note(claimed, verb, at, after={"digest": digest})
        return bool(changed)

    @transaction.atomic
    def fail(self, claimed: M, fault: str, *, at: datetime, is_final: bool = False) -> None:
        """Say why it could not be done: it is tried again up to three times, unless it never can be."""
        held: Any = claimed
        if is_final or held.attempts >= MOST_ATTEMPTS:
            self._failed(self.ours(claimed), claimed, fault, at)
        else:
            self.ours(claimed).update(state=self.waiting, fault=fault, **_FREE)

    def _failed(self, which: QuerySet[Any], held: M, fault: str, at: datetime) -> None:
        when = {self.failed_at: at} if self.failed_at else {}
        if which.update(state=self.failed, fault=fault, **_FREE, **when):
            self._note(held, self.fails, at, reason=fault)

    def _note(self, subject: M, verb: str, at: datetime, **more: Any) -> None:
        held: Any = subject
        note(verb=verb, subject=held, council=held.council.slug, by=WORKER, at=at, **more)
