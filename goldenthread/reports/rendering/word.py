"""An outline as a Word file: real headings, header rows, alternative text; the same bytes each time.

With a council's own template its marked places are filled (see `reports.templating`); without one the whole
is written on a sheet in the house look.
"""

from __future__ import annotations

from datetime import date

from goldenthread.reports.blocks import Outline
from goldenthread.reports.rendering.word_blocks import bookmark, write_section
from goldenthread.reports.rendering.word_filled import fill
from goldenthread.reports.rendering.word_values import notices_of, stamp_of
from goldenthread.reports.word_parts import Paper

MANY = 6  # sections from which a document is long enough for contents
DATED = date(2000, 1, 1)  # what the file's own properties say; the day it is of is printed in it


def to_word(outline: Outline, template: bytes | None = None) -> bytes:
    """The outline as a .docx. Raises `Refused` where the template can't be filled."""
    paper = fill(template, outline) if template is not None else _house(outline)
    if outline.is_plain:
        paper.take_colour_away()
    return paper.bytes(DATED)


def _house(outline: Outline) -> Paper:
    paper = Paper(f"{outline.title}: {outline.council}")
    stamp = stamp_of(outline)
    paper.run_footer(f"{outline.council}  ·  {outline.title}", *([stamp] if stamp else []))
    if outline.notices:
        paper.run_header("  ·  ".join(outline.notices))
    _opening(paper, outline)
    for section in outline.sections:
        write_section(paper, section)
    return paper


def _opening(paper: Paper, outline: Outline) -> None:
    paper.plain(outline.council, "Quiet")
    paper.title(outline.title)
    for line in filter(None, (outline.kicker, outline.dated)):
        paper.plain(line, "Quiet")
    for notice in notices_of(outline):
        paper.notice(notice)
    if outline.lead:
        paper.sentences(outline.lead)
    named = [(bookmark(one), one.heading) for one in outline.sections if one.heading]
    if len(named) >= MANY:
        paper.caption("Contents")
        paper.contents(named)
