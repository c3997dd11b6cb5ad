"""How a slide's pieces are drawn: titles in their own places, tables with a header row, pictures told."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import resvg_py
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from goldenthread.core.doing import Doing
from goldenthread.core.findings import GapState
from goldenthread.core.rating import Status
from goldenthread.core.travel import Direction
from goldenthread.reports import charts
from goldenthread.reports.grids import Kind
from goldenthread.reports.rendering.letters import REGULAR, STRONG
from goldenthread.reports.rendering.signs import HAIRLINE, INK, SECOND, colour
from goldenthread.reports.rendering.slide_flow import (
    CHART,
    EDGE,
    FIGURE,
    GAP,
    GUTTER,
    LINE,
    PAD,
    ROOM,
    SMALL,
    TYPE,
    Chart,
    Figures,
    Para,
    Sheet,
    Span,
    TableCell,
)

FONT, SIGN_FONT = "Arial", "Segoe UI Symbol"
PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's “No style, no grid”
RULE, THIN = (INK, 12_700), (HAIRLINE, 6_350)  # colour and width in English Metric Units
SIGNS: dict[Any, str] = {
    Status.ON_TARGET: "●",
    Status.NEAR_TARGET: "◒",
    Status.OFF_TARGET: "▲",
    Status.NOT_RATED: "○",
    Direction.IMPROVED: "↗",
    Direction.SAME: "→",
    Direction.WORSE: "↘",
    Doing.DONE: "■",
    Doing.OVERDUE: "!",
    Doing.DUE_LATER: "□",
    Doing.NO_DATE: "□",
    GapState.OPEN: "□",
    GapState.NAMED: "◧",
    GapState.OVERDUE: "!",
    GapState.ACCEPTED: "▬",
}


def rgb(given: str) -> Any:
    made: Any = RGBColor  # untyped
    return made.from_string(given.removeprefix("#"))


def run(
    paragraph: Any, words: str, size: float, *, strong: bool = False, ink: str = INK, font: str = FONT
) -> None:
    """A run of words in our type, told to be British English."""
    made = paragraph.add_run()
    made.text = words
    made.font.name, made.font.size, made.font.bold = font, Pt(size), strong
    made.font.color.rgb = rgb(ink)
    made._r.get_or_add_rPr().set("lang", "en-GB")


def box(
    slide: Any, top: float, height: float, *, left: float = EDGE, width: float = ROOM, name: str = ""
) -> Any:
    """An empty box of text without margins of its own; its frame."""
    shape = slide.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))
    shape.name = name or "Text"
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def spaced(paragraph: Any, size: float, after: float = 0.0) -> None:
    paragraph.line_spacing, paragraph.space_before, paragraph.space_after = Pt(size * 1.18), Pt(0), Pt(after)


def paragraphs(slide: Any, given: Sequence[Para], top: float) -> float:
    """Paragraphs that follow each other, in one box; where the next thing may start."""
    height = sum(one.height for one in given)
    frame = box(slide, top, height)
    for place, one in enumerate(given):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        spaced(paragraph, one.size, GAP)
        if one.is_bullet:
            _bullet(paragraph)
        for words, is_strong in one.spans:
            ink = SECOND if one.is_quiet and not is_strong else INK
            run(paragraph, words, one.size, strong=is_strong or one.is_heading, ink=ink)
    return top + height


def _bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Pt(18)))
    properties.set("indent", str(-Pt(18)))
    properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))


def table(slide: Any, given: Sheet, top: float, *, is_plain: bool) -> float:
    """A real table: header row flagged, rules instead of boxes, told what it is."""
    rows, columns = len(given.rows) + 1, len(given.widths)
    height = given.height - 2 * GAP
    frame = slide.shapes.add_table(rows, columns, Pt(EDGE), Pt(top + GAP / 2), Pt(ROOM), Pt(height))
    frame.name = "Table"
    heads = ", ".join(column.head for column in given.grid.columns)
    described = frame._element.nvGraphicFramePr.cNvPr
    described.set("descr", f"{given.grid.caption}. Columns: {heads}.")
    made = frame.table
    properties = made._tbl.tblPr
    properties.set("firstRow", "1")
    properties.set("bandRow", "0")
    properties.find(qn("a:tableStyleId")).text = PLAIN_TABLE
    for at, width in enumerate(given.widths):
        made.columns[at].width = Pt(width)
    made.rows[0].height = Pt(given.head)
    for at, column in enumerate(given.grid.columns):
        _head(made.cell(0, at), column.head, (at, columns, column.is_number))
    for place, row in enumerate(given.rows, start=1):
        made.rows[place].height = Pt(row.height)
        for at, cell in enumerate(row.cells):
            is_number = given.grid.columns[at].is_number
            drawn = made.cell(place, at)
            _cell(drawn, cell, (at, columns, is_number), is_total=row.row.is_total, is_plain=is_plain)
            if row.row.is_detail and at == 0:
                drawn.margin_left = Pt(14)
            if row.row.is_group and at == 0:
                drawn.text_frame.paragraphs[0].runs[0].font.bold = True if cell.parts else None
    return top + given.height


def _head(cell: Any, words: str, place: tuple[int, int, bool]) -> None:
    _set_up(cell, place, MSO_ANCHOR.BOTTOM)
    paragraph = cell.text_frame.paragraphs[0]
    aligned(paragraph, is_right=place[2])
    run(paragraph, words, SMALL, ink=SECOND)
    _rules(cell, bottom=RULE)


def _cell(
    cell: Any, given: TableCell, place: tuple[int, int, bool], *, is_total: bool, is_plain: bool
) -> None:
    _set_up(cell, place, MSO_ANCHOR.TOP)
    held = given.given
    is_blank = held.kind is Kind.BLANK
    strong = not is_blank and (is_total or held.is_strong or held.kind is Kind.STATUS)
    for at, (words, is_note) in enumerate(given.parts):
        paragraph = cell.text_frame.paragraphs[0] if at == 0 else cell.text_frame.add_paragraph()
        aligned(paragraph, is_right=place[2])
        if at == 0 and not is_note and held.code in SIGNS and not is_blank:
            ink = colour(held.code, is_plain=is_plain) if isinstance(held.code, Status) else INK
            run(paragraph, f"{SIGNS[held.code]}\u00a0", SMALL, ink=ink, font=SIGN_FONT)
        run(
            paragraph, words, SMALL, strong=strong and not is_note, ink=SECOND if is_note or is_blank else INK
        )
    if not given.parts:
        aligned(cell.text_frame.paragraphs[0], is_right=place[2])
        run(cell.text_frame.paragraphs[0], "", SMALL)
    if is_total:
        _rules(cell, top=RULE, bottom=RULE)
    else:
        _rules(cell, bottom=THIN)


def aligned(paragraph: Any, *, is_right: bool, size: float = SMALL) -> None:
    """A paragraph that stands left or right, whatever its place's own look says."""
    paragraph.alignment = PP_ALIGN.RIGHT if is_right else PP_ALIGN.LEFT
    spaced(paragraph, size)


def _set_up(cell: Any, place: tuple[int, int, bool], anchor: Any) -> None:
    at, columns, _ = place
    cell.vertical_anchor = anchor
    cell.margin_left = Pt(0 if at == 0 else GUTTER / 2)
    cell.margin_right = Pt(0 if at == columns - 1 else GUTTER / 2)
    cell.margin_top = cell.margin_bottom = Pt(PAD)


def _rules(cell: Any, **given: tuple[str, int]) -> None:
    """Rules above and below a cell, never at its sides."""
    properties = cell._tc.get_or_add_tcPr()
    for side, tag in (("left", "lnL"), ("right", "lnR"), ("top", "lnT"), ("bottom", "lnB")):
        ink, width = given.get(side, ("", 0))
        fill = (
            f'<a:solidFill><a:srgbClr val="{ink.removeprefix("#")}"/></a:solidFill>' if ink else "<a:noFill/>"
        )
        properties.append(parse_xml(f'<a:{tag} {nsdecls("a")} w="{width}">{fill}</a:{tag}>'))
    properties.append(parse_xml(f"<a:noFill {nsdecls('a')}/>"))


def figures(slide: Any, given: Figures, top: float) -> float:
    """Figures set large, each with what it is of and a note."""
    for place, (figure, what, note) in enumerate(given.figures):
        left = EDGE + (given.width + 28) * (place % given.across)
        at = top + given.row_height * (place // given.across)
        frame = box(slide, at, given.row_height - GAP, left=left, width=given.width, name="Figure")
        size = FIGURE if len(figure) <= 10 else FIGURE / 2
        parts: list[tuple[Span, float, str]] = [((figure, False), size, INK), ((what, True), TYPE, INK)]
        parts += [((note, False), SMALL, SECOND)] if note else []
        for line, ((words, is_strong), points, ink) in enumerate(parts):
            paragraph = frame.paragraphs[0] if line == 0 else frame.add_paragraph()
            spaced(paragraph, points, 4)
            run(paragraph, words, points, strong=is_strong, ink=ink)
    return top + given.height


def chart(slide: Any, given: Chart, top: float) -> float:
    """A chart as a picture that is told in words, its note above it."""
    if given.picture.note:
        top = paragraphs(slide, [Para(((given.picture.note, False),), SMALL, is_quiet=True)], top)
    svg = charts.line_chart(given.picture.series, charts.PRINTED, f"slide-{given.name}")
    if not svg:
        return paragraphs(slide, [Para(((given.picture.alt, False),), is_quiet=True)], top)
    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=2,
        background="#ffffff",
        skip_system_fonts=True,
        font_files=[str(REGULAR), str(STRONG)],
    )
    high = min(CHART, 480 - top)
    picture = slide.shapes.add_picture(BytesIO(bytes(png)), Pt(EDGE), Pt(top), height=Pt(high))
    picture.name = "Chart"
    picture._element.nvPicPr.cNvPr.set("descr", given.picture.alt)
    return top + high * LINE
