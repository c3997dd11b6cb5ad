"""What every control chart is of, at once or one at a time: the same figures, targets and verdicts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.core import charted as one_at_a_time
from goldenthread.core import many
from goldenthread.core.kinds import Frequency, Kind
from goldenthread.core.many_charted import Charted
from goldenthread.core.many_frames import AIMS, FROM_DAYS, OPTIONAL, PERIOD, RESULTS, SHEETS, millionths
from goldenthread.core.many_spc import CAUSES, decimal_of
from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import (
    COUNCIL_YEAR,
    Period,
    YearStart,
    financial_year,
    month,
    quarters_of,
    span,
)
from goldenthread.core.spc import Assurance, Chart, Variation
from goldenthread.core.standing import Aim, Result, Sheet
from goldenthread.core.travel import Polarity

STARTS = [COUNCIL_YEAR, YearStart(1, 1), YearStart(4, 6), YearStart(9, 1)]
OF_MONTHS = [month(2012 + place // 12, place % 12 + 1) for place in range(24)]
YEARS = [financial_year(2004 + place) for place in range(10)]
QUARTERS = [one for place in range(4) for one in quarters_of(financial_year(2011 + place, STARTS[place]))]
# April to September, October to March; and runs of 180 to 187 days, some of them within others.
HALVES = [
    half
    for year in range(2006, 2014)
    for half in (
        span(date(year, 4, 1), date(year, 9, 30)),
        span(date(year, 10, 1), date(year + 1, 3, 31)),
    )
]
ODD = [
    span(starts_on, starts_on + timedelta(days=length))
    for starts_on in (date(2012, 1, 1), date(2012, 1, 2))
    for length in range(179, 187)
]
COLLECTED = {
    Frequency.MONTHLY: OF_MONTHS,
    Frequency.QUARTERLY: QUARTERS,
    Frequency.HALF_YEARLY: [*HALVES, *ODD],
    Frequency.YEARLY: YEARS,
}
EVERY = [one for periods in COLLECTED.values() for one in periods]
NUMBERS = (Kind.NUMBER, Kind.PERCENTAGE, Kind.MONEY)

near = st.integers(0, 9).map(Decimal)
widest = st.sampled_from([Decimal(10**20 - 1).scaleb(-6), -Decimal(10**20 - 1).scaleb(-6)])
figures = st.one_of(near, near, st.integers(-300, 300).map(lambda number: Decimal(number) / 8), widest)
DAYS = st.dates(date(2011, 1, 1), date(2014, 8, 1))
rare = st.integers(0, 9).map(lambda one: one == 0)


class Measured(NamedTuple):
    """A measure as it is held: its sheet, what it is counted in and how often, and its figures."""

    sheet: Sheet
    kind: Kind
    frequency: Frequency
    results: list[Result]
    aims: list[Aim]
    fresh_from: list[date]


@st.composite
def measured(draw: st.DrawFn) -> Measured:
    frequency = draw(st.sampled_from(Frequency))
    low, high = sorted([draw(near), draw(near)])
    sheet = Sheet(
        draw(st.sampled_from(Polarity)),
        draw(st.sampled_from([low, None])),
        draw(st.sampled_from([high, None])),
        frequency=draw(st.sampled_from([frequency, Frequency.YEARLY])),
        is_cumulative=draw(st.booleans()),
        breaks=tuple(draw(st.lists(DAYS, max_size=1))),
    )
    results = [
        Result(one, value, State.AWAITED if value is None else State.REPORTED, draw(rare))
        for one in draw(held_for(frequency))
        for value in (None if draw(rare) else draw(figures),)
    ]
    aims = [
        Aim(one, value, TargetState.NO_TARGET if value is None else TargetState.SET)
        for one in draw(held_for(frequency))
        for value in (None if draw(rare) else draw(near),)
    ]
    kind = draw(st.sampled_from([*NUMBERS, *NUMBERS, *Kind]))
    return Measured(sheet, kind, frequency, results, aims, draw(st.lists(DAYS, max_size=2)))


@st.composite
def held_for(draw: st.DrawFn, frequency: Frequency) -> list[Period]:
    """Most of the periods that a measure is collected for, in any order, and a few of other kinds."""
    left_out = draw(st.sets(st.sampled_from(COLLECTED[frequency]), max_size=5))
    others = draw(st.sets(st.sampled_from(EVERY), max_size=3))
    since = draw(st.integers(0, len(COLLECTED[frequency])))
    kept = {one for one in COLLECTED[frequency][since:] if one not in left_out} | others
    return draw(st.permutations(sorted(kept))) if draw(rare) else sorted(kept)


def frames(held: list[Measured]) -> list[pl.DataFrame]:
    """The measures as `core.many` reads them: results, aims, sheets, and days that limits start from."""
    rows, aims, sheets, rebases, breaks = [], [], [], [], []
    for key, one in enumerate(held, start=1):
        rows += [(key, *of(it.period), millionths(it.value), it.is_questioned) for it in one.results]
        aims += [(key, *of(it.period), millionths(it.value), False) for it in one.aims]
        sheet = one.sheet
        sheets.append(
            (key, sheet.polarity, millionths(sheet.low), millionths(sheet.high), sheet.frequency,
             sheet.is_cumulative, False, None, None, None, None, None, one.frequency, one.kind)
        )  # fmt: skip
        rebases += [(key, on) for on in one.fresh_from]
        breaks += [(key, on) for on in sheet.breaks]
    schemas = (RESULTS, AIMS, SHEETS | OPTIONAL, FROM_DAYS, FROM_DAYS)
    made = zip((rows, aims, sheets, rebases, breaks), schemas, strict=True)
    return [pl.DataFrame(one, schema=schema, orient="row") for one, schema in made]


def of(period: Period) -> tuple[str, date, date]:
    return period.kind.value, period.starts_on, period.ends_on


def rows_of(frame: pl.DataFrame, key: int, *columns: str) -> list[tuple[Any, ...]]:
    return frame.filter(pl.col("measure") == key).select(columns).rows()


def singly(one: Measured, year_start: YearStart) -> one_at_a_time.Charted:
    return one_at_a_time.charted(
        one.results,
        one.aims,
        kind=one.kind,
        frequency=one.frequency,
        is_cumulative=one.sheet.is_cumulative,
        year_start=year_start,
    )


several = st.lists(measured(), min_size=1, max_size=4)


@settings(max_examples=100, deadline=None)
@given(several, st.sampled_from(STARTS))
def test_each_chart_is_of_the_figures_that_it_is_of_one_at_a_time(held, year_start: YearStart) -> None:
    """Months with months, half years with half years, and each counted by itself."""
    found = many.charted(*frames(held), year_start=year_start)
    for key, one in enumerate(held, start=1):
        alone = singly(one, year_start)
        assert_same(found, key, alone, one)


def assert_same(found: Charted, key: int, alone: one_at_a_time.Charted, one: Measured) -> None:
    assert rows_of(found.series, key, *PERIOD, "value") == [
        (*of(period), millionths(value)) for period, value in alone.figures
    ]
    assert rows_of(found.aims, key, *PERIOD, "value") == [
        (*of(period), millionths(value)) for period, value in alone.aims
    ]
    assert rows_of(found.unparted, key, *PERIOD) == [of(period) for period in alone.unparted]
    assert rows_of(found.why_not, key, "why_not") == ([(alone.why_not,)] if alone.why_not else [])
    starts = [place for place, (fresh,) in enumerate(rows_of(found.series, key, "starts")) if fresh]
    assert [place for place in starts if place] == alone.starts([*one.fresh_from, *one.sheet.breaks])
    target = [] if alone.why_not else [(millionths(alone.target),)]
    assert rows_of(found.wanted, key, "target") == target


@settings(max_examples=100, deadline=None)
@given(several, st.sampled_from(STARTS))
def test_each_chart_says_what_it_says_one_at_a_time(held, year_start: YearStart) -> None:
    """From what is held to the causes, the limits, the variation and the assurance."""
    found = many.charted(*frames(held), year_start=year_start)
    drawn = many.charts(found.series, found.wanted)
    for key, one in enumerate(held, start=1):
        alone = singly(one, year_start)
        chart = one_at_a_time.chart_of(alone, one.sheet, one.fresh_from)
        if alone.figures:
            assert_drawn(drawn, key, chart)
        else:
            assert not rows_of(drawn.latest, key, "variation")


def assert_drawn(drawn: many.Charts, key: int, chart: Chart) -> None:
    assert rows_of(drawn.points, key, "side", *(cause.value for cause in CAUSES)) == [
        (point.side, *(cause in point.causes for cause in CAUSES)) for point in chart.points
    ]
    assert rows_of(drawn.latest, key, "variation", "assurance") == [(chart.variation, chart.assurance)]
    ((scale, *edges),) = rows_of(drawn.latest, key, "scale", "lower", "mean", "upper")
    limits = chart.limits
    printed = [limits.lower, limits.mean, limits.upper] if limits else [None] * 3
    assert [decimal_of(edge, scale) for edge in edges] == printed


def test_what_a_caller_leaves_out_is_a_number_collected_as_often_as_reported() -> None:
    results = [Result(one, Decimal(place % 3), State.REPORTED) for place, one in enumerate(OF_MONTHS)]
    one = Measured(Sheet(frequency="MONTHLY"), Kind.NUMBER, Frequency.MONTHLY, results, [], [])
    rows, aims, sheets, *_ = frames([one])
    found = many.charted(rows, aims, sheets.select(SHEETS.keys()))
    assert_same(found, 1, singly(one, COUNCIL_YEAR), one)
    assert found.series.height == len(OF_MONTHS)


def test_the_property_reaches_every_verdict() -> None:
    """A plain case of each, so that agreeing is not agreeing on nothing."""

    def plain(kind: Kind, *, target: int = 0, is_cumulative: bool = False, last: int = 5) -> Measured:
        values = [*(5 + place % 2 for place in range(23)), last]
        results = [Result(p, Decimal(v), State.REPORTED) for p, v in zip(OF_MONTHS, values, strict=True)]
        aims = [Aim(OF_MONTHS[0], Decimal(target), TargetState.SET)]
        sheet = Sheet(frequency="MONTHLY", is_cumulative=is_cumulative)
        return Measured(sheet, kind, Frequency.MONTHLY, results, aims, [])

    held = [
        plain(Kind.NUMBER),
        plain(Kind.NUMBER, target=99),
        plain(Kind.NUMBER, target=5, last=40),
        plain(Kind.NUMBER, is_cumulative=True),
        plain(Kind.LEVEL),
        plain(Kind.NUMBER)._replace(results=[]),
    ]
    found = many.charted(*frames(held))
    drawn = many.charts(found.series, found.wanted)
    assert drawn.latest.select("variation", "assurance").rows()[:3] == [
        (Variation.COMMON_CAUSE, Assurance.PASSES),
        (Variation.COMMON_CAUSE, Assurance.FAILS),
        (Variation.IMPROVEMENT, Assurance.HIT_AND_MISS),
    ]
    assert rows_of(found.unparted, 4, *PERIOD) == [of(OF_MONTHS[0])]
    assert found.why_not.rows() == [(5, "NOT_COUNTED"), (6, "NOTHING_HELD")]
