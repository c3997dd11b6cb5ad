"""Reviews of the reporting arrangements as a table, and the sentence above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.sentences import counted, spell, start
from goldenthread.governance.models import Review
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, on_day, text


def reviews(found: Sequence[Review], on: date, can_change: bool) -> Grid:
    """What was found at each review, what is to be done, by whom, and how that stands."""
    columns = (
        Column("Held", width=14),
        Column("What was looked at", width=22),
        Column("What was found", width=30),
        Column("What is to be done", width=30),
        Column("How it stands", width=18),
    )
    return grid("Reviews of the reporting", columns, (_review(one, on, can_change) for one in found), "wide")


def _review(one: Review, on: date, can_change: bool) -> list[Cell]:
    asked = text(one.to_do, note=str(one.owner or "")) if one.to_do else blank("Nothing asked")
    return [
        on_day(one.held_on, ""),
        text(one.about, link=Link("review", str(one.pk)) if can_change else None),
        text(one.found),
        asked,
        text(how_it_stands(one, on)) if one.to_do else blank("Nothing to do"),
    ]


def how_it_stands(one: Review, on: date) -> str:
    """“Done on 3 May 2014”, “Due by …”, “Overdue since …”."""
    if one.done_on:
        return f"Done on {one.done_on.day} {one.done_on:%B %Y}"
    due = one.due_on
    if due is None:
        return "No day"
    return f"{'Overdue since' if due < on else 'Due by'} {due.day} {due:%B %Y}"


def of_reviews(found: Sequence[Review], on: date) -> str:
    """How many reviews there were, and how much of what they asked is still to be done."""
    if not found:
        return "No review of the reporting arrangements is on record yet."
    asked = [one for one in found if one.to_do]
    late = [one for one in asked if one.done_on is None and one.due_on is not None and one.due_on < on]
    open_ones = [one for one in asked if one.done_on is None]
    said = f"{start(counted(len(found), 'review'))} on record."
    if not asked:
        return f"{said} They ask for nothing to be done."
    to_do = spell(len(open_ones)) if open_ones else "none"
    end = f", {spell(len(late))} of them overdue" if late else ""
    return f"{said} Of {counted(len(asked), 'thing')} asked for, {to_do} still to be done{end}."
