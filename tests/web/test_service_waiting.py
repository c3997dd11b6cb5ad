"""What waits for a service's answer, and the ways from page to page to say whether plans can be delivered."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from goldenthread.people.models import Council, Service, User
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import Capacity, Need

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(grow) -> Council:
    council = grow(3, slug="small")
    Edition.objects.filter(plan__council=council).update(
        starts_on=date(2014, 4, 1), ends_on=date(2015, 3, 31), is_open=True
    )
    return council


def first_service(small: Council) -> Service:
    return small.services.order_by("pk").first()


def manager_of(small: Council, service: Service) -> Client:
    post = small.posts.first()
    post.service = service
    post.save()
    client = Client()
    client.force_login(User.objects.create(username="s.manager", post=post, duty="SERVICE_MANAGER"))
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def grid_of(small: Council) -> str:
    edition = Edition.objects.get(plan__council=small, plan__is_main=True)
    service = first_service(small)
    return f"/small/delivery/of/{edition.plan.slug}/{edition.slug}/services/{service.pk}/"


def test_a_service_manager_is_told_what_waits_for_the_services_answer(small):
    """R106: capacity is confirmed by who answers for it, so they are told where they come in."""
    service = first_service(small)
    client = manager_of(small, service)
    assert "Asked of your service" not in text_of(client, "/small/")
    element = Element.objects.filter(edition__plan__council=small, edition__plan__is_main=True).first()
    need = Need.objects.create(council=small, element=element, service=service, days=15)
    Capacity.objects.create(council=small, service=service, quarter_on=date(2014, 4, 1), gross=20)
    told = "One need waits for its answer, and one quarter of its capacity to be confirmed."
    for address in ("/small/", "/small/workplan/", f"/small/services/{service.pk}/"):
        assert told in text_of(client, address), address
    assert f'href="/small/elements/{element.pk}/needs/{need.pk}/"' in text_of(
        client, f"/small/services/{service.pk}/"
    )
    assert "Asked of your service" not in text_of(Client(), "/small/")


def test_a_service_that_answered_owes_nothing(small):
    service = first_service(small)
    client = manager_of(small, service)
    assert "Nothing waits for its answer." in text_of(client, f"/small/capacity/{service.pk}/")
    Capacity.objects.create(council=small, service=service, quarter_on=date(2014, 4, 1), gross=20)
    assert "One quarter of its capacity waits to be confirmed." in text_of(client, "/small/")


def test_a_services_grid_is_reached_before_anybody_said_what_actions_need(small):
    """R105: from the hub, the strain and the service's capacity."""
    client, grid = manager_of(small, first_service(small)), grid_of(small)
    strain = grid.split("services/")[0]
    assert f'href="{grid}"' in text_of(client, strain)
    assert f'href="{grid}"' in text_of(client, f"/small/capacity/{first_service(small).pk}/")
    assert f'href="{strain}#grids"' in text_of(client, "/small/delivery/")


def test_the_strategy_leads_to_whether_it_can_be_delivered(small):
    strain = grid_of(small).split("services/")[0]
    assert f'href="{strain}"' in text_of(Client(), "/small/")
    shown = text_of(Client(), strain)
    assert all(f'href="/small/delivery/{one}/"' in shown for one in ("odds", "way-out"))
