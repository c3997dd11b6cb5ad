"""Forecasts are added to and never overwritten; limits start afresh only for a reason that is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.core.periods import financial_year
from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.measures import actions as measures
from goldenthread.measures.forecasts import give_forecast, remove_rebase, start_limits_afresh
from goldenthread.measures.models import Forecast, Rebase
from tests.cast import (
    AT,
    NEIGHBOUR,
    ON,
    OWNER,
    Q1,
    Q4,
    STRANGER,
    STRATEGY,
    WHO,
    Cast,
    a_council,
    observation_row,
)

pytestmark = pytest.mark.django_db
YEAR = financial_year(2014)


@pytest.fixture
def cast() -> Cast:
    made = a_council()
    rows = [observation_row(made.measure, Q4, "70"), observation_row(made.measure, Q1, "71")]
    measures.record_observations(council=made.council, rows=rows, **WHO)
    return made


def forecast(cast: Cast, value: str = "80", seen: int = 0, by=OWNER, words: str = "") -> Forecast:
    return give_forecast(
        measure=cast.measure, year=YEAR, value=Decimal(value), words=words, seen=seen, by=by, at=AT
    )


def test_a_new_forecast_supersedes_the_old_which_is_kept(cast: Cast) -> None:
    first = forecast(cast)
    second = forecast(cast, "82", first.pk, words="A new crew")
    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.supersedes) == (False, True, first)
    assert Entry.objects.filter(subject_kind="forecast", verb="forecast").count() == 2
    assert second.made_by == OWNER.post


def test_the_second_of_two_people_is_told(cast: Cast) -> None:
    forecast(cast)
    with pytest.raises(Stale):
        forecast(cast, "82")
    assert Forecast.objects.count() == 1


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER])
def test_only_who_answers_for_it_may_forecast(cast: Cast, by) -> None:
    with pytest.raises(Refused):
        forecast(cast, by=by)
    assert not Forecast.objects.exists()


@pytest.mark.parametrize("value", ["10000000000000", "1.1234567", "NaN", "Infinity"])
def test_a_figure_that_cannot_be_kept_is_refused(cast: Cast, value: str) -> None:
    with pytest.raises(Refused):
        forecast(cast, value)


def afresh(cast: Cast, from_on: date = Q1.starts_on, reason: str = "A new system", by=STRATEGY) -> Rebase:
    return start_limits_afresh(measure=cast.measure, from_on=from_on, reason=reason, on=ON, by=by, at=AT)


def test_limits_start_afresh_for_a_reason_and_can_go_on_again(cast: Cast) -> None:
    """R133: rebasing only with a recorded reason; the ledger keeps both."""
    rebase = afresh(cast)
    with pytest.raises(Refused):
        remove_rebase(rebase=rebase, reason=" ", by=STRATEGY, at=AT)
    remove_rebase(rebase=rebase, reason="It was no change", by=STRATEGY, at=AT)
    assert not Rebase.objects.exists()
    entries = Entry.objects.filter(subject_kind="rebase").order_by("id")
    assert [one.reason for one in entries] == ["A new system", "It was no change"]


@pytest.mark.parametrize(
    ("from_on", "reason", "said"),
    [
        (Q1.starts_on, "  ", "Say what changed"),
        (date(2014, 12, 1), "Why", "still to come"),
        (date(2014, 8, 1), "Why", "from that day on"),
        (date(2013, 1, 1), "Why", "from before that day"),
    ],
)
def test_a_fresh_start_that_means_nothing_is_refused(cast: Cast, from_on, reason, said) -> None:
    with pytest.raises(Refused, match=said):
        afresh(cast, from_on, reason)


def test_limits_start_once_on_a_day_and_not_for_an_owner(cast: Cast) -> None:
    with pytest.raises(Refused):
        afresh(cast, by=OWNER)
    afresh(cast)
    with pytest.raises(Refused, match="already"):
        afresh(cast)
