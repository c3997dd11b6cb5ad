"""Search over a council of many plans: server time and queries, beside counting the rows it goes through."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from bench.made_up_plans import Made
from bench.pages import get, queries_for
from bench.stopwatch import Times, turn_about
from goldenthread.governance.models import Body, Paper
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council, Partner, Post, Service, Term
from goldenthread.plans.models import Edition, Element, Level

SEARCHED: tuple[tuple[type[Model], str], ...] = (
    (Element, "council"),
    (Edition, "plan__council"),
    (Level, "edition__plan__council"),
    (Measure, "council"),
    (Paper, "council"),
    (Body, "council"),
    (Post, "council"),
    (Service, "council"),
    (Partner, "council"),
    (Term, "council"),
)
ASKED = {
    "a word": "carbon",
    "three words": "carbon emissions parishes",
    "a word mistyped": "carbn",
    "a mistyped word with others": "libary opening hours",
    "a code": "NI 192",
    "a word of nearly all": "in",
    "nothing like it": "zyxwvut",
}


class SearchAt(NamedTuple):
    """One query at two sizes of council; times are of the larger."""

    name: str
    page: Times
    count: Times
    queries_small: int
    queries_large: int

    @property
    def grows(self) -> bool:
        return self.queries_small != self.queries_large


def compare(small: Made, large: Made, clients: tuple[Client, Client], requests: int) -> list[SearchAt]:
    """Ask each query of a small and a large council, and count the large one's rows in turn."""
    return [_search(name, query, (small, large), clients, requests) for name, query in ASKED.items()]


def _search(
    name: str, query: str, made: tuple[Made, Made], clients: tuple[Client, Client], requests: int
) -> SearchAt:
    small, large = (_address(one.council, query) for one in made)
    page, count = turn_about(
        requests, lambda: get(clients[1], large), lambda: count_of_everything(made[1].council)
    )
    return SearchAt(
        name,
        page,
        count,
        queries_small=queries_for(lambda: get(clients[0], small)),
        queries_large=queries_for(lambda: get(clients[1], large)),
    )


def _address(council: Council, query: str) -> str:
    return f"{reverse('search', args=[council.slug])}?{urlencode({'q': query})}"


def count_of_everything(council: Council) -> int:
    """The yardstick: a plain SELECT count(*) of each table that a search reads."""
    return sum(table._default_manager.filter(**{to: council}).count() for table, to in SEARCHED)
