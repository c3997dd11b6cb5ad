"""The report lists the signals of measures that miss their target, and of all whose signals disagree."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from goldenthread.core.periods import month, next_period, parse_period
from goldenthread.core.signals_told import BOTH
from goldenthread.measures import actions as measures
from goldenthread.measures.forecasts import give_forecast
from goldenthread.measures.models import Measure
from goldenthread.reports.documents import monitor_page, monitor_tables
from goldenthread.reports.figures.monitor import Monitor
from goldenthread.reports.grids import Grid
from goldenthread.reports.word import monitor_document
from tests.cast import STRATEGY, WHO, Cast, a_council, measure_row, observation_row, target_row
from tests.reports.test_monitor import planned


@pytest.fixture
def cast(db: None) -> Cast:
    return a_council()


def followed(cast: Cast, code: str, aim: str, rise: int = 0) -> Measure:
    """A measure in the plan with two years of months to June 2014, the last eight raised by so much."""
    row = measure_row(code, kind="PERCENTAGE", frequency="MONTHLY", decimals=1)
    measures.define_measures(council=cast.council, rows=[row], **WHO)
    held, period, rows = Measure.objects.get(council=cast.council, code=code), month(2012, 7), []
    for place in range(24):
        rows.append(observation_row(held, period, str(70 + place % 2 + (rise if place >= 16 else 0))))
        period = next_period(period)
    measures.record_observations(council=cast.council, rows=rows, **WHO)
    measures.set_targets(council=cast.council, rows=[target_row(held, month(2014, 6), aim)], **WHO)
    link = {"measure_id": held.pk, "element_id": cast.elements["clean"].pk}
    measures.link_measures(council=cast.council, rows=[link], **WHO)
    return held


def report(cast: Cast) -> Monitor:
    return planned(cast, "June 2014")


def codes(shown: Monitor) -> list[str]:
    return [row.at.measure.code for row in shown.signals.rows]


def test_measures_that_miss_and_measures_that_disagree_are_listed_and_add_up(cast: Cast) -> None:
    """R047: M2 is off target and improving, M3 on target and worse by more than chance, M4 as it ever was."""
    followed(cast, "M3", "50", rise=-9)
    followed(cast, "M2", "90", rise=9)
    followed(cast, "M4", "50")
    shown = report(cast)
    assert codes(shown)[:2] == ["M2", "M3"]
    short = [row for row in shown.signals.rows if row.is_short]
    assert [row.at for row in short] == shown.exceptions
    others = [row for row in shown.signals.rows if not row.is_short]
    assert others and all(row.told for row in others)
    assert f"of {len(shown.position.in_plan)} are listed: {len(short)} near or off target" in (
        shown.signals.words
    )
    assert f"and {len(others)} more whose signals disagree" in shown.signals.words
    tables = monitor_tables(shown)
    listed, told = tables["signals"], tables["disagreements"]
    assert isinstance(listed, Grid) and len(listed.rows) == len(shown.signals.rows)
    assert isinstance(told, Grid) and len(told.rows) == sum(len(row.told) for row in shown.signals.rows)
    words = [cell.text for row in told.rows for cell in row.cells]
    assert any("it is improving by more than chance explains, which the status hides" in one for one in words)
    assert any("it is getting worse by more than chance explains" in one for one in words)
    assert not any(BOTH in one for one in words)


def test_a_report_with_nothing_to_list_says_so(cast: Cast) -> None:
    shown = report(cast)
    assert codes(shown) == []
    assert shown.signals.words == "No measure is near or off target, and no measure’s signals disagree."
    assert shown.signals.words in monitor_page(shown)


def test_a_forecast_stands_beside_the_status_it_disagrees_with(cast: Cast) -> None:
    """R047: the forecast of the year that the report is about."""
    held = followed(cast, "M2", "90")
    year = parse_period("2014/15")
    measures.set_targets(council=cast.council, rows=[target_row(held, year, "90")], **WHO)
    assert report(cast).signals.rows[0].forecast_words.word == "None given"
    give_forecast(measure=held, year=year, value=Decimal(92), words="", seen=0, by=STRATEGY, at=WHO["at"])
    row = report(cast).signals.rows[0]
    assert row.forecast_words.word == "Will meet 90.0%"
    assert "the owner expects 92.0% by March 2015, which meets the target of 90.0%" in row.told[0].rest


def test_the_page_and_the_word_file_say_the_same_of_signals(cast: Cast) -> None:
    followed(cast, "M2", "90", rise=9)
    followed(cast, "M3", "50", rise=-9)
    shown = report(cast)
    page = monitor_page(shown)
    document = Document(BytesIO(monitor_document(shown)))
    in_word = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert shown.signals.words in [one.text for one in document.paragraphs]
    assert shown.signals.words in page
    tables = monitor_tables(shown)
    for name in ("signals", "disagreements"):
        grid = tables[name]
        assert isinstance(grid, Grid) and grid
        for row in grid.rows:
            for cell in row.cells:
                assert cell.text in page
                assert any(cell.text in one and cell.note in one for one in in_word)


def test_the_signals_of_one_measure_and_of_three_are_as_many_queries(cast: Cast) -> None:
    """R047, R199: whole series are read once for all measures."""

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            monitor_tables(report(cast))
        return len(found)

    followed(cast, "M2", "90", rise=9)
    report(cast)
    one = count()
    followed(cast, "M3", "50", rise=-9)
    followed(cast, "M5", "95", rise=4)
    assert count() == one
