"""Tables as values: what each cell says, and that nothing missing looks like a nought."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goldenthread.core.doing import Doing, DoingRollUp
from goldenthread.core.findings import Gap, GapState
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import COUNCIL_YEAR, parse_period
from goldenthread.core.rating import Rule, Status
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.rulebook import rulebook_from, short_rule
from goldenthread.core.standing import Aim, Result, stand
from goldenthread.core.travel import Direction
from goldenthread.core.variance import Money
from goldenthread.measures.models import Measure
from goldenthread.measures.queries import sheet_of
from goldenthread.people.models import Post
from goldenthread.plans.queries import ElementRow
from goldenthread.reports import grids, tables
from goldenthread.reports.facts import MoneyFact, PublishedFact, SetRow
from goldenthread.reports.figures.measure import PeriodRow
from goldenthread.reports.figures.overview import GapRow, ServiceRow, TopRow
from goldenthread.reports.figures.position import MeasureAt
from goldenthread.reports.grids import Cell, Grid, Kind, Link, text

ON = date(2014, 9, 2)
Q1, Q4 = parse_period("2014/15 Q1"), parse_period("2013/14 Q4")
NEAR = short_rule("within:10%").rule
LEVELS = rulebook_from({"code": "level", "band": [{"name": "Poor", "status": "off target"}]}).rule


def measure_at(
    value: str | None,
    target: str | None = None,
    *,
    rule: Rule = NEAR,
    before: str | None = None,
    result: dict[str, Any] | None = None,
    aim: Aim | None = None,
    **more: Any,
) -> MeasureAt:
    """A measure with a result for April to June 2014."""
    measure = Measure(**{"code": "M1", "title": "Calls answered", "unit": "%", **more})
    number = None if value is None else Decimal(value)
    state = State.AWAITED if value is None else State.REPORTED
    results = [Result(Q1, number, **{"state": state, **(result or {})})]
    results += [Result(Q4, Decimal(before), State.REPORTED)] if before else []
    aims = [aim] if aim else [Aim(Q1, Decimal(target), TargetState.SET)] if target else []
    sheet = sheet_of(measure)
    return MeasureAt(measure, sheet, stand(sheet, results, aims, rule=rule, on=ON), ())


def words(table: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def kinds(cells: Sequence[Cell]) -> list[Kind]:
    return [cell.kind for cell in cells]


RANGE = {"polarity": "RANGE", "low": Decimal("20"), "high": Decimal("30.50")}


@pytest.mark.parametrize(
    ("one", "result", "target", "missed"),
    [
        (measure_at("78.5", "80"), "78.5%", "80%", "1.5 points"),
        (measure_at("80", "80"), "80%", "80%", "Met"),
        (measure_at("81", "80"), "81%", "80%", "Met"),
        (measure_at("447", "400", unit="£", polarity="LOWER"), "£447", "£400", "47"),
        (measure_at("35", unit="days", **RANGE), "35", "20 to 30.5", "4.5"),
        (measure_at("25", unit="days", **RANGE), "25", "20 to 30.5", "Met"),
        (measure_at("5"), "5%", "No target", "Not rated"),
        (measure_at("5", is_data_only=True), "5%", "Data only", "Not rated"),
        (measure_at(None, "80"), "Awaited", "80%", "Not rated"),
        (measure_at("5", "6", result={"state": State.PROVISIONAL}), "5% (provisional)", "6%", "1 point"),
        (measure_at("5", rule=LEVELS), "5%", "No target", "No target"),
        (measure_at("0", "80", result={"is_questioned": True}), "0%", "80%", "Not rated"),
    ],
)
def test_what_is_missing_is_said_in_words_and_what_is_there_in_its_unit(
    one: MeasureAt, result: str, target: str, missed: str
) -> None:
    """R127, R138: a blank is a named state, never a nought."""
    cells = [tables.result_cell(one), tables.target_cell(one), tables.missed_cell(one)]
    assert [cell.text for cell in cells] == [result, target, missed]
    for cell in cells:
        assert (cell.kind is Kind.NUMBER) == any(mark.isdigit() for mark in cell.text)


def test_a_list_of_measures_gives_each_its_status_and_the_reason_for_having_none() -> None:
    blank = Aim(Q1, None, TargetState.TO_BE_SET, "Baseline new", "Head of Streets", date(2014, 9, 30))
    found = [
        measure_at("78.5", "80", before="79"),
        measure_at("78.5", aim=blank, unit="days"),
        measure_at(None, "80", unit=""),
    ]
    nothing = MeasureAt(found[0].measure, found[0].sheet, stand(found[0].sheet, [], [], rule=NEAR, on=ON), ())
    table = tables.measures([*found, nothing], "Measures", COUNCIL_YEAR)
    assert words(table) == [
        ["Calls answered", "2014/15 Q1", "78.5%", "80%", "Near target", "Worse"],
        ["Calls answered", "2014/15 Q1", "78.5", "No target", "Not rated", "Cannot be compared"],
        ["Calls answered", "2014/15 Q1", "Awaited", "80", "Not rated", "Cannot be compared"],
        ["Calls answered", "None yet", "Awaited", "No target", "Not rated", "Cannot be compared"],
    ]
    assert [row.cells[4].note for row in table.rows] == [
        "", "Baseline new; to be set by Head of Streets, due 30 September 2014", "No figure: awaited",
        "No figure: awaited",
    ]  # fmt: skip
    assert [row.cells[0].note for row in table.rows] == ["M1", "M1, days", "M1", "M1"]
    assert table.rows[0].cells[0].link == Link("measure", "M1")
    assert (table.rows[0].cells[5].kind, table.rows[1].cells[5].kind) == (Kind.DIRECTION, Kind.BLANK)


def test_an_exception_says_what_is_known_of_it() -> None:
    """R058."""
    found = [measure_at("60", "80", result={"note": "two lines were down"}), measure_at("79", "80")]
    assert [row[-1] for row in words(tables.exceptions(found, "Off target"))] == [
        "Two lines were down", "Nothing yet",
    ]  # fmt: skip


def test_a_measure_not_rated_says_why_who_and_by_when() -> None:
    """R126, R127, R138."""
    blank = Aim(Q1, None, TargetState.TO_BE_SET, "Baseline new", "Head of Streets", date(2014, 9, 30))
    found = [
        measure_at("5", aim=blank),
        measure_at("5", owner=Post(title="Clerk")),
        measure_at("0", "80", result={"is_questioned": True}),
    ]
    table = tables.not_rated(found)
    assert [row[1:] for row in words(table)] == [
        ["No target: to be set", "Head of Streets", "30 September 2014"],
        ["No target", "Clerk", "No date"],
        ["The figure entered is in question, so it is shown and not rated", "Nobody named", "No date"],
    ]
    assert table.rows[0].cells[1].note == "Baseline new"


def top(title: str, status: RollUp, travel: TravelRollUp, doing: DoingRollUp = DoingRollUp()) -> TopRow:  # noqa: B008
    line = ElementRow(7, None, 2, "ORDINARY", "LIVE", "", title, "", "", None, None, "STATED")
    strip = [code for code in Status for _ in range(status.count(code))]
    return TopRow(line, [], strip, status, travel, doing, 0)


def test_counts_are_shown_with_what_they_are_of() -> None:
    """R141."""
    rows = [
        top("Place", RollUp(1, 1, 0, 2), TravelRollUp(1, 0, 1, 2)),
        top("People", RollUp(not_rated=1), TravelRollUp(not_compared=1)),
        top("Parks", RollUp(), TravelRollUp()),
    ]
    table = tables.by_theme(rows, top("x", RollUp(1, 1, 0, 3), TravelRollUp(1, 0, 1, 3)), "Theme", "Testbury")
    assert words(table) == [
        ["Place", "1 on target, 1 near, 0 off, 2 not rated", "1", "1", "0", "1 of 2", "2", "1 of 2"],
        [
            "People",
            "0 on target, 0 near, 0 off, 1 not rated",
            "0",
            "0",
            "0",
            "None rated",
            "1",
            "None compared",
        ],
        ["Parks", "No measures", "0", "0", "0", "None rated", "0", "None"],
        ["Testbury", "five measures", "1", "1", "0", "1 of 2", "3", "1 of 2"],
    ]
    assert [row.is_total for row in table.rows] == [False, False, False, True]
    assert len(tables.by_theme(rows, None, "Theme", "Testbury").rows) == 3


def test_services_and_who_controls_a_measure_are_told_apart() -> None:
    """R134."""
    counts = RollUp(2, 1, 0, 4)
    service = ServiceRow("Parks", [Status.ON_TARGET], counts, TravelRollUp(1, 1, 1, 4), DoingRollUp())
    assert words(tables.by_service([service]))[0][0] == "Parks"
    assert words(tables.by_control([("the council", counts)])) == [["The council", "2", "3", "4", "7"]]


def test_a_set_has_two_percentages_each_of_its_own_whole() -> None:
    """R141: on target of rated; improving of compared."""
    rows = [
        SetRow("Place", RollUp(1, 1, 1, 3), TravelRollUp(1, 0, 1, 4)),
        SetRow("All", RollUp(not_rated=2), TravelRollUp(not_compared=2)),
    ]
    table = tables.sets(rows, "Theme")
    assert words(table)[0] == ["Place", "1", "1", "1", "3", "33.3%", "3", "1 of 2", "50.0%"]
    assert words(table)[1][5:] == ["None rated", "2", "None", "None compared"]
    assert [row.is_total for row in table.rows] == [False, True]


def period_row(value: str | None, target: str | None, against: str = "", **more: Any) -> PeriodRow:
    one = measure_at(value, target, **more)
    result, aim = one.standing.result, one.standing.aim
    assert result is not None
    difference = Decimal(value) - Decimal(target) if value and target else None
    return PeriodRow("2014/15 Q1", result, aim, one.standing, difference, against)


def test_each_period_has_its_result_its_difference_and_what_it_is_compared_with() -> None:
    """R139, R145."""
    rows = [
        period_row(
            "78.5", "80", "2013/14 Q4", before="79", result={"published_status": "Amber", "note": "n"}
        ),
        period_row("81", "80", "2013/14 Q4", before="81"),
        period_row("82", "80", "2013/14 Q4", before="81"),
        period_row("5", None, result={"state": State.RESTATED}),
        period_row(None, "80"),
    ]
    table = tables.periods(rows, "%", COUNCIL_YEAR)
    assert words(table) == [
        ["April to June 2014", "78.5", "80", "−1.5", "Near target", "Worse than 2013/14 Q4"],
        ["April to June 2014", "81", "80", "+1", "On target", "Same as 2013/14 Q4"],
        ["April to June 2014", "82", "80", "+2", "On target", "Improved on 2013/14 Q4"],
        ["April to June 2014", "5 (restated)", "Not held", "No target", "Not rated", "Nothing to compare"],
        ["April to June 2014", "Awaited", "80", "No target", "Not rated", "Nothing to compare"],
    ]
    assert (table.rows[0].cells[0].note, table.rows[0].cells[4].note) == ("n", "Published as Amber")
    assert [column.head for column in table.columns][1:4] == ["Result, %", "Target, %", "Difference, points"]
    assert [column.head for column in tables.periods([], "", COUNCIL_YEAR).columns][1:4] == [
        "Result", "Target", "Difference",
    ]  # fmt: skip
    assert not tables.periods([], "", COUNCIL_YEAR)
    assert tables.period_words(parse_period("2013/14"), COUNCIL_YEAR) == "Year 2013/14"


@pytest.mark.parametrize(
    ("pounds", "said"), [("620000", "+620"), ("-1226000", "−1,226"), ("0", "0"), ("1500", "+1.5")]
)
def test_thousands_have_their_sign(pounds: str, said: str) -> None:
    """R029."""
    assert tables.thousands(Decimal(pounds)) == said


def test_money_names_the_base_of_every_percentage_and_draws_each_line_to_the_largest() -> None:
    """R029."""
    rows = [
        MoneyFact("Streets", Money(Decimal(620000), Decimal(62_000_000), "gross"), Decimal(-1000), "Winter"),
        MoneyFact("Parks", Money(Decimal(-1_240_000)), None, "", is_detail=True),
        MoneyFact("Council", Money(Decimal(0)), None, "", is_total=True),
    ]
    table = tables.money(rows)
    assert words(table) == [
        ["Streets", "−1", "+620", "over", "+1%", "gross"],
        ["Parks", "Not stated", "−1,240", "under", "No base", "Not stated"],
        ["Council", "Not stated", "0", "on budget", "No base", "Not stated"],
    ]
    assert [row.cells[3].bar for row in table.rows] == [(0.5, 0.0), (-1.0, 0.0), (0.0, 1.0)]
    assert [(row.is_total, row.is_detail) for row in table.rows] == [
        (False, False), (False, True), (True, False),
    ]  # fmt: skip
    assert tables.money([]).rows == ()
    assert words(tables.money([rows[2]]))[0][3] == "on budget"


def test_a_headline_is_shown_as_printed_with_its_counts_where_it_gave_any() -> None:
    rows = [
        PublishedFact("Improving", "63%", 5, 8, "Of those compared", ""),
        PublishedFact("On target", "51%", 0, None, "", ""),
    ]
    assert words(tables.published(rows)) == [
        ["Improving", "63%", "5 of 8", "Of those compared"],
        ["On target", "51%", "Not printed", "None"],
    ]


def test_work_is_counted_in_every_part_and_what_hangs_from_nothing_has_its_row() -> None:
    """R044, R141."""
    total = DoingRollUp(2, 1, 1, 1)
    table = tables.work(
        [(text("Place"), DoingRollUp(2, 1)), (text("Empty"), DoingRollUp())], total, "Theme", "Actions"
    )
    assert words(table) == [
        ["Place", "2", "1", "0", "0", "3"],
        ["Under no theme", "0", "0", "1", "1", "2"],
        ["All actions", "2", "1", "1", "1", "5"],
    ]


def line(title: str, due_on: date | None, owner: str = "", service: str = "") -> ElementRow:
    return ElementRow(1, None, 3, "ORDINARY", "LIVE", "", title, owner, service, None, due_on, "STATED")


def test_overdue_work_is_listed_longest_first_with_how_late_it_is() -> None:
    """R058."""
    table = tables.overdue(
        [line("Later", date(2014, 9, 1), "Clerk", "Streets"), line("Long ago", date(2013, 9, 2))],
        ON,
        "Actions",
    )
    assert words(table) == [
        ["Long ago", "Not stated", "None named", "2 September 2013", "Overdue by 365 days"],
        ["Later", "Streets", "Clerk", "1 September 2014", "Overdue by one day"],
    ]
    assert table.caption == "Overdue: actions"
    assert table.rows[0].cells[4].code is Doing.OVERDUE


GAPS = [
    Gap("OWN1", "element", 1, "Line"),
    Gap("OWN1", "element", 2, "Other", "Vacant", "Head of Streets"),
    Gap("TAR1", "measure", 3, "Calls", "", "Clerk", date(2014, 6, 30)),
    Gap("TAR1", "measure", 4, "Bins", "Early", "Manager", date(2014, 3, 31)),
    Gap("DAT1", "measure", 3, "Calls"),
]


def gap_row(code: str, overdue: int = 0) -> GapRow:
    return GapRow(code, code, "", [gap for gap in GAPS if gap.code == code], overdue, asked=7, accepted=1)


def test_gaps_are_counted_by_kind_with_the_next_to_be_filled() -> None:
    """R127: a to-do list."""
    table = tables.gaps_by_kind([gap_row("OWN1"), gap_row("TAR1", 2), gap_row("DAT1")])
    assert words(table) == [
        ["No owner", "2", "7", "0", "1", "Head of Streets, no date given"],
        ["No target", "2", "7", "2", "1", "Manager, due 31 March 2014"],
        ["No data yet", "1", "7", "0", "1", "Nobody is named yet"],
        ["All gaps", "5", "", "2", "3", ""],
    ]
    assert table.rows[0].cells[0].link == Link("gaps", "OWN1")
    named = tables.gaps_by_kind([gap_row("OWN1")], "plan=strategy")
    assert named.rows[0].cells[0].link == Link("gaps", "OWN1&plan=strategy")


def test_what_is_left_on_purpose_is_never_the_next_to_be_filled() -> None:
    left = Gap("OWN1", "element", 5, "Left", "Small", "Clerk", date(2014, 1, 1), is_accepted=True)
    assert GapRow("OWN1", "", "", [left, *GAPS[:2]], 0).next == GAPS[1]


def test_a_count_of_gaps_leads_to_them_and_none_is_a_word() -> None:
    cell = tables.gap_count_cell(2, "7")
    assert (cell.text, cell.link) == ("2", Link("element-gaps", "7"))
    assert (tables.gap_count_cell(0, "7").text, tables.gap_count_cell(0, "7").kind) == ("None", Kind.BLANK)


def test_the_register_gives_each_gap_its_reason_its_owner_and_its_day() -> None:
    """R126, R127."""
    table = tables.gap_register(GAPS, ON, {GAPS[0]: "Action, Strategy"})
    nobody = ["Not stated", "Nobody named", "No date", "Nobody named"]
    assert words(table)[0] == ["No owner", "Line", *nobody]
    assert words(table)[3] == ["No target", "Bins", "Early", "Manager", "31 March 2014", "Overdue"]
    assert [cell.note for cell in table.rows[0].cells[:2]] == ["OWN1", "Action, Strategy"]
    assert [cell.link for cell in table.rows[2].cells[:2]] == [
        Link("gap", "measure/3/TAR1"), Link("measure-id", "3"),
    ]  # fmt: skip
    assert table.rows[3].cells[5].code is GapState.OVERDUE
    assert [row.cells[1].link for row in table.rows[:3]] == [
        Link("element", "1"), Link("element", "2"), Link("measure-id", "3"),
    ]  # fmt: skip
    assert words(tables.gaps_of_one(GAPS[:1], ON)) == [["No owner", *nobody]]


def test_cells_know_what_they_hold() -> None:
    cells = [
        grids.text("a"), grids.number("1"), grids.blank("None"), grids.status(Status.ON_TARGET, "On target"),
        grids.direction(Direction.WORSE, "Worse"), grids.direction(Direction.CANNOT_COMPARE, "None"),
        grids.doing(Doing.DONE, "Done"), grids.strip([Status.OFF_TARGET]), grids.on_day(ON, "No date"),
        grids.on_day(None, "No date"),
    ]  # fmt: skip
    assert kinds(cells) == [
        Kind.TEXT, Kind.NUMBER, Kind.BLANK, Kind.STATUS, Kind.DIRECTION, Kind.BLANK, Kind.DOING, Kind.STRIP,
        Kind.TEXT, Kind.BLANK,
    ]  # fmt: skip
    assert [cells[-3].text, cells[-2].text] == [
        "0 on target, 0 near, 1 off, 0 not rated", "2 September 2014",
    ]  # fmt: skip
