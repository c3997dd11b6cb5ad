"""The money there is for a plan's actions by year binds what is worked out; who keeps money says it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.plans.models import Edition
from goldenthread.resources.models import Purse
from goldenthread.resources.purses import fill_purse, purse_of
from goldenthread.resources.workload_queries import quarters_of_edition, workload_of
from tests.cast import AT, NEIGHBOUR, ON, STRANGER, STRATEGY, a_council

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    edition = a_council().edition
    Edition.objects.update(ends_on=date(2015, 3, 31))
    edition.refresh_from_db()
    return edition


def fill(edition: Edition, amount: str | None, version: int = 0, by=STRATEGY) -> None:
    pounds = None if amount is None else Decimal(amount)
    fill_purse(edition=edition, year=2014, amount=pounds, note="Budget", version=version, by=by, at=AT)


def test_what_there_is_bounds_the_workload_of_its_year(edition):
    """R054, R111: the way out keeps within the money on record."""
    fill(edition, "5000.50")
    assert workload_of(edition, quarters_of_edition(edition, ON), ON, STRATEGY).purse == {
        2014: Decimal("5000.50")
    }
    fill(edition, "6000", version=1)
    assert Purse.objects.get().version == 2
    fill(edition, None, version=2)
    assert purse_of(edition, 2014) is None
    fill(edition, None)
    assert workload_of(edition, quarters_of_edition(edition, ON), ON, STRATEGY).purse == {}


def test_two_who_say_it_at_once_are_told(edition):
    fill(edition, "1")
    with pytest.raises(Stale):
        fill(edition, "2")


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER])
def test_who_may_not_is_told(edition, by):
    with pytest.raises(Refused):
        fill(edition, "1", by=by)


def test_less_than_nothing_is_refused(edition):
    with pytest.raises(Refused, match="from 0 up and below"):
        fill(edition, "-1")
