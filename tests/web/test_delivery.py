"""The pages of delivery: the strain, a service's quarter, and the decision to go forward all the same."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.people.models import Council, User
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import Capacity, Effort, Need, OverloadAllowed, Skill, SkillNeed

pytestmark = pytest.mark.django_db
SPRING = date(2014, 4, 1)


@pytest.fixture
def small(grow) -> Council:
    """A council whose draft asks its first service for 30 days in a quarter in which it has 20."""
    council = grow(3, slug="small")
    Edition.objects.filter(plan__council=council, plan__is_main=True).update(
        starts_on=SPRING, ends_on=date(2015, 3, 31), is_open=True, state="DRAFT"
    )
    service = council.services.order_by("pk").first()
    Capacity.objects.create(council=council, service=service, quarter_on=SPRING, gross=20)
    for element in actions(council)[:2]:
        a_need(council, element)
    return council


def actions(council: Council) -> list[Element]:
    rows = Element.objects.filter(edition__plan__council=council, edition__plan__is_main=True)
    return list(rows.order_by("-level__position", "pk"))


def a_need(council: Council, element: Element) -> Need:
    service = council.services.order_by("pk").first()
    need = Need.objects.create(council=council, element=element, service=service, days=15)
    Effort.objects.create(need=need, quarter_on=SPRING, low=10, likely=15, high=20)
    return need


def client_of(small: Council, duty: str) -> Client:
    client = Client()
    client.force_login(User.objects.create(username=f"s.{duty}", post=small.posts.first(), duty=duty))
    return client


def at(small: Council) -> str:
    edition = Edition.objects.get(plan__council=small, plan__is_main=True)
    return f"/small/delivery/of/{edition.plan.slug}/{edition.slug}/"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_strain_is_told_in_words_and_figures_and_opens_to_its_actions(small):
    """R105: services under strain are named, and each load opens to the actions that make it."""
    client = client_of(small, "STRATEGY")
    service = small.services.order_by("pk").first()
    shown = text_of(client, at(small))
    assert f"<strong>{service}</strong> is asked for more than can be given, once in a quarter." in shown
    assert "Far over" in shown
    assert "30 of 20 days, 150%. Nothing confirmed" in shown
    cell = text_of(client, f"{at(small)}cells/{service.pk}/2014-04-01/")
    assert "is asked for 30 of 20 days in April to June 2014: 10 too many." in cell
    assert cell.count("Not confirmed") == 2
    assert client.get(f"{at(small)}cells/{service.pk}/2014-05-01/").status_code == 404
    assert client.get(f"{at(small)}cells/0/2014-04-01/").status_code == 404


def test_the_decision_to_go_forward_is_recorded_and_shown(small):
    client = client_of(small, "STRATEGY")
    assert "can be neither put to a body nor adopted" in text_of(client, at(small))
    said = {"version": 0, "decided_by": "Executive", "decided_on": "2014-04-01", "because": "Staff are lent."}
    answer = client.post(f"{at(small)}forward/", said, follow=True)
    assert "Executive decided on 1 April 2014 that it goes forward." in answer.content.decode()
    assert OverloadAllowed.objects.get().because == "Staff are lent."
    a_need(small, actions(small)[2])
    assert "More is asked now than that decision allowed." in text_of(client, at(small))


def test_who_may_not_record_it_is_told(small):
    assert client_of(small, "SCRUTINY").post(f"{at(small)}forward/", {}).status_code == 403
    assert Client().get(f"{at(small)}forward/").status_code in (302, 403)


def test_a_scarce_skill_is_shown_by_quarter(small):
    skill = Skill.objects.create(council=small, name="Quantity surveying", days_a_quarter=3)
    SkillNeed.objects.create(need=Need.objects.first(), skill=skill, days=4)
    assert "4 of 3 days" in text_of(client_of(small, "STRATEGY"), at(small))


def test_the_hub_tells_each_plan(small):
    shown = text_of(client_of(small, "STRATEGY"), "/small/delivery/")
    assert "The one plan with needs on record asks more of a service than it can give." in shown


def test_the_strain_takes_as_many_queries_for_two_actions_as_for_more(small):
    client, counts = client_of(small, "STRATEGY"), []
    for element in actions(small)[2:4]:
        client.get(at(small))
        with CaptureQueriesContext(connection) as caught:
            client.get(at(small))
        counts.append(len(caught))
        a_need(small, element)
    assert len(set(counts)) == 1
    assert counts[0] <= 27
