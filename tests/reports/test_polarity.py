"""The measures of a council whose polarity goes against their titles."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.measures import actions
from goldenthread.measures.models import Measure
from goldenthread.measures.trust_queries import followed_measures
from goldenthread.reports.figures.polarity import findings, sentence_of
from goldenthread.reports.tables.polarity import polarities_in_doubt
from tests.cast import ON, WHO, a_council, measure_row

pytestmark = pytest.mark.django_db


def test_measures_in_doubt_are_found_contradictions_first(django_assert_num_queries):
    council = a_council().council
    rows = [
        measure_row("A", title="Useable reserves", polarity="HIGHER"),
        measure_row("B", title="Attainment gap", polarity="HIGHER"),
        measure_row("C", title="Unemployment rate", polarity="LOWER"),
        measure_row("D", title="Unemployment rate, old count", polarity="HIGHER"),
    ]
    actions.define_measures(council=council, rows=rows, **WHO)
    Measure.objects.filter(code="D").update(retired_on=date(2014, 1, 1), retired_because="Replaced")

    with django_assert_num_queries(1):
        found = findings(followed_measures(council, ON))

    assert [(one.measure.code, one.is_contradiction) for one in found] == [("B", True), ("A", False)]
    said = "One measure counts as better what its title calls worse; one more can be read either way."
    assert sentence_of(found)[0].text == said
    cells = [cell.text for cell in polarities_in_doubt(found, lambda power, one: True).rows[0].cells]
    assert cells[:3] == ["Attainment gap", "Higher is better", "Lower is better"]
    assert cells[4].startswith("Ask whoever publishes it which is right.")


def test_a_council_without_doubts_is_told_so():
    found = findings(followed_measures(a_council().council, ON))
    assert found == []
    assert sentence_of(found)[0].text == "No measure's polarity goes against its title."
