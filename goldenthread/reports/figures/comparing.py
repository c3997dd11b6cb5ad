"""A council's measures beside others' figures: one measure's comparison, and the overview of them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goldenthread.core.comparing import (
    Among,
    Better,
    Placed,
    Ranked,
    Spread,
    newest_common,
    place_among,
    ranks,
    spread_of,
)
from goldenthread.core.comparing_words import position_words, quarter_words
from goldenthread.core.figures import Shape, shown
from goldenthread.core.periods import Period, YearStart, code, label, previous
from goldenthread.core.sentences import Sentence, Span, counted, plain, spell
from goldenthread.core.travel import Direction, Polarity, movement
from goldenthread.measures import comparison_queries as queries
from goldenthread.measures.comparison_queries import Value
from goldenthread.measures.models import ComparedMeasure, Measure, Place, SimilarGroup
from goldenthread.measures.queries import plain as bare
from goldenthread.measures.queries import shape_of
from goldenthread.people.models import Council
from goldenthread.reports.figures.polarity import DoubtfulPolarity, doubt_of

__all__ = ["ALL", "Comparison", "Facts", "Uncompared", "YearOf", "better_of", "comparison", "period_words"]

ALL = "all"


def period_words(period: Period) -> str:
    """A period by its own year's start, for a set may count years otherwise than the council: “2014”."""
    return label(period, YearStart(period.starts_on.month, min(period.starts_on.day, 28)))


def better_of(measure: Measure) -> Better:
    """Which way is better; nothing is called better where the polarity contradicts the title."""
    doubt = doubt_of(measure)
    if doubt and doubt.is_contradiction:
        return Better(None)
    return Better(Polarity(measure.polarity), bare(measure.low), bare(measure.high))


@dataclass(frozen=True, slots=True)
class YearOf:
    """One period through the years: our figure, the spread of the councils, and nations' figures."""

    period: Period
    mine: Decimal | None
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class Uncompared:
    """A measure that can't be compared, and why."""

    measure: Measure
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure beside the others' figures, in one period and through the years."""

    measure: Measure
    compared: ComparedMeasure
    home: Place | None
    group: SimilarGroup | None
    groups: Sequence[SimilarGroup]
    period: Period | None
    periods: Sequence[Period]
    better: Better
    placed: Sequence[Placed]
    missing: Sequence[str]
    years: Sequence[YearOf]
    before: Among | None

    @property
    def home_name(self) -> str:
        return self.home.name if self.home else ""

    @property
    def shape(self) -> Shape:
        return shape_of(self.measure)

    @property
    def mine(self) -> Decimal | None:
        return next((one.value for one in self.placed if one.place == self.home_name), None)

    @property
    def others(self) -> list[Decimal]:
        return [one.value for one in self.placed if one.place != self.home_name and not one.is_whole]

    @property
    def wholes(self) -> list[Placed]:
        return [one for one in self.placed if one.is_whole]

    @property
    def spread(self) -> Spread | None:
        """The spread of the councils shown, ours among them."""
        return spread_of(one.value for one in self.placed if not one.is_whole)

    @property
    def among(self) -> Among | None:
        return None if self.mine is None else place_among(self.mine, self.others, self.better)

    @property
    def ranked(self) -> list[Ranked]:
        return ranks(self.placed, self.better)

    @property
    def moved(self) -> Direction:
        """Whether our own figure is better than a period before."""
        if self.period is None or not self.better.is_told or self.better.polarity is None:
            return Direction.CANNOT_COMPARE
        held = {year.period: year.mine for year in self.years}
        now, before = held.get(self.period), held.get(previous(self.period))
        if now is None or before is None:
            return Direction.CANNOT_COMPARE
        return movement(now, before, self.better.polarity, self.better.low, self.better.high)

    @property
    def through_the_years(self) -> str:
        """In how many periods ours was better than the median, or higher where nothing is called better."""
        held = [
            (one.mine, one.spread.median)
            for one in self.years
            if one.mine is not None and one.spread is not None and one.spread.count > 1
        ]
        if not held:
            return ""
        ahead = sum(self.better.score(mine) > self.better.score(middle) for mine, middle in held)
        how = "better" if self.better.is_told else "higher"
        return (
            f"{how} than the median in {spell(ahead) if ahead else 'none'} of {counted(len(held), 'period')}"
        )

    @property
    def doubt(self) -> DoubtfulPolarity | None:
        return doubt_of(self.measure)

    @property
    def group_name(self) -> str:
        return self.group.name if self.group else "all councils"

    @property
    def group_key(self) -> str:
        return str(self.group.pk) if self.group else ALL

    @property
    def period_key(self) -> str:
        return code(self.period) if self.period else ""

    @property
    def sentences(self) -> list[Sentence]:
        """Where we lie, in words, and the median."""
        if self.period is None or self.spread is None:
            return [plain("No council has a figure to compare with.")]
        when = period_words(self.period)
        median = f"The median of {self.spread.count} councils is {shown(self.spread.median, self.shape)}."
        if self.home is None:
            return [plain(f"In {when}: {median} Which of these councils you are has not been said.")]
        among = self.among
        if among is None:
            return [plain(f"{self.home_name} has no figure for {when}. {median}")]
        mine = shown(among.value, self.shape)
        quarter = f", {quarter_words(among)}" if among.quarter else ""
        opening = (Span(f"{self.home_name} in {when}: "), Span(mine, True), Span(", "))
        return [(*opening, Span(position_words(among), True), Span(f"{quarter}.")), plain(median)]


def comparison(council: Council, measure: Measure, *, group: str = "", period: str = "") -> Comparison | None:
    """One measure's comparison; None where it is compared with nothing.

    `group` is the key of a similar group or “all”, otherwise the measure's own or the usual one; `period` is
    a stored code, otherwise the newest period that most councils have. What isn't held is passed over.
    """
    compared = queries.compared_of(measure)
    if compared is None:
        return None
    groups = [one for one in queries.groups_of(council) if one.set_id == compared.set_id]
    home = queries.homes_of(council).get(compared.set_id)
    places = queries.places_in([compared.set_id])
    values = queries.values_of(compared)
    chosen = _chosen_group(groups, measure, group)
    counts: dict[Period, int] = defaultdict(int)
    for value in values:
        counts[value.period] += not places[value.place].is_whole
    periods = sorted(held for held, count in counts.items() if count)
    asked = next((one for one in periods if code(one) == period), None)
    facts = Facts(measure, compared, home, chosen, groups, places)
    return facts.at(asked or newest_common(counts, periods), periods, values)


def _chosen_group(groups: Sequence[SimilarGroup], measure: Measure, asked: str) -> SimilarGroup | None:
    if asked == ALL:
        return None
    by_key = {str(one.pk): one for one in groups}
    usual = next((one for one in groups if one.is_usual), None)
    return by_key.get(asked) or by_key.get(str(measure.similar_id)) or usual


@dataclass(frozen=True, slots=True)
class Facts:
    """What one comparison is made from, but for the figures."""

    measure: Measure
    compared: ComparedMeasure
    home: Place | None
    group: SimilarGroup | None
    groups: Sequence[SimilarGroup]
    places: Mapping[int, Place]

    def at(self, period: Period | None, periods: Sequence[Period], values: Sequence[Value]) -> Comparison:
        better, kept = better_of(self.measure), self._kept()
        by_period: dict[Period, dict[int, Decimal]] = defaultdict(dict)
        for value in values:
            if value.place in kept:
                by_period[value.period][value.place] = value.value
        now = by_period.get(period, {}) if period else {}
        placed = [Placed(self.places[pk].name, value, self.places[pk].is_whole) for pk, value in now.items()]
        return Comparison(
            measure=self.measure,
            compared=self.compared,
            home=self.home,
            group=self.group,
            groups=self.groups,
            period=period,
            periods=periods,
            better=better,
            placed=sorted(placed),
            missing=sorted(self.places[pk].name for pk in kept if pk not in now),
            years=[self._year(one, by_period[one]) for one in periods],
            before=self._before(period, by_period, better),
        )

    def _kept(self) -> Collection[int]:
        """The places shown: the group's or all councils', our own, and every nation."""
        if self.group is None:
            return set(self.places)
        chosen = {one.pk for one in self.group.places.all()}
        wholes = {pk for pk, place in self.places.items() if place.is_whole}
        return chosen | wholes | ({self.home.pk} if self.home else set())

    def _councils(self, held: Mapping[int, Decimal]) -> dict[int, Decimal]:
        return {pk: value for pk, value in held.items() if not self.places[pk].is_whole}

    def _year(self, period: Period, held: Mapping[int, Decimal]) -> YearOf:
        mine = held.get(self.home.pk) if self.home else None
        return YearOf(period, mine, spread_of(self._councils(held).values()))

    def _before(
        self, period: Period | None, held: Mapping[Period, Mapping[int, Decimal]], better: Better
    ) -> Among | None:
        """Where we lay a period before, among the same choice of councils."""
        if period is None or self.home is None:
            return None
        then = self._councils(held.get(previous(period), {}))
        mine = then.pop(self.home.pk, None)
        return None if mine is None else place_among(mine, then.values(), better)
