"""The parts that a Word document is made of: styles, tables to walk through, pictures that speak."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from goldenthread.core.doing import Doing
from goldenthread.core.rating import Status
from goldenthread.core.sentences import Sentence
from goldenthread.core.travel import Direction
from goldenthread.reports.grids import Cell, Column, Grid, Kind, Row

FONT = "Arial"
INK, SECOND, HAIRLINE = RGBColor(0x16, 0x21, 0x2E), RGBColor(0x4B, 0x56, 0x64), "DDD8CC"
MARGIN, TEXT_WIDTH = Cm(2.2), Cm(16.6)

# A character that carries the shape, and its colour; the word always stands beside it.
SIGNS: dict[Any, tuple[str, RGBColor]] = {
    Status.ON_TARGET: ("●", RGBColor(0x17, 0x74, 0x6B)),
    Status.NEAR_TARGET: ("◒", RGBColor(0xBF, 0x4F, 0x0B)),
    Status.OFF_TARGET: ("▲", RGBColor(0x8E, 0x1B, 0x45)),
    Status.NOT_RATED: ("○", RGBColor(0x5A, 0x64, 0x70)),
    Direction.IMPROVED: ("↗", INK),
    Direction.SAME: ("→", INK),
    Direction.WORSE: ("↘", INK),
    Doing.DONE: ("■", INK),
    Doing.OVERDUE: ("!", INK),
    Doing.DUE_LATER: ("□", INK),
    Doing.NO_DATE: ("□", SECOND),
}


class Paper:
    """A Word document being written, top to bottom."""

    def __init__(self, title: str, footer: str) -> None:
        self.document: Any = Document()
        self.document.core_properties.title = title
        self.document.core_properties.author = "Golden Thread"
        self.document.core_properties.language = "en-GB"
        _set_page(self.document.sections[0])
        _set_styles(self.document.styles)
        _set_footer(self.document.sections[0], footer)

    def title(self, words: str) -> None:
        self.document.add_paragraph(words, style="Title")

    def heading(self, words: str, level: int = 1) -> None:
        self.document.add_heading(words, level)

    def text(self, words: str, *, quiet: bool = False, bold: str = "") -> None:
        """A paragraph; `bold` words open it."""
        paragraph = self.document.add_paragraph(style="Quiet" if quiet else None)
        if bold:
            paragraph.add_run(f"{bold} ").bold = True
        paragraph.add_run(words)

    def sentences(self, found: Sequence[Sentence]) -> None:
        """The generated sentences, their figures in bold."""
        paragraph = self.document.add_paragraph(style="Lead")
        for place, sentence in enumerate(found):
            for span in sentence:
                paragraph.add_run(span.text).bold = span.is_strong
            if place + 1 < len(found):
                paragraph.add_run(" ")

    def bullets(self, lines: Sequence[str]) -> None:
        for line in lines:
            self.document.add_paragraph(line, style="List Bullet")

    def picture(self, png: bytes, description: str) -> None:
        """A picture as wide as the text, with words for those who don't see it."""
        self.document.add_picture(BytesIO(png), width=TEXT_WIDTH)
        drawing = self.document.paragraphs[-1]._p.findall(".//" + qn("wp:docPr"))[0]
        drawing.set("descr", description)

    def caption(self, words: str) -> None:
        """What a picture shows, above it and never parted from it."""
        paragraph = self.document.add_paragraph(words, style="Caption")
        paragraph.paragraph_format.keep_with_next = True

    def table(self, grid: Grid) -> None:
        """A grid as a table with a repeated header row and a description."""
        table = self.document.add_table(rows=0, cols=len(grid.columns))
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        _describe(table, grid.caption)
        widths = _set_widths(table, grid.columns)
        _header(table.add_row(), grid.columns, widths)
        for row in grid.rows:
            _body(table.add_row(), row, grid.columns, widths)
        self.document.add_paragraph(style="After table")

    def pairs(self, caption: str, rows: Sequence[tuple[str, str]]) -> None:
        """Names and what they stand for, as a table of two columns."""
        columns = (Column("", width=28), Column("", width=72))
        table = self.document.add_table(rows=0, cols=2)
        table.autofit = False
        _describe(table, caption)
        widths = _set_widths(table, columns)
        _header(table.add_row(), (Column("What", width=28), Column("Answer", width=72)), widths)
        for name, words in rows:
            cells = Row((Cell(name, is_strong=True), Cell(words)))
            _body(table.add_row(), cells, columns, widths)
        self.document.add_paragraph(style="After table")

    def bytes(self, on: date) -> bytes:
        """The file. The same document written twice on a day is the same, byte for byte."""
        moment = datetime(on.year, on.month, on.day)  # noqa: DTZ001 - a document's date has no clock in it
        self.document.core_properties.created = moment
        self.document.core_properties.modified = moment
        self.document.core_properties.last_modified_by = "Golden Thread"
        written = BytesIO()
        self.document.save(written)
        return _without_clock(written)


def _without_clock(written: BytesIO) -> bytes:
    """The same zip with one fixed date on every part."""
    settled = BytesIO()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), given.read(name), zipfile.ZIP_DEFLATED
            )
    return settled.getvalue()


def _set_page(section: Any) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)


def _set_styles(styles: Any) -> None:
    _style(styles["Normal"], 11, INK, before=0, after=6)
    _style(styles["Title"], 26, INK, bold=True, before=0, after=4)
    _style(styles["Heading 1"], 16, INK, bold=True, before=22, after=6)
    _style(styles["Heading 2"], 12.5, INK, bold=True, before=14, after=4)
    _style(styles["List Bullet"], 11, INK, before=0, after=3)
    _style(styles["Caption"], 10, INK, bold=True, before=12, after=2)
    styles["Caption"].font.italic = False
    _style(styles.add_style("Lead", 1), 14, INK, before=4, after=10)
    _style(styles.add_style("Quiet", 1), 9.5, SECOND, before=0, after=4)
    _style(styles.add_style("Cell", 1), 9.5, INK, before=2.5, after=2.5)
    _style(styles.add_style("Cell note", 1), 8.5, SECOND, before=0, after=2.5)
    _style(styles.add_style("After table", 1), 4, INK, before=0, after=4)
    for rule in styles["Title"].element.get_or_add_pPr().findall(qn("w:pBdr")):
        rule.getparent().remove(rule)  # Word's own rule under a title


def _style(
    style: Any, size: float, colour: RGBColor, *, before: float, after: float, bold: bool = False
) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _set_footer(section: Any, words: str) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.style.font.name, paragraph.style.font.size = FONT, Pt(8.5)
    paragraph.style.font.color.rgb = SECOND
    paragraph.add_run(f"{words}  ·  Page ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)


def _describe(table: Any, caption: str) -> None:
    properties = table._tbl.tblPr
    for name in ("w:tblCaption", "w:tblDescription"):
        said = OxmlElement(name)
        said.set(qn("w:val"), caption)
        properties.append(said)


def _set_widths(table: Any, columns: Sequence[Column]) -> list[int]:
    """Set the columns' widths: those that say a share of 100 get it, the others share what is left."""
    given = sum(column.width for column in columns)
    unsaid = sum(1 for column in columns if not column.width)
    left = max(100 - given, 10 * unsaid)
    shares = [column.width or left / unsaid for column in columns]
    widths = [int(TEXT_WIDTH * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return widths


def _header(row: Any, columns: Sequence[Column], widths: Sequence[Any]) -> None:
    repeated = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(repeated)
    _keep_whole(row)
    for cell, column, width in zip(row.cells, columns, widths, strict=True):
        cell.width = width
        paragraph = _cell_paragraph(cell, is_right=column.is_number)
        paragraph.add_run(column.head).font.color.rgb = SECOND
        paragraph.paragraph_format.keep_with_next = True
        _rules(cell, bottom=("single", 8, "16212E"))


def _body(row: Any, given: Row, columns: Sequence[Column], widths: Sequence[Any]) -> None:
    _keep_whole(row)
    for place, (cell, held) in enumerate(zip(row.cells, given.cells, strict=True)):
        cell.width = widths[place]
        paragraph = _cell_paragraph(cell, is_right=columns[place].is_number)
        if given.is_detail and place == 0:
            paragraph.paragraph_format.left_indent = Cm(0.5)
        _write(paragraph, held, is_total=given.is_total)
        if held.note:
            note = cell.add_paragraph(held.note, style="Cell note")
            note.paragraph_format.left_indent = paragraph.paragraph_format.left_indent
        if given.is_total:
            _rules(cell, top=("single", 8, "16212E"), bottom=("single", 8, "16212E"))
        else:
            _rules(cell, bottom=("single", 4, HAIRLINE))


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _cell_paragraph(cell: Any, *, is_right: bool) -> Any:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Cell"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_right else WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def _write(paragraph: Any, cell: Cell, *, is_total: bool) -> None:
    if cell.kind is Kind.STRIP:
        for code in cell.strip:
            sign, colour = SIGNS[code]
            paragraph.add_run(sign).font.color.rgb = colour
        paragraph.add_run(f" {cell.text}" if cell.strip else cell.text)
        return
    if cell.code in SIGNS and cell.kind is not Kind.BLANK:
        sign, colour = SIGNS[cell.code]
        mark = paragraph.add_run(f"{sign} ")
        mark.font.color.rgb, mark.bold = colour, True
    words = paragraph.add_run(cell.text)
    words.bold = is_total or cell.is_strong or cell.kind is Kind.STATUS
    if cell.kind is Kind.BLANK:
        words.font.color.rgb = SECOND


def _rules(cell: Any, **edges: tuple[str, int, str]) -> None:
    """Rules above and below a cell: kind, eighths of a point, colour. There are never any at its sides."""
    borders = OxmlElement("w:tcBorders")
    for edge in ("top", "bottom"):
        if edge in edges:
            kind, size, colour = edges[edge]
            line = OxmlElement(f"w:{edge}")
            line.set(qn("w:val"), kind)
            line.set(qn("w:sz"), str(size))
            line.set(qn("w:color"), colour)
            borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)
