"""The way round `core.many` where a figure has more digits than columns multiply: one result at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import polars as pl

from goldenthread.core.many_frames import DIRECTION, STATUS, decimal_of, millionths
from goldenthread.core.many_rating import WHOLE
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period, PeriodKind
from goldenthread.core.rating import Allowance, Rating, Status, rate
from goldenthread.core.rulebook import Rulebook
from goldenthread.core.standing import Aim, Result, Sheet, aim_for, compare, figure_of
from goldenthread.core.travel import Polarity

Row = dict[str, Any]
Made = TypeVar("Made")


def one_at_a_time(
    results: pl.DataFrame, aims: pl.DataFrame, sheets: pl.DataFrame, rulebook: Rulebook
) -> pl.DataFrame:
    sheet_of = {row["measure"]: _sheet(row) for row in sheets.iter_rows(named=True)}
    aims_of = _by_measure(aims, _aim)
    results_of = _by_measure(results, _result)
    rows = [
        _one(_result(row), sheet_of[row["measure"]], results_of, aims_of, row["measure"], rulebook)
        for row in results.iter_rows(named=True)
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
    result: Result,
    sheet: Sheet,
    results_of: dict[int, list[Result]],
    aims_of: dict[int, list[Aim]],
    measure: int,
    rulebook: Rulebook,
) -> tuple[int | None, int | None, str, str, str | None]:
    aim = aim_for(result.period, aims_of.get(measure, []))
    direction, before = compare(result, results_of[measure], sheet, rulebook.comparison)
    rating = Rating(Status.NOT_RATED, "", "")
    is_data_only = sheet.is_data_only or (aim is not None and aim.state is TargetState.DATA_ONLY)
    if not result.is_questioned and not is_data_only:
        rating = rate(rulebook.rule, figure_of(sheet, result, aim, before, direction))
    return (
        millionths(aim.value) if aim else None,
        millionths(before.value) if before else None,
        direction.value,
        rating.status.value,
        rating.band or None,
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


def _sheet(row: Row) -> Sheet:
    tolerance = decimal_of(row["tolerance"])
    return Sheet(
        polarity=Polarity(row["polarity"]),
        low=decimal_of(row["low"]),
        high=decimal_of(row["high"]),
        frequency=row["frequency"],
        is_cumulative=row["is_cumulative"],
        is_data_only=row["is_data_only"],
        tolerance=None if tolerance is None else Allowance(tolerance, bool(row["is_share"])),
        floor=decimal_of(row["floor"]),
    )
