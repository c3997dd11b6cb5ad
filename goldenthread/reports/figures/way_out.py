"""What people read first of a search for a way out: how far it is, or what it found."""

from __future__ import annotations

from goldenthread.core.periods import in_words, quarter_of
from goldenthread.core.relief_told import Told
from goldenthread.core.relief_words import gap_percent, points
from goldenthread.core.sentences import counted, on_day, spell
from goldenthread.resources.models import ReliefRun
from goldenthread.resources.relief_queries import answer_of
from goldenthread.resources.workload_queries import quarters_from, year_start_of

_UNATTENDED = (
    "No worker seems to be at work. Ask whoever runs the installation whether one runs (goldenthread work)."
)


def how_far(run: ReliefRun, waiting: int, is_unattended: bool) -> str:
    """Where a search stands, in a sentence or two that say what to do next where anything can be done."""
    if run.state == ReliefRun.State.DONE:
        answer = answer_of(run)
        return " ".join(answer.sentences) if answer else ""
    if run.state == ReliefRun.State.FAILED:
        return f"It could not be worked out. {run.fault}"
    if run.state == ReliefRun.State.CANCELLED:
        day = f" on {on_day(run.finished_at.date())}" if run.finished_at else ""
        return f"{run.cancelled_by} cancelled this search{day}. Ask again to have one worked out."
    if run.state == ReliefRun.State.WORKING:
        return f"Being worked out. {run.progress}".strip()
    if is_unattended:
        return f"Waiting. {_UNATTENDED}"
    return f"Waiting: {spell(waiting)} before it." if waiting else "Waiting: it is next."


def proof_words(told: Told) -> list[tuple[str, str]]:
    """What is lost, the bound, and the gap between them relative to what is kept and to what is lost."""
    if told.loss is None:
        return [("Bound", f"No way out can lose less than {points(told.bound)}.")]
    gap = told.loss - told.bound
    return [
        ("Value as planned", points(told.worth)),
        ("Lost", points(told.loss)),
        ("The least that could be lost", f"{points(told.bound)}, by the solver’s bound"),
        ("Gap in the value kept", gap_percent(gap, told.worth - told.bound)),
        (
            "Gap in the value lost",
            gap_percent(gap, told.bound) if told.bound or not gap else "no bound above nought",
        ),
        ("Ties", "Settled to the end" if told.is_settled else "Not settled: another may rank before it"),
        ("The clock", "Ended the search" if told.is_out_of_time else "Did not end the search"),
    ]


def rule_words(run: ReliefRun) -> str:
    """What a search was asked, in a sentence."""
    quarters = quarters_from(quarter_of(run.first_on, year_start_of(run.council)), run.quarters)
    times = counted(run.seconds // 60, "minute") if run.seconds % 60 == 0 else counted(run.seconds, "second")
    off = f"put off by at most {counted(run.furthest, 'quarter')}" if run.furthest else "not put off"
    forward = (
        f"brought forward by at most {counted(run.sooner, 'quarter')}"
        if run.sooner
        else "not brought forward"
    )
    return (
        f"{counted(run.quarters, 'quarter').capitalize()} from {in_words(quarters[0])}, every service within "
        f"{run.limit}% of what it can give. Actions may be {off}, {forward}, or dropped. Each quarter "
        f"of delay loses {run.share}% of an action’s value, and dropping it all of it. Time allowed: {times}."
    )
