"""An empty deck of slides in our look: wide, in Arial, with a place for titles and a footer that counts."""

from __future__ import annotations

import re
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from goldenthread.reports.blocks import Outline
from goldenthread.reports.rendering import slide_parts as parts
from goldenthread.reports.rendering.figured import bare
from goldenthread.reports.rendering.signs import INK, SECOND
from goldenthread.reports.rendering.slide_flow import EDGE, HIGH, ROOM, SMALL, WIDE, lines, long

COVER, TITLED = 0, 5  # of the library's layouts: the two that are kept
TITLE_TOP, TITLE_HIGH = 42.0, 72.0
SIZES = (28.0, 24.0, 20.0)  # points, smaller where a title takes more lines
DIGITS = 12  # of the stamp
_LATIN = re.compile(rb'<a:latin typeface="[^"]*"')
_THEME = "/relationships/theme"


def new_deck(title: str, council: str) -> Any:
    """A deck without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    deck.core_properties.title, deck.core_properties.author = title, council
    deck.core_properties.last_modified_by = council
    deck.core_properties.revision = 1
    for at, layout in reversed(list(enumerate(deck.slide_layouts))):
        if at not in (COVER, TITLED):
            deck.slide_layouts.remove(layout)
    for holder in (deck.slide_master, *deck.slide_layouts):
        _arrange(holder)
    _set_type(deck)
    return deck


def _arrange(holder: Any) -> None:
    """Places for a title (and a cover's lines below it); we write the footer ourselves."""
    for shape in list(holder.placeholders):
        kind = shape.placeholder_format.type
        if kind in (13, 15, 16):  # slide number, footer, date
            shape._element.getparent().remove(shape._element)
            continue
        top, high = (TITLE_TOP, TITLE_HIGH) if kind in (1, 3) else (130.0, 340.0)
        shape.left, shape.top, shape.width, shape.height = Pt(EDGE), Pt(top), Pt(ROOM), Pt(high)


def _set_type(deck: Any) -> None:
    for related in deck.slide_master.part.rels.values():
        if related.reltype.endswith(_THEME):
            theme = related.target_part
            theme._blob = _LATIN.sub(f'<a:latin typeface="{parts.FONT}"'.encode(), theme.blob)
    for element in (deck.slide_master._element, deck.part._element):
        for properties in element.iter(qn("a:defRPr")):
            properties.set("lang", "en-GB")


def put_title(slide: Any, words: str, label: str = "") -> str:
    """The title in its own place, and above it what it belongs to; what of the title had no room, if any."""
    size = next((one for one in SIZES if _is_held(words, one)), SIZES[-1])
    shown = words
    while not _is_held(shown, size):
        shown = f"{shown.rstrip('…')[:-10].rstrip()}…"
    put_words(slide.shapes.title, shown, size)
    if label:
        frame = parts.box(slide, TITLE_TOP - 20, 18, name="Section")
        parts.spaced(frame.paragraphs[0], SMALL)
        parts.run(frame.paragraphs[0], cut(label, ROOM), SMALL, ink=SECOND)
    return words if shown != words else ""


def put_words(shape: Any, words: str, size: float) -> None:
    """Words in a placeholder, from its top left corner."""
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    paragraph = frame.paragraphs[0]
    parts.aligned(paragraph, is_right=False, size=size)
    parts.run(paragraph, words, size, strong=True)


def _is_held(words: str, size: float) -> bool:
    return lines(words, ROOM, size, is_strong=True) * size * 1.2 <= TITLE_HIGH


def cut(words: str, room: float) -> str:
    """Words on one line, cut where they would run past it."""
    while long(words, SMALL) > room:
        words = f"{words.rstrip('…')[:-4].rstrip()}…"
    return words


def put_footer(slide: Any, outline: Outline) -> None:
    """Whose slides these are, what must be known of them, by which figures they are made, and the number."""
    stamp = f" · figures {outline.stamp[:DIGITS]}" if outline.stamp else ""
    first = bare(outline.notices[0]) if outline.notices else bare(outline.title)
    frame = parts.box(slide, HIGH - 36, 18, width=ROOM - 60, name="Footer")
    parts.spaced(frame.paragraphs[0], SMALL)
    words = cut(f"{bare(outline.council)} · {first}", ROOM - 70 - long(stamp, SMALL))
    parts.run(frame.paragraphs[0], f"{words}{stamp}", SMALL, ink=SECOND)
    frame = parts.box(slide, HIGH - 36, 18, left=WIDE - EDGE - 50, width=50, name="Footer number")
    paragraph = frame.paragraphs[0]
    parts.aligned(paragraph, is_right=True)
    field = (
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="en-GB" sz="{int(SMALL * 100)}"><a:solidFill>'
        f'<a:srgbClr val="{SECOND[1:]}"/></a:solidFill>'
        f'<a:latin typeface="{parts.FONT}"/></a:rPr><a:t>‹#›</a:t></a:fld>'
    )
    paragraph._p.append(parse_xml(field))


def rule_around(shape: Any) -> None:
    """A rule of ink around a box, as a notice has."""
    shape.line.color.rgb, shape.line.width = parts.rgb(INK), Pt(1)
