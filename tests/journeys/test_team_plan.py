"""A team plan is one sheet of A4, whatever the service's plan holds."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser

from goldenthread.people.models import Council, Service, User
from goldenthread.plans.models import Edition, Element
from tests.cast_cascade import Cascade, a_cascade, sign_ins
from tests.journeys.shown import show

pytestmark = pytest.mark.django_db
USUAL = "Sweep the estates twice a week and the centre daily"


@pytest.fixture
def cascade() -> Cascade:
    made = a_cascade()
    made.taken_in()
    sign_ins(made)
    return made


def fill(cascade: Cascade, titles: list[str]) -> None:
    """Put so many lines of business as usual into the plan of Streets, each with an owner and a day."""
    draft = Edition.objects.get(plan__service=cascade.streets)
    owner, level = cascade.post("Head of Streets"), draft.levels.get()
    Element.objects.bulk_create(
        Element(
            council=cascade.council,
            edition=draft,
            level=level,
            title=title,
            kind="AS_USUAL",
            owner=owner,
            due_on=date(2014 + place % 2, 1 + place % 12, 20),
            position=100 + place,
        )
        for place, title in enumerate(titles)
    )


def manager() -> Client:
    client = Client()
    client.force_login(User.objects.get(username="manager"))
    return client


def printed(browser: Browser, path: str) -> bytes:
    """The page as Chromium prints it."""
    with browser.new_context() as context:
        page = context.new_page()
        show(page, manager().get(path).content)
        pdf = page.pdf(prefer_css_page_size=True)
    if kept := os.environ.get("GOLDENTHREAD_PRINTS"):  # to look at them
        name = re.sub(r"\W+", "-", os.environ["PYTEST_CURRENT_TEST"])[-60:]
        (Path(kept) / f"{name}.pdf").write_bytes(pdf)
    return pdf


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize(
    ("titles", "left_out"),
    [
        ([], False),
        ([f"{place}. {USUAL}" for place in range(1, 25)], False),
        ([f"{place}. {USUAL}" for place in range(1, 120)], True),
        ([f"{place} {'Sweep the estates and the centre ' * 14}" for place in range(60)], True),
        ([f"{place} {'W' * 490}" for place in range(60)], True),
        ([f"{place} {'SWEEP THE MAIN ROADS ' * 20}" for place in range(60)], True),
        ([f"{place} {'道' * 490}" for place in range(60)], True),
    ],
    ids=["one", "25 lines", "120 lines", "long", "wide letters", "capitals", "signs"],
)
def test_a_team_plan_prints_on_one_page(titles, left_out, cascade, browser) -> None:
    """R044: the service's year on one sheet; beyond what it holds it says how much more there is."""
    fill(cascade, titles)
    path = f"/testbury/services/{cascade.streets.pk}/team-plan/"

    assert pages(printed(browser, path)) == 1
    assert ("in the full plan." in manager().get(path).content.decode()) == left_out


def test_long_names_and_a_demonstration_leave_it_on_one_page(cascade, browser) -> None:
    fill(cascade, [f"{place}. {USUAL}" for place in range(1, 60)])
    Council.objects.update(is_demonstration=True, name="The Borough Council of Testbury and the Marshes")
    Service.objects.filter(pk=cascade.streets.pk).update(name="Streets, squares and marshes " * 6)
    Edition.objects.filter(plan__service=cascade.streets).update(name="Streets, squares and so on " * 7)

    assert pages(printed(browser, f"/testbury/services/{cascade.streets.pk}/team-plan/")) == 1


def test_a_whole_service_plan_prints_on_as_many_as_it_needs(cascade, browser) -> None:
    fill(cascade, [f"{place}. {USUAL}" for place in range(1, 60)])

    assert pages(printed(browser, f"/testbury/services/{cascade.streets.pk}/plan/")) > 1
