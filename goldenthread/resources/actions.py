"""Recording money as finance reports it, and what elements need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.resources.models import CarryForward, Need, Variance, Virement
from goldenthread.resources.recording import effort_held


def record_variances(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the lines of finance reports, or bring them up to date."""
    return bring_up_to_date(Variance, rows, key=["report", "line"], council=council, by=by, at=at)


def record_carry_forwards(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what is asked to be carried into the next year, and what was decided."""
    return bring_up_to_date(CarryForward, rows, key=["report", "line"], council=council, by=by, at=at)


def record_virements(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record money moved from one budget to another."""
    key = ["report", "moved_from", "moved_to", "amount"]
    return bring_up_to_date(Virement, rows, key=key, council=council, by=by, at=at)


def record_needs(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what elements need of services in time and money, and who confirmed it."""
    by_quarter = effort_held(council)
    answered = (_need_row(row, (row["element_id"], row["service_id"]) in by_quarter) for row in rows)
    return bring_up_to_date(Need, answered, key=["element_id", "service_id"], council=council, by=by, at=at)


def _need_row(row: Row, is_by_quarter: bool) -> Row:
    """A need's row with its answer; days that are said by quarter are their sums, and left as they are."""
    answer = "CONFIRMED" if row.get("confirmed_on") else row.get("answer", "")
    kept = {name: value for name, value in row.items() if name != "days" or not is_by_quarter}
    return {**kept, "answer": answer}
