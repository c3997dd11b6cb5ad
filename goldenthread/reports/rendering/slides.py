"""An outline as PowerPoint slides: a title on each, nothing below 14 points, nothing past the edge.

Each section is a slide, or several where it is long; its words stand in the speaker's notes too.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from pptx.oxml.ns import qn
from pptx.util import Pt

from goldenthread.core.sentences import said
from goldenthread.reports.blocks import Outline
from goldenthread.reports.rendering import slide_parts as parts
from goldenthread.reports.rendering.figured import bare
from goldenthread.reports.rendering.settled import settled
from goldenthread.reports.rendering.signs import INK, PAPER, SECOND
from goldenthread.reports.rendering.slide_deck import (
    new_deck,
    put_footer,
    put_title,
    put_words,
    rule_around,
)
from goldenthread.reports.rendering.slide_flow import (
    BOTTOM,
    EDGE,
    LEAD,
    LINE,
    ROOM,
    TOP,
    TYPE,
    Chart,
    Figures,
    Para,
    Piece,
    Sheet,
    lines,
    packed,
)
from goldenthread.reports.rendering.slide_words import Planned, continued, slides_of, spans_of

TITLE_SIZES = (40.0, 32.0, 26.0, 20.0)  # points: the cover's title
IN_SHORT = "In short"


def to_pptx(outline: Outline) -> bytes:
    """The document as slides."""
    deck = new_deck(bare(outline.title), bare(outline.council))
    if outline.stamp:
        deck.core_properties.keywords = f"Figures {outline.stamp}"  # a footer has room for a part of it only
    has_lead = _cover(deck, outline)
    planned = [] if has_lead or not outline.lead else _in_short(outline)
    for place, section in enumerate(outline.sections):
        planned += slides_of(section, place)
    for one in planned:
        _slide(deck, outline, one)
    if outline.language != "en-GB":
        _speak(deck, outline.language)
    written = BytesIO()
    deck.save(written)
    return settled(written, outline.language)


def _speak(deck: Any, language: str) -> None:
    """Tell every run of words to be of another language, for those who hear them."""
    for slide in deck.slides:
        for properties in slide._element.iter(qn("a:rPr")):
            properties.set("lang", language)


def _in_short(outline: Outline) -> list[Planned]:
    found = packed([Para(spans_of(outline.lead), LEAD)])
    return [Planned(continued(IN_SHORT, at, len(found)), "", one) for at, one in enumerate(found, start=1)]


def _cover(deck: Any, outline: Outline) -> bool:
    """The first slide, on paper: notices, whose and what it is, its sentence; whether that had room."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = parts.rgb(PAPER)
    top = _notices(slide, outline)
    title = bare(outline.title) or "Untitled"
    size = next((s for s in TITLE_SIZES if lines(title, ROOM, s, is_strong=True) <= 2), TITLE_SIZES[-1])
    high = lines(title, ROOM, size, is_strong=True) * size * LINE
    put_words(slide.shapes.title, title, size)
    _at(slide.shapes.title, top, high)
    top = _under_title(slide, outline, top + high + 6)
    lead = Para(spans_of(outline.lead), LEAD)
    has_lead = bool(outline.lead) and top + 18 + lead.height <= BOTTOM + 20
    if has_lead:
        parts.paragraphs(slide, [lead], top + 18)
    _note(slide, [*outline.notices, outline.title, outline.kicker, outline.dated, said(outline.lead)])
    return has_lead


def _notices(slide: Any, outline: Outline) -> float:
    """What must be known first, in a ruled box that is also read first; where the title may start."""
    found = [bare(one) for one in outline.said_first if one.strip()]
    if not found:
        return 150.0
    high = sum(lines(one, ROOM - 24, TYPE, is_strong=True) * TYPE * LINE + 4 for one in found) + 20
    frame = parts.box(slide, 40, high, name="Notice")
    frame.margin_left = frame.margin_right = Pt(12)
    frame.margin_top = frame.margin_bottom = Pt(10)
    for place, words in enumerate(found):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        parts.spaced(paragraph, TYPE, 4)
        parts.run(paragraph, words, TYPE, strong=True)
    shape = slide.shapes[-1]
    rule_around(shape)
    slide.shapes._spTree.insert(2, shape._element)
    return max(40 + high + 30, 120.0)


def _under_title(slide: Any, outline: Outline, top: float) -> float:
    """Whose it is, what for and of when, in the cover's second place; where the next thing may start."""
    holder = slide.placeholders[1]
    found = [bare(one) for one in (outline.council, outline.kicker, outline.dated) if one.strip()]
    if not found:
        holder._element.getparent().remove(holder._element)
        return top
    high = sum(lines(one, ROOM, TYPE) * TYPE * LINE for one in found)
    _at(holder, top, high)
    frame = holder.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, words in enumerate(found):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        parts.aligned(paragraph, is_right=False, size=TYPE)
        parts.run(paragraph, words, TYPE, ink=INK if place == 0 else SECOND)
    return top + high


def _at(shape: Any, top: float, high: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Pt(EDGE), Pt(top), Pt(ROOM), Pt(high)


def _slide(deck: Any, outline: Outline, planned: Planned) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    left_out = put_title(slide, planned.title, planned.label)
    pieces = [Para(((left_out, False),)), *planned.pieces] if left_out else list(planned.pieces)
    top = TOP
    for is_words, group in groupby(pieces, key=lambda one: isinstance(one, Para)):
        run = list(group)
        if is_words:
            top = parts.paragraphs(slide, [one for one in run if isinstance(one, Para)], top)
            continue
        for one in run:
            top = _drawn(slide, one, top, outline)
    put_footer(slide, outline)
    _note(slide, [planned.title, *(_told(one) for one in planned.pieces)])


def _drawn(slide: Any, piece: Piece, top: float, outline: Outline) -> float:
    if isinstance(piece, Sheet):
        return parts.table(slide, piece, top, is_plain=outline.is_plain)
    if isinstance(piece, Figures):
        return parts.figures(slide, piece, top)
    return parts.chart(slide, piece, top) if isinstance(piece, Chart) else top


def _told(piece: Piece) -> str:
    """What a speaker says of a piece, in full."""
    if isinstance(piece, Para):
        return piece.words
    if isinstance(piece, Sheet):
        return f"Table: {bare(piece.grid.caption)}."
    if isinstance(piece, Figures):
        return " ".join(
            f"{figure} {what}{', ' if note else ''}{note}." for figure, what, note in piece.figures
        )
    return f"{bare(piece.picture.note)} {bare(piece.picture.alt)}".strip()


def _note(slide: Any, words: Sequence[str]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(bare(one) for one in words if one.strip())
