"""Cases of what services can give, and of the money that there is."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.resources.models import Capacity, Purse
from tests.cast import Cast
from tests.constraint_cases.base import DAY, Case, Row, council, other, same, streets


def a_capacity(cast: Cast) -> Row:
    return {**council(cast), "service": streets(cast), "quarter_on": DAY, "gross": Decimal(60)}


def a_confirmed_capacity(cast: Cast) -> Row:
    return {**a_capacity(cast), "confirmed_on": DAY, "confirmed_by": "Director"}


def a_purse(cast: Cast) -> Row:
    return {**council(cast), "edition": cast.edition, "year": 2014, "amount": Decimal(1000)}


CASES: dict[str, list[Case]] = {
    "one_purse_a_year": [same(Purse, a_purse)],
    "purse_is_not_below_nought": [other(Purse, a_purse, amount=Decimal("-0.01"))],
    "one_capacity_a_quarter": [same(Capacity, a_capacity)],
    "capacity_is_not_below_nought": [
        other(Capacity, a_capacity, **{name: Decimal(-1)})
        for name in ("gross", "business_as_usual", "leave", "vacancies")
    ],
    "confirmed_capacity_has_a_day_and_a_post": [
        other(Capacity, a_confirmed_capacity, confirmed_by=""),
        other(Capacity, a_confirmed_capacity, confirmed_on=None),
    ],
}
