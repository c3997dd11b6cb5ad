"""Where a million results stand, worked out at once: the same verdicts as `core.standing` and `core.spc`.

What comes in are three plain frames, each row as the tables hold it and every figure a whole number of
millionths (`WHOLE`, 128 bits), so that 59.5 is 59500000 and nothing is ever rounded:

- results: `measure`, `kind` (a period's, `KINDS`), `starts_on`, `ends_on`, `value` (null: no figure) and
  `is_questioned`; one row a period;
- aims: `measure`, `kind`, `starts_on`, `ends_on`, `value` (null: a blank) and `is_data_only`, each measure's
  in order;
- sheets: a row a measure, as `SHEETS` lists, and those of the `OPTIONAL` columns that a caller needs;
- breaks: `measure` and `from_on`, the days from which its figures can't be set against those before.

Codes go out as `pl.Enum`. Where a number has more digits than can be multiplied safely, that measure is
worked out one result at a time (`one_at_a_time`), by the functions that a page uses.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import polars as pl

from goldenthread.core import many_spc
from goldenthread.core.many_breaks import is_across
from goldenthread.core.many_charted import charted, with_starts
from goldenthread.core.many_frames import (
    ASSURANCE,
    DIRECTION,
    STATUS,
    VARIATION,
    no_days,
    with_optional,
)
from goldenthread.core.many_periods import Periods
from goldenthread.core.many_rating import (
    DIRECTIONS,
    WIDEST_FIGURE,
    WIDEST_SHARE,
    asks_own_tolerance,
    base,
    deciding_band,
    gap,
    is_asked,
    is_too_wide,
    movement,
    movement_of_three,
    needs_target,
    status_of_band,
)
from goldenthread.core.many_slow import one_at_a_time
from goldenthread.core.periods import previous, same_last_year
from goldenthread.core.rating import Question, Rule, Status
from goldenthread.core.rulebook import Rulebook
from goldenthread.core.standing import GRACE, LONGEST
from goldenthread.core.travel import Against, Direction, Polarity

__all__ = ["Charts", "charted", "charts", "standing_on", "stood", "with_starts"]

# Status and direction, each result in its own period


def stood(
    results: pl.DataFrame,
    aims: pl.DataFrame,
    sheets: pl.DataFrame,
    rulebook: Rulebook,
    breaks: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The results in their order, with `target`, `previous`, `direction`, `status` and `band` (its name, or
    null) of each in its own period, as `core.standing.stand` gives them for that period.
    """
    about = _About(aims, with_optional(sheets), no_days() if breaks is None else breaks)
    if is_too_wide(rulebook):
        return one_at_a_time(results, *about, rulebook)
    wide = _too_wide(results, aims, sheets)
    if wide.is_empty():
        return _all_at_once(results, about, rulebook)
    numbered = results.with_row_index("_place")
    is_wide = numbered.get_column("measure").is_in(wide.implode())
    parts = [
        _all_at_once(numbered.filter(~is_wide), about, rulebook),
        one_at_a_time(numbered.filter(is_wide), *about, rulebook),
    ]
    return pl.concat(parts).sort("_place").drop("_place")


class _About(NamedTuple):
    """What is held of the measures beside their results."""

    aims: pl.DataFrame
    sheets: pl.DataFrame
    breaks: pl.DataFrame


def _too_wide(results: pl.DataFrame, aims: pl.DataFrame, sheets: pl.DataFrame) -> pl.Series:
    """The measures with a figure or a tolerance that is too wide to be multiplied."""
    share = pl.col("is_share").fill_null(False) & (pl.col("tolerance").abs() >= WIDEST_SHARE)
    figures = pl.any_horizontal(pl.col("low", "high", "tolerance", "floor").abs() > WIDEST_FIGURE)
    wide = [
        sheets.filter((share | figures).fill_null(False)),
        *(one.filter(pl.col("value").abs() > WIDEST_FIGURE) for one in (results, aims)),
    ]
    return pl.concat([one.get_column("measure") for one in wide]).unique()


def _all_at_once(results: pl.DataFrame, about: _About, rulebook: Rulebook) -> pl.DataFrame:
    has_ranges = bool((about.sheets.get_column("polarity") == Polarity.RANGE.value).any())
    asked = _asked(rulebook.rule, has_ranges)
    periods = Periods.of(results)
    rows = results.hstack([periods.places(results).alias("_period")])
    rows = rows.join(about.sheets.select("measure", *asked), on="measure", how="left", maintain_order="left")
    rows = _with_direction(rows.with_columns(_counts()), periods, about.breaks, rulebook, has_ranges)
    rows = _with_aims(rows, about.aims, periods)
    rows = _with_status(rows, rulebook, has_ranges)
    kept = [*results.columns, "target", "previous", "direction", "status", "band"]
    return rows.select(kept)


def _asked(rule: Rule, has_ranges: bool) -> list[str | pl.Expr]:
    """The columns of the sheets that a rule needs to know."""
    asked: list[str | pl.Expr] = ["polarity", "is_cumulative", "reported_for"]
    asked += [pl.col("is_data_only").alias("_data_only")]
    asked += ["low", "high"] if has_ranges else []
    asked += ["tolerance", "is_share"] if asks_own_tolerance(rule) else []
    asked += ["floor"] if is_asked(rule, Question.MEETS_FLOOR) else []
    if is_asked(rule, Question.MEETS_FLOOR) and not has_ranges:
        asked += ["high"]
    return asked


def _counts() -> pl.Expr:
    """Whether a figure is held for a period that its measure is reported for, and isn't in question."""
    is_reported = (pl.col("kind") == pl.col("reported_for")).fill_null(True)
    return (pl.col("value").is_not_null() & ~pl.col("is_questioned") & is_reported).alias("_counts")


def _with_direction(
    rows: pl.DataFrame, periods: Periods, breaks: pl.DataFrame, rulebook: Rulebook, has_ranges: bool
) -> pl.DataFrame:
    """Adds `direction` and `previous`, the earlier figure that it was set against."""
    how = rulebook.comparison
    rows = _with_before(rows, periods, breaks, how.against)
    moved = movement(pl.col("value"), pl.col("_before"), how, has_ranges)
    before = pl.col("_before")
    if how.against is Against.LATEST_THREE:
        rows = _with_three(rows, breaks)
        first, middle, last = (pl.col(name) for name in ("_first", "_middle", "_last"))
        of_three = movement_of_three(first, middle, last, how, has_ranges)
        moved = pl.when(pl.col("is_cumulative")).then(moved).otherwise(of_three)
        before = pl.when(pl.col("is_cumulative")).then(before).otherwise(pl.col("_first"))
    cannot = DIRECTIONS.index(Direction.CANNOT_COMPARE)
    told = pl.when("_counts").then(moved).otherwise(pl.lit(cannot, dtype=pl.UInt8))
    found = rows.with_columns(told.alias("direction"), before.alias("previous"))
    return found.with_columns(
        pl.when(pl.col("direction") != cannot).then(pl.col("previous")).alias("previous")
    )


def _with_before(
    rows: pl.DataFrame, periods: Periods, breaks: pl.DataFrame, against: Against
) -> pl.DataFrame:
    """Adds `_before`, the figure of the period before, or of the same period last year, if it counts."""
    wanted = _wanted(rows, periods, against)
    held = rows.filter("_counts").select(periods.at(pl.col("_period")), pl.col("value").alias("_before"))
    found = rows.select(periods.at(wanted)).join(
        held.unique("_at", keep="last"), on="_at", how="left", maintain_order="left"
    )
    began = periods.table.get_column("starts_on").gather(wanted)
    is_whole = ~is_across(rows, began, breaks)
    return rows.hstack([found.select(pl.when(is_whole).then("_before").alias("_before")).to_series()])


def _wanted(rows: pl.DataFrame, periods: Periods, against: Against) -> pl.Series:
    """The place of the period that each row is set against; null where no row is for it."""
    period, is_cumulative = rows.get_column("_period"), rows.get_column("is_cumulative")
    is_yearly = against is Against.SAME_PERIOD_LAST_YEAR
    last_year = periods.moved(same_last_year) if is_yearly or is_cumulative.any() else None
    if is_yearly and last_year is not None:
        return last_year.gather(period)
    wanted = periods.moved(previous).gather(period)
    return wanted if last_year is None else last_year.gather(period).zip_with(is_cumulative, wanted)


def _with_three(rows: pl.DataFrame, breaks: pl.DataFrame) -> pl.DataFrame:
    """Adds the latest three figures of one kind of period up to each result: `_first`, `_middle`, `_last`.

    Of periods that end together, each is seen with all of them, as `core.standing` sees it. Where a break
    parts the first from the last, there is no first.
    """
    group, value = ["measure", "kind"], pl.col("value")
    held = rows.with_row_index("_row").filter("_counts").sort([*group, "ends_on", "starts_on"])
    same = [(pl.col("measure") == pl.col("measure").shift(n)) & (pl.col("kind") == pl.col("kind").shift(n))
            for n in (1, 2)]  # fmt: skip
    back = [pl.when(is_same).then(value.shift(n)) for n, is_same in enumerate(same, start=1)]
    began = pl.when(same[1]).then(pl.col("starts_on").shift(2)).alias("_began")
    names = {"_first": back[1], "_middle": back[0], "_last": value, "_began": began}
    threes = held.select("_row", *group, "ends_on", **names)
    together = [*group, "ends_on"]
    if threes.select(together).is_duplicated().any():
        threes = threes.with_columns(pl.col(name).last().over(together) for name in names)
    numbered = rows.with_row_index("_row")
    found = numbered.join(threes.drop(together), on="_row", how="left", maintain_order="left")
    is_whole = ~is_across(rows, found.get_column("_began"), breaks)
    return found.with_columns(pl.when(is_whole).then("_first").alias("_first")).drop("_row", "_began")


def _with_aims(rows: pl.DataFrame, aims: pl.DataFrame, periods: Periods) -> pl.DataFrame:
    """Adds `target`, that of exactly the same period, and whether the aim says that it is only data."""
    placed = aims.hstack([periods.places(aims).alias("_period")])
    at = periods.at(pl.col("_period"))
    exact = placed.filter(pl.col("_period").is_not_null()).select(
        at, pl.col("value").alias("target"), pl.col("is_data_only").alias("_aim_data_only")
    )
    found = rows.select(at).join(
        exact.unique("_at", keep="first", maintain_order=True), on="_at", how="left", maintain_order="left"
    )
    rows = rows.hstack([found.get_column("target"), found.get_column("_aim_data_only")])
    return _with_blanks(rows, aims)


def _with_blanks(rows: pl.DataFrame, aims: pl.DataFrame) -> pl.DataFrame:
    """A blank aim for a longer period carries over to the shorter ones in it that have none of their own."""
    blank = aims.with_row_index("_order").filter(pl.col("value").is_null())
    only_data = blank.filter(pl.col("is_data_only")).get_column("measure").unique()
    without = rows.with_row_index("_row").filter(
        pl.col("_aim_data_only").is_null() & pl.col("measure").is_in(only_data.implode())
    )
    if without.is_empty():
        return rows.with_columns(pl.col("_aim_data_only").fill_null(False))
    around = without.select("_row", "measure", "starts_on", "ends_on").join(
        blank.select("_order", "measure", "is_data_only", a="starts_on", z="ends_on"), on="measure"
    )
    held = around.filter((pl.col("a") <= pl.col("starts_on")) & (pl.col("ends_on") <= pl.col("z")))
    first = held.sort("_row", "_order").unique("_row", keep="first").filter(pl.col("is_data_only"))
    is_around = pl.col("_row").is_in(first.get_column("_row").implode())
    return (
        rows.with_row_index("_row").with_columns(pl.col("_aim_data_only").fill_null(is_around)).drop("_row")
    )


def _with_status(rows: pl.DataFrame, rulebook: Rulebook, has_ranges: bool) -> pl.DataFrame:
    rule = rulebook.rule
    rows = rows.with_columns(gap(has_ranges).alias("gap"), base(has_ranges).alias("base"))
    is_rated = pl.col("_counts") & ~pl.col("_data_only") & ~pl.col("_aim_data_only")
    if needs_target(rule):
        is_rated &= pl.col("gap").is_not_null()
    else:
        rows = rows.with_columns(pl.col("gap").fill_null(0))
    none = len(rule.bands)
    place = pl.when(is_rated).then(deciding_band(rule)).otherwise(pl.lit(-1, dtype=pl.Int16))
    places = rows.select(pl.when(place < 0).then(none).otherwise(place).cast(pl.UInt32).alias("_band"))
    band = places.get_column("_band")
    names = pl.Series([*(one.name for one in rule.bands), None], dtype=pl.String)
    return rows.hstack(
        [
            status_of_band(rule).gather(band).cat.to(STATUS).alias("status"),
            names.gather(band).alias("band"),
        ]
    ).with_columns(pl.col("direction").cat.to(DIRECTION))


# Where each measure stands on a day


def standing_on(stood_rows: pl.DataFrame, sheets: pl.DataFrame, on: date) -> pl.DataFrame:
    """Each measure's latest result by a day, a row a measure, with `is_overdue`; as `core.standing.stand`.

    `stood_rows` are what `stood` gave. One that is overdue is neither rated nor compared.
    """
    about = with_optional(sheets).select("measure", "reported_for", _days_allowed())
    joined = _latest(stood_rows.filter(pl.col("ends_on") <= on), about)
    due = pl.col("ends_on").to_physical() + pl.col("_days")
    judged = joined.with_columns((due < on.toordinal() - date(1970, 1, 1).toordinal()).alias("is_overdue"))
    unrated = pl.lit(Status.NOT_RATED.value, dtype=STATUS)
    unknown = pl.lit(Direction.CANNOT_COMPARE.value, dtype=DIRECTION)
    is_late = pl.col("is_overdue")
    return judged.with_columns(
        pl.when(is_late).then(unrated).otherwise(pl.col("status")).alias("status"),
        pl.when(is_late).then(unknown).otherwise(pl.col("direction")).alias("direction"),
        pl.when(~is_late).then(pl.col("previous")).alias("previous"),
        pl.when(~is_late).then(pl.col("band")).alias("band"),
    ).drop("_days")


def _days_allowed() -> pl.Expr:
    """How many days after a result's period ends the next is overdue; see `core.standing.is_overdue`."""
    longest = {frequency: span.days for frequency, span in LONGEST.items()}
    period = pl.col("frequency").replace_strict(longest, return_dtype=pl.Int32)
    return (period + pl.col("lag").fill_null(GRACE.days)).alias("_days")


def _latest(past: pl.DataFrame, about: pl.DataFrame) -> pl.DataFrame:
    """Each measure's newest row, of the kind of period that it is reported for, with what is said of it."""
    if about.get_column("reported_for").is_not_null().any():
        kind_of = past.select("measure").join(about, on="measure", how="left", maintain_order="left")
        past = past.filter((pl.col("kind") == kind_of.get_column("reported_for")).fill_null(True))
    # Of rows for the same days the first one counts, as `core.standing.latest` takes it.
    newest = past.sort(
        "measure", "ends_on", "starts_on", descending=[False, True, True], maintain_order=True
    ).unique("measure", keep="first", maintain_order=True)
    return newest.join(about.drop("reported_for"), on="measure", how="left", maintain_order="left")


# Signal or noise


class Charts(NamedTuple):
    """Every chart: its points, its stretches with their limits, and a verdict on each measure's latest."""

    points: pl.DataFrame
    stretches: pl.DataFrame
    latest: pl.DataFrame


def charts(series: pl.DataFrame, wanted: pl.DataFrame, *, is_screened: bool = False) -> Charts:
    """The charts of figures in order of time, as `core.spc.chart` gives them one at a time.

    `series` holds `measure`, `value` and `starts`; `wanted`, a row a measure, `polarity`, `target`, `low` and
    `high`. Of the latest stretch come `count`, `total`, `range_count`, `range_total`, `scale`, the limits as
    printed (`lower`, `mean`, `upper`; hundred-millionths) and the codes `variation` and `assurance`.
    Raises OverflowError for more figures under one set of limits, or wider ones, than are exact. What
    `charted` gave may be drawn as it is: a measure without figures has no row here.
    """
    if series.height and (series.get_column("value").abs() > many_spc.WIDEST).any():
        raise OverflowError("A figure is wider than the difference of two with 14 whole digits.")
    judged, stretches = many_spc.points(series.select("measure", "value", "starts"), is_screened=is_screened)
    latest = many_spc.verdicts(
        judged, stretches, wanted.select("measure", "polarity", "target", "low", "high")
    )
    latest = latest.with_columns(
        pl.col("variation").cat.to(VARIATION), pl.col("assurance").cat.to(ASSURANCE)
    ).hstack(many_spc.printed(latest))
    return Charts(judged, stretches, latest)
