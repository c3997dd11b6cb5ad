"""Measures written out again as the system they came from writes them, from our records alone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.figures import shown
from goldenthread.core.kinds import Kind, Scheme
from goldenthread.core.measure_headings import MeasureWords, Place, places_of
from goldenthread.core.measure_table import kept_as
from goldenthread.core.observed import State
from goldenthread.core.periods import Period, label
from goldenthread.exchange.measure_readers import read_words
from goldenthread.measures.models import Measure, Observation, Target
from goldenthread.measures.queries import shape_of
from goldenthread.people.models import Council


def as_pentana(council: Council, headings: Sequence[str]) -> list[list[str]]:
    """The council's measures that came from another system, under these headings.

    One row each, or with a heading for the period one for each measure and period.
    """
    words: MeasureWords = read_words()
    places = places_of(headings, words, council.year_start)
    is_long = any(one.part == "period" for one in places)
    found = council.measures.filter(aliases__scheme=Scheme.PENTANA).distinct()
    rows = []
    for measure in found.prefetch_related("aliases", "observations", "targets"):
        writer = _Writer(measure, council)
        for period in writer.periods if is_long and writer.periods else [None]:
            rows.append(
                [writer.cell(name, place, period) for name, place in zip(headings, places, strict=True)]
            )
    return rows


class _Writer:
    """Writes the cells of one measure."""

    def __init__(self, measure: Measure, council: Council) -> None:
        self.measure, self.council = measure, council
        self.code = next(one.code for one in measure.aliases.all() if one.scheme == Scheme.PENTANA)
        now = [one for one in measure.observations.all() if one.is_current and not one.breakdown]
        self.results: dict[Period, Observation] = {one.period: one for one in now}
        self.targets: dict[Period, Target] = {one.period: one for one in measure.targets.all()}
        self.periods = sorted({*self.results, *self.targets})

    def cell(self, heading: str, place: Place, period: Period | None) -> str:
        """What stands under a heading: as it came where it was kept, otherwise as we hold it."""
        kept = self.measure.other_facts.get(heading)
        if place.fact == "code":
            return self.code
        if place.part == "period":
            return label(period, self.council.year_start) if period else ""
        when = place.period or period
        if place.part and when:
            said = self._part(place.part, when)
            return said or self.measure.other_facts.get(kept_as(heading, period), "")
        if place.fact:
            return str(kept if kept is not None else getattr(self.measure, place.fact, "") or "")
        return str(self.measure.other_facts.get(kept_as(heading, period), ""))

    def _part(self, part: str, when: Period) -> str:
        result, target = self.results.get(when), self.targets.get(when)
        if part == "target":
            return self._written(target.value) if target else ""
        if result is None:
            return ""
        if part == "value":
            return self._written(result.value) + ("*" if result.state == State.PROVISIONAL else "")
        if part == "note":
            return result.note
        if part == "status":
            return result.published_status
        return self._written(result.numerator if part == "numerator" else result.denominator)

    def _written(self, value: Decimal | None) -> str:
        if value is None:
            return ""
        if self.measure.kind in (Kind.YES_NO, Kind.PLAN_DATE):
            return shown(value, shape_of(self.measure))
        return f"{value.normalize():f}"
