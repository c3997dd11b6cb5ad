"""A council that measures a great deal: its pages, and what one more measure and every status cost.

The two pages are asked for at 2,000 measures with ten years of monthly results and targets, and at a tenth of
the measures to see that no query is added. What one measure more and a recalculation cost stands beside what
the nearest open-source peer took elsewhere for the same (5 s and 27 s), which is only quoted.
"""

from __future__ import annotations

from typing import NamedTuple

from django.test import Client
from django.utils import timezone

from bench.made_up_council import READ_ON, Size, make_council, performance_officer
from bench.pages import freshen_statistics, get, queries_for
from bench.stopwatch import Times, turn_about
from goldenthread.core.periods import Period, month
from goldenthread.measures.actions import define_measures
from goldenthread.people.models import Council, User
from goldenthread.people.officers import OPERATOR
from goldenthread.plans.queries import main_edition
from goldenthread.reports.figures.position import gather

LAST = READ_ON.year * 12 + READ_ON.month - 1


class Asked(NamedTuple):
    """One page at two sizes; times are of the larger."""

    name: str
    page: Times
    queries_small: int
    queries_large: int

    @property
    def grows(self) -> bool:
        return self.queries_small != self.queries_large


class Measured(NamedTuple):
    """The pages, and what it takes to add a measure and to work out every status again."""

    observations: int
    pages: list[Asked]
    adding: Times
    recalculating: Times


def compare(measures: int, months: int, actions: int, requests: int) -> Measured:
    """Ask for the pages of a council of so many measures; add to and recalculate one of so many actions."""
    periods = [_month(LAST - place) for place in range(months)][::-1]
    few, many = (
        make_council(Size(actions, count), periods, slug=f"measured-{count}")
        for count in (max(2, measures // 10), measures)
    )
    even = make_council(Size(actions + actions // 9, actions), slug="as-many")
    freshen_statistics()
    pages = [_asked(name, few, many, requests) for name in ("progress/", "measures/M0001/")]
    adding, recalculating = turn_about(requests, lambda: add_one(even), lambda: recalculate(even))
    return Measured(measures * months, pages, adding, recalculating)


def _month(number: int) -> Period:
    return month(number // 12, number % 12 + 1)


def _asked(name: str, few: Council, many: Council, requests: int) -> Asked:
    small, large = ((reader(one), f"/{one.slug}/{name}") for one in (few, many))
    (page,) = turn_about(requests, lambda: get(*large))
    return Asked(name.strip("/"), page, queries_for(lambda: get(*small)), queries_for(lambda: get(*large)))


def reader(council: Council) -> Client:
    """Somebody signed in at a council; made once, for two pages."""
    held = User.objects.filter(username=council.slug).first()
    client = Client(SERVER_NAME="localhost")
    client.force_login(held or performance_officer(council))
    return client


def add_one(council: Council) -> None:
    """Define one measure more, with its entry in the ledger."""
    count = council.measures.count() + 1
    row = {"code": f"NEW{count}", "title": "One measure more", "unit": "%", "position": count}
    define_measures(council=council, rows=[row], by=OPERATOR, at=timezone.now())


def recalculate(council: Council) -> int:
    """Work out where every measure and every action stands, from what the tables hold."""
    edition = main_edition(council)
    assert edition is not None
    position = gather(council, edition, READ_ON)
    return position.status.total + position.travel.total + position.doing_in_all.total
