"""The report of a period: performance beside money, with its parts, its bases and what is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.observed import State
from goldenthread.core.periods import parse_period
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.sentences import said
from goldenthread.core.standing import Standing
from goldenthread.core.variance import Money
from goldenthread.governance.actions import put_paper
from goldenthread.ledger.recording import Recorded
from goldenthread.measures import actions as measures
from goldenthread.measures import entering
from goldenthread.measures.models import Measure
from goldenthread.plans import actions as plans
from goldenthread.reports import actions as reports
from goldenthread.reports import queries
from goldenthread.reports.blocks import Text
from goldenthread.reports.facts import Facts, MoneyFact
from goldenthread.reports.figures.frozen_money import money_rows
from goldenthread.reports.figures.measure import measure_page
from goldenthread.reports.figures.position import gather
from goldenthread.resources.actions import record_variances
from goldenthread.resources.models import Variance
from tests.cast import (
    ON,
    Q1,
    Q4,
    WHO,
    Cast,
    a_council,
    element,
    measure_row,
    observation_row,
    target_row,
)
from tests.reports.of_facts import facts, outline, section, tables, words


@pytest.fixture
def cast(db: None) -> Cast:
    return a_council()


def observe(cast: Cast, *rows: dict[str, object]) -> None:
    measures.record_observations(council=cast.council, rows=rows, **WHO)


def gaps(shown: Facts) -> set[tuple[str, str]]:
    return {(one.gap.code, one.gap.title) for one in shown.gaps if one.gap.kind == "measure"}


def standing(shown: Facts) -> Standing:
    (found,) = [one.standing for one in shown.measures]
    return found


def test_a_report_counts_its_sets_against_target_and_by_direction_apart(cast: Cast) -> None:
    """R011, R027, R141."""
    observe(cast, observation_row(cast.measure, Q1, "81"), observation_row(cast.measure, Q4, "79"))
    measures.set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "80")], **WHO)
    measures.define_measures(council=cast.council, rows=[measure_row("M2")], **WHO)
    loose = Measure.objects.get(code="M2")
    measures.link_measures(
        council=cast.council,
        rows=[{"measure_id": loose.pk, "element_id": cast.elements["vision"].pk}],
        **WHO,
    )
    shown = facts(cast)
    assert (shown.status(), shown.travel()) == (
        RollUp(on_target=1, not_rated=1), TravelRollUp(improved=1, not_compared=1),
    )  # fmt: skip
    made = outline(shown)
    assert words(tables(made, "performance")["Headline counts"]) == [
        ["Place", "1", "0", "0", "1", "100.0%", "0", "1 of 1", "100.0%"],
        ["Under no theme", "0", "0", "0", "0", "None rated", "1", "None", "None compared"],
        ["All measures", "1", "0", "0", "1", "100.0%", "1", "1 of 1", "100.0%"],
    ]
    assert (made.title, made.kicker, shown.head.work_name) == ("Monitor 1", "April to June 2014", "Actions")
    assert [row[0] for row in words(tables(made)["Measures that are not rated"])] == ["Measure M2"]
    assert said(made.lead) == (
        "1 of 1 rated measure is on target, and one cannot be rated; of one measure that can be compared, "
        "one improved; nothing dated is overdue."
    )


def test_a_report_lists_what_is_off_target_and_what_is_overdue_under_its_theme(cast: Cast) -> None:
    """R058."""
    observe(cast, observation_row(cast.measure, Q1, "60"))
    measures.set_targets(council=cast.council, rows=[target_row(cast.measure, Q1, "80")], **WHO)
    late = element("late", "action", "clean", due_on=date(2014, 8, 1))
    plans.place_elements(council=cast.council, edition=cast.edition, rows=[late], **WHO)
    made = outline(facts(cast))
    found = tables(made, "exceptions")
    assert [row[0] for row in words(found["Measures off or near target"])] == ["Measure M1"]
    assert [row[0] for row in words(found["Actions that need attention"])] == ["Late"]
    assert {row[0] for row in words(tables(made, "themes")["Actions of Place"])} == {"Action", "Late"}


def test_a_report_of_a_period_is_not_told_that_a_measure_has_never_had_a_result(cast: Cast) -> None:
    """R027, R138: no result for the quarter is a late result, not a measure without data or baseline."""
    observe(cast, observation_row(cast.measure, parse_period("2013/14 Q1"), "79"))
    shown = facts(cast, "2013/14 Q4")
    assert (standing(shown).result, standing(shown).state.value) == (None, "OVERDUE")
    assert gaps(shown) == {("TAR1", "Measure M1"), ("LAT1", "Measure M1")}


def test_a_yearly_measure_keeps_its_last_year_in_a_quarters_report(cast: Cast) -> None:
    Measure.objects.update(frequency="YEARLY")
    observe(cast, observation_row(cast.measure, parse_period("2013/14"), "79"))
    found = standing(facts(cast))
    assert (found.value, found.state.value) == (Decimal(79), "REPORTED")


def test_a_result_that_is_only_awaited_is_no_data_and_no_baseline(cast: Cast) -> None:
    """R125, R138: a blank cell in a file doesn't make a measure measured."""
    observe(cast, observation_row(cast.measure, Q1, None))
    missing = {("TAR1", "Measure M1"), ("BAS1", "Measure M1"), ("DAT1", "Measure M1")}
    position = gather(cast.council, cast.edition, ON)
    assert {(gap.code, gap.title) for gap in position.gaps if gap.kind == "measure"} == missing
    page = measure_page(cast.council, cast.measure, ON)
    assert {(gap.code, gap.title) for gap in page.gaps} == missing
    assert said(page.sentences) == "April to June 2014: no figure (awaited)."


def test_nil_activity_is_data_and_no_baseline(cast: Cast) -> None:
    nil = {**observation_row(cast.measure, Q1, None), "state": "NIL_ACTIVITY"}
    observe(cast, nil)
    page = measure_page(cast.council, cast.measure, ON)
    assert [gap.code for gap in page.gaps] == ["TAR1", "BAS1"]


def test_a_measures_page_and_the_register_say_the_same_of_a_missing_baseline(cast: Cast) -> None:
    """R125: a baseline may be missing, and says why."""
    Measure.objects.update(baseline_note="Only recently established.")
    measures.set_targets(
        council=cast.council, rows=[target_row(cast.measure, Q1, None, reason="Too early")], **WHO
    )
    register = [gap for gap in gather(cast.council, cast.edition, ON).gaps if gap.kind == "measure"]
    assert measure_page(cast.council, Measure.objects.get(), ON).gaps == register
    assert {(gap.code, gap.reason) for gap in register} == {
        ("TAR1", "Too early"), ("BAS1", "Only recently established."), ("DAT1", ""),
    }  # fmt: skip


def test_a_stated_baseline_is_shown_with_its_day_and_is_no_gap(cast: Cast) -> None:
    """R125."""
    Measure.objects.update(baseline=Decimal("59"), baseline_on=date(2014, 4, 1))
    page = measure_page(cast.council, Measure.objects.get(), ON)
    assert (str(page.baseline), page.measure.baseline_on) == ("59", date(2014, 4, 1))
    assert "BAS1" not in {gap.code for gap in page.gaps}


def test_a_small_change_is_said_to_count_as_the_same(cast: Cast) -> None:
    """“That is the same as the 80” would be untrue of 81."""
    body = {
        "code": "band", "name": "Band", "compare": {"dead_band": "2"},
        "band": [{"name": "Any", "status": "on target"}],
    }  # fmt: skip
    measures.adopt_rule(council=cast.council, code="band", name="Band", body=body, source="", **WHO)
    observe(cast, observation_row(cast.measure, Q1, "81"), observation_row(cast.measure, Q4, "80"))
    words = said(measure_page(cast.council, cast.measure, ON).sentences)
    assert words.endswith("That is counted as the same as the 80 of January to March 2014.")


def test_a_measures_page_opens_with_two_of_the_latest_three(cast: Cast) -> None:
    """York, 2021-22: the latest three are compared; with two there is nothing to say yet."""
    body = {
        "code": "three", "name": "Three", "compare": {"against": "latest three"},
        "band": [{"name": "Any", "status": "on target"}],
    }  # fmt: skip
    measures.adopt_rule(council=cast.council, code="three", name="Three", body=body, source="", **WHO)
    observe(cast, observation_row(cast.measure, Q1, "12"), observation_row(cast.measure, Q4, "12"))
    page = measure_page(cast.council, cast.measure, ON)
    assert said(page.sentences) == "April to June 2014: 12%, on target (12: Any)."
    observe(cast, observation_row(cast.measure, parse_period("2013/14 Q3"), "10"))
    assert said(measure_page(cast.council, cast.measure, ON).sentences).endswith(
        "That is better than the 10 of October to December 2013."
    )


def test_what_was_awaited_is_not_listed_among_restated_figures(cast: Cast) -> None:
    """R139."""
    observe(cast, observation_row(cast.measure, Q1, None))
    observe(cast, observation_row(cast.measure, Q1, "78.5"))
    assert measure_page(cast.council, cast.measure, ON).superseded == []
    entering.record_observation(
        measure=cast.measure, period=Q1, value=Decimal(79), state=State.REPORTED, reason="Recounted", **WHO
    )
    (old,) = measure_page(cast.council, cast.measure, ON).superseded
    assert (old.value, old.superseded_by.value) == (Decimal("78.5"), Decimal(79))


# Money


def variance(line: str, amount: str, **more: Any) -> Variance:
    return Variance(**{"report": "Monitor 1", "line": line, "amount": Decimal(amount), **more})


def test_parts_of_one_whole_are_added_up_and_the_sum_says_so() -> None:
    """R029, R141."""
    rows = money_rows(
        [
            variance("Streets", "620000", previous=Decimal(1)),
            variance("Parks", "-1362000", previous=Decimal(2)),
        ],
        "Monitor 1",
    )
    assert [row.name for row in rows] == ["Streets", "Parks", "Council"]
    assert rows[-1] == MoneyFact(
        "Council", Money(Decimal(-742000)), Decimal(3), "The sum of the lines above.", is_total=True
    )
    assert rows[-1].money.percent is None


def test_a_sum_of_what_was_forecast_before_needs_every_part_of_it() -> None:
    rows = money_rows([variance("Streets", "1", previous=Decimal(1)), variance("Parks", "2")], "Monitor 1")
    assert (rows[-1].name, rows[-1].previous) == ("Council", None)


def test_a_stated_total_is_shown_as_stated_and_nothing_is_added_to_it() -> None:
    """R029: a percentage of a stated base, and no total of totals."""
    whole = variance("Council", "-500000", scope="COUNCIL", base=Decimal(10**8), base_kind="net")
    rows = money_rows([variance("Streets", "620000"), whole], "Monitor 1")
    assert [(row.name, row.is_total, row.money.percent) for row in rows] == [
        ("Streets", False, None), ("Council", True, Decimal("-0.5")),
    ]  # fmt: skip


def test_lines_inside_others_are_details_and_never_added() -> None:
    rows = money_rows(
        [
            variance("Streets", "620000"),
            variance("City Strategy", "5", scope="DIRECTORATE"),
            variance("Planning", "7", report="Monitor 1 City Strategy"),
        ],
        "Monitor 1",
    )
    assert [(row.name, row.is_total, row.is_detail) for row in rows] == [
        ("Streets", False, False), ("Council", True, False),
        ("City Strategy", False, True), ("Planning", False, True),
    ]  # fmt: skip
    assert rows[1].money.amount == Decimal(620000)
    assert money_rows([], "Monitor 1") == []


def test_money_stands_beside_performance_in_the_report_and_its_first_sentence(cast: Cast) -> None:
    """R029."""
    rows = [
        {"report": "Monitor 1", "line": "Streets", "amount": Decimal(-742000), "position": 1},
        {"report": "Monitor 1 City Strategy", "line": "Planning", "amount": Decimal(9), "position": 2},
        {"report": "Monitor 11", "line": "Parks", "amount": Decimal(9), "position": 3},
    ]
    record_variances(council=cast.council, rows=rows, **WHO)
    shown = facts(cast, report="Monitor 1")
    assert [row.name for row in shown.money] == ["Streets", "Council", "Planning"]
    assert said(outline(shown).lead).endswith("the council forecasts an underspend of £742,000.")
    assert facts(cast, report="").money == ()


# What was printed, and the paper around it


def test_headlines_are_kept_as_they_were_printed(cast: Cast) -> None:
    rows = [
        {"report": report, "subject": "Improving", "value": "63%", "part": 5, "whole": 8, "position": 1}
        for report in ("Monitor 1", "Monitor 2")
    ]
    for expected in (Recorded(created=2), Recorded(same=2)):
        assert reports.record_published_figures(council=cast.council, rows=rows, **WHO) == expected
    shown = facts(cast, report="Monitor 1")
    assert [(one.subject, one.value) for one in shown.published] == [("Improving", "63%")]
    assert len(queries.published_of(cast.council)) == 2
    assert facts(cast, report="").published == ()


def test_a_report_without_a_paper_names_nobody(cast: Cast) -> None:
    shown = facts(cast)
    assert shown.paper is None
    (said_of,) = section(outline(shown), "contacts").blocks
    assert said_of == Text("No paper carries this report yet.")


def test_a_report_on_a_paper_holds_everything_that_stands_on_it(cast: Cast) -> None:
    """R001, R075, R076, R084, R085, R086, R088."""
    paper = put_paper(
        council=cast.council,
        facts={
            "slug": "paper", "title": "Paper", "report_of": "Director of Place",
            "background": "Monitor 1\n\nMonitor 2",
        },
        annexes=[{"title": "Annex A"}],
        contacts=[{"role": "Author", "post": "Strategy Manager"}],
        approvals=[{"post": "Director of Place"}],
        implications=[{"category": "Legal"}, {"category": "HR", "is_none": True}],
        **WHO,
    )  # fmt: skip
    shown = facts(cast, paper_id=paper.pk)
    assert shown.paper is not None
    assert shown.paper.contacts == (("Author", "", "Strategy Manager", "", ""),)
    assert shown.paper.approvals == ((1, "Director of Place", "", None),)
    assert shown.paper.implications == (("Legal", "", False), ("HR", "", True))
    assert (shown.paper.background, shown.paper.annexes) == (("Monitor 1", "Monitor 2"), ("Annex A",))
    made = outline(shown)
    told = [one.words for one in section(made, "implications").blocks if isinstance(one, Text)]
    assert told == [
        "This report cannot be signed off until one more category is written, or said to be none."
    ]
    assert words(tables(made, "implications")["Implications by category"]) == [
        ["Legal", "Not yet written"], ["HR", "There are none."],
    ]  # fmt: skip
    assert [str(one) for one in queries.reports_of(cast.council)] == ["Monitor 1"]


def test_gaps_that_somebody_answers_for_are_printed_with_their_reason(cast: Cast) -> None:
    """R126, R127."""
    measures.set_targets(
        council=cast.council, rows=[target_row(cast.measure, Q1, None, reason="Baseline new")], **WHO
    )
    named = [(one.gap.code, one.gap.reason) for one in facts(cast).gaps if one.gap.reason]
    assert named == [("TAR1", "Baseline new")]


def test_gathering_for_one_measure_and_for_three_takes_the_same_queries(cast: Cast) -> None:
    counts = []
    for more in ([], ["M2", "M3"]):
        measures.define_measures(council=cast.council, rows=[measure_row(one) for one in more], **WHO)
        rows = [element(f"a{one}", "action", "clean") for one in more]
        plans.place_elements(council=cast.council, edition=cast.edition, rows=rows, **WHO)
        for one in Measure.objects.filter(code__in=more):
            observe(cast, observation_row(one, Q1, "5"))
            measures.set_targets(council=cast.council, rows=[target_row(one, Q1, "5")], **WHO)
        with CaptureQueriesContext(connection) as asked:
            gather(cast.council, cast.edition, ON, Q1)
        counts.append(len(asked))
    assert counts == [11, 11]


def test_the_list_and_the_measures_page_agree_on_a_result_long_overdue(cast: Cast) -> None:
    """R138: overdue, not without data."""
    observe(cast, observation_row(cast.measure, parse_period("2010/11 Q1"), "5"))
    position = gather(cast.council, cast.edition, ON)
    page = measure_page(cast.council, cast.measure, ON)
    assert position.measures[cast.measure.pk].standing == page.standing
    assert page.standing.state is State.OVERDUE
    assert position.gaps_on("measure", cast.measure.pk) == page.gaps
    assert [gap.code for gap in page.gaps] == ["TAR1", "LAT1"]
