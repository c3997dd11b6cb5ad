"""What is promised of a council of many plans: its pages' server time, beside counting the same rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Model
from django.test import Client
from django.urls import reverse

from bench.made_up_plans import Made
from bench.pages import get, queries_for
from bench.stopwatch import Times, turn_about
from goldenthread.governance.models import Body, Paper
from goldenthread.measures.models import Measure, MeasureGapNote, MeasureLink, Observation, Target
from goldenthread.people.models import Council, Partner, Post, Service, Term
from goldenthread.plans.models import (
    Contribution,
    Edition,
    Element,
    Evidence,
    GapNote,
    Involvement,
    Level,
    Placement,
    Update,
    WorkplanItem,
)
from goldenthread.resources.models import Need

Table = tuple[type[Model], str]
PLAN: tuple[Table, ...] = (
    (Element, "council"),
    (Edition, "plan__council"),
    (Level, "edition__plan__council"),
)
THREADED: tuple[Table, ...] = (*PLAN, (Contribution, "council"))
JUDGED: tuple[Table, ...] = (
    *THREADED,
    (Placement, "council"),
    (GapNote, "council"),
    (Update, "council"),
    (Evidence, "council"),
    (Need, "council"),
    (Measure, "council"),
    (MeasureLink, "measure__council"),
    (MeasureGapNote, "council"),
    (Observation, "council"),
    (Target, "council"),
    (Post, "council"),
    (Service, "council"),
)
SEARCHED: tuple[Table, ...] = (
    *PLAN,
    (Measure, "council"),
    (Paper, "council"),
    (Body, "council"),
    (Post, "council"),
    (Service, "council"),
    (Partner, "council"),
    (Term, "council"),
)
WORDS = {
    "a word": "carbon",
    "three words": "carbon emissions parishes",
    "a word mistyped": "carbn",
    "a mistyped word with others": "libary opening hours",
    "a code": "NI 192",
    "a word of nearly all": "in",
    "nothing like it": "zyxwvut",
}


class Asked(NamedTuple):
    """A council that is asked for pages, and whose threads: no more of it is kept, as no server would."""

    council: Council
    action: int
    theme: int

    @classmethod
    def of(cls, made: Made) -> Asked:
        return cls(made.council, made.first("action"), made.first("theme"))


class Promise(NamedTuple):
    """One page: what it is called, the tables that it reads, and its address for a council."""

    name: str
    reads: tuple[Table, ...]
    address: Callable[[Asked], str]


def promises() -> list[Promise]:
    """The pages of a whole council, then every way of searching it."""
    threaded = (*THREADED, (WorkplanItem, "council"), (Update, "council"), (GapNote, "council"))
    whole = [
        Promise("thread", threaded, lambda asked: _page("thread", asked, asked.action)),
        Promise("thread, of a theme", threaded, lambda asked: _page("thread", asked, asked.theme)),
        Promise("map", THREADED, lambda asked: _page("map", asked)),
        Promise("alignment", THREADED, lambda asked: _page("alignment", asked)),
        Promise("partners", (*PLAN, (Involvement, "council")), lambda asked: _page("partners", asked)),
        Promise("gaps", JUDGED, lambda asked: _page("gaps", asked)),
    ]
    return [
        *whole,
        *(Promise(f"search, {name}", SEARCHED, _searching(words)) for name, words in WORDS.items()),
    ]


def _page(name: str, asked: Asked, *rest: object) -> str:
    return reverse(name, args=[asked.council.slug, *rest])


def _searching(words: str) -> Callable[[Asked], str]:
    return lambda asked: f"{_page('search', asked)}?{urlencode({'q': words})}"


class Kept(NamedTuple):
    """One page at two sizes of council; times are of the larger."""

    name: str
    page: Times
    count: Times
    queries_small: int
    queries_large: int

    @property
    def grows(self) -> bool:
        return self.queries_small != self.queries_large


def compare(small: Asked, large: Asked, clients: tuple[Client, Client], requests: int) -> list[Kept]:
    """Ask each page of a small and a large council, and count the large one's rows in turn."""
    return [_kept(one, (small, large), clients, requests) for one in promises()]


def _kept(one: Promise, asked: tuple[Asked, Asked], clients: tuple[Client, Client], requests: int) -> Kept:
    small, large = map(one.address, asked)
    page, count = turn_about(
        requests, lambda: get(clients[1], large), lambda: count_of(one.reads, asked[1].council)
    )
    return Kept(
        one.name,
        page,
        count,
        queries_small=queries_for(lambda: get(clients[0], small)),
        queries_large=queries_for(lambda: get(clients[1], large)),
    )


def count_of(tables: tuple[Table, ...], council: Council) -> int:
    """The yardstick: a plain SELECT count(*) of each table that a page reads."""
    return sum(table._default_manager.filter(**{to: council}).count() for table, to in tables)
