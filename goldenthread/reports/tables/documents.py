"""The documents that were made from frozen figures, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.core.sentences import counted, on_day, spell, start
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.reports.making_words import format_of, name_of, of_snapshot, state_words
from goldenthread.reports.models import Document

_COLUMNS = (
    Column("Document", width=30),
    Column("Of which figures", width=30),
    Column("Format", width=14),
    Column("Where it is", width=14),
    Column("Asked for by", width=20),
)


def documents(found: Sequence[Document]) -> Grid:
    """Each document, the figures that it is of with their digest, and who asked for it."""
    return grid("Documents made from frozen figures", _COLUMNS, (_row(one) for one in found), "wide")


def _row(one: Document) -> list[Cell]:
    made = f"File {one.digest[:12]}" if one.digest else ""
    return [
        text(name_of(one), link=Link("document", str(one.pk))),
        text(of_snapshot(one.snapshot), note=f"Figures {one.snapshot.digest[:12]}"),
        text(format_of(one)),
        text(state_words(one), note=made) if one.state == Document.State.MADE else blank(state_words(one)),
        text(one.asked_by, note=on_day(one.asked_at.date())),
    ]


def of_documents(found: Sequence[Document]) -> str:
    """How many documents there are, and how many are not made."""
    if not found:
        return "No document has been made from frozen figures yet."
    counts = {state: sum(one.state == state for one in found) for state in Document.State}
    failed = counts[Document.State.FAILED]
    to_come = counts[Document.State.WAITING] + counts[Document.State.MAKING]
    made = f"{start(counted(counts[Document.State.MADE], 'document'))} made from frozen figures"
    rest = [
        f"{spell(to_come)} still to come" if to_come else "",
        f"{spell(failed)} not made" if failed else "",
    ]
    return "; ".join(filter(None, (made, *rest))) + "."
