"""The four boxes of a real plan: every element once, measures and work once each, and a picture that fits."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core.difference import Box, Thresholds
from goldenthread.core.sentences import said
from goldenthread.measures import actions as measures
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Element
from goldenthread.reports.figures.difference import Difference, difference
from goldenthread.reports.figures.position import gather
from goldenthread.reports.four_box import NARROW, WIDE, Spot, _area, _covered, four_box, place
from goldenthread.reports.tables.difference import boxes, elements
from goldenthread.reports.thresholds import thresholds
from tests.cast import ON, Q1, Q4, WHO, Cast, a_council, element, observation_row

USUAL = Thresholds()


def found(cast: Cast, level: str = "") -> Difference:
    return difference(gather(cast.council, cast.edition, ON), USUAL, level)


@pytest.fixture
def cast(db: None) -> Cast:
    return a_council()


def test_work_and_measures_below_count_for_what_is_above_and_never_for_themselves(cast: Cast) -> None:
    """The Middlesbrough case on one page: everything on time, nothing better."""
    rows = [observation_row(cast.measure, Q4, "80"), observation_row(cast.measure, Q1, "70")]
    measures.record_observations(council=cast.council, rows=rows, **WHO)

    shown = found(cast, "improvement")

    assert [(row.line.title, row.doing.total, row.travel.worse, row.box) for row in shown.rows] == [
        ("Clean", 1, 1, Box.ONLY_DELIVERING)
    ]
    assert said(shown.sentences) == (
        "Of one improvement, none are delivering and improving, one is delivering but not improving; "
        "Clean has 1 of 1 piece of work done or not yet due, and 0 of 1 measure improved."
    )
    assert [level.key for level in shown.levels] == ["theme", "improvement"]


def test_each_element_is_in_one_box_or_none_and_they_add_up(cast: Cast) -> None:
    """R141: a second improvement without work says why it is in no box."""
    more = [
        element("idle", "improvement", "place"),
        element("late", "action", "clean", due_on=date(2014, 8, 1)),
    ]
    plans.place_elements(council=cast.council, edition=cast.edition, rows=more, **WHO)

    shown = found(cast, "improvement")

    total = boxes(shown).rows[-1].cells[1].text
    assert total == str(len(shown.rows)) == "2"
    assert sum(int(row.cells[1].text) for row in boxes(shown).rows[:-1]) == 2
    idle = next(row for row in elements(shown).rows if row.cells[0].text.endswith("Idle"))
    assert idle.cells[1].note == "No work hangs under it; no measure shows its difference"


def test_a_plan_without_anything_below_its_lines_says_so(cast: Cast) -> None:
    Element.objects.filter(edition=cast.edition).exclude(code="vision").update(state="DROPPED")

    shown = found(cast)

    assert (shown.level, shown.rows) == (None, [])
    assert said(shown.sentences) == "No element of this plan has work or measures under it yet."


def test_the_delivered_policy_is_the_usual_one() -> None:
    assert thresholds() == USUAL


shares = st.fractions(0, 1, max_denominator=12)
spots = st.lists(
    st.tuples(shares, st.fractions(-1, 1, max_denominator=12), st.text("ab c", min_size=1, max_size=60)),
    max_size=40,
)


def spot(number: int, delivered: Fraction, net: Fraction, title: str) -> Spot:
    is_right, is_top = delivered >= Fraction(9, 10), net > 0
    box = {
        (True, True): Box.BOTH,
        (True, False): Box.ONLY_DELIVERING,
        (False, True): Box.ONLY_IMPROVING,
        (False, False): Box.NEITHER,
    }[is_right, is_top]
    return Spot(number, title, box, delivered, net, f"/e/{number}/")


@settings(max_examples=60, deadline=None)
@given(spots, st.sampled_from([WIDE, NARROW]))
def test_no_mark_covers_another_or_leaves_its_box(
    given_spots: list[tuple[Fraction, Fraction, str]], frame
) -> None:
    drawn = [spot(number, *one) for number, one in enumerate(given_spots, start=1)]
    for box in Box:
        if box is Box.CANNOT_SAY:
            continue
        mine, area = [one for one in drawn if one.box is box], _area(box, frame)
        placed, left = place(mine, area, USUAL, frame, len(drawn))
        rooms = [_covered(one) for one in placed]

        assert len(placed) + left == len(mine)
        assert all(area.left <= room.left and room.right <= area.right for room in rooms)
        assert all(area.top <= room.top and room.bottom <= area.bottom for room in rooms)
        for place_, one in enumerate(rooms):
            for other in rooms[place_ + 1 :]:
                apart = one.right <= other.left or other.right <= one.left
                assert apart or one.bottom <= other.top or other.bottom <= one.top


def test_the_picture_is_whole_svg_with_words_in_every_box_and_a_link_for_each_mark() -> None:
    drawn = [spot(1, Fraction(1), Fraction(1), "Safe & sound"), spot(2, Fraction(0), Fraction(-1), "<Late>")]

    svg = four_box(drawn, Counter(one.box for one in drawn), USUAL, WIDE, "boxes")

    root = ElementTree.fromstring(svg)
    words = "".join(root.itertext())
    assert "Delivering and improving: 1" in words
    assert "Delivering but not improving: 0" in words
    assert "Safe & sound" in words
    links = [one.get("href") for one in root.iter("{http://www.w3.org/2000/svg}a")]
    assert links == ["/e/1/", "/e/2/"]
