"""The pages of capacity, of effort by quarter, of answers, and of a service's grid."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.people.models import Council, User
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import Capacity, Cost, Effort, Need

pytestmark = pytest.mark.django_db
SPRING = date(2014, 4, 1)


@pytest.fixture
def small(grow) -> Council:
    council = grow(3, slug="small")
    edition = Edition.objects.get(plan__council=council, plan__is_main=True)
    Edition.objects.filter(pk=edition.pk).update(starts_on=SPRING, ends_on=date(2015, 3, 31), is_open=True)
    element, service = first(council), council.services.order_by("pk").first()
    Capacity.objects.create(council=council, service=service, quarter_on=SPRING, gross=20)
    need = Need.objects.create(council=council, element=element, service=service, days=15)
    Effort.objects.create(need=need, quarter_on=SPRING, low=15, likely=15, high=15)
    return council


def first(council: Council) -> Element:
    rows = Element.objects.filter(edition__plan__council=council, edition__plan__is_main=True)
    return rows.order_by("-level__position", "pk").first()


def signed_in(small: Council, duty: str) -> Client:
    client = Client()
    post = small.posts.exclude(service=None).first() or small.posts.first()
    user = User.objects.create(username=f"small.{duty}", post=post, duty=duty)
    client.force_login(user)
    return client


@pytest.fixture
def planner(small) -> Client:
    return signed_in(small, "STRATEGY")


def grid_at(small: Council) -> str:
    edition = Edition.objects.get(plan__council=small, plan__is_main=True)
    service = small.services.order_by("pk").first()
    return f"/small/delivery/of/{edition.plan.slug}/{edition.slug}/services/{service.pk}/"


def test_capacity_is_written_for_all_quarters_at_once(small: Council, planner: Client) -> None:
    """R106."""
    at = f"/small/capacity/{small.services.order_by('pk').first().pk}/"
    said = {f"version_{SPRING}": 1, f"gross_{SPRING}": "30", f"leave_{SPRING}": "4.5"}
    assert planner.post(f"{at}change/", said).status_code == 302
    assert "25.5" in planner.get(at).content.decode()
    wrong = planner.post(f"{at}change/", {**said, f"gross_{SPRING}": "many"})
    assert wrong.status_code == 422
    assert "April to June 2014, In all: “many” is no number" in wrong.content.decode()
    stale = planner.post(f"{at}change/", {**said, f"gross_{SPRING}": "31"})
    assert (stale.status_code, Capacity.objects.get().gross) == (422, 30)
    assert "Held now: 30" in stale.content.decode()


def test_who_holds_the_power_confirms_what_they_saw(small: Council) -> None:
    """R106."""
    service = small.services.order_by("pk").first()
    head = signed_in(small, "SERVICE_MANAGER")
    small.posts.filter(pk=User.objects.get().post_id).update(service=service)
    at = f"/small/capacity/{service.pk}/"
    assert "One quarter waits to be confirmed" in head.get(at).content.decode()
    assert head.post(f"{at}confirm/", {f"version_{SPRING}": 1}).status_code == 302
    assert "All of it is confirmed" in head.get(at).content.decode()


def test_effort_is_said_by_quarter_in_either_unit(small: Council, planner: Client) -> None:
    """R104: where the unit changes, what was left is shown in the new one before anything is stored."""
    need = Need.objects.get()
    at = f"/small/elements/{need.element_id}/needs/{need.pk}/effort/"
    assert planner.get(at).status_code == 200
    said = {"version": 1, "unit": "FTE", "likely_2014-07-01": "1", "likely_2014-04-01": "15"}
    turned = planner.post(at, said)
    shown = " ".join(turned.content.decode().split())
    assert turned.status_code == 200
    assert (
        "Nothing is stored yet.</strong> What you left as it was is shown in full-time equivalents" in shown
    )
    assert 'name="shown_in" value="FTE"' in shown
    need.refresh_from_db()
    assert (need.days, need.unit) == (15, "DAYS")
    left = {f"{part}_2014-04-01": "0.2381" for part in ("low", "likely", "high")}
    for value in left.values():
        assert f'value="{value}"' in shown
    assert planner.post(at, {**said, **left, "shown_in": "FTE"}).status_code == 302
    need.refresh_from_db()
    assert (need.days, need.unit) == (78, "FTE")
    assert planner.post(at, {**said, "version": 1}).status_code == 422
    half = planner.post(at, {"version": 2, "shown_in": "DAYS", "unit": "DAYS", "low_2014-10-01": "3"})
    assert "October to December 2014, Likely: Say what is likely too." in half.content.decode()


def test_effort_outside_the_dates_of_its_action_is_told_and_kept(small: Council, planner: Client) -> None:
    """R104: a warning in words, not a refusal: who plans may know better."""
    need = Need.objects.get()
    Element.objects.filter(pk=need.element_id).update(starts_on=date(2014, 7, 1), due_on=date(2014, 9, 30))
    told = "15 days lie outside its dates, in April to June 2014, asked of"
    for address in ("", f"{need.pk}/"):
        shown = planner.get(f"/small/elements/{need.element_id}/needs/{address}").content.decode()
        assert told in shown
        assert "it starts on 1 July 2014 and is due on 30 September 2014" in shown
    Element.objects.filter(pk=need.element_id).update(starts_on=None, due_on=None)
    shown = planner.get(f"/small/elements/{need.element_id}/needs/").content.decode()
    assert "outside its dates" not in shown


def test_money_is_of_years_that_can_be(small: Council, planner: Client) -> None:
    edition = Edition.objects.get(plan__council=small, plan__is_main=True)
    at = f"/small/delivery/of/{edition.plan.slug}/{edition.slug}/money/"
    said = {"version": 0, "amount": "£1,000,000.50", "note": "Budget"}
    for year in (1989, 2101, 99999):
        assert planner.get(f"{at}{year}/").status_code == 404
        assert planner.post(f"{at}{year}/", said).status_code == 404
    assert planner.post(f"{at}2014/", said).status_code == 302
    assert str(edition.purses.get().amount) == "1000000.50"


def test_what_is_typed_anew_is_of_the_unit_that_is_chosen(small: Council, planner: Client) -> None:
    """R104: the number that stood there as days is no longer taken for those days."""
    need = Need.objects.get()
    at = f"/small/elements/{need.element_id}/needs/{need.pk}/effort/"
    typed = {f"{part}_2014-04-01": "15" for part in ("low", "likely", "high")}
    said = {"version": 1, "unit": "FTE", **typed}
    assert planner.post(at, {**said, "shown_in": "DAYS"}).status_code == 200
    assert planner.post(at, {**said, "shown_in": "FTE"}).status_code == 302
    need.refresh_from_db()
    assert (need.days, need.unit) == (15 * 63, "FTE")
    every = {f"{part}_2014-04-01": "2" for part in ("low", "likely", "high")}
    assert planner.post(at, {"version": 2, "unit": "DAYS", "shown_in": "FTE", **every}).status_code == 302
    need.refresh_from_db()
    assert (need.days, need.unit) == (2, "DAYS")


def test_the_grid_is_stored_whole_or_refused_whole(small: Council, planner: Client) -> None:
    """R104."""
    need, at = Need.objects.get(), grid_at(small)
    assert planner.get(at).status_code == planner.get(f"{at}change/").status_code == 200
    said = {f"version_N{need.pk}": 1, f"N{need.pk}_2014-04-01": "9", f"N{need.pk}_2014-07-01": "x"}
    wrong = planner.post(f"{at}change/", said)
    assert wrong.status_code == 422
    assert "July to September 2014: “x” is no number" in wrong.content.decode()
    assert planner.post(f"{at}change/", {**said, f"N{need.pk}_2014-07-01": "2"}).status_code == 302
    need.refresh_from_db()
    assert need.days == 11
    stale = planner.post(f"{at}change/", {**said, f"N{need.pk}_2014-07-01": "3"})
    assert "Somebody else changed what" in stale.content.decode()


def test_a_sheet_is_looked_at_before_it_is_stored(small: Council, planner: Client) -> None:
    """R104: taken away, brought back, and stored by saving the grid that shows it."""
    at, need = grid_at(small), Need.objects.get()
    sheet = BytesIO(planner.get(f"{at}effort.xlsx").content)
    sheet.name = "effort.xlsx"
    same = planner.post(f"{at}bring/", {"file": sheet}).content.decode()
    assert "The sheet says nothing new" in same
    text = BytesIO(f"Line,2014/15 Q1,2014/15 Q2,2014/15 Q3,2014/15 Q4\nN{need.pk}-1,8,1,,\n".encode())
    text.name = "effort.csv"
    shown = planner.post(f"{at}bring/", {"file": text}).content.decode()
    assert "15 days" in shown
    assert 'value="8" inputmode' in shown
    need.refresh_from_db()
    assert need.days == 15
    bad = BytesIO(b"Line,2014/15 Q1\nN1-1,8\n")
    bad.name = "effort.csv"
    assert planner.post(f"{at}bring/", {"file": bad}).status_code == 422


def test_money_terms_and_waits_stand_on_the_page_of_needs(small: Council, planner: Client) -> None:
    """R104, R111."""
    element = first(small)
    at = f"/small/elements/{element.pk}/needs/"
    said = {"version": 0, "what": "Vans", "year": 2014, "amount": "500", "kind": "CAPITAL", "payer": "GRANT"}
    assert planner.post(f"{at}costs/new/", said).status_code == 302
    value = {"version": 0, "value": 80, "value_because": "First of all"}
    assert planner.post(f"{at}terms/", value).status_code == 302
    event = {"version": 0, "event": "The grant is awarded", "event_on": "1 May 2014"}
    assert planner.post(f"{at}waits/new/", event).status_code == 302
    shown = planner.get(at).content.decode()
    for words in ("£500", "80 of 100", "The grant is awarded", "Likely 1 May 2014"):
        assert words in shown
    assert planner.post(f"{at}costs/{Cost.objects.get().pk}/", {**said, "version": 1, "remove": "yes"})
    assert not Cost.objects.exists()


def test_the_grid_of_a_service_runs_a_fixed_number_of_queries(small: Council, planner: Client) -> None:
    at, counts = grid_at(small), []
    need = Need.objects.get()
    for element in [
        None,
        *Element.objects.filter(edition=need.element.edition).exclude(pk=need.element_id)[:2],
    ]:
        if element is not None:
            Need.objects.create(council=small, element=element, service=need.service, days=1)
        with CaptureQueriesContext(connection) as asked:
            planner.get(at)
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
