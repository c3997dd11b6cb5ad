"""Days and pounds as people type them, read in one manner wherever they come from (R104)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.amounts import (
    AS_MEASURED,
    DAYS,
    POUNDS,
    UnreadableAmount,
    amount_in,
    reasons_not_kept,
)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None), (" 1,200.5 ", "1200.5"), ("0", "0"), (".5", "0.5"), ("100,000.50", "100000.50"),
        ("999999.99", "999999.99"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(typed: str, amount: str | None) -> None:
    kept = None if amount is None else Decimal(amount)
    assert amount_in(typed) == amount_in(typed, DAYS) == amount_in(typed, POUNDS) == kept


def test_pounds_may_be_said_as_such_and_days_may_not() -> None:
    assert amount_in("£1,000,000", POUNDS) == Decimal(1_000_000)
    with pytest.raises(UnreadableAmount, match="no number that can be read"):
        amount_in("£12", DAYS)
    assert amount_in("-2.5", AS_MEASURED) == Decimal("-2.5")


@pytest.mark.parametrize("typed", ["x", "-1", "1e9", "1e3", "1.2.3", "1,5", "٣", "9" * 41, "NaN", ".", "3*"])
def test_what_is_no_number_is_refused_with_what_to_write(typed: str) -> None:
    for unit in (None, DAYS, POUNDS):
        with pytest.raises(UnreadableAmount, match="Write one such as 12"):
            amount_in(typed, unit)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("84.13 %", "is a percentage. Write how many days"),
        ("1,000,000", "Write a number of days from 0 up and below 1,000,000"),
        ("12.345", "to 2 places at most: 12.345 has more"),
    ],
)
def test_what_cannot_be_kept_says_why(typed: str, why: str) -> None:
    with pytest.raises(UnreadableAmount, match=why):
        amount_in(typed, DAYS)


@given(value=st.decimals(0, 999_999, places=2))
def test_what_is_kept_comes_back_however_it_is_written(value: Decimal) -> None:
    assert amount_in(f"{value:,.2f}", DAYS) == amount_in(f"{value:f}", DAYS) == value
    assert reasons_not_kept(value, DAYS) == []
