"""The Monitor's finance part where budget monitoring is on record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import cast as of_type

import msgspec
import pytest

from goldenthread.core.money_monitoring import Followed
from goldenthread.core.variance import Money
from goldenthread.reports.facts import Facts, MoneyFact, PaidFact, TopFact
from goldenthread.reports.figures.frozen_money import money_facts, paid_facts
from goldenthread.reports.figures.money import totals_of
from goldenthread.reports.figures.position import gather
from goldenthread.reports.tables.money import money
from goldenthread.reports.tables.needs_of_facts import needs
from goldenthread.resources.models import BudgetLine, Cost, Variance
from goldenthread.resources.money import link_money
from goldenthread.resources.monitoring import Monitored, Period, record_monitoring
from tests.cast import ON, STRATEGY, WHO, Cast, a_council

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
        cast, "Monitor 1", date(2014, 8, 31), Followed("Streets", 10 * K, 5 * K, 12 * K, reason="Snow"),
        Followed("Parks", 5 * K, None, 4 * K, previous_forecast=5 * K), base="GROSS",
    )  # fmt: skip
    Variance.objects.create(council=cast.council, report="Monitor 1", line="Old", amount=7)
    rows = money_facts(cast.council, "Monitor 1")[2]
    grid = money(rows)
    assert [column.head for column in grid.columns][4:7] == [
        "Forecast variance", "Gross budget", "% of gross budget",
    ]  # fmt: skip
    assert words(rows) == [
        ["Streets", "10", "5", "12", "+2", "20", "+10%", "+1", "Worked out from the report before"],
        ["Parks", "5", "Not stated", "4", "−1", "Not known", "No base", "−1", "As this report states it"],
        ["All lines", "15", "5", "16", "+1", "Not known", "No base", "0", ""],
    ]
    assert rows[0].note == "Snow"
    assert rows[2].note.endswith(
        "No gross budget is on record of Parks, so no percentage is given of all lines."
    )


def test_a_report_without_monitoring_prints_its_variances_as_before() -> None:
    cast = a_council()
    Variance.objects.create(council=cast.council, report="Monitor 2", line="Streets", amount=7 * K)
    rows = money_facts(cast.council, "Monitor 2")[2]
    assert [(one.name, one.watched) for one in rows] == [("Streets", None), ("Council", None)]
    assert "Under or over budget" in [column.head for column in money(rows).columns]


def test_snapshots_frozen_before_there_was_monitoring_are_read() -> None:
    old = b'{"name":"Streets","money":{"amount":"7"},"previous":null,"note":""}'
    assert msgspec.json.decode(old, type=MoneyFact) == MoneyFact("Streets", Money(Decimal(7)), None, "")


def test_what_the_plan_needs_reads_costs_and_links_and_agrees_with_the_totals() -> None:
    """R045: York's Sustainable City had £306,633.34 linked and its Monitor said “None stated”."""
    cast = a_council()
    held = {"council": cast.council, "year": 2014}
    line = BudgetLine.objects.create(code="CS300", name="Sustainability", net=Decimal("351500.01"), **held)
    capital = BudgetLine.objects.create(code="C", name="C", kind="CAPITAL", net=175_000, **held)
    action = cast.elements["action"]
    for to, share in ((line, Fraction(1, 3)), (capital, Fraction(1))):
        link_money(element=action, to=to, share=share, **WHO)
    for year, payer, amount in ((2014, "BUDGET", "7000.55"), (2015, "UNFUNDED", "80000")):
        cost = {"council": cast.council, "element": action, "what": f"Cost of {year}"}
        Cost.objects.create(year=year, payer=payer, amount=Decimal(amount), **cost)
    position = gather(cast.council, cast.edition, ON)
    paid, year = paid_facts(position)
    assert year == "2014/15"
    assert paid == (
        PaidFact(
            "Action", cast.elements["place"].pk, Decimal("87000.55"), Decimal(80_000), Decimal("117166.67"),
            Decimal(175_000), Decimal(0),
        ),
    )  # fmt: skip
    whole = totals_of(cast.council, 2014, STRATEGY, cast.edition.pk).of_edition(cast.edition.pk)
    assert (whole.revenue, whole.capital) == (paid[0].revenue, paid[0].capital)
    facts = SimpleNamespace(
        paid=paid, paid_year=year, needs=(), tops=[TopFact(cast.elements["place"].pk, "Place", "THEME")],
        head=SimpleNamespace(top_name="Theme"),
    )  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in needs(of_type("Facts", facts)).rows] == [
        ["Place", "£87,000.55", "£80,000", "£117,166.67", "£175,000", "None", "None stated"],
        ["The whole plan", "£87,000.55", "£80,000", "£117,166.67", "£175,000", "None", "None stated"],
    ]
