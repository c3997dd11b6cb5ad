"""Working out one claimed way out: what is posed is solved, told in words and kept, if it is still wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from goldenthread.core.relief_solved import Progress, Search
from goldenthread.core.relief_told import digest_of, kept, told
from goldenthread.core.relief_ways import ways_out
from goldenthread.core.relief_words import points
from goldenthread.resources.models import ReliefRun
from goldenthread.resources.relief_queries import posed
from goldenthread.resources.relieving import finish, let_go, tell

EVERY = 1.0  # seconds between looks at whether the search is still wanted


@dataclass(frozen=True, slots=True)
class Working:
    """The time of day, a clock of seconds, and whether the worker itself is told to stop."""

    now: Callable[[], datetime]
    clock: Callable[[], float]
    is_stopped: Callable[[], bool] = lambda: False


class _Watch:
    """Looks about once a second whether a search is still wanted, and says how far it is as it does."""

    def __init__(self, run: ReliefRun, how: Working) -> None:
        self.run, self.how = run, how
        self.progress = Progress(None, 0)
        self.is_lost = False
        self.next = how.clock()

    def hear(self, progress: Progress) -> None:
        self.progress = progress
        self.is_over()

    def is_over(self) -> bool:
        if not self.is_lost and self.how.clock() >= self.next:
            self.next = self.how.clock() + EVERY
            found = self.progress
            self.is_lost = not tell(self.run, words_of(found), found.loss, found.bound)
        return self.is_lost or self.how.is_stopped()


def words_of(progress: Progress) -> str:
    """How far a search is, in words."""
    if progress.loss is None:
        return "Looking for a first way out."
    if progress.is_found:
        return f"A way out is found that loses {points(progress.loss)}. Looking for others beside it."
    if progress.bound <= 0:
        return f"The best way out so far loses {points(progress.loss)}."
    return (
        f"The best way out so far loses {points(progress.loss)}; "
        f"nothing can lose less than {points(progress.bound)}."
    )


def work_out(run: ReliefRun, how: Working) -> bool:
    """Work out one claimed way out; False where it was let go, cancelled or lost. Raises what it raises."""
    watch = _Watch(run, how)
    if watch.is_over():
        return _left(run, watch)
    of = posed(run)
    search = Search(run.seconds, how.clock, watch.is_over, watch.hear)
    ways = ways_out(of.problem, search)
    if watch.is_lost or ways.found.is_cancelled:
        return _left(run, watch)
    answer = told(of.workload, of.problem, of.rule, ways)
    return finish(
        run,
        result=kept(answer),
        digest=digest_of(of.problem),
        best=answer.loss,
        bound=answer.bound,
        at=how.now(),
    )


def _left(run: ReliefRun, watch: _Watch) -> bool:
    if not watch.is_lost:
        let_go(run)
    return False
