"""The parts of an OpenDocument spreadsheet that hold no figures: styles, settings, what the document is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from goldenthread.reports.rendering.figured import MINUS, Form
from goldenthread.reports.rendering.spreadsheet import FONT, SIZE, TITLE_SIZE

INK, SECOND, LINK = "#16212e", "#4b5664", "#12436d"
LETTER = 0.215  # centimetres that a letter takes at the size of the cells
_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
RULE = f"0.75pt solid {INK}"


def _root(name: str, inside: str, *spaces: str) -> str:
    said = " ".join(f'xmlns:{one}="{_SPACES[one]}"' for one in spaces)
    return f'{_HEAD}<{name} {said} {name.partition(":")[0]}:version="1.3">{inside}</{name}>'


MANIFEST = _root(
    "manifest:manifest",
    '<manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}.xml" manifest:media-type="text/xml"/>'
        for name in ("content", "styles", "meta", "settings")
    ),
    "manifest",
)
_LETTERS = (
    f'<style:text-properties fo:font-family="{FONT}" style:font-family-generic="swiss" '
    f'fo:font-size="{SIZE}pt" fo:color="{INK}" fo:language="en" fo:country="GB"/>'
)
STYLES = _root(
    "office:document-styles",
    f'<office:styles><style:default-style style:family="table-cell">{_LETTERS}</style:default-style>'
    '<style:style style:name="Default" style:family="table-cell"/></office:styles>'
    '<office:automatic-styles><style:page-layout style:name="wide"><style:page-layout-properties '
    'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" '
    'style:scale-to-X="1" style:scale-to-Y="0" fo:margin="1.5cm"/></style:page-layout>'
    "</office:automatic-styles>"
    '<office:master-styles><style:master-page style:name="Default" style:page-layout-name="wide"/>'
    "</office:master-styles>",
    "office",
    "style",
    "fo",
)


def meta(title: str, council: str) -> str:
    """What the document is called, whose it is and its language; no date, so that it stays the same."""
    inside = (
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(council)}</dc:creator>"
        "<dc:language>en-GB</dc:language>"
    )
    return _root("office:document-meta", f"<office:meta>{inside}</office:meta>", "office", "meta", "dc")


def settings(pages: Sequence[tuple[str, int]]) -> str:
    """The first sheet open with its cursor in A1; each table's headings stay in sight."""
    tables = "".join(_view(name, rows) for name, rows in pages)
    inside = (
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
        + _item("ActiveTable", "string", pages[0][0])
        + _item("ShowGrid", "boolean", "false")
        + "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings>"
    )
    return _root("office:document-settings", inside, "office", "config")


def _view(name: str, rows: int) -> str:
    items = _item("CursorPositionX", "int", "0") + _item("CursorPositionY", "int", "0")
    items += _item("ShowGrid", "boolean", "false")
    if rows:
        items += (
            _item("VerticalSplitMode", "short", "2")
            + _item("VerticalSplitPosition", "int", str(rows))
            + _item("ActiveSplitRange", "short", "2")
            + _item("PositionBottom", "int", str(rows))
        )
    return (
        f'<config:config-item-map-entry config:name="{escape(name)}">{items}</config:config-item-map-entry>'
    )


def _item(name: str, kind: str, value: str) -> str:
    return (
        f'<config:config-item config:name="{name}" config:type="{kind}">{escape(value)}</config:config-item>'
    )


class Styles:
    """The styles that a document's cells ask for, each made once."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}
        self._numbers: dict[tuple[Form, bool], str] = {}

    def column(self, width: int) -> str:
        name = f"col{width}"
        self.made[name] = (
            f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width * LETTER:.2f}cm"/></style:style>'
        )
        return name

    def number(self, form: Form, is_total: bool) -> str:
        known = self._numbers.get((form, is_total))
        if known:
            return known
        name = self._numbers[form, is_total] = f"num{len(self._numbers)}"
        self.made[name] = number_style(f"f{name}", form) + cell_style(
            name, is_strong=is_total, is_total=is_total, is_right=True, form=f"f{name}"
        )
        return name


def number_style(name: str, form: Form) -> str:
    """A format with a true minus: that of numbers below nought, and what the others take instead."""
    kind = "percentage-style" if form.is_percent else "number-style"
    commas = ' number:grouping="true"' if form.has_commas else ""
    digits = (
        f'<number:number number:decimal-places="{form.places}" number:min-decimal-places="{form.places}" '
        f'number:min-integer-digits="1"{commas}/>'
    ) + ("<number:text>%</number:text>" if form.is_percent else "")
    money = "£" if form.is_money else ""

    def part(key: str, before: str, more: str = "") -> str:
        said = f"<number:text>{before}</number:text>" if before else ""
        return f'<number:{kind} style:name="{key}">{said}{digits}{more}</number:{kind}>'

    above = part(f"{name}a", ("+" if form.is_signed else "") + money)
    zero = part(f"{name}z", money)
    maps = (
        f'<style:map style:condition="value()&gt;0" style:apply-style-name="{name}a"/>'
        f'<style:map style:condition="value()=0" style:apply-style-name="{name}z"/>'
    )
    return above + zero + part(name, MINUS + money, maps)


def cell_style(
    name: str,
    *,
    is_strong: bool = False,
    is_total: bool = False,
    is_right: bool = False,
    is_wrapped: bool = False,
    colour: str = INK,
    size: int = SIZE,
    more: str = "",
    form: str = "",
) -> str:
    """The look of a cell."""
    rules = f' fo:border-top="{RULE}" fo:border-bottom="{RULE}"' if is_total else ""
    wrapped = ' fo:wrap-option="wrap"' if is_wrapped else ""
    right = '<style:paragraph-properties fo:text-align="end"/>' if is_right else ""
    source = 'style:text-align-source="fix" fo:padding-right="0.3cm" ' if is_right else ""
    weight = ' fo:font-weight="bold"' if is_strong else ""
    data = f' style:data-style-name="{form}"' if form else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{data}>'
        f'<style:table-cell-properties {source}style:vertical-align="top"{wrapped}{rules}{more}/>{right}'
        f'<style:text-properties fo:font-size="{size}pt" fo:color="{colour}"{weight}/></style:style>'
    )


def _looks() -> str:
    under = f' fo:border-bottom="{RULE}"'
    found = [
        cell_style("title", is_strong=True, size=TITLE_SIZE),
        cell_style("plain"),
        cell_style("link", colour=LINK),
        cell_style("head", is_strong=True, is_wrapped=True, more=under),
        cell_style("headright", is_strong=True, is_wrapped=True, is_right=True, more=under),
    ]
    for kind, colour in (("words", INK), ("blank", SECOND)):
        for side in ("", "right"):
            for total in ("", "total"):
                found.append(
                    cell_style(
                        kind + side + total,
                        is_strong=bool(total),
                        is_total=bool(total),
                        is_right=bool(side),
                        is_wrapped=True,
                        colour=colour,
                    )
                )
    return "".join(found)


def content(styles: Styles, tables: str, ranges: str) -> str:
    """The sheets, with the styles that their cells ask for."""
    looks = (
        '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
        '<style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="row" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
        '<style:style style:name="titlerow" style:family="table-row">'
        '<style:table-row-properties style:row-height="0.95cm" style:use-optimal-row-height="false"/>'
        "</style:style>"
    )
    marked = f"<table:database-ranges>{ranges}</table:database-ranges>" if ranges else ""
    return _root(
        "office:document-content",
        f"<office:automatic-styles>{looks}{_looks()}{''.join(styles.made.values())}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}{marked}</office:spreadsheet></office:body>",
        "office",
        "table",
        "text",
        "style",
        "number",
        "fo",
        "xlink",
    )


def letters(column: int) -> str:
    """A column's letters, counted from nought: A, B, … Z, AA."""
    found = ""
    while column >= 0:
        found = chr(65 + column % 26) + found
        column = column // 26 - 1
    return found
