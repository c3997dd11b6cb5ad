"""Where a measure stands comes out the same from the few rows read for a page as from its whole series."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from goldenthread.core.deriving import period_of
from goldenthread.core.kinds import Frequency
from goldenthread.core.periods import month
from goldenthread.core.rulebook import Comparison, Rulebook, short_rule
from goldenthread.core.travel import Against
from goldenthread.measures import actions as measures
from goldenthread.measures import queries
from goldenthread.measures.models import Measure
from goldenthread.reports.figures.position import followed_of, measure_at, measures_on
from tests.cast import WHO, Cast, a_council, measure_row, observation_row, target_row

pytestmark = pytest.mark.django_db
DAYS = [date(2012 + place // 12, place % 12 + 1, 9) for place in range(0, 40)]
STATES = ["REPORTED"] * 6 + ["PROVISIONAL", "AWAITED", "NIL_ACTIVITY", "NOT_APPLICABLE", "NOT_DUE"]


def some_measures(cast: Cast, chance: Random, count: int) -> None:
    """Measures of every frequency with gaps, states, targets and blanks, some of them long ago."""
    rows = []
    for number in range(count):
        frequency = chance.choice(list(Frequency)).value
        longer: dict[str, Any] = {}
        if frequency == "MONTHLY" and chance.random() < 0.3:
            longer = {"reporting": "QUARTERLY", "derivation": "SUM"}
        polarity = chance.choice(["HIGHER", "LOWER"])
        more = {"polarity": polarity, "is_cumulative": chance.random() < 0.2, **longer}
        rows.append(measure_row(f"R{number}", frequency=frequency, **more))
    measures.define_measures(council=cast.council, rows=rows, **WHO)
    for measure in Measure.objects.filter(council=cast.council, code__startswith="R"):
        _some_figures(cast, measure, chance)


def _some_figures(cast: Cast, measure: Measure, chance: Random) -> None:
    start = cast.council.year_start
    kinds = [Frequency(measure.frequency), Frequency(measure.reporting or measure.frequency)]
    until = chance.randrange(len(DAYS) + 1)
    periods = {period_of(on, kind, start) for on in DAYS[:until] for kind in kinds}
    observed, aimed = [], []
    for period in sorted(periods):
        if chance.random() < 0.7:
            state = chance.choice(STATES)
            value = str(chance.randrange(100)) if state in ("REPORTED", "PROVISIONAL") else None
            is_questioned = value is not None and chance.random() < 0.1
            observed.append(observation_row(measure, period, value, state=state, is_questioned=is_questioned))
        if chance.random() < 0.6:
            aimed.append(
                target_row(measure, period, str(chance.randrange(100)) if chance.random() < 0.7 else None)
            )
    measures.record_observations(council=cast.council, rows=observed, **WHO)
    measures.set_targets(council=cast.council, rows=aimed, **WHO)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("against", list(Against))
def test_the_same_from_few_rows_as_from_the_whole_series(seed: int, against: Against) -> None:
    """The slow twin: every result and every target that a measure has."""
    cast, chance = a_council(), Random(seed)
    some_measures(cast, chance, 25)
    rulebook = Rulebook(short_rule("within:10%").rule, Comparison(against))
    links = queries.links_of_council(cast.council)
    for on in (date(2015, 3, 31), date(2013, 7, 1), month(2012, 2).ends_on):
        for key, found in measures_on(cast.council, on, rulebook).items():
            whole = measure_at(
                found.measure,
                [one for one in queries.results_of(found.measure) if one.period.ends_on <= on],
                queries.aims_of(found.measure),
                tuple(links.get(key, ())),
                rulebook,
                on,
                None,
            )
            assert found.standing.result == whole.standing.result
            assert found.standing.rating == whole.standing.rating
            assert found.standing.direction == whole.standing.direction
            assert found.standing.compared_with == whole.standing.compared_with
            assert found.standing.state == whole.standing.state
            if found.standing.result is not None:
                assert found.standing.aim == whole.standing.aim
                assert followed_of(found) == followed_of(whole)


def test_a_figure_of_long_ago_is_still_the_newest() -> None:
    """R138: one long overdue isn't taken for one never reported."""
    cast = a_council()
    rows = [observation_row(cast.measure, month(2001, 4), "7")]
    measures.record_observations(council=cast.council, rows=rows, **WHO)
    _, rulebook = queries.rulebook_of(cast.council)
    found = measures_on(cast.council, date(2015, 3, 31), rulebook)[cast.measure.pk]
    assert (found.standing.value, found.standing.state) == (Decimal(7), "OVERDUE")
