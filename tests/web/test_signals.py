"""The three signals on a measure's page, and the forms that give forecasts and start limits afresh."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from goldenthread.core.measure_sheet import Definition
from goldenthread.core.periods import month, next_period
from goldenthread.measures import actions as measures
from goldenthread.measures.models import Forecast, Measure, Rebase
from goldenthread.measures.sheets import redefine_measure, written_of
from goldenthread.people.models import User
from tests.cast import WHO, Cast, a_council, measure_row, observation_row, target_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """A council whose measure has two years of months, the last eight well above those before."""
    made = a_council()
    owner = made.council.posts.get(title="Head of Streets")
    row = measure_row("M2", kind="PERCENTAGE", frequency="MONTHLY", decimals=1, owner_id=owner.pk)
    measures.define_measures(council=made.council, rows=[row], **WHO)
    held, period, rows = Measure.objects.get(code="M2"), month(2012, 8), []
    for place in range(24):
        rows.append(observation_row(held, period, str(70 + place % 2 + (9 if place >= 16 else 0))))
        period = next_period(period)
    measures.record_observations(council=made.council, rows=rows, **WHO)
    target = target_row(held, month(2014, 7), "90")
    measures.set_targets(council=made.council, rows=[target], **WHO)
    return made


@pytest.fixture
def client(cast: Cast) -> Client:
    made, post = Client(), cast.council.posts.get(title="Strategy Manager")
    made.force_login(User.objects.create(username="strategy", post=post, duty="STRATEGY"))
    return made


PAGE = "/testbury/measures/M2/"


def said(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_three_signals_and_their_disagreement(client: Client) -> None:
    """R047: off target and improving are both said, with what disagrees in words."""
    page = said(client)
    assert "Three signals" in page and "None given" in page
    assert "Results are improving by more than chance explains" in page
    assert "it is improving by more than chance explains, which the status hides" in page
    assert page.count("<polygon") >= 16  # eight squares, drawn wide and narrow
    assert "outside the limits" in page or "seven or more in a row" in page


def test_a_forecast_is_given_and_a_second_person_is_told(client: Client) -> None:
    address = f"{PAGE}forecast/"
    assert client.post(address, {"value": "91", "words": "A new crew", "seen": "0"}).status_code == 302
    assert "Will meet 90.0%" in said(client)
    late = client.post(address, {"value": "85", "words": "Mine", "seen": "0"})
    assert late.status_code == 422
    assert "Held now: 91.0%" in late.content.decode() and "Mine" in late.content.decode()
    held = Forecast.objects.get()
    assert client.post(address, {"value": "85", "seen": str(held.pk)}).status_code == 302
    assert [one.value for one in Forecast.objects.filter(is_current=True)] == [Decimal(85)]
    assert client.post(address, {"value": "plenty"}).status_code == 422


def test_limits_start_afresh_on_the_page_and_go_on(client: Client) -> None:
    address = f"{PAGE}limits/"
    assert client.post(address, {"from_on": "December 2013", "reason": ""}).status_code == 422
    assert client.post(address, {"from_on": "soon", "reason": "Why"}).status_code == 422
    given = {"from_on": "December 2013", "reason": "A new system"}
    assert client.post(address, given).status_code == 302
    page = said(client)
    assert "From 1 December 2013 limits are worked out afresh: A new system." in page
    assert "on trial: they rest on eight results" in page
    rebase = Rebase.objects.get()
    remove = f"{address}{rebase.pk}/remove/"
    assert client.post(remove, {"reason": ""}).status_code == 422
    assert client.post(remove, {"reason": "No"}).status_code == 302
    assert client.get(remove).status_code == 404


def test_limits_start_afresh_where_it_is_redefined(cast: Cast, client: Client) -> None:
    """The last eight months count otherwise, so their rise is no news: there are too few for firm limits."""
    held = Measure.objects.get(code="M2")
    words = Definition(*(getattr(written_of(held), name) for name in Definition._fields))
    redefine_measure(
        measure=held, new=words._replace(definition="All streets"), from_on=date(2013, 12, 1),
        is_comparable=False, version=held.version, **WHO, reason="Parks are counted too.",
    )  # fmt: skip
    page = said(client)
    assert "Results are improving by more than chance explains" not in page
    assert "The limits are on trial: they rest on eight results" in page


def test_the_points_can_be_taken_away(client: Client) -> None:
    answer = client.get(f"{PAGE}?table=points&as=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "Improving" in answer.content.decode()


def test_a_kind_that_is_not_counted_has_no_chart_and_says_so(cast: Cast, client: Client) -> None:
    measures.define_measures(council=cast.council, rows=[measure_row("M3", kind="YES_NO", unit="")], **WHO)
    page = said(client, "/testbury/measures/M3/")
    assert "Not charted" in page and "variation-chart" not in page


def test_a_number_counted_in_per_cent_is_never_projected_beyond_the_whole(cast: Cast, client: Client) -> None:
    row = measure_row("M4", kind="NUMBER", unit="%", frequency="MONTHLY", decimals=0)
    measures.define_measures(council=cast.council, rows=[row], **WHO)
    held, period, rows = Measure.objects.get(code="M4"), month(2012, 8), []
    for place in range(22):
        rows.append(observation_row(held, period, str(100 - 9 * (place % 2))))
        period = next_period(period)
    measures.record_observations(council=cast.council, rows=rows, **WHO)
    assert re.search(r"between \d+% and 100%", said(client, "/testbury/measures/M4/"))
