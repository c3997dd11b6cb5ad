"""The Word file: real headings, header rows, alternative text, and the same figures as the page."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from docx import Document
from docx.oxml.ns import qn

from goldenthread.exchange.council import load_council
from goldenthread.people.models import Council
from goldenthread.plans.queries import main_edition
from goldenthread.reports.documents import monitor_page, monitor_tables
from goldenthread.reports.figures.monitor import Monitor, money_rows, monitor
from goldenthread.reports.grids import Grid
from goldenthread.reports.queries import reports_of
from goldenthread.reports.word import monitor_document
from tests.cast import WHO

SLUGS = ("york", "cheltenham", "hart")
SIGN_WORDS = {
    "●": "On target", "◒": "Near target", "▲": "Off target", "○": "Not rated",
    "↗": "Improved", "→": "Same", "↘": "Worse", "!": "Overdue",
}  # fmt: skip


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        for slug in SLUGS:
            load_council(settings.DEMO_DIR / slug, **WHO)
        yield
        transaction.set_rollback(True)


@pytest.fixture(params=SLUGS)
def report(request: pytest.FixtureRequest, _loaded: None, db: None) -> Monitor:
    return monitor_of(request.param)


@pytest.fixture
def york(_loaded: None, db: None) -> Monitor:
    return monitor_of("york")


def monitor_of(slug: str) -> Monitor:
    council = Council.objects.get(slug=slug)
    edition = main_edition(council)
    assert edition is not None and council.position_on is not None
    return monitor(council, edition, reports_of(council)[0], council.position_on)


def opened(report: Monitor) -> object:
    return Document(BytesIO(monitor_document(report)))


def headings(document: object) -> list[tuple[int, str]]:
    return [
        (int(paragraph.style.name[-1]), paragraph.text)
        for paragraph in document.paragraphs  # type: ignore[attr-defined]
        if paragraph.style.name.startswith("Heading")
    ]


def test_the_report_has_its_sections_as_real_headings_in_order(report: Monitor) -> None:
    """R028: the combined finance and performance report."""
    sections = [words for level, words in headings(opened(report)) if level == 1]
    assert sections == [
        "Summary", "1. Performance", "2. Exceptions", f"3. {report.position.top_plural}", "4. Finance",
        "5. Gaps", "6. Changes to what was approved",
        "7. Implications", "8. Recommendation and reason", "9. Contacts and sign-off",
        "How statuses are reached",
    ]  # fmt: skip


def test_headings_never_skip_a_level(report: Monitor) -> None:
    """R144."""
    levels = [level for level, _ in headings(opened(report))]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_repeated_header_row_and_a_description(report: Monitor) -> None:
    """R144."""
    tables = opened(report).tables  # type: ignore[attr-defined]
    assert tables
    for table in tables:
        assert table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert "Columns: " in table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)


def test_every_picture_is_said_in_words(york: Monitor) -> None:
    """R144."""
    pictures = opened(york).element.body.findall(".//" + qn("wp:docPr"))  # type: ignore[attr-defined]
    assert len(pictures) == 8
    assert all("Results: " in picture.get("descr") for picture in pictures)


def test_no_status_is_a_shape_or_a_colour_alone(report: Monitor) -> None:
    """R144: beside each sign stands its word."""
    cells = [cell.text for table in opened(report).tables for row in table.rows for cell in row.cells]  # type: ignore[attr-defined]
    signed = [text for text in cells if text[:1] in SIGN_WORDS]
    assert signed
    assert all(text[1:].lstrip().startswith(SIGN_WORDS[text[0]]) for text in signed)


def test_nothing_is_spaced_by_empty_paragraphs(report: Monitor) -> None:
    """R144: a screen reader says “blank” at each. A paragraph between two tables has words in it."""
    body = opened(report).element.body  # type: ignore[attr-defined]
    empty = [p for p in body.iterchildren(qn("w:p")) if not p.text and not p.findall(".//" + qn("wp:docPr"))]
    assert not empty
    assert all(table.getnext().tag == qn("w:p") for table in body.iterchildren(qn("w:tbl")))


def test_no_words_are_smaller_than_nine_points(report: Monitor) -> None:
    """R144."""
    styles = opened(report).styles  # type: ignore[attr-defined]
    names = ("Normal", "Title", "Lead", "Quiet", "Cell", "Cell note", "Caption", "List Bullet", "footer")
    assert min(styles[name].font.size.pt for name in names) >= 9


def test_no_word_in_a_table_is_wider_than_its_column(report: Monitor) -> None:
    """Arial's letters are at most about half as wide as high, on average, in any word of a dozen letters."""
    for table in opened(report).tables:  # type: ignore[attr-defined]
        for row in table.rows:
            for cell in row.cells:
                longest = max(map(len, cell.text.split()), default=0)
                assert longest * 9.5 * 0.5 <= cell.width.pt, cell.text


def test_headline_counts_add_up_to_what_was_gathered(report: Monitor) -> None:
    """R141: on + near + off = rated in every row, and the last row is the monitor's own total."""
    table = opened(report).tables[0]  # type: ignore[attr-defined]
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]
    assert all(sum(map(int, row[1:4])) == int(row[4]) for row in rows)
    whole = report.position.status
    assert [int(rows[-1][place]) for place in (1, 4, 6)] == [whole.on_target, whole.rated, whole.not_rated]


def test_the_file_speaks_british_english_and_names_itself(report: Monitor) -> None:
    document = opened(report)
    spoken = document.styles.element.findall(".//" + qn("w:lang"))  # type: ignore[attr-defined]
    assert {language.get(qn("w:val")) for language in spoken} == {"en-GB"}
    assert document.core_properties.language == "en-GB"  # type: ignore[attr-defined]
    assert report.title in document.core_properties.title  # type: ignore[attr-defined]


def test_the_same_report_is_the_same_file_byte_for_byte(report: Monitor) -> None:
    assert monitor_document(report) == monitor_document(report)


def test_every_figure_in_the_word_file_is_the_pages(report: Monitor) -> None:
    """R141: one gathering, many renderings."""
    held = [[cell.text for cell in row.cells] for table in opened(report).tables for row in table.rows]  # type: ignore[attr-defined]
    html = monitor_page(report)
    for grid in monitor_tables(report).values():
        for row in grid.rows if isinstance(grid, Grid) else ():
            numbers = [cell.text for cell in row.cells if cell.kind.value == "NUMBER"]
            assert any(all(n in " ".join(line) for n in numbers) for line in held)
            assert all(number in html for number in numbers)


def test_the_report_names_who_it_is_from_and_who_signs_it(york: Monitor) -> None:
    """R001, R084, R085, R086, R087, R088."""
    document = opened(york)
    words = " ".join(paragraph.text for paragraph in document.paragraphs)  # type: ignore[attr-defined]
    contacts, approvals = (
        {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}
        for table in document.tables[-2:]  # type: ignore[attr-defined]
    )
    assert "Report of the Director of Resources" in words
    assert list(approvals) == ["Sign-off", "Sign-off 1", "Sign-off 2"]
    assert approvals["Sign-off 1"] == ["Director of Resources", "Not given", "Not yet approved"]
    assert contacts["Role"] == ["Name", "Post", "Team", "Phone"]
    assert contacts["Chief officer responsible"][1] == "Director of Resources"
    assert "Wards affected: All." in words
    assert "Background papers None listed. Annexes None listed." in words


def test_implications_that_are_blank_are_said_to_hold_up_the_sign_off(york: Monitor) -> None:
    """R075, R076."""
    words = " ".join(paragraph.text for paragraph in opened(york).paragraphs)  # type: ignore[attr-defined]
    assert "cannot be signed off until six more categories are written" in words


def test_money_is_summed_from_its_parts_and_details_are_not_added_again(york: Monitor) -> None:
    """R029: variance in money and per cent of a stated base. 620 − 136 − 1,226 = −742 (Monitor 3 2008/09)."""
    rows = [(row.name, int(row.money.amount), row.is_total, row.is_detail) for row in york.money]
    assert rows == [
        ("Service areas", 620_000, False, False),
        ("Central budgets", -136_000, False, False),
        ("Treasury Management", -1_226_000, False, False),
        ("Council", -742_000, True, False),
        ("City Strategy directorate", 621_000, False, True),
    ]
    assert (york.money[-1].money.base_kind, str(york.money[-1].money.percent)) == ("gross expenditure", "1.7")
    assert york.money[0].money.percent is None


def test_no_lines_of_finance_make_no_total() -> None:
    assert money_rows([], "Monitor 3 2008/09") == []


def test_the_html_file_needs_nothing_beside_it(report: Monitor) -> None:
    html = monitor_page(report)
    for outside in ("<link", "<script", "src=", "http://127", "url(fonts"):
        assert outside not in html
    assert html.count("<h1") == 1
    assert "data:font/woff2" in html


@pytest.mark.office
def test_libreoffice_opens_the_file_and_finds_its_words(report: Monitor, tmp_path: Path) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if not office or not reader:
        pytest.skip("No LibreOffice here: install Debian's libreoffice-writer and poppler-utils.")
    path = tmp_path / "report.docx"
    path.write_bytes(monitor_document(report))
    convert = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*convert, "--outdir", tmp_path, path], check=True, capture_output=True, timeout=120)
    read = subprocess.run(
        [reader, tmp_path / "report.pdf", "-"], check=True, capture_output=True, text=True, timeout=60
    )
    assert "1. Performance" in read.stdout
    assert report.council.name in read.stdout
