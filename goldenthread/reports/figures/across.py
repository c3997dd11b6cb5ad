"""What runs across a plan or enables it: for each such objective, how the outcomes it serves are going."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.core.doing import DoingRollUp, roll_up_doing
from goldenthread.core.rollup import RollUp
from goldenthread.core.sentences import Sentence, of_doing, of_status
from goldenthread.core.thread import descendants
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Contribution
from goldenthread.plans.queries import ElementRow
from goldenthread.plans.thread_queries import links_beside
from goldenthread.reports.figures.position import UNDER_THE_LINE, MeasureAt, Position, status_of

VERBS = {Contribution.Kind.ENABLES: "enables", Contribution.Kind.RUNS_ACROSS: "runs across"}


@dataclass(frozen=True, slots=True)
class AcrossRow:
    """One outcome, with the measures and the work of all that hangs below it."""

    line: ElementRow
    status: RollUp
    doing: DoingRollUp


@dataclass(frozen=True, slots=True)
class Across:
    """One objective with the outcomes it serves; in all, each measure and each piece of work counts once."""

    objective: ElementRow
    verb: str
    own: AcrossRow
    rows: list[AcrossRow]
    status: RollUp
    doing: DoingRollUp
    shared: int
    sentences: list[Sentence]


def across(position: Position, viewer: Officer) -> list[Across]:
    """R095: every objective that runs across the plan or enables it; one query beside the position's own."""
    givers = [line for line in position.lines.values() if line.kind in UNDER_THE_LINE]
    serves: dict[tuple[int, str], list[int]] = {}
    for link in links_beside([line.id for line in givers]):
        if link.kind in VERBS and link.taker_id in position.lines:
            serves.setdefault((link.giver_id, link.kind), []).append(link.taker_id)
    return [
        _one(position, line, VERBS[Contribution.Kind(kind)], takers)
        for line in givers
        for (giver, kind), takers in serves.items()
        if giver == line.id
    ]


def _one(position: Position, line: ElementRow, verb: str, takers: Iterable[int]) -> Across:
    order = {pk: place for place, pk in enumerate(position.lines)}
    outcomes = [position.lines[pk] for pk in sorted(set(takers), key=order.__getitem__)]
    rows = [_row(position, outcome) for outcome in outcomes]
    under = {pk for outcome in outcomes for pk in _under(position, outcome.id)}
    status = status_of(_measures(position, under))
    doing = roll_up_doing(position.doing[pk] for pk in under if pk in position.doing)
    shared = sum(row.status.total for row in rows) - status.total
    level = position.dated_level
    said = [*of_status(status), *of_doing(doing, level.lower_plural if level else "")]
    return Across(line, verb, _row(position, line), rows, status, doing, shared, said)


def _row(position: Position, line: ElementRow) -> AcrossRow:
    under = _under(position, line.id)
    doing = roll_up_doing(position.doing[pk] for pk in under if pk in position.doing)
    return AcrossRow(line, status_of(_measures(position, under)), doing)


def _under(position: Position, line: int) -> set[int]:
    return {line, *(pk for pk, _ in descendants(line, position.below))}


def _measures(position: Position, lines: set[int]) -> list[MeasureAt]:
    """The measures of these lines, each once."""
    held = {one.measure.pk: one for pk in lines for one in position.measures_of.get(pk, [])}
    return list(held.values())
