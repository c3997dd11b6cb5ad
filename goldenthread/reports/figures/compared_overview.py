"""Every comparison of a council on one page, in a fixed number of queries, and what can't be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goldenthread.core.comparing import Quarter, newest_common
from goldenthread.core.periods import Period, previous
from goldenthread.core.sentences import Sentence, Span, counted, plain
from goldenthread.core.travel import Direction
from goldenthread.measures import comparison_queries as queries
from goldenthread.measures.comparison_queries import Value
from goldenthread.measures.models import ComparisonSet, Measure, Place, SimilarGroup
from goldenthread.people.models import Council
from goldenthread.reports.figures.comparing import Comparison, Facts, Uncompared

__all__ = ["Overview", "overview"]


@dataclass(frozen=True, slots=True)
class Overview:
    """A council's comparisons, what is not compared and why, and which place of each set it is."""

    compared: Sequence[Comparison]
    uncompared: Sequence[Uncompared]
    homes: Mapping[int, Place]
    sets: Sequence[ComparisonSet]
    usual: Mapping[int, SimilarGroup]

    def count(self, *quarters: Quarter) -> int:
        """How many measures lie in these quarters, of those that have a better and a worse."""
        amongs = (one.among for one in self.compared)
        return sum(one is not None and one.is_told and one.quarter in quarters for one in amongs)

    @property
    def placed(self) -> int:
        """How many measures lie in some quarter by what is better."""
        return self.count(*Quarter)

    @property
    def sentences(self) -> list[Sentence]:
        if not self.compared:
            return [plain("No measure is compared with other councils yet.")]
        if not self.placed:
            return [plain(f"{counted(len(self.compared), 'measure')} can be set beside other councils.")]
        best, worst = self.count(Quarter.FIRST), self.count(Quarter.LAST)
        moved = sum(one.moved is Direction.IMPROVED for one in self.compared)
        told = sum(one.moved is not Direction.CANNOT_COMPARE for one in self.compared)
        return [
            (
                Span(f"Of {counted(self.placed, 'measure')} that can be placed among other councils, "),
                Span(f"{best or 'none'} {'is' if best == 1 else 'are'} in the best quarter", True),
                Span(" and "),
                Span(f"{worst or 'none'} in the worst", True),
                Span("."),
            ),
            plain(f"Our own figure improved on a year before for {moved} of {told}.") if told else (),
        ]


def overview(council: Council) -> Overview:
    """Every linked measure among the others in the newest period that most have, and what isn't compared."""
    measures, homes = queries.linked_measures(council), queries.homes_of(council)
    groups, sets = queries.groups_of(council), queries.sets()
    usual = {one.set_id: one for one in groups if one.is_usual}
    own = {one.pk: one for one in groups}
    places = queries.places_in({one.compared.set_id for one in measures if one.compared})
    chosen = _periods(measures)
    by_measure: dict[int, list[Value]] = defaultdict(list)
    for value in queries.values_in(_asked(chosen)):
        by_measure[value.compared].append(value)
    by_set: dict[int, dict[int, Place]] = defaultdict(dict)
    for place in places.values():
        by_set[place.set_id][place.pk] = place
    compared, uncompared = [], []
    for one in measures:
        assert one.compared is not None
        period, home = chosen[one.compared.pk], homes.get(one.compared.set_id)
        group = own.get(one.similar_id or 0) or usual.get(one.compared.set_id)
        facts = Facts(one, one.compared, home, group, groups, by_set[one.compared.set_id])
        values = by_measure[one.compared.pk]
        found = facts.at(period, sorted({value.period for value in values}), values)
        why = _why_not(found)
        if why:
            uncompared.append(Uncompared(one, why))
        else:
            compared.append(found)
    loose = [Uncompared(one, "It is linked to no published measure.") for one in _unlinked(council)]
    compared.sort(key=lambda one: (one.compared.set.name, one.compared.category, one.compared.domain))
    return Overview(compared, [*uncompared, *loose], homes, sets, usual)


def _unlinked(council: Council) -> list[Measure]:
    return queries.unlinked_measures(council)


def _periods(measures: Sequence[Measure]) -> dict[int, Period | None]:
    """The newest period that most councils have, of each compared measure."""
    keys = [one.compared_id for one in measures if one.compared_id]
    counts = queries.councils_with_figures(keys)
    return {key: newest_common(counts.get(key, {}), list(counts.get(key, {}))) for key in keys}


def _asked(chosen: Mapping[int, Period | None]) -> list[tuple[int, Period]]:
    asked = []
    for key, period in chosen.items():
        if period is not None:
            asked += [(key, period), (key, previous(period))]
    return asked


def _why_not(found: Comparison) -> str:
    if found.home is None:
        return f"Which place of {found.compared.set} you are has not been said."
    if found.period is None:
        return "No council has a figure."
    if found.mine is None:
        return f"{found.home_name} has no figure for the newest period that most councils have."
    if not found.others:
        return "No other council has a figure."
    return ""
