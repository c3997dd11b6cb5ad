"""Checks published roll-ups: do the parts that a council printed make the total printed beside them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import localcontext

from goldenthread.core.rollup import PublishedRollUp, read_published
from goldenthread.core.words import adding_up
from goldenthread.exchange.published import EXACT, plain_number, refuse_empty
from goldenthread.exchange.tables import Row, Table, one_line

NEEDS = ("parts", "stated_total")
ALSO = ("council", "period", "set")
VERDICTS = ("adds up", "rounding", "does not add up", "cannot be tested")


@dataclass(frozen=True, slots=True)
class CheckedRollUp:
    """One published roll-up: whether its parts make its total."""

    number: int
    council: str
    period: str
    set: str
    published: PublishedRollUp

    @property
    def is_rounding(self) -> bool:
        return self.published.adds_up is False and self.published.is_rounding

    @property
    def adds_up(self) -> bool | None:
        """True also where rounding explains the difference; None when it can't be tested."""
        return True if self.is_rounding else self.published.adds_up

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`."""
        adds_up, rounding, differs, untested = VERDICTS
        if self.is_rounding:
            return rounding
        return untested if self.adds_up is None else (adds_up if self.adds_up else differs)


def check_rollups(table: Table) -> tuple[CheckedRollUp, ...]:
    """Check a table that has the columns `NEEDS`; raises `UnreadableFile` when it has no rows."""
    refuse_empty(table)
    with localcontext(EXACT):
        return tuple(_checked_rollup(row) for row in table.rows)


def _checked_rollup(row: Row) -> CheckedRollUp:
    council, period, part = (one_line(row[column]) for column in ALSO)
    return CheckedRollUp(row.number, council, period, part, read_published(row["parts"], row["stated_total"]))


def as_json(rows: Sequence[CheckedRollUp]) -> dict[str, object]:
    """The check of published roll-ups as `goldenthread check --json` prints it."""
    counts = {verdict: sum(row.verdict == verdict for row in rows) for verdict in VERDICTS}
    return {"rows": [_published_json(row) for row in rows], "counts": {**counts, "total": len(rows)}}


def _published_json(row: CheckedRollUp) -> dict[str, object]:
    return {
        "row": row.number,
        "council": row.council,
        "period": row.period,
        "set": row.set,
        "sum_of_parts": plain_number(row.published.sum) if row.published.parts else None,
        "stated_total": plain_number(row.published.stated_total),
        "adds_up": row.adds_up,
        "rounding": row.is_rounding,
        "verdict": row.verdict,
        "reason": adding_up(row.published),
    }
