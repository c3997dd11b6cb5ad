"""A quarter's load in words: what of it nobody confirmed, and how deep its cell is tinted (R112)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.strain import CODES, Band, Limits, Load
from goldenthread.core.workload import Given
from goldenthread.reports.tables.strain import HEAT, figures_of

LIMITS = Limits(
    Decimal(63), Decimal(100), (Band(Decimal(90), "TIGHT", "Tight"), Band(Decimal(0), "ROOM", "Room"))
)


@pytest.mark.parametrize(
    ("asked", "unconfirmed", "is_sure", "words"),
    [
        (90, 0, True, "90 of 100 days, 90%"),
        (90, 0, False, "90 of 100 days, 90%. Capacity not confirmed"),
        (90, 20, True, "90 of 100 days, 90%. 20 of those asked not confirmed"),
        (90, 20, False, "90 of 100 days, 90%. Capacity and 20 of those asked not confirmed"),
        (90, 90, True, "90 of 100 days, 90%. What is asked not confirmed"),
        (90, 90, False, "90 of 100 days, 90%. Nothing confirmed"),
        (0, 0, False, "0 of 100 days, 0%. Capacity not confirmed"),
    ],
)
def test_what_nobody_confirmed_is_said_shortly(asked, unconfirmed, is_sure, words) -> None:
    load = Load(Decimal(asked), Decimal(unconfirmed), Given(Decimal(100), is_sure))
    assert figures_of(load, LIMITS) == words


def test_each_band_has_its_tint() -> None:
    assert tuple(HEAT) == CODES
