"""The Monitor's finance part where budget monitoring is on record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from goldenthread.core.money_monitoring import Followed
from goldenthread.core.variance import Money
from goldenthread.reports.facts import MoneyFact
from goldenthread.reports.figures.frozen_money import money_facts
from goldenthread.reports.tables.money import money
from goldenthread.resources.models import BudgetLine, Variance
from goldenthread.resources.monitoring import Monitored, Period, record_monitoring
from tests.cast import WHO, Cast, a_council

pytestmark = pytest.mark.django_db
K = Decimal(1000)


def monitored(cast: Cast, name: str, on: date, *lines: Followed, base: str = "NET") -> None:
    period = Period(name, 2014, on, base)
    record_monitoring(council=cast.council, period=period, lines=[Monitored(one) for one in lines], **WHO)


def words(rows: tuple[MoneyFact, ...]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in money(rows).rows]


def test_the_monitor_prints_budget_forecast_and_movement_with_the_base_named() -> None:
    """R029: movement is worked out from the period before; the percentage is of the gross budget."""
    cast = a_council()
    BudgetLine.objects.create(
        council=cast.council, year=2014, code="ST", name="Streets", gross=20 * K, income=10 * K, net=10 * K
    )
    monitored(cast, "Period 3", date(2014, 6, 30), Followed("Streets", 10 * K, 2 * K, 11 * K))
    monitored(
        cast, "Monitor 1", date(2014, 9, 30), Followed("Streets", 10 * K, 5 * K, 12 * K, reason="Snow"),
        Followed("Parks", 5 * K, None, 4 * K, previous_forecast=5 * K), base="GROSS",
    )  # fmt: skip
    Variance.objects.create(council=cast.council, report="Monitor 1", line="Old", amount=7)
    rows = money_facts(cast.council, "Monitor 1")[2]
    grid = money(rows)
    assert [column.head for column in grid.columns][4:6] == ["Forecast variance", "% of gross budget"]
    assert words(rows) == [
        ["Streets", "10", "5", "12", "+2", "+10%", "+1", "Worked out from the report before"],
        ["Parks", "5", "Not stated", "4", "−1", "−20%", "−1", "As this report states it"],
        ["All lines", "15", "5", "16", "+1", "+4%", "0", ""],
    ]
    assert rows[0].note == "Snow"


def test_a_report_without_monitoring_prints_its_variances_as_before() -> None:
    cast = a_council()
    Variance.objects.create(council=cast.council, report="Monitor 2", line="Streets", amount=7 * K)
    rows = money_facts(cast.council, "Monitor 2")[2]
    assert [(one.name, one.watched) for one in rows] == [("Streets", None), ("Council", None)]
    assert "Under or over budget" in [column.head for column in money(rows).columns]


def test_snapshots_frozen_before_there_was_monitoring_are_read() -> None:
    old = b'{"name":"Streets","money":{"amount":"7"},"previous":null,"note":""}'
    assert msgspec.json.decode(old, type=MoneyFact) == MoneyFact("Streets", Money(Decimal(7)), None, "")
