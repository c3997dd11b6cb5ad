"""Tables beside what is entered: earlier results, the workbook to fill in, and what is in question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from goldenthread.core.asked import from_kept, worded
from goldenthread.core.observed import State
from goldenthread.core.periods import Period, YearStart, label
from goldenthread.core.sentences import start
from goldenthread.core.words import STATE, number
from goldenthread.measures.models import Measure, Observation
from goldenthread.measures.queries import plain, shape_of
from goldenthread.reports.figures.entering import EnterRow, Questioned, figure_of
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.reports.grids import number as number_cell
from goldenthread.reports.tables.measures import period_words


def _result(one: Observation, measure: Measure) -> Cell:
    words = figure_of(one, measure)
    return blank(words) if one.value is None else number_cell(words)


def before(rows: Sequence[Observation], measure: Measure, year_start: YearStart) -> Grid:
    """The results before the one being entered, newest first."""
    columns = (Column("Period"), Column("Result", True), Column("What was said of it"))
    return grid(
        "The results before",
        columns,
        (
            [
                text(period_words(one.period, year_start)),
                _result(one, measure),
                text(one.note) if one.note else blank("Nothing"),
            ]
            for one in rows
        ),
    )


def to_fill_in(rows: Iterable[EnterRow], period: Period, year_start: YearStart) -> Grid:
    """The grid of a period as a file to fill in, which “Upload results” reads back."""
    heads = ("measure", "title", "unit", "period", "last", "value", "note")
    columns = tuple(Column(head, head in ("last", "value"), width=14) for head in heads)
    return grid(
        f"Results {label(period, year_start)}",
        columns,
        (
            [
                text(row.measure.code),
                text(row.measure.title),
                text(row.measure.unit),
                text(label(period, year_start)),
                _bare(row.last),
                _bare(row.held),
                text(row.held.note if row.held else ""),
            ]
            for row in rows
        ),
    )


def _bare(one: Observation | None) -> Cell:
    value = plain(one.value) if one else None
    if value is not None:
        return number_cell(number(value))
    is_said = one is not None and not State(one.state).is_waiting
    return text(start(STATE[State(one.state)]) if one and is_said else "")


def questions(found: Iterable[Questioned], year_start: YearStart) -> Grid:
    """Results in question, what is asked of each, and whose it is to answer."""
    columns = (
        Column("Measure", width=28),
        Column("Period", width=14),
        Column("Result", True, width=10),
        Column("What is asked", width=34),
        Column("Who answers", width=16),
    )
    return grid(
        "Results in question",
        columns,
        (
            [
                text(
                    one.measure.title,
                    link=Link("question", str(one.observation.pk)),
                    note=one.measure.code,
                ),
                text(period_words(one.observation.period, year_start)),
                number_cell(one.figure),
                text(" ".join(one.questions)),
                text(one.post) if one.post else blank("Nobody named"),
            ]
            for one in found
        ),
        "wide",
    )


def entered(found: Sequence[Observation], measure: Measure, year_start: YearStart) -> Grid | None:
    """Each current figure with its two numbers, its parts, what was asked of it and the answer.

    None where no figure of the measure has any of these.
    """
    rows = [one for one in found if one.is_current and _has_more(one)]
    columns = (
        Column("Period", width=16),
        Column("Result", True, width=12),
        Column(measure.numerator or "Number counted", True, width=12),
        Column(measure.denominator or "Out of", True, width=12),
        Column("What was asked", width=26),
        Column("The answer", width=22),
    )
    cells = (_entered_row(one, measure, year_start) for one in rows)
    return grid("Figures as entered", columns, cells, "wide") if rows else None


def _has_more(one: Observation) -> bool:
    return bool(one.breakdown or one.queries or one.explanation) or one.numerator is not None


def _entered_row(one: Observation, measure: Measure, year_start: YearStart) -> list[Cell]:
    asked = " ".join(worded(query, shape_of(measure)) for query in from_kept(one.queries))
    return [
        text(period_words(one.period, year_start), note=one.breakdown),
        _result(one, measure),
        _part(one.numerator),
        _part(one.denominator),
        text(asked) if asked else blank("Nothing"),
        text(one.explanation) if one.explanation else blank("None needed" if not asked else "Not yet"),
    ]


def _part(value: Decimal | None) -> Cell:
    bare = plain(value)
    return blank("Not given") if bare is None else number_cell(number(bare))
