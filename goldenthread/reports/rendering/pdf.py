"""An outline as a PDF that everyone can read: tagged, titled, pictures described (PDF/UA-1, ISO 14289-1).

Typst sets it. The words travel as JSON beside the template, so that nothing a person wrote is ever taken for
code; type comes from our own fonts alone. The same outline gives the same bytes: no clock is read.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import typst

from goldenthread.reports.blocks import Outline
from goldenthread.reports.rendering.letters import FONTS, shown
from goldenthread.reports.rendering.pdf_parts import Drawn, section_of, spans_of

TEMPLATE = Path(__file__).with_name("monitor.typ")
DIGITS = 12  # of the stamp, enough to tell two snapshots apart
MOST_RUNNING = 190  # letters of the notices that are repeated at the head of every page


def to_pdf(outline: Outline) -> bytes:
    """The document as PDF/UA-1."""
    made = typst.compile(
        {"main.typ": TEMPLATE.read_bytes(), "outline.json": msgspec.json.encode(data_of(outline))},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
    )
    return bytes(made)


def data_of(outline: Outline) -> Drawn:
    """Everything that the template prints, as plain values."""
    return {
        "title": shown(outline.title) or "Untitled",
        "council": shown(outline.council),
        "kicker": shown(outline.kicker),
        "dated": shown(outline.dated),
        "lead": spans_of(outline.lead),
        "notices": [shown(one) for one in outline.notices],
        "running": running(outline.notices),
        "stamp": outline.stamp[:DIGITS],
        "plain": outline.is_plain,
        "language": outline.language[:2].lower(),
        "region": outline.language[3:5].upper() or "GB",
        "sections": [section_of(one, place, outline) for place, one in enumerate(outline.sections)],
    }


def running(notices: tuple[str, ...]) -> str:
    """The notices as they are repeated on each page, cut where they would take more than two lines."""
    words = " ".join(shown(one) for one in notices)
    if len(words) <= MOST_RUNNING:
        return words
    return f"{words[:MOST_RUNNING].rsplit(' ', 1)[0]}… In full on the first page."
