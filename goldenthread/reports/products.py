"""What is made from frozen figures: each product, its parts and formats, and how one becomes a file.

Every product is an outline (or a workbook) built from facts alone; every format draws the same outline.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module

from goldenthread.core.refused import Refused
from goldenthread.reports.blocks import Outline, Workbook
from goldenthread.reports.facts import Facts


class Product(StrEnum):
    """What a document is for; the codes are stored."""

    MONITOR = "MONITOR"
    SCRUTINY = "SCRUTINY"
    ONE_PAGE = "ONE_PAGE"
    SLIDES = "SLIDES"
    WORKBOOK = "WORKBOOK"
    RESIDENTS = "RESIDENTS"
    YEAR_END = "YEAR_END"


class Format(StrEnum):
    """The file that a document is; the codes are stored and end its name."""

    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    PPTX = "pptx"
    XLSX = "xlsx"
    ODS = "ods"


NAMES: Mapping[Product, str] = {
    Product.MONITOR: "Finance and Performance Monitor",
    Product.SCRUTINY: "A scrutiny committee’s part",
    Product.ONE_PAGE: "A directorate on a page",
    Product.SLIDES: "Slides",
    Product.WORKBOOK: "The workbook behind the charts",
    Product.RESIDENTS: "For residents",
    Product.YEAR_END: "Year-end report",
}
_READ = (Format.HTML, Format.DOCX, Format.PDF)
FORMATS: Mapping[Product, tuple[Format, ...]] = {
    Product.MONITOR: _READ,
    Product.SCRUTINY: _READ,
    Product.ONE_PAGE: _READ,
    Product.SLIDES: (Format.PPTX, Format.HTML),
    Product.WORKBOOK: (Format.XLSX, Format.ODS),
    Product.RESIDENTS: _READ,
    Product.YEAR_END: _READ,
}
MEDIA: Mapping[Format, str] = {
    Format.HTML: "text/html; charset=utf-8",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.ODS: "application/vnd.oasis.opendocument.spreadsheet",
}
# Where each renderer is; a format's library is loaded only when it is asked for.
_RENDERERS: Mapping[Format, tuple[str, str]] = {
    Format.HTML: ("goldenthread.reports.rendering.html", "to_html"),
    Format.DOCX: ("goldenthread.reports.rendering.word", "to_word"),
    Format.PDF: ("goldenthread.reports.rendering.pdf", "to_pdf"),
    Format.PPTX: ("goldenthread.reports.rendering.slides", "to_pptx"),
    Format.XLSX: ("goldenthread.reports.rendering.xlsx", "to_xlsx"),
    Format.ODS: ("goldenthread.reports.rendering.ods", "to_ods"),
}

_FILLED = "goldenthread.reports.rendering.word_filled"


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the figures in a document: people's words by place, notices, colours, a template."""

    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # place: text, what was generated then
    notices: tuple[str, ...] = ()
    stamp: str = ""
    dated: str = ""
    is_plain: bool = False
    template: bytes | None = None


def render(made: Outline | Workbook, form: Format, template: bytes | None = None) -> bytes:
    """An outline or a workbook as a file. Raises `Refused` where a template can't be filled."""
    module, name = _RENDERERS[form]
    draw: Callable[..., bytes] = getattr(import_module(module), name)
    return draw(made, template=template) if form is Format.DOCX else draw(made)


def composed(facts: Facts, product: Product, part: str, beside: Beside) -> Outline | Workbook:
    """A product as an outline or a workbook. Raises `Refused` where there is no such part."""
    if part and part not in parts_of(facts, product):
        raise Refused(f"These figures have no part “{part}”.")
    compose: Callable[[Facts, str, Beside], Outline | Workbook]
    compose = import_module(f"goldenthread.reports.outlines.{product.lower()}").compose
    made = compose(facts, part, beside)
    if beside.template is None or not isinstance(made, Outline):
        return made
    marked: Callable[..., Outline] = import_module(_FILLED).with_marked
    return marked(made, beside.template, beside.words)


def document(facts: Facts, product: Product, part: str, form: Format, beside: Beside) -> bytes:
    """One product of these figures as a file."""
    return render(composed(facts, product, part, beside), form, beside.template)


def parts_of(facts: Facts, product: Product) -> list[str]:
    """Whose slices there are: the scrutiny bodies, or the directorates; none for a product of the whole.

    A service that belongs to no directorate on record has a page of its own.
    """
    if product is Product.SCRUTINY:
        return sorted(({one.body for one in facts.measures} | {one.body for one in facts.work}) - {""})
    if product is Product.ONE_PAGE:
        named = {one.directorate or one.service for one in facts.work}
        named |= {one.measure.directorate or one.measure.service for one in facts.measures}
        return sorted(named - {""})
    return []
