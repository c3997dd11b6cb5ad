"""Tables of the odds of delivery: by action, by element above, what made actions late, how far it settled."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.chance import (
    error_of_mean,
    in_hundred,
    in_words,
    percentile,
    standard_error,
    wilson,
)
from goldenthread.core.odds import OfWork
from goldenthread.core.odds_states import RUN
from goldenthread.core.odds_told import cause_words, moved
from goldenthread.core.sentences import on_day, start
from goldenthread.reports.figures.odds import OddsShown
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, number, share, text
from goldenthread.resources.models import OddsRun

MOST_CAUSES = 20


def of_works(shown: OddsShown) -> Grid:
    """Each action: its chance, how sure that is, when it finishes, and what makes it late most often."""
    columns = (
        Column("Action", width=34),
        Column("Due", width=14),
        Column("On time", width=16),
        Column("Of 100 runs", width=14),
        Column("Surely between", width=12),
        Column("Finished by, in half of the runs", width=16),
        Column("In 9 of 10", width=14),
        Column("Late most often because", width=24),
    )
    return grid(
        "Actions, the least likely first", columns, (_work(shown, one) for one in shown.works), "wide"
    )


def _work(shown: OddsShown, one: OfWork) -> Sequence[Cell]:
    runs, line = shown.found.runs, shown.lines[one.key]
    return (
        text(line.title, link=Link("element", str(one.key))),
        text(shown.names.quarter(one.due)) if one.due >= 0 else text("Before these quarters"),
        _chance(one.on_time, runs),
        share(one.on_time, runs, in_hundred(one.on_time, runs)),
        _between(one.on_time, runs),
        text(shown.finish(percentile(one.finishes, 50))),
        text(shown.finish(percentile(one.finishes, 90))),
        text(cause_words(one.blames[0].cause, shown.names)) if one.blames else blank("Never late"),
    )


def _chance(times: int, runs: int) -> Cell:
    return text(in_hundred(times, runs), note=in_words(times, runs), strong=True)


def _between(times: int, runs: int) -> Cell:
    low, high = wilson(times, runs)
    return text(f"{100 * low:.1f} and {100 * high:.1f}")


def of_groups(shown: OddsShown) -> Grid:
    """Each element above actions: the chance that all its actions finish on time."""
    columns = (
        Column("Element", width=44),
        Column("Actions", True, width=10),
        Column("All on time", width=18),
        Column("Of 100 runs", width=14),
        Column("Surely between", width=14),
    )
    runs = shown.found.runs
    rows = (
        (
            _element(shown, one.key),
            number(f"{one.works:,}"),
            _chance(one.on_time, runs),
            share(one.on_time, runs, in_hundred(one.on_time, runs)),
            _between(one.on_time, runs),
        )
        for one in shown.groups
    )  # fmt: skip
    return grid("Elements above them", columns, rows)


def _element(shown: OddsShown, key: int) -> Cell:
    return text(shown.lines[key].title, link=Link("element", str(key)), note=shown.lines[key].level)


def of_drivers(shown: OddsShown) -> Grid:
    """What stood first behind late finishes, the largest first; they add up to every late finish."""
    columns = (
        Column("What made it late", width=50),
        Column("Late finishes", True, width=14),
        Column("Of 100", True, width=10),
        Column("Actions", True, width=10),
    )
    found = shown.found
    late = sum(one.late for one in found.drivers)
    first, rest = found.drivers[:MOST_CAUSES], found.drivers[MOST_CAUSES:]
    rows = [
        (text(cause_words(one.cause, shown.names)), *_counts(one.late, late, f"{one.works:,}"))
        for one in first
    ]
    if rest:
        rows.append(
            (text(f"{len(rest):,} smaller causes"), *_counts(sum(one.late for one in rest), late, ""))
        )
    return grid("What stood first behind late finishes", columns, rows)


def _counts(part: int, whole: int, works: str) -> tuple[Cell, ...]:
    return (
        number(f"{part:,}", value=Decimal(part)),
        number(f"{100 * part / whole:.1f}"),
        number(works) if works else blank("Several"),
    )


def of_looks(shown: OddsShown) -> Grid:
    """What the first so many runs came to, with the error of each: how far the counts have settled."""
    columns = (
        Column("After runs", True, width=12),
        Column("All on time, in 100", True, width=18),
        Column("Standard error", True, width=14),
        Column("On time on average", True, width=18),
        Column("Standard error", True, width=14),
        Column("Largest move of an action’s chance, in 100", True, width=24),
    )
    rows = (
        (
            number(f"{one.runs:,}"),
            number(f"{100 * one.all_on_time / one.runs:.2f}"),
            number(f"{100 * standard_error(one.all_on_time, one.runs):.2f}"),
            number(f"{one.total / one.runs:,.3f}"),
            number(f"{error_of_mean(one.total, one.squares, one.runs):.3f}"),
            blank("First look") if move is None else number(f"{100 * move:.2f}"),
        )
        for one, move in zip(shown.found.checkpoints, moved(shown.found), strict=True)
    )
    return grid("How far it has settled", columns, rows)


def of_runs(found: Sequence[OddsRun]) -> Grid:
    """Every simulation of an edition, the latest first."""
    columns = (
        Column("Asked for on", width=20),
        Column("By", width=30),
        Column("State", width=24),
        Column("Seed", True, width=10),
        Column("Runs", True, width=12),
    )
    rows = (
        (
            text(on_day(one.asked_at.date()), link=Link("odds-run", str(one.pk))),
            text(one.asked_by),
            text(start(RUN.states[one.state])),
            number(f"{one.seed}"),
            number(f"{one.runs:,}"),
        )
        for one in found
    )
    return grid("Every simulation of this edition", columns, rows)
