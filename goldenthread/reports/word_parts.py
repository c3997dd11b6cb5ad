"""The parts that a Word document is made of: paragraphs, tables to walk through, pictures that speak.

A `Paper` is written top to bottom, on a sheet of its own or into a marked place of a council's template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph

from goldenthread.core.rating import Status
from goldenthread.core.sentences import Sentence
from goldenthread.reports.grids import Grid
from goldenthread.reports.packing import packed_again
from goldenthread.reports.word_styles import (
    FONT,
    INK,
    SECOND,
    TEXT_WIDTH,
    element,
    fresh_document,
    lend_styles,
    printable,
    styles_by_name,
)
from goldenthread.reports.word_tables import SIGNS, table_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AFTER_TABLE = Pt(10)
NUMBER = 567  # twentieths of a point: one centimetre, in which a paragraph's number hangs


class Paper:
    """A Word document being written, top to bottom.

    `template` is an opened document whose styles and page are kept; its places are filled through `at`.
    """

    def __init__(self, title: str, footer: str = "", *, template: Any = None) -> None:
        self.document: Any = template or fresh_document()
        self.width: int = TEXT_WIDTH
        self.styles = lend_styles(template) if template else styles_by_name(self.document)
        self._put: Callable[[Any], None] = self._at_the_end
        self._like: Any = None  # the properties that a template's place gives its paragraphs
        self._is_after_table = False
        self._under = 1
        self._bookmarks = 10_000 if template else 0  # beyond those of any template
        self._name(title)
        if template is None:
            _set_footer(self.document.sections[0], [f"{footer}  ·  Page "])

    def _name(self, title: str) -> None:
        properties = self.document.core_properties
        properties.title = printable(title)[:255]
        properties.author = properties.last_modified_by = "Golden Thread"
        properties.language = "en-GB"
        properties.comments = ""

    # Where things go

    def _at_the_end(self, made: Any) -> None:
        body = self.document.element.body
        last = body.find(qn("w:sectPr"))
        if last is None:
            body.append(made)
        else:
            last.addprevious(made)

    @contextmanager
    def at(self, mark: Any, width: int, *, under: int = 1) -> Iterator[None]:
        """Write in front of a template's marked paragraph, as wide as its place and in its manner.

        `under` is the level of the template's heading that the place stands under.
        """
        held = self._put, self.width, self._like, self._under
        self._put, self.width, self._like = mark.addprevious, width, mark.find(qn("w:pPr"))
        self._under, self._is_after_table = under, False
        try:
            yield
        finally:
            self._put, self.width, self._like, self._under = held

    @contextmanager
    def control(self, tag: str, title: str, number: int, *, is_empty: bool = False) -> Iterator[None]:
        """Write inside a content control, so that what a person types there can be found again."""
        properties = element(
            "w:sdtPr",
            element("w:alias", val=printable(title)),
            element("w:tag", val=printable(tag)),
            element("w:id", val=number),
        )
        if is_empty:
            properties.append(element("w:showingPlcHdr"))
        content = element("w:sdtContent")
        self._put(element("w:sdt", properties, content))
        held, self._put = self._put, content.append
        try:
            yield
        finally:
            self._put = held

    @property
    def _has_manner(self) -> bool:
        """True in a place whose own style, or numbering, its paragraphs take."""
        return self._like is not None and any(
            self._like.find(qn(name)) is not None for name in ("w:pStyle", "w:numPr")
        )

    def _add(self, words: str = "", style: str = "", *, like: bool = False) -> Paragraph:
        """A paragraph; after a table it keeps a distance that no empty paragraph has to make."""
        made = element("w:p")
        self._put(made)
        if style:
            made.get_or_add_pPr().append(element("w:pStyle", val=self.styles[style]))
        elif like and self._like is not None:
            made.insert(0, _manner(self._like))
        paragraph = Paragraph(made, self.document._body)
        if self._is_after_table and not style.startswith(("Heading", "Caption")):
            paragraph.paragraph_format.space_before = AFTER_TABLE
        self._is_after_table = False
        if words:
            paragraph.add_run(printable(words))
        return paragraph

    # What goes there

    def title(self, words: str) -> None:
        self._add(words, "Title")

    def heading(self, words: str, level: int = 1, *, starts_page: bool = False, mark: str = "") -> None:
        """A real heading; `mark` names it, so that the contents lead to it."""
        paragraph = self._add("", f"Heading {min(level + self._under - 1, 4)}")
        if starts_page:
            paragraph.paragraph_format.page_break_before = True
        if mark:
            self._bookmarks += 1
            paragraph._p.append(element("w:bookmarkStart", id=self._bookmarks, name=mark))
        paragraph.add_run(printable(words))
        if mark:
            paragraph._p.append(element("w:bookmarkEnd", id=self._bookmarks))

    def text(
        self, words: str, *, quiet: bool = False, bold: str = "", leads: bool = False, number: str = ""
    ) -> None:
        """A paragraph; `bold` words open it, and one that `leads` stays with what follows."""
        paragraph = self._add(style="Quiet" if quiet else "", like=True)
        if number and not self._has_manner:
            _hang(paragraph, number)
        if bold:
            paragraph.add_run(f"{printable(bold)} ").bold = True
        paragraph.add_run(printable(" ".join(words.split())))
        paragraph.paragraph_format.keep_with_next = leads or None

    def plain(self, words: str, style: str) -> None:
        """A paragraph in one of our styles."""
        self._add(words, style)

    def sentences(self, found: Sequence[Sentence]) -> None:
        """The generated sentences, their figures in bold."""
        paragraph = self._add(style="" if self._has_manner else "Lead", like=True)
        for place, sentence in enumerate(found):
            for span in sentence:
                paragraph.add_run(printable(span.text)).bold = span.is_strong or None
            if place + 1 < len(found):
                paragraph.add_run(" ")

    def bullets(self, lines: Sequence[str]) -> None:
        """A list; all but its last line stay with the next."""
        for place, line in enumerate(lines):
            paragraph = self._add(line, "List Bullet")
            paragraph.paragraph_format.keep_with_next = place + 1 < len(lines) or None

    def notice(self, words: str) -> None:
        """Words in a frame that must not be missed."""
        paragraph = self._add(words, "Notice")
        paragraph.paragraph_format.keep_together = True

    def big(self, figure: str, counts: str, note: str) -> None:
        """A figure set large with what it counts beside it, and a note below."""
        paragraph = self._add(figure, "Big figure")
        paragraph.paragraph_format.keep_with_next = True
        run = paragraph.add_run(f" {printable(counts)}")
        run.font.size, run.bold = Pt(12), True
        if note:
            self.text(note, quiet=True)

    def contents(self, named: Sequence[tuple[str, str]]) -> None:
        """The sections by name, each leading to its place: a field that Word brings up to date when asked."""
        last = len(named) - 1
        for place, (mark, words) in enumerate(named):
            paragraph = self._add("", "Contents")
            if place == 0:
                _begin_field(paragraph._p, 'TOC \\o "1-1" \\n \\h \\z')
            run = Paragraph(element("w:p"), self.document._body).add_run(printable(words))
            paragraph._p.append(element("w:hyperlink", run._r, anchor=mark, history=1))
            if place == last:
                paragraph._p.append(element("w:r", element("w:fldChar", fldCharType="end")))

    def picture(self, png: bytes, description: str) -> None:
        """A picture as wide as the text, with words for those who don't see it."""
        paragraph = self._add()
        paragraph.add_run().add_picture(BytesIO(png), width=Emu(self.width))
        said = paragraph._p.find(".//" + qn("wp:docPr"))
        said.set("descr", printable(description))

    def caption(self, words: str) -> None:
        """What a picture or a table shows, above it and never parted from it."""
        self._add(words, "Caption").paragraph_format.keep_with_next = True

    def table(self, grid: Grid) -> None:
        """A grid as a table with a repeated header row and a description.

        One that comes straight after another gets its caption printed, so that Word doesn't join the two.
        """
        if self._is_after_table:
            self.caption(grid.caption)
        self._put(table_of(grid, self.width, self.styles))
        self._is_after_table = True

    # Around and after it

    def run_header(self, words: str) -> None:
        """Words at the top of every page."""
        header = self.document.sections[0].header
        paragraph = header.paragraphs[0]
        paragraph.style.font.name, paragraph.style.font.size = FONT, Pt(9)
        run = paragraph.add_run(printable(words))
        run.bold, run.font.color.rgb = True, INK

    def run_footer(self, *lines: str) -> None:
        """Lines at the foot of every page; the page's number ends the first."""
        _set_footer(self.document.sections[0], [f"{lines[0]}  ·  Page ", *lines[1:]])

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
        written = BytesIO()
        self.document.save(written)
        return packed_again(written)


def _manner(like: Any) -> Any:
    """A place's way of setting a paragraph, without the section that may end there."""
    made = element("w:pPr")
    for one in like:
        if one.tag not in (qn("w:sectPr"), qn("w:pageBreakBefore")):
            made.append(_copy(one))
    return made


def _copy(one: Any) -> Any:
    made = one.makeelement(one.tag, dict(one.attrib))
    made.extend(_copy(inside) for inside in one)
    return made


def _hang(paragraph: Paragraph, number: str) -> None:
    """Set a paragraph's number before it."""
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Emu(NUMBER * 635), Emu(-NUMBER * 635)
    paragraph.add_run(f"{printable(number)}\t")


def _set_footer(section: Any, lines: Sequence[str]) -> None:
    footer = section.footer
    paragraph = footer.paragraphs[0]
    for inside in list(paragraph._p):
        if inside.tag != qn("w:pPr"):
            paragraph._p.remove(inside)
    paragraph.style.font.name, paragraph.style.font.size = FONT, Pt(9)
    paragraph.style.font.color.rgb = SECOND
    paragraph.add_run(printable(lines[0]))
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")
    for line in lines[1:]:
        footer.add_paragraph(printable(line), style=paragraph.style)


def _field(paragraph: Paragraph, code: str) -> None:
    shown = element("w:t")
    shown.text = "1"
    paragraph._p.append(element("w:fldSimple", element("w:r", shown), instr=code))


def _begin_field(paragraph: Any, code: str) -> None:
    """The start of a field that ends in a later paragraph."""
    said = element("w:instrText")
    said.text = f" {code} "
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for inside in (
        element("w:fldChar", fldCharType="begin"),
        said,
        element("w:fldChar", fldCharType="separate"),
    ):
        paragraph.append(element("w:r", inside))
