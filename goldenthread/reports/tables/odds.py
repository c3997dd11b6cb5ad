"""Tables of the odds of delivery: by action, by element above, what made actions late, how far it settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from goldenthread.core.chance import (
    error_of_mean,
    in_hundred,
    in_words,
    percentile,
    standard_error,
    wilson,
)
from goldenthread.core.odds import OfGroup, OfWork
from goldenthread.core.odds_states import RUN
from goldenthread.core.odds_told import cause_words, moved
from goldenthread.core.sentences import on_day, start
from goldenthread.reports.figures.odds import OddsShown
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, number, share, text
from goldenthread.resources.models import OddsRun

MOST_CAUSES = 20
HALF, MOST = 50, 90  # of a hundred runs
FINE = 0.005  # of a chance: nearer to an end than this, it is shown more finely


def of_works(shown: OddsShown) -> Grid:
    """Each action: its chance, how sure that is, when it finishes, and what makes it late most often."""
    columns = (
        Column("Action", width=38),
        Column("Due", width=16),
        Column("On time", width=22),
        Column("Out of 100", width=12),
        Column("Finished in half of the runs by", width=24),
        Column("Late most often because", width=30),
    )
    return grid(
        "Actions, the least likely first", columns, (_work(shown, one) for one in shown.works), "wide"
    )


def _work(shown: OddsShown, one: OfWork) -> Sequence[Cell]:
    runs, line = shown.found.runs, shown.lines[one.key]
    if not one.has_effort:
        return _unsaid(shown, one)
    return (
        text(line.title, link=Link("element", str(one.key))),
        text(shown.names.quarter(one.due)) if one.due >= 0 else text("Before these quarters"),
        _chance(one.on_time, runs),
        _bar(one.on_time, runs),
        text(
            shown.finish(percentile(one.finishes, HALF)),
            note=_most(shown, one),
        ),
        text(cause_words(one.blames[0].cause, shown.names)) if one.blames else blank("Never late"),
    )


def _unsaid(shown: OddsShown, one: OfWork) -> Sequence[Cell]:
    """An action of which nobody said what it takes has no odds: it is neither sure nor late."""
    late = f"{cause_words(one.blames[0].cause, shown.names)}" if one.blames else ""
    return (
        text(shown.lines[one.key].title, link=Link("element", str(one.key))),
        text(shown.names.quarter(one.due)) if one.due >= 0 else text("Before these quarters"),
        replace(blank("Not said"), note="Nobody said what it takes"),
        text(""),
        blank("Not known"),
        text("Say what it takes", link=Link("needs", str(one.key)), note=late),
    )


def _most(shown: OddsShown, one: OfWork) -> str:
    """By when an action is finished in nine runs of ten, as a note."""
    words = shown.finish(percentile(one.finishes, MOST))
    return f"in nine of ten {_by(words)}"


def _by(words: str) -> str:
    return f"n{words[1:]}" if words.startswith("Not ") else f"by {words}"


def _chance(times: int, runs: int) -> Cell:
    """The chance in a number; under it in words, and between which numbers it surely lies."""
    low, high = wilson(times, runs)
    words = f"{in_words(times, runs)}; {_of_hundred(low)} to {_of_hundred(high)} in 100"
    return text(start(in_hundred(times, runs)), note=words, strong=True)


def _bar(times: int, runs: int) -> Cell:
    return share(times, runs, f"{100 * times / runs:.2f}")


def _of_hundred(chance: float) -> str:
    """A chance out of a hundred, finely enough not to be rounded to nought or to all."""
    if chance in (0.0, 1.0):
        return f"{100 * chance:.0f}"
    return f"{100 * chance:.{1 if FINE < chance < 1 - FINE else 2}f}"


def of_groups(shown: OddsShown) -> Grid:
    """Each element above actions: the chance that all its actions finish on time."""
    columns = (
        Column("Element", width=44),
        Column("Actions", True, width=10),
        Column("All on time", width=20),
        Column("Out of 100", width=14),
    )
    runs = shown.found.runs
    rows = (_group(shown, one, runs) for one in shown.groups)
    return grid("Elements above them", columns, rows)


def _group(shown: OddsShown, one: OfGroup, runs: int) -> Sequence[Cell]:
    """An element with its actions; those of which nobody said what they take are counted apart."""
    unsaid = shown.unsaid_under(one.key)
    count = replace(number(f"{one.works - unsaid:,}"), note=f"and {unsaid:,} not said" if unsaid else "")
    if unsaid == one.works:
        return (_element(shown, one.key), count, blank("Not said"), text(""))
    return (_element(shown, one.key), count, _chance(one.on_time, runs), _bar(one.on_time, runs))


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
        Column("Largest move of an action", True, width=20),
    )
    rows = (
        (
            number(f"{one.runs:,}"),
            number(f"{100 * one.all_on_time / one.runs:.2f}"),
            _error(one.all_on_time, one.runs),
            number(f"{one.total / one.runs:,.3f}"),
            number(f"{error_of_mean(one.total, one.squares, one.runs):.3f}"),
            blank("First look") if move is None else number(f"{100 * move:.2f}"),
        )
        for one, move in zip(shown.found.checkpoints, moved(shown.found), strict=True)
    )
    return grid("How far it has settled", columns, rows)


def _error(times: int, runs: int) -> Cell:
    """The standard error out of a hundred; where none or all came, how far off it surely is at most."""
    low, high = wilson(times, runs)
    if times in (0, runs):
        return blank(f"At least {100 * low:.2f}" if times else f"At most {100 * high:.2f}")
    return number(f"{100 * standard_error(times, runs):.2f}")


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
