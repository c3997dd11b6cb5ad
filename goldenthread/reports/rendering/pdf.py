"""An outline as a PDF that everyone can read: tagged, titled, pictures described (PDF/UA-1, ISO 14289-1).

Typst sets it, in a process of its own (`setting`). The words travel as JSON beside the template, so that
nothing a person wrote is ever taken for code; type comes from our own fonts alone. The same outline gives the
same bytes: no clock is read.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec

from goldenthread.reports.blocks import Outline
from goldenthread.reports.rendering.letters import FONTS, shown
from goldenthread.reports.rendering.pdf_parts import Drawn, section_of, spans_of

TEMPLATE = Path(__file__).with_name("monitor.typ")
SETTING = Path(__file__).with_name("setting.py")
DIGITS = 12  # of the stamp, enough to tell two snapshots apart
MOST_FOOTER = 62  # letters of the title in the footer
MOST_RUNNING = 190  # letters of the notices that are repeated at the head of every page


class NotSet(RuntimeError):
    """Typst would not set a document: a fault of ours, with Typst's own words."""


def to_pdf(outline: Outline) -> bytes:
    """The document as PDF/UA-1. Raises `NotSet` where Typst refuses, which words alone can't cause."""
    done = subprocess.run(
        [sys.executable, "-I", str(SETTING), str(TEMPLATE), str(FONTS)],
        input=msgspec.json.encode(data_of(outline)),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise NotSet(done.stderr.decode("utf-8", "replace"))
    return done.stdout


def data_of(outline: Outline) -> Drawn:
    """Everything that the template prints, as plain values."""
    return {
        "title": shown(outline.title) or "Untitled",
        "council": shown(outline.council),
        "footer": short(shown(outline.title)),
        "kicker": shown(outline.kicker),
        "dated": shown(outline.dated),
        "lead": spans_of(outline.lead),
        "notices": [shown(one) for one in outline.said_first],
        "running": running(outline.notices),
        "stamp": outline.stamp[:DIGITS],
        "proof": [f"Figures {outline.stamp}"] if outline.stamp else [],
        "plain": outline.is_plain,
        "language": outline.language[:2].lower(),
        "region": outline.language[3:5].upper() or "GB",
        "sections": [section_of(one, place, outline) for place, one in enumerate(outline.sections)],
    }


def short(words: str) -> str:
    """A title for the footer, cut where it would take a second line."""
    return words if len(words) <= MOST_FOOTER else f"{words[:MOST_FOOTER].rsplit(' ', 1)[0]}…"


def running(notices: tuple[str, ...]) -> str:
    """The notices as they are repeated on each page, cut where they would take more than two lines."""
    words = " ".join(shown(one) for one in notices)
    if len(words) <= MOST_RUNNING:
        return words
    return f"{words[:MOST_RUNNING].rsplit(' ', 1)[0]}… In full on the first page."
