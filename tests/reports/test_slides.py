"""PowerPoint: real titles and tables, nothing small, nothing past the edge, every figure of its outline."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from goldenthread.core.sentences import plain
from goldenthread.reports.blocks import Big, Heading, Outline, Section, Table, Text
from goldenthread.reports.grids import Column, grid, text
from goldenthread.reports.rendering.signs import COLOURS, INK
from goldenthread.reports.rendering.slide_flow import TALL, Para, Sheet, packed, table_of, wrapped
from goldenthread.reports.rendering.slides import to_pptx
from tests.reports.an_outline import exceptions, money, outline
from tests.reports.figures_in import (
    allowed_in,
    differences,
    figures_in_pptx,
    figures_of_outline,
    shapes_outside,
)


@cache
def rich() -> bytes:
    return to_pptx(outline(30, 3))


def of(*blocks: Any, **more: Any) -> Outline:
    return Outline("Monitor", "York", "", (Section("a", "1. Performance", blocks),), **more)


def slides(content: bytes) -> list[Any]:
    return list(Presentation(BytesIO(content)).slides)


def titles(content: bytes) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in slides(content)]


def runs(content: bytes) -> Iterator[Any]:
    """The properties of every run of words on any slide."""
    for slide in slides(content):
        yield from slide._element.iter(qn("a:rPr"))


def test_every_figure_of_the_outline_is_on_a_slide_and_no_other() -> None:
    made = outline(30, 3)
    assert differences(figures_of_outline(made), allowed_in(made), figures_in_pptx(rich())) == ({}, [])


def test_one_wrong_digit_would_be_seen() -> None:
    right, wrong = of(Big((("64%", "on target", ""),))), of(Big((("65%", "on target", ""),)))
    found = figures_in_pptx(to_pptx(wrong))
    assert differences(figures_of_outline(right), allowed_in(right), found) == ({"64%": 1}, ["65%"])


def test_the_same_outline_gives_the_same_bytes() -> None:
    assert to_pptx(outline(3, 1)) == to_pptx(outline(3, 1))


def test_nothing_reaches_past_the_edge_of_its_slide() -> None:
    assert shapes_outside(rich()) == []
    shown = Presentation(BytesIO(rich()))
    assert (shown.slide_width, shown.slide_height) == (Pt(960), Pt(540))


def test_nothing_is_set_below_fourteen_points() -> None:
    sizes = [int(one.get("sz")) for one in runs(rich()) if one.get("sz")]
    assert min(sizes) == 1400
    assert all(one.get("lang") == "en-GB" for one in runs(rich()))


def test_every_slide_has_a_title_of_its_own() -> None:
    found = titles(rich())
    assert found[:4] == [
        "Finance and Performance Monitor 3",
        "Summary",
        "Summary, continued (2 of 2)",
        "1. Performance",
    ]
    assert len(set(found)) == len(found)
    assert "Calls answered by team 0 rose" in found


def test_a_long_table_goes_on_with_its_heads_on_each_slide() -> None:
    content = to_pptx(of(Table(exceptions(30))))
    tables = [shape.table for slide in slides(content) for shape in slide.shapes if shape.has_table]
    assert len(tables) > 3
    assert {table.cell(0, 0).text for table in tables} == {"Measure"}
    assert all(table.first_row and not table.horz_banding for table in tables)
    assert sum(len(table.rows) - 1 for table in tables) == 30


def test_tables_and_charts_are_told_in_words() -> None:
    told = [
        shape._element.xpath(".//p:cNvPr/@descr")[0]
        for slide in slides(rich())
        for shape in slide.shapes
        if shape.name in ("Table", "Chart")
    ]
    assert "Forecast variance from budget. Columns: Directorate" in " ".join(told)
    assert sum(one.startswith("Line chart of team") for one in told) == 3


def test_notices_are_read_first_and_stand_on_every_slide() -> None:
    first, *others = slides(rich())
    assert first.shapes[0].name == "Notice"
    assert first.shapes[0].text_frame.text.startswith("Correction on 9 April 2009")
    footers = [shape.text_frame.text for slide in others for shape in slide.shapes if shape.name == "Footer"]
    assert len(footers) == len(others)
    assert all("Correction on 9 April 2009" in one and "figures 3fa91c07be52" in one for one in footers)


def test_the_speaker_has_the_full_sentences() -> None:
    said = [slide.notes_slide.notes_text_frame.text for slide in slides(rich())]
    assert "Of 150 rated measures, 96 are on target, and of 146 that can be compared, 92 improved." in said[0]
    assert any("Line chart of team 0. Results: Apr–Jun 2007 60.0%" in one for one in said)


def test_colours_can_be_withheld() -> None:
    def inks(content: bytes) -> set[str]:
        return {one.get("val") for slide in slides(content) for one in slide._element.iter(qn("a:srgbClr"))}

    bright = {one.removeprefix("#") for one in COLOURS.values()}
    assert bright <= inks(to_pptx(of(Table(exceptions(4)))))
    assert not bright & inks(to_pptx(of(Table(exceptions(4)), is_plain=True)))
    assert INK.removeprefix("#") in inks(to_pptx(of(Table(exceptions(4)), is_plain=True)))


def test_a_title_too_long_for_its_place_is_said_in_full_below() -> None:
    long = "The council that has 12 themes and an improvement plan " * 12
    made = replace(of(), sections=(Section("a", long, (Text("Words."),)),))
    content = to_pptx(made)
    assert titles(content)[1].endswith("…")
    assert any(
        long.strip() in shape.text_frame.text for shape in slides(content)[1].shapes if shape.has_text_frame
    )
    assert shapes_outside(content) == []


def test_an_opening_too_long_for_the_cover_has_a_slide_of_its_own() -> None:
    content = to_pptx(of(lead=(plain("Many words of 3 kinds. " * 60),)))
    assert titles(content)[1:4] == ["In short", "In short, continued (2 of 2)", "1. Performance"]
    assert shapes_outside(content) == []


def test_a_row_longer_than_a_slide_goes_on_below_itself() -> None:
    long = "Said 1,234 times. " * 200
    content = to_pptx(of(Table(grid("Long", [Column("Said"), Column("By")], [[text(long), text("Us")]]))))
    assert figures_in_pptx(content)["1234"] == 200
    assert shapes_outside(content) == []


@pytest.mark.parametrize(
    "made", [Outline("", "", "", ()), of(), of(Table(exceptions(0)), Heading(""), Text(""))]
)
def test_a_poor_outline_still_makes_slides(made: Outline) -> None:
    assert titles(to_pptx(made))[0] in ("Untitled", "Monitor")


def test_the_file_says_its_language_and_bears_no_clock() -> None:
    with zipfile.ZipFile(BytesIO(to_pptx(of()))) as held:
        said = held.read("docProps/core.xml").decode()
    assert "<dc:language>en-GB</dc:language>" in said
    assert "dcterms" not in said.partition(">")[2].replace("xmlns:dcterms", "")


@given(st.lists(st.text("ab cW\n", max_size=3000), max_size=12), st.integers(0, 40))
@settings(max_examples=40, deadline=None)
def test_no_slide_holds_more_than_it_has_room_for(paragraphs: list[str], rows: int) -> None:
    pieces = [Para(((words, False),)) for words in paragraphs]
    tables = [table_of(exceptions(rows))] if rows else []
    found = packed([*pieces, *tables, table_of(money())])
    assert all(sum(piece.height for piece in slide) <= TALL + 0.01 for slide in found)
    kept = sum(len(piece.rows) for slide in found for piece in slide if isinstance(piece, Sheet))
    assert kept == sum(len(table.rows) for table in tables) + 4


@given(st.text("abc W—é1%", max_size=400), st.integers(40, 800))
def test_wrapping_loses_no_words(words: str, room: int) -> None:
    assert "".join(wrapped(words, room, 14)).split() == words.split()


def test_slides_in_welsh_are_told_to_be_read_so() -> None:
    assert {one.get("lang") for one in runs(to_pptx(of(Text("Geiriau"), language="cy-GB")))} == {"cy-GB"}
