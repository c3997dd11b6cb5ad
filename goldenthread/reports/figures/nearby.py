"""Where the measures of a handful of elements stand, without gathering the whole council's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from goldenthread.measures import queries as measures
from goldenthread.people.models import Council
from goldenthread.reports.figures.position import MeasureAt, measure_at


def measures_near(council: Council, elements: Collection[int], on: date) -> list[MeasureAt]:
    """The measures of these elements and where each stands on a day: four queries."""
    _, rulebook = measures.rulebook_of(council)
    held = measures.measures_of_elements(council, elements)
    only = [one.pk for one in held]
    results, aims = measures.recent_results(council, on, only), measures.recent_aims(council, on, only)
    return [
        measure_at(one, results.get(one.pk, []), aims.get(one.pk, []), tuple(links), rulebook, on, None)
        for one, links in held.items()
        if measures.is_followed(one, on)
    ]


def by_element(found: Collection[MeasureAt]) -> dict[int, list[MeasureAt]]:
    """Each element's own measures."""
    held: dict[int, list[MeasureAt]] = defaultdict(list)
    for one in found:
        for element in one.elements:
            held[element].append(one)
    return held
