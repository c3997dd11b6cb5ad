"""Every figure printed in a file, whatever its format, to hold against those of the outline it was made from.

A figure is a number as it is read: its sign, thousands, decimals and per cent sign belong to it. A pound sign
and other units don't, since a spreadsheet keeps those in the number format. The stamp is no figure.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Emu

from goldenthread.core.sentences import said
from goldenthread.reports.blocks import (
    Big,
    Block,
    Bullets,
    Heading,
    Lead,
    Outline,
    Picture,
    Table,
    Terms,
    Text,
    Words,
    Workbook,
)
from goldenthread.reports.grids import Grid
from tests.reports.pdf_words import pieces

_STAMP = re.compile(r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{12,64}\b")
_FIGURE = re.compile(r"(?:(?<![\w)])[+\-−]\s?)?(?:£[+\-−]?)?\d+(?:,\d{3})*(?:\.\d+)?\s?%?")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CONTINUED = re.compile(r", continued \(\d+ of \d+\)$")
_THIN = re.compile(r"[\u00a0\u2007\u2009\u202f]")


def figures_in(words: str) -> Counter[str]:
    """The figures in a text: true minus, no pounds, no spaces, thousands commas kept out."""
    bare = _STAMP.sub(" ", _THIN.sub(" ", words).replace("\u200b", "").replace("\u2060", ""))
    return Counter(normal(one) for one in _FIGURE.findall(bare))


def normal(figure: str) -> str:
    bare = re.sub(r"[\s£,]", "", figure)
    return bare.replace("-", "−")


def _of_all(texts: Iterable[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in texts:
        found += figures_in(one)
    return found


# What was to be printed


def figures_of_outline(outline: Outline) -> Counter[str]:
    """Every figure that each format has to print, as often as it has to."""
    return _of_all(_words_of_outline(outline))


def allowed_in(outline: Outline) -> set[str]:
    """Figures that a format may print besides: captions of tables, what a person's words replaced."""
    more = [block.grid.caption for block in outline.blocks() if isinstance(block, Table)]
    more += [block.generated for block in outline.blocks() if isinstance(block, Words)]
    return set(_of_all(more)) | set(figures_of_outline(outline))


def _words_of_outline(outline: Outline) -> Iterator[str]:
    yield from (outline.title, outline.council, outline.kicker, outline.dated, said(outline.lead))
    yield from outline.notices
    for section in outline.sections:
        yield from (section.heading, section.note)
        for block in section.blocks:
            yield from _words_of_block(block)


def _words_of_block(block: Block) -> Iterator[str]:  # noqa: C901 - one case for each kind of block
    match block:
        case Heading():
            yield block.words
        case Text():
            yield from (block.number, block.bold, block.words)
        case Lead():
            yield said(block.sentences)
        case Bullets():
            yield from block.lines
        case Table():
            yield from words_of_grid(block.grid, has_caption=block.has_caption)
        case Terms():
            for row in block.rows:
                yield from row
        case Picture():
            yield from (block.heading, block.note, block.alt)
        case Words():
            yield from (block.text, *block.changed)
        case Big():
            for figure in block.figures:
                yield from figure


def words_of_grid(grid: Grid, *, has_caption: bool = True) -> Iterator[str]:
    """What a table has to print."""
    yield from (grid.caption if has_caption else "", grid.note)
    if not grid.rows:
        return
    yield from (column.head for column in grid.columns)
    for row in grid.rows:
        for cell in row.cells[: 1 if row.is_group else None]:
            yield from (cell.text, cell.note)


def figures_of_workbook(workbook: Workbook) -> Counter[str]:
    """Every figure that a workbook has to hold."""
    texts = [workbook.title, workbook.council, workbook.dated, *workbook.about, *workbook.notices]
    texts += [word for pair in workbook.notes for word in pair]
    for sheet in workbook.sheets:
        texts += [sheet.title, *sheet.notes, *words_of_grid(sheet.grid, has_caption=False)]
    return _of_all(texts)


def allowed_in_workbook(workbook: Workbook) -> set[str]:
    """Besides those: the figures that charts are drawn from, counts of sheets and the tables' captions."""
    texts = [sheet.grid.caption for sheet in workbook.sheets]
    for sheet in workbook.sheets:
        if sheet.chart:
            texts += [sheet.chart.print(one.value) for one in sheet.chart.drawn if one.value is not None]
            texts += [str(one.value) for one in sheet.chart.drawn]
            texts += [str(value) for _, value in sheet.chart.targets]
            texts += [sheet.chart.print(value) for _, value in sheet.chart.targets]
    years = {str(year) for year in range(1990, 2040)}
    return (
        set(_of_all(texts)) | set(figures_of_workbook(workbook)) | years | {str(at) for at in range(0, 400)}
    )


def differences(
    wanted: Counter[str], allowed: set[str], found: Counter[str]
) -> tuple[dict[str, int], list[str]]:
    """Figures that are missing, and figures that nobody wanted; both are empty where a file is right."""
    return dict(wanted - found), sorted(set(found) - allowed)


# What was printed


def figures_in_pdf(content: bytes) -> Counter[str]:
    """Along the PDF's structure: without running heads, page numbers and the contents' page numbers."""
    read = pieces(content)
    headings = {words for kind, words in read if kind.startswith("/H")}
    return _of_all(
        words for kind, words in read if kind != "/TOC" and not (kind == "/TOCI" and words in headings)
    )


class _Reader(HTMLParser):
    """The words of a page; of a drawing its description, of a picture its alternative text."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden: list[str] = []
        self._is_told = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "svg", "head"):
            self._hidden.append(tag)
        self._is_told = tag in ("desc", "title") and "svg" in self._hidden
        if tag == "img":
            self.words.append(dict(attrs).get("alt") or "")
        elif tag not in ("strong", "b", "em", "i", "span", "a"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()
        self._is_told = False
        if tag not in ("strong", "b", "em", "i", "a"):
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._hidden or self._is_told:
            self.words.append(data)


def figures_in_html(content: bytes | str) -> Counter[str]:
    """The words that a page shows or tells."""
    reader = _Reader()
    reader.feed(content.decode("utf-8") if isinstance(content, bytes) else content)
    return _of_all("".join(reader.words).split("\n"))


def figures_in_docx(content: bytes) -> Counter[str]:
    """Every paragraph, in and out of tables, and the words of every picture; no header or footer."""
    body = Document(BytesIO(content)).element.body
    texts = ["".join(_runs(one)) for one in body.iter(qn("w:p"))]
    texts += [str(one.get("descr")) for one in body.iter(qn("wp:docPr")) if one.get("descr")]
    return _of_all(texts)


def _runs(paragraph: Any) -> Iterator[str]:
    for one in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if not any(parent.tag == qn("w:fldSimple") for parent in one.iterancestors()):
            yield one.text or "" if one.tag == qn("w:t") else " "


def figures_in_pptx(content: bytes) -> Counter[str]:
    """Titles, text, tables and the words of pictures on every slide; no slide numbers and no notes."""
    texts: list[str] = []
    for slide in Presentation(BytesIO(content)).slides:
        for shape in slide.shapes:
            texts += _of_shape(shape)
    return _of_all(_CONTINUED.sub("", one) for one in texts)


def _of_shape(shape: Any) -> Iterator[str]:
    if shape.has_text_frame and not shape.name.startswith("Footer"):
        yield from ("".join(run.text for run in part.runs) for part in shape.text_frame.paragraphs)
    if getattr(shape, "has_table", False) and shape.has_table:
        for row in shape.table.rows:
            for cell in row.cells:
                yield from (part.text for part in cell.text_frame.paragraphs)
    described = shape._element.xpath(".//p:cNvPr/@descr")
    if shape.shape_type == 13 and described:
        yield str(described[0])


def shapes_outside(content: bytes) -> list[str]:
    """Shapes that reach beyond their slide."""
    shown = Presentation(BytesIO(content))
    wide, high = shown.slide_width or Emu(0), shown.slide_height or Emu(0)
    return [
        f"slide {place}: {shape.name}"
        for place, slide in enumerate(shown.slides, start=1)
        for shape in slide.shapes
        if shape.left < 0
        or shape.top < 0
        or shape.left + shape.width > wide
        or shape.top + shape.height > high
    ]


def figures_in_xlsx(content: bytes) -> Counter[str]:
    """Every cell as its number format shows it."""
    book = load_workbook(BytesIO(content))
    texts = [
        as_shown(cell.value, cell.number_format)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    return _of_all(texts)


def as_shown(value: object, form: str) -> str:
    """A cell's value through its number format, of those that we write."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    shape = form.split(";", maxsplit=1)[0]
    places = len(shape.split(".")[1].rstrip('%"').replace('"', "").split(" ")[0]) if "." in shape else 0
    held = Decimal(str(value)) * (100 if "%" in shape else 1)
    if form == "General":
        return str(value)
    held = round_half_up(held, places)
    plus = "+" if shape.startswith('"+') and held > 0 else ""
    return f"{plus}{held}{'%' if '%' in shape else ''}"


def figures_in_ods(content: bytes) -> Counter[str]:
    """Every cell as it is shown; a cell whose number is another than it shows is no reading but a fault."""
    with zipfile.ZipFile(BytesIO(content)) as held:
        root = etree.fromstring(held.read("content.xml"))
    texts: list[str] = []
    for cell in root.iter(f"{_TABLE}table-cell"):
        shown = "".join(cell.itertext())
        value = cell.get(f"{_OFFICE}value")
        if value is not None:
            times = 100 if cell.get(f"{_OFFICE}value-type") == "percentage" else 1
            places = len(shown.rstrip("%").partition(".")[2])
            printed = Decimal(normal(shown).rstrip("%").replace("−", "-"))
            if round_half_up(Decimal(value) * times, places) != printed:
                raise AssertionError(f"a cell shows {shown} and holds {value}")
        texts.append(shown)
    return _of_all(texts)


def round_half_up(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
