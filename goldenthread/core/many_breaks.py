"""Where a definition whose figures count otherwise began between two periods: they aren't compared."""

from __future__ import annotations

import polars as pl


def is_across(rows: pl.DataFrame, began: pl.Series, breaks: pl.DataFrame) -> pl.Series:
    """True for each row whose measure has a break after the day on which an earlier period `began` and by the
    end of the row's own, as `core.standing.Sheet.can_be_compared` tells; `breaks` are as `FROM_DAYS`.
    """
    asked = rows.select("measure", "ends_on", began.alias("_began")).with_row_index("_row")
    met = asked.join(breaks.select("measure", "from_on"), on="measure").filter(
        (pl.col("_began") < pl.col("from_on")) & (pl.col("from_on") <= pl.col("ends_on"))
    )
    return asked.get_column("_row").is_in(met.get_column("_row").unique().implode())
