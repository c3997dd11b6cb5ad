"""Data quality of a small council: counts that add up, by measure and by post."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.data_quality import Check, Limits, Timing
from goldenthread.core.observed import State
from goldenthread.core.sentences import said
from goldenthread.measures import actions as measures
from goldenthread.measures.entering import record_observation
from goldenthread.reports.figures.data_quality import data_quality
from goldenthread.reports.tables.data_quality import posts
from goldenthread.reports.thresholds import limits
from tests.cast import AT, ON, Q1, Q4, STRATEGY, WHO, a_council, measure_row, observation_row

pytestmark = pytest.mark.django_db


def test_each_due_result_is_in_time_late_or_missing_and_restating_is_counted() -> None:
    """R059, R139, R140: the second quarter of two came in time; the first five months late."""
    cast = a_council()
    measures.define_measures(council=cast.council, rows=[measure_row("M2")], **WHO)
    rows = [observation_row(cast.measure, Q4, "80"), observation_row(cast.measure, Q1, "70")]
    measures.record_observations(council=cast.council, rows=rows, by=STRATEGY, at=AT)
    record_observation(
        measure=cast.measure, period=Q1, value=Decimal(71), state=State.REPORTED, by=STRATEGY, at=AT,
        reason="Miscounted.",
    )  # fmt: skip

    found = data_quality(cast.council, ON, limits())

    first, empty = found.rows
    assert first.record.timing == Timing(late=2)
    assert (first.record.held, first.record.due) == (2, 2)
    assert (first.record.entered, first.record.restated) == (2, 1)
    assert set(first.faults) == {
        Check.LATE, Check.RESTATED, Check.SILENT, Check.UNDATED, Check.UNGRADED,
    }  # fmt: skip
    assert Check.NEVER in empty.faults
    assert said(found.sentences) == (
        "2 of 2 results that are due are held; 0 of 2 measures pass every check; "
        "one measure never had data and one has no owner."
    )
    table = [[cell.text for cell in row.cells] for row in posts(found).rows]
    assert [row[2:7] for row in table][-1] == ["2", "0", "2", "0", "0"]


def test_a_missing_quarter_is_missing_until_it_is_recorded() -> None:
    cast = a_council()
    rows = [observation_row(cast.measure, Q4, "80")]
    measures.record_observations(council=cast.council, rows=rows, **WHO)

    record = data_quality(cast.council, ON, Limits()).rows[0].record

    assert (record.held, record.due, record.timing.missing) == (1, 2, 1)


def test_a_council_without_measures_says_so() -> None:
    cast = a_council()
    cast.measure.delete()

    assert said(data_quality(cast.council, ON, Limits()).sentences) == "No measure is followed yet."


def test_a_title_that_says_the_opposite_of_its_polarity_is_found() -> None:
    cast = a_council()
    more = [
        measure_row("UP", title="Number of missed bins", polarity="HIGHER"),
        measure_row("DOWN", title="Number of missed bins, again", polarity="LOWER"),
    ]
    measures.define_measures(council=cast.council, rows=more, **WHO)

    found = data_quality(cast.council, ON, Limits())

    assert [row.measure.code for row in found.having(Check.POLARITY)] == ["UP"]


def test_what_is_not_missing_is_said_plainly() -> None:
    cast = a_council()
    record_observation(
        measure=cast.measure, period=Q1, value=Decimal(71), state=State.REPORTED, by=STRATEGY, at=AT
    )
    words = said(data_quality(cast.council, ON, limits()).sentences)
    assert words.endswith("every measure has had data and none lacks an owner.")
