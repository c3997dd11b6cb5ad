"""The whole thread of one element, as its page shows it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.doing import Doing
from goldenthread.core.sentences import said
from goldenthread.people.officers import VISITOR
from goldenthread.plans.actions import place_elements
from goldenthread.plans.models import Contribution, Element, GapNote, WorkplanItem
from goldenthread.reports.figures.thread import Knot, ThreadPage, thread_page
from tests.cast import ON, WHO, element
from tests.threads import SERVICE_LEVELS, a_thread, an_edition, join


@pytest.fixture
def threads(db):
    return a_thread()


def page_of(threads, code: str) -> ThreadPage:
    return thread_page(threads.council, threads.of[code].pk, ON, VISITOR)


def codes(knots) -> list:
    """The titles, each with those below it."""
    return [
        (knot.place.title, codes(knot.below)) if knot.below else knot.place.title
        for knot in knots
        if isinstance(knot, Knot)
    ]


def test_one_line_runs_from_the_partnership_s_vision_to_the_workplans(threads):
    """R044 R069: from the partnership's vision by the council's to a service's task and workplan items."""
    page = page_of(threads, "sweep")

    assert codes(page.above) == ["A shared vision", "Vision", "Place", "Clean", "Action"]
    assert [knot.place.title for knot in page.above if knot.also] == ["Place"]
    assert codes(page.below) == ["Plan the rounds"]
    assert (page.break_above, page.break_below) == (None, None)
    assert said(page.sentences) == (
        "Five steps up it reaches the vision of the Community Strategy now; one line hangs below it, "
        "and three workplan items of two posts carry it."
    )


def test_an_action_shows_the_service_task_that_carries_it(threads):
    page = page_of(threads, "action")

    (carrier,) = page.below
    assert carrier.crosses and carrier.place.edition == "Streets Plan now"
    assert carrier.doing is Doing.OVERDUE
    assert carrier.below[0].workplans == (3, 2)


def test_the_words_of_workplan_items_are_never_read(threads):
    with CaptureQueriesContext(connection) as sent:
        page_of(threads, "shared-vision")

    assert WorkplanItem.objects.filter(words="secret one").exists()
    assert not [one for one in sent.captured_queries if "words" in one["sql"] or ".note" in one["sql"]]


def test_measures_stand_beside_the_lines_they_belong_to(threads):
    """R133: milestone, measure and outcome linked and shown together."""
    page = page_of(threads, "action")

    assert {knot.place.title: [one.measure.code for one in knot.measures] for knot in page.above} == {
        "A shared vision": [], "Vision": [], "Place": [], "Clean": ["M1"],
    }  # fmt: skip


def test_broken_places_are_said_in_words_with_the_reason_known(threads):
    GapNote.objects.create(
        council=threads.council, element=threads.of["clean"], code="PAR1", reason="Waits for the theme."
    )
    Element.objects.filter(code="clean").update(parent=None)
    Contribution.objects.filter(giver=threads.of["sweep"]).delete()

    page = page_of(threads, "action")

    assert page.break_above.words == "Nothing is above “Clean”"
    assert page.break_above.note.reason == "Waits for the theme."
    assert page.break_below.words == "Nothing is below this"
    assert said(page.sentences) == "The thread does not reach a vision; nothing hangs below it."


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("usual", "No workplan item carries this yet"),
        ("safer", "No line of the council’s plans contributes to this"),
    ],
)
def test_what_is_missing_below_depends_on_whose_line_it_is(start, words, threads):
    assert page_of(threads, start).break_below.words == words


def test_a_theme_that_no_service_plan_carries_says_so(threads):
    Contribution.objects.filter(giver=threads.of["sweep"]).delete()

    assert page_of(threads, "place").break_below.words == "No service plan carries this yet"


def test_the_top_of_everything_is_said_to_be_that(threads):
    page = page_of(threads, "shared-vision")

    assert page.above == [] and page.break_above is None
    assert said(page.sentences).startswith(
        "This is the top of its thread; eight lines hang below it in three"
    )


def test_a_line_that_carries_two_actions_is_drawn_once_and_named_again(threads):
    rows = [element("second", "action", "clean", title="Second action")]
    place_elements(council=threads.council, edition=threads.cast.edition, rows=rows, **WHO)
    join(threads.of["sweep"], Element.objects.get(code="second"))

    page = page_of(threads, "clean")

    again = {knot.place.title: [one.is_again for one in knot.below] for knot in page.below}
    assert sorted(again.values()) == [[False], [True]]
    assert page.lines_below == 4


def test_a_long_thread_is_cut_and_says_how_many_more(threads):
    rows = [element(f"task-{n}", "task", title=f"Task {n}") for n in range(160)]
    rows += [element(f"step-{n}", "step", "task-0", title=f"Step {n}") for n in range(3)]
    an_edition(threads.council, "long-plan", "SERVICE", SERVICE_LEVELS, rows)
    for one in Element.objects.filter(code__startswith="task-"):
        join(one, threads.of["action"])

    page = page_of(threads, "clean")

    assert (page.lines_below, page.not_shown) == (166, 165)
    assert [knot.more for knot in page.below] == ["161 service tasks and four steps"]
