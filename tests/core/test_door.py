"""At the door: real slips are asked about, true figures are not, and no unit matters (R138, R139, R145)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.asked import OF_SIZE, Ask, Query, as_kept, from_kept, query, worded
from goldenthread.core.door import Entry, Facts, agrees, ask, times_in_words
from goldenthread.core.figures import Shape
from goldenthread.core.history import History, Past
from goldenthread.core.kinds import Kind
from goldenthread.core.periods import Period, financial_year, month, next_period, parse_period, quarter

NUMBER, PERCENT = Shape(), Shape(Kind.PERCENTAGE, "%")
Q1 = quarter(2020, 1)
LATER = date(2024, 1, 31)


def history(*values: float | str, start: Period = Q1, **more: Any) -> list[Past]:
    """Figures period after period; the entry comes after the last."""
    found, period = [], start
    for value in values:
        found.append(Past(period, Decimal(str(value)), **more))
        period = next_period(period)
    return found


def asks(
    value: float | str | None,
    past: list[Past] | None = None,
    *,
    period: Period | None = None,
    note: str = "",
    entry: dict[str, Any] | None = None,
    **facts: Any,
) -> list[Query]:
    past = past or []
    when = period or (next_period(past[-1].period) if past else Q1)
    given_value = None if value is None else Decimal(str(value))
    numbers = {name: Decimal(str(number)) for name, number in (entry or {}).items()}
    for name in ("target", "last_target", "low", "high"):
        if facts.get(name) is not None:
            facts[name] = Decimal(str(facts[name]))
    facts = {"shape": NUMBER, "on": LATER, **facts}
    return ask(Entry(when, given_value, note=note, **numbers), History(past), Facts(**facts))


def codes(found: list[Query]) -> list[str]:
    return [one.code.value for one in found]


RATES = history(78.5, 80, 61.2, 88, 74.4)
COUNTS = history(410, 455, 398, 431, 420)


@pytest.mark.parametrize(
    ("value", "past", "facts", "asked"),
    [
        # Oxford, 2017: a result of 73,390 against a target of 420, where the target was the slip.
        (73390, [], {"target": 420}, ["TIMES_TARGET"]),
        (73390, history(71200, 74010, 72950), {"target": 420}, ["TARGET_UNLIKE"]),
        (73390, COUNTS, {"target": 420}, ["TIMES_USUAL"]),
        (425, COUNTS, {"target": 420}, []),
        (4250, COUNTS, {}, ["TIMES_USUAL"]),
        (42.5, COUNTS, {}, ["TIMES_USUAL"]),
        (0.42, COUNTS, {}, ["TIMES_USUAL"]),
        (-4250, COUNTS, {}, ["TIMES_USUAL"]),
        (900, COUNTS, {}, []),  # twice the usual is no slip of a place
        (4250, COUNTS[:2], {}, []),  # two figures say nothing of what is usual
        # The period has no target of its own, or nobody ever set one: what little is held is asked.
        (73390, [], {"last_target": 420}, ["TIMES_TARGET"]),
        (73390, history(410, 430), {}, ["TIMES_USUAL"]),
        (21, history(430), {}, ["TIMES_USUAL"]),
        (4300, history(430), {}, []),
        (42.0, [], {"target": 420}, ["TIMES_TARGET"]),
        (100, [], {"target": 420}, []),
        (0.3, history(0.9, 12, 3, 0.5, 40), {}, []),  # it varies more than that by itself
        (7, history(0, 0, 1, 0, 0), {}, []),  # one figure that isn't nought says nothing of size
        (60, history(0, 4, 0, 5, 6), {}, ["TIMES_USUAL"]),  # noughts don't make the usual size nought
        (-4100, history(-410, -400, -455), {}, ["TIMES_USUAL"]),
        (410, history(-410, -400, -455), {}, ["ABOVE_NOUGHT"]),
        (-410, COUNTS, {}, ["BELOW_NOUGHT"]),
        (-410, [], {}, ["BELOW_NOUGHT"]),
        (-410, [], {"shape": Shape(Kind.MONEY, "£")}, []),  # an underspend may well be negative
        (-410, [], {"target": -400}, []),
        # A percentage typed as a fraction, and its reverse.
        (0.84, RATES, {"shape": PERCENT}, ["AS_FRACTION"]),
        (0.84, [], {"shape": PERCENT, "target": 84}, ["AS_FRACTION"]),
        (0.785, RATES, {"shape": Shape(unit="%")}, ["AS_FRACTION"]),
        (1, RATES, {"shape": PERCENT}, ["AS_FRACTION"]),
        (7850, RATES, {"shape": PERCENT}, ["HUNDREDFOLD"]),
        (0.84, history(0.7, 1.2, 0.9), {"shape": PERCENT}, []),
        (0.84, [], {"shape": PERCENT}, []),
        (785, RATES, {"shape": PERCENT}, ["TIMES_USUAL"]),
        (104, RATES, {"shape": PERCENT}, ["OVER_WHOLE"]),
        (104, history(98, 101, 99), {"shape": PERCENT}, []),
        (104, [], {"shape": PERCENT, "target": 110}, []),
        (-3, RATES, {"shape": PERCENT}, ["TIMES_USUAL"]),
        (-3, history(2, 1, 4), {"shape": PERCENT}, ["BELOW_NOUGHT"]),
        # Kinds that are compared and never counted are not asked about their size.
        (1, history(3, 3, 2, 3), {"shape": Shape(Kind.LEVEL, levels=("Low", "Fair", "Good"))}, []),
        (0, history(1, 1, 1, 1, 1), {"shape": Shape(Kind.YES_NO)}, []),
        (None, COUNTS, {}, []),
    ],
)
def test_slips_of_size_are_asked_about(
    value: float | None, past: list[Past], facts: dict[str, Any], asked: list[str]
) -> None:
    assert codes(asks(value, past, **facts)) == asked


@pytest.mark.parametrize(
    ("value", "past", "note", "asked"),
    [
        # Hart's ETS01, quarter 1 of 2014/15: 0 beside this note, rated red in the published report.
        (0, [], "quarter 1 figure not yet confirmed; 0 entered", ["ZERO_UNCONFIRMED"]),
        (0, history(38, 41, 36, 44), "quarter 1 figure not yet confirmed", ["ZERO_UNCONFIRMED"]),
        (100, [], "There were no appeals this quarter", ["NIL_SCORED_FULL"]),
        (0, history(38, 41, 36, 44), "", ["ZERO_UNLIKE"]),
        (0, history(3, 1, 2, 7), "", []),
        (0, history(38, 41, 36), "", []),
        (0, history(38, 0, 36, 44), "", []),
    ],
)
def test_a_nought_that_may_mean_missing(value: int, past: list[Past], note: str, asked: list[str]) -> None:
    assert codes(asks(value, past, note=note)) == asked


@pytest.mark.parametrize(
    ("value", "past", "asked"),
    [
        (412, history(431, 420, 398, 455, 412, 412), ["STALE"]),
        (412, history(431, 420, 398, 455, 412), []),  # twice can be chance
        (12, history(31, 20, 98, 55, 12, 12), []),  # and short figures three times
        (12, history(31, 20, 98, 55, 12, 12, 12), ["STALE"]),
        (412, history(412, 412, 412, 412, 412), []),  # it never varied
        (412, history(411, 411, 412, 412, 411, 412, 412), []),  # nor moved often
        (0, history(31, 20, 98, 5, 0, 0, 0), []),
    ],
)
def test_the_same_figure_again_and_again(value: int, past: list[Past], asked: list[str]) -> None:
    """R145: an update that repeats the last one may be none."""
    assert codes(asks(value, past)) == asked


def test_a_percentage_may_stay_whole() -> None:
    assert asks(100, history(97, 95, 99, 98, 100, 100, 100), shape=PERCENT) == []


@pytest.mark.parametrize(
    ("entry", "value", "shape", "asked"),
    [
        ({"numerator": 80, "denominator": 100}, 80, PERCENT, []),
        ({"numerator": 100, "denominator": 80}, 125, PERCENT, ["OVER_ONE"]),
        ({"numerator": 100, "denominator": 80}, "1.25", Shape(Kind.RATIO), []),
        ({"numerator": -4, "denominator": 80}, -5, PERCENT, ["PART_BELOW_NOUGHT", "BELOW_NOUGHT"]),
        ({"numerator": 157, "denominator": 200, "typed": "78.5"}, "78.5", PERCENT, []),
        ({"numerator": 2, "denominator": 3, "typed": 67}, 67, PERCENT, []),
        ({"numerator": 2, "denominator": 3, "typed": "66.6"}, "66.6", PERCENT, ["NOT_WORKED_OUT"]),
        ({"numerator": 2, "denominator": 0, "typed": "66.6"}, "66.6", PERCENT, []),
    ],
)
def test_two_numbers_that_cannot_be(
    entry: dict[str, Any], value: float, shape: Shape, asked: list[str]
) -> None:
    assert codes(asks(value, entry=entry, shape=shape)) == asked


def test_what_it_is_counted_out_of_is_compared_with_what_it_was() -> None:
    """A rate may look right over a denominator that is wrong by a place."""
    past = history(80, 81, 79, 80, denominator=Decimal(1200))
    assert codes(asks(80, past, entry={"numerator": 96, "denominator": 120}, shape=PERCENT)) == [
        "DENOMINATOR_UNLIKE"
    ]
    assert asks(80, past, entry={"numerator": 1000, "denominator": 1250}, shape=PERCENT) == []


@pytest.mark.parametrize(
    ("parts", "asked"),
    [
        (["10", "20", "30"], []),
        (["10", "20", "31"], ["NOT_THE_TOTAL"]),
        (["10", "20", None], []),  # a part that is missing proves nothing
        ([], []),
        (["10.3", "20.3", "29.3"], []),  # rounded parts may miss by half of their last place each
        (["10.3", "20.3", "29.0"], ["NOT_THE_TOTAL"]),
    ],
)
def test_parts_that_do_not_make_the_total(parts: list[str | None], asked: list[str]) -> None:
    given_parts = {"ward": [None if part is None else Decimal(part) for part in parts]}
    assert codes(asks(60, parts=given_parts)) == asked


def test_a_figure_counted_from_the_start_of_the_year_does_not_fall_in_it() -> None:
    held = history(100, 210, 330, 400)  # the four quarters of 2020/21
    assert codes(asks(320, held, period=quarter(2020, 4), is_cumulative=True)) == ["FELL_IN_YEAR"]
    assert asks(90, held, period=quarter(2021, 1), is_cumulative=True) == []
    assert codes(asks(220, [held[0], held[2]], period=quarter(2020, 2), is_cumulative=True)) == []
    assert codes(asks(340, [held[0], held[2]], period=quarter(2020, 2), is_cumulative=True)) == [
        "ABOVE_LATER"
    ]
    assert asks(320, held, period=quarter(2020, 4)) == []


def test_a_figure_counted_from_the_start_of_the_year_is_as_large_as_the_same_months_before() -> None:
    """A first month is a twelfth of the last month before it, and no slip."""
    year = history(*range(100, 1300, 100), start=month(2020, 4))
    two = [*year, *history(*range(110, 1310, 100), start=month(2021, 4))]
    three = [*two, *history(*range(90, 1290, 100), start=month(2022, 4))]
    assert asks(95, three, period=month(2023, 4), is_cumulative=True) == []
    assert codes(asks(950, three, period=month(2023, 4), is_cumulative=True)) == ["TIMES_USUAL"]


STEADY = [50, 52, 49, 51, 50, 48, 52, 51, 49, 50, 51, 50]


def test_a_figure_far_outside_its_limits_is_asked_about() -> None:
    past = history(*STEADY)
    assert codes(asks(80, past)) == ["OUTSIDE_LIMITS"]
    assert asks(53, past) == []
    assert asks(80, past[1:]) == []  # limits are on trial below twelve
    assert asks(80, history(*[50] * 12)) == []  # nothing varied, so nothing says how much is much
    assert asks(80, past, is_cumulative=True) == []
    assert asks(80, past, rebased_on=past[-3].period.starts_on) == []


def test_a_measure_long_on_its_way_is_not_asked_about_at_every_step() -> None:
    past = history(*range(100, 124), start=month(2020, 4))
    assert asks(124, past) == []
    assert codes(asks(135, past)) == ["OUTSIDE_LIMITS"]


@pytest.mark.parametrize(
    ("period", "asked"),
    [
        ("2023/24 Q3", []),
        ("January 2024", ["NOT_OVER"]),  # its last day is today
        ("2023/24 Q4", ["NOT_OVER"]),
        ("2024/25", ["FAR_AHEAD"]),
        ("2204/05", ["FAR_AHEAD"]),
        ("2007/08", ["LONG_PAST"]),
        ("2009/10", []),
    ],
)
def test_periods_that_are_not_over_far_ahead_or_long_past(period: str, asked: list[str]) -> None:
    assert codes(asks(5, period=parse_period(period))) == asked


def test_a_planned_day_in_another_century_is_asked_about() -> None:
    shape = Shape(Kind.PLAN_DATE)
    assert codes(asks(date(2202, 6, 30).toordinal(), shape=shape)) == ["FAR_DAY"]
    assert asks(date(2022, 6, 30).toordinal(), shape=shape) == []


def test_other_lengths_of_period_and_the_period_itself_are_no_history() -> None:
    years = history(1640, 1700, 1580, 1610, start=financial_year(2016))
    assert asks(410, years, period=quarter(2023, 1)) == []
    assert asks(4100, [*COUNTS[:2], Past(quarter(2023, 1), Decimal(410))], period=quarter(2023, 1)) == []


def test_a_target_that_was_asked_about_and_answered_is_not_asked_about_again() -> None:
    past = history(71200, 74010, 72950)
    asked = asks(73390, past, target=420)
    assert asks(70100, past, target=420, answered=asked) == []
    assert codes(asks(70100, past, target=400, answered=asked)) == ["TARGET_UNLIKE"]


def test_figures_entered_late_are_told_by_those_after_them() -> None:
    assert codes(asks(4200, COUNTS, period=quarter(2019, 4))) == ["TIMES_USUAL"]


def test_every_question_has_words_that_name_its_figures() -> None:
    past = history(71200, 74010, 72950)
    said = {
        one.code: worded(one, shape)
        for found, shape in (
            (asks(73390, [], target=420), NUMBER),
            (asks(73390, past, target=420), NUMBER),
            (asks("0.84", RATES, shape=PERCENT), PERCENT),
            (asks(5, period=parse_period("2023/24 Q4")), NUMBER),
        )
        for one in found
    }
    assert said == {
        Ask.TIMES_TARGET: "73,390 is about 170 times the target of 420. Are both in the same unit?",
        Ask.TARGET_UNLIKE: (
            "This measure usually comes to 72,950, and the target is 420. Is the target a slip?"
        ),
        Ask.AS_FRACTION: "0.84% looks like a fraction of one. Should it be 84%?",
        Ask.NOT_OVER: "January to March 2024 is not over yet. Is this the figure of the whole period?",
    }
    for code in Ask:
        assert "{" not in worded(query(code), NUMBER)


def test_questions_are_kept_and_read_back_as_they_were() -> None:
    found = asks(73390, history(71200, 74010, 72950), target=420)
    assert as_kept(found) == [{"code": "TARGET_UNLIKE", "target": "420", "usual": "72950"}]
    assert from_kept(as_kept(found)) == found
    assert from_kept([{"code": "NO_LONGER_ASKED"}]) == []


@pytest.mark.parametrize(
    ("size", "usual", "said"),
    [
        ("73390", "420", "170 times"),
        ("84", "0.84", "100 times"),
        ("0.84", "84", "1/100 of"),
        ("6", "1", "6 times"),
        ("7", "70000", "1/10,000 of"),
    ],
)
def test_how_many_times_is_said_in_two_digits(size: str, usual: str, said: str) -> None:
    assert times_in_words(Decimal(size), Decimal(usual)) == said


def test_a_typed_figure_agrees_at_the_places_it_was_typed_with() -> None:
    assert agrees(Decimal("66.7"), Decimal("66.666667"))
    assert agrees(Decimal("67"), Decimal("66.666667"))
    assert not agrees(Decimal("66.6"), Decimal("66.666667"))


figures = st.decimals(min_value=-(10**6), max_value=10**6, places=2)
series = st.lists(figures, min_size=0, max_size=16)
scales = st.decimals(min_value="0.001", max_value=10**4, places=3)


@given(series, figures, scales, st.none() | figures)
def test_no_unit_matters(
    values: list[Decimal], value: Decimal, scale: Decimal, target: Decimal | None
) -> None:
    """Counting in thousands or in pence changes no question of size (R138)."""

    def asked(times: Decimal) -> list[str]:
        past = history(*(str(one * times) for one in values))
        found = asks(str(value * times), past, target=None if target is None else target * times)
        return [one.code.value for one in found if one.code in OF_SIZE]

    assert asked(Decimal(1)) == asked(scale)


@given(st.lists(figures, min_size=3, max_size=15), st.integers(0, 14))
def test_the_middle_of_a_history_is_no_slip(values: list[Decimal], place: int) -> None:
    """The figure whose size is in the middle raises no question of size."""
    sizes = sorted(values, key=abs)
    middle = sizes[len(sizes) // 2]
    past = history(*map(str, values))
    assert not {one.code for one in asks(str(middle), past)} & OF_SIZE


@given(series, figures, st.none() | figures, st.sampled_from(list(Kind)), st.booleans())
def test_asking_is_deterministic_and_never_fails(
    values: list[Decimal], value: Decimal, target: Decimal | None, kind: Kind, is_cumulative: bool
) -> None:
    """Whatever the figures, the same questions in the same order, whatever the order of the history."""
    past = history(*map(str, values))
    when = next_period(past[-1].period) if past else Q1
    shape = Shape(kind, levels=("a", "b"))
    given_facts: dict[str, Any] = {
        "target": target, "shape": shape, "is_cumulative": is_cumulative, "period": when
    }  # fmt: skip
    found = asks(str(value), past, **given_facts)
    assert found == asks(str(value), past[::-1], **given_facts)
    assert from_kept(as_kept(found)) == found
    assert all(worded(one, shape) for one in found)
