"""Signal or noise, for every measure's figures at once: `core.spc` over columns.

Figures are whole numbers of millionths, 128 bits wide, each a stored one or the difference of two (`WIDEST`).
The widest product, a limit's fraction made ready for printing, stays under 2.6 × 10^25 times the square of
how many figures share the limits, and so fits for two and a half million of them (`MOST`): nothing is rounded
and nothing overflows.

The rows come in order, each measure's together: a stretch, a run or a window of three is then found by where
it starts, and what is worked out once for a stretch is gathered back to its rows, with no grouping.
"""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from goldenthread.core.many_rating import WHOLE, WIDEST_FIGURE, whole
from goldenthread.core.spc import FEWEST, FULL, LIMIT, RUN, SCREEN, Assurance, Cause, Limits, Variation
from goldenthread.core.travel import Polarity

PLACES = 6
WIDEST = 2 * WIDEST_FIGURE
MOST = 2_500_000  # figures under one set of limits
CAUSES = tuple(Cause)
VARIATIONS = tuple(Variation)
ASSURANCES = tuple(Assurance)

OUTSIDE, SHIFT, TREND, TWO_OF_THREE = (cause.value for cause in CAUSES)


def points(series: pl.DataFrame, *, is_screened: bool = False) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Every figure with its side and causes, and every stretch with its limits.

    `series` holds `measure`, `value` (never null) and `starts`, true where limits are worked out afresh; each
    measure's rows stand together in order of time. The points keep that order and add `stretch`, `side` and a
    column for each cause. The stretches have `measure`, `count`, `total`, `range_count`, `range_total` and
    `scale`, as `core.spc.Limits` has, with 0 `range_count` where there are too few figures for limits.
    """
    rows = _stretched(series)
    stretches = _stretches(rows, is_screened)
    if (stretches.get_column("count") > MOST).any():
        raise OverflowError(f"More than {MOST:,} figures share one set of limits.")
    return _with_causes(rows, stretches), stretches


def _stretched(series: pl.DataFrame) -> pl.DataFrame:
    """Each row with the number of its stretch, and how far it moved from the row before in it."""
    measure, value = pl.col("measure"), pl.col("value")
    first = ((measure != measure.shift(1)) | pl.col("starts")).fill_null(True)
    marked = series.lazy().select("measure", "value", first.alias("first"))
    numbered = marked.with_columns(
        (pl.col("first").cum_sum() - 1).cast(pl.UInt32).alias("stretch"),
        pl.when(pl.col("first").not_()).then(value - value.shift(1)).alias("move"),
    )
    return numbered.collect()


def _stretches(rows: pl.DataFrame, is_screened: bool) -> pl.DataFrame:
    starts = rows.get_column("first").arg_true()
    ends = pl.concat([starts.slice(1), pl.Series([rows.height], dtype=starts.dtype)]) - 1
    if not rows.height:
        ends = starts
    ranges = pl.col("move").abs().fill_null(0)
    sums = rows.select(
        pl.col("value").cum_sum().alias("total"), ranges.cum_sum().alias("range_total"), _places()
    )
    totals = {name: _between(sums.get_column(name), starts, ends) for name in ("total", "range_total")}
    count = (ends - starts + 1).cast(WHOLE)
    found = pl.DataFrame(
        {
            "measure": rows.get_column("measure").gather(starts),
            "first": starts,
            "last": ends,
            "count": count,
            "range_count": (ends - starts).cast(WHOLE),
            "scale": _most_places(sums.get_column("places"), starts, ends),
            **totals,
        }
    )
    if is_screened:
        found = _screened(rows, found)
    enough = pl.col("count") >= FEWEST
    return found.with_columns(
        pl.when(enough).then(pl.col("range_count")).otherwise(0).cast(WHOLE).alias("range_count")
    )


def _between(running: pl.Series, starts: pl.Series, ends: pl.Series) -> pl.Series:
    """What was added to a running total from each start to its end."""
    before = running.shift(1).fill_null(0).gather(starts)
    return running.gather(ends) - before


def _places() -> pl.Expr:
    """How many places a figure needs after the point."""
    part = (pl.col("value") % whole(10**PLACES)).cast(pl.Int32)
    needed = pl.lit(0, dtype=pl.Int8)
    for places in range(1, PLACES + 1):
        needed = (
            pl.when(part % 10 ** (PLACES - places + 1) != 0)
            .then(pl.lit(places, dtype=pl.Int8))
            .otherwise(needed)
        )
    return needed.alias("places")


def _most_places(places: pl.Series, starts: pl.Series, ends: pl.Series) -> pl.Series:
    """The most that any figure of each stretch needs."""
    most = pl.repeat(0, starts.len(), dtype=pl.Int8, eager=True)
    for number in range(1, PLACES + 1):
        with_so_many = (places >= number).cast(pl.Int64).cum_sum()
        has_any = _between(with_so_many, starts, ends) > 0
        if not has_any.any():
            break
        most = most + has_any.cast(pl.Int8)
    return most


def _screened(rows: pl.DataFrame, stretches: pl.DataFrame) -> pl.DataFrame:
    """The stretches with the moving ranges left out that are far above the mean one."""
    stretch = rows.get_column("stretch")
    total, count = (stretches.get_column(name).gather(stretch) for name in ("range_total", "range_count"))
    marked = rows.select("move", total.alias("total"), count.alias("count"))
    kept = pl.col("move").is_not_null() & (
        pl.col("move").abs() * pl.col("count") * 1000 < pl.col("total") * SCREEN
    )
    sums = marked.select(
        kept.cast(WHOLE).cum_sum().alias("range_count"),
        pl.when(kept).then(pl.col("move").abs()).otherwise(0).cum_sum().alias("range_total"),
    )
    starts, ends = stretches.get_column("first"), stretches.get_column("last")
    left = {name: _between(sums.get_column(name), starts, ends) for name in sums.columns}
    some = left["range_count"] > 0
    return stretches.with_columns(
        pl.when(some).then(left[name]).otherwise(pl.col(name)).alias(name) for name in sums.columns
    )


def limit(sign: int, part: int = LIMIT, of: int = 100) -> pl.Expr:
    """The mean and part/of mean moving ranges above or below it, as the upper half of a fraction."""
    middle = pl.col("range_count") * pl.col("total") * of
    return middle + pl.col("count") * pl.col("range_total") * (sign * part)


def below(of: int = 100) -> pl.Expr:
    """The lower half of that fraction."""
    return pl.col("count") * pl.col("range_count") * of


def _with_causes(rows: pl.DataFrame, stretches: pl.DataFrame) -> pl.DataFrame:
    edges = stretches.select(
        "count",
        pl.col("total"),
        has=pl.col("range_count") > 0,
        below=below(),
        high=limit(1),
        low=limit(-1),
        # Two thirds of the way: over three times the same fraction.
        far_high=limit(2, LIMIT, 300),
        far_low=limit(-2, LIMIT, 300),
    )
    at = rows.get_column("stretch")
    spread = rows.hstack([edges.get_column(name).gather(at).alias(f"_{name}") for name in edges.columns])
    value = pl.col("value") * pl.col("_below")
    out = (value > pl.col("_high")) | (value < pl.col("_low"))
    far = (value * 3 > pl.col("_far_high")) | (value * 3 < pl.col("_far_low"))
    has = pl.col("_has")
    judged = spread.select(
        "measure",
        "stretch",
        "first",
        pl.when(has).then((pl.col("value") * pl.col("_count") - pl.col("_total")).sign()).otherwise(0)
        .cast(pl.Int8).alias("side"),
        (out & has).alias(OUTSIDE),
        (far & ~out & has).alias("near"),
        pl.when(has).then(pl.col("move").fill_null(0).sign()).otherwise(0).cast(pl.Int8).alias("way"),
    )  # fmt: skip
    first, side, way = (judged.get_column(name) for name in ("first", "side", "way"))
    return judged.with_columns(
        _in_a_run(side, first, RUN).alias(SHIFT),
        _in_a_trend(way, first).alias(TREND),
        _two_of_three().alias(TWO_OF_THREE),
    ).drop("near", "way", "first")


def _in_a_run(signs: pl.Series, first: pl.Series, length: int) -> pl.Series:
    """True for each of at least so many equal signs in a row, none of them nought, within one stretch."""
    if not signs.len():
        return pl.Series([], dtype=pl.Boolean)
    changes = ((signs != signs.shift(1)) | first).fill_null(True)
    starts = changes.arg_true()
    ends = pl.concat([starts.slice(1), pl.Series([signs.len()], dtype=starts.dtype)])
    is_long = (ends - starts) >= length
    return is_long.gather(changes.cum_sum() - 1) & (signs != 0)


def _in_a_trend(way: pl.Series, first: pl.Series) -> pl.Series:
    """True for each of seven or more rising or falling: six moves one way, and where they began."""
    flagged = _in_a_run(way, first, RUN - 1)
    began = flagged.shift(-1, fill_value=False) & (way != way.shift(-1)) & ~first.shift(-1, fill_value=True)
    return flagged | began.fill_null(False)


def _two_of_three() -> pl.Expr:
    """Two in three in the outer third before a limit, all three on one side and in one stretch."""
    near, side, stretch = pl.col("near"), pl.col("side"), pl.col("stretch")
    how_many = sum((near.shift(-step).cast(pl.Int8) for step in (1, 2)), start=near.cast(pl.Int8))
    together = (
        (how_many >= 2)
        & (side != 0)
        & (side == side.shift(-1))
        & (side == side.shift(-2))
        & (stretch == stretch.shift(-2))
    ).fill_null(False)
    return near & (together | together.shift(1, fill_value=False) | together.shift(2, fill_value=False))


def verdicts(judged: pl.DataFrame, stretches: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """Each measure's latest stretch with its limits, `variation` and `assurance` as places in their tuples.

    `wanted` has a row for each measure with figures: `measure`, `polarity`, `target`, `low` and `high`.
    """
    latest = stretches.filter((pl.col("measure") != pl.col("measure").shift(-1)).fill_null(True))
    last = latest.get_column("last")
    point = judged.select("side", cause=pl.any_horizontal(OUTSIDE, SHIFT, TREND, TWO_OF_THREE))
    with_point = latest.hstack([point.get_column(name).gather(last) for name in point.columns])
    joined = with_point.join(wanted, on="measure", how="left", maintain_order="left")
    return joined.with_columns(_variation().alias("variation"), _assurance().alias("assurance")).drop(
        "first", "last", "side", "cause", "polarity", "target", "low", "high"
    )


def _place(verdict: Variation | Assurance) -> pl.Expr:
    among: tuple[Variation | Assurance, ...] = VARIATIONS if isinstance(verdict, Variation) else ASSURANCES
    return pl.lit(among.index(verdict), dtype=pl.UInt8)


def _variation() -> pl.Expr:
    high = pl.col("side") >= 0
    neutral = pl.when(high).then(_place(Variation.NEUTRAL_HIGH)).otherwise(_place(Variation.NEUTRAL_LOW))
    is_good = high == (pl.col("polarity") == Polarity.HIGHER.value)
    found = pl.when(is_good).then(_place(Variation.IMPROVEMENT)).otherwise(_place(Variation.CONCERN))
    return (
        pl.when(pl.col("range_count") == 0)
        .then(_place(Variation.TOO_FEW))
        .when(pl.col("cause").not_())
        .then(_place(Variation.COMMON_CAUSE))
        .when(pl.col("polarity") == Polarity.RANGE.value)
        .then(neutral)
        .otherwise(found)
    )


def _assurance() -> pl.Expr:
    polarity, target = pl.col("polarity"), pl.col("target")
    is_range = polarity == Polarity.RANGE.value
    low = pl.when(is_range).then(pl.col("low")).when(polarity == Polarity.HIGHER.value).then(target)
    high = pl.when(is_range).then(pl.col("high")).when(polarity == Polarity.LOWER.value).then(target)
    over, under = _beyond(high, 1), _beyond(low, -1)
    return (
        pl.when(low.is_null() & high.is_null())
        .then(_place(Assurance.NO_TARGET))
        .when(pl.col("range_count") == 0)
        .then(_place(Assurance.TOO_FEW))
        .when((over == 2) | (under == 2))
        .then(_place(Assurance.FAILS))
        .when((over == 0) & (under == 0))
        .then(_place(Assurance.PASSES))
        .otherwise(_place(Assurance.HIT_AND_MISS))
    )


def _beyond(edge: pl.Expr, sign: int) -> pl.Expr:
    """How much of the process lies past an edge: 0 none of it, 1 a part, 2 all of it."""
    at = edge * below()
    near, far = (limit(-sign) - at) * sign, (limit(sign) - at) * sign
    return pl.when(near > 0).then(2).when(far > 0).then(1).otherwise(0)


def limits_of(row: dict[str, object]) -> Limits | None:
    """The limits of one stretch's row as `core.spc` has them; None where there are too few figures."""
    count, total, range_count, range_total, scale = (
        int(str(row[name])) for name in ("count", "total", "range_count", "range_total", "scale")
    )
    if not range_count:
        return None
    down = 10 ** (PLACES - scale)
    return Limits(count, total // down, range_count, range_total // down, scale)


def is_trial(stretches: pl.DataFrame) -> pl.Series:
    return (stretches.get_column("count") < FULL).rename("is_trial")


def printed(stretches: pl.DataFrame) -> pl.DataFrame:
    """`lower`, `mean` and `upper` as printed: decimals rounded once, half up, to two places more than the
    figures have; null where there are too few. Equal to `Limits.lower`, `.mean` and `.upper`.
    """
    return stretches.select(
        _rounded(limit(-1), "lower"), _rounded(limit(0), "mean"), _rounded(limit(1), "upper")
    )


def _rounded(above: pl.Expr, name: str) -> pl.Expr:
    """A fraction of millionths over `below()` to `scale` + 2 places, as hundred-millionths."""
    powers = pl.lit(pl.Series([10**power for power in range(PLACES + 1)], dtype=WHOLE))
    step = powers.gather(PLACES - pl.col("scale"))
    under = below() * step * 2
    size = (above.abs() * 200 + below() * step) // under
    signed = pl.when(above < 0).then(size * -1).otherwise(size) * step
    return pl.when(pl.col("range_count") > 0).then(signed).alias(name)


def decimal_of(hundred_millionths: int | None, scale: int) -> Decimal | None:
    """A limit of `printed` as the decimal that `Limits` prints, with its trailing noughts."""
    if hundred_millionths is None:
        return None
    shown = hundred_millionths // 10 ** (PLACES - scale)
    return Decimal(shown).scaleb(-(scale + 2))
