"""Status, direction and control charts of every result at once: `core.many`, beside Polars written by hand.

Ours follows a council's rule as data, in whole numbers, and tells which results a chart is of; the
hand-written one knows one rule and months that don't add up, and works in binary fractions, as a script
would. Both start from the same frames and must come to the same counts, of variation and assurance too.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from bench.stopwatch import Times, peak_megabytes, turn_about
from goldenthread.core import many
from goldenthread.core.many_frames import AIMS, KINDS, RESULTS, SHEETS
from goldenthread.core.periods import month
from goldenthread.core.rulebook import short_rule

RULE = short_rule("within:10%")
MILLION = 1_000_000
FIRST_YEAR = 2014


class Frames(NamedTuple):
    """What both sides are given: results, aims, and the sheets of their measures."""

    results: pl.DataFrame
    aims: pl.DataFrame
    sheets: pl.DataFrame


class Counts(NamedTuple):
    """What both sides come to."""

    on_target: int
    near_target: int
    off_target: int
    improved: int
    worse: int
    special: int
    improving: int
    passes: int
    fails: int
    hit_and_miss: int


class Compared(NamedTuple):
    """Both sides over the same results, and the most memory that ours took in a process of its own."""

    observations: int
    by_hand: Times
    ours: Times
    counts: Sequence[Counts]
    megabytes: int

    @property
    def agree(self) -> bool:
        return all(one == self.counts[0] for one in self.counts)


def compare(measures: int, months: int, rounds: int) -> Compared:
    """Work out so many measures' monthly results both ways, turn about."""
    frames = made_up(measures, months)
    found: dict[str, Counts] = {}

    def keep(name: str, counts: Counts) -> None:
        found[name] = counts

    by_hand, ours = turn_about(
        rounds,
        lambda: keep("by hand", worked_by_hand(frames)),
        lambda: keep("ours", worked_by_us(frames)),
    )
    return Compared(
        measures * months, by_hand, ours, list(found.values()), _memory_of_its_own(measures, months)
    )


def made_up(measures: int, months: int) -> Frames:
    """Monthly results to two decimals that wander about a level; one in twenty without a figure.

    A measure's target lies at one of five distances from its level: some processes always reach theirs, some
    never, some by chance.
    """
    periods = [month(FIRST_YEAR + place // 12, place % 12 + 1) for place in range(months)]
    count = measures * months
    number = pl.int_range(count, eager=True)
    place, measure = number % months, number // months
    wave = (number * 7_919 + number * number % 104_729) % 3_001
    value = (4_000 + measure % 500 * 10 + wave) * (MILLION // 100)
    days = pl.DataFrame(
        {"starts_on": [one.starts_on for one in periods], "ends_on": [one.ends_on for one in periods]}
    )
    at = days.select(pl.all().gather(place))
    base = pl.DataFrame({"measure": measure}).with_columns(kind=pl.lit("MONTH", dtype=KINDS)).hstack(at)
    results = base.with_columns(
        pl.when(pl.Series(number % 20 != 7)).then(pl.Series(value)).alias("value"),
        pl.lit(False).alias("is_questioned"),
    )
    aims = base.with_columns(
        pl.Series((5_500 + measure % 500 * 10 + (measure % 5 - 2) * 2_000) * (MILLION // 100)).alias("value"),
        pl.lit(False).alias("is_data_only"),
    )
    keys = pl.int_range(measures, eager=True)
    sheets = pl.DataFrame(
        {
            "measure": keys,
            "polarity": pl.Series(["HIGHER", "LOWER"]).gather(keys % 2),
            "frequency": ["MONTHLY"] * measures,
        }
    ).with_columns(
        *(pl.lit(None).alias(name) for name in ("low", "high", "tolerance", "floor")),
        *(pl.lit(False).alias(name) for name in ("is_cumulative", "is_data_only", "is_share")),
    )
    return Frames(
        results.select(pl.col(name).cast(kind) for name, kind in RESULTS.items()),
        aims.select(pl.col(name).cast(kind) for name, kind in AIMS.items()),
        sheets.select(pl.col(name).cast(kind) for name, kind in SHEETS.items()),
    )


def worked_by_us(frames: Frames) -> Counts:
    """Status and direction of each result in its own period, and each measure's control chart: which results
    it is of, and both verdicts on it.
    """
    stood = many.stood(*frames, RULE)
    found = many.charted(*frames)
    drawn = many.charts(found.series, found.wanted)
    causes = pl.any_horizontal(*CAUSES)
    return Counts(
        *_counted(stood, "status", "ON_TARGET", "NEAR_TARGET", "OFF_TARGET"),
        *_counted(stood, "direction", "IMPROVED", "WORSE"),
        int(drawn.points.select(causes.sum()).item()),
        *_counted(drawn.latest, "variation", "IMPROVEMENT"),
        *_counted(drawn.latest, "assurance", "PASSES", "FAILS", "HIT_AND_MISS"),
    )


CAUSES = [cause.value for cause in many.many_spc.CAUSES]


def _counted(rows: pl.DataFrame, column: str, *codes: str) -> list[int]:
    told = rows.get_column(column)
    return [int((told == code).sum()) for code in codes]


def worked_by_hand(frames: Frames) -> Counts:
    """The same for this one rule and these polarities, as somebody who knows Polars would write it."""
    rows = (
        frames.results.with_columns(pl.col("value").cast(pl.Float64) / MILLION)
        .join(
            frames.aims.select("measure", "starts_on", target=pl.col("value").cast(pl.Float64) / MILLION),
            on=["measure", "starts_on"],
            how="left",
        )
        .join(frames.sheets.select("measure", "polarity"), on="measure", how="left")
        .sort("measure", "starts_on")
    )
    sign = pl.when(pl.col("polarity") == "HIGHER").then(1.0).otherwise(-1.0)
    # Rounded, or figures exactly at an edge fall on its wrong side: binary fractions hold no hundredths.
    gap = ((pl.col("target") - pl.col("value")) * sign).round(6)
    change = (pl.col("value") - pl.col("value").shift(1).over("measure")) * sign
    rows = rows.with_columns(
        status=pl.when(gap <= 0)
        .then(pl.lit("on"))
        .when((gap * 100).round(6) <= (pl.col("target") * 10).round(6))
        .then(pl.lit("near"))
        .when(gap.is_not_null())
        .then(pl.lit("off")),
        change=change,
        sign=sign,
    )
    points = _charts_by_hand(rows.filter(pl.col("value").is_not_null()))
    last = points.group_by("measure", maintain_order=True).last()
    better = pl.col("special") & ((pl.col("side") >= 0) == (pl.col("sign") > 0))
    ahead = (pl.col("mean") - pl.col("target")) * pl.col("sign")
    passes, fails = ahead >= pl.col("spread"), ahead < -pl.col("spread")
    return Counts(
        *(int((rows["status"] == name).sum()) for name in ("on", "near", "off")),
        int((rows["change"] > 0).sum()),
        int((rows["change"] < 0).sum()),
        int(points["special"].sum()),
        *last.select(
            better=better.sum(), passes=passes.sum(), fails=fails.sum(), neither=(~passes & ~fails).sum()
        ).row(0),
    )


def _charts_by_hand(rows: pl.DataFrame) -> pl.DataFrame:
    """XmR limits and the four rules, window by window."""
    value, over = pl.col("value"), "measure"
    rows = rows.with_columns(
        mean=value.mean().over(over), spread=2.66 * value.diff().abs().mean().over(over)
    ).with_columns(
        side=(value - pl.col("mean")).sign(),
        outside=(value - pl.col("mean")).abs() > pl.col("spread"),
        move=value.diff().sign().over(over),
    )
    near = ((value - pl.col("mean")).abs() > pl.col("spread") * 2 / 3) & ~pl.col("outside")
    rows = rows.with_columns(
        near=near,
        run=pl.col("side").ne_missing(pl.col("side").shift(1)).cum_sum().over(over),
        way=pl.col("move").ne_missing(pl.col("move").shift(1)).cum_sum().over(over),
    )
    in_trend = (pl.len().over(over, "way") >= 6) & (pl.col("move") != 0)
    rows = rows.with_columns(
        shift=(pl.len().over(over, "run") >= 7) & (pl.col("side") != 0), trend=in_trend.fill_null(False)
    )
    starts = pl.col("trend").shift(-1).over(over).fill_null(False) & (
        pl.col("way") != pl.col("way").shift(-1).over(over)
    )
    windows = []
    for ahead in (0, 1, 2):
        three = [n - ahead for n in (2, 1, 0)]
        near_three = pl.sum_horizontal(pl.col("near").shift(-n).over(over).cast(pl.Int8) for n in three)
        side_three = [pl.col("side").shift(-n).over(over) for n in three]
        windows.append((near_three >= 2) & ((side_three[0] + side_three[1] + side_three[2]).abs() == 3))
    two_of_three = pl.col("near") & pl.any_horizontal(*(one.fill_null(False) for one in windows))
    return rows.with_columns(
        special=pl.col("outside") | pl.col("shift") | pl.col("trend") | starts | two_of_three
    )


def _memory_of_its_own(measures: int, months: int) -> int:
    """The most memory in megabytes that a fresh process takes to do ours once."""
    command = [sys.executable, "-m", "bench.vectorised", str(measures), str(months)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    return int(told.stdout.split()[-1])


if __name__ == "__main__":
    worked_by_us(made_up(int(sys.argv[1]), int(sys.argv[2])))
    print(peak_megabytes())
