"""The pages of delivery: the strain, a service's quarter, and the decision to go forward all the same."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.governance.models import Step
from goldenthread.people.models import Council, User
from goldenthread.plans.models import Edition, Element
from goldenthread.resources.models import (
    BudgetLine,
    Capacity,
    Effort,
    MoneyLink,
    Need,
    OverloadAllowed,
    Purse,
    Skill,
    SkillNeed,
)

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
    assert f"<strong>{service}</strong> is asked for more than it can give, in one quarter." in shown
    assert "Far over" in shown
    assert "30 of 20 days, 150%. Nothing confirmed" in shown
    cell = text_of(client, f"{at(small)}cells/{service.pk}/2014-04-01/")
    assert "is asked for 30 of 20 days in April to June 2014: 10 too many." in cell
    assert cell.count("Not confirmed") == 2
    assert client.get(f"{at(small)}cells/{service.pk}/2014-05-01/").status_code == 404
    assert client.get(f"{at(small)}cells/0/2014-04-01/").status_code == 404


def test_days_outside_the_quarters_are_counted_and_said(small):
    """R105: effort that was said for a quarter before or after the plan's own doesn't go unseen."""
    need = Need.objects.first()
    Effort.objects.create(need=need, quarter_on=date(2013, 10, 1), low=1, likely=2, high=3)
    Effort.objects.create(need=need, quarter_on=date(2015, 4, 1), low=4, likely=5, high=6)
    assert (
        "Outside the quarters shown, services are asked for 2 days before April to June 2014 and 5 days "
        "after January to March 2015: nothing here holds that against what they can give."
    ) in text_of(client_of(small, "STRATEGY"), at(small))


def test_what_a_service_declined_is_said_and_counted(small):
    """R106: a service that said no has answered; what it is asked for counts until other is asked."""
    need, other = Need.objects.order_by("pk")
    Need.objects.filter(pk=need.pk).update(answer="DECLINED", answer_words="No room")
    Need.objects.filter(pk=other.pk).update(answer="COUNTERED", answer_words="Five", offered_days=5)
    cell = text_of(client_of(small, "STRATEGY"), f"{at(small)}cells/{need.service_id}/2014-04-01/")
    assert "Declined" in cell and "Counted until other is asked" in cell
    assert "Other days offered" in cell and "Not confirmed" not in cell


def test_the_decision_to_go_forward_is_recorded_and_shown(small):
    client = client_of(small, "STRATEGY")
    assert "can be neither put to a body nor adopted" in text_of(client, at(small))
    said = {"version": 0, "decided_by": "Executive", "decided_on": "2014-04-01", "because": "Staff are lent."}
    answer = client.post(f"{at(small)}forward/", said, follow=True)
    assert "Executive decided on 1 April 2014 that it goes forward." in answer.content.decode()
    assert OverloadAllowed.objects.get().because == "Staff are lent."
    a_need(small, actions(small)[2])
    assert "More is asked now than that decision allowed." in text_of(client, at(small))


def test_wherever_it_is_refused_the_strain_is_one_click_away(small):
    """Adopting, sending, holding and signing a paper off: the reason, and a link to what can be done."""
    client = client_of(small, "STRATEGY")
    edition = Edition.objects.get(plan__council=small, plan__is_main=True)
    body = small.bodies.create(name="Cabinet of the council", kind="EXECUTIVE")
    step = Step.objects.create(council=small, edition=edition, position=90, body=body)
    paper = small.papers.create(
        slug="plan", title="The plan", report_of="Chief Executive", kind="DISCUSSION", template="discussion",
        edition=edition, is_whole=True,
    )  # fmt: skip
    link = f'<a href="{at(small)}">See the strain on services</a>'
    adopt = f"/small/plans/{edition.plan.slug}/{edition.slug}/adopt/"
    held, seen = f"/small/steps/{step.pk}/held/", f"/small/steps/{step.pk}/"
    for address in (held, seen, f"/small/papers/{paper.slug}/"):
        assert link in text_of(client, address), address
    sent = client.post(f"{seen}do/send/", {"version": 1}, headers={"referer": f"http://testserver{seen}"})
    assert sent.status_code == 403
    assert link in sent.content.decode()
    assert f'<a href="{seen}">Go back to where you were</a>' in sent.content.decode()
    elsewhere = client.post(f"{seen}do/send/", {"version": 1}, headers={"referer": "http://else.where/"})
    assert "Go back to where you were" not in elsewhere.content.decode()
    said = {"version": 1, "happened_on": "2014-04-01", "what": "Agreed"}
    refused = client.post(held, said)
    assert refused.status_code == 422
    assert link in refused.content.decode()
    Step.objects.filter(edition=edition).delete()
    assert link in text_of(client, adopt)


def test_who_may_not_record_it_is_told(small):
    assert client_of(small, "SCRUTINY").post(f"{at(small)}forward/", {}).status_code == 403
    assert Client().get(f"{at(small)}forward/").status_code in (302, 403)


def test_a_scarce_skill_is_shown_by_quarter(small):
    skill = Skill.objects.create(council=small, name="Quantity surveying", days_a_quarter=3)
    SkillNeed.objects.create(need=Need.objects.first(), skill=skill, days=4)
    shown = text_of(client_of(small, "STRATEGY"), at(small))
    assert "4 of 3 days, 133%" in shown
    assert "A scarce skill is asked for beyond what there is: Quantity surveying in one quarter." in shown


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
    assert counts[0] <= 28


def test_what_is_linked_of_the_budget_is_offered_and_told_where_it_changes(small):
    """R054: the sum of the linked lines is where the field begins; nothing is taken over by itself."""
    client, where = client_of(small, "FINANCE"), f"{at(small)}money/2014/"
    assert "No budget line of 2014/15 is linked to this plan." in text_of(client, where)
    line = BudgetLine.objects.create(council=small, year=2014, code="ST", name="Sweeping", net=1200)
    MoneyLink.objects.create(council=small, line=line, element=actions(small)[0], parts=1, of=4)
    shown = text_of(client, where)
    assert "The one budget line of 2014/15 linked to this plan comes to £300 net, all of it revenue." in shown
    assert 'value="300"' in shown and f"/small/money/lines/{line.pk}/" in shown
    assert not Purse.objects.exists()
    client.post(where, {"version": 0, "amount": "250", "note": "Council", "linked": "300.00"})
    assert (Purse.objects.get().amount, Purse.objects.get().linked) == (250, 300)
    assert "come to" not in text_of(client, at(small))
    BudgetLine.objects.update(net=1600)
    since = "linked to this plan come to £400 now; they came to £300 when it was said what there is."
    shown = text_of(client, where)
    assert (
        "They came to £300 when it was said what there is." in shown
        and 'value="250"' in shown
        and 'value="400' in shown
    )
    assert since in text_of(client, at(small))
    client.post(where, {"version": 1, "amount": "250", "linked": "400.00"})
    assert since not in text_of(client, at(small))
