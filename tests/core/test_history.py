"""Figures set beside others come to the same as if each had sorted all the others itself (R138)."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.history import History, Past
from goldenthread.core.periods import Period, financial_year, month, quarter

periods = st.one_of(
    st.builds(month, st.integers(2018, 2021), st.integers(1, 12)),
    st.builds(quarter, st.integers(2018, 2021), st.integers(1, 4)),
    st.builds(financial_year, st.integers(2018, 2021)),
)
figures = st.sampled_from([Decimal(text) for text in ("-4.5", "-4", "0", "4", "4.50", "7", "12.25")])
pasts = st.lists(st.builds(Past, periods, figures), max_size=24, unique_by=lambda one: one.period)


@given(pasts, st.lists(periods, min_size=1, max_size=4), st.booleans())
def test_figures_lie_beside_one_as_sorting_all_the_others_would_lay_them(
    held: list[Past], asked: list[Period], in_its_months: bool
) -> None:
    history = History(held)
    for period in (*asked, *(one.period for one in held[:3])):
        beside = history.beside(period, in_its_months=in_its_months)
        like = sorted(
            (one for one in held if one.period.kind is period.kind and one.period != period),
            key=lambda one: one.period,
        )
        assert list(beside.like) == like
        assert list(beside.before) == [one for one in like if one.period.ends_on < period.ends_on]
        usual = [
            one.value
            for one in like
            if not in_its_months or one.period.starts_on.month == period.starts_on.month
        ]
        assert list(beside.values) == sorted(usual)
        assert list(beside.sizes) == sorted(abs(one) for one in usual if one)


def test_of_nothing_held_nothing_lies_beside() -> None:
    beside = History().beside(month(2020, 4))
    assert [*beside.like, *beside.before, *beside.values, *beside.sizes] == []
