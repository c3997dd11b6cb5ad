"""Files from the finance system: what their columns are, totals that don't add up, and hostile ones."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from goldenthread.core.money_monitoring import Followed
from goldenthread.core.money_table import MoneyReading, Role
from goldenthread.core.money_table.becoming import Budgeted, Watched
from goldenthread.core.money_told import of_uneven
from goldenthread.core.refused import Refused, Stale, UnreadableFile
from goldenthread.exchange.models import RememberedMapping
from goldenthread.exchange.money_files import (
    LinesOf,
    Looked,
    begin_money_file,
    beside_record,
    correct_money_reading,
    give_up_money_file,
    looked_at,
    reading_from,
    store_budget_lines,
    store_monitoring,
)
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council
from goldenthread.people.officers import OPERATOR
from goldenthread.reports.figures.money import budget_of
from goldenthread.reports.figures.money_brought import of_beside, of_looked, what_to_look_at
from goldenthread.reports.figures.monitoring import of_report, what_does_not_fit
from goldenthread.reports.sheets import csv_of, xlsx_of
from goldenthread.reports.tables.budgets import lines_filed
from goldenthread.reports.tables.money_brought import beside
from goldenthread.reports.tables.monitoring import report_filed
from goldenthread.resources.models import BudgetLine, MoneyFile, MonitoringLine
from goldenthread.resources.money import link_money
from goldenthread.resources.money_queries import lines_of, lines_out, links_to
from goldenthread.resources.monitoring import Monitored, Period, record_monitoring
from goldenthread.resources.monitoring_queries import read_report
from tests.cast import AT, NEIGHBOUR, OWNER, STRANGER, WHO, a_council

pytestmark = pytest.mark.django_db
COUNTY = Path(__file__).with_name("county_october_2018.csv")
LATER = datetime(2018, 11, 20, 9, 0, tzinfo=UTC)
OCTOBER = Period("Place and Economy, October 2018", 2018, date(2018, 10, 31), "NET")


def budgeted(looked: Looked) -> list[Budgeted]:
    """The lines of a budget's file."""
    return [one for one in looked.brought.lines if isinstance(one, Budgeted)]


def watched(looked: Looked) -> list[Watched]:
    """The lines of a monitoring's file."""
    return [one for one in looked.brought.lines if isinstance(one, Watched)]


def brought(council: Council, text: str | bytes, kind: str = "LINES", **who: Any) -> Looked:
    """A file that was uploaded, as it is read."""
    data = text.encode() if isinstance(text, str) else text
    return looked_at(begin_money_file(council=council, kind=kind, data=data, file="b.csv", **(who or WHO)))


def told(looked: Looked) -> list[str]:
    return what_to_look_at(looked.brought)


def said(sentences: Any) -> str:
    return " ".join("".join(span.text for span in one) for one in sentences)


def test_the_county_s_printed_totals_are_noticed() -> None:
    """R029: each column that does not add is told with the sum, the printed figure and the difference."""
    looked = brought(a_council().council, COUNTY.read_bytes(), "MONITORING")
    assert [of_uneven(one) for one in looked.brought.sheet.uneven] == [
        "Total (row 9), budget_2018_19_k: £55,356,000 is printed, but the 6 lines with a figure come to "
        "£55,296,000. The difference is +£60,000.",
        "Total (row 9), actual_k: £28,468,000 is printed, but the 6 lines with a figure come to "
        "£28,467,000. The difference is +£1,000. Rounding of the lines could make it.",
        "Total (row 9), forecast_variance_k: £0 is printed, but the 7 lines with a figure come to "
        "£1,000. The difference is −£1,000. Rounding of the lines could make it.",
        "Total (row 9), forecast_variance_previous_month_k: £0 is printed, but the 7 lines with a figure "
        "come to £1,000. The difference is −£1,000. Rounding of the lines could make it.",
    ]
    assert told(looked)[4:] == [
        "Savings to be found within service (row 8): 0% is printed, but there is no budget to take a "
        "percentage of."
    ]
    assert said(of_looked(looked.brought)) == (
        "Seven lines come of b.csv. One row is a total and becomes no line. "
        "Four printed totals do not add up."
    )


def test_the_county_s_total_is_stored_as_no_line_and_still_told_of() -> None:
    """R029: forecast and movement are worked out from what is given, and it is said from what."""
    council = a_council().council
    looked = brought(council, COUNTY.read_bytes(), "MONITORING")
    report = store_monitoring(file=looked.file, period=OCTOBER, version=1, by=OPERATOR, at=LATER)
    names = list(MonitoringLine.objects.values_list("name", flat=True))
    assert len(names) == 7
    assert "Total" not in names
    highways = MonitoringLine.objects.get(name="Highways")
    assert (highways.budget, highways.variance, highways.forecast) == (19_549_000, -108_000, 19_441_000)
    read = read_report(report)
    assert list(read.told) == told(looked)[:4]
    assert [one.line for one in read.misfits] == ["Savings to be found within service"]
    assert len(what_does_not_fit(read)) == 5
    assert said(of_report(read)) == (
        "The lines together are forecast to be £1,000 over budget, which is 0% of the net budget of "
        "£55,296,000. The forecast moved by £0 since the report before. Five things in what was printed "
        "do not fit; see below."
    )
    moved = {one.line.name: (one.moved.by, one.moved.basis) for one in read.lines}
    assert moved["Highways"] == (-37_000, "VARIANCE")
    assert not MoneyFile.objects.exists()
    entry = Entry.objects.get(verb="loaded monitoring")
    assert len(entry.after["totals that do not add up"]) == 4


def test_a_budget_is_loaded_in_thousands_with_subtotals_and_a_grand_total() -> None:
    """R045: revenue and capital, brackets and trailing signs; net is gross less income, exactly."""
    council = a_council().council
    text = (
        "Budget book 2014/15,,,,\n"
        "Code,Service,Gross £k,Income £k,Net £k\n"
        "Place Directorate,,,,\n"
        'ST,Streets,"1,200.5","(200.5)","1,000"\n'
        "PK,Parks,300,-50,250\n"
        'Subtotal,,"1,500.5","(250.5)","1,250"\n'
        "FN,Finance,100,N/A,\n"
        'Grand total,,"1,600.5",(250.5),"1,350"\n'
    )
    looked = brought(council, text)
    assert looked.reading == MoneyReading(
        (Role.CODE, Role.NAME, Role.GROSS, Role.INCOME, Role.NET), 2, Decimal(1000)
    )
    assert [(one.code, one.gross, one.income, one.net) for one in budgeted(looked)] == [
        ("ST", 1_200_500, 200_500, 1_000_000), ("PK", 300_000, 50_000, 250_000), ("FN", 100_000, None, None),
    ]  # fmt: skip
    assert told(looked) == [
        "Grand total (row 8), Net £k: £1,350,000 is printed, but the 2 lines with a figure come to "
        "£1,250,000. The difference is +£100,000.",
        "Income is written below nought here; it is kept as money that comes in.",
    ]
    assert [(one.row, one.why) for one in looked.brought.sheet.left_out] == [(3, "there is no money in it")]
    counts = store_budget_lines(file=looked.file, of=LinesOf(2014), version=1, **WHO)
    assert counts.created == 3
    streets = BudgetLine.objects.get(code="ST")
    assert (streets.net, streets.year, streets.kind, streets.source) == (1_000_000, 2014, "REVENUE", "b.csv")


def test_a_budget_loaded_again_says_what_is_new_changed_and_missing_and_leaves_out_only_if_so_said() -> None:
    """R045: RE200 falls from £2,690 to £2,600, XX999 is not in the second file, NE100 is new."""
    cast = a_council()
    council = cast.council
    first = brought(council, "Code,Name,Net\nRE200,Resources,2690\nXX999,Other,5\nCS,Care,100\n")
    store_budget_lines(file=first.file, of=LinesOf(2014), version=1, **WHO)
    link_money(
        element=cast.elements["action"], to=BudgetLine.objects.get(code="XX999"), share=Fraction(1, 2), **WHO
    )
    again = brought(council, "Code,Name,Net\nRE200,Resources,2600\nCS,Care,100\nNE100,Trees,7\n")
    found = beside_record(again, 2014, "REVENUE")
    assert of_beside(found, 2014) == [
        "One line of the file is new: £7.", "One line is changed, by −£90.",
        "One line on record is not in the file: £5.", "One line stays as it is.",
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in beside(found, 2014).rows] == [
        ["RE200 Resources", "Changed", "£2,690", "£2,600", "−£90"],
        ["XX999 Other", "Not in the file", "£5", "None", ""],
        ["NE100 Trees", "New", "None", "£7", ""],
    ]
    store_budget_lines(file=again.file, of=LinesOf(2014), version=1, **WHO)
    assert len(lines_of(council, 2014)) == 4
    third = brought(council, "Code,Name,Net\nRE200,Resources,2600\nCS,Care,100\nNE100,Trees,7\n")
    store_budget_lines(file=third.file, of=LinesOf(2014, leaves_out=True), version=1, **WHO)
    assert sum(one.amount for one in lines_of(council, 2014)) == 2707
    assert [(str(one), one.out_because) for one in lines_out(council, 2014)] == [
        ("XX999 Other", "It is not in b.csv.")
    ]
    assert links_to(cast.elements["action"]) == []
    back = brought(council, "Code,Name,Net\nXX999,Other,5\n")
    store_budget_lines(file=back.file, of=LinesOf(2014), version=1, **WHO)
    assert lines_out(council, 2014) == []


def test_a_directorate_that_the_council_has_none_of_is_told_and_kept_in_words() -> None:
    council = a_council().council
    looked = brought(council, "Code,Name,Directorate,Net\nA,Mail,Chief Executive,10\nB,Roads,place,5\n")
    assert told(looked) == [
        "Row 2: “Chief Executive” is no directorate of this council. It is kept in words; add it to the "
        "council, or correct the file, to have it counted there."
    ]
    store_budget_lines(file=looked.file, of=LinesOf(2014), version=1, **WHO)
    held = {one.code: (one.of_directorate, one.directorate_words) for one in lines_of(council, 2014)}
    assert held == {"A": ("Chief Executive", "Chief Executive"), "B": ("Place", "")}


def test_the_next_file_with_the_same_headings_is_read_as_the_last_was() -> None:
    council = a_council().council
    first = "What,Where from,Money\nStreets,Fund A,100\nParks,Fund B,50\n"
    looked = brought(council, first)
    reading = MoneyReading((Role.NAME, Role.LEAVE_OUT, Role.NET), 1, Decimal(1))
    corrected = correct_money_reading(file=looked.file, reading=reading, version=1, **WHO)
    store_budget_lines(file=corrected, of=LinesOf(2014), version=corrected.version, **WHO)
    again = brought(council, "\nWhat,Where from,Money\nTrees,Fund C,7\n")
    assert again.file.is_remembered
    assert (again.reading.roles, again.reading.head) == (reading.roles, 2)
    assert RememberedMapping.objects.count() == 1


def test_a_line_that_is_called_a_total_is_kept_where_somebody_says_so() -> None:
    """A programme called Total Place is a line, and a total without a name is none."""
    council = a_council().council
    looked = brought(council, "Name,Net\nStreets,100\nTotal Place,20\n,120\n")
    assert "Total Place" in [one.name for one in looked.brought.sheet.totals]
    reading = MoneyReading(looked.reading.roles, looked.reading.head, Decimal(1), lines=(3,))
    again = looked_at(correct_money_reading(file=looked.file, reading=reading, version=1, **WHO))
    assert [one.name for one in budgeted(again)] == ["Streets", "Total Place"]
    assert [(one.row.number, one.of) for one in again.brought.sheet.totals] == [(4, 2)]
    assert told(again) == []


def test_sums_that_are_not_called_a_total_become_no_lines_and_are_told() -> None:
    """R029: of a budget of £180, “Net expenditure” £150 and “Net cost of services” £180 are no lines."""
    council = a_council().council
    text = (
        "Code,Name,Net\nA,Streets,100\nB,Parks,50\n,Net expenditure City Strategy,150\nC,Trees,30\n"
        ",Net cost of services,180\n,Overall,999\n"
    )
    looked = brought(council, text)
    assert [one.name for one in budgeted(looked)] == ["Streets", "Parks", "Trees"]
    assert told(looked)[-3:] == [
        "Row 4: “Net expenditure City Strategy” is what the 2 lines above it come to: it is taken for a "
        "total. If it is a line, name its row as one.",
        "Row 6: “Net cost of services” is what the 3 lines above it come to: it is taken for a total. If "
        "it is a line, name its row as one.",
        "Row 7: “Overall” reads like a total: it is taken for a total. If it is a line, name its row as one.",
    ]
    assert [one.printed for one in looked.brought.sheet.uneven] == [999]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Code,Name,Net\nA,Streets,10\nB,Parks,20\nC,Trees,30\n", 3),  # two lines come to it by chance
        ("Code,Name,Net\nA,Streets,10\nB,Parks,20\nC,Trees,3\nD,Place,33\n", 3),
        ("Code,Name,Gross,Net\nA,Streets,10,5\nB,Parks,20,6\nC,Place,30,11\n", 2),
        ("Code,Name,Net\nA,Overall efficiency,10\nB,Parks,20\n", 2),
    ],
)
def test_a_row_that_lines_above_come_to_is_a_total_unless_chance_would_do(text: str, lines: int) -> None:
    assert len(brought(a_council().council, text).brought.lines) == lines


def test_the_product_s_own_files_are_read_back_without_a_fault() -> None:
    """R029: its monitoring with the sum of the lines, and its budget lines with codes of their own."""
    council = a_council().council
    streets = {"council": council, "year": 2018, "code": "ST", "name": "Streets"}
    BudgetLine.objects.create(
        gross=Decimal("300000.55"), income=Decimal(100), net=Decimal("299900.55"), **streets
    )
    BudgetLine.objects.create(council=council, year=2018, code="PK", name="Parks", net=Decimal(-50))
    lines = [
        Monitored(Followed("Streets", Decimal("299900.55"), forecast=Decimal(300_000), reason="=Snow"), "ST"),
        Monitored(Followed("Parks", Decimal(-50), forecast=Decimal("-70.10"))),
    ]
    report = record_monitoring(council=council, period=OCTOBER, lines=lines, by=OPERATOR, at=LATER)
    file = csv_of(report_filed(read_report(report)))
    assert file.decode("utf-8-sig").splitlines() == [
        "Code,Line,Directorate,Budget,Actual to date,Forecast,Forecast variance,Net budget,% of net budget,"
        "Forecast in the report before,Moved by,Reason",
        "ST,Streets,,299900.55,,300000,99.45,299900.55,0,,,'=Snow",
        "PK,Parks,,-50,,-70.10,-20.10,-50,-40.2,,,",
        ",Sum of the lines,,299850.55,,299929.90,79.35,299850.55,0,,,",
    ]
    looked = brought(council, file, "MONITORING")
    assert [(one.code, one.line.variance) for one in watched(looked)] == [
        ("ST", Decimal("99.45")), ("PK", Decimal("-20.10")),
    ]  # fmt: skip
    assert (looked.brought.problems, looked.brought.sheet.uneven, looked.brought.misfits) == ((), (), ())
    assert [one.name for one in looked.brought.sheet.totals] == ["Sum of the lines"]
    budget = xlsx_of(lines_filed(budget_of(council, 2018)))
    again = looked_at(begin_money_file(council=council, kind="LINES", data=budget, file="b.xlsx", **WHO))
    assert (again.brought.problems, again.brought.doubts) == ((), ())
    assert {one.code: (one.gross, one.net) for one in budgeted(again)} == {
        "ST": (Decimal("300000.55"), Decimal("299900.55")), "PK": (None, Decimal(-50)),
    }  # fmt: skip


def test_names_and_departments_are_recognised_by_what_finance_systems_call_them() -> None:
    council = a_council().council
    text = "Cost Centre,Cost Centre Name,Service,Dept,Net Budget\nRE100,Mail,Post,Resources,5\n"
    assert brought(council, text).reading.roles == (
        Role.CODE, Role.NAME, Role.SERVICE, Role.DIRECTORATE, Role.NET,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "row", "sentence"),
    [
        ("Code,Name,Net\nA,Streets,12%\n", 2, "is a percentage"),
        ("Code,Name,Net\nA,Streets,abc\n", 2, "abc"),
        ("Code,Name,Gross,Net\nA,Streets,nil,tbc\n", 2, "“tbc” is no amount"),
        ("Code,Name,Net\nA,Streets,10.005\n", 2, "has parts of a penny"),
        ("Code,Name,Net\nA,Streets,£1,234\n", 2, "stands in two cells"),
        ("Code,Name,Net\nA,Streets,=SUM(A1)\n", 2, "SUM"),
        ("Code,Name,Net\nA,Streets,1\nA,Parks,2\n", 3, "Row 2 has the code “A” already"),
        ("Code,Name,Net\nA,Streets,1\n,,7\n", 3, "Money stands here without a name"),
        ("Code,Name,Net\nA,Streets,1000000000000\n", 2, "more money than can be kept"),
        (f"Code,Name,Net\nA,{'x' * 201},1\n", 2, "longer than the 200 characters"),
        ("Code,Name,Type,Net\nA,Streets,Reserve,1\n", 2, "neither revenue nor capital"),
        ("Code,Name,Income,Net\nA,Streets,5,\n", 2, "neither a gross nor a net budget"),
        ("A,B\n1,2\n3,4\n", 0, "Say which column holds"),
        ("Code,Name,Net\nNothing,here,\n", 0, "no lines below the headings"),
    ],
)
def test_a_file_with_something_wrong_is_refused_whole_with_a_remedy(
    text: str, row: int, sentence: str
) -> None:
    council = a_council().council
    looked = brought(council, text)
    assert any(one.row == row and sentence in one.sentence for one in looked.brought.problems)
    with pytest.raises(Refused, match=r".+"):
        store_budget_lines(file=looked.file, of=LinesOf(2014), version=1, **WHO)
    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old", b"\xff\xfe\x00", b"one column\n1\n2\n", b"%PDF-1.4"],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        brought(a_council().council, data)
    assert not MoneyFile.objects.exists()


def test_formulas_saved_without_results_and_hidden_rows_are_told_of() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "Net"], ["Streets", 100], ["Parks", "=B2*2"], ["Trees", 5]):
        sheet.append(row)
    sheet.row_dimensions[4].hidden = True
    out = io.BytesIO()
    book.save(out)
    looked = brought(a_council().council, out.getvalue())
    assert [(one.row, one.column) for one in looked.brought.problems] == [(3, "Net")]
    assert any("hidden" in one for one in told(looked))


def test_underspends_printed_above_nought_are_turned_round_with_their_total() -> None:
    """R029: the variance is always the forecast less the budget."""
    council = a_council().council
    text = "Line,Budget,Forecast,Variance\nStreets,100,90,10\nParks,50,55,(5)\nTotal,150,145,5\n"
    looked = brought(council, text, "MONITORING")
    report = store_monitoring(file=looked.file, period=OCTOBER, version=1, by=OPERATOR, at=LATER)
    assert dict(MonitoringLine.objects.values_list("name", "variance")) == {"Streets": -10, "Parks": 5}
    assert list(read_report(report).told) == told(looked)
    assert "kept below it" in told(looked)[0]


def test_only_those_who_keep_money_bring_in_files() -> None:
    council = a_council().council
    for officer in (OWNER, NEIGHBOUR, STRANGER):
        with pytest.raises(Refused):
            brought(council, "Name,Net\nStreets,1\n", by=officer, at=AT)
    assert not MoneyFile.objects.exists()


def test_a_file_read_meanwhile_otherwise_is_not_stored_and_a_given_up_one_is_gone() -> None:
    council = a_council().council
    looked = brought(council, "Name,Net\nStreets,1\n")
    with pytest.raises(Stale):
        store_budget_lines(file=looked.file, of=LinesOf(2014), version=7, **WHO)
    twice = MoneyReading((Role.NET, Role.NET), 1)
    with pytest.raises(Refused, match="Two columns"):
        correct_money_reading(file=looked.file, reading=twice, version=1, **WHO)
    give_up_money_file(file=looked.file, **WHO)
    with pytest.raises(Refused, match="stored or given up"):
        give_up_money_file(file=looked.file, **WHO)


def test_what_nobody_stored_in_thirty_days_is_forgotten() -> None:
    council = a_council().council
    old = brought(council, "Name,Net\nStreets,1\n").file
    MoneyFile.objects.update(brought_at=AT - timedelta(days=31))
    new = brought(council, "Name,Net\nParks,1\n").file
    assert [one.pk for one in MoneyFile.objects.all()] == [new.pk]
    assert old.pk != new.pk
    assert reading_from(new.reading).roles == (Role.NAME, Role.NET)
