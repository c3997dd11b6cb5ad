"""Elements and measures as the rules of gaps see them: what an edition's levels ask, and what is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from goldenthread.core.findings import Line
from goldenthread.core.periods import YearStart, financial_year_of, previous, quarter_of
from goldenthread.people.models import Council
from goldenthread.plans import gap_queries
from goldenthread.plans.models import Edition, Element, Level, Plan
from goldenthread.plans.queries import ElementRow
from goldenthread.resources.needs_queries import needs_met

SET_APART = (Element.Kind.VISION, Element.Kind.VALUE)
LONGEST_YEAR = 366  # days


@dataclass(frozen=True, slots=True)
class Having:
    """Which elements have what the rules ask for, beside what stands on their own lines."""

    carrier: set[int] = field(default_factory=set)
    evidence: set[int] = field(default_factory=set)
    budget: set[int] = field(default_factory=set)
    capacity: set[int] = field(default_factory=set)


def having(council: Council, levels: Iterable[Level]) -> Having:
    """Read what the levels ask for, and nothing that none of them does."""
    levels = list(levels)
    met, carriers = None, [one.pk for one in levels if one.needs_carrier]
    if any(level.needs_budget or level.needs_capacity for level in levels):
        met = needs_met(council)
    return Having(
        carrier=gap_queries.carried(council, carriers) if carriers else set(),
        evidence=gap_queries.evidenced(council) if any(one.needs_evidence for one in levels) else set(),
        budget=met.budget if met else set(),
        capacity=met.capacity if met else set(),
    )


def fresh_from(on: date, year_start: YearStart) -> date:
    """The first day of last quarter: an update made since then is fresh."""
    return previous(quarter_of(on, year_start)).starts_on


@dataclass(frozen=True)
class Asking:
    """What an edition asks of its lines on a day: by level, by its year, and by which edition it is.

    `highest` is the position of the highest level that holds a line, but for the vision and the values.
    """

    edition: Edition
    levels: Mapping[int, Level]
    highest: int
    on: date
    year_start: YearStart

    @cached_property
    def lowest(self) -> int:
        """The position of the lowest monitored level: nothing need hang below its lines."""
        return max((level.position for level in self.levels.values() if level.is_monitored), default=0)

    @cached_property
    def fresh_from(self) -> date:
        return fresh_from(self.on, self.year_start)

    @cached_property
    def is_later(self) -> bool:
        """True from a plan's second edition on."""
        return self.edition.replaces_id is not None or (self.edition.update_number or 0) > 1

    @cached_property
    def improvements(self) -> dict[int, int]:
        """For each one-year level, the longer level right above it."""
        monitored = [level for level in self.levels.values() if level.is_monitored]
        found = {}
        for level in monitored:
            above = [one for one in monitored if one.position < level.position]
            nearest = max(above, key=lambda one: one.position, default=None)
            if level.years == 1 and nearest is not None and (nearest.years or 0) > 1:
                found[level.pk] = nearest.pk
        return found

    @cached_property
    def own_year(self) -> tuple[date, date] | None:
        """The edition's own dates, where it lasts no longer than a year."""
        first, last = self.edition.starts_on, self.edition.ends_on
        if first is None or last is None or (last - first).days > LONGEST_YEAR:
            return None
        return first, last

    def shape_of(self, level: Level) -> tuple[object, ...]:
        """Everything of a level, in this edition, that the rules look at: levels of one shape ask alike."""
        return (
            level.needs_measure, level.needs_owner, level.needs_budget, level.needs_capacity,
            level.needs_carrier, level.needs_evidence, level.needs_update, level.is_monitored,
            level.position == self.highest, level.position < self.lowest, level.years == 1,
            self.edition.plan.kind == Plan.Kind.SERVICE, self.wanted_above(level) is not None,
        )  # fmt: skip

    def wanted_above(self, level: Level) -> int | None:
        """The level that a one-year action's parent is to be of, from the plan's second edition on."""
        return self.improvements.get(level.pk) if self.is_later else None

    def year_of(self, level: Level, starts_on: date | None, due_on: date | None) -> tuple[date, date] | None:
        """The year that a line of a one-year level must keep within; without a date there is none."""
        day = due_on or starts_on
        if level.years != 1 or day is None:
            return None
        return self.own_year or _year_around(day, self.year_start)

    def is_under_way(self, starts_on: date | None, is_done: bool) -> bool:
        """True for what was under way all last quarter and is not done."""
        begun = starts_on or self.edition.starts_on
        return begun is not None and begun <= self.fresh_from and not is_done


@lru_cache(maxsize=4000)
def _year_around(day: date, year_start: YearStart) -> tuple[date, date]:
    """The first and last day of the year that a day falls in; the same few days end most actions."""
    year = financial_year_of(day, year_start)
    return year.starts_on, year.ends_on


@dataclass(frozen=True, slots=True)
class Placed:
    """What is known of one line beside its own words: what hangs there, and what was last said of it."""

    has_child: bool
    has_measure: bool
    parent_level: int | None
    has_update: bool
    is_done: bool


def line_of(row: ElementRow, asking: Asking, placed: Placed, held: Having) -> Line:
    """One element as the rules see it."""
    level = asking.levels[row.level_id]
    is_apart = row.kind in SET_APART
    is_top = level.position == asking.highest
    carries = level.is_monitored and level.position < asking.lowest and not is_apart
    wanted = asking.wanted_above(level)
    starts_on = None if row.continuing_since else row.starts_on
    return Line(
        id=row.id,
        title=row.title,
        level=level.name,
        needs_parent=not is_top and not is_apart,
        needs_improvement=wanted is not None,
        needs_child=carries and (is_top or level.needs_owner),
        needs_measure=level.needs_measure,
        needs_owner=level.needs_owner,
        needs_budget=level.needs_budget,
        needs_capacity=level.needs_capacity,
        needs_carrier=level.needs_carrier and asking.edition.plan.kind != Plan.Kind.SERVICE,
        needs_evidence=level.needs_evidence,
        needs_update=level.needs_update and asking.is_under_way(row.starts_on, placed.is_done),
        has_parent=row.parent_id is not None,
        is_under_improvement=placed.parent_level == wanted,
        has_child=placed.has_child,
        has_measure=placed.has_measure,
        has_budget=row.id in held.budget,
        has_capacity=row.id in held.capacity,
        has_carrier=row.id in held.carrier,
        has_evidence=row.id in held.evidence,
        has_update=placed.has_update,
        owner=row.owner,
        starts_on=starts_on,
        due_on=row.due_on,
        year=asking.year_of(level, starts_on, row.due_on),
    )
