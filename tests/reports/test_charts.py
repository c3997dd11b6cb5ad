"""Line charts: missing periods stay on the axis, years are joined to nothing, and words carry the meaning."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from goldenthread.core.charted import Redefined, chart_of, charted, first_since
from goldenthread.core.figures import Shape as Printed
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import COUNCIL_YEAR, parse_period
from goldenthread.core.standing import Aim, Result, Sheet
from goldenthread.core.travel import Polarity
from goldenthread.reports.charts import NARROW, PRINTED, WIDE, Series, Shape, line_chart, scale_note
from goldenthread.reports.spc_chart import Drawing, spc_chart
from goldenthread.reports.tables.signals import points as table_of_points

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


IN_JULY, IN_AUGUST = Redefined(date(2014, 7, 1), False), Redefined(date(2014, 8, 1), True)


def lines(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in root.iter(f"{SVG}line") if one.get("class") == "gt-chart__redefined"]


@pytest.mark.parametrize("shape", [WIDE, NARROW, PRINTED])
def test_a_new_definition_is_a_line_with_words_and_a_date_at_every_width(shape: Shape) -> None:
    """R049, R144."""
    given = series(*QUARTERS, target="85", changes=[IN_JULY])
    root = drawn(given, shape)
    assert "Definition changed 1 Jul 2014" in words(given, shape)
    assert [one.get("x1") == one.get("x2") and bool(one.get("stroke-dasharray")) for one in lines(root)] == [
        True
    ]
    told = "The definition changed on 1 July 2014; figures before can’t be set against those from then on."
    assert told in (root.findtext(f"{SVG}desc") or "")


def test_figures_that_can_not_be_compared_are_not_joined() -> None:
    assert [joins(series(*QUARTERS, changes=[one])) for one in (IN_JULY, IN_AUGUST)] == [1, 2]


@pytest.mark.parametrize("day", [date(2014, 4, 1), date(2015, 1, 1)])
def test_a_definition_that_changed_before_or_after_the_chart_is_not_marked(day: date) -> None:
    given = series(*QUARTERS, changes=[Redefined(day, False)])
    assert (lines(drawn(given)), joins(given)) == ([], 2)
    assert "definition" not in line_chart(given, WIDE, "key")


@pytest.mark.parametrize("shape", [WIDE, NARROW, PRINTED])
def test_words_of_definitions_that_changed_close_together_stand_in_rows_of_their_own(shape: Shape) -> None:
    given = series(*QUARTERS, changes=[IN_AUGUST, IN_JULY, Redefined(date(2014, 12, 31), True)])
    root = drawn(given, shape)
    found = [one for one in root.iter(f"{SVG}text") if (one.text or "").startswith("Definition")]
    spans = [
        (float(one.get("y", 0)), float(one.get("x", 0)) - half, float(one.get("x", 0)) + half)
        for one in found
        for half in [len(one.text or "") * 4]
    ]
    assert len(spans) == 3
    assert all(y > 0 and start >= 0 and end <= shape.width for y, start, end in spans)
    for place, (y, start, end) in enumerate(spans):
        assert all(y != other[0] or end < other[1] or other[2] < start for other in spans[:place])


def a_control_chart(*changes: Redefined) -> Drawing:
    results = [
        Result(parse_period(f"{year}/{year - 1999:02} Q{quarter}"), Decimal(70 + quarter), State.REPORTED)
        for year in (2013, 2014)
        for quarter in (1, 2, 3, 4)
    ]
    found = charted(results, [], kind=Kind.NUMBER, frequency="QUARTERLY", is_cumulative=False)
    return Drawing("Calls", found, chart_of(found, Sheet()), Polarity.HIGHER, Printed(), changes=changes)


def test_a_control_chart_and_its_table_say_where_the_definition_changed() -> None:
    """R049."""
    plain, marked = a_control_chart(), a_control_chart(IN_JULY)
    wide, narrow = (
        ElementTree.fromstring(one) for one in re.findall("<svg.*?</svg>", spc_chart(marked, "k"))
    )
    for root in (wide, narrow):
        assert len(lines(root)) == 1
        assert "Definition changed 1 Jul 2014" in [one.text for one in root.iter(f"{SVG}text")]
        assert "can’t be set against those from then on." in (root.findtext(f"{SVG}desc") or "")
    assert "redefined" not in spc_chart(plain, "k")
    joined = [spc_chart(one, "k").count("gt-chart__joined") for one in (plain, marked)]
    assert joined[0] - joined[1] == 2  # one in each of its two drawings
    notes = {row.cells[0].text: row.cells[0].note for row in table_of_points(marked, COUNCIL_YEAR).rows}
    assert {period for period, note in notes.items() if note} == {"July to September 2014"}
    assert notes["July to September 2014"] == "Definition changed on 1 July 2014."


def test_a_definition_is_told_at_the_first_period_that_it_holds_for() -> None:
    q1, q2, year = (parse_period(one) for one in ("2014/15 Q1", "2014/15 Q2", "2014/15"))
    early, late = Redefined(date(2014, 4, 1), True), Redefined(date(2015, 4, 1), True)
    assert first_since([IN_JULY, IN_AUGUST], [year, q2, q1]) == {q2: [IN_JULY, IN_AUGUST]}
    assert first_since([early, late], [q1, q2]) == {}
    assert first_since([IN_JULY], []) == {}
