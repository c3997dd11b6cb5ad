"""Each block of an outline as the plain values that the PDF's template prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from goldenthread.core.sentences import Sentence
from goldenthread.reports import charts
from goldenthread.reports.blocks import (
    Big,
    Bullets,
    Heading,
    Lead,
    Outline,
    Picture,
    Section,
    Table,
    Terms,
    Text,
    Words,
)
from goldenthread.reports.grids import Cell, Grid, Kind, Row
from goldenthread.reports.rendering.letters import breakable, lines_of, shown
from goldenthread.reports.rendering.signs import A_ROW, bar_svg, strip_svg
from goldenthread.reports.rendering.widths import fits, widths

Drawn = dict[str, Any]
ROOM, GUTTER = 493.0, 11.0  # points: the text's width on A4, and between two columns
SPARE = 0.93  # of the width that the longest words may take, so that the others find room
SIZES = (9.0, 8.5, 8.0, 7.5)  # points: a table's type, smaller where its words wouldn't fit
SHORT = 9  # rows that are kept on one page
LED = ("table", "picture", "bullets", "big")  # what a line before stays with
TALL = 900  # letters in a row, more than which it may run on to the next page
NOT_STATED = "Not stated"


def section_of(section: Section, place: int, outline: Outline) -> Drawn:
    """A section with its blocks; each chart gets a name of its own."""
    blocks = [_DRAWN[type(one)](one, f"{place}-{at}", outline) for at, one in enumerate(section.blocks)]
    for before, after in pairwise(blocks):
        before["leads"] = after["kind"] in LED and len(before.get("paragraphs", ())) <= 1
    deepest = 1
    for one in blocks:
        if one["kind"] == "heading":  # PDF/UA-1 7.4.2: no level of heading is left out
            deepest = one["level"] = min(one["level"], deepest + 1)
    return {
        "heading": shown(section.heading),
        "note": shown(section.note),
        "starts_page": section.starts_page and place > 0,
        "blocks": blocks,
    }


def spans_of(sentences: Sequence[Sentence]) -> list[list[Any]]:
    """Sentences as runs of words, each with whether it is strong; one space between two sentences."""
    runs: list[list[Any]] = []
    for sentence in sentences:
        if runs:
            runs.append([" ", False])
        runs += [[_run(span.text), span.is_strong] for span in sentence]
    return runs


def _run(words: str) -> str:
    """A run's words, its spaces at either end kept."""
    held = shown(words)
    before = " " if words[:1].isspace() else ""
    after = " " if held and words[-1:].isspace() else ""
    return breakable(f"{before}{held}{after}")


def _heading(block: Heading, name: str, outline: Outline) -> Drawn:
    return {"kind": "heading", "words": shown(block.words), "level": max(2, min(block.level, 4))}


def _text(block: Text, name: str, outline: Outline) -> Drawn:
    return {
        "kind": "text",
        "paragraphs": [breakable(line) for line in lines_of(block.words)],
        "quiet": block.is_quiet,
        "bold": shown(block.bold),
        "number": shown(block.number),
    }


def _lead(block: Lead, name: str, outline: Outline) -> Drawn:
    return {"kind": "lead", "spans": spans_of(block.sentences)}


def _bullets(block: Bullets, name: str, outline: Outline) -> Drawn:
    return {"kind": "bullets", "lines": [breakable(shown(line)) for line in block.lines if line.strip()]}


def _terms(block: Terms, name: str, outline: Outline) -> Drawn:
    rows = [
        [shown(term), breakable(shown(said)) or NOT_STATED, not said.strip()] for term, said in block.rows
    ]
    return {"kind": "terms", "rows": rows}


def _words(block: Words, name: str, outline: Outline) -> Drawn:
    return {
        "kind": "words",
        "paragraphs": [breakable(line) for line in lines_of(block.text)],
        "changed": [breakable(shown(line)) for line in block.changed],
    }


def _big(block: Big, name: str, outline: Outline) -> Drawn:
    return {"kind": "big", "figures": [[shown(part) for part in one] for one in block.figures]}


def _picture(block: Picture, name: str, outline: Outline) -> Drawn:
    return {
        "kind": "picture",
        "heading": shown(block.heading),
        "note": shown(block.note),
        "alt": shown(block.alt) or shown(block.heading) or "Chart",
        "svg": charts.line_chart(block.series, charts.PRINTED, f"chart-{name}"),
    }


def _table(block: Table, name: str, outline: Outline) -> Drawn:
    return {"kind": "table", **table_of(block.grid, outline), "has_caption": block.has_caption}


def table_of(grid: Grid, outline: Outline) -> Drawn:
    """A table's columns and rows, with the type that it fits in."""
    size = next((one for one in SIZES if fits(grid, SPARE * ROOM, one, GUTTER)), SIZES[-1])
    return {
        "caption": shown(grid.caption),
        "note": shown(grid.note),
        "size": size,
        "widths": [round(one, 2) for one in widths(grid, ROOM, size, GUTTER)],
        "columns": [[_head(one.head), one.is_number] for one in grid.columns],
        "rows": [_row(row, outline) for row in grid.rows],
        "short": len(grid.rows) <= SHORT and not any(_is_tall(row) for row in grid.rows),
    }


def _head(words: str) -> str:
    """A column's heading; a sign of money stays with what it is counted in."""
    return breakable(shown(words)).replace("£ ", "£\u00a0")


def _row(row: Row, outline: Outline) -> Drawn:
    return {
        "cells": [_cell(cell, outline) for cell in row.cells],
        "total": row.is_total,
        "detail": row.is_detail,
        "group": row.is_group,
        "tall": _is_tall(row),
    }


def _is_tall(row: Row) -> bool:
    return any(len(cell.text) + len(cell.note) > TALL for cell in row.cells)


def _cell(cell: Cell, outline: Outline) -> Drawn:
    drawn: Drawn = {"words": breakable(shown(cell.text)), "kind": cell.kind.value}
    if cell.note:
        drawn["note"] = breakable(shown(cell.note))
    if cell.code is not None and cell.kind is not Kind.BLANK:
        drawn["code"] = str(cell.code.value)
    if cell.is_strong:
        drawn["strong"] = True
    if cell.kind is Kind.STRIP and cell.strip:
        drawn["svg"] = strip_svg(cell.strip, is_plain=outline.is_plain)
        drawn["marks"] = min(len(cell.strip), A_ROW)
    if cell.kind is Kind.BAR:
        share, is_total = cell.bar or (0.0, 0.0)
        drawn["svg"] = bar_svg(share, is_total=bool(is_total), is_plain=outline.is_plain)
    return drawn


_DRAWN: dict[type, Callable[[Any, str, Outline], Drawn]] = {
    Heading: _heading,
    Text: _text,
    Lead: _lead,
    Bullets: _bullets,
    Terms: _terms,
    Words: _words,
    Big: _big,
    Picture: _picture,
    Table: _table,
}
