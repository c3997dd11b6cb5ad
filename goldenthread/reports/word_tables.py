"""Tables of a Word document: a repeated header row, a description, rules above and below, none at the sides.

Written straight as elements, since a long report has thousands of cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from goldenthread.core.doing import Doing
from goldenthread.core.findings import GapState
from goldenthread.core.rating import Status
from goldenthread.core.sentences import counted
from goldenthread.core.travel import Direction
from goldenthread.reports.grids import Cell, Column, Grid, Kind, Row
from goldenthread.reports.word_styles import INK, SECOND, element, printable

HAIRLINE = "DDD8CC"
GUTTER = 110  # twentieths of a point on either side of a cell; none at the outer edges of a table
SIGN_FONT = "Segoe UI Symbol"  # holds every sign below; other machines fall back to one that does
SHORT = 8  # rows that a page can hold together
INDENT = 283  # twentieths of a point: half a centimetre, for a line inside the one above
EMU = 635  # of Word's smallest lengths in a twentieth of a point
RULE, THIN = ("single", 8, "16212E"), ("single", 4, HAIRLINE)
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

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


def table_of(grid: Grid, width: int, styles: dict[str, str]) -> Any:
    """A grid as a table of so wide (in EMU); `styles` gives the identifiers of “Cell” and “Cell note”."""
    widths = [wide // EMU for wide in widths_of(grid, width)]
    rows = [_header(grid.columns, widths, styles)]
    rows += [_body(row, grid.columns, widths, styles) for row in grid.rows]
    _keep_together(rows)
    lines = element("w:tblGrid", *(element("w:gridCol", w=wide) for wide in widths))
    return element("w:tbl", _properties(grid, sum(widths)), lines, *rows)


def _properties(grid: Grid, width: int) -> Any:
    """What the table is to those who hear it, and its edges set on the text's."""
    heads = ", ".join(column.head for column in grid.columns)
    about = f"{grid.caption}: {counted(len(grid.rows), 'row')}. Columns: {heads}."
    return element(
        "w:tblPr",
        element("w:tblW", w=width, type="dxa"),
        element("w:jc", val="left"),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", *(_length(f"w:{side}", GUTTER) for side in ("left", "right"))),
        element(
            "w:tblLook",
            val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1,
        ),
        element("w:tblCaption", val=printable(grid.caption)),
        element("w:tblDescription", val=printable(about)),
    )  # fmt: skip


def _length(name: str, twentieths: int) -> Any:
    return element(name, w=twentieths, type="dxa")


def _row(cells: Sequence[Any], *, is_header: bool = False) -> Any:
    properties = element("w:trPr", element("w:cantSplit"))
    if is_header:
        properties.append(element("w:tblHeader"))
    return element("w:tr", properties, *cells)


def _header(columns: Sequence[Column], widths: Sequence[int], styles: dict[str, str]) -> Any:
    cells = []
    for place, column in enumerate(columns):
        edges = (place == 0, place == len(columns) - 1)
        paragraph = _paragraph(styles["Cell"], is_right=column.is_number)
        paragraph.append(_run(column.head, colour=SECOND))
        cells.append(_cell(widths[place], edges, paragraph, bottom=RULE, is_low=True))
    return _row(cells, is_header=True)


def _body(given: Row, columns: Sequence[Column], widths: Sequence[int], styles: dict[str, str]) -> Any:
    if given.is_group:
        return _group(given, widths, styles)
    cells = []
    for place, held in enumerate(given.cells):
        indent = INDENT if given.is_detail and place == 0 else 0
        paragraph = _paragraph(styles["Cell"], is_right=columns[place].is_number, indent=indent)
        _write(paragraph, held, is_total=given.is_total)
        inside = [paragraph]
        if held.note:
            note = _paragraph(styles["Cell note"], is_right=columns[place].is_number, indent=indent)
            note.append(_run(" ".join(held.note.split())))
            inside.append(note)
        top, bottom = (RULE, RULE) if given.is_total else (None, THIN)
        edges = (place == 0, place == len(columns) - 1)
        cells.append(_cell(widths[place], edges, *inside, top=top, bottom=bottom))
    return _row(cells)


def _group(given: Row, widths: Sequence[int], styles: dict[str, str]) -> Any:
    """A row that heads those below it: its words over the whole width."""
    first = given.cells[0]
    paragraph = _paragraph(styles["Cell"])
    _write(paragraph, first, is_total=True)
    if first.note:
        paragraph.append(_run(f"  {' '.join(first.note.split())}", colour=SECOND))
    cell = _cell(sum(widths), (True, True), paragraph, bottom=RULE, span=len(widths))
    return _row([cell])


def _cell(
    width: int,
    edges: tuple[bool, bool],
    *inside: Any,
    top: tuple[str, int, str] | None = None,
    bottom: tuple[str, int, str] | None = None,
    is_low: bool = False,
    span: int = 1,
) -> Any:
    """A cell with rules above and below, never at its sides; no gutter where the table ends."""
    properties = element("w:tcPr", _length("w:tcW", width))
    if span > 1:
        properties.append(element("w:gridSpan", val=span))
    drawn = [
        element(f"w:{edge}", val=rule[0], sz=rule[1], space=0, color=rule[2])
        for edge, rule in (("top", top), ("bottom", bottom))
        if rule
    ]
    properties.append(element("w:tcBorders", *drawn))
    flush = [_length(f"w:{side}", 0) for side, is_end in zip(("left", "right"), edges, strict=True) if is_end]
    if flush:
        properties.append(element("w:tcMar", *flush))
    if is_low:
        properties.append(element("w:vAlign", val="bottom"))
    return element("w:tc", properties, *inside)


def _paragraph(style: str, *, is_right: bool = False, indent: int = 0) -> Any:
    properties = element("w:pPr", element("w:pStyle", val=style))
    if indent:
        properties.append(element("w:ind", left=indent))
    properties.append(element("w:jc", val="right" if is_right else "left"))
    return element("w:p", properties)


def _run(words: str, *, colour: RGBColor | None = None, is_bold: bool = False, font: str = "") -> Any:
    properties = element("w:rPr")
    if font:
        properties.append(element("w:rFonts", ascii=font, hAnsi=font, cs=font, eastAsia=font))
    if is_bold:
        properties.append(element("w:b"))
    if colour is not None:
        properties.append(element("w:color", val=colour))
    text = element("w:t")
    text.text = printable(words)
    text.set(SPACE, "preserve")
    return element("w:r", *([properties] if len(properties) else []), text)


def _write(paragraph: Any, cell: Cell, *, is_total: bool) -> None:
    is_blank = cell.kind is Kind.BLANK
    signs = cell.strip if cell.kind is Kind.STRIP else [cell.code] if cell.code in SIGNS else []
    if not is_blank:
        paragraph.extend(_run(SIGNS[one][0], colour=SIGNS[one][1], font=SIGN_FONT) for one in signs)
    gap = "\u00a0" if signs and not is_blank else ""
    is_bold = not is_blank and (is_total or cell.is_strong or cell.kind is Kind.STATUS)
    if cell.text:
        paragraph.append(_run(gap + cell.text, colour=SECOND if is_blank else None, is_bold=is_bold))


def _keep_together(rows: Sequence[Any]) -> None:
    """Keep a short table on one page, and never leave one row of a long one alone."""
    last = len(rows) - 1
    for place, row in enumerate(rows):
        if place < last and (last <= SHORT or place < 2 or place == last - 1):
            for properties in row.find(qn("w:tc")).iterfind(f"{qn('w:p')}/{qn('w:pPr')}"):
                properties.insert(1, element("w:keepNext"))


# Widths


def widths_of(grid: Grid, width: int) -> list[int]:
    """The columns' widths: the shares they ask for, but never less than their longest word needs."""
    columns = grid.columns
    unsaid = sum(1 for column in columns if not column.width)
    left = max(100 - sum(column.width for column in columns), 10 * unsaid)
    shares = [column.width or left / unsaid for column in columns]
    asked = [width * share / sum(shares) for share in shares]
    rows = [row for row in grid.rows if not row.is_group]
    needed = [_needed(column, [row.cells[place] for row in rows]) for place, column in enumerate(columns)]
    if sum(needed) >= width:
        return [int(width * need / sum(needed)) for need in needed]
    spare = [max(ask - need, 0.0) for ask, need in zip(asked, needed, strict=True)]
    kept = (width - sum(needed)) / sum(spare)
    return [int(need + more * kept) for need, more in zip(needed, spare, strict=True)]


def _needed(column: Column, cells: Sequence[Cell]) -> float:
    """The room that a column's longest unbroken words take; a number stays on one line with its unit."""
    heads = [_long(word) for word in column.head.split()]
    whole = [_long(f"{cell.text} ") for cell in cells if cell.kind in (Kind.NUMBER, Kind.DIRECTION)]
    signed = [_long(f"● {_unbroken(cell)} ") for cell in cells if cell.code in SIGNS]
    words = [_long(word) for cell in cells for word in f"{cell.text} {cell.note}".split()]
    return max([*heads, *whole, *signed, *words], default=0.0) + Pt(GUTTER / 10)


def _unbroken(cell: Cell) -> str:
    """What stays on a line with a sign: a status whole, else the first word."""
    return cell.text if cell.kind is Kind.STATUS else cell.text.partition(" ")[0]


def _long(words: str) -> float:
    """About how long words are in Arial bold at the size of a cell: wide, narrow and other letters."""
    ems = sum(0.9 if one in "mwMW%●" else 0.34 if one in "fijlrtI.,:;’'|!/()- " else 0.62 for one in words)
    return ems * Pt(9.5)
