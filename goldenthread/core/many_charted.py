"""Which results the control chart of every measure is of: `core.charted` over columns.

The rules of periods (which of them a frequency's chart takes, with which a year begins, which comes before
which) are asked of `core` itself, once for each distinct period.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import polars as pl

from goldenthread.core.charted import Figure as Counted
from goldenthread.core.charted import NotCharted, in_period, of_frequency
from goldenthread.core.kinds import Frequency, Kind
from goldenthread.core.many_frames import PERIOD, no_days, with_optional
from goldenthread.core.many_periods import Periods
from goldenthread.core.observed import State
from goldenthread.core.periods import COUNCIL_YEAR, Period, YearStart, previous
from goldenthread.core.standing import Result
from goldenthread.core.travel import Polarity

FREQUENCIES = pl.Enum([frequency.value for frequency in Frequency])
WHY_NOT = pl.Enum([why.value for why in NotCharted])
COUNTED = [kind.value for kind in Kind if kind.is_counted]


class Charted(NamedTuple):
    """The figures of every chart, its targets, and what had to be left out; see `core.charted.Charted`.

    `series` and `wanted` are what `many.charts` draws. `aims` and `unparted` hold a measure and a period a
    row, `aims` a value too; `why_not` has a row for each measure without a chart, with `why_not`.
    """

    series: pl.DataFrame
    wanted: pl.DataFrame
    aims: pl.DataFrame
    unparted: pl.DataFrame
    why_not: pl.DataFrame


def charted(
    results: pl.DataFrame,
    aims: pl.DataFrame,
    sheets: pl.DataFrame,
    rebases: pl.DataFrame | None = None,
    breaks: pl.DataFrame | None = None,
    *,
    year_start: YearStart = COUNCIL_YEAR,
) -> Charted:
    """What the charts of one council's measures are of, by frames as `many.stood` takes them.

    Limits start afresh from the days of `rebases` and `breaks` (`measure`, `from_on`). What a chart on a day
    in the past should not see yet is for the caller to leave out.
    """
    fresh = pl.concat([no_days(), *(one for one in (rebases, breaks) if one is not None)])
    sheets = _with_what_is_collected(sheets)
    counted = results.filter(pl.col("value").is_not_null() & ~pl.col("is_questioned"))
    periods = Periods.of(counted, aims)
    held = _fitting(counted, sheets, periods)
    why_not = _why_not(sheets, held)
    aimed = _fitting(aims.filter(pl.col("value").is_not_null()), sheets, periods).join(
        why_not, on="measure", how="anti", maintain_order="left"
    )
    parted, told = (_in_period(rows, periods, year_start) for rows in (held, aimed))
    figures, targets = (rows.filter(pl.col("value").is_not_null()) for rows in (parted, told))
    columns = ["measure", *PERIOD, "value"]
    return Charted(
        series=with_starts(figures.select(columns), fresh),
        wanted=_wanted(sheets.join(why_not, on="measure", how="anti"), figures, targets),
        aims=targets.select(columns),
        unparted=parted.filter(pl.col("value").is_null()).select("measure", *PERIOD),
        why_not=why_not,
    )


def with_starts(series: pl.DataFrame, rebases: pl.DataFrame) -> pl.DataFrame:
    """A series with `starts`: true at the first period that begins on or after a day of `rebases`
    (`measure`, `from_on`), from which limits are worked out afresh.
    """
    if rebases.is_empty():
        return series.with_columns(pl.lit(False).alias("starts"))
    numbered = series.with_row_index("_row")
    after = rebases.join(numbered.select("_row", "measure", "starts_on"), on="measure").filter(
        pl.col("starts_on") >= pl.col("from_on")
    )
    first = after.group_by("measure", "from_on").agg(pl.col("_row").min()).get_column("_row")
    return numbered.with_columns(pl.col("_row").is_in(first.implode()).alias("starts")).drop("_row")


def _with_what_is_collected(sheets: pl.DataFrame) -> pl.DataFrame:
    """The sheets with `_collected`, how often; null for a kind that isn't counted, which has no chart."""
    collected = pl.coalesce("collected", "frequency").cast(FREQUENCIES)
    is_counted = pl.col("kind").is_in(COUNTED).fill_null(True)
    return with_optional(sheets).with_columns(pl.when(is_counted).then(collected).alias("_collected"))


def _fitting(rows: pl.DataFrame, sheets: pl.DataFrame, periods: Periods) -> pl.DataFrame:
    """The rows for periods as often as their measure is collected, in order, with `_period` and `_at`."""
    place = periods.places(rows)
    about = rows.select("measure").join(
        sheets.select("measure", "_collected", "is_cumulative"),
        on="measure", how="left", maintain_order="left",
    )  # fmt: skip
    fits = periods.told(_frequency_of, FREQUENCIES).gather(place) == about.get_column("_collected")
    placed = rows.hstack([place.alias("_period"), about.get_column("is_cumulative")])
    found = placed.filter(fits).with_columns(periods.at(pl.col("_period")))
    return found if found.get_column("_at").is_sorted() else found.sort("_at")


def _frequency_of(period: Period) -> str | None:
    """How often a measure is collected whose chart takes this period; None where none does."""
    result = Result(period, Decimal(0), State.REPORTED)
    return next((one.value for one in Frequency if of_frequency([result], one)), None)


def _why_not(sheets: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    nothing = sheets.join(held.select("measure").unique(), on="measure", how="anti", maintain_order="left")
    not_counted, nothing_held = (pl.lit(why.value, dtype=WHY_NOT) for why in NotCharted)
    why = pl.when(pl.col("_collected").is_null()).then(not_counted).otherwise(nothing_held)
    return nothing.select("measure", why.alias("why_not"))


def _in_period(rows: pl.DataFrame, periods: Periods, year_start: YearStart) -> pl.DataFrame:
    """The rows with what each period added, where figures add up through the year; null where that can't be
    told because the period before is not held.
    """
    if not rows.get_column("is_cumulative").any():
        return rows
    begins = periods.told(lambda one: _begins_a_year(one, year_start), pl.Boolean)
    before = rows.select(periods.at(periods.moved(previous).gather(rows.get_column("_period"))))
    held = rows.select("_at", pl.col("value").alias("_before"))
    found = before.join(held, on="_at", how="left", maintain_order="left").get_column("_before")
    is_whole = begins.gather(rows.get_column("_period")) | ~rows.get_column("is_cumulative")
    own = pl.when(is_whole).then(pl.col("value")).otherwise(pl.col("value") - found)
    return rows.with_columns(own.alias("value"))


def _begins_a_year(period: Period, year_start: YearStart) -> bool:
    """True where a figure that adds up is all its own period's."""
    return bool(in_period([Counted(period, Decimal(0))], year_start)[0])


def _wanted(sheets: pl.DataFrame, figures: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """What is wanted of each process; a range is for the year, so a measure that adds up has none."""
    is_whole = ~(pl.col("is_cumulative") & (pl.col("polarity") == Polarity.RANGE.value))
    edges = [pl.when(is_whole).then(pl.col(name)).alias(name) for name in ("low", "high")]
    return sheets.select("measure", "polarity", *edges).join(
        _latest_targets(figures, targets), on="measure", how="left"
    )


def _latest_targets(figures: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """The `target` of each measure's latest figure, or else the latest for a period before it."""
    is_last = (pl.col("measure") != pl.col("measure").shift(-1)).fill_null(True)
    last = figures.filter(is_last).select("measure", "_at")
    by_then = targets.select("_at", pl.col("measure").alias("_of"), pl.col("value").alias("target"))
    # Both are in the order of `_at`, in which a measure's periods stand together.
    found = last.join_asof(by_then, on="_at", strategy="backward")
    return found.filter(pl.col("_of") == pl.col("measure")).select("measure", "target")
