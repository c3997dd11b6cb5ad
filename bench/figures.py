"""Rating and rolling up figures through `core`, beside the plainest loop that comes to the same counts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bench.stopwatch import Times, turn_about
from goldenthread.core.rating import Figure, Rule, status_of
from goldenthread.core.rollup import RollUp, roll_up
from goldenthread.core.rulebook import short_rule
from goldenthread.core.travel import Polarity

RULE = short_rule("within:10%").rule

# A result, its target, which way is better, and the edges of a range: what a rule looks at.
Row = tuple[Decimal | None, Decimal | None, Polarity, Decimal | None, Decimal | None]


class Compared(NamedTuple):
    """The same figures counted both ways, and counted from rows that must be made into figures first."""

    figures: int
    plain: Times
    core: Times
    core_from_rows: Times
    results: list[RollUp]

    @property
    def agree(self) -> bool:
        return all(one == self.results[0] for one in self.results)


def compare(count: int, rounds: int) -> Compared:
    """Rate and roll up `count` figures both ways."""
    rows = made_up_rows(count)
    figures = [Figure(*row) for row in rows]
    results: dict[str, RollUp] = {}

    def keep(name: str, result: RollUp) -> None:
        results[name] = result

    plain, core, core_from_rows = turn_about(
        rounds,
        lambda: keep("plain", plain_loop(rows)),
        lambda: keep("core", through_core(RULE, figures)),
        lambda: keep("core from rows", through_core_from_rows(RULE, rows)),
    )
    return Compared(count, plain, core, core_from_rows, list(results.values()))


def made_up_rows(count: int) -> list[Row]:
    """Results to two decimals; in ten: six with targets, higher or lower, two ranges, two not to be rated."""
    pool = [Decimal(number) / 100 for number in range(2_000, 20_000)]
    return [
        _row(number % 10, pool[number * 7_919 % len(pool)], pool[number * 104_729 % len(pool)])
        for number in range(count)
    ]


def _row(kind: int, actual: Decimal, target: Decimal) -> Row:
    if kind == 9:
        return None, target, Polarity.HIGHER, None, None
    if kind == 8:
        return actual, None, Polarity.HIGHER, None, None
    if kind in (6, 7):
        return actual, None, Polarity.RANGE, target, target + 20
    return actual, target, Polarity.LOWER if kind % 2 else Polarity.HIGHER, None, None


def through_core(rule: Rule, figures: Sequence[Figure]) -> RollUp:
    return roll_up(status_of(rule, figure) for figure in figures)


def through_core_from_rows(rule: Rule, rows: Sequence[Row]) -> RollUp:
    return roll_up(status_of(rule, Figure(*row)) for row in rows)


def plain_loop(rows: Sequence[Row]) -> RollUp:  # noqa: C901 - the rule written out, and no call in it
    """Within 10% of the target is near it: this one rule and no other, as a script would have it."""
    on_target = near_target = off_target = not_rated = 0
    for actual, target, polarity, low, high in rows:
        if actual is None:
            not_rated += 1
            continue
        if polarity is Polarity.RANGE:
            below, above = low - actual, actual - high
            if below > above:
                missed_by, base = below, low
            else:
                missed_by, base = above, high
        elif target is None:
            not_rated += 1
            continue
        elif polarity is Polarity.HIGHER:
            missed_by, base = target - actual, target
        else:
            missed_by, base = actual - target, target
        if missed_by <= 0:
            on_target += 1
        elif missed_by * 100 <= 10 * abs(base):
            near_target += 1
        else:
            off_target += 1
    return RollUp(on_target, near_target, off_target, not_rated)
