"""Writes the two Word templates that come with the product: `python scripts/word_templates.py [folder]`.

york-2008.docx follows the order of City of York's report of 23 December 2008, “Corporate Strategy Refresh”:
body and date, whose report, numbered paragraphs, implications by category, recommendations, contacts, wards.
modern.docx is in the house look. Written twice they are the same, byte for byte.
"""

from __future__ import annotations

import sys
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from goldenthread.reports.word_styles import INK, SECOND, TEXT_WIDTH, element, fresh_document

DATED = datetime(2026, 1, 1)  # noqa: DTZ001 - a file's date has no clock in it
PAPER = "F3F1EC"
_NUMBERED = (
    "<w:abstractNum {ns} w:abstractNumId='90'><w:multiLevelType w:val='singleLevel'/>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/>"
    "<w:lvlJc w:val='left'/><w:pPr><w:ind w:left='567' w:hanging='567'/></w:pPr></w:lvl></w:abstractNum>"
)


def york() -> Any:
    """The 2008 report's own order, with its numbered paragraphs."""
    document = fresh_document()
    _sizes(document, {"Normal": 12, "Title": 16, "Heading 1": 13, "Heading 2": 12, "Heading 3": 12})
    document.styles["Heading 1"].paragraph_format.space_before = Pt(16)
    number = _number_style(document)
    head = document.add_paragraph(style="Title")
    head.add_run("{{to}}\t{{date}}")
    head.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _rule_below(head)
    document.add_paragraph("Report of the {{report-of}}").paragraph_format.space_before = Pt(14)
    title = document.add_paragraph("{{title}}", style="Title")
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(10), Pt(4)
    document.add_paragraph("{{period}}").paragraph_format.space_after = Pt(10)
    document.add_paragraph("{{notices}}")
    for heading, *marks in (
        ("Summary", "lead"),
        ("Background", "introduction"),
        ("Consultation", "consultation"),
        ("Options", "options"),
        ("Analysis", "analysis"),
    ):
        _part(document, number, heading, *marks)
    for heading, mark in (
        ("Performance", "performance"),
        ("Exceptions", "exceptions"),
        ("Progress by theme", "themes"),
        ("Finance", "finance"),
        ("Amendments to what was approved", "changes"),
        ("What is missing", "gaps"),
    ):
        _part(document, number, heading, mark, level=2)
    for heading, mark in (
        ("Corporate Priorities", "priorities"),
        ("Implications", "implications"),
        ("Risk Management", "risks"),
        ("Recommendations", "recommendation"),
    ):
        _part(document, number, heading, mark)
    _york_contacts(document)
    document.add_heading("Sign-off, background papers and annexes", 1)
    document.add_paragraph("{{contacts}}")
    document.add_heading("Annex: how statuses are reached", 1)
    document.add_paragraph("{{rules}}")
    document.add_paragraph("{{all}}")
    _footer(document, "{{title}}")
    return document


def _york_contacts(document: Any) -> None:
    document.add_heading("Contact Details", 1)
    table = document.add_table(rows=2, cols=2)
    properties = table._tbl.tblPr
    properties.append(element("w:tblCaption", val="Contact details"))
    properties.append(element("w:tblDescription", val="Who wrote the report, and who answers for it"))
    table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    heads = ("Author:", "Chief Officer Responsible for the report:")
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    author, chief = table.rows[1].cells
    author.paragraphs[0].add_run("{{author}}")
    chief.paragraphs[0].add_run("{{chief-officer}}")
    approved = chief.add_paragraph()
    approved.add_run("Report Approved ").bold = True
    approved.add_run("{{approved}}")
    for label, mark in (("Wards Affected: ", "{{wards}}"),):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(12)
        paragraph.add_run(label).bold = True
        paragraph.add_run(mark)
    document.add_paragraph("For further information please contact the author of the report.")


def modern() -> Any:
    """The house look: a quiet band with the title, the sentence that matters, and everything after it."""
    document = fresh_document()
    section = document.sections[0]
    section.top_margin, section.header_distance = Cm(2.6), Cm(1)
    band = document.styles.add_style("Band", WD_STYLE_TYPE.PARAGRAPH)
    band.base_style = document.styles["Normal"]
    band.font.size, band.font.color.rgb = Pt(11), SECOND
    for style in (document.styles["Title"], band):
        _shade(style)
    title = document.styles["Title"]
    title.font.size = Pt(30)
    for words, style in (
        ("{{council}}", "Band"),
        ("{{title}}", "Title"),
        ("{{period}}", "Band"),
        ("To {{to}}, {{date}}. Report of the {{report-of}}.", "Band"),
    ):
        paragraph = document.add_paragraph(words, style=style)
    paragraph.paragraph_format.space_after = Pt(14)
    document.add_paragraph("{{notices}}").paragraph_format.space_before = Pt(14)
    document.add_paragraph("{{lead}}").paragraph_format.space_before = Pt(14)
    document.add_paragraph("{{all}}")
    head = section.header.paragraphs[0]
    head.style.font.size = Pt(9)
    head.add_run("{{notices}}").bold = True
    _footer(document, "{{council}}  ·  {{title}}")
    return document


# What both are made of


def _part(document: Any, number: Any, heading: str, *marks: str, level: int = 1) -> None:
    document.add_heading(heading, level)
    for mark in marks:
        document.add_paragraph(f"{{{{{mark}}}}}", style=number)


def _sizes(document: Any, sizes: dict[str, float]) -> None:
    for name, size in sizes.items():
        document.styles[name].font.size = Pt(size)
        document.styles[name].font.color.rgb = RGBColor(0, 0, 0)


def _number_style(document: Any) -> Any:
    """A style whose paragraphs are numbered through the whole report."""
    numbering = document.part.numbering_part.element
    numbering.find(qn("w:num")).addprevious(parse_xml(_NUMBERED.format(ns=nsdecls("w"))))
    numbering.append(element("w:num", element("w:abstractNumId", val=90), numId=90))
    style = document.styles.add_style("Numbered paragraph", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    properties = style.element.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = 90
    style.paragraph_format.space_after = Pt(8)
    return style


def _rule_below(paragraph: Any) -> None:
    rule = element("w:pBdr", element("w:bottom", val="single", sz=8, space=4, color=INK))
    paragraph._p.get_or_add_pPr().insert_element_before(rule, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _shade(style: Any) -> None:
    """A band of paper behind a paragraph, with room around the words."""
    sides = ("top", "left", "bottom", "right")
    edge = {"val": "single", "sz": 24, "space": 4, "color": PAPER}
    frame = element("w:pBdr", *(element(f"w:{side}", **edge) for side in sides))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        frame, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
    )
    properties.insert_element_before(
        element("w:shd", val="clear", color="auto", fill=PAPER),
        "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc",
    )  # fmt: skip
    style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.2)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)


def _footer(document: Any, words: str) -> None:
    footer = document.sections[0].footer
    paragraph = footer.paragraphs[0]
    paragraph.style.font.size, paragraph.style.font.color.rgb = Pt(9), SECOND
    paragraph.add_run(f"{words}  ·  Page ")
    for place, code in enumerate(("PAGE", "NUMPAGES")):
        if place:
            paragraph.add_run(" of ")
        shown = element("w:t")
        shown.text = "1"
        paragraph._p.append(element("w:fldSimple", element("w:r", shown), instr=code))
    footer.add_paragraph("{{stamp}}", style=paragraph.style)


def written(document: Any, title: str) -> bytes:
    """The document as a file without a clock in it."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "Golden Thread", ""
    properties.language, properties.last_modified_by = "en-GB", "Golden Thread"
    properties.created = properties.modified = DATED
    held, made = BytesIO(), BytesIO()
    document.save(held)
    with zipfile.ZipFile(held) as given, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as settled:
        for name in given.namelist():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            settled.writestr(info, given.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def templates() -> dict[str, bytes]:
    """Both, by the names of their files."""
    return {
        "york-2008.docx": written(york(), "A report as in York, 2008"),
        "modern.docx": written(modern(), "A report in the house look"),
    }


def main(folder: Path) -> None:
    """Write both into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in templates().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "policies" / "templates")
