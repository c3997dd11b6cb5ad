"""The proof's own proof: what counts as a figure, and that each reader finds those of its file."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.words import worked_out
from tests.reports.an_outline import STAMP
from tests.reports.figures_in import differences, figures_in, figures_in_docx, figures_in_html


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("96 of 150 (64%)", ["96", "150", "64%"]),
        ("−£742,000 and £1.4 million", ["−742000", "1.4"]),
        ("£-5, -5 and +0.5 points", ["−5", "−5", "+0.5"]),
        ("2008/09, 2008-09 and Q1", ["2008", "09", "2008", "09", "1"]),
        ("64\u202f% and 1\u00a0234", ["64%", "1", "234"]),
        ("30 June 2014.", ["30", "2014"]),
        (f"figures {STAMP} and {STAMP[:12]}", []),
        ("None", []),
    ],
)
def test_what_is_a_figure(words: str, found: list[str]) -> None:
    assert figures_in(words) == Counter(found)


@given(st.decimals(-999_999, 999_999, places=1), st.sampled_from(["", "%"]))
def test_any_figure_we_print_is_found_whole(value: object, sign: str) -> None:
    printed = f"{worked_out(value)}{sign}"  # type: ignore[arg-type]
    assert figures_in(f"It was {printed}, said the council.") == Counter([printed.replace(",", "")])


def test_differences_say_what_is_missing_and_what_nobody_wanted() -> None:
    wanted = Counter({"96": 2, "150": 1})
    assert differences(wanted, {"96", "150"}, Counter({"96": 2, "150": 3})) == ({}, [])
    assert differences(wanted, {"96", "150"}, Counter({"96": 1, "151": 1})) == ({"96": 1, "150": 1}, ["151"])


def test_a_page_is_read_with_what_its_drawings_tell_and_without_its_code() -> None:
    page = """<html><head><title>7</title><style>p {margin: 8px}</style></head>
    <body><h1>Monitor <em>3</em></h1><p>96 of <strong>150</strong></p>
    <svg width="892"><title>9</title><desc>Results: 78.5%</desc><text>60</text></svg>
    <table><tr><td>1,234</td><td>5</td></tr></table><img alt="Chart of 12" src="a13.png">
    <script>14</script></body></html>"""
    assert figures_in_html(page) == Counter(["3", "96", "150", "9", "78.5%", "1234", "5", "12"])


def test_a_word_file_is_read_in_and_out_of_tables_with_what_its_pictures_tell() -> None:
    document = Document()
    document.add_paragraph("96 of ").add_run("150").bold = True
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "1,234", "5"
    document.sections[0].footer.paragraphs[0].text = "Page 9 of 10"
    held = document.add_paragraph().add_run()
    held.add_picture(BytesIO(_dot()))
    document.element.body.findall(".//" + qn("wp:docPr"))[0].set("descr", "Chart of 78.5%")
    written = BytesIO()
    document.save(written)
    assert figures_in_docx(written.getvalue()) == Counter(["96", "150", "1234", "5", "78.5%"])


def _dot() -> bytes:
    from PIL import Image  # noqa: PLC0415 - for this test alone

    written = BytesIO()
    Image.new("RGB", (1, 1)).save(written, "PNG")
    return written.getvalue()
