"""An outline as a Word file: every block, real headings, header rows, words for pictures, the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from goldenthread.core.rating import Status
from goldenthread.reports.blocks import Outline, Section, Text, Words
from goldenthread.reports.rendering.word import to_word
from goldenthread.reports.word_tables import SIGNS
from tests.reports.outlined import outline, series


def opened(given: Outline) -> Any:
    return Document(BytesIO(to_word(given)))


def words_of(document: Any) -> str:
    return " ".join("".join(p.itertext(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))


def test_every_section_is_a_real_heading_in_order() -> None:
    """R144."""
    found = [one.text for one in opened(outline()).paragraphs if one.style.name == "Heading 1"]
    assert found == [section.heading for section in outline().sections]


def test_the_same_outline_is_the_same_file_byte_for_byte() -> None:
    assert to_word(outline()) == to_word(outline())


def test_every_table_repeats_its_header_says_what_it_is_and_parts_no_row() -> None:
    """R144."""
    tables = opened(outline()).tables
    assert len(tables) == 4
    for table in tables:
        assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        assert "Columns: " in table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)


def test_a_picture_says_in_words_what_it_shows_and_too_few_points_make_none() -> None:
    """R144."""
    found = opened(outline()).element.body.findall(".//" + qn("wp:docPr"))
    assert [one.get("descr") for one in found] == ["Streets clean. Results: 60, 61."]
    few = outline(sections=tuple(_with_points(one, 2) for one in outline().sections))
    assert not opened(few).element.body.findall(".//" + qn("wp:docPr"))


def _with_points(section: Section, count: int) -> Section:
    from dataclasses import replace  # noqa: PLC0415 - for this alone

    from goldenthread.reports.blocks import Picture  # noqa: PLC0415

    blocks = (
        replace(one, series=series(count)) if isinstance(one, Picture) else one for one in section.blocks
    )
    return replace(section, blocks=tuple(blocks))


def test_notices_stand_in_a_frame_at_the_start_and_at_the_head_of_every_page() -> None:
    document = opened(outline())
    assert [one.text for one in document.paragraphs if one.style.name == "Notice"] == [
        "Draft: not yet published."
    ]
    assert document.sections[0].header.paragraphs[0].text == "Draft: not yet published."
    assert not opened(outline(notices=())).sections[0].header.paragraphs[0].text


def test_the_stamp_stands_at_the_foot_of_every_page() -> None:
    foot = [one.text for one in opened(outline()).sections[0].footer.paragraphs]
    assert "These figures: 1a2b3c" in foot
    assert foot[0].startswith("Testbury  ·  Finance and Performance Monitor  ·  Page ")


def test_a_long_document_has_contents_that_lead_to_its_sections() -> None:
    body = opened(outline()).element.body
    links = body.findall(".//" + qn("w:hyperlink"))
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert len(links) == len(outline().sections)
    assert {one.get(qn("w:anchor")) for one in links} <= marks
    fields = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    assert fields == ["begin", "separate", "end"]
    short = opened(outline(sections=outline().sections[:3]))
    assert not short.element.body.findall(".//" + qn("w:hyperlink"))


def test_words_stand_in_a_control_that_says_what_it_is_for() -> None:
    controls = list(opened(outline()).element.body.iter(qn("w:sdt")))
    found = {
        one.find(f".//{qn('w:tag')}").get(qn("w:val")): one.find(f".//{qn('w:alias')}").get(qn("w:val"))
        for one in controls
    }
    assert found == {
        "words:summary": "Words: Summary",
        "words:director": "Words: In the director’s words",
    }
    held = ["".join(p.itertext(qn("w:t"))) for p in controls[0].iter(qn("w:p"))]
    assert held == ["We are proud.", "Streets are clean."]


def test_what_changed_underneath_is_said_after_the_words_and_not_among_them() -> None:
    document = opened(outline())
    said = "Figures changed since these words were written. Was 31 of 50, is now 32 of 50."
    assert said in words_of(document)
    control = next(document.element.body.iter(qn("w:sdt")))
    assert "31 of 50" not in "".join(control.itertext())


def test_without_colour_the_shapes_and_words_stay() -> None:
    """R135."""
    colours = {str(colour) for code, (_, colour) in SIGNS.items() if isinstance(code, Status)}
    drawn = {one.get(qn("w:val")) for one in opened(outline()).element.body.iter(qn("w:color"))}
    plain = opened(outline(is_plain=True))
    assert drawn & colours
    assert not {one.get(qn("w:val")) for one in plain.element.body.iter(qn("w:color"))} & colours
    assert "▲" in words_of(plain) and "Off target" in words_of(plain)


def test_a_number_stands_before_its_paragraph() -> None:
    paragraph = next(one for one in opened(outline()).paragraphs if "make up the rated" in one.text)
    assert paragraph.text == "1.\tOn and off target make up the rated."
    assert paragraph.paragraph_format.first_line_indent == -paragraph.paragraph_format.left_indent


def test_the_demonstration_says_that_it_is_one() -> None:
    assert "not a document of the council" in words_of(opened(outline(is_demonstration=True)))
    assert "not a document of the council" not in words_of(opened(outline()))


@pytest.mark.parametrize("words", ["\0", "a\x0bb", "￾", "\ud800", "<b>&amp;</b>"])
def test_any_words_can_be_written(words: str) -> None:
    section = Section("s", words, (Text(words, bold=words), Words("s", words)), note=words)
    document = opened(outline(title=words, sections=(section,), notices=(words,), stamp=words))
    assert document.paragraphs


def test_the_file_speaks_british_english_names_itself_and_holds_no_clock() -> None:
    document = opened(outline())
    assert {one.get(qn("w:val")) for one in document.styles.element.findall(".//" + qn("w:lang"))} == {
        "en-GB"
    }
    assert document.core_properties.title == "Finance and Performance Monitor: Testbury"
    with zipfile.ZipFile(BytesIO(to_word(outline()))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_is_spaced_by_empty_paragraphs() -> None:
    """R144: a screen reader says “blank” at each."""
    body = opened(outline()).element.body
    empty = [
        one
        for one in body.iterchildren(qn("w:p"))
        if not "".join(one.itertext()).strip() and not one.findall(".//" + qn("wp:docPr"))
    ]
    assert not empty
