"""The parts that a Word document is made of: styles, tables to walk through, pictures that speak."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from goldenthread.core.doing import Doing
from goldenthread.core.findings import GapState
from goldenthread.core.rating import Status
from goldenthread.core.sentences import Sentence, counted
from goldenthread.core.travel import Direction
from goldenthread.reports.grids import Cell, Column, Grid, Kind, Row

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"
INK, SECOND, HAIRLINE = RGBColor(0x16, 0x21, 0x2E), RGBColor(0x4B, 0x56, 0x64), "DDD8CC"
MARGIN, TEXT_WIDTH = Cm(2.2), Cm(16.6)
GUTTER = 110  # twentieths of a point on either side of a cell; none at the outer edges of a table
SIGN_FONT = "Segoe UI Symbol"  # holds every sign below; other machines fall back to one that does
SHORT = 8  # rows that a page can hold together
AFTER_TABLE = Pt(10)
RULE, THIN = ("single", 8, "16212E"), ("single", 4, HAIRLINE)

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
    GapState.OPEN: ("□", SECOND),
    GapState.NAMED: ("◧", INK),
    GapState.OVERDUE: ("!", INK),
    GapState.ACCEPTED: ("▬", SECOND),
}


class Paper:
    """A Word document being written, top to bottom."""

    def __init__(self, title: str, footer: str) -> None:
        self.document: Any = Document()
        self.document.core_properties.title = title
        self.document.core_properties.author = "Golden Thread"
        self.document.core_properties.language = "en-GB"
        self.document.core_properties.comments = ""
        self._is_after_table = False
        _set_language(self.document)
        _set_page(self.document.sections[0])
        _set_styles(self.document.styles)
        _set_footer(self.document.sections[0], footer)

    def _add(self, words: str = "", style: str | None = None) -> Any:
        """A paragraph; after a table it keeps a distance that no empty paragraph has to make."""
        paragraph = self.document.add_paragraph(words, style=style)
        if self._is_after_table and not (style or "").startswith(("Heading", "Caption")):
            paragraph.paragraph_format.space_before = AFTER_TABLE
        self._is_after_table = False
        return paragraph

    def title(self, words: str) -> None:
        self._add(words, "Title")

    def heading(self, words: str, level: int = 1) -> None:
        self._add(words, f"Heading {level}")

    def text(self, words: str, *, quiet: bool = False, bold: str = "", leads: bool = False) -> None:
        """A paragraph; `bold` words open it, and one that `leads` stays with what follows."""
        paragraph = self._add(style="Quiet" if quiet else None)
        if bold:
            paragraph.add_run(f"{bold} ").bold = True
        paragraph.add_run(" ".join(words.split()))
        paragraph.paragraph_format.keep_with_next = leads or None

    def sentences(self, found: Sequence[Sentence]) -> None:
        """The generated sentences, their figures in bold."""
        paragraph = self._add(style="Lead")
        for place, sentence in enumerate(found):
            for span in sentence:
                paragraph.add_run(span.text).bold = span.is_strong
            if place + 1 < len(found):
                paragraph.add_run(" ")

    def bullets(self, lines: Sequence[str]) -> None:
        """A list; all but its last line stay with the next."""
        for place, line in enumerate(lines):
            paragraph = self._add(line, "List Bullet")
            paragraph.paragraph_format.keep_with_next = place + 1 < len(lines) or None

    def picture(self, png: bytes, description: str) -> None:
        """A picture as wide as the text, with words for those who don't see it."""
        paragraph = self._add()
        paragraph.add_run().add_picture(BytesIO(png), width=TEXT_WIDTH)
        paragraph._p.findall(".//" + qn("wp:docPr"))[0].set("descr", description)

    def caption(self, words: str) -> None:
        """What a picture or a table shows, above it and never parted from it."""
        self._add(words, "Caption").paragraph_format.keep_with_next = True

    def table(self, grid: Grid) -> None:
        """A grid as a table with a repeated header row and a description.

        One that comes straight after another gets its caption printed, so that Word doesn't join the two.
        """
        if self._is_after_table:
            self.caption(grid.caption)
        table = self.document.add_table(rows=0, cols=len(grid.columns))
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        widths = _widths(grid)
        _set_up(table, grid, widths)
        _header(table.add_row(), grid.columns, widths)
        for row in grid.rows:
            _body(table.add_row(), row, grid.columns, widths)
        _keep_together(table.rows)
        self._is_after_table = True

    def take_colour_away(self) -> None:
        """Draw every status in ink, as before an election; its word and shape stay (R135)."""
        statuses = {str(colour) for code, (_, colour) in SIGNS.items() if isinstance(code, Status)}
        for found in self.document.element.body.iter(qn("w:color")):
            if found.get(qn("w:val")) in statuses:
                found.set(qn("w:val"), str(INK))

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


def _set_language(document: Any) -> None:
    """British English by default, and Word's layout of today: not the template's American and 2010."""
    default = document.styles.element.find(".//" + qn("w:rPrDefault") + "//" + qn("w:lang"))
    theme = document.settings.element.find(".//" + qn("w:themeFontLang"))
    for language in (default, theme):
        language.set(qn("w:val"), "en-GB")
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


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
    _style(styles["Caption"], 10, INK, bold=True, before=14, after=2)
    styles["Caption"].font.italic = False
    _style(styles.add_style("Lead", 1), 14, INK, before=4, after=10)
    _style(styles.add_style("Quiet", 1), 9.5, SECOND, before=0, after=4)
    _style(styles.add_style("Cell", 1), 9.5, INK, before=2.5, after=2.5)
    _style(styles.add_style("Cell note", 1), 9, SECOND, before=0, after=2.5)
    for name in ("Cell", "Cell note"):
        styles[name].paragraph_format.line_spacing = 1.1
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
    paragraph.style.font.name, paragraph.style.font.size = FONT, Pt(9)
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


def _set_up(table: Any, grid: Grid, widths: Sequence[int]) -> None:
    """Say what the table is to those who hear it, and set its edges on the text's."""
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    margins = _element("w:tblCellMar", *(_length(f"w:{side}", GUTTER) for side in ("left", "right")))
    look.addprevious(margins)
    heads = ", ".join(column.head for column in grid.columns)
    rows = counted(len(grid.rows), "row")
    said = {"w:tblCaption": grid.caption, "w:tblDescription": f"{grid.caption}: {rows}. Columns: {heads}."}
    for name, words in said.items():
        properties.append(_element(name, val=words))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _element(name: str, *inside: Any, **said: object) -> Any:
    made = OxmlElement(name)
    for key, value in said.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(inside)
    return made


def _length(name: str, twentieths: int) -> Any:
    return _element(name, w=twentieths, type="dxa")


def _widths(grid: Grid) -> list[int]:
    """The columns' widths: the shares they ask for, but never less than their longest word needs."""
    columns = grid.columns
    unsaid = sum(1 for column in columns if not column.width)
    left = max(100 - sum(column.width for column in columns), 10 * unsaid)
    shares = [column.width or left / unsaid for column in columns]
    asked = [TEXT_WIDTH * share / sum(shares) for share in shares]
    needed = [
        _needed(column, [row.cells[place] for row in grid.rows]) for place, column in enumerate(columns)
    ]
    if sum(needed) >= TEXT_WIDTH:
        return [int(TEXT_WIDTH * need / sum(needed)) for need in needed]
    spare = [max(ask - need, 0.0) for ask, need in zip(asked, needed, strict=True)]
    kept = (TEXT_WIDTH - sum(needed)) / sum(spare)
    return [int(need + more * kept) for need, more in zip(needed, spare, strict=True)]


def _needed(column: Column, cells: Sequence[Cell]) -> float:
    """The room that a column's longest unbroken words take; a number stays on one line with its unit."""
    heads = [_long(word) for word in column.head.split()]
    whole = [_long(f"{cell.text} ") for cell in cells if cell.kind in (Kind.NUMBER, Kind.DIRECTION)]
    signed = [_long(f"● {cell.text} ") for cell in cells if cell.kind is Kind.STATUS]
    words = [_long(word) for cell in cells for word in f"{cell.text} {cell.note}".split()]
    return max([*heads, *whole, *signed, *words], default=0.0) + Pt(GUTTER / 10)


def _long(words: str) -> float:
    """About how long words are in Arial bold at the size of a cell: wide, narrow and other letters."""
    ems = sum(0.9 if one in "mwMW%●" else 0.34 if one in "fijlrtI.,:;’'|!/()- " else 0.62 for one in words)
    return ems * Pt(9.5)


def _keep_together(rows: Sequence[Any]) -> None:
    """Keep a short table on one page, and never leave one row of a long one alone."""
    last = len(rows) - 1
    for place, row in enumerate(rows):
        if place < last and (last <= SHORT or place < 2 or place == last - 1):
            for paragraph in row.cells[0].paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _header(row: Any, columns: Sequence[Column], widths: Sequence[Any]) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _keep_whole(row)
    for place, column in enumerate(columns):
        cell = row.cells[place]
        cell.width, cell.vertical_alignment = widths[place], WD_ALIGN_VERTICAL.BOTTOM
        paragraph = _cell_paragraph(cell, is_right=column.is_number)
        paragraph.add_run(column.head).font.color.rgb = SECOND
        _edges(cell, place, len(columns), bottom=RULE)


def _body(row: Any, given: Row, columns: Sequence[Column], widths: Sequence[Any]) -> None:
    _keep_whole(row)
    for place, (cell, held) in enumerate(zip(row.cells, given.cells, strict=True)):
        cell.width = widths[place]
        paragraph = _cell_paragraph(cell, is_right=columns[place].is_number)
        if given.is_detail and place == 0:
            paragraph.paragraph_format.left_indent = Cm(0.5)
        _write(paragraph, held, is_total=given.is_total)
        if held.note:
            note = cell.add_paragraph(" ".join(held.note.split()), style="Cell note")
            note.paragraph_format.left_indent = paragraph.paragraph_format.left_indent
        rules = {"top": RULE, "bottom": RULE} if given.is_total else {"bottom": THIN}
        _edges(cell, place, len(columns), **rules)


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _cell_paragraph(cell: Any, *, is_right: bool) -> Any:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Cell"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_right else WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def _write(paragraph: Any, cell: Cell, *, is_total: bool) -> None:
    is_blank = cell.kind is Kind.BLANK
    if cell.kind is Kind.STRIP:
        for code in cell.strip:
            _sign(paragraph, code)
    elif cell.code in SIGNS and not is_blank:
        _sign(paragraph, cell.code)
    gap = "\u00a0" if paragraph.runs else ""
    words = paragraph.add_run(gap + cell.text)
    words.bold = not is_blank and (is_total or cell.is_strong or cell.kind is Kind.STATUS)
    if is_blank:
        words.font.color.rgb = SECOND


def _sign(paragraph: Any, code: Any) -> None:
    sign, colour = SIGNS[code]
    run = paragraph.add_run(sign)
    run.font.color.rgb, run.font.name = colour, SIGN_FONT
    for name in ("w:cs", "w:eastAsia"):
        run._r.rPr.rFonts.set(qn(name), SIGN_FONT)


def _edges(cell: Any, place: int, count: int, **rules: tuple[str, int, str]) -> None:
    """Rules above and below a cell, never at its sides; and no gutter where the table ends."""
    drawn = [
        _element(f"w:{edge}", val=rules[edge][0], sz=rules[edge][1], color=rules[edge][2])
        for edge in ("top", "bottom")
        if edge in rules
    ]
    outer = [("w:left", 0), ("w:right", count - 1)]
    flush = [_length(name, 0) for name, end in outer if place == end]
    properties = cell._tc.get_or_add_tcPr()
    aligned = properties.find(qn("w:vAlign"))
    properties.append(_element("w:tcBorders", *drawn))
    if flush:
        properties.append(_element("w:tcMar", *flush))
    if aligned is not None:
        properties.append(aligned)
