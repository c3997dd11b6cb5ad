"""Doing against difference: for each element of a level, its work beside its measures, in four boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from goldenthread.core.difference import (
    BOXES,
    FOUR,
    LACKING,
    Box,
    Boxes,
    Thresholds,
    Verdict,
    roll_up_boxes,
    verdict,
)
from goldenthread.core.doing import Doing, DoingRollUp, roll_up_doing
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.sentences import Sentence, Span, as_one, counted, plain, spell, start
from goldenthread.core.thread import descendants
from goldenthread.plans.models import Level
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.lines import SET_APART
from goldenthread.reports.figures.position import MeasureAt, Position, status_of, travel_of


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One element with the work under it and the measures of it and of all below it, each once."""

    line: ElementRow
    work: tuple[tuple[ElementRow, Doing], ...]
    measures: tuple[MeasureAt, ...]
    doing: DoingRollUp
    status: RollUp
    travel: TravelRollUp
    verdict: Verdict

    @property
    def box(self) -> Box:
        return self.verdict.box


@dataclass(frozen=True)
class Difference:
    """The elements of one level of a plan, each in its box, and the whole plan beside them."""

    position: Position
    levels: Sequence[Level]
    level: Level | None
    rows: Sequence[DifferenceRow]
    by: Thresholds

    @cached_property
    def boxes(self) -> Boxes:
        return roll_up_boxes(row.verdict for row in self.rows)

    @cached_property
    def whole(self) -> Verdict:
        """The box of the whole plan, with each piece of work and each measure counted once."""
        return verdict(self.position.doing_in_all, self.position.travel, self.by)

    @property
    def sentences(self) -> list[Sentence]:
        """How many deliver without improving, first: that is what the page is for."""
        if self.level is None or not self.rows:
            return [plain("No element of this plan has work or measures under it yet.")]
        return as_one([_of_boxes(self.boxes, self.level), *_of_where(self.rows)])


def _of_boxes(boxes: Boxes, level: Level) -> Sentence:
    one, many = level.name[:1].lower() + level.name[1:], level.lower_plural
    if not boxes.said:
        return plain(f"Of {counted(boxes.total, one, many)}, none can be put in a box yet.")
    parts = [
        f"{spell(boxes.count(box)) if boxes.count(box) else 'none'} {_are(boxes.count(box))} {BOXES[box]}"
        for box in FOUR
        if boxes.count(box) or box in (Box.BOTH, Box.ONLY_DELIVERING)
    ]
    left = boxes.count(Box.CANNOT_SAY)
    rest = f"; of {spell(left)} it cannot be said" if left else ""
    whole = f"Of {counted(boxes.total, one, many)}, "
    return (Span(whole), Span(parts[0], True), Span(f", {', '.join(parts[1:])}{rest}."))


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _of_where(rows: Sequence[DifferenceRow]) -> list[Sentence]:
    """The element that is busiest without anything getting better for it."""
    busy = [row for row in rows if row.box is Box.ONLY_DELIVERING]
    if not busy:
        return []
    worst = max(busy, key=lambda row: (row.travel.worse - row.travel.improved, row.doing.dated))
    done = f"{worst.doing.on_time} of {worst.doing.dated}"
    moved = f"{worst.travel.improved} of {worst.travel.compared}"
    work, measures = "piece" if worst.doing.dated == 1 else "pieces", _measures(worst.travel.compared)
    return [
        plain(
            f"{worst.line.title} has {done} {work} of work done or not yet due, "
            f"and {moved} {measures} improved."
        )
    ]


def _measures(count: int) -> str:
    return "measure" if count == 1 else "measures"


def difference(position: Position, by: Thresholds, level: str = "") -> Difference:
    """The boxes of a level, by its key; of the themes, if none is named."""
    levels = levels_to_choose(position)
    chosen = next((one for one in levels if one.key == level), None) or _usual(position, levels)
    rows = [
        row_of(position, line, by)
        for line in position.lines.values()
        if chosen is not None and line.level_id == chosen.pk and line.kind not in SET_APART
    ]
    return Difference(position, levels, chosen, rows, by)


def levels_to_choose(position: Position) -> list[Level]:
    """The levels above the work whose elements have work or measures at or below them, from the top."""
    work = position.dated_level
    found = []
    for level, lines in position.by_level:
        if work is not None and level.position >= work.position:
            continue
        if any(_has_something(position, line) for line in lines if line.kind not in SET_APART):
            found.append(level)
    return found


def _has_something(position: Position, line: ElementRow) -> bool:
    keys = [line.id, *(pk for pk, _ in descendants(line.id, position.below))]
    return any(pk in position.measures_of or (pk in position.doing and pk != line.id) for pk in keys)


def _usual(position: Position, levels: Sequence[Level]) -> Level | None:
    """The themes: few enough for one picture, and what the plan is read by."""
    tops = {top.level_id for top in position.tops}
    return next((one for one in levels if one.pk in tops), None) or (levels[0] if levels else None)


def row_of(position: Position, line: ElementRow, by: Thresholds) -> DifferenceRow:
    """One element with the work under it (never itself) and its measures."""
    under = [pk for pk, _ in descendants(line.id, position.below)]
    work = tuple((position.lines[pk], position.doing[pk]) for pk in under if pk in position.doing)
    held = {one.measure.pk: one for pk in [line.id, *under] for one in position.measures_of.get(pk, [])}
    measures = tuple(held.values())
    doing, travel = roll_up_doing(stands for _, stands in work), travel_of(measures)
    return DifferenceRow(line, work, measures, doing, status_of(measures), travel, verdict(doing, travel, by))


def sentences_of(row: DifferenceRow) -> list[Sentence]:
    """What one element's box is and by which figures, or why it is in none."""
    name = (Span(start(BOXES[row.box]), True), Span("."))
    if row.box is Box.CANNOT_SAY:
        why = "; ".join(LACKING[one] for one in row.verdict.lacking)
        return [(Span("It cannot be said", True), Span(f" which box this falls into: {why}."))]
    doing, travel = row.doing, row.travel
    done = plain(
        f"Of {counted(doing.dated, 'piece', 'pieces')} of work done or dated, {doing.done} "
        f"{_are(doing.done)} done, {doing.due_later} due later and {doing.overdue} overdue."
    )
    moved = plain(
        f"Of {counted(travel.compared, 'measure')} that can be compared, {travel.improved} improved, "
        f"{travel.same} stayed the same and {travel.worse} got worse."
    )
    return [name, done, moved]
