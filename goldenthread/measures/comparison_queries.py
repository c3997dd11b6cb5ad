"""Reading what others count: sets, places and their figures, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Q

from goldenthread.core.periods import Period
from goldenthread.measures.models import (
    Alias,
    ComparedMeasure,
    ComparedValue,
    ComparisonSet,
    HomePlace,
    Measure,
    Place,
    SimilarGroup,
)
from goldenthread.measures.queries import period_from, plain
from goldenthread.people.models import Council


class Value(NamedTuple):
    """One place's published figure for one compared measure in one period."""

    compared: int
    place: int
    period: Period
    value: Decimal


def sets() -> list[ComparisonSet]:
    return list(ComparisonSet.objects.all())


def set_at(slug: str) -> ComparisonSet | None:
    return ComparisonSet.objects.filter(slug=slug).first()


def places_in(sets: Collection[int]) -> dict[int, Place]:
    """The places of some sets by their keys."""
    return {one.pk: one for one in Place.objects.filter(set__in=sets)}


def place_named(held: ComparisonSet, name: str) -> Place | None:
    """A place of a set by its name, whatever its capitals; a set has a few dozen."""
    wanted = name.strip().casefold()
    return next((one for one in held.places.all() if one.name.casefold() == wanted), None)


def homes_of(council: Council) -> dict[int, Place]:
    """Which place a council is, by set."""
    found = HomePlace.objects.filter(council=council).select_related("place")
    return {one.place.set_id: one.place for one in found}


def groups_of(council: Council) -> list[SimilarGroup]:
    """A council's groups of similar councils with their places, by set and name."""
    joined = SimilarGroup.objects.filter(council=council).select_related("set")
    return list(joined.prefetch_related("places").order_by("set__name", "name"))


def group_at(council: Council, pk: int) -> SimilarGroup | None:
    joined = SimilarGroup.objects.filter(council=council, pk=pk).select_related("set")
    return joined.prefetch_related("places").first()


def linked_measures(council: Council) -> list[Measure]:
    """The measures of a council that others count too, each with what they count."""
    found = Measure.objects.filter(council=council, compared__isnull=False, retired_on__isnull=True)
    return list(found.select_related("compared__set", "owner"))


def unlinked_measures(council: Council) -> list[Measure]:
    """The measures of a council that are compared with nothing."""
    return list(Measure.objects.filter(council=council, compared=None, retired_on__isnull=True))


def compared_of(measure: Measure) -> ComparedMeasure | None:
    """What others count that a measure is set beside, with its set."""
    if measure.compared_id is None:
        return None
    return ComparedMeasure.objects.select_related("set").get(pk=measure.compared_id)


def compared_measures() -> list[ComparedMeasure]:
    """Everything that any set counts, to choose from."""
    return list(ComparedMeasure.objects.select_related("set").order_by("set__name", "id"))


def alias_codes(measure: Measure) -> set[str]:
    """What others call a measure."""
    return set(Alias.objects.filter(measure=measure).values_list("code", flat=True))


_VALUE = ("compared_id", "place_id", "period_kind", "starts_on", "ends_on", "value")


def _values(rows: Iterable[tuple[int, int, str, date, date, Decimal]]) -> list[Value]:
    found = []
    for compared, place, kind, starts_on, ends_on, value in rows:
        bare = plain(value)
        assert bare is not None
        found.append(Value(compared, place, period_from(kind, starts_on, ends_on), bare))
    return found


def values_of(compared: ComparedMeasure) -> list[Value]:
    """Every published figure of one compared measure, oldest first."""
    return _values(compared.values.order_by("ends_on", "starts_on", "place__name").values_list(*_VALUE))


def councils_with_figures(compared: Collection[int]) -> dict[int, dict[Period, int]]:
    """How many councils have a figure, by compared measure and period, oldest period first."""
    councils = ComparedValue.objects.filter(compared__in=compared, place__is_whole=False)
    counted = councils.values_list("compared_id", "period_kind", "starts_on", "ends_on")
    found: dict[int, dict[Period, int]] = defaultdict(dict)
    rows = counted.annotate(Count("id")).order_by("ends_on", "starts_on", "period_kind")
    for one, kind, starts_on, ends_on, count in rows:
        found[one][period_from(kind, starts_on, ends_on)] = count
    return found


def values_in(asked: Iterable[tuple[int, Period]]) -> list[Value]:
    """The figures of several compared measures, each in its own periods, in one query."""
    by_period: dict[Period, list[int]] = defaultdict(list)
    for compared, period in asked:
        by_period[period].append(compared)
    chosen = Q(pk__in=[])
    for period, measures in by_period.items():
        chosen |= Q(
            period_kind=period.kind.value,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            compared__in=measures,
        )
    return _values(ComparedValue.objects.filter(chosen).values_list(*_VALUE))
