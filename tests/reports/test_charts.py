"""Line charts: missing periods stay on the axis, years are joined to nothing, and words carry the meaning."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import parse_period
from goldenthread.core.standing import Aim, Result
from goldenthread.reports.charts import NARROW, PRINTED, WIDE, Series, Shape, line_chart, scale_note

SVG = "{http://www.w3.org/2000/svg}"


def series(*results: tuple[str, str | None], target: str | None = None, **more: object) -> Series:
    found = [
        Result(
            parse_period(period),
            None if value is None else Decimal(value),
            State.AWAITED if value is None else State.REPORTED,
        )
        for period, value in results
    ]
    last = found[-1].period if found else parse_period("2014/15 Q1")
    aims = [Aim(last, Decimal(target), TargetState.SET)] if target else []
    return Series("Calls", "%", found, aims, **more)  # type: ignore[arg-type]


def drawn(given: Series, shape: Shape = WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(line_chart(given, shape, "key"))


def words(given: Series, shape: Shape = WIDE) -> list[str]:
    return [text.text or "" for text in drawn(given, shape).iter(f"{SVG}text")]


def joins(given: Series) -> int:
    return sum(line.get("class") == "gt-chart__line" for line in drawn(given).iter(f"{SVG}line"))


def points(given: Series) -> int:
    return len(list(drawn(given).iter(f"{SVG}circle")))


QUARTERS = [("2014/15 Q1", "78.5"), ("2014/15 Q2", "79"), ("2014/15 Q3", "80")]


def test_neighbours_are_joined_and_every_point_is_labelled() -> None:
    given = series(*QUARTERS, target="85")
    assert (points(given), joins(given)) == (3, 2)
    assert {"78.5%", "79%", "80%", "Target 85%"} <= set(words(given))


def test_a_missing_quarter_leaves_a_gap_and_says_so() -> None:
    given = series(QUARTERS[0], ("2014/15 Q2", None), QUARTERS[2])
    assert (points(given), joins(given)) == (2, 0)
    assert "2014: not held" in words(given)
    assert "Jul–Sep" in words(given)


def test_a_whole_year_among_quarters_is_a_bar_of_its_own_length() -> None:
    given = series(("2013/14", "77.1"), ("2013/14 Q4", "79.6"), ("2014/15 Q1", "78.5"))
    assert (points(given), joins(given)) == (2, 1)
    assert "77.1% whole year" in words(given)


def test_years_alone_are_a_line_of_their_own() -> None:
    given = series(("2005/06", "51"), ("2006/07", "53"), ("2007/08", "56"))
    assert (points(given), joins(given)) == (3, 2)


def test_a_measure_that_adds_up_starts_again_with_the_year() -> None:
    """R140."""
    pair = [("2013/14 Q4", "98"), ("2014/15 Q1", "30")]
    assert [joins(series(*pair, is_cumulative=flag)) for flag in (False, True)] == [1, 0]


@pytest.mark.parametrize("shape", [WIDE, NARROW, PRINTED])
def test_text_keeps_its_size_and_nothing_leaves_the_picture(shape: Shape) -> None:
    given = series(*QUARTERS, target="85", baseline=Decimal("70"))
    root = drawn(given, shape)
    assert int(root.get("font-size") or 0) >= 16
    for mark in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert 0 <= float(mark.get(name, "0")) <= shape.width
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(mark.get(name, "0")) <= shape.height


def test_a_chart_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    """R144."""
    root = drawn(series(*QUARTERS, target="85"))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None and description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "Apr–Jun 2014 78.5%" in (description.text or "")
    assert "Targets: Oct–Dec 2014 85%" in (description.text or "")


@pytest.mark.parametrize(
    "results",
    [
        [("2014/15 Q1", "0")],
        [("2014/15 Q1", "-16"), ("2014/15 Q2", "-16")],
        [("2014/15 Q1", "0.000001"), ("2014/15 Q2", "1000000")],
        [(f"{year}/{year - 1999:02} Q{q}", str(q)) for year in range(2004, 2015) for q in (1, 2, 3, 4)],
        [("30 June 2014", "5")],
    ],
)  # fmt: skip
def test_odd_series_are_drawn_all_the_same(results: list[tuple[str, str]]) -> None:
    assert points(series(*results)) == len(results)


def test_nothing_to_draw_draws_nothing() -> None:
    assert line_chart(series(("2014/15 Q1", None)), WIDE, "key") == ""
    assert scale_note(series()) == ""


def test_a_scale_that_does_not_start_at_nought_says_where_it_starts() -> None:
    assert re.fullmatch(r"The scale starts at 7\d(\.\d)?%\.", scale_note(series(*QUARTERS)))
    assert scale_note(series(("2014/15 Q1", "0"), ("2014/15 Q2", "5"))) == ""


def test_a_hostile_title_cannot_leave_its_place() -> None:
    given = Series('<script>alert("x")</script>', "%", series(*QUARTERS).results, [])
    assert "<script>" not in line_chart(given, WIDE, "key")
