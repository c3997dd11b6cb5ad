"""Where a council's plan stands on a day: everything that its pages and reports count, gathered once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from goldenthread.core.doing import Doing, DoingRollUp, doing_of, roll_up_doing
from goldenthread.core.figures import Shape
from goldenthread.core.findings import Findings, Followed, Gap, Line, Note, check
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period
from goldenthread.core.rollup import RollUp, TravelRollUp, roll_up, roll_up_travel
from goldenthread.core.rulebook import Rulebook
from goldenthread.core.standing import Aim, Result, Sheet, Standing, latest, stand
from goldenthread.core.thread import ChildrenOf, children_of, descendants, top_of
from goldenthread.measures import queries as measures
from goldenthread.measures.gap_queries import MeasureNoteRow, measure_notes
from goldenthread.measures.models import Measure
from goldenthread.measures.standing_queries import deciding_aims, deciding_results
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans import queries as plans
from goldenthread.plans.gap_queries import notes_in
from goldenthread.plans.models import Edition, Element, Level
from goldenthread.plans.queries import ElementRow, UpdateRow
from goldenthread.plans.working import dated_level
from goldenthread.reports.figures.gap_reasons import measure_gap_notes
from goldenthread.reports.figures.lines import SET_APART, Asking, Having, Placed, having, line_of

UNDER_THE_LINE = (Element.Kind.INTERNAL, Element.Kind.CROSS_CUTTING)


@dataclass(frozen=True, slots=True)
class MeasureAt:
    """One measure and where it stands."""

    measure: Measure
    sheet: Sheet
    standing: Standing
    elements: tuple[int, ...]
    results: tuple[Result, ...] = ()
    aims: tuple[Aim, ...] = ()

    @property
    def shape(self) -> Shape:
        """What its figures look like."""
        return measures.shape_of(self.measure)


@dataclass(frozen=True)
class Position:
    """A plan's edition and a council's measures on a day, with all that is derived from them.

    `period`, where given, holds the measures to that period's results instead of the latest.
    """

    council: Council
    edition: Edition
    on: date
    rulebook: Rulebook
    levels: Mapping[int, Level]
    lines: Mapping[int, ElementRow]
    updates: Mapping[int, UpdateRow]
    measures: Mapping[int, MeasureAt]
    notes: Mapping[tuple[str, str, int], Note]
    held: Having = field(default_factory=Having)
    period: Period | None = None

    @cached_property
    def below(self) -> ChildrenOf:
        return children_of(self.parent_of)

    @cached_property
    def parent_of(self) -> dict[int, int | None]:
        return {line.id: line.parent_id for line in self.lines.values()}

    @cached_property
    def vision(self) -> ElementRow | None:
        return next((line for line in self.lines.values() if line.kind == Element.Kind.VISION), None)

    @cached_property
    def values(self) -> list[ElementRow]:
        return [line for line in self.lines.values() if line.kind == Element.Kind.VALUE]

    @cached_property
    def tops(self) -> list[ElementRow]:
        """The themes, objectives or services that the plan is read by: its highest level but the vision."""
        under = [line for line in self.lines.values() if line.kind not in SET_APART]
        highest = min((self.levels[line.level_id].position for line in under), default=0)
        return [line for line in under if self.levels[line.level_id].position == highest]

    @cached_property
    def top_name(self) -> str:
        """What the council calls one of the tops: Theme, Objective, Service."""
        return self.levels[self.tops[0].level_id].name if self.tops else "Theme"

    @property
    def top_name_lower(self) -> str:
        return self.top_name[:1].lower() + self.top_name[1:]

    @cached_property
    def top_plural(self) -> str:
        return self.levels[self.tops[0].level_id].plural if self.tops else "Themes"

    @cached_property
    def by_level(self) -> list[tuple[Level, list[ElementRow]]]:
        """The elements of each level that holds any, in order."""
        found: dict[int, list[ElementRow]] = defaultdict(list)
        for line in self.lines.values():
            found[line.level_id].append(line)
        return [(level, found[level.pk]) for level in self.levels.values() if found[level.pk]]

    def level_name(self, line: int) -> str:
        return self.levels[self.lines[line].level_id].name

    @cached_property
    def top_of(self) -> dict[int, int]:
        return top_of(self.parent_of, [top.id for top in self.tops])

    @cached_property
    def measures_by_top(self) -> dict[int, list[MeasureAt]]:
        """Each top's measures, its own and those of everything below it, each once."""
        found: dict[int, dict[int, MeasureAt]] = defaultdict(dict)
        for key, measure in self.measures.items():
            for element in measure.elements:
                if element in self.top_of:
                    found[self.top_of[element]][key] = measure
        return {top: list(held.values()) for top, held in found.items()}

    @cached_property
    def measures_of(self) -> dict[int, list[MeasureAt]]:
        """Each element's own measures."""
        found: dict[int, list[MeasureAt]] = defaultdict(list)
        for measure in self.measures.values():
            for element in measure.elements:
                found[element].append(measure)
        return found

    @cached_property
    def dated_level(self) -> Level | None:
        """The lowest monitored level that needs an owner: where work is done and dated."""
        return dated_level([*self.levels.values()], {line.level_id for line in self.lines.values()})

    @cached_property
    def doing(self) -> dict[int, Doing]:
        """Where each element of the working level stands."""
        level = self.dated_level
        return {
            line.id: self.doing_of(line)
            for line in self.lines.values()
            if level is not None and line.level_id == level.pk
        }

    def doing_of(self, line: ElementRow) -> Doing:
        update = self.updates.get(line.id)
        return doing_of(is_done=update.is_done if update else None, due_on=line.due_on, on=self.on)

    @cached_property
    def doing_by_top(self) -> dict[int, DoingRollUp]:
        grouped: dict[int, list[Doing]] = defaultdict(list)
        for line, doing in self.doing.items():
            if line in self.top_of:
                grouped[self.top_of[line]].append(doing)
        return {top: roll_up_doing(doings) for top, doings in grouped.items()}

    @cached_property
    def doing_in_all(self) -> DoingRollUp:
        return roll_up_doing(self.doing.values())

    @cached_property
    def in_plan(self) -> list[MeasureAt]:
        """The measures of this edition: those that show the difference one of its elements makes."""
        return [one for one in self.measures.values() if any(pk in self.lines for pk in one.elements)]

    @cached_property
    def loose(self) -> list[MeasureAt]:
        """The measures of this edition that hang under none of the tops."""
        under = {one.measure.pk for held in self.measures_by_top.values() for one in held}
        return [one for one in self.in_plan if one.measure.pk not in under]

    @cached_property
    def status(self) -> RollUp:
        return status_of(self.in_plan)

    @cached_property
    def travel(self) -> TravelRollUp:
        return travel_of(self.in_plan)

    @cached_property
    def findings(self) -> Findings:
        """What is missing, and how many elements and measures each rule asked."""
        lines = [self._line(line) for line in self.lines.values()]
        return check(lines, [followed_of(one) for one in self.in_plan], self.notes)

    @property
    def gaps(self) -> list[Gap]:
        return self.findings.gaps

    @cached_property
    def gaps_by_element(self) -> Counter[int]:
        """How many gaps each element has of its own."""
        return Counter(gap.subject for gap in self.gaps if gap.kind == "element")

    @cached_property
    def gaps_by_top(self) -> Counter[int]:
        """How many gaps hang under each top: of its elements and of its measures."""
        counts = Counter(
            self.top_of[gap.subject]
            for gap in self.gaps
            if gap.kind == "element" and gap.subject in self.top_of
        )
        of_measure = Counter(gap.subject for gap in self.gaps if gap.kind == "measure")
        for top, held in self.measures_by_top.items():
            counts[top] += sum(of_measure[one.measure.pk] for one in held)
        return counts

    def gaps_under(self, top: int) -> list[Gap]:
        """The gaps of what hangs under a top: its elements and its measures."""
        keys = {one.measure.pk for one in self.measures_by_top.get(top, [])}
        return [
            gap
            for gap in self.gaps
            if (gap.kind == "element" and self.top_of.get(gap.subject) == top)
            or (gap.kind == "measure" and gap.subject in keys)
        ]

    @cached_property
    def overdue_gaps(self) -> list[Gap]:
        return [gap for gap in self.gaps if gap.is_overdue(self.on)]

    def gaps_on(self, kind: str, subject: int) -> list[Gap]:
        return [gap for gap in self.gaps if (gap.kind, gap.subject) == (kind, subject)]

    def counts_under(self, top: int) -> Counter[int]:
        """How many elements of each level hang under a top."""
        return Counter(self.lines[line].level_id for line, _ in descendants(top, self.below))

    def line_as_asked(self, pk: int) -> Line | None:
        """One element as the rules see it; None where it is no longer listed."""
        return self._line(self.lines[pk]) if pk in self.lines else None

    def _line(self, line: ElementRow) -> Line:
        update = self.updates.get(line.id)
        parent = self.lines.get(line.parent_id or 0)
        placed = Placed(
            has_child=bool(self.below.get(line.id)),
            has_measure=line.id in self.measures_of,
            parent_level=parent.level_id if parent else None,
            has_update=update is not None and update.made_on >= self._asking.fresh_from,
            is_done=bool(update and update.is_done),
        )
        return line_of(line, self._asking, placed, self.held)

    @cached_property
    def _asking(self) -> Asking:
        highest = self.levels[self.tops[0].level_id].position if self.tops else 0
        return Asking(self.edition, self.levels, highest, self.on, self.council.year_start)


def status_of(measures: Iterable[MeasureAt]) -> RollUp:
    return roll_up(one.standing.status for one in measures)


def travel_of(measures: Iterable[MeasureAt]) -> TravelRollUp:
    return roll_up_travel(one.standing.direction for one in measures)


def followed_of(one: MeasureAt) -> Followed:
    """A measure as the rules of findings see it."""
    aim, standing = one.standing.aim, one.standing
    has_data = any(not result.state.is_waiting for result in one.results)
    return Followed(
        id=one.measure.pk,
        title=one.measure.title,
        owner=one.measure.owner.title if one.measure.owner else "",
        has_target=(aim is not None and aim.state is TargetState.SET) or one.measure.polarity == "RANGE",
        has_baseline=one.measure.baseline is not None or any(r.value is not None for r in one.results),
        has_figure=has_data,
        has_element=bool(one.elements),
        is_overdue=standing.state is State.OVERDUE and has_data,
        is_data_only=one.measure.is_data_only,
    )


def gather(
    council: Council,
    edition: Edition,
    on: date,
    period: Period | None = None,
    viewer: Officer = VISITOR,
) -> Position:
    """Gather a plan's position on a day in a fixed number of queries, whatever the size of the plan.

    `viewer` decides whether exempt lines are among them: they are for the council's own people.
    """
    _, rulebook = measures.rulebook_of(council)
    held = measures_on(council, on, rulebook, period)
    levels = {level.pk: level for level in plans.levels_of(edition)}
    return Position(
        council=council,
        edition=edition,
        on=on,
        rulebook=rulebook,
        levels=levels,
        lines={line.id: line for line in plans.elements_of(edition, viewer)},
        updates=plans.latest_updates(edition, on),
        measures=held,
        notes=_notes(council, edition, held),
        held=having(council, levels.values()),
        period=period,
    )


def measures_on(
    council: Council,
    on: date,
    rulebook: Rulebook,
    period: Period | None = None,
    *,
    with_retired: bool = False,
) -> dict[int, MeasureAt]:
    """Where every measure still followed stands on a day, or in a period, in a fixed number of queries.

    For a day only what decides it is read; for a period, two years, of which a report draws its charts.
    `with_retired` adds those that are followed no more.
    """
    until = period.ends_on if period else on
    held = [one for one in measures.measures_of(council) if with_retired or measures.is_followed(one, until)]
    if period is None:
        results = deciding_results(council, on, rulebook.comparison, held)
        aims = deciding_aims(council, on, results, held)
    else:
        results, aims = measures.recent_results(council, until), measures.recent_aims(council, until)
    links = measures.links_of_council(council)
    return {
        one.pk: measure_at(
            one,
            results.get(one.pk, []),
            aims.get(one.pk, []),
            tuple(links.get(one.pk, ())),
            rulebook,
            on,
            period,
        )
        for one in held
    }


def measure_at(
    measure: Measure,
    results: list[Result],
    aims: list[Aim],
    elements: tuple[int, ...],
    rulebook: Rulebook,
    on: date,
    period: Period | None,
    breaks: Iterable[date] = (),
) -> MeasureAt:
    """Where one measure stands; one that reports by longer periods keeps its latest result before."""
    sheet = measures.sheet_of(measure, breaks)
    wanted = period if period is not None and _reports_in(sheet, results, period) else None
    on = period.ends_on if period is not None and wanted is None else on
    standing = stand(
        sheet, results, aims, rule=rulebook.rule, comparison=rulebook.comparison, on=on, period=wanted
    )
    return MeasureAt(measure, sheet, standing, elements, tuple(results), tuple(aims))


def _reports_in(sheet: Sheet, results: list[Result], period: Period) -> bool:
    """True when the measure has, or by its frequency should have, a result for exactly this period."""
    has_one = any(result.period == period for result in results)
    newest = latest(results, period.ends_on)
    return has_one or (newest is not None and newest.period.kind == period.kind)


def _notes(
    council: Council, edition: Edition, held: Mapping[int, MeasureAt]
) -> dict[tuple[str, str, int], Note]:
    notes = {
        (note.code, "element", note.element_id): Note(note.reason, note.owner, note.due_on, note.is_accepted)
        for note in notes_in([edition.pk])
    }
    return notes | notes_of(held.values(), measure_notes(council))


def notes_of(
    measures: Iterable[MeasureAt], written: Iterable[MeasureNoteRow]
) -> dict[tuple[str, str, int], Note]:
    """Why measures lack something, as their standing and the notes say."""
    blanks = ((one.measure.pk, one.standing.aim, one.measure.baseline_note) for one in measures)
    return measure_gap_notes(blanks, written)
