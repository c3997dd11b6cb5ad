"""Where a plan stands: what is rated, what is missing, and counts that add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.rating import Status
from goldenthread.core.sentences import said
from goldenthread.measures import actions as measures
from goldenthread.measures.models import Measure
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Element
from goldenthread.reports.figures.element import element_page
from goldenthread.reports.figures.measure import measure_page
from goldenthread.reports.figures.overview import overview, progress
from goldenthread.reports.figures.position import Position, gather
from goldenthread.reports.grids import Kind
from goldenthread.reports.tables import by_theme
from tests.cast import ON, Q1, Q4, WHO, Cast, a_council, element, measure_row, observation_row, target_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def position(cast: Cast) -> Position:
    return gather(cast.council, cast.edition, ON)


def observe(cast: Cast, *rows: dict[str, object]) -> None:
    measures.record_observations(council=cast.council, rows=rows, **WHO)


def aim(cast: Cast, *rows: dict[str, object]) -> None:
    measures.set_targets(council=cast.council, rows=rows, **WHO)


def standing(cast: Cast) -> object:
    return position(cast).measures[cast.measure.pk].standing


def test_a_measure_is_rated_by_its_result_its_target_and_the_rule(cast: Cast) -> None:
    """R011, R137: worked out by a published rule, not typed."""
    observe(cast, observation_row(cast.measure, Q1, "78.5"))
    aim(cast, target_row(cast.measure, Q1, "80"))
    assert standing(cast).status is Status.OFF_TARGET  # type: ignore[attr-defined]


def test_a_part_never_stands_for_the_total(cast: Cast) -> None:
    """The nearest peer took a later value for women for the total and gave no status at all."""
    observe(
        cast,
        observation_row(cast.measure, Q1, "81"),
        observation_row(cast.measure, Q1, "40", breakdown="women"),
    )
    aim(cast, target_row(cast.measure, Q1, "80"))
    found = standing(cast)
    assert (found.value, found.status) == (Decimal(81), Status.ON_TARGET)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"value": None, "state": "NIL_ACTIVITY"}, "no_figure"),
        ({"is_questioned": True}, "questioned"),
    ],
)
def test_what_is_not_fit_to_rate_is_never_red_or_green(
    cast: Cast, row: dict[str, object], reason: str
) -> None:
    """R138: none of these states is scored."""
    observe(cast, {**observation_row(cast.measure, Q1, "0"), **row})
    aim(cast, target_row(cast.measure, Q1, "80"))
    rating = standing(cast).rating  # type: ignore[attr-defined]
    assert (rating.status, rating.reason) == (Status.NOT_RATED, reason)


def test_a_result_that_is_too_old_is_overdue_and_not_rated(cast: Cast) -> None:
    """R058, R138."""
    observe(cast, observation_row(cast.measure, Q4, "90"))
    aim(cast, target_row(cast.measure, Q4, "80"))
    later = gather(cast.council, cast.edition, date(2014, 12, 31)).measures[cast.measure.pk].standing
    assert (standing(cast).status, later.status, later.state.value) == (  # type: ignore[attr-defined]
        Status.ON_TARGET, Status.NOT_RATED, "OVERDUE",
    )  # fmt: skip


def test_a_blank_target_is_a_gap_with_its_reason_owner_and_date(cast: Cast) -> None:
    """R125, R126, R127: in a to-do list, not zero and not failed."""
    owner = cast.council.posts.get(title="Head of Streets")
    observe(cast, observation_row(cast.measure, Q1, "78.5"))
    due = date(2014, 6, 30)
    aim(cast, target_row(cast.measure, Q1, None, reason="Baseline new", owner_id=owner.pk, due_on=due))
    found = position(cast)
    gap = next(one for one in found.gaps if one.code == "TAR1")
    assert (gap.reason, gap.owner, gap.due_on) == ("Baseline new", "Head of Streets", due)
    assert gap in found.overdue_gaps
    assert found.status.not_rated == 1


def test_a_cumulative_measure_is_not_set_against_the_quarter_before(cast: Cast) -> None:
    """R140: it starts again each year."""
    Measure.objects.filter(pk=cast.measure.pk).update(is_cumulative=True)
    observe(cast, observation_row(cast.measure, Q1, "30"), observation_row(cast.measure, Q4, "98"))
    assert standing(cast).direction.value == "CANNOT_COMPARE"  # type: ignore[attr-defined]


def test_what_is_missing_is_found_and_disappears_when_filled(cast: Cast) -> None:
    """R009: every improvement and action has a measure; those without are listed."""
    before = {(gap.code, gap.title) for gap in position(cast).gaps}
    assert before == {
        ("MEA1", "Action"), ("TAR1", "Measure M1"), ("BAS1", "Measure M1"), ("DAT1", "Measure M1"),
    }  # fmt: skip
    action = cast.elements["action"]
    measures.link_measures(
        council=cast.council, rows=[{"measure_id": cast.measure.pk, "element_id": action.pk}], **WHO
    )
    observe(cast, observation_row(cast.measure, Q1, "81"))
    aim(cast, target_row(cast.measure, Q1, "80"))
    assert position(cast).gaps == []


def test_an_action_outside_its_year_is_flagged(cast: Cast) -> None:
    """R026: completed and measured within the year."""
    row = element("late", "action", "clean", starts_on=date(2014, 5, 1), due_on=date(2015, 5, 1))
    plans.place_elements(council=cast.council, edition=cast.edition, rows=[row], **WHO)
    assert ("YEA1", "Late") in {(gap.code, gap.title) for gap in position(cast).gaps}


def test_too_many_elements_are_said_against_the_councils_limit(cast: Cast) -> None:
    """R007: a count of elements by level and a warning against limits the council sets."""
    rows = [element(f"more-{place}", "action", "clean") for place in range(2)]
    plans.place_elements(council=cast.council, edition=cast.edition, rows=rows, **WHO)
    assert overview(position(cast)).too_many == [("Actions", 3, 2)]


def test_rows_sum_to_the_total_and_a_shared_measure_is_counted_once(cast: Cast) -> None:
    """R027, R141."""
    plans.place_elements(
        council=cast.council, edition=cast.edition, rows=[element("safe", "theme", "vision")], **WHO
    )
    safe = Element.objects.get(edition=cast.edition, code="safe")
    measures.link_measures(
        council=cast.council, rows=[{"measure_id": cast.measure.pk, "element_id": safe.pk}], **WHO
    )
    shown = overview(position(cast))
    assert shown.total is not None
    assert ([row.status.total for row in shown.rows], shown.total.status.total, shown.shared) == (
        [1, 1],
        1,
        1,
    )
    table = by_theme(shown.rows, shown.total, "Theme", "Testbury")
    assert [row.cells[0].text for row in table.rows] == ["Place", "Safe", "Testbury"]


def test_activity_stands_beside_outcomes(cast: Cast) -> None:
    """R058: done, due later, overdue and undated make up the whole."""
    action = cast.elements["action"]
    plans.record_updates(
        council=cast.council,
        rows=[{"element_id": action.pk, "made_on": ON, "is_done": True, "stated": "green"}],
        **WHO,
    )
    rows = [
        element("late", "action", "clean", due_on=date(2014, 8, 1)),
        element("undated", "action", "clean"),
    ]
    plans.place_elements(council=cast.council, edition=cast.edition, rows=rows, **WHO)
    found = progress(position(cast))
    doing = found.overview.position.doing_in_all
    assert (doing.done, doing.overdue, doing.no_date, doing.total) == (1, 1, 1, 3)
    assert [line.title for line in found.overdue] == ["Late"]


def test_an_element_is_walked_up_to_the_vision_and_down_to_the_last_line(cast: Cast) -> None:
    """R044."""
    page = element_page(position(cast), cast.elements["clean"])
    assert [line.line.title for line in page.above] == ["Vision", "Place"]
    assert [line.line.title for line in page.below] == ["Action"]
    assert page.no_child is None


def test_an_element_that_hangs_from_nothing_breaks_the_thread(cast: Cast) -> None:
    """R044: orphans are listed."""
    plans.place_elements(
        council=cast.council, edition=cast.edition, rows=[element("loose", "improvement")], **WHO
    )
    loose = Element.objects.get(edition=cast.edition, code="loose")
    page = element_page(position(cast), loose)
    assert page.no_parent is not None
    assert page.no_child is not None


def test_a_measures_page_opens_its_arithmetic(cast: Cast) -> None:
    """R145: the calculation shown."""
    observe(cast, observation_row(cast.measure, Q1, "98.3"), observation_row(cast.measure, Q4, "97"))
    aim(cast, target_row(cast.measure, Q1, "98"))
    page = measure_page(cast.council, cast.measure, ON)
    assert page.why == "98.3 against a target of 98: met"
    assert [(step.name, step.value) for step in page.arithmetic] == [
        ("Result", "98.3"), ("Target", "98"), ("Better than target by", "0.3"),
    ]  # fmt: skip
    assert said(page.sentences) == (
        "April to June 2014: 98.3%, better than the target of 98%. That is better than the 97 of "
        "January to March 2014."
    )


def test_gathering_asks_the_same_number_of_questions_however_much_there_is(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as few:
        overview(position(cast))
    rows = [element(f"more-{place}", "action", "clean") for place in range(20)]
    plans.place_elements(council=cast.council, edition=cast.edition, rows=rows, **WHO)
    measures.define_measures(
        council=cast.council, rows=[measure_row(f"X{place}") for place in range(20)], **WHO
    )
    with CaptureQueriesContext(connection) as many:
        overview(position(cast))
    assert len(few) == len(many) == 11


def test_no_status_is_shown_by_colour_alone(cast: Cast) -> None:
    """R144: every status, direction and strip carries its words."""
    observe(cast, observation_row(cast.measure, Q1, "78.5"))
    shown = overview(position(cast))
    table = by_theme(shown.rows, shown.total, "Theme", "Testbury")
    signs = [cell for row in table.rows for cell in row.cells if cell.kind in (Kind.STATUS, Kind.STRIP)]
    assert signs
    assert all(cell.text for cell in signs)
