"""What goes from one post to another, and what was handed over before, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from goldenthread.core.sentences import counted, start
from goldenthread.reports.grids import Column, Grid, Row, grid, number, on_day, text

if TYPE_CHECKING:
    from goldenthread.ledger.models import Entry
    from goldenthread.people.models import Post
    from goldenthread.rounds.handing_over import Held

MOST = 8  # names of one kind; the counts have them all


def held_table(held: Held) -> Grid:
    """What a post answers for: how many of each kind, and which."""
    columns = (Column("What", width=34), Column("How many", True, width=12), Column("Which", width=60))
    rows = [
        Row((text(start(kind.many)), number(f"{len(records):,}"), text(_named([str(r) for r in records]))))
        for kind, records in held.parts
        if records
    ]
    total = Row((text("All", strong=True), number(f"{held.count:,}", strong=True), text("")), is_total=True)
    return Grid("What would be handed over", columns, (*rows, total), "wide")


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST
    return "; ".join(names[:MOST]) + (f"; and {more:,} more" if more > 0 else "")


def before_table(entries: Sequence[Entry]) -> Grid:
    """What was handed over before: when, from and to which post, how much, and why."""
    columns = (
        Column("When", width=18),
        Column("From", width=26),
        Column("To", width=26),
        Column("How much", width=40),
        Column("Why", width=30),
    )
    rows = (
        [
            on_day(one.at.date(), ""),
            text(one.subject),
            text(str(one.after.get("to", ""))),
            text("; ".join(f"{count} {kind}" for kind, count in one.after.items() if kind != "to")),
            text(one.reason, note=one.by_post),
        ]
        for one in entries
    )
    return grid("Handed over before", columns, rows, "wide")


def opening(chosen: tuple[Post, Post] | None, held: Held | None) -> str:
    """What would happen, before it does."""
    if chosen is None or held is None:
        return (
            "Choose a post that comes to an end or gives its work away, and the post that takes it on: "
            "you see everything that would go before it does."
        )
    giver, taker = chosen
    if giver.pk == taker.pk:
        return "A post hands over to another post. Choose another."
    if not held.count:
        return f"{giver} answers for nothing now, so there is nothing to hand over."
    return f"{start(counted(held.count, 'thing'))} would go from {giver} to {taker} in one step."
