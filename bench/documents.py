"""Freezing a period and making its documents, beside the least that the libraries alone could take.

The floor of a document is the same number of paragraphs, cells of one digit and charts of two axes written by
the library that our renderer uses, and nothing else: no figure, no words, no layout of ours. The floor of
freezing is the rows that it reads, fetched as tuples and written as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import resvg_py
import xlsxwriter
from django.utils import timezone
from django.utils.html import format_html
from docx import Document
from pypdf import PdfReader

from bench.made_up_council import READ_ON, Size, make_council
from bench.measured import reader
from bench.pages import get
from bench.stopwatch import Times, turn_about
from goldenthread.core.periods import code, financial_year, quarters_of
from goldenthread.measures.models import Measure, Observation, Target
from goldenthread.people.models import Council
from goldenthread.people.officers import OPERATOR
from goldenthread.plans.models import Element, Update
from goldenthread.plans.queries import main_edition
from goldenthread.reports.blocks import Outline, Picture, Table, Workbook
from goldenthread.reports.facts import Facts, decoded, encoded
from goldenthread.reports.figures.frozen import facts_of
from goldenthread.reports.freezing import freeze, publish
from goldenthread.reports.models import ReportSetting, Snapshot
from goldenthread.reports.products import Beside, Format, Product, composed, render
from goldenthread.reports.rendering import word_blocks

PACKAGE = Path(__file__).resolve().parent.parent / "goldenthread"
FONTS = sorted(str(path) for path in (PACKAGE / "reports" / "fonts").glob("*.ttf"))
PERIOD = quarters_of(financial_year(2025))[3]
EMPTY_CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 892 250" width="892" height="250">'
    '<rect width="892" height="250" fill="white"/><path d="M62 220h690M62 20v200" stroke="black"/>'
    '<text x="62" y="240" font-family="Source Sans 3" font-size="16">0</text></svg>'
)


class Made(NamedTuple):
    """One format of the Monitor: ours and the library alone, turn about."""

    name: str
    ours: Times
    floor: Times
    kilobytes: int


class Documents(NamedTuple):
    """What was made, of how much, and what freezing cost."""

    measures: int
    charts: int
    pages: int
    made: list[Made]
    work: int
    even: int
    freezing: Times
    fetching: Times
    workbook: Made
    megabytes: int
    page: Times
    draft: Times


def compare(measures: int, charts: int, work: int, even: int, rounds: int) -> Documents:
    """Make the Monitor of so many measures, so many with charts; freeze as many actions as measures."""
    facts = _facts(measures, work)
    outline = with_charts(composed(facts, Product.MONITOR, "", Beside(stamp="0" * 64)), charts)
    pdf = render(outline, Format.PDF)
    sizes = _sizes(outline)
    sides: dict[Format, Callable[[], object]] = {
        Format.DOCX: lambda: floor_word(*sizes),
        Format.PDF: lambda: floor_pdf(*sizes),
        Format.HTML: lambda: floor_html(*sizes),
    }
    made = [_made(outline, form, floor, rounds) for form, floor in sides.items()]
    frozen, fetched, book = freezing(even, rounds)
    pages, most = len(PdfReader(BytesIO(pdf)).pages), megabytes(measures, charts, work)
    published, draft = reading(f"documents-{measures}-{work}", max(rounds, 5))
    return Documents(
        measures, charts, pages, made, len(facts.work), even, frozen, fetched, book, most, published, draft
    )  # fmt: skip


def reading(slug: str, rounds: int) -> tuple[Times, Times]:
    """The page of the report, signed in: as published, and as it stands now."""
    council = Council.objects.get(slug=slug)
    setting = ReportSetting.objects.get(council=council)
    held = freeze(council=council, setting=setting, on=READ_ON, by=OPERATOR, at=timezone.now())
    publish(snapshot=held, version=held.version, by=OPERATOR, at=timezone.now())
    client, address = reader(council), f"/{slug}/reports/monitor/"
    published, draft = turn_about(
        rounds, lambda: get(client, address), lambda: get(client, f"{address}?as=draft")
    )
    return published, draft


def _report(council: Council) -> ReportSetting:
    of = code(PERIOD)
    return ReportSetting.objects.create(council=council, slug="monitor", title="Monitor", period=of)


def _facts(measures: int, work: int) -> Facts:
    council = make_council(Size(work, measures), slug=f"documents-{measures}-{work}")
    setting = _report(council)
    edition = main_edition(council)
    assert edition is not None
    return facts_of(council, edition, setting, READ_ON)


def with_charts(made: Outline | Workbook, most: int) -> Outline:
    """The outline with no more than so many charts."""
    assert isinstance(made, Outline)
    left, sections = most, []
    for section in made.sections:
        kept = []
        for block in section.blocks:
            if isinstance(block, Picture):
                left -= 1
            if not isinstance(block, Picture) or left >= 0:
                kept.append(block)
        sections.append(replace(section, blocks=tuple(kept)))
    return replace(made, sections=tuple(sections))


def _sizes(outline: Outline) -> tuple[int, list[tuple[int, int]], int]:
    """How many paragraphs beside tables, the rows and columns of each table, and how many charts."""
    blocks = list(outline.blocks())
    tables = [(len(one.grid.rows) + 1, len(one.grid.columns)) for one in blocks if isinstance(one, Table)]
    charts = sum(isinstance(one, Picture) for one in blocks)
    return len(blocks) - len(tables) - charts + len(outline.sections), tables, charts


def _made(outline: Outline, form: Format, floor: Callable[[], object], rounds: int) -> Made:
    size = len(render(outline, form)) // 1024
    ours, least = turn_about(rounds, lambda: render(outline, form), floor, before=forget_pictures)
    return Made(form.upper(), ours, least, size)


def forget_pictures() -> None:
    """Pictures drawn for one Word file are kept for the next: each is drawn again here."""
    word_blocks._png.cache_clear()


def floor_word(paragraphs: int, tables: list[tuple[int, int]], charts: int) -> bytes:
    """Empty paragraphs, tables and charts by python-docx."""
    document: Any = Document()
    for _ in range(paragraphs):
        document.add_paragraph("")
    for rows, columns in tables:
        table = document.add_table(rows, columns)
        for row in table.rows:
            for cell in row.cells:
                cell.paragraphs[0].add_run("")
    for _ in range(charts):
        drawn = resvg_py.svg_to_bytes(
            svg_string=EMPTY_CHART, zoom=2, skip_system_fonts=True, font_files=FONTS
        )
        document.add_picture(BytesIO(bytes(drawn)))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def floor_pdf(paragraphs: int, tables: list[tuple[int, int]], charts: int) -> bytes:
    """Empty paragraphs, tables and charts by Typst, as PDF/UA too."""
    parts = [
        '#set document(title: "Empty")',
        '#set text(lang: "en", font: "Source Sans 3")',
        *["a\n"] * paragraphs,
    ]
    for rows, columns in tables:
        head = "table.header(" + ", ".join(["[0]"] * columns) + ")"
        parts.append(f"#table(columns: {columns}, {head}, {', '.join(['[0]'] * (columns * (rows - 1)))})")
    drawn = json.dumps(EMPTY_CHART)
    parts += [f'#image(bytes({drawn}), format: "svg", alt: "Empty")'] * charts
    return in_a_process_of_its_own("\n".join(parts).encode())


def in_a_process_of_its_own(source: bytes) -> bytes:
    """A PDF set as ours is: by a process that starts, sets one document and ends."""
    fonts = str(PACKAGE / "reports" / "fonts")
    told = (
        "import sys, typst; sys.stdout.buffer.write(typst.compile(sys.stdin.buffer.read(), format='pdf', "
        f"pdf_standards=['ua-1'], font_paths=[{fonts!r}], ignore_system_fonts=True))"
    )
    done = subprocess.run([sys.executable, "-c", told], input=source, capture_output=True, check=True)
    return done.stdout


def floor_html(paragraphs: int, tables: list[tuple[int, int]], charts: int) -> bytes:
    """Empty paragraphs, cells and charts, each escaped as any words would be."""
    found = [format_html("<p>{}</p>", "") for _ in range(paragraphs)]
    for rows, columns in tables:
        for _ in range(rows):
            found.append(
                format_html("<tr>{}</tr>", "".join(format_html("<td>{}</td>", "") for _ in range(columns)))
            )
    return ("".join(found) + EMPTY_CHART * charts * 2).encode()


def freezing(even: int, rounds: int) -> tuple[Times, Times, Made]:
    """Freeze as many actions as measures, beside fetching the rows; then its workbook."""
    council = make_council(Size(even + even // 9, even), slug=f"frozen-{even}")
    setting = _report(council)
    snapshots: list[Snapshot] = []

    def freeze_it() -> None:
        snapshots.append(freeze(council=council, setting=setting, on=READ_ON, by=OPERATOR, at=timezone.now()))

    ours, floor = turn_about(
        rounds, freeze_it, lambda: fetch(council), before=lambda: Snapshot.objects.all().delete() and None
    )
    facts = decoded(bytes(snapshots[-1].content))
    made = composed(facts, Product.WORKBOOK, "", Beside(stamp="0" * 64))
    assert isinstance(made, Workbook)
    book, least = turn_about(rounds, lambda: render(made, Format.XLSX), lambda: floor_workbook(made))
    return ours, floor, Made("XLSX", book, least, len(render(made, Format.XLSX)) // 1024)


def fetch(council: Council) -> bytes:
    """The rows that a snapshot rests on, as tuples, written as JSON."""
    rows = [
        list(model.objects.filter(council=council).values_list())
        for model in (Element, Update, Measure, Observation, Target)
    ]
    return json.dumps(rows, default=str).encode()


def floor_workbook(made: Workbook) -> bytes:
    """As many cells, each empty text, and as many charts of nothing, by XlsxWriter."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for place, sheet in enumerate(made.sheets):
        page = book.add_worksheet(f"S{place}")
        for row in range(len(sheet.grid.rows) + 1):
            for column in range(len(sheet.grid.columns)):
                page.write_string(row, column, "")
        if sheet.chart:
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": [f"S{place}", 1, 0, 2, 0]})
            page.insert_chart(1, 1, chart)
    book.close()
    return out.getvalue()


def megabytes(measures: int, charts: int, work: int) -> int:
    """The most memory of a process of its own that makes the three documents once from frozen facts."""
    council = Council.objects.get(slug=f"documents-{measures}-{work}")
    edition = main_edition(council)
    assert edition is not None
    facts = facts_of(council, edition, ReportSetting.objects.get(council=council), READ_ON)
    done = subprocess.run(
        [sys.executable, "-m", "bench.documents_once", str(charts)],
        input=encoded(facts),
        capture_output=True,
        check=True,
        cwd=Path(__file__).resolve().parent.parent,
    )
    return int(done.stdout)
