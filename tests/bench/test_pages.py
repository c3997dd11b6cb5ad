"""The benchmark of pages at a tiny size: it runs, and no page asks more of a larger council's database."""

from __future__ import annotations

from datetime import date

import pytest

from bench.__main__ import _verdict
from bench.figures import compare as compare_figures
from bench.made_up_council import QUARTERS, READ_ON, UPDATES, Size, make_council
from bench.pages import PageAt, compare, counting, floors, queries_for, rows_of_a_position
from bench.stopwatch import Times
from goldenthread.people.models import Council, User
from goldenthread.plans.queries import latest_updates, main_edition
from goldenthread.reports.figures.position import gather

pytestmark = pytest.mark.django_db

SMALL, LARGE = Size(20, 3), Size(60, 9)


@pytest.fixture
def shown() -> list[PageAt]:
    return compare(SMALL, LARGE, requests=2)


def test_each_page_sends_as_many_queries_for_a_large_council_as_for_a_small(shown: list[PageAt]) -> None:
    assert [one.name for one in shown] == list(floors())
    assert [one.name for one in shown if one.grows] == []


def test_each_page_keeps_to_fewer_than_thirty_queries(shown: list[PageAt]) -> None:
    assert max(one.queries_large for one in shown) < 30


def test_a_page_whose_queries_grow_fails_the_run(shown: list[PageAt]) -> None:
    times = Times([1.0])
    grown = PageAt("home", times, times, queries_small=7, queries_large=8, kilobytes=1.0)
    rated = compare_figures(10, rounds=1)
    assert _verdict(rated.agree, shown) == 0
    assert _verdict(rated.agree, [*shown, grown]) == 1


def test_queries_are_counted_with_their_text() -> None:
    with counting() as sent:
        Council.objects.count()
    assert len(sent) == 1
    assert "people_council" in sent[0]
    assert queries_for(Council.objects.count) == 1


def test_a_made_up_council_is_as_large_as_asked_and_holds_no_people() -> None:
    council = make_council(LARGE)
    assert (council.elements.count(), council.measures.count()) == LARGE
    assert council.observations.count() == council.targets.count() == LARGE.measures * len(QUARTERS)
    assert not User.objects.exists()


def test_a_made_up_council_has_every_kind_of_status_and_several_gaps() -> None:
    council = make_council(Size(300, 60))
    edition = main_edition(council)
    assert edition is not None
    position = gather(council, edition, council.position_on)
    assert position.status.total == 60
    assert min(position.status.on_target, position.status.near_target, position.status.off_target) > 0
    assert {"PAR1", "MEA1", "OWN1", "DUE1", "TAR1"} <= {gap.code for gap in position.gaps}


@pytest.mark.parametrize("on", [date(2025, 7, 9), *UPDATES, READ_ON], ids=str)
def test_a_position_holds_each_element_s_last_update_made_by_its_day(on: date) -> None:
    """Told by the database; here by hand, over every update."""
    council = make_council(SMALL)
    by_hand = {one.element_id: one for one in council.updates.order_by("made_on") if one.made_on <= on}
    found = latest_updates(main_edition(council), on)
    assert found.keys() == by_hand.keys()
    assert all(found[pk].made_on == one.made_on for pk, one in by_hand.items())
    assert all(found[pk].is_done == one.is_done for pk, one in by_hand.items())


def test_the_floor_fetches_a_row_for_each_element_measure_and_figure() -> None:
    council = make_council(LARGE)
    assert rows_of_a_position(council) > LARGE.elements + LARGE.measures * (1 + 8 + len(QUARTERS))
