"""Recording a period's monitoring, and what it is compared with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core.money_monitoring import Before, Followed
from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.resources.models import BudgetLine, MonitoringLine, MonitoringReport
from goldenthread.resources.monitoring import Monitored, Period, record_monitoring, remove_monitoring
from goldenthread.resources.monitoring_queries import read_report, report_named
from tests.cast import AT, OWNER, WHO, Cast, a_council

pytestmark = pytest.mark.django_db
JUNE = Period("Period 3", 2014, date(2014, 6, 30), "NET")


def record(cast: Cast, period: Period, *lines: Followed, code: str = "") -> MonitoringReport:
    given = [Monitored(one, code) for one in lines]
    return record_monitoring(council=cast.council, period=period, lines=given, **WHO)


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


def test_a_report_that_comes_again_is_replaced_whole_and_the_ledger_says_what_changed() -> None:
    cast = a_council()
    record(cast, JUNE, Followed("Streets", Decimal(10), forecast=Decimal(11)), Followed("Parks", Decimal(1)))
    record(cast, JUNE, Followed("Streets", Decimal(10), forecast=Decimal(12)))
    assert [(one.name, one.variance) for one in MonitoringLine.objects.all()] == [("Streets", 2)]
    last = Entry.objects.filter(verb="recorded the lines of").order_by("pk").last()
    assert last is not None
    assert last.before == {
        "Streets": "budget 10; forecast 11; variance 1", "Parks": "budget 1",
    }  # fmt: skip
    assert last.after == {"Streets": "budget 10; forecast 12; variance 2"}
    count = Entry.objects.count()
    record(cast, JUNE, Followed("Streets", Decimal(10), forecast=Decimal(12)))
    assert Entry.objects.count() == count


def test_movement_is_against_the_period_before_in_the_same_year() -> None:
    cast = a_council()
    record(cast, JUNE, Followed("Streets", Decimal(10), forecast=Decimal(11)))
    last_year = JUNE._replace(name="Last year", year=2013, ends_on=date(2014, 8, 31))
    record(cast, last_year, Followed("Streets", Decimal(10), forecast=Decimal(99)))
    later = JUNE._replace(name="Period 6", ends_on=date(2014, 9, 30))
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
    with pytest.raises(Refused, match="meanwhile"):
        remove_monitoring(report=report, version=4, **WHO)
    remove_monitoring(report=report, version=1, **WHO)
    assert not MonitoringReport.objects.exists()
