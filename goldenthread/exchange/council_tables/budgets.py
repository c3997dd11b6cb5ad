"""Tables of the budget in pounds: its lines, reserves, and monitoring by period."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from goldenthread.core.money_cells import read_pounds
from goldenthread.core.money_monitoring import Followed
from goldenthread.core.observed import UnreadableNumber
from goldenthread.core.refused import UnreadableFile
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.names import BASES
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.resources import money as resources
from goldenthread.resources import monitoring
from goldenthread.resources.models import BudgetLine, MonitoringReport
from goldenthread.resources.opening_money import publish_loaded

YEARS = range(1990, 2101)
KINDS = ["REVENUE", "CAPITAL"]


def pounds(cells: Cells, column: str) -> Decimal | None:
    """Pounds as finance systems write them; None for a blank."""
    try:
        return read_pounds(cells.text(column))
    except UnreadableNumber as unclear:
        cells.wrong(column, str(unclear))
        return None


def pounds_needed(cells: Cells, column: str) -> Decimal:
    """Pounds that must be there, nought written as 0."""
    found = pounds(cells, column)
    if found is None:
        cells.wrong(column, "Write the pounds here, and 0 where there are none.")
    return found or Decimal("0.00")


def year_in(cells: Cells) -> int:
    """The year that a financial year begins in."""
    told = len(cells.problems)
    found = cells.whole("year", 9999)
    if found not in YEARS and len(cells.problems) == told:
        cells.wrong("year", "Write the year that the financial year begins in, such as 2012 for 2012/13.")
    return found or YEARS[0]


def read_budget_lines(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Budget lines; of gross, income and net, two that are given make the third."""
    also = ("kind", "name", "directorate", "service", "gross", "income", "net", "basis", "source")
    file = File(path, ("year", "code"), also)
    parts = dict(council.directorates.values_list("name", "id"))
    services = dict(council.services.values_list("name", "id"))
    rows = []
    for place, cells in enumerate(file.rows(), start=1):
        kind = cells.choice("kind", KINDS, "REVENUE")
        row: dict[str, Any] = {
            "year": year_in(cells),
            "kind": kind,
            "code": cells.needed("code"),
            "name": cells.text("name") or cells.text("code"),
            "directorate_id": cells.known("directorate", parts, "directorate"),
            "service_id": cells.known("service", services, "service"),
            **_three(cells),
            "position": place,
            "basis": cells.choice("basis", BASES, "STATED"),
            "source": cells.text("source"),
        }
        cells.once("code", row["year"], kind, row["code"])
        rows.append(row)
    file.done()
    found = resources.record_budget_lines(council=council, rows=rows, **who)
    publish_loaded(council=council, years={row["year"] for row in rows}, **who)
    return found


def _three(cells: Cells) -> dict[str, Decimal | None]:
    gross, income, net = (pounds(cells, name) for name in ("gross", "income", "net"))
    if gross is None and net is None:
        cells.wrong("net", "A budget line gives its gross budget, its net budget, or both.")
    if gross is not None and income is not None:
        if net is not None and net != gross - income:
            cells.wrong("net", f"The net is not gross less income, which is {gross - income}.")
        net = gross - income
    elif gross is not None and net is not None:
        income = gross - net
    elif net is not None and income is not None:
        gross = net + income
    return {"gross": gross, "income": income, "net": net}


def read_reserves(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Reserves by year; what one closes with is worked out, and has to be what the table says, if it does."""
    file = File(path, ("year", "name", "opening"), ("purpose", "put_in", "taken_out", "closing", "source"))
    rows = []
    for cells in file.rows():
        opening = pounds_needed(cells, "opening")
        put_in, taken_out = (pounds(cells, name) or Decimal("0.00") for name in ("put_in", "taken_out"))
        closing, said = opening + put_in - taken_out, pounds(cells, "closing")
        if said is not None and said != closing:
            cells.wrong("closing", f"The reserve does not add up: it closes with {closing}.")
        for name, amount in (("put_in", put_in), ("taken_out", taken_out)):
            if amount < 0:
                cells.wrong(name, "Write this above nought: the heading says which way it goes.")
        row = {
            "year": year_in(cells), "name": cells.needed("name"), "purpose": cells.text("purpose"),
            "opening": opening, "put_in": put_in, "taken_out": taken_out, "closing": closing,
            "source": cells.text("source"),
        }  # fmt: skip
        cells.once("name", row["year"], row["name"])
        rows.append(row)
    file.done()
    return resources.record_reserves(council=council, rows=rows, **who)


def read_monitoring(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Lines of monitoring, each with its report; the base of percentages is always named."""
    also = (
        "budget", "actual", "forecast", "variance", "pct", "previous_forecast", "previous_variance", "reason",
        "line_code", "directorate", "note", "source",
    )  # fmt: skip
    file = File(path, ("report", "year", "ends_on", "base", "line"), also)
    parts = dict(council.directorates.values_list("name", "id"))
    held = {(one.year, one.code): one.pk for one in BudgetLine.objects.filter(council=council)}
    reports: dict[str, dict[str, Any]] = {}
    rows = []
    for place, cells in enumerate(file.rows(), start=1):
        report = _report(cells)
        if reports.setdefault(report["name"], report) != report:
            cells.wrong("report", "The rows of one report give it the same year, last day, base and source.")
        code = cells.text("line_code")
        if code and (report["year"], code) not in held:
            cells.wrong(
                "line_code", f"No budget line of that year has the code “{code[:60]}”. Load it first."
            )
        rows.append(
            {
                "report": report["name"], "position": place, "line_id": held.get((report["year"], code)),
                "directorate_id": cells.known("directorate", parts, "directorate"), **_figures(cells),
            }
        )  # fmt: skip
        cells.once("line", report["name"], cells.text("line"))
    _refuse(file)
    monitoring.record_monitoring_reports(council=council, rows=reports.values(), **who)
    counting = MonitoringReport.objects.filter(council=council, replaced_at__isnull=True)
    keys = dict(counting.values_list("name", "pk"))
    lines = [{**row, "report_id": keys[row["report"]]} for row in rows]
    for one in lines:
        del one["report"]
    found = monitoring.record_monitoring_lines(council=council, rows=lines, **who)
    publish_loaded(council=council, reports=set(reports), **who)
    return found


def _refuse(file: File) -> None:
    if file.problems:
        raise UnreadableFile(file.problems)


def _report(cells: Cells) -> dict[str, Any]:
    ends_on = cells.day("ends_on")
    if ends_on is None:
        cells.wrong("ends_on", "Write the last day that actuals are counted to, such as 2014-06-30.")
    base = cells.choice("base", ["NET", "GROSS"], "")
    return {
        "name": cells.needed("report"), "year": year_in(cells), "ends_on": ends_on, "base": base,
        "note": cells.text("note"), "source": cells.text("source"),
    }  # fmt: skip


def _figures(cells: Cells) -> dict[str, Any]:
    names = ("budget", "actual", "forecast", "variance", "previous_forecast", "previous_variance")
    given = {name: pounds(cells, name) for name in names}
    line = Followed(
        cells.needed("line"), given["budget"], given["actual"], given["forecast"], given["variance"],
        cells.number("pct", 5), given["previous_forecast"], given["previous_variance"],
    )  # fmt: skip
    whole = line.completed()
    if line.variance is not None and line.variance != whole.variance:
        cells.wrong("variance", f"The variance is the forecast less the budget, which is {whole.variance}.")
    found = {name: getattr(whole, name) for name in names}
    return {"name": line.name, "stated_percent": line.stated_percent, "reason": cells.text("reason"), **found}
