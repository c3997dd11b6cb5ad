"""A plan beside a framework, evidence for it as a pack, and what runs across: figures and tables."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from goldenthread.core.sentences import said
from goldenthread.people.officers import VISITOR
from goldenthread.plans.actions import place_elements
from goldenthread.plans.evidence import add_evidence
from goldenthread.plans.models import Element, Plan
from goldenthread.reports.evidence_pack import pack_file
from goldenthread.reports.figures.across import across
from goldenthread.reports.figures.alignment import alignment
from goldenthread.reports.figures.evidence import pack_of
from goldenthread.reports.figures.position import gather
from goldenthread.reports.figures.sources import source_warnings
from goldenthread.reports.tables.across import outcomes
from goldenthread.reports.tables.alignment import how_words, matrix
from tests.cast import AT, ON, STRATEGY, WHO, element
from tests.threads import a_thread, join


@pytest.fixture
def threads(db):
    return a_thread()


def words(grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_the_matrix_says_what_serves_what_and_what_is_left_over(threads):
    """R003 R004: an alignment matrix with unlinked elements and uncovered targets."""
    join(threads.of["action"], threads.of["cleaner"])
    rows = [element("idle", "theme", "vision")]
    place_elements(council=threads.council, edition=threads.cast.edition, rows=rows, **WHO)

    found = alignment(threads.cast.edition, threads.community, VISITOR)

    assert words(matrix(found)) == [
        ["Place", "Contributes directly and through one line below it", "No link"],
        ["Idle", "No link", "No link"],
    ]
    assert [line.title for line in found.unlinked] == ["Idle"]
    assert [line.title for line in found.uncovered] == ["A safer place"]
    assert said(found.sentences) == (
        "One of two themes serves the Community Strategy now; "
        "one of two outcomes of it is covered and one is not."
    )


def test_other_levels_can_stand_side_by_side(threads):
    found = alignment(threads.cast.edition, threads.community, VISITOR, level="improvement")

    assert words(matrix(found)) == [["Clean", "Only through what it hangs from", "No link"]]
    assert len(found.unlinked) == 1 and len(found.uncovered) == 2
    assert how_words(None) == ""


def test_a_framework_with_many_lines_is_turned_or_listed(threads):
    rows = [element(f"o{n}", "outcome", "shared-vision", title=f"Outcome {n}") for n in range(9)]
    place_elements(council=threads.council, edition=threads.community, rows=rows, **WHO)

    turned = matrix(alignment(threads.cast.edition, threads.community, VISITOR))
    assert [column.head for column in turned.columns] == ["Outcome", "Place"] and len(turned.rows) == 11
    rows = [element(f"t{n}", "theme", "vision") for n in range(9)]
    place_elements(council=threads.council, edition=threads.cast.edition, rows=rows, **WHO)
    listed = words(matrix(alignment(threads.cast.edition, threads.community, VISITOR)))
    assert ["A cleaner place", "1", "Place (contributes directly)"] in listed


def test_an_exempt_line_is_no_part_of_what_others_see(threads):
    Element.objects.filter(code="place").update(is_exempt=True)

    seen = {
        who: [line.title for line in alignment(threads.cast.edition, threads.community, viewer).mine.lines]
        for who, viewer in (("a visitor", VISITOR), ("our own", STRATEGY))
    }
    assert seen == {"a visitor": ["Clean"], "our own": ["Place"]}


def give_evidence(threads) -> None:
    add_evidence(
        element=threads.of["clean"], title="=Letter <1>", text="Nine in ten.", dated_on=date(2009, 3, 31),
        kept_at="Room 9", answers=[threads.of["cleaner"].pk], by=STRATEGY, at=AT,
    )  # fmt: skip


def test_the_pack_holds_a_document_a_table_and_how_to_read_them(threads):
    """R073: evidence is exported as a pack."""
    give_evidence(threads)
    pack = pack_of(threads.community, VISITOR)

    with zipfile.ZipFile(BytesIO(pack_file(threads.council, pack))) as file:
        assert file.namelist() == ["README.txt", "evidence.csv", "evidence.docx"]
        readme = file.read("README.txt").decode()
        table = file.read("evidence.csv").decode("utf-8-sig")
        document = Document(BytesIO(file.read("evidence.docx")))
    assert "One of two lines of the Community Strategy now has evidence; one has none yet." in readme
    assert "'=Letter <1>,Nine in ten." in table and "A safer place (Outcome),None yet" in table
    headings = [one.text for one in document.paragraphs if one.style.name.startswith(("Title", "Heading"))]
    assert headings == [
        "Evidence for the Community Strategy now", "Summary", "Evidence by line", "A cleaner place",
        "Without evidence",
    ]  # fmt: skip
    assert document.tables[0].rows[1].cells[0].text == "=Letter <1>"


def test_the_same_evidence_makes_the_same_bytes(threads):
    give_evidence(threads)

    first, second = (pack_file(threads.council, pack_of(threads.community, VISITOR)) for _ in range(2))

    assert first == second


def test_a_retired_framework_says_so_in_its_pack(threads):
    plan = threads.community.plan
    Plan.objects.filter(pk=plan.pk).update(retired_on=ON, retired_because="Abolished.")
    plan.refresh_from_db()

    content = pack_file(threads.council, pack_of(plan.editions.get(), VISITOR))

    with zipfile.ZipFile(BytesIO(content)) as file:
        document = Document(BytesIO(file.read("evidence.docx")))
    assert "Retired. No longer in use since 2 September 2014: Abolished." in [
        p.text for p in document.paragraphs
    ]


def test_an_objective_that_runs_across_is_reported_by_outcome_each_thing_once(threads):
    """R095: report by cross-cutting objective across outcomes."""
    rows = [
        element("value", "theme", "vision", kind="CROSS_CUTTING", title="Value for money"),
        element("second", "theme", "vision"),
    ]
    place_elements(council=threads.council, edition=threads.cast.edition, rows=rows, **WHO)
    value, second = Element.objects.get(code="value"), Element.objects.get(code="second")
    for taker in (threads.of["place"], second, threads.of["clean"]):
        join(value, taker, "RUNS_ACROSS")

    (found,) = across(gather(threads.council, threads.cast.edition, ON), VISITOR)

    assert (found.verb, found.shared) == ("runs across", 1)
    table = {row[0]: row[1:] for row in words(outcomes(found))}
    assert table == {
        "Place": ["0", "0", "0", "1", "1", "0", "0", "1"],
        "Second": ["0", "0", "0", "0", "0", "0", "0", "0"],
        "Clean": ["0", "0", "0", "1", "1", "0", "0", "1"],
        "In all, each once": ["0", "0", "0", "1", "1", "0", "0", "1"],
    }


def test_a_warning_is_said_in_sentences(threads):
    """R023: changes of the source are flagged."""
    Element.objects.filter(code="shared-vision").update(version=2)

    (warning,) = source_warnings(threads.council, [threads.of["vision"].pk], VISITOR)

    assert warning.sentences == (
        "The vision of the Community Strategy now has changed since this was linked.",
    )
