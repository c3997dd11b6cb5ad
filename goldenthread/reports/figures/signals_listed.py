"""Three signals of a report's measures, read for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.figures import Shape
from goldenthread.core.periods import Period
from goldenthread.core.signals import Forecast as Said
from goldenthread.core.signals_told import BOTH, Told, all_told, forecast_said
from goldenthread.core.signals_told import Said as Words
from goldenthread.core.spc import Variation
from goldenthread.measures.queries import shape_of, whole_aims, whole_results
from goldenthread.measures.signal_queries import current_forecasts, fresh_from, said_of
from goldenthread.people.models import Council
from goldenthread.reports.figures.position import MeasureAt
from goldenthread.reports.figures.signals import Read, read_signals


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One measure with its signals and what disagrees."""

    at: MeasureAt
    read: Read
    shape: Shape

    @property
    def forecast_words(self) -> Words:
        return forecast_said(self.read.signals, self.shape)

    @property
    def variation_words(self) -> Words:
        """Variation as a signal; in a list, too few results are said in a few words."""
        said, found = self.read.variation_words, self.read.charted
        if found.why_not or self.read.signals.variation is not Variation.TOO_FEW:
            return said
        latest = self.read.chart.latest if self.read.chart else None
        held = len(latest.points) if latest else len(found.figures)
        return said._replace(meaning=f"{held} of the six results needed")

    @property
    def told(self) -> list[Told]:
        """Each disagreement; that neither signal corrects the other is said once, of all of them."""
        found = all_told(self.read.signals, self.shape)
        return [one._replace(rest=one.rest.removesuffix(BOTH).rstrip()) for one in found]


def signal_rows(council: Council, measures: Sequence[MeasureAt], on: date) -> list[SignalRow]:
    """Read the signals of these measures from what was held by a day: four queries, however many there are.

    Whole series are read, as limits rest on every result and not on the recent ones alone.
    """
    keys = [one.measure.pk for one in measures]
    results, aims = whole_results(council, on, keys), whole_aims(council, keys)
    forecasts, fresh = _forecasts(council, keys), fresh_from(council, keys)
    rows = []
    for one in measures:
        key = one.measure.pk
        read = read_signals(
            one.measure,
            one.standing,
            results.get(key, []),
            aims.get(key, []),
            on=on,
            forecasts=forecasts.get(key, {}),
            fresh_from=fresh.get(key, []),
            year_start=council.year_start,
        )
        rows.append(SignalRow(one, read, shape_of(one.measure)))
    return rows


def _forecasts(council: Council, keys: Sequence[int]) -> Mapping[int, Mapping[Period, Said]]:
    found: dict[int, dict[Period, Said]] = defaultdict(dict)
    for (key, year), held in current_forecasts(council, keys).items():
        said = said_of(held)
        if said is not None:
            found[key][year] = said
    return found
