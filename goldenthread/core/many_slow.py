"""The way round `core.many` where a figure has more digits than columns multiply: one result at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import polars as pl

from goldenthread.core.many_frames import DIRECTION, STATUS, decimal_of, millionths
from goldenthread.core.many_rating import WHOLE
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period, PeriodKind
from goldenthread.core.rating import Allowance
from goldenthread.core.rulebook import Rulebook
from goldenthread.core.standing import Aim, Result, Sheet, stand
from goldenthread.core.travel import Polarity

Row = dict[str, Any]
Made = TypeVar("Made")


def one_at_a_time(
    results: pl.DataFrame, aims: pl.DataFrame, sheets: pl.DataFrame, breaks: pl.DataFrame, rulebook: Rulebook
) -> pl.DataFrame:
    days_of = _by_measure(breaks, _from_on)
    sheet_of = {row["measure"]: _sheet(row, days_of.get(row["measure"], [])) for row in sheets.to_dicts()}
    aims_of = _by_measure(aims, _aim)
    results_of = _by_measure(results, _result)
    rows = [
        _one(_period(row), sheet_of[key], results_of[key], aims_of.get(key, []), rulebook)
        for key, row in zip(results.get_column("measure"), results.iter_rows(named=True), strict=True)
    ]
    columns: dict[str, Any] = {
        "target": WHOLE,
        "previous": WHOLE,
        "direction": DIRECTION,
        "status": STATUS,
        "band": pl.String,
    }
    return results.hstack(pl.DataFrame(rows, schema=columns, orient="row").get_columns())


def _one(
    period: Period, sheet: Sheet, results: list[Result], aims: list[Aim], rulebook: Rulebook
) -> tuple[int | None, int | None, str, str, str | None]:
    found = stand(
        sheet,
        results,
        aims,
        rule=rulebook.rule,
        comparison=rulebook.comparison,
        on=period.ends_on,
        period=period,
    )
    return (
        millionths(found.aim.value) if found.aim else None,
        millionths(found.compared_with.value) if found.compared_with else None,
        found.direction.value,
        found.status.value,
        found.rating.band or None,
    )


def _by_measure(rows: pl.DataFrame, make: Callable[[Row], Made]) -> dict[int, list[Made]]:
    found: dict[int, list[Made]] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault(row["measure"], []).append(make(row))
    return found


def _period(row: Row) -> Period:
    return Period(PeriodKind(row["kind"]), row["starts_on"], row["ends_on"])


def _result(row: Row) -> Result:
    value = decimal_of(row["value"])
    state = State.AWAITED if value is None else State.REPORTED
    return Result(_period(row), value, state, row["is_questioned"])


def _aim(row: Row) -> Aim:
    blank = TargetState.DATA_ONLY if row["is_data_only"] else TargetState.NO_TARGET
    return Aim(_period(row), decimal_of(row["value"]), blank if row["value"] is None else TargetState.SET)


def _from_on(row: Row) -> date:
    on: date = row["from_on"]
    return on


def _sheet(row: Row, breaks: list[date]) -> Sheet:
    tolerance = decimal_of(row["tolerance"])
    return Sheet(
        polarity=Polarity(row["polarity"]),
        low=decimal_of(row["low"]),
        high=decimal_of(row["high"]),
        frequency=row["frequency"],
        kind=PeriodKind(row["reported_for"]) if row["reported_for"] else None,
        is_cumulative=row["is_cumulative"],
        is_data_only=row["is_data_only"],
        tolerance=None if tolerance is None else Allowance(tolerance, bool(row["is_share"])),
        floor=decimal_of(row["floor"]),
        breaks=tuple(breaks),
        lag=None if row["lag"] is None else timedelta(days=row["lag"]),
    )
