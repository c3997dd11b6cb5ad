"""The hub adds up what several plans ask of a service: within its limit by each, too much by all (R105)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.people.models import Council
from goldenthread.plans.models import Contribution, Edition, Element, Level, Plan
from goldenthread.resources.models import Capacity, Effort, Need

pytestmark = pytest.mark.django_db
SPRING = date(2014, 4, 1)


@pytest.fixture
def small(grow) -> Council:
    """Two plans that ask one service for 30 and 40 days of the 50 that it has in a quarter."""
    council = grow(3, slug="small")
    Edition.objects.filter(plan__council=council).update(
        starts_on=SPRING, ends_on=date(2015, 3, 31), is_open=True
    )
    plan = Plan.objects.create(council=council, slug="own", name="Parks plan", kind="SERVICE", position=9)
    held = Edition.objects.create(
        plan=plan, slug="first", name="Parks plan 2014", state="ADOPTED", is_current=True, is_open=True,
        starts_on=SPRING, ends_on=date(2015, 3, 31),
    )  # fmt: skip
    level = Level.objects.create(edition=held, key="item", name="Item", plural="Items", position=1)
    Element.objects.create(
        council=council, edition=held, level=level, code="own", title="Mend the paths", position=1
    )
    Capacity.objects.create(council=council, service=council.services.first(), quarter_on=SPRING, gross=50)
    for line, days in zip(lines(council), (30, 40), strict=True):
        ask(line, days)
    return council


def lines(council: Council) -> list[Element]:
    """One line of each of two plans."""
    main = Element.objects.filter(edition__plan__council=council, edition__plan__is_main=True)
    return [main.order_by("-level__position", "pk").first(), Element.objects.get(code="own")]


def ask(line: Element, days: int) -> None:
    service = line.council.services.first()
    need = Need.objects.create(council=line.council, element=line, service=service, days=Decimal(days))
    Effort.objects.create(need=need, quarter_on=SPRING, low=days, likely=days, high=days)


def hub() -> str:
    return " ".join(Client().get("/small/delivery/").content.decode().split())


def test_two_plans_are_too_much_together(small) -> None:
    service, shown = small.services.first(), hub()
    assert (
        "No service is asked for more than it can give by any one of the two plans that say what they need; "
        f"together they ask too much of {service}."
    ) in shown
    assert f"they ask {service} for 70 of 50 days in April to June 2014." in shown
    assert "70 of 50 days, 140%. Nothing confirmed" in shown
    assert "the same work" not in shown


def test_lines_joined_in_the_thread_may_be_the_same_work(small) -> None:
    """Nobody guesses: both are counted, and the page says so."""
    giver, taker = lines(small)
    Contribution.objects.create(council=small, giver=giver, taker=taker)
    assert f"“{giver.title}” contributes to “{taker.title}”, and both ask for time there" in hub()


def test_a_draft_is_not_counted_beside_the_edition_in_use(small) -> None:
    main, line = lines(small)
    Edition.objects.filter(pk=line.edition_id).update(
        plan=main.edition.plan, slug="next", is_current=False, state="DRAFT"
    )
    assert "Together" not in hub()


def test_plans_that_fit_together_are_said_to(small) -> None:
    Effort.objects.filter(likely=40).update(low=10, likely=10, high=10)
    assert "Together, too, the two plans ask no service for more than it can give." in hub()


def test_the_hub_takes_as_many_queries_for_two_lines_as_for_more(small) -> None:
    counts = []
    for _ in range(2):
        hub()
        with CaptureQueriesContext(connection) as caught:
            hub()
        counts.append(len(caught))
        others = Element.objects.filter(edition=lines(small)[0].edition).exclude(needs__isnull=False)
        ask(others.first(), 1)
    assert counts[0] == counts[1]
