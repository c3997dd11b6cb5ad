"""What changed as figures, tables and a Word file: one gathering for the page and the document."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from goldenthread.planning import refresh
from goldenthread.planning.copying import NewEdition
from goldenthread.plans.actions import place_elements
from goldenthread.plans.editing import add_element, amend_element
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.origins import Why
from goldenthread.plans.queries import edition_at
from goldenthread.reports.changes_word import changes_document
from goldenthread.reports.figures.changes import Changes, changes_to
from goldenthread.reports.figures.picture import picture_of
from goldenthread.reports.tables.changes import before_and_after, crosswalk
from tests.cast import AT, STRATEGY, WHO, Cast, a_council, element

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"by": STRATEGY, "at": AT}
WHY = Why("Too many were hard to monitor.", "Executive", date(2015, 2, 3))


@pytest.fixture
def cast() -> Cast:
    cast = a_council()
    rows = [element(f"more-{n}", "action", "clean", position=20 + n) for n in range(3)]
    place_elements(council=cast.council, edition=cast.edition, rows=rows, **WHO)
    Edition.objects.filter(pk=cast.edition.pk).update(state="ADOPTED")
    return cast


def draft_of(cast: Cast) -> Edition:
    old = Edition.objects.get(pk=cast.edition.pk)
    return refresh.start_edition(old=old, new=NewEdition("2015", "Strategy 2015", why=WHY), **BY)


def changes_of(cast: Cast, audience: str = "staff") -> Changes:
    edition = edition_at(cast.council, "strategy", "2015", STRATEGY)
    assert edition is not None
    found = changes_to(edition, audience, STRATEGY)
    assert found is not None
    return found


def cells(grid: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_two_editions_are_counted_side_by_side(cast: Cast) -> None:
    """R007, R066: elements by level, share with a measure, share with an owner, share inside the limits."""
    draft = draft_of(cast)
    into, *others = Element.objects.filter(edition=draft, title__startswith="More")
    refresh.merge(into=into, version=1, others=others, why=WHY, **BY)
    owner = cast.council.posts.get(title="Head of Streets")
    amend_element(element=into, version=1, changes={"owner_id": owner.pk}, why=WHY, **BY)

    assert cells(before_and_after(changes_of(cast))) == [
        ["Visions", "1", "1"],
        ["Themes", "1", "1"],
        ["Improvements", "1", "1"],
        ["Actions", "4", "2"],
        ["Lines in all", "7", "5"],
        ["With a measure of their own", "1 of 7", "1 of 5"],
        ["With an owner", "2 of 7", "3 of 5"],
        ["Levels within the council’s limit", "0 of 1", "1 of 1"],
    ]


def test_the_crosswalk_has_a_row_for_each_pair_with_its_own_reason(cast: Cast) -> None:
    """R024, R094: what changed, why, and who decided it."""
    draft = draft_of(cast)
    into, other, last = Element.objects.filter(edition=draft, title__startswith="More").order_by("position")
    refresh.merge(into=into, version=1, others=[other], why=WHY, **BY)
    rows = cells(crosswalk(changes_of(cast)))
    decided = "Executive, 3 February 2015"
    assert ["More-0", "Merged", "More-0", WHY.reason, decided] in rows
    assert ["More-1", "Merged", "More-0", WHY.reason, decided] in rows
    assert ["More-2", "Unchanged", last.title, WHY.reason, decided] in rows
    assert len(rows) == 7


def test_the_word_file_says_the_same_as_the_page_and_is_the_same_each_time(cast: Cast) -> None:
    """R072."""
    draft = draft_of(cast)
    level = draft.levels.get(key="theme")
    add_element(edition=draft, level=level, parent=None, facts={"title": "Greener"}, why=WHY, **BY)
    found = changes_of(cast, "members")
    made = changes_document(found, "Testbury", date(2015, 3, 1))
    words = "\n".join(one.text for one in Document(BytesIO(made)).paragraphs)
    for said in (
        "What has changed: Strategy 2015",
        "For councillors.",
        "“Greener” is new.",
        "Decided by Executive",
    ):
        assert said in words
    assert made == changes_document(changes_of(cast, "members"), "Testbury", date(2015, 3, 1))
    residents = changes_document(changes_of(cast, "residents"), "Testbury", date(2015, 3, 1))
    assert "Decided by" not in "\n".join(one.text for one in Document(BytesIO(residents)).paragraphs)


def test_more_lines_take_no_more_questions(cast: Cast) -> None:
    draft = draft_of(cast)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            changes_of(cast)
        return len(asked)

    few = questions()
    rows = [element(f"new-{n}", "action", position=50 + n) for n in range(9)]
    place_elements(council=cast.council, edition=draft, rows=rows, **WHO)
    assert questions() == few


def test_the_picture_shows_what_is_held_and_counts_what_it_leaves_out(cast: Cast) -> None:
    """R032."""
    rows = [element(f"part-{n}", "improvement", "place", position=9 + n) for n in range(8)]
    place_elements(council=cast.council, edition=cast.edition, rows=rows, **WHO)
    shown = picture_of(cast.edition)
    (pane,) = shown.panes
    assert (shown.vision, pane.title, len(pane.lines), pane.more, pane.counts) == (
        "Vision", "Place", 6, 3, ["4 actions"],
    )  # fmt: skip
    assert not shown.is_example


def test_an_edition_with_nothing_in_it_shows_the_format(cast: Cast) -> None:
    """R033: example content before real content exists."""
    Element.objects.filter(edition=cast.edition).update(state="RETIRED")
    shown = picture_of(cast.edition)
    assert shown.is_example
    assert [pane.title for pane in (*shown.panes, *shown.under)] == [
        f"Example theme {n}" for n in range(1, 5)
    ]
