"""Pounds, percentages and shares as people and finance systems write them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.money_cells import (
    THOUSANDS,
    UnreadableShare,
    read_percent,
    read_pounds,
    read_share,
    share_in_words,
)
from goldenthread.core.observed import UnreadableNumber


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("£1,234.50", "1234.50"), ("1,234", "1234"), ("(1,234)", "-1234"), ("1,234-", "-1234"),
        ("-£1,234", "-1234"), ("£-5", "-5"), ("−12", "-12"), ("1,234 CR", "-1234"), ("12.50 DR", "12.50"),
        ("£12k", "12000"), ("(£1.2m)", "-1200000"), ("0", "0"), ("nil", "0"), 
        ("£ 1 234", "1234"), ("100*", "100"),
    ],
)  # fmt: skip
def test_pounds_are_read_as_finance_systems_write_them(text: str, pounds: str) -> None:
    """R029."""
    assert read_pounds(text) == Decimal(pounds)


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "N/A", "n/a", "*"])
def test_a_blank_is_never_nought(text: str) -> None:
    assert read_pounds(text) is None
    assert read_percent(text) is None


@pytest.mark.parametrize("text", ["1.005", "TBC", "0.000015k"])
def test_nothing_is_rounded_or_guessed(text: str) -> None:
    """R029: parts of a penny, and what may be any amount, are refused."""
    with pytest.raises(UnreadableNumber):
        read_pounds(text, Decimal(1))


def test_what_binary_fractions_miss_a_penny_by_is_no_part_of_a_penny() -> None:
    assert read_pounds("0.30000000000000004") == Decimal("0.30")


@pytest.mark.parametrize(
    "text",
    ["12%", "abc", "1,23", "(1,234", "(12)-", "-12-", "12 34", "£1bn", "1e9", "=A1", "²", "1²", "9" * 50,
     "1000000000000", "(-5)", "£", "k", "1--"],
)  # fmt: skip
def test_what_is_no_money_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(UnreadableNumber):
        read_pounds(text)


def test_the_table_s_unit_counts_unless_the_cell_names_its_own() -> None:
    assert read_pounds("1.5", THOUSANDS) == Decimal(1500)
    assert read_pounds("£2k", THOUSANDS) == Decimal(2000)


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_what_is_written_out_is_read_back(amount: Decimal) -> None:
    brackets = f"({abs(amount):,.2f})" if amount < 0 else f"£{amount:,.2f}"
    behind = f"{abs(amount):,.2f}-" if amount < 0 else f"{amount:,.2f}"
    assert read_pounds(brackets) == read_pounds(behind) == amount


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_pounds(text)
    except UnreadableNumber:
        return
    assert found is None or (found.is_finite() and found == found.quantize(Decimal("0.01")))


@pytest.mark.parametrize(
    ("text", "share"),
    [("25", "1/4"), ("25%", "1/4"), ("12.5 %", "1/8"), ("1/3", "1/3"), ("2 of 3", "2/3"), ("all", "1"),
     ("100%", "1"), ("0.01%", "1/10000")],
)  # fmt: skip
def test_shares_are_read_exactly(text: str, share: str) -> None:
    assert read_share(text) == Fraction(share)


@pytest.mark.parametrize("text", ["", "0", "101%", "4/3", "1/0", "-5", "half", "12.34567%"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UnreadableShare):
        read_share(text)


@given(st.integers(1, 400), st.integers(1, 400))
def test_a_share_in_words_is_read_back(parts: int, more: int) -> None:
    share = Fraction(parts, parts + more - 1)
    assert read_share(share_in_words(share)) == share
