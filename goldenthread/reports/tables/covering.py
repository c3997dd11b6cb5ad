"""Who stands in for whom as a table, and the sentence above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.sentences import counted, spell, start
from goldenthread.people.models import Cover
from goldenthread.reports.grids import Cell, Column, Grid, blank, grid, on_day, text


def cover_table(covers: Sequence[Cover], on: date) -> Grid:
    """Every cover: who is away, who stands in, from when to when, and whether it is so now."""
    columns = (
        Column("Who is away", width=30),
        Column("Who stands in", width=30),
        Column("From", width=18),
        Column("Until", width=18),
        Column("Why", width=24),
        Column("Now", width=16),
    )
    return grid("Who stands in for whom", columns, (_row(one, on) for one in covers), "wide")


def _row(one: Cover, on: date) -> list[Cell]:
    return [
        text(str(one.post)),
        text(str(one.by)),
        on_day(one.from_on, ""),
        on_day(one.until_on, ""),
        text(one.reason) if one.reason else blank("Not said"),
        _now(one, on),
    ]


def _now(one: Cover, on: date) -> Cell:
    if one.until_on < on:
        return blank("Over")
    return blank("To come") if one.from_on > on else text("Stands in", strong=True)


def opening(covers: Sequence[Cover], on: date) -> str:
    """How many posts are away now and somebody stands in for them, and how many covers are to come."""
    now = {one.post_id for one in covers if one.from_on <= on <= one.until_on}
    later = sum(one.from_on > on for one in covers)
    if not now and not later:
        return "Nobody stands in for anybody now. Say who does, and what is asked of a post goes to both."
    away = f"{counted(len(now), 'post')} {'is' if len(now) == 1 else 'are'} away with somebody standing in"
    return start(f"{away}{f'; {spell(later)} more {_are(later)} to come' if later else ''}.")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
