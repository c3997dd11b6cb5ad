"""The report lists the signals of measures that miss their target, and of all whose signals disagree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.periods import month, next_period, parse_period
from goldenthread.core.signals_told import BOTH
from goldenthread.measures import actions as measures
from goldenthread.measures.forecasts import give_forecast
from goldenthread.measures.models import Measure
from goldenthread.reports.blocks import Text
from goldenthread.reports.facts import Facts, MeasureFact
from tests.cast import STRATEGY, WHO, Cast, a_council, measure_row, observation_row, target_row
from tests.reports.of_facts import facts, outline, section, tables, words


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


def report(cast: Cast) -> Facts:
    return facts(cast, "June 2014")


def listed(shown: Facts) -> list[MeasureFact]:
    """The measures that the report lists with their signals."""
    return [one for one in shown.measures if one.is_short or (one.signals and one.signals.told)]


def codes(shown: Facts) -> set[str]:
    return {one.measure.code for one in listed(shown)}


def said_of_signals(shown: Facts) -> str:
    (said,) = [
        one.words
        for one in section(outline(shown), "exceptions").blocks
        if isinstance(one, Text) and "signals" in one.words
    ]
    return said


def test_measures_that_miss_and_measures_that_disagree_are_listed_and_add_up(cast: Cast) -> None:
    """R047: M2 is off target and improving, M3 on target and worse by more than chance, M4 as it ever was."""
    followed(cast, "M3", "50", rise=-9)
    followed(cast, "M2", "90", rise=9)
    followed(cast, "M4", "50")
    shown = report(cast)
    assert codes(shown) >= {"M2", "M3"}
    short = [one for one in listed(shown) if one.is_short]
    others = [one for one in listed(shown) if not one.is_short]
    assert [one.measure.code for one in short] == ["M2"] and others
    said = said_of_signals(shown)
    assert f"of {len(shown.measures)} are listed: {len(short)} near or off target" in said
    assert f"and {len(others)} more whose signals disagree" in said
    found = tables(outline(shown), "exceptions")
    assert len(found["Three signals of each measure"].rows) == len(listed(shown))
    told = words(found["Where signals disagree"])
    assert len(told) == sum(len(one.signals.told) for one in listed(shown) if one.signals)
    cells = [cell for row in told for cell in row]
    assert any("it is improving by more than chance explains, which the status hides" in one for one in cells)
    assert any("it is getting worse by more than chance explains" in one for one in cells)
    assert not any(BOTH in one for one in cells)


def test_a_report_with_nothing_to_list_has_no_table_of_signals(cast: Cast) -> None:
    shown = report(cast)
    assert codes(shown) == set()
    assert "Three signals of each measure" not in tables(outline(shown))


def test_a_forecast_stands_beside_the_status_it_disagrees_with(cast: Cast) -> None:
    """R047: the forecast of the year that the report is about."""
    held = followed(cast, "M2", "90")
    year = parse_period("2014/15")
    measures.set_targets(council=cast.council, rows=[target_row(held, year, "90")], **WHO)
    before = listed(report(cast))[0].signals
    assert before is not None and before.forecast.word == "None given"
    give_forecast(measure=held, year=year, value=Decimal(92), words="", seen=0, by=STRATEGY, at=WHO["at"])
    after = listed(report(cast))[0].signals
    assert after is not None and after.forecast.word == "Will meet 90.0%"
    assert "the owner expects 92.0% by March 2015, which meets the target of 90.0%" in after.told[0].rest


def test_the_signals_of_one_measure_and_of_three_are_as_many_queries(cast: Cast) -> None:
    """R047, R199: whole series are read once for all measures."""

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            outline(report(cast))
        return len(found)

    followed(cast, "M2", "90", rise=9)
    report(cast)
    one = count()
    followed(cast, "M3", "50", rise=-9)
    followed(cast, "M5", "95", rise=4)
    assert count() == one
