"""The strategy on a page, and progress: what a council's first pages show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.core import sentences
from goldenthread.core.doing import Doing, DoingRollUp
from goldenthread.core.findings import NAMES, Gap, over_the_limit
from goldenthread.core.findings import sentence as finding_sentence
from goldenthread.core.rating import Status
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.sentences import Sentence
from goldenthread.plans.models import Element, Level
from goldenthread.plans.queries import ElementRow
from goldenthread.reports.figures.position import (
    UNDER_THE_LINE,
    MeasureAt,
    Position,
    status_of,
    travel_of,
)

ORDER = (Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET, Status.NOT_RATED)


@dataclass(frozen=True, slots=True)
class TopRow:
    """One theme (or service) with what hangs under it."""

    line: ElementRow
    counts: list[int]
    strip: list[Status]
    status: RollUp
    travel: TravelRollUp
    doing: DoingRollUp
    gaps: int
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class GapRow:
    """One kind of gap: how many, how many late, and the next to be filled."""

    code: str
    name: str
    sentence: str
    gaps: list[Gap]
    overdue: int
    asked: int = 0
    accepted: int = 0

    @property
    def next(self) -> Gap | None:
        """The gap with the earliest date, or else one that at least names an owner; none that is left."""
        open_ones = [gap for gap in self.gaps if not gap.is_accepted]
        dated = [gap for gap in open_ones if gap.due_on]
        if dated:
            return min(dated, key=lambda gap: (gap.due_on is None, gap.due_on))
        return next((gap for gap in open_ones if gap.owner), None)


@dataclass(frozen=True, slots=True)
class Overview:
    """The strategy on a page: York's Annex A as a living page."""

    position: Position
    sentences: list[Sentence]
    levels: list[Level]
    above: list[TopRow]
    under: list[TopRow]
    total: TopRow | None
    shared: int
    gaps: list[GapRow]
    too_many: list[tuple[str, int, int]]

    @property
    def crosses(self) -> bool:
        """True when what stands under the line runs across the others, rather than enabling them."""
        return any(row.line.kind == Element.Kind.CROSS_CUTTING for row in self.under)

    @property
    def width(self) -> int:
        return len(self.levels) + 4

    @property
    def rows(self) -> list[TopRow]:
        return [*self.above, *self.under]


def strip_of(measures: Iterable[MeasureAt]) -> list[Status]:
    """One mark for each measure, best first."""
    return sorted((one.standing.status for one in measures), key=ORDER.index)


def counted_levels(position: Position) -> list[Level]:
    """The levels below the themes that hold something there, or should, in order."""
    held = {line.level_id for pk, line in position.lines.items() if pk in position.top_of}
    at_top = {top.level_id for top in position.tops}
    return [
        level
        for level in position.levels.values()
        if level.pk not in at_top and (level.pk in held or level.needs_owner)
    ]


def top_row(position: Position, line: ElementRow, levels: Sequence[Level]) -> TopRow:
    held = position.counts_under(line.id)
    measures = position.measures_by_top.get(line.id, [])
    return TopRow(
        line=line,
        counts=[held[level.pk] for level in levels],
        strip=strip_of(measures),
        status=status_of(measures),
        travel=travel_of(measures),
        doing=position.doing_by_top.get(line.id, DoingRollUp()),
        gaps=position.gaps_by_top[line.id],
        is_unknown=("CHI1", "element", line.id) in position.notes,
    )


def gap_rows(position: Position) -> list[GapRow]:
    """The gaps by kind, most first; each kind with its published sentence."""
    kinds: dict[str, list[Gap]] = defaultdict(list)
    for gap in position.gaps:
        kinds[gap.code].append(gap)
    rows = [
        GapRow(
            code=code,
            name=NAMES[code],
            sentence=finding_sentence(code),
            gaps=gaps,
            overdue=sum(gap.is_overdue(position.on) for gap in gaps),
            asked=position.findings.asked[code],
            accepted=sum(gap.is_accepted for gap in gaps),
        )
        for code, gaps in kinds.items()
    ]
    return sorted(rows, key=lambda row: (-len(row.gaps), row.code))


def _total(position: Position, rows: list[TopRow], levels: Sequence[Level]) -> TopRow | None:
    if not rows:
        return None
    return TopRow(
        line=rows[0].line,
        counts=[sum(row.counts[place] for row in rows) for place in range(len(levels))],
        strip=strip_of(position.in_plan),
        status=position.status,
        travel=position.travel,
        doing=position.doing_in_all,
        gaps=len(position.gaps),
    )


def overview(position: Position) -> Overview:
    """The strategy on a page."""
    levels = counted_levels(position)
    rows = [top_row(position, line, levels) for line in position.tops]
    held = Counter(position.levels[line.level_id].plural for line in position.lines.values())
    return Overview(
        position=position,
        sentences=headline(position, rows),
        levels=levels,
        above=[row for row in rows if row.line.kind not in UNDER_THE_LINE],
        under=[row for row in rows if row.line.kind in UNDER_THE_LINE],
        total=_total(position, rows, levels),
        shared=sum(row.status.total for row in rows) - (position.status.total - len(position.loose)),
        gaps=gap_rows(position),
        too_many=over_the_limit(held, {level.plural: level.limit for level in position.levels.values()}),
    )


def headline(position: Position, rows: Sequence[TopRow]) -> list[Sentence]:
    """What matters now: status, direction, lateness, what is missing, and where most of it is."""
    level = position.dated_level
    doing = position.doing_in_all
    said = [*sentences.of_status(position.status)]
    if position.status.rated == 0:
        said += sentences.of_travel(position.travel)
    if doing.overdue:
        said += sentences.of_doing(doing, level.lower_plural if level else "")
        late = [(row.line.title, row.doing.overdue) for row in rows]
        return sentences.as_one(said + sentences.of_trouble(late, "overdue"))
    return sentences.as_one(said + sentences.of_gaps(len(position.gaps), len(position.overdue_gaps)))


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """One service with its measures and its work."""

    name: str
    strip: list[Status]
    status: RollUp
    travel: TravelRollUp
    doing: DoingRollUp


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts by status with their denominators, activity beside outcomes, and what is missing."""

    overview: Overview
    services: list[ServiceRow]
    by_control: list[tuple[str, RollUp]]
    off_target: list[MeasureAt]
    overdue: list[ElementRow]
    overdue_updates: list[MeasureAt]

    @property
    def has_services_apart(self) -> bool:
        """True when services are something else than the tops that the plan is read by."""
        tops = {row.line.title for row in self.overview.rows}
        return any(row.name not in tops for row in self.services)


def progress(position: Position) -> Progress:
    """Progress against the whole plan (York 2008, paragraphs 6 and 17)."""
    lines = position.lines
    return Progress(
        overview=overview(position),
        services=_services(position),
        by_control=_by_control(position),
        off_target=off_target(position),
        overdue=[lines[pk] for pk, doing in position.doing.items() if doing is Doing.OVERDUE],
        overdue_updates=[one for one in position.in_plan if one.standing.state.value == "OVERDUE"],
    )


def off_target(position: Position) -> list[MeasureAt]:
    """Measures off target, then near it."""
    missed = (Status.OFF_TARGET, Status.NEAR_TARGET)
    found = [one for one in position.in_plan if one.standing.status in missed]
    return sorted(found, key=lambda one: missed.index(one.standing.status))


def _by_control(position: Position) -> list[tuple[str, RollUp]]:
    """Council, shared and community measures told apart (Cheltenham, annual report 2014)."""
    groups: dict[str, list[MeasureAt]] = defaultdict(list)
    for one in position.in_plan:
        groups[one.measure.get_control_display()].append(one)
    return [(name, status_of(held)) for name, held in groups.items()]


def _services(position: Position) -> list[ServiceRow]:
    held: dict[str, list[MeasureAt]] = defaultdict(list)
    for one in position.in_plan:
        if one.measure.service:
            held[one.measure.service.name].append(one)
    work: dict[str, Counter[Doing]] = defaultdict(Counter)
    for pk, doing in position.doing.items():
        if position.lines[pk].service:
            work[position.lines[pk].service][doing] += 1
    return [
        ServiceRow(
            name, strip_of(held[name]), status_of(held[name]), travel_of(held[name]), _doing(work[name])
        )
        for name in sorted({*held, *work})
    ]


def _doing(counts: Counter[Doing]) -> DoingRollUp:
    return DoingRollUp(
        counts[Doing.DONE], counts[Doing.DUE_LATER], counts[Doing.OVERDUE], counts[Doing.NO_DATE]
    )
