"""Three signals of a report's measures: those near or off target, and all whose signals disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.figures import Shape
from goldenthread.core.periods import Period
from goldenthread.core.rating import Status
from goldenthread.core.sentences import counted, start
from goldenthread.core.signals import Forecast as Said
from goldenthread.core.signals_told import BOTH, Told, all_told, forecast_said
from goldenthread.core.signals_told import Said as Words
from goldenthread.core.spc import Variation
from goldenthread.measures.queries import shape_of, whole_aims, whole_results
from goldenthread.measures.signal_queries import current_forecasts, fresh_from, said_of
from goldenthread.people.models import Council
from goldenthread.reports.figures.position import MeasureAt
from goldenthread.reports.figures.signals import Read, read_signals

_SHORT = (Status.OFF_TARGET, Status.NEAR_TARGET)


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One measure with its signals and what disagrees."""

    at: MeasureAt
    read: Read
    shape: Shape

    @property
    def is_short(self) -> bool:
        return self.at.standing.status in _SHORT

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


@dataclass(frozen=True, slots=True)
class SignalsListed:
    """The measures that a report lists the signals of: off target, near it, then the others that disagree."""

    rows: Sequence[SignalRow]
    looked_at: int

    @property
    def disagreeing(self) -> list[SignalRow]:
        return [row for row in self.rows if row.told]

    @property
    def words(self) -> str:
        """How many are listed and why: the two parts make the whole."""
        if not self.rows:
            return "No measure is near or off target, and no measure’s signals disagree."
        short = sum(row.is_short for row in self.rows)
        others, disagree = len(self.rows) - short, len(self.disagreeing)
        return (
            f"{start(counted(len(self.rows), 'measure', 'measures'))} of {self.looked_at} "
            f"{'is' if len(self.rows) == 1 else 'are'} listed: {short} near or off target, and {others} "
            f"more whose signals disagree. Signals disagree for {disagree} of the {len(self.rows)}. {BOTH}"
        )


def signals_listed(council: Council, measures: Sequence[MeasureAt], on: date) -> SignalsListed:
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
    listed = [row for row in rows if row.is_short or row.told]
    return SignalsListed(sorted(listed, key=_place), len(rows))


def _place(row: SignalRow) -> int:
    status = row.at.standing.status
    return _SHORT.index(status) if status in _SHORT else len(_SHORT)


def _forecasts(council: Council, keys: Sequence[int]) -> Mapping[int, Mapping[Period, Said]]:
    found: dict[int, dict[Period, Said]] = defaultdict(dict)
    for (key, year), held in current_forecasts(council, keys).items():
        said = said_of(held)
        if said is not None:
            found[key][year] = said
    return found
