"""Drawing the blocks of an outline on a Word paper, alike on our own sheet and in a template's place."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import resvg_py

from goldenthread.core.sentences import start
from goldenthread.reports import charts
from goldenthread.reports.blocks import (
    Big,
    Block,
    Bullets,
    Heading,
    Lead,
    Picture,
    Section,
    Table,
    Terms,
    Text,
    Words,
)
from goldenthread.reports.grids import Column, Grid, blank, grid, text
from goldenthread.reports.word_back import TAG, number_of
from goldenthread.reports.word_parts import Paper

FONTS = sorted(str(path) for path in (Path(__file__).parent.parent / "fonts").glob("*.ttf"))
ENOUGH = 3  # fewer points than this make no line worth a picture
NO_WORDS = "No words have been written here yet."


def bookmark(section: Section) -> str:
    """The name by which the contents lead to a section; Word's names hold no hyphen and 40 characters."""
    return f"part_{section.place.replace('-', '_')}"[:40]


def write_section(paper: Paper, section: Section) -> None:
    """A section under its heading."""
    if section.heading:
        paper.heading(section.heading, 1, starts_page=section.starts_page, mark=bookmark(section))
    write_blocks(paper, section)


def write_blocks(paper: Paper, section: Section) -> None:
    """What a section holds, without its heading."""
    if section.note:
        paper.text(section.note, quiet=True, leads=bool(section.blocks))
    for place, block in enumerate(section.blocks):
        follows = section.blocks[place + 1] if place + 1 < len(section.blocks) else None
        _write(paper, block, section, is_before_table=isinstance(follows, Table))


def _write(paper: Paper, block: Block, section: Section, *, is_before_table: bool) -> None:
    match block:
        case Heading():
            paper.heading(block.words, block.level)
        case Text():
            paper.text(
                block.words, quiet=block.is_quiet, bold=block.bold, number=block.number, leads=is_before_table
            )
        case Lead():
            paper.sentences(block.sentences)
        case Bullets():
            paper.bullets(block.lines)
        case Words():
            _words(paper, block, section)
        case _:
            _figure(paper, block)


def _figure(paper: Paper, block: Block) -> None:
    match block:
        case Table():
            if block.has_caption:
                paper.caption(block.grid.caption)
            paper.table(block.grid)
        case Terms():
            paper.table(_terms(block))
        case Picture():
            _picture(paper, block)
        case Big():
            _big(paper, block)


def _terms(block: Terms) -> Grid:
    columns = (Column("What", width=28), Column("As stated", width=72))
    rows = (
        [text(name, strong=True), text(said) if said else blank("Not stated")] for name, said in block.rows
    )
    return grid("Facts stated", columns, rows)


def _big(paper: Paper, block: Big) -> None:
    """Each figure large, what it counts beside it, and its note below."""
    for figure, counts, note in block.figures:
        paper.big(figure, counts, note)


def _picture(paper: Paper, block: Picture) -> None:
    png = _drawn(block)
    if not png:
        return
    paper.caption(" ".join(filter(None, (f"{block.heading.rstrip('.')}.", block.note))))
    paper.picture(png, block.alt)


def _drawn(block: Picture) -> bytes:
    if len(block.series.points) < ENOUGH:
        return b""
    return _png(charts.line_chart(block.series, charts.PRINTED, f"chart-{block.key}"))


@lru_cache(maxsize=64)
def _png(svg: str) -> bytes:
    made = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=2, background="#ffffff", skip_system_fonts=True, font_files=FONTS
    )
    return bytes(made)


def _words(paper: Paper, block: Words, section: Section) -> None:
    """A person's words, or what the figures say, where they can be typed over in Word and brought back."""
    lines = [line for line in block.text.splitlines() if line.strip()]
    title = f"Words: {section.heading or block.place}"
    number = number_of(block.place, block.text)
    with paper.control(f"{TAG}{block.place}", title, number, is_empty=not lines):
        for line in lines:
            paper.text(line)
        if not lines:
            paper.text(NO_WORDS, quiet=True)
    if block.changed:
        changed = " ".join(_sentence(one) for one in block.changed)
        paper.text(changed, quiet=True, bold="Figures changed since these words were written.")


def _sentence(words: str) -> str:
    return start(words if words.endswith((".", "”", "?", "!")) else f"{words}.")
