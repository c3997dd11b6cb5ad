"""Tables of measures: results, statuses and counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from goldenthread.core.chart_told import redefined_in_short
from goldenthread.core.figures import Shape, bare, in_print, shape_for, shown
from goldenthread.core.kinds import Kind as FigureKind
from goldenthread.core.observed import State
from goldenthread.core.periods import Period, PeriodKind, YearStart, in_words, label
from goldenthread.core.rating import Status
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.sentences import counted, missed_by, plural, start, why_no_target, why_rated
from goldenthread.core.standing import Aim
from goldenthread.core.targets import meets_stretch
from goldenthread.core.travel import Direction
from goldenthread.core.words import DIRECTION, STATE, STATUS
from goldenthread.reports.facts import MeasureFact, SetRow
from goldenthread.reports.figures.measure import PeriodRow
from goldenthread.reports.figures.overview import ServiceRow, TopRow
from goldenthread.reports.figures.position import MeasureAt
from goldenthread.reports.grids import (
    Cell,
    Column,
    Grid,
    Kind,
    Link,
    Row,
    blank,
    direction,
    grid,
    number,
    status,
    strip,
    text,
)
from goldenthread.reports.grids import on_day as day_cell
from goldenthread.reports.tables.money import signed
from goldenthread.reports.tables.work import element_link

AnyMeasure = MeasureAt | MeasureFact  # as it stands now, or as it was frozen


def measure_link(one: AnyMeasure) -> Link:
    return Link("measure", one.measure.code)


def result_cell(one: AnyMeasure) -> Cell:
    """The result in its unit, or the state that stands for one."""
    standing = one.standing
    if standing.value is None:
        return blank(start(STATE[standing.state]))
    mark = " (provisional)" if standing.state.value == "PROVISIONAL" else ""
    return number(shown(standing.value, one.shape) + mark)


def target_cell(one: AnyMeasure) -> Cell:
    aim = one.standing.aim
    if one.measure.polarity == "RANGE":
        shape, edges = one.shape, (one.sheet.low, one.sheet.high)
        return number(" to ".join(bare(edge, shape) for edge in edges if edge is not None))
    if aim is not None and aim.value is not None:
        shape = one.shape
        return replace(number(shown(aim.value, shape)), note=stretch_words(aim.stretch, shape))
    return blank("Data only" if one.measure.is_data_only else "No target")


def stretch_words(stretch: Decimal | None, how: Shape) -> str:
    """The stretch beside a target; nothing where there is none."""
    return "" if stretch is None else f"Stretch {shown(stretch, how)}"


def note_on_status(one: AnyMeasure) -> str:
    """Why a measure has no status; or that it met its stretch."""
    aim = one.standing.aim
    if aim and meets_stretch(one.standing.value, aim.stretch, one.sheet.polarity):
        return "Stretch met"
    return why_not_rated(one)


def missed_cell(one: AnyMeasure) -> Cell:
    missed = one.standing.rating.missed_by
    if missed is None:
        return blank("Not rated" if one.standing.status is Status.NOT_RATED else "No target")
    if missed <= 0:
        return blank("Met")
    return number(missed_by(missed, one.shape))


def status_cell(code: Status, note: str = "") -> Cell:
    return status(code, start(STATUS[code]), note)


def direction_cell(code: Direction) -> Cell:
    return direction(code, start(DIRECTION[code]))


def why_not_rated(one: AnyMeasure) -> str:
    """Why a measure has no status, and who owes what is missing; nothing where it has one."""
    if one.standing.status is not Status.NOT_RATED:
        return ""
    return why_no_target(one.standing) or start(why_rated(one.sheet, one.standing))


def measures(found: Iterable[AnyMeasure], caption: str, year_start: YearStart) -> Grid:
    """Measures with their latest result, status and direction of travel."""
    columns = (
        Column("Measure", width=34),
        Column("Period", width=12),
        Column("Result", True, width=10),
        Column("Target", True, width=11),
        Column("Status", width=18),
        Column("Direction of travel", width=15),
    )
    return grid(caption, columns, (_measure_row(one, year_start) for one in found), "wide")


def _measure_row(one: AnyMeasure, year_start: YearStart) -> list[Cell]:
    result = one.standing.result
    return [
        measure_cell(one),
        text(label(result.period, year_start)) if result else blank("None yet"),
        result_cell(one),
        target_cell(one),
        status_cell(one.standing.status, note_on_status(one)),
        direction_cell(one.standing.direction),
    ]


def measure_cell(one: AnyMeasure) -> Cell:
    """A measure by its title, with its code and what it counts."""
    return text(one.measure.title, link=measure_link(one), note=_code_note(one))


def _code_note(one: AnyMeasure) -> str:
    unit = one.measure.unit
    return one.measure.code if unit in ("", "%", "£") else f"{one.measure.code}, {unit}"


def exceptions(found: Iterable[AnyMeasure], caption: str) -> Grid:
    """Measures that miss their target: by how much, which way they are going, and what is known of why."""
    columns = (
        Column("Measure", width=28),
        Column("Result", True, width=9),
        Column("Target", True, width=9),
        Column("Misses by", True, width=11),
        Column("Status", width=14),
        Column("Direction of travel", width=13),
        Column("What is said of it", width=16),
    )
    return grid(caption, columns, (_exception_row(one) for one in found), "wide")


def _exception_row(one: AnyMeasure) -> list[Cell]:
    note = one.standing.result.note if one.standing.result else ""
    return [
        text(one.measure.title, link=measure_link(one), note=one.measure.code),
        result_cell(one),
        target_cell(one),
        missed_cell(one),
        status_cell(one.standing.status),
        direction_cell(one.standing.direction),
        text(start(note)) if note else blank("Nothing yet"),
    ]


def not_rated(found: Iterable[AnyMeasure]) -> Grid:
    """Measures without a status: why, who has to do something about it, and by when."""
    columns = (
        Column("Measure", width=36),
        Column("Why it is not rated", width=34),
        Column("Who sets it right", width=18),
        Column("Due", width=12),
    )
    return grid("Measures that are not rated", columns, (_not_rated_row(one) for one in found))


def _not_rated_row(one: AnyMeasure) -> list[Cell]:
    aim = one.standing.aim
    owner = aim.owner if aim and aim.owner else one.measure.owner.title if one.measure.owner else ""
    return [
        text(one.measure.title, link=measure_link(one), note=one.measure.code),
        text(start(why_rated(one.sheet, one.standing)), note=aim.reason if aim else ""),
        text(owner) if owner else blank("Nobody named"),
        day_cell(aim.due_on if aim else None, "No date"),
    ]


_COUNTS = (
    Column("Each measure, one mark", width=20),
    Column("On", True, width=7),
    Column("Near", True, width=7),
    Column("Off", True, width=7),
    Column("On target", True, width=12),
    Column("Not rated", True, width=8),
    Column("Improved", True, width=12),
)


def _count_cells(
    statuses: Sequence[Status], counts: RollUp, travel: TravelRollUp, *, is_total: bool = False
) -> list[Cell]:
    if counts.total == 0:
        none = blank("No measures")
        return [none, number("0"), number("0"), number("0"), blank("None rated"), number("0"), blank("None")]
    return [
        blank(counted(counts.total, "measure")) if is_total else strip(statuses),
        number(str(counts.on_target)),
        number(str(counts.near_target)),
        number(str(counts.off_target)),
        number(f"{counts.on_target} of {counts.rated}") if counts.rated else blank("None rated"),
        number(str(counts.not_rated)),
        number(f"{travel.improved} of {travel.compared}") if travel.compared else blank("None compared"),
    ]


def by_theme(rows: Sequence[TopRow], total: TopRow | None, what: str, whole: str) -> Grid:
    """Counts by status for each theme, and for the council with every measure counted once."""
    lines = [
        Row(
            (
                text(row.line.title, link=element_link(row.line)),
                *_count_cells(row.strip, row.status, row.travel),
            )
        )
        for row in rows
    ]
    if total:
        cells = _count_cells(total.strip, total.status, total.travel, is_total=True)
        lines.append(Row((text(whole), *cells), is_total=True))
    return Grid(
        f"Measures by {what.lower()}", (Column(what, width=27), *_COUNTS), tuple(lines), "wide counts"
    )


def by_service(rows: Sequence[ServiceRow]) -> Grid:
    """Counts by status for each service."""
    return grid(
        "Measures by service",
        (Column("Service", width=27), *_COUNTS),
        ([text(row.name), *_count_cells(row.strip, row.status, row.travel)] for row in rows),
        "wide counts",
    )


def by_control(rows: Sequence[tuple[str, RollUp]]) -> Grid:
    """Counts by who controls what is measured."""
    columns = (
        Column("Answered for by"),
        Column("On target", True),
        Column("Rated", True),
        Column("Not rated", True),
        Column("All", True),
    )
    return grid(
        "Measures by who controls them",
        columns,
        (
            [text(start(name)), *(number(str(n)) for n in (c.on_target, c.rated, c.not_rated, c.total))]
            for name, c in rows
        ),
        "keep",
    )


def period_words(period: Period, year_start: YearStart) -> str:
    return f"Year {label(period, year_start)}" if period.kind is PeriodKind.YEAR else in_words(period)


def periods(rows: Sequence[PeriodRow], how: Shape | str, year_start: YearStart) -> Grid:
    """A measure's results by period, each with the status and direction it had."""
    shape = shape_for(how)
    unit = shape.sign if shape.kind.is_counted else ""
    head = f", {unit}" if unit else ""
    columns = (
        Column("Period"),
        Column(f"Result{head}", True),
        Column(f"Target{head}", True),
        Column("Difference" + (", points" if unit == "%" else head), True),
        Column("Status"),
        Column("Direction of travel"),
    )
    return grid("Results by period", columns, (_period_row(row, shape, year_start) for row in rows), "wide")


def _period_row(row: PeriodRow, shape: Shape, year_start: YearStart) -> list[Cell]:
    result, aim = row.result, row.aim
    figure = (
        blank(start(STATE[result.state]))
        if result.value is None
        else number(_stated(result.value, shape, result.state))
    )
    notes = filter(None, [redefined_in_short(row.changes), result.note])
    return [
        text(period_words(result.period, year_start), note=" ".join(notes)),
        figure,
        _aim_cell(aim, shape),
        _difference_cell(row.difference, shape),
        status_cell(row.standing.status, _published(result.published_status)),
        _moved_cell(row.standing.direction, row.compared_with),
    ]


_APART_IN = {FigureKind.PLAN_DATE: "day", FigureKind.LEVEL: "level"}


def _difference_cell(difference: Decimal | None, shape: Shape) -> Cell:
    """How far a result is from its target, in its own units, or in days or levels."""
    if difference is None:
        return blank("No target")
    if shape.kind is FigureKind.YES_NO:
        return text("Not as it should be" if difference else "As it should be")
    apart = signed(in_print(difference, shape) if shape.kind.is_counted else difference)
    word = _APART_IN.get(shape.kind, "")
    return number(f"{apart} {plural(word, abs(difference))}" if word else apart)


def _aim_cell(aim: Aim | None, shape: Shape) -> Cell:
    if aim is None or aim.value is None:
        return blank("Not held")
    return replace(number(bare(aim.value, shape)), note=stretch_words(aim.stretch, replace(shape, unit="")))


_MOVED = {
    Direction.IMPROVED: "Improved on {}",
    Direction.SAME: "Same as {}",
    Direction.WORSE: "Worse than {}",
}


def _moved_cell(moved: Direction, before: str) -> Cell:
    if not before or moved not in _MOVED:
        return blank("Nothing to compare")
    return Cell(_MOVED[moved].format(before), Kind.DIRECTION, moved)


def _stated(value: Decimal, shape: Shape, state: State) -> str:
    marked = state in (State.PROVISIONAL, State.RESTATED)
    return bare(value, shape) + (f" ({STATE[state]})" if marked else "")


def _published(words: str) -> str:
    return f"Published as {words}" if words else ""


def sets(rows: Sequence[SetRow], what: str) -> Grid:
    """Two sets of counts side by side, each with its own denominator: against target, and direction."""
    columns = (
        Column(what, width=26),
        Column("On", True, width=7),
        Column("Near", True, width=7),
        Column("Off", True, width=7),
        Column("Rated", True, width=8),
        Column("On target, of rated", True, width=12),
        Column("Not rated", True, width=9),
        Column("Improved", True, width=12),
        Column("Improving, of compared", True, width=12),
    )
    lines = [Row((text(row.name), *_set_cells(row)), is_total=row is rows[-1]) for row in rows]
    return Grid("Headline counts", columns, tuple(lines), "wide")


def _set_cells(row: SetRow) -> list[Cell]:
    counts, travel = row.status, row.travel
    on, better = counts.on_target_of_rated, travel.improved_of_compared
    return [
        number(str(counts.on_target)),
        number(str(counts.near_target)),
        number(str(counts.off_target)),
        number(str(counts.rated)),
        number(f"{on}%", strong=True) if on is not None else blank("None rated"),
        number(str(counts.not_rated)),
        number(f"{travel.improved} of {travel.compared}") if travel.compared else blank("None"),
        number(f"{better}%", strong=True) if better is not None else blank("None compared"),
    ]
