"""Where the measures of a round stand in it, by the council's rule: what an answer comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from goldenthread.core.due import period_due
from goldenthread.core.periods import Period
from goldenthread.core.rating import Status
from goldenthread.core.standing import Standing, stand
from goldenthread.measures.models import EarlierDefinition, Measure
from goldenthread.measures.queries import recent_aims, recent_results, rulebook_of, sheet_of
from goldenthread.people.models import Council

SHORT = (Status.NEAR_TARGET, Status.OFF_TARGET)


def standings_in(council: Council, measures: Collection[Measure], period: Period) -> dict[int, Standing]:
    """Where each measure stands in a round of a period: a fixed number of queries."""
    keys = [one.pk for one in measures]
    _, rulebook = rulebook_of(council)
    results = recent_results(council, period.ends_on, keys)
    aims = recent_aims(council, period.ends_on, keys)
    breaks = _breaks(keys)
    return {
        one.pk: stand(
            sheet_of(one, breaks[one.pk]),
            results.get(one.pk, []),
            aims.get(one.pk, []),
            rule=rulebook.rule,
            comparison=rulebook.comparison,
            on=period.ends_on,
            period=period_due(one.reported, period, council.year_start),
        )
        for one in measures
    }


def _breaks(measures: Collection[int]) -> dict[int, list[date]]:
    """The days from which each measure's figures can't be set against those before."""
    found: dict[int, list[date]] = defaultdict(list)
    ended = EarlierDefinition.objects.filter(measure__in=measures, is_comparable=False)
    for measure, until_on in ended.values_list("measure_id", "until_on"):
        found[measure].append(until_on + timedelta(days=1))
    return found


def is_short(standing: Standing | None) -> bool:
    """Whether a measure falls short of its target, so that readers have to be told something."""
    return standing is not None and standing.status in SHORT
