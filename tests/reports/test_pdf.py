"""The PDF: readable by everyone (PDF/UA-1), the same bytes each time, with every figure of its outline."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import page
import pytest

from goldenthread.reports.blocks import Heading, Outline, Section, Table, Text
from goldenthread.reports.grids import Column, grid, text
from goldenthread.reports.rendering.pdf import to_pdf
from goldenthread.reports.rendering.pdf_parts import section_of
from tests.reports.an_outline import STAMP, exceptions, outline
from tests.reports.figures_in import allowed_in, differences, figures_in_pdf, figures_of_outline
from tests.reports.pdf_words import pieces

LIMITS = page.SafetyLimits(max_table_grid_rows=20_000)


@cache
def rich() -> bytes:
    return to_pdf(outline())


def failures(content: bytes, tmp_path: Path) -> list[str]:
    written = tmp_path / "made.pdf"
    written.write_bytes(content)
    report = page.validate_pdf(written, profile=page.ValidationProfile.PDF_UA_1, limits=LIMITS)
    return [str(one) for one in report.failures]


def of(*sections: Section, **more: object) -> Outline:
    return Outline("Monitor", "York", "", sections, **more)  # type: ignore[arg-type]


def words(content: bytes) -> list[str]:
    return [said for _, said in pieces(content)]


def test_a_rich_document_passes_pdf_ua(tmp_path: Path) -> None:
    assert failures(rich(), tmp_path) == []


@pytest.mark.parametrize(
    "given",
    [
        of(),
        of(Section("a", "", ())),
        of(Section("a", "A", (Heading("Deep", 4), Text(""), Table(exceptions(0))))),
        of(Section("a", "A", (Table(exceptions(2)),)), language="cy-GB", is_plain=True),
        replace(of(), title="", council=""),
    ],
    ids=("nothing", "no heading", "levels left out", "Welsh and plain", "no title"),
)
def test_a_poor_document_passes_too(given: Outline, tmp_path: Path) -> None:
    assert failures(to_pdf(given), tmp_path) == []


def test_every_figure_of_the_outline_is_printed_and_no_other() -> None:
    given = outline()
    assert differences(figures_of_outline(given), allowed_in(given), figures_in_pdf(rich())) == ({}, [])


def test_one_wrong_digit_would_be_seen() -> None:
    given = outline()
    wrong = replace(
        given, lead=(((given.lead[0][0]._replace(text="Of 151 rated measures, ")), *given.lead[0][1:]),)
    )
    missing, unwanted = differences(
        figures_of_outline(given), allowed_in(given), figures_in_pdf(to_pdf(wrong))
    )
    assert missing["150"] == 1
    assert unwanted == ["151"]


def test_the_same_outline_gives_the_same_bytes() -> None:
    assert to_pdf(outline(3, 1)) == to_pdf(outline(3, 1))


def test_words_of_people_are_never_run() -> None:
    said = words(rich())
    for hostile in (
        '#let stolen = read("/etc/passwd")',
        "=1+1",
        "@SUM(A1:A9)",
        "Tŷ Pŵer, Llanfairpwllgwyngyll: ŵŷâêîôû",
    ):
        assert hostile in said


def test_words_can_be_copied_and_searched_as_they_are_read() -> None:
    said = " ".join(words(rich()))
    assert not set(said) & set("\u200b\u2060\u00ad")
    assert "W" * 300 in said.replace(" ", "")


def test_a_sign_that_the_type_lacks_is_said_by_its_name() -> None:
    assert "Party [party popper] and family [woman][woman][girl]" in words(rich())


def test_notices_are_read_before_anything_else() -> None:
    assert words(rich())[:2] == [
        "Correction on 9 April 2009: 1 figure changed after publication.",
        "Draft, not yet approved.",
    ]


def test_a_strip_a_bar_and_a_chart_are_told_in_words() -> None:
    told = [said for kind, said in pieces(rich()) if kind == "/Figure"]
    assert "2 on target, 2 near, 2 off, 1 not rated" in told
    assert {"over", "under"} <= set(told)
    assert sum(said.startswith("Line chart of team") for said in told) == 8


def test_no_level_of_heading_is_left_out() -> None:
    section = Section("a", "A", (Heading("Deep", 4), Heading("Next", 2), Heading("Under", 3)))
    drawn = section_of(section, 0, of(section))
    assert [one["level"] for one in drawn["blocks"]] == [2, 2, 3]


def test_only_a_long_document_has_a_table_of_contents() -> None:
    assert "Contents" in words(rich())
    assert "Contents" not in words(to_pdf(of(Section("a", "A", (Text("Short."),)))))


def test_an_empty_table_says_that_there_is_none() -> None:
    assert "Measures near or off target: none." in words(
        to_pdf(of(Section("a", "A", (Table(exceptions(0)),))))
    )


def test_a_row_longer_than_a_page_goes_on_to_the_next() -> None:
    long = "One of 1,234 words. " * 700
    given = of(
        Section("a", "A", (Table(grid("Long", [Column("Said"), Column("By")], [[text(long), text("Us")]])),))
    )
    assert figures_in_pdf(to_pdf(given)) == Counter({"1234": 700})


def test_the_stamp_is_printed_and_is_no_figure() -> None:
    assert STAMP[:12] not in " ".join(words(rich()))  # it stands in the footer, which is an artifact
    assert not figures_in_pdf(to_pdf(of(stamp=STAMP)))
