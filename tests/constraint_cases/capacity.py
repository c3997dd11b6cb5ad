"""Cases of what services can give."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.resources.models import Capacity
from tests.cast import Cast
from tests.constraint_cases.base import DAY, Case, Row, council, other, same, streets


def a_capacity(cast: Cast) -> Row:
    return {**council(cast), "service": streets(cast), "quarter_on": DAY, "gross": Decimal(60)}


def a_confirmed_capacity(cast: Cast) -> Row:
    return {**a_capacity(cast), "confirmed_on": DAY, "confirmed_by": "Director"}


CASES: dict[str, list[Case]] = {
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
