"""The founding documents from their councils' data: York's report of 2008, and Cheltenham's agenda item.

Structure and facts are compared with the documents themselves, written down here; their words are not ours.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date

import docx
import pytest
from django.conf import settings
from django.db import transaction
from pypdf import PdfReader

from goldenthread.core.paper_text import unknown_figures
from goldenthread.exchange.council import load_council
from goldenthread.governance.models import Paper, WorkItem
from goldenthread.governance.queries import paper_at
from goldenthread.people.models import Council
from goldenthread.people.officers import OPERATOR, VISITOR
from goldenthread.reports.blocks import Bullets, Heading, Outline, Table, Terms, Text
from goldenthread.reports.figures.paper import paper_facts
from goldenthread.reports.figures.paper_page import paper_page
from goldenthread.reports.outlines.paper import compose
from goldenthread.reports.paper_approval import file_of_paper, reasons_not_complete
from goldenthread.reports.products import Format
from tests.cast import AT, ON

pytestmark = pytest.mark.django_db

# The headings of the report of 2008, in its order.
HEADINGS = [
    "Summary", "Background", "Next steps", "Consultation", "Options", "Analysis", "Corporate Objectives",
    "Implications", "Risk Management", "Recommendations", "Contact Details", "Wards Affected",
    "Background Papers", "Annexes",
]  # fmt: skip
SUBHEADS = ["Content and structure", "Alignment of resources", "Communication", "Follow up work"]
# In which section each of its 26 numbered paragraphs stands.
PARAGRAPHS = {
    "Summary": [1], "Background": [*range(2, 11)], "Next steps": [*range(11, 19)], "Consultation": [19],
    "Options": [20], "Analysis": [21, 22], "Corporate Objectives": [23], "Implications": [24],
    "Risk Management": [25], "Recommendations": [26],
}  # fmt: skip


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Load the two founding councils once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        for slug in ("york", "cheltenham"):
            load_council(settings.DEMO_DIR / slug, by=OPERATOR, at=AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_loaded, db) -> None:
    """York and Cheltenham as `make demo` loads them."""


def paper_of(slug: str, name: str) -> Paper:
    found = paper_at(Council.objects.get(slug=slug), name, VISITOR)
    assert found is not None
    return found


@pytest.fixture
def york(loaded) -> Outline:
    return compose(paper_facts(paper_of("york", "corporate-strategy-refresh")))


@pytest.fixture
def cheltenham(loaded) -> Outline:
    return compose(paper_facts(paper_of("cheltenham", "development-of-the-corporate-strategy")))


def words(outline: Outline, heading: str) -> str:
    """Everything that a section says, in one line."""
    section = next(one for one in outline.sections if one.heading == heading)
    found: list[str] = []
    for block in section.blocks:
        match block:
            case Text():
                found += [block.bold, block.words]
            case Heading():
                found.append(block.words)
            case Bullets():
                found += block.lines
            case Terms():
                found += [part for row in block.rows for part in row]
            case Table():
                found += [f"{cell.text} {cell.note}" for row in block.grid.rows for cell in row.cells]
    return " ".join(found)


def test_its_sections_stand_under_the_same_headings_in_the_same_order(york: Outline) -> None:
    """R001, R002, R064, R088."""
    assert (york.title, york.kicker, york.dated) == (
        "Corporate Strategy Refresh", "Report of the Director of Resources", "2 December 2008",
    )  # fmt: skip
    annex = "Annex A – Example format of the refreshed corporate strategy"
    assert [one.heading for one in york.sections] == [*HEADINGS, annex]
    steps = next(one for one in york.sections if one.heading == "Next steps")
    assert [one.words for one in steps.blocks if isinstance(one, Heading)] == SUBHEADS


def test_its_paragraphs_are_numbered_as_they_were(york: Outline) -> None:
    found = {
        one.heading: [
            int(block.number.rstrip("."))
            for block in one.blocks
            if isinstance(block, Text) and block.number.strip()
        ]
        for one in york.sections
    }
    assert {heading: numbers for heading, numbers in found.items() if numbers} == PARAGRAPHS


def test_two_options_stand_with_what_speaks_for_and_against_each(york: Outline) -> None:
    """R064, R065."""
    said = words(york, "Analysis")
    assert re.findall(r"Option \d", said) == ["Option 1", "Option 2"]
    assert said.count("Advantages.") == said.count("Disadvantages.") == 2
    assert "None stated" not in said


def test_six_categories_stand_with_their_explicit_nones(york: Outline) -> None:
    """R075, R076, R077, R078, R080."""
    said = words(york, "Implications")
    for none in ("Human Resources (HR)", "Legal", "Information Technology (IT)"):
        assert f"There are no {none} implications." in said
    assert said.count("There are no ") == 3
    assert "If option 2 is taken. In future years" in said
    assert "Taken up in The Safer City" in said
    assert "Social Inclusion Working Group" in said
    table = next(one for one in york.blocks() if isinstance(one, Table))
    assert len(table.grid.rows) == 6


def test_its_facts_are_those_of_the_document(york: Outline) -> None:
    """R082, R083, R084, R085, R086, R087."""
    contacts = words(york, "Contact Details")
    for fact in ("Janna Eastment", "Helene Nowell", "Ian Floyd", "01904 551019", "01904 551746",
                 "Pauline Stuchfield", "18 November 2008", "19 November 2008"):  # fmt: skip
        assert fact in contacts
    assert contacts.index("18 November 2008") < contacts.index("19 November 2008")
    assert (words(york, "Wards Affected").strip(), words(york, "Background Papers").strip()) == (
        "All",
        "None stated.",  # the document leaves it blank
    )
    assert words(york, "Risk Management").strip().startswith("If the corporate strategy ")
    asked = words(york, "Recommendations")
    assert "The Executive is asked to:" in asked
    assert "Members are asked to:" in asked
    assert asked.count("Reason.") == 1
    everything = " ".join(words(york, heading) for heading in HEADINGS)
    for fact in ("Local Area Agreement", "Sustainable Community Strategy", "the Sustainable City",
                 "the Learning City", "the Thriving City", "the Inclusive City", "the Healthy City",
                 "the City of Culture", "the Safer City", "Effective Organisation", "April 2009",
                 "November 2008", "January",
                 "Single Improvement Plan", "Corporate Leadership Group", "Comprehensive Area Assessment",
                 "golden thread", "Communications Team"):  # fmt: skip
        assert fact in everything, fact


def test_annex_a_is_the_strategy_on_a_page(york: Outline) -> None:
    """R032, R033: eight themes, with examples where nothing was written yet."""
    annex = york.sections[-1]
    assert annex.starts_page
    tables = [one for one in annex.blocks if isinstance(one, Table)]
    themes = [row.cells[0].text for one in tables for row in one.grid.rows]
    assert themes == [
        "The Sustainable City", "The Learning City", "The Thriving City", "The Inclusive City",
        "The Healthy City", "The City of Culture", "The Safer City", "The Effective Organisation",
    ]  # fmt: skip
    said = words(york, annex.heading)
    assert "Example three-year improvement; Example one-year action" in said


def test_word_and_pdf_say_the_same(loaded) -> None:
    paper = paper_of("york", "corporate-strategy-refresh")
    outline = compose(paper_facts(paper))
    written = docx.Document(io.BytesIO(file_of_paper(paper, Format.DOCX)))
    heads = [one.text for one in written.paragraphs if one.style and one.style.name == "Heading 1"]
    assert heads == [one.heading for one in outline.sections]
    pdf = PdfReader(io.BytesIO(file_of_paper(paper, Format.PDF)))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for fact in ("26.", "Pauline Stuchfield", "19 November 2008", "There are no Legal implications."):
        assert fact in text
    assert b"Example three-year improvement" in file_of_paper(paper, Format.HTML)


def test_the_decision_is_not_in_the_report_and_stands_beside_it(york: Outline) -> None:
    """R089."""
    paper = paper_of("york", "corporate-strategy-refresh")
    assert (paper.state, paper.decided_on) == ("DECIDED", date(2008, 12, 2))
    assert "broad principles" in paper.decision
    assert "broad principles" not in " ".join(words(york, one.heading) for one in york.sections)


def test_cheltenhams_agenda_item_has_its_answers_dispositions_and_route(cheltenham: Outline) -> None:
    """R091, R093, R094, R108, R113, R116, R118, R128."""
    assert cheltenham.kicker == "Discussion paper of the Policy and Partnerships Manager"
    assert [one.heading for one in cheltenham.sections] == [
        "Introduction", "How the plan was prepared", "What is proposed", "The route of the plan",
        "Questions of members, and the answers", "The view of the committee", "Supporting documents",
    ]  # fmt: skip
    assert not [one for one in cheltenham.blocks() if isinstance(one, Text) and one.number.strip()]
    route = words(cheltenham, "The route of the plan")
    bodies = ["Senior Leadership Team", "Cheltenham partnership structure", "Social and Community",
              "Environment overview", "Economy and Business Improvement", "Cabinet", "Council"]  # fmt: skip
    places = [route.index(one) for one in bodies[:-1]]
    assert places == sorted(places)
    answers = words(cheltenham, "Questions of members, and the answers")
    assert answers.startswith(" Seven comments, none of them open.")
    for fact in ("Accepted", "Referred to a body's work programme", "Noted", "Police Commissioner",
                 "affordable housing", "Director of Built Environment", "Older people"):  # fmt: skip
        assert fact in answers, fact
    paper = paper_of("cheltenham", "development-of-the-corporate-strategy")
    assert "Who signed it off is not on record." in paper_page(paper, VISITOR, date(2015, 1, 1)).sentence
    topics = WorkItem.objects.filter(council=paper.council, topic__icontains="affordable housing")
    assert topics.count() == 1
    prepared = words(cheltenham, "How the plan was prepared")
    assert "value for money" in prepared
    assert "six areas" in prepared
    proposed = words(cheltenham, "What is proposed")
    for service in ("HR", "Built Environment", "Commissioning"):
        assert service in proposed
    assert "Chair" in words(cheltenham, "The view of the committee")


def test_nothing_stands_in_the_way_of_yorks_report(loaded) -> None:
    """The form of 2008, obeyed: every part of the founding report is there."""
    council = Council.objects.get(slug="york")
    paper = paper_at(council, "corporate-strategy-refresh", OPERATOR)
    assert paper is not None
    assert reasons_not_complete(paper, ON) == []
    assert unknown_figures([one.text for one in paper.sections.all()], {}) == []
