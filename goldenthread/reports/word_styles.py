"""How a Word document looks where nobody says otherwise: its styles, page, language and numbering.

In a council's own template the template's styles win; those it lacks are added in its own typeface.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Cm, Pt, RGBColor

FONT = "Arial"
INK, SECOND = RGBColor(0x16, 0x21, 0x2E), RGBColor(0x4B, 0x56, 0x64)
MARGIN, TEXT_WIDTH = Cm(2.2), Cm(16.6)


@dataclass(frozen=True, slots=True)
class Look:
    """One style of paragraph: sizes and distances in points; `level` is that of a heading."""

    size: float
    before: float
    after: float
    colour: RGBColor = INK
    is_bold: bool = False
    level: int = 0
    is_built_in: bool = False


LOOKS: Mapping[str, Look] = {
    "Title": Look(26, 0, 4, is_bold=True, is_built_in=True),
    "Heading 1": Look(16, 22, 6, is_bold=True, level=1, is_built_in=True),
    "Heading 2": Look(12.5, 14, 4, is_bold=True, level=2, is_built_in=True),
    "Heading 3": Look(11, 10, 3, is_bold=True, level=3, is_built_in=True),
    "Heading 4": Look(11, 8, 3, SECOND, is_bold=True, level=4, is_built_in=True),
    "List Bullet": Look(11, 0, 3, is_built_in=True),
    "Caption": Look(10, 14, 2, is_bold=True, is_built_in=True),
    "Lead": Look(14, 4, 10),
    "Quiet": Look(9.5, 0, 4, SECOND),
    "Notice": Look(11, 0, 6),
    "Contents": Look(11, 0, 2),
    "Big figure": Look(28, 0, 0),
    "Cell": Look(9.5, 2.5, 2.5),
    "Cell note": Look(9, 0, 2.5, SECOND),
}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TIGHT = ("Cell", "Cell note")


def element(tag: str, /, *inside: Any, **said: object) -> Any:
    """An element of WordprocessingML: `element("w:jc", val="right")`."""
    made = OxmlElement(tag)
    for key, value in said.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(inside)
    return made


def printable(words: str) -> str:
    """Words without the characters that XML can't hold."""
    return _UNPRINTABLE.sub("", words)


def fresh_document() -> Any:
    """An empty document in the house look: A4, British English, Arial."""
    document: Any = Document()
    styles = document.styles
    _set_language(document)
    set_page(document.sections[0])
    _dress(styles["Normal"], Look(11, 0, 6), FONT)
    for name, look in LOOKS.items():
        held = styles[name] if look.is_built_in else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _dress(held, look, FONT)
        _complete(held, name)
    styles["Caption"].font.italic = False
    for rule in styles["Title"].element.get_or_add_pPr().findall(qn("w:pBdr")):
        rule.getparent().remove(rule)  # Word's own rule under a title
    return document


def missing_styles(document: Any) -> list[str]:
    """The built-in styles that a template lacks, so that ours are added."""
    return [name for name, look in LOOKS.items() if look.is_built_in and not _held(document.styles, name)]


def lend_styles(document: Any) -> dict[str, str]:
    """Add what a template lacks, in its own typeface; every style's identifier by its name."""
    styles, found = document.styles, {}
    for name, look in LOOKS.items():
        held = _held(styles, name)
        if held is None:
            free = name if name not in styles else f"{name} (Golden Thread)"
            held = _held(styles, free) or styles.add_style(
                free, WD_STYLE_TYPE.PARAGRAPH, builtin=look.is_built_in and free == name
            )
            held.base_style = _default(styles)
            _dress(held, look, "")
            _complete(held, name)
            if name == "List Bullet":
                _give_bullets(document, held)
        found[name] = held.style_id
    return found


def styles_by_name(document: Any) -> dict[str, str]:
    """Every style of ours in a fresh document by its name."""
    return {name: document.styles[name].style_id for name in LOOKS}


def _held(styles: Any, name: str) -> Any:
    held = styles[name] if name in styles else None  # noqa: SIM401 - python-docx has no get
    return held if held is not None and held.type == WD_STYLE_TYPE.PARAGRAPH else None


def _default(styles: Any) -> Any:
    return styles.default(WD_STYLE_TYPE.PARAGRAPH)


def _complete(style: Any, name: str) -> None:
    """What a look can't say: close lines in cells, the frame of a notice, a heading's level."""
    properties = style.element.get_or_add_pPr()
    if name in TIGHT:
        style.paragraph_format.line_spacing = 1.1
    if name == "Notice":
        sides = ("top", "left", "bottom", "right")
        widths = {side: 36 if side == "left" else 4 for side in sides}
        frame = element(
            "w:pBdr",
            *(element(f"w:{side}", val="single", sz=widths[side], space=6, color=INK) for side in sides),
        )
        properties.insert_element_before(
            frame, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
        )
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.35)
    if LOOKS[name].level:
        style.paragraph_format.keep_with_next = True
        if properties.find(qn("w:outlineLvl")) is None:
            properties.append(element("w:outlineLvl", val=LOOKS[name].level - 1))


def _dress(style: Any, look: Look, font: str) -> None:
    style.font.size, style.font.bold = Pt(look.size), look.is_bold
    style.font.color.rgb = look.colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(look.before), Pt(look.after)
    if not font:
        return
    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), font)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    style.element.get_or_add_rPr().append(element("w:lang", val="en-GB"))


def set_page(section: Any) -> None:
    """A4, upright."""
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Cm(2), Cm(2.3)


def _set_language(document: Any) -> None:
    """British English by default, and Word's layout of today: not the template's American and 2010."""
    default = document.styles.element.find(".//" + qn("w:rPrDefault") + "//" + qn("w:lang"))
    theme = document.settings.element.find(".//" + qn("w:themeFontLang"))
    for language in (default, theme):
        language.set(qn("w:val"), "en-GB")
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


# Bullets in a template without any

_BULLETS = (
    "<w:abstractNum {ns} w:abstractNumId='{number}'><w:multiLevelType w:val='singleLevel'/>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/>"
    "<w:lvlJc w:val='left'/><w:pPr><w:ind w:left='360' w:hanging='360'/></w:pPr></w:lvl></w:abstractNum>"
)


def _give_bullets(document: Any, style: Any) -> None:
    numbering = _numbering(document)
    held = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
    number = max(held, default=-1) + 1
    made = parse_xml(_BULLETS.format(ns=nsdecls("w"), number=number))
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(made)
    else:
        first.addprevious(made)
    used = [int(one.get(qn("w:numId"))) for one in numbering.findall(qn("w:num"))]
    key = max(used, default=0) + 1
    numbering.append(element("w:num", element("w:abstractNumId", val=number), numId=key))
    properties = style.element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = key


def _numbering(document: Any) -> Any:
    """The part that holds a document's lists; made where it has none."""
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        blank = f"<w:numbering {nsdecls('w')}/>".encode()
        part = NumberingPart.load(
            PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, blank, document.part.package
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part.element
