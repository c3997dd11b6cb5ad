"""A file of results is asked about like any other, and what comes of it is worked out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.periods import parse_period
from goldenthread.ledger.models import Entry
from goldenthread.measures import actions as measures
from goldenthread.measures.filed import question_recorded
from goldenthread.measures.models import Measure, Observation
from tests.cast import WHO, a_council, measure_row, observation_row

pytestmark = pytest.mark.django_db


def test_a_slip_in_a_file_is_kept_in_question_and_its_quarter_with_it() -> None:
    """R126, R127: 73,390 where 420 is usual comes in by a file, and is not rated until somebody answers."""
    cast = a_council()
    row = measure_row("W", frequency="MONTHLY", reporting="QUARTERLY", derivation="SUM", unit="")
    measures.define_measures(council=cast.council, rows=[row], **WHO)
    held = Measure.objects.get(code="W")
    figures = {"January": "410", "February": "455", "March": "398", "April": "431", "May": "420"}
    rows = [observation_row(held, parse_period(f"{name} 2014"), one) for name, one in figures.items()]
    measures.record_observations(council=cast.council, rows=rows, **WHO)
    assert question_recorded(council=cast.council, **WHO) == 0
    slip = observation_row(held, parse_period("June 2014"), "73390")
    assert measures.record_observations(council=cast.council, rows=[*rows, slip], **WHO).created == 1
    assert question_recorded(council=cast.council, **WHO) == 1
    june = Observation.objects.get(measure=held, starts_on="2014-06-01", is_current=True, period_kind="MONTH")
    assert june.is_questioned
    assert [one["code"] for one in june.queries] == ["TIMES_USUAL"]
    quarter = Observation.objects.get(measure=held, starts_on="2014-04-01", period_kind="QUARTER")
    assert (quarter.value, quarter.is_questioned) == (Decimal(74241), True)
    assert Entry.objects.filter(verb="put in question").count() == 1
