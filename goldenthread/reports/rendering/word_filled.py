"""Filling a council's own Word template: its page, styles, headers and pictures stay; its places are written.

Nothing is left out: what has no place of its own stands at {{all}} or at the end, notices at the start, and
the stamp at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from docx.oxml.ns import qn

from goldenthread.core.kept_words import kept
from goldenthread.reports.blocks import Outline, Section, Words
from goldenthread.reports.rendering.word_blocks import write_blocks, write_section
from goldenthread.reports.rendering.word_values import is_front, notices_of, stamp_of, values_of
from goldenthread.reports.templating import (
    NAMED,
    WRITTEN,
    Mark,
    marks_in,
    paragraphs_of,
    replace_in,
    stories_of,
    words_in,
)
from goldenthread.reports.word_files import open_word
from goldenthread.reports.word_parts import Paper
from goldenthread.reports.word_styles import TEXT_WIDTH

NOTHING = "Nothing is stated here."
_TWENTIETH = 635  # of Word's smallest lengths in a twentieth of a point
_LEAST = 2_000  # twentieths: no place is taken for narrower
_CELL_MARGINS = 216
_HEADINGS = [(level, f"Heading {level}") for level in range(1, 4)]


def fill(template: bytes, outline: Outline) -> Paper:
    """The template with its places written. Raises `Refused` where it can't be opened."""
    document = open_word(template)
    paper = Paper(f"{outline.title}: {outline.council}", template=document)
    marks = marks_in(document)
    _write_words(document, outline, marks)
    outline = _without_front(outline, marks)
    placed = [mark for mark in marks if mark.is_block]
    for mark in placed:
        under = 1 if mark.name == "all" else level_before(mark.paragraph, paper.document)
        with paper.at(mark.paragraph, width_of(mark.paragraph), under=under):
            _write_place(paper, mark.name, outline, _rest(outline, marks))
        _take_away(mark.paragraph)
    _write_unplaced(paper, outline, marks)
    return paper


def with_marked(outline: Outline, template: bytes, words: Mapping[str, tuple[str, str]]) -> Outline:
    """The outline with a section for each place that a template marks for a person's words.

    Such as {{consultation}}: no figures fill it. `words` are people's by place, as in `products.Beside`.
    """
    held = {one.place for one in outline.sections}
    marked = {mark.name for mark in marks_in(open_word(template))}
    more = [name for name in WRITTEN if name in marked and name not in held]
    made = [Section(name, NAMED[name], (_words_in(name, words),)) for name in more]
    return replace(outline, sections=(*outline.sections, *made))


def _words_in(name: str, words: Mapping[str, tuple[str, str]]) -> Words:
    found = kept("", words.get(name))
    return Words(name, found.text, found.is_edited, found.generated, found.changed)


def _without_front(outline: Outline, marks: Sequence[Mark]) -> Outline:
    """The outline without the facts of its front, where the template has marks for them."""
    if not {"to", "report-of"} & {mark.name for mark in marks}:
        return outline
    kept_blocks = (
        replace(one, blocks=tuple(block for block in one.blocks if not is_front(block)))
        for one in outline.sections
    )
    return replace(outline, sections=tuple(one for one in kept_blocks if one.blocks))


# Words within a paragraph


def _write_words(document: Any, outline: Outline, marks: Sequence[Mark]) -> None:
    values = values_of(outline)
    blocks = {id(mark.paragraph) for mark in marks if mark.is_block}
    for _, root in stories_of(document):
        for paragraph in list(paragraphs_of(root)):
            if id(paragraph) in blocks or "{{" not in words_in(paragraph):
                continue
            replace_in(paragraph, values)
            if not words_in(paragraph).strip() and not paragraph.findall(".//" + qn("w:drawing")):
                _take_away(paragraph)


# Whole paragraphs and tables


def _write_place(paper: Paper, name: str, outline: Outline, rest: Sequence[Section]) -> None:
    section = outline.section(name)
    if name == "notices":
        for notice in notices_of(outline):
            paper.notice(notice)
    elif name == "lead":
        paper.sentences(outline.lead)
    elif name == "all":
        for one in rest:
            write_section(paper, one)
    elif section is not None:
        write_blocks(paper, section)
    else:
        paper.text(NOTHING)


def _rest(outline: Outline, marks: Sequence[Mark]) -> list[Section]:
    """The sections without a place."""
    named = {mark.name for mark in marks}
    return [one for one in outline.sections if one.place not in named]


def _write_unplaced(paper: Paper, outline: Outline, marks: Sequence[Mark]) -> None:
    named = {mark.name for mark in marks}
    if "notices" not in named:
        first = paper.document.element.body[0]
        with paper.at(first, TEXT_WIDTH):
            for notice in notices_of(outline):
                paper.notice(notice)
    if "all" not in named:
        paper.width = width_of(_last_of(paper))
        for one in _rest(outline, marks):
            write_section(paper, one)
    if "stamp" not in named and outline.stamp:
        paper.plain(stamp_of(outline), "Quiet")


def _last_of(paper: Paper) -> Any:
    return paper.document.element.body[-1]


def _take_away(paragraph: Any) -> None:
    """Remove a paragraph, or empty it where Word needs one: at a section's end, in a cell, between tables."""
    before, after = paragraph.getprevious(), paragraph.getnext()
    tables = [one is not None and one.tag == qn("w:tbl") for one in (before, after)]
    is_in_cell = paragraph.getparent().tag == qn("w:tc")
    is_needed = (
        paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        or all(tables)
        or (is_in_cell and after is None and (before is None or before.tag != qn("w:p")))
        or paragraph.getparent().tag in (qn("w:hdr"), qn("w:ftr"), qn("w:txbxContent"))
    )
    if not is_needed:
        paragraph.getparent().remove(paragraph)
        return
    for inside in list(paragraph):
        if inside.tag != qn("w:pPr"):
            paragraph.remove(inside)


def level_before(paragraph: Any, document: Any) -> int:
    """The level of the nearest heading above a place; 1 where there is none."""
    levels = {document.styles[name].style_id: level for level, name in _HEADINGS if name in document.styles}
    for one in paragraph.itersiblings(qn("w:p"), preceding=True):
        style = one.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        level = levels.get(style.get(qn("w:val"), "")) if style is not None else None
        if level:
            return level
    return 1


def width_of(paragraph: Any) -> int:
    """How wide a place is (EMU): its cell, or its section's text, or one of that's columns."""
    cell = next(paragraph.iterancestors(qn("w:tc")), None)
    if cell is not None:
        wide = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        if wide is not None and wide.get(qn("w:type")) == "dxa":
            return _at_least(_number(wide, "w") - _CELL_MARGINS)
    return _of_section(_section_of(paragraph))


def _section_of(paragraph: Any) -> Any:
    """The properties of the section that a paragraph is in: they stand at the section's end."""
    body = next((one for one in paragraph.iterancestors(qn("w:body"))), None)
    if body is None:
        return None
    top = paragraph
    while top.getparent() is not body:
        top = top.getparent()
    for one in (top, *top.itersiblings()):
        found = one if one.tag == qn("w:sectPr") else one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found is not None:
            return found
    return None


def _of_section(section: Any) -> int:
    page = section.find(qn("w:pgSz")) if section is not None else None
    margins = section.find(qn("w:pgMar")) if section is not None else None
    if page is None or margins is None:
        return TEXT_WIDTH
    wide = _number(page, "w") - sum(_number(margins, side) for side in ("left", "right", "gutter"))
    columns = section.find(qn("w:cols"))
    count = max(_number(columns, "num"), 1) if columns is not None else 1
    gap = _number(columns, "space") if columns is not None else 0
    return _at_least((wide - gap * (count - 1)) // count)


def _number(held: Any, name: str) -> int:
    with suppress(ValueError):
        return int(re.sub(r"\.\d+$", "", held.get(qn(f"w:{name}"), "0")))
    return 0


def _at_least(twentieths: int) -> int:
    return max(twentieths, _LEAST) * _TWENTIETH
