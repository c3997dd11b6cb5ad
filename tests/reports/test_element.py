"""One element on its thread, and the strategy on a page: what is above, below, missing and said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goldenthread.core.doing import Doing, DoingRollUp
from goldenthread.core.rating import Status
from goldenthread.core.sentences import said
from goldenthread.core.thread import BrokenThread
from goldenthread.governance.actions import record_comments
from goldenthread.measures import actions as measures
from goldenthread.measures.models import Measure
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Element
from goldenthread.reports.figures.element import SHOWN_BELOW, ElementPage, element_page
from goldenthread.reports.figures.overview import GapRow, overview, progress
from goldenthread.reports.figures.position import Position, gather
from tests.cast import (
    ON,
    Q1,
    Q4,
    WHO,
    Cast,
    a_council,
    element,
    measure_row,
    observation_row,
    target_row,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def position(cast: Cast) -> Position:
    return gather(cast.council, cast.edition, ON)


def place(cast: Cast, *rows: dict[str, Any]) -> None:
    plans.place_elements(council=cast.council, edition=cast.edition, rows=rows, **WHO)


def page(cast: Cast, code: str) -> ElementPage:
    return element_page(position(cast), Element.objects.get(edition=cast.edition, code=code))


def link(cast: Cast, measure: Measure, *codes: str) -> None:
    rows = [
        {"measure_id": measure.pk, "element_id": Element.objects.get(edition=cast.edition, code=code).pk}
        for code in codes
    ]
    measures.link_measures(council=cast.council, rows=rows, **WHO)


def test_an_element_in_the_middle_shows_its_thread_its_work_and_what_is_missing(cast: Cast) -> None:
    """R044."""
    shown = page(cast, "clean")
    assert [(one.line.title, one.level) for one in shown.above] == [("Vision", "Vision"), ("Place", "Theme")]
    assert [(one.line.title, one.level, one.doing) for one in shown.below] == [
        ("Action", "Action", Doing.DUE_LATER)
    ]
    assert (shown.work, shown.doing, shown.not_shown) == (DoingRollUp(due_later=1), None, 0)
    assert [one.measure.code for one in shown.measures] == ["M1"]
    assert said(shown.sentences) == "The one measure cannot be rated yet. Nothing dated is overdue."


def test_a_measure_lower_down_is_shown_under_every_element_above_it_once(cast: Cast) -> None:
    link(cast, cast.measure, "place", "action")
    shown = page(cast, "place")
    assert ([one.measure.code for one in shown.measures], shown.measures_below) == (["M1"], [])
    assert [one.measure.code for one in page(cast, "vision").measures_below] == ["M1"]


def test_the_last_line_says_what_it_lacks(cast: Cast) -> None:
    """R009, R026."""
    shown = page(cast, "action")
    assert (said(shown.sentences), shown.doing, shown.below) == (
        "Still missing here: no measure.", Doing.DUE_LATER, [],
    )  # fmt: skip
    assert (shown.no_parent, shown.no_child) == (None, None)
    link(cast, cast.measure, "action")
    assert said(page(cast, "action").sentences) == "The one measure cannot be rated yet."


def test_what_lacks_nothing_says_so() -> None:
    cast = a_council()
    place(cast, element("kind", "vision", kind="VALUE"))
    assert said(page(cast, "kind").sentences) == "Nothing is missing here."
    assert [line.title for line in position(cast).values] == ["Kind"]


def test_a_thread_too_long_to_read_is_shown_one_level_deep_and_the_rest_counted(cast: Cast) -> None:
    place(cast, *(element(f"more-{number}", "action", "clean") for number in range(SHOWN_BELOW - 1)))
    whole = page(cast, "place")
    assert (whole.not_shown, len(whole.below[0].below)) == (SHOWN_BELOW, 0)
    assert page(cast, "clean").not_shown == 0
    Element.objects.filter(code="more-1").delete()
    assert (page(cast, "place").not_shown, len(page(cast, "place").below[0].below)) == (0, SHOWN_BELOW - 1)


def test_a_thread_that_comes_back_to_itself_is_refused_and_not_walked_for_ever(cast: Cast) -> None:
    """R044."""
    Element.objects.filter(code="place").update(parent=cast.elements["action"])
    with pytest.raises(BrokenThread):
        page(cast, "clean")


def test_comments_updates_and_changes_stand_on_the_elements_page(cast: Cast) -> None:
    """R145."""
    clean = cast.elements["clean"]
    record_comments(
        council=cast.council,
        rows=[{"edition_id": cast.edition.pk, "position": 1, "text": "Why?", "element_id": clean.pk}],
        **WHO,
    )
    rows = [{"element_id": clean.pk, "made_on": ON, "stated": "amber", "percent_complete": 10}]
    plans.record_updates(council=cast.council, rows=rows, **WHO)
    shown = page(cast, "clean")
    assert ([str(one) for one in shown.comments], [one.stated for one in shown.updates]) == (
        ["Why?"], ["amber"],
    )  # fmt: skip
    assert [entry.verb for entry in shown.history] == ["recorded"]


# The strategy on a page


def test_a_level_above_the_working_one_needs_something_below_it(cast: Cast) -> None:
    """R044."""
    place(cast, element("bare", "theme", "vision"), element("thin", "improvement", "bare"))
    found = {(gap.code, gap.title) for gap in position(cast).gaps if gap.kind == "element"}
    assert found == {
        ("MEA1", "Action"), ("MEA1", "Thin"), ("OWN1", "Thin"), ("DUE1", "Thin"), ("CHI1", "Thin"),
    }  # fmt: skip


def test_what_enables_or_runs_across_stands_under_the_line(cast: Cast) -> None:
    """R020, R021, R095."""
    place(cast, element("office", "theme", "vision", kind="INTERNAL"))
    shown = overview(position(cast))
    assert ([row.line.title for row in shown.above], [row.line.title for row in shown.under]) == (
        ["Place"], ["Office"],
    )  # fmt: skip
    assert not shown.crosses
    place(cast, element("money", "theme", "vision", kind="CROSS_CUTTING"))
    assert overview(position(cast)).crosses


def test_levels_are_counted_under_each_theme_and_in_all(cast: Cast) -> None:
    """R007, R025."""
    place(cast, element("safe", "theme", "vision"), element("other", "action", "clean"))
    shown = overview(position(cast))
    assert [level.name for level in shown.levels] == ["Improvement", "Action"]
    assert ([row.counts for row in shown.rows], shown.total and shown.total.counts, shown.width) == (
        [[1, 2], [0, 0]], [1, 2], 6,
    )  # fmt: skip


def test_a_theme_whose_lines_are_not_held_is_not_said_to_have_none(cast: Cast) -> None:
    place(cast, element("safe", "theme", "vision"))
    safe = Element.objects.get(code="safe")
    plans.name_gaps(
        council=cast.council, rows=[{"element_id": safe.pk, "code": "CHI1", "reason": "Not held"}], **WHO
    )
    assert [row.is_unknown for row in overview(position(cast)).rows] == [False, True]


def test_the_first_sentence_says_what_is_late_and_where_most_of_it_is(cast: Cast) -> None:
    """R058."""
    assert said(overview(position(cast)).sentences) == (
        "The one measure cannot be rated yet; 4 gaps are open."
    )
    late = {"due_on": date(2014, 8, 1)}
    place(
        cast,
        element("safe", "theme", "vision"),
        element("better", "improvement", "safe"),
        *(element(f"late-{number}", "action", "clean", **late) for number in range(3)),
        element("late-too", "action", "better", **late),
    )
    assert said(overview(position(cast)).sentences) == (
        "The one measure cannot be rated yet; 4 of 5 dated actions are overdue; "
        "Place has most of them, three overdue."
    )


def test_progress_lists_services_who_controls_what_and_what_is_overdue(cast: Cast) -> None:
    """R058, R134."""
    streets = cast.council.services.get()
    parks = cast.council.services.create(name="Parks")
    rows = [measure_row("M2", control="COMMUNITY", service_id=parks.pk), measure_row("M3", control="SHARED")]
    measures.define_measures(council=cast.council, rows=rows, **WHO)
    for code in ("M2", "M3"):
        link(cast, Measure.objects.get(code=code), "clean")
    two, three = Measure.objects.get(code="M2"), Measure.objects.get(code="M3")
    observed = [observation_row(cast.measure, Q1, "60"), observation_row(two, Q1, "75")]
    old = observation_row(three, Q4, "5", starts_on=date(2013, 1, 1), ends_on=date(2013, 3, 31))
    measures.record_observations(council=cast.council, rows=[*observed, old], **WHO)
    body = {"code": "near", "name": "Near", "band": [
        {"name": "On", "status": "on target", "misses_by_at_most": "0"},
        {"name": "Near", "status": "near target", "misses_by_at_most": "10"},
        {"name": "Off", "status": "off target"},
    ]}  # fmt: skip
    measures.adopt_rule(council=cast.council, code="near", name="Near", body=body, source="", **WHO)
    aims = [target_row(one, Q1, "80") for one in (cast.measure, two)]
    measures.set_targets(council=cast.council, rows=aims, **WHO)
    Element.objects.filter(code="action").update(service=streets)
    shown = progress(position(cast))
    assert [(row.name, row.strip, row.doing) for row in shown.services] == [
        ("Parks", [Status.NEAR_TARGET], DoingRollUp()),
        ("Streets", [Status.OFF_TARGET], DoingRollUp(due_later=1)),
    ]
    assert {name: (counts.rated, counts.not_rated) for name, counts in shown.by_control} == {
        "the council": (1, 0), "city-wide or community": (1, 0), "the council and its partners": (0, 1),
    }  # fmt: skip
    assert [one.measure.code for one in shown.off_target] == ["M1", "M2"]
    assert [one.measure.code for one in shown.overdue_updates] == ["M3"]
    assert shown.has_services_apart


def test_services_that_are_the_tops_are_not_shown_apart(cast: Cast) -> None:
    Element.objects.filter(code="place").update(title="Streets")
    assert not progress(position(cast)).has_services_apart


def test_the_next_gap_to_be_filled_is_the_first_with_a_date_or_else_an_owner(cast: Cast) -> None:
    found = position(cast).gaps
    assert GapRow("MEA1", "No measure", "", found, 0).next is None


def test_gaps_under_a_theme_are_those_of_its_lines_and_its_measures(cast: Cast) -> None:
    place(cast, element("safe", "theme", "vision"))
    held = position(cast)
    under = {key: {gap.code for gap in held.gaps_under(cast.elements[key].pk)} for key in ("place", "vision")}
    assert under == {"place": {"MEA1", "TAR1", "BAS1", "DAT1"}, "vision": set()}
    assert held.gaps_on("measure", cast.measure.pk) == [gap for gap in held.gaps if gap.kind == "measure"]
