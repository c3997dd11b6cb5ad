"""Tables of a back-test of odds: chances given beside what happened, and how each way of saying scored."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.back_test import (
    WAYS,
    Given,
    Tested,
    better_by,
    brier,
    calibration,
    due_by_then,
)
from goldenthread.core.sentences import Sentence, Span, on_day, plain, start
from goldenthread.reports.grids import Cell, Column, Grid, grid, number, text

SURE = 2.0  # standard errors


def headline(tested: Sequence[Tested]) -> list[Sentence]:
    """Whether chances by lines like it were worth more than the base rate, as far as so few can tell."""
    if not tested:
        return [
            plain(
                "Odds can’t be held against what happened yet: that takes three days on which ten lines or "
                "more were said to be done or not."
            )
        ]
    one = tested[-1]
    gain, error = better_by(one.by_class, one.at_depth(0))
    scores = f"{brier(one.by_class):.3f} against {brier(one.at_depth(0)):.3f}"
    first = (
        Span(f"{len(one.chances):,} lines", True),
        Span(f" were given a chance on {on_day(one.on)} of being done by {on_day(one.then)}: the score is "),
        Span(scores, True),
        Span(" for the base rate, where less is better"),
    )
    if gain > SURE * error:
        return [(*first, Span(", which is more than chance would make of it."))]
    word = "lower" if gain > 0 else "higher"
    return [(*first, Span(f"; it is {word}, but by no more than chance alone could make of so few."))]


def calibration_of(one: Tested) -> Grid:
    """Chances in bins: what was said beside what came."""
    rows = (_bin(low, high, lines, said, came) for low, high, lines, said, came in calibration(one.by_class))
    due = due_by_then(one)
    columns = (
        Column("Chance given, of 100", width=24),
        Column("Lines", True, width=12),
        Column("Mean of what was said", True, width=20),
        Column("Were done", True, width=14),
        Column("Of 100", True, width=12),
    )
    total = _whole("All", one.by_class)
    of_due = [_whole("Of these, due between the looks", [given for _, given in due])] if due else []
    return grid("What was said beside what came", columns, [*rows, total, *of_due])


def _bin(low: float, high: float, lines: int, said: float, came: int) -> Sequence[Cell]:
    return (text(f"{100 * low:.0f} to {100 * high:.0f}"), *_counts(lines, said, came))


def _whole(name: str, given: Sequence[Given]) -> Sequence[Cell]:
    said = sum(one.said for one in given) / len(given)
    return (text(name, strong=True), *_counts(len(given), said, sum(one.came for one in given)))


def _counts(lines: int, said: float, came: int) -> tuple[Cell, ...]:
    return (
        number(f"{lines:,}"),
        number(f"{100 * said:.1f}"),
        number(f"{came:,}"),
        number(f"{100 * came / lines:.1f}"),
    )


def scores_of(one: Tested) -> Grid:
    """Each way of saying a chance, and its score beside the base rate's."""
    columns = (
        Column("How the chance is said", width=40),
        Column("Brier score", True, width=14),
        Column("Better than the base rate by", True, width=20),
        Column("Standard error", True, width=16),
    )
    base = one.at_depth(0)
    rows = ((text(name), *_score(given(one), base)) for name, given in WAYS.items())
    return grid("Scores: less is better", columns, rows)


def _score(given: Sequence[Given], base: Sequence[Given]) -> tuple[Cell, ...]:
    gain, error = better_by(given, base)
    return (
        number(f"{brier(given):.3f}"),
        number(f"{gain:.3f}".replace("-", "−")),
        number(f"{error:.3f}"),
    )


def classes_of(one: Tested) -> Grid:
    """What was fitted at the first step: how many of the lines alike were done, and the chance made of it."""
    columns = (
        Column("When it was due", width=30),
        Column("Lines seen before", True, width=16),
        Column("Were done", True, width=14),
        Column("Chance in as many days, of 100", True, width=20),
    )
    rows = (
        (
            text(start(" ".join(key)) or "All lines"),
            number(f"{lines:,}"),
            number(f"{came:,}"),
            number(f"{100 * one.fit.rates[key]:.1f}"),
        )
        for key, (lines, came) in sorted(one.fit.counts.items())
        if len(key) < 2
    )
    return grid("What it was fitted on", columns, rows)


def base_words(one: Tested) -> str:
    """The base rate as it was seen, and carried to the days between the looks, which is what is scored."""
    rate, days = 100 * one.fit.rates[()], (one.then - one.on).days
    said = one.at_depth(0)
    carried = 100 * sum(given.said for given in said) / len(said)
    return (
        f"The base rate is {rate:.1f} in 100 over {one.fit.days:.0f} days on average. Carried to the {days} "
        f"days between these looks it is {carried:.1f} in 100: that is said of every line, and scores "
        f"{brier(said):.3f}."
    )


def lost_words(one: Tested) -> str:
    """Which lines could not be tested, so that nobody takes the rest for all."""
    lost = one.lost
    return (
        f"Of the lines on {on_day(one.on)}, {lost.done:,} were done already ({lost.undone:,} of them not "
        f"done any more at the next look), {lost.gone:,} were gone by then, and of {lost.untold:,} it was "
        f"not told; {lost.new:,} were new by then and had no chance given."
    )
