"""Money: a percentage is never given without the name of its base."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.variance import Money, total


@pytest.mark.parametrize(
    ("money", "percent"),
    [
        (Money(Decimal(621000)), None),
        (Money(Decimal(621000), stated_percent=Decimal("1.7")), None),
        (Money(Decimal(621000), base_kind="gross", stated_percent=Decimal("1.7")), Decimal("1.7")),
        (Money(Decimal(-505000), Decimal(65198000), "gross", Decimal("0.8")), Decimal("-0.8")),
        (Money(Decimal(604000), Decimal(100295000), "net"), Decimal("0.6")),
        (Money(Decimal(5), Decimal(0), "net"), None),
    ],
)
def test_a_percentage_is_of_a_named_base(money: Money, percent: Decimal | None) -> None:
    """R029: variance in money and per cent of a stated base. York took gross once and net once."""
    assert money.percent == percent


@given(st.lists(st.integers(-(10**9), 10**9)))
def test_money_adds_up_to_the_penny(pence: list[int]) -> None:
    assert total(Decimal(one) / 100 for one in pence) * 100 == sum(pence)
