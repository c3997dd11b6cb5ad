"""An outline's blocks as the pieces of slides: paragraphs, tables, figures set large, charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from goldenthread.core.sentences import Sentence
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
from goldenthread.reports.rendering.figured import bare
from goldenthread.reports.rendering.slide_flow import (
    LEAD,
    SMALL,
    Chart,
    Figures,
    Para,
    Piece,
    Span,
    packed,
    table_of,
)

CHANGED = "The figures have changed since this was written."
NOT_STATED = "Not stated"


class Planned(NamedTuple):
    """One slide before it is drawn: its title, the section that it belongs to, and what stands on it."""

    title: str
    label: str
    pieces: Sequence[Piece]


def slides_of(section: Section, place: int) -> Iterator[Planned]:
    """A section's slides in order: each chart has one of its own, named for what the chart says."""
    heading = bare(section.heading) or "Untitled"
    slides: list[list[Piece] | Planned] = []
    waiting: list[Piece] = [_note(section.note)] if section.note else []
    for at, block in enumerate(section.blocks):
        if isinstance(block, Picture):
            slides += packed(waiting) if waiting else []
            slides.append(Planned(bare(block.heading) or heading, heading, [Chart(block, f"{place}-{at}")]))
            waiting = []
        else:
            waiting += pieces_of(block)
    slides += packed(waiting) if waiting or not slides else []
    total = sum(not isinstance(one, Planned) for one in slides)
    count = 0
    for one in slides:
        if isinstance(one, Planned):
            yield one
            continue
        count += 1
        yield Planned(continued(heading, count, total), "", one)


def continued(heading: str, place: int, total: int) -> str:
    """The title of one of several slides, none like another: “Exceptions, continued (2 of 3)”."""
    return f"{heading}, continued ({place} of {total})" if place > 1 else heading


def pieces_of(block: Block) -> list[Piece]:
    """A block that isn't a chart, as pieces."""
    return list(_PIECES[type(block)](block))


def spans_of(sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """Sentences as runs, one space between two of them."""
    runs: list[Span] = []
    for sentence in sentences:
        runs += [(" ", False)] if runs else []
        runs += [(_kept(span.text), span.is_strong) for span in sentence]
    return tuple(runs)


def _kept(words: str) -> str:
    """Bare words, with the spaces at either end that join a run to the next."""
    held = bare(words)
    before = " " if held and words[:1].isspace() else ""
    return f"{before}{held}{' ' if words[-1:].isspace() else ''}"


def _note(words: str) -> Para:
    return Para(((bare(words), False),), SMALL, is_quiet=True)


def _heading(block: Heading) -> Iterator[Piece]:
    if block.words.strip():
        yield Para(((bare(block.words), True),), 20.0 if block.level <= 2 else 18.0, is_heading=True)


def _text(block: Text) -> Iterator[Piece]:
    opening: list[Span] = [(f"{bare(block.number)} ", False)] if block.number else []
    opening += [(f"{bare(block.bold)} ", True)] if block.bold else []
    found = [line for line in block.words.splitlines() if line.strip()] or ([""] if opening else [])
    for at, line in enumerate(found):
        spans = (*(opening if at == 0 else []), (bare(line), False))
        yield Para(spans, SMALL, is_quiet=True) if block.is_quiet else Para(spans)


def _lead(block: Lead) -> Iterator[Piece]:
    if block.sentences:
        yield Para(spans_of(block.sentences), LEAD)


def _bullets(block: Bullets) -> Iterator[Piece]:
    for line in block.lines:
        if line.strip():
            yield Para(((bare(line), False),), is_bullet=True)


def _table(block: Table) -> Iterator[Piece]:
    grid = block.grid
    if not grid.rows:
        yield Para(((f"{bare(grid.caption)}: none.", False),), is_quiet=True)
    else:
        if block.has_caption:
            yield Para(((bare(grid.caption), True),), is_heading=True)
        yield table_of(grid)
    if grid.note:
        yield _note(grid.note)


def _terms(block: Terms) -> Iterator[Piece]:
    for term, said in block.rows:
        yield Para(((f"{bare(term)}: ", True), (bare(said) or NOT_STATED, False)), is_quiet=not said.strip())


def _words(block: Words) -> Iterator[Piece]:
    for line in block.text.splitlines():
        if line.strip():
            yield Para(((bare(line), False),))
    if block.changed:
        yield Para(((CHANGED, True),), is_heading=True)
    for line in block.changed:
        yield Para(((bare(line), False),), is_bullet=True)


def _big(block: Big) -> Iterator[Piece]:
    found = tuple((bare(figure), bare(what), bare(note)) for figure, what, note in block.figures)
    if found:
        yield Figures(found)


_PIECES: dict[type, Callable[[Any], Iterator[Piece]]] = {
    Heading: _heading,
    Text: _text,
    Lead: _lead,
    Bullets: _bullets,
    Table: _table,
    Terms: _terms,
    Words: _words,
    Big: _big,
}
