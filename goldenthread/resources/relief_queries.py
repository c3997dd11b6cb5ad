"""Reading searches for a way out: what one was asked, what it found, and whether that still holds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from goldenthread.core.periods import quarter_of
from goldenthread.core.relief import Problem, Rule, problem_of
from goldenthread.core.relief_told import Told, digest_of, read
from goldenthread.core.scenario import Change, Kind
from goldenthread.core.workload import Workload
from goldenthread.people.models import Council
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.resources.models import ReliefRun
from goldenthread.resources.relief_permissions import readable
from goldenthread.resources.workload_queries import quarters_from, workload_of, year_start_of

PATIENCE = timedelta(minutes=1)


class Posed(NamedTuple):
    """What a search is of: the plan's workload, the rule, and the problem that they make."""

    workload: Workload
    rule: Rule
    problem: Problem


def runs_of(council: Council, viewer: Officer) -> list[ReliefRun]:
    """Every search that somebody may read, the newest first: one query."""
    held = ReliefRun.objects.filter(readable(council, viewer)).defer("result")
    return list(held.select_related("edition__plan"))


def run_at(council: Council, pk: int, viewer: Officer) -> ReliefRun | None:
    """One search, if this person may read it."""
    held = ReliefRun.objects.filter(readable(council, viewer), pk=pk)
    return held.select_related("council", "edition__plan__council").first()


def posed(run: ReliefRun) -> Posed:
    """What a search is of, as the records stand now. Every line counts, whoever asks.

    What services can give is looked at as far as an action may be put off.
    """
    year_start = year_start_of(run.council)
    quarters = quarters_from(quarter_of(run.first_on, year_start), run.quarters)
    workload = workload_of(run.edition, quarters, run.read_on, OPERATOR, beyond=run.furthest)
    now = sum(one.ends_on < run.read_on for one in quarters)
    rule = Rule(run.limit, run.furthest, run.share, now, run.sooner)
    return Posed(workload, rule, problem_of(workload, rule, year_start))


def is_stale(run: ReliefRun) -> bool:
    """True where what decided an answer has changed since."""
    return digest_of(posed(run).problem) != run.digest


def answer_of(run: ReliefRun) -> Told | None:
    """What a search found; None where it isn't done."""
    return read(run.result) if run.result else None


def moves_of(run: ReliefRun) -> list[Change]:
    """What the way out that was found does, as the changes of a scenario."""
    told = answer_of(run)
    return [
        Change(Kind.DROP, one.key) if one.is_dropped else Change(Kind.DEFER, one.key, quarters=one.quarters)
        for one in (told.moves if told else ())
    ]


def is_unattended(run: ReliefRun, at: datetime) -> bool:
    """True where a search waits for long and no worker is at one."""
    if run.state != ReliefRun.State.QUEUED or run.asked_at > at - PATIENCE:
        return False
    at_work = ReliefRun.objects.filter(state=ReliefRun.State.WORKING, claimed_until__gte=at)
    return not at_work.exists()


def before(run: ReliefRun) -> int:
    """How many searches of this installation wait or are worked out before one that waits."""
    waiting = ReliefRun.objects.filter(state__in=(ReliefRun.State.QUEUED, ReliefRun.State.WORKING))
    return waiting.filter(asked_at__lt=run.asked_at).exclude(pk=run.pk).count()
