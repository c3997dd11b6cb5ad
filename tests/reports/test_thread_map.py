"""The map of a whole plan: the picture and the lists are one gathering and say the same."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from goldenthread.core.sentences import said
from goldenthread.people.officers import VISITOR
from goldenthread.plans.actions import place_elements
from goldenthread.plans.models import Edition, Element
from goldenthread.reports.figures.thread_map import map_page
from goldenthread.reports.thread_map import svg_of
from tests.cast import STRATEGY, WHO, element
from tests.threads import a_thread, join


@pytest.fixture
def threads(db):
    return a_thread()


def the_map(threads, viewer=VISITOR, **more):
    return map_page(threads.council, threads.cast.edition, viewer, **more)


def lines(twigs) -> list:
    return [(one.words, lines(one.below)) if one.below else one.words for one in twigs]


def test_the_whole_thread_is_on_one_map(threads):
    """R044: vision, themes and all that hangs below them, across plans."""
    shown = the_map(threads)

    assert [(band.words, lines(band.columns)) for band in shown.bands] == [
        ("A shared vision", ["A cleaner place", "A safer place"]),
        ("Vision", [("Place", [("Clean", [("Action", [("Sweep at dawn", ["Plan the rounds"])])])])]),
    ]
    assert said(shown.sentences) == (
        "One theme, one improvement, one action, one service task and one step on one map, "
        "under the Community Strategy now."
    )
    assert shown.serves[threads.of["place"].pk] == "Contributes to A cleaner place (Community Strategy now)"


def test_picture_and_lists_hold_the_same_lines(threads):
    shown = the_map(threads)
    whole = {pk: place.title for pk, place in shown.places.items()}
    svg = svg_of(shown.drawing, "Map & all", "About", whole, lambda key, kind: f"/e/{key}/")

    root = ElementTree.fromstring(svg)
    linked = [
        int(re.search(r"\d+", link.get("href"))[0]) for link in root.iter("{http://www.w3.org/2000/svg}a")
    ]
    listed = [key for band in shown.bands for key in (band.key, *_keys(band.columns))]
    assert sorted(linked) == sorted(listed)
    assert root[0].text == "Map & all"
    assert 'font-size="16"' in svg and "style=" not in svg and svg.count("stroke-dasharray") == 3


def _keys(twigs):
    return [key for one in twigs for key in (one.key, *_keys(one.below))]


def test_a_branch_is_opened_by_itself(threads):
    shown = the_map(threads, under=threads.of["clean"].pk)

    assert [(band.words, lines(band.columns)) for band in shown.bands] == [
        ("Clean", [("Action", [("Sweep at dawn", ["Plan the rounds"])])])
    ]
    assert the_map(threads, under=threads.of["usual"].pk + 999).under is None


def test_deeper_lines_are_counted_where_they_hang(threads):
    rows = [element(f"a{n}", "action", "clean", title=f"Action {n}") for n in range(301)]
    place_elements(council=threads.council, edition=threads.cast.edition, rows=rows, **WHO)

    shown = the_map(threads)

    assert (shown.drawn, shown.counted) == (2, 304)
    (clean,) = shown.bands[-1].columns[0].below
    assert clean.more == "+302 actions, 1 service task and 1 step"


@pytest.mark.parametrize("count", [1, 3])
def test_a_map_takes_the_same_queries_whatever_its_size(count, threads, django_assert_num_queries):
    rows = [element(f"t{n}", "theme", "vision", title=f"Theme {n}") for n in range(count)]
    place_elements(council=threads.council, edition=threads.cast.edition, rows=rows, **WHO)

    with django_assert_num_queries(6):
        the_map(threads)


def test_a_map_without_a_vision_says_so(threads):
    Element.objects.filter(code="place").update(parent=None)
    Element.objects.filter(code="vision").delete()

    assert the_map(threads).bands[-1].words == "Strategy 2014: no vision is on record"


def test_closed_drafts_and_exempt_lines_are_on_the_map_of_the_councils_own_people_only(threads):
    Edition.objects.filter(plan__slug="community-strategy").update(state="DRAFT", is_open=False)
    Element.objects.filter(code="sweep").update(is_exempt=True)

    assert len(the_map(threads).bands) == 1
    assert "Sweep" not in str(the_map(threads).bands)
    own = the_map(threads, STRATEGY)
    assert len(own.bands) == 2 and "Sweep at dawn" in str(own.bands)


def test_what_enables_or_runs_across_the_others_says_so(threads):
    rows = [element("inside", "theme", "vision", kind="INTERNAL")]
    place_elements(council=threads.council, edition=threads.cast.edition, rows=rows, **WHO)
    join(Element.objects.get(code="inside"), threads.of["place"], "ENABLES")

    notes = {twig.words: twig.note for twig in the_map(threads).bands[-1].columns}
    assert notes == {"Place": "", "Inside": "Enables one of these"}
