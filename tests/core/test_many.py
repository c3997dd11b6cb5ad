"""A million at once, or one at a time: the same verdicts, row for row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core import many
from goldenthread.core.many_frames import AIMS, FROM_DAYS, OPTIONAL, RESULTS, SHEETS, millionths
from goldenthread.core.many_spc import CAUSES, decimal_of
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period, PeriodKind, financial_year, month, quarters_of, span
from goldenthread.core.rating import Allowance, Band, Condition, Question, Rule, Status
from goldenthread.core.rulebook import Comparison, Rulebook
from goldenthread.core.spc import Wanted, chart
from goldenthread.core.standing import Aim, Result, Sheet, stand
from goldenthread.core.travel import Against, DeadBand, Direction, Polarity

MONTHS = [month(2012 + place // 12, place % 12 + 1) for place in range(30)]
YEARS = [financial_year(year) for year in (2011, 2012, 2013)]
QUARTERS = [quarter for year in YEARS for quarter in quarters_of(year)]
SPANS = [
    span(date(2012, 4, 1), date(2012, 9, 30)),
    span(date(2012, 6, 5), date(2012, 9, 30)),
    span(date(2012, 10, 1), date(2013, 3, 31)),
    span(date(2012, 2, 29), date(2012, 5, 9)),
]
PERIODS = st.sampled_from([*MONTHS, *QUARTERS, *YEARS, *SPANS])

small = st.integers(-300, 300).map(lambda number: Decimal(number) / 2)
near = st.sampled_from([Decimal(text) for text in ("0", "90", "95", "99.999999", "100", "100.000001", "110")])
any_figure = st.integers(-(10**20) + 1, 10**20 - 1).map(lambda number: Decimal(number).scaleb(-6))
tiny = st.integers(-5, 5).map(lambda number: Decimal(number).scaleb(-6))
figures = st.one_of(small, near, any_figure, tiny)
amounts = st.one_of(
    st.sampled_from([Decimal(text) for text in ("0", "5", "10", "0.1", "2", "0.00000001")]),
    st.integers(0, 10**20 - 1).map(lambda number: Decimal(number).scaleb(-8)),
)
allowances = st.builds(Allowance, amounts, st.booleans())
moves = st.sampled_from([one for one in Direction if one is not Direction.CANNOT_COMPARE])


def conditions() -> st.SearchStrategy[Condition]:
    limits = [one for one in Question if one not in (Question.DIRECTION, Question.MEETS_FLOOR)]
    levels = (Question.AT_LEAST, Question.BELOW)
    return st.one_of(
        st.builds(
            Condition,
            st.sampled_from([one for one in limits if one not in levels]),
            st.none() | allowances,
        ),
        st.builds(Condition, st.sampled_from(levels), st.builds(Allowance, figures)),
        st.just(Condition(Question.MEETS_FLOOR)),
        st.builds(
            lambda ways: Condition(Question.DIRECTION, directions=ways), st.frozensets(moves, min_size=1)
        ),
    )


bands = st.builds(Band, st.just(""), st.sampled_from(Status), st.lists(conditions(), max_size=3).map(tuple))
rules = st.lists(bands, min_size=1, max_size=4).map(
    lambda held: Rule(
        "r", "r", tuple(Band(f"Band {n}", one.status, one.conditions) for n, one in enumerate(held))
    )
)
rulebooks = st.builds(
    Rulebook,
    rules,
    st.builds(Comparison, st.sampled_from(Against), st.builds(DeadBand, amounts, st.booleans())),
)


days = st.dates(date(2011, 12, 1), date(2014, 8, 1)) | PERIODS.map(lambda one: one.starts_on)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    low, high = sorted([draw(figures), draw(figures)])
    return Sheet(
        polarity=draw(st.sampled_from(Polarity)),
        low=draw(st.sampled_from([low, None])),
        high=draw(st.sampled_from([high, None])),
        frequency=draw(st.sampled_from(["MONTHLY", "QUARTERLY", "HALF_YEARLY", "YEARLY"])),
        is_cumulative=draw(st.booleans()),
        is_data_only=draw(st.integers(0, 9)) == 0,
        tolerance=draw(st.none() | st.builds(Allowance, figures.map(abs), st.booleans())),
        floor=draw(st.none() | figures),
        kind=draw(st.sampled_from([None, None, PeriodKind.MONTH, PeriodKind.QUARTER])),
        breaks=tuple(draw(st.lists(days, max_size=3))),
        lag=draw(st.none() | st.integers(0, 400).map(lambda number: timedelta(days=number))),
    )


def result(period: Period, value: Decimal | None, is_questioned: bool) -> Result:
    return Result(period, value, State.AWAITED if value is None else State.REPORTED, is_questioned)


def aim(period: Period, value: Decimal | None, is_data_only: bool) -> Aim:
    blank = TargetState.DATA_ONLY if is_data_only else TargetState.TO_BE_SET
    return Aim(period, value, blank if value is None else TargetState.SET)


def of_periods(make):
    rare = st.integers(0, 9).map(lambda one: one == 0)
    return st.lists(
        st.builds(make, PERIODS, st.none() | figures, rare), max_size=14, unique_by=lambda one: one.period
    ).map(lambda held: sorted(held, key=lambda one: one.period))


measures = st.lists(st.tuples(sheets(), of_periods(result), of_periods(aim)), min_size=1, max_size=4)


def frames(held):
    """The measures as `core.many` reads them: results, aims, sheets and breaks."""
    rows, aims, about, breaks = [], [], [], []
    for key, (sheet, results, wanted) in enumerate(held, start=1):
        rows += [(key, *_days(one.period), millionths(one.value), one.is_questioned) for one in results]
        aims += [
            (key, *_days(one.period), millionths(one.value), one.state is TargetState.DATA_ONLY)
            for one in wanted
        ]
        own = sheet.tolerance
        about.append(
            (key, sheet.polarity.value, millionths(sheet.low), millionths(sheet.high), sheet.frequency,
             sheet.is_cumulative, sheet.is_data_only, millionths(own.amount) if own else None,
             own.is_percent if own else None, millionths(sheet.floor),
             None if sheet.lag is None else sheet.lag.days, sheet.kind, None, None)
        )  # fmt: skip
        breaks += [(key, on) for on in sheet.breaks]
    made = zip((rows, aims, about, breaks), (RESULTS, AIMS, SHEETS | OPTIONAL, FROM_DAYS), strict=True)
    return [pl.DataFrame(one, schema=schema, orient="row") for one, schema in made]


def _days(period: Period) -> tuple[str, date, date]:
    return period.kind.value, period.starts_on, period.ends_on


def standing(held, rulebook: Rulebook, **asked: Any):
    """Where one measure stands, as its page says."""
    how = {"rule": rulebook.rule, "comparison": rulebook.comparison}
    return stand(*held, **(how | {"on": date(2015, 1, 1)} | asked))


def told(found) -> tuple[Any, ...]:
    aim, before = found.aim, found.compared_with
    return (
        millionths(aim.value) if aim else None,
        millionths(before.value) if before else None,
        found.direction.value,
        found.status.value,
        found.rating.band or None,
    )


TOLD = ("target", "previous", "direction", "status", "band")


@settings(max_examples=100, deadline=None)
@given(measures, rulebooks)
def test_every_status_and_direction_is_that_of_one_at_a_time(held, rulebook: Rulebook) -> None:
    """Whatever the rule, the gaps, the breaks, the periods and the size of the figures."""
    rows, aims, about, breaks = frames(held)
    found = many.stood(rows, aims, about, rulebook, breaks)
    one_at_a_time = [told(standing(one, rulebook, period=result.period)) for one in held for result in one[1]]
    assert found.select(TOLD).rows() == one_at_a_time


@settings(max_examples=30, deadline=None)
@given(measures, rulebooks)
def test_what_a_caller_leaves_out_is_none(held, rulebook: Rulebook) -> None:
    """No breaks, no lag of its own, and every kind of period reported."""
    rows, aims, about, _ = frames(held)
    plain = about.select(SHEETS.keys())
    found = many.stood(rows, aims, plain, rulebook)
    without = [(replace(sheet, kind=None, breaks=(), lag=None), *rest) for sheet, *rest in held]
    assert found.select(TOLD).rows() == [
        told(standing(one, rulebook, period=result.period)) for one in without for result in one[1]
    ]
    assert_as_pages_say(without, rulebook, date(2013, 9, 1), many.standing_on(found, plain, date(2013, 9, 1)))


@settings(max_examples=100, deadline=None)
@given(measures, rulebooks, st.dates(date(2012, 1, 1), date(2016, 1, 1)))
def test_where_each_measure_stands_on_a_day_is_as_its_page_says(held, rulebook: Rulebook, on: date) -> None:
    """R138: the latest result, and neither rated nor compared once it is overdue by its own lag."""
    rows, aims, about, breaks = frames(held)
    found = many.standing_on(many.stood(rows, aims, about, rulebook, breaks), about, on)
    assert_as_pages_say(held, rulebook, on, found)


def assert_as_pages_say(held, rulebook: Rulebook, on: date, found: pl.DataFrame) -> None:
    rows = {row["measure"]: row for row in found.iter_rows(named=True)}
    for key, one in enumerate(held, start=1):
        page = standing(one, rulebook, on=on)
        if page.result is None:
            assert key not in rows
            continue
        row = rows[key]
        assert _days(page.result.period) == (row["kind"], row["starts_on"], row["ends_on"])
        assert tuple(row[name] for name in TOLD) == told(page)
        assert row["is_overdue"] == (page.state is State.OVERDUE)


steady = st.lists(st.integers(0, 6).map(Decimal), max_size=40)
rising = st.lists(st.integers(-1, 3), max_size=30).map(
    lambda steps: [Decimal(sum(steps[: place + 1])) for place in range(len(steps))]
)
series = st.one_of(steady, rising, st.lists(figures, max_size=25), st.lists(small, max_size=30))
charted = st.tuples(
    series, st.sampled_from(Polarity), *[st.none() | figures] * 3, st.sets(st.integers(1, 39))
)


@settings(max_examples=60, deadline=None)
@given(st.lists(charted, min_size=1, max_size=4), st.booleans())
def test_every_chart_is_that_of_one_at_a_time(held, is_screened: bool) -> None:
    """Causes of each point, limits as printed, variation and assurance of the latest."""
    rows, wanted, points, latest = [], [], [], []
    for key, (values, polarity, target, low, high, starts) in enumerate(held, start=1):
        wanted.append((key, polarity.value, *map(millionths, (target, low, high))))
        plain = [Decimal(format(one.normalize(), "f")) for one in values]
        one = chart(
            plain, Wanted(polarity, target, low, high), starts=sorted(starts), is_screened=is_screened
        )
        rows += [(key, millionths(value), place in starts) for place, value in enumerate(values)]
        points += [(point.side, *(cause in point.causes for cause in CAUSES)) for point in one.points]
        if values:
            limits = one.limits
            edges = (
                [str(edge) for edge in (limits.lower, limits.mean, limits.upper)] if limits else [None] * 3
            )
            latest.append((*edges, one.variation.value, one.assurance.value))
    schema = {"measure": pl.Int64, "value": RESULTS["value"], "starts": pl.Boolean}
    aimed = {
        name: SHEETS.get(name, RESULTS["value"]) for name in ("measure", "polarity", "target", "low", "high")
    }
    found = many.charts(
        pl.DataFrame(rows, schema=schema, orient="row"),
        pl.DataFrame(wanted, schema=aimed, orient="row"),
        is_screened=is_screened,
    )
    assert found.points.select("side", *(cause.value for cause in CAUSES)).rows() == points
    assert [_printed(row) for row in found.latest.iter_rows(named=True)] == latest


def _printed(row: dict[str, Any]) -> tuple[str | None, ...]:
    edges = [decimal_of(row[name], row["scale"]) for name in ("lower", "mean", "upper")]
    return (
        *(None if edge is None else format(edge, "f") for edge in edges),
        row["variation"],
        row["assurance"],
    )


def test_the_property_reaches_every_verdict() -> None:
    """A plain case of each, so that agreeing is not agreeing on nothing."""
    values = [Decimal(number) for number in (5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 30)]
    rows = [(1, millionths(value), False) for value in values]
    found = many.charts(
        pl.DataFrame(
            rows, schema={"measure": pl.Int64, "value": RESULTS["value"], "starts": pl.Boolean}, orient="row"
        ),
        pl.DataFrame({"measure": [1], "polarity": ["HIGHER"]}).with_columns(
            pl.lit(0, dtype=RESULTS["value"]).alias("target"),
            *(pl.lit(None, dtype=RESULTS["value"]).alias(name) for name in ("low", "high")),
        ),
    )
    assert found.latest.select("variation", "assurance").row(0) == ("IMPROVEMENT", "HIT_AND_MISS")
    assert [key for key, _ in groupby(found.points.get_column("OUTSIDE"))] == [False, True]
