"""The periods of a million rows: a few hundred distinct ones, each asked about once by `core.periods`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import polars as pl

from goldenthread.core.many_frames import PERIOD
from goldenthread.core.periods import Period, PeriodKind


class Periods(NamedTuple):
    """The distinct periods of some rows, which a council's figures share, in their order."""

    table: pl.DataFrame
    periods: list[Period]

    @classmethod
    def of(cls, *frames: pl.DataFrame) -> Periods:
        keyed = pl.concat([_distinct(rows) for rows in frames]).unique("_key")
        in_order = keyed.sort("ends_on", "starts_on", pl.col("kind").cast(pl.String))
        table = in_order.with_row_index("_period").with_columns(pl.col("_period").cast(pl.Int64))
        return cls(table, [_period(*row) for row in table.select(*PERIOD).iter_rows()])

    def places(self, rows: pl.DataFrame) -> pl.Series:
        """The place of each row's period among these; null where it isn't one of them."""
        keys = rows.select(_period_key())
        found = keys.join(self.table.select("_key", "_period"), on="_key", how="left", maintain_order="left")
        return found.get_column("_period")

    def moved(self, step: Callable[[Period], Period]) -> pl.Series:
        """For each period the place of the one that `step` leads to; null where no row is for it."""
        place_of = {period: place for place, period in enumerate(self.periods)}
        return pl.Series([place_of.get(step(period)) for period in self.periods], dtype=pl.Int64)

    def told(self, ask: Callable[[Period], object], dtype: pl.DataType | type[pl.DataType]) -> pl.Series:
        """What `ask` says of each period, in the order of their places."""
        return pl.Series([ask(period) for period in self.periods], dtype=dtype)

    def at(self, place: pl.Expr | pl.Series) -> pl.Expr:
        """A measure and the place of a period as one number, which sorts as they do, called `_at`."""
        size = max(len(self.periods), 1)
        return (pl.col("measure") * size + place).alias("_at")


def _distinct(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(_period_key(), *PERIOD).unique("_key")


def _period_key() -> pl.Expr:
    """A period as one number: its first day, its last, and its kind, in bits of their own."""
    first, last = (pl.col(name).to_physical().cast(pl.Int64) + 2**20 for name in ("starts_on", "ends_on"))
    return ((first * 2**25 + last * 2**3) + pl.col("kind").to_physical().cast(pl.Int64)).alias("_key")


def _period(kind: str, starts_on: date, ends_on: date) -> Period:
    return Period(PeriodKind(kind), starts_on, ends_on)
