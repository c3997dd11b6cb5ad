"""Recording a period's monitoring, and what it is compared with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core.money_monitoring import Before, Followed
from goldenthread.core.refused import Refused
from goldenthread.core.sentences import said
from goldenthread.ledger.models import Entry
from goldenthread.reports.figures.monitoring import beside_the_budget, of_report
from goldenthread.reports.tables.monitoring import report as report_table
from goldenthread.resources.models import BudgetLine, MonitoringReport
from goldenthread.resources.monitoring import (
    Monitored,
    Period,
    bring_monitoring_back,
    record_monitoring,
    remove_monitoring,
)
from goldenthread.resources.monitoring_queries import (
    read_report,
    replaced_by,
    report_named,
    reports_of,
    what_would_change,
)
from tests.cast import AT, OWNER, WHO, Cast, a_council

pytestmark = pytest.mark.django_db
JUNE = Period("Period 3", 2014, date(2014, 6, 30), "NET")


def record(
    cast: Cast, period: Period, *lines: Followed, code: str = "", replaces: bool = False
) -> MonitoringReport:
    given = [Monitored(one, code) for one in lines]
    return record_monitoring(council=cast.council, period=period, lines=given, replaces=replaces, **WHO)


def test_york_s_percentage_of_the_gross_budget_is_told_to_lack_its_sign() -> None:
    """R029: Monitor 1 2007/08 took 0.8% of the gross budget, where the net was 4,655."""
    cast = a_council()
    BudgetLine.objects.create(
        council=cast.council, year=2007, code="R", name="Resources", gross=65_198_000, income=60_543_000,
        net=4_655_000,
    )  # fmt: skip
    line = Followed("Resources", variance=Decimal(-505_000), stated_percent=Decimal("0.8"))
    gross = Period("Monitor 1 2007/08 Resources", 2007, date(2007, 6, 30), "GROSS", rounded_to=Decimal(1000))
    read = read_report(record(cast, gross, line))
    assert (read.lines[0].base, read.percent) == (65_198_000, Decimal("-0.8"))
    assert [(one.is_sign, one.worked_out) for one in read.misfits] == [(True, Decimal("-0.8"))]
    net = gross._replace(name="The same on the net", base="NET")
    assert read_report(record(cast, net, line)).percent == Decimal("-10.8")


def test_what_a_percentage_is_of_stays_when_the_budget_is_loaded_again() -> None:
    """R029: £2,690 net was on record, the file says £2,600; the base stays the £2,690 that it was."""
    cast = a_council()
    held = {"council": cast.council, "year": 2014}
    line = BudgetLine.objects.create(code="RE", name="Resources", net=2690, gross=5000, income=2310, **held)
    BudgetLine.objects.create(code="CS", name="Care", net=2460, **held)
    report = record(cast, JUNE, Followed("Resources", Decimal(2600), forecast=Decimal(2627)))
    line.net, line.income = 2600, 2400
    line.save()
    read = read_report(report)
    assert (read.base, read.percent, read.shows_base) == (2690, Decimal("1.0"), True)
    assert beside_the_budget(read) == [
        "Resources: its budget here is £2,600, but the budget on record was £2,690 net and £5,000 gross.",
        "CS Care of the budget, £2,460 net, is not in this report.",
    ]
    assert said(of_report(read)) == (
        "The lines together are forecast to be £27 over budget, which is 1% of the net budget of £2,690. "
        "It follows one of two revenue lines of the budget."
    )
    sums = [cell.text for cell in report_table(read).rows[0].cells]
    assert sums[1:7] == ["£2,600", "Not said", "£2,627", "+£27", "£2,690", "1%"]


def test_a_line_that_is_in_no_budget_is_no_part_of_the_gross_budget() -> None:
    """R029: of £14,500 gross; £1,000 of a line that nobody has a gross of is named, not added."""
    cast = a_council()
    BudgetLine.objects.create(
        council=cast.council, year=2014, code="A", name="Streets", gross=14_500, income=3_450, net=11_050
    )
    lines = [Followed("Streets", Decimal(11_050), forecast=Decimal(11_485))]
    lines.append(Followed("ZZ9", Decimal(1000), forecast=Decimal(1010)))
    read = read_report(record(cast, JUNE._replace(base="GROSS"), *lines))
    assert (read.base, read.percent) == (14_500, Decimal("3.0"))
    assert said(of_report(read)) == (
        "The lines together are forecast to be £445 over budget. “ZZ9” has no gross budget on record; "
        "without it the lines are £435 over budget, which is 3% of the gross budget of £14,500."
    )
    rows = [[cell.text for cell in row.cells][1:7] for row in report_table(read).rows]
    assert rows == [
        ["£11,050", "Not said", "£11,485", "+£435", "£14,500", "3%"],
        ["£1,000", "Not said", "£1,010", "+£10", "Not known", "No base"],
        ["£12,050", "Not said", "£12,495", "+£445", "£14,500", "Not of all"],
        ["£11,050", "Not said", "£11,485", "+£435", "£14,500", "3%"],
    ]
    assert "ZZ9 was not in the budget on record." in beside_the_budget(read)


def test_a_report_that_comes_again_differently_is_replaced_only_when_so_said_and_can_be_brought_back() -> (
    None
):
    cast = a_council()
    first = record(
        cast, JUNE, Followed("Streets", Decimal(10), forecast=Decimal(11)), Followed("Parks", Decimal(1))
    )
    other = Followed("Streets", Decimal(10), forecast=Decimal(12))
    assert what_would_change(first, [other]) == [
        "“Period 3” is on record: 2014/15, counted to 30 June 2014, two lines, budget £11, forecast £11. The "
        "file holds one line, budget £10, forecast £12.",
        "Lines that are not in the file: Parks.",
        "Lines with other figures: Streets.",
    ]
    with pytest.raises(Refused, match="this replaces it"):
        record(cast, JUNE, other)
    second = record(cast, JUNE, other, replaces=True)
    assert reports_of(cast.council) == [second]
    assert replaced_by(second) == [first]
    last = Entry.objects.filter(verb="recorded the lines of").order_by("pk").last()
    assert last is not None
    assert last.before == {
        "Streets": "budget 10; forecast 11; variance 1", "Parks": "budget 1",
    }  # fmt: skip
    assert last.after == {"Streets": "budget 10; forecast 12; variance 2"}
    count = Entry.objects.count()
    assert record(cast, JUNE, other) == second
    assert Entry.objects.count() == count
    bring_monitoring_back(report=first, version=2, **WHO)
    assert [(one.pk, one.lines.count()) for one in reports_of(cast.council)] == [(first.pk, 2)]
    with pytest.raises(Refused, match="counts already"):
        bring_monitoring_back(report=first, version=3, **WHO)


def test_a_name_of_another_year_s_monitoring_is_refused() -> None:
    cast = a_council()
    record(cast, JUNE, Followed("Streets", Decimal(10)))
    other = JUNE._replace(year=2013, ends_on=date(2013, 12, 31))
    with pytest.raises(Refused, match="is monitoring of 2014/15"):
        record(cast, other, Followed("Streets", Decimal(10)), replaces=True)
    assert [one.year for one in reports_of(cast.council)] == [2014]


def test_movement_is_against_the_period_before_in_the_same_year() -> None:
    cast = a_council()
    record(cast, JUNE, Followed("Streets", Decimal(10), forecast=Decimal(11)))
    last_year = JUNE._replace(name="Last year", year=2013, ends_on=date(2014, 3, 31))
    record(cast, last_year, Followed("Streets", Decimal(10), forecast=Decimal(99)))
    later = JUNE._replace(name="Period 5", ends_on=date(2014, 8, 31))
    read = read_report(record(cast, later, Followed("Streets", Decimal(10), forecast=Decimal(9))))
    assert read.before == report_named(cast.council, "Period 3")
    assert (read.lines[0].moved.by, read.lines[0].moved.basis, read.movement) == (-2, Before.HELD, -2)


@pytest.mark.parametrize(
    ("period", "lines", "why"),
    [
        (JUNE._replace(name=" "), [Followed("A")], "Name the report"),
        (JUNE._replace(base=""), [Followed("A")], "the gross budget or the net budget"),
        (JUNE, [], "no lines"),
        (JUNE, [Followed("A"), Followed("A")], "Name them apart"),
        (
            JUNE._replace(ends_on=date(2031, 6, 30)),
            [Followed("A")],
            "runs from 1 April 2014 to 31 March 2015",
        ),
        (JUNE._replace(ends_on=date(2014, 9, 3)), [Followed("A")], "still to come"),
    ],
)
def test_monitoring_that_can_t_be_so_is_refused(period: Period, lines: list[Followed], why: str) -> None:
    with pytest.raises(Refused, match=why):
        record(a_council(), period, *lines)


def test_only_those_who_keep_money_take_monitoring_off_the_record() -> None:
    cast = a_council()
    report = record(cast, JUNE, Followed("Streets", Decimal(10)))
    with pytest.raises(Refused):
        remove_monitoring(report=report, version=1, by=OWNER, at=AT)
    with pytest.raises(Refused, match="Somebody else changed"):
        remove_monitoring(report=report, version=4, **WHO)
    remove_monitoring(report=report, version=1, **WHO)
    assert not MonitoringReport.objects.exists()
