"""A council's first pages: how long the server takes, how many queries, and what their rows alone cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.made_up_council import READ_ON, UPDATES, Size, make_council, performance_officer
from bench.stopwatch import Times, turn_about
from goldenthread.measures.models import Measure, MeasureLink, Observation, Target
from goldenthread.measures.queries import RECENT, RECENT_YEARS
from goldenthread.people.models import Council
from goldenthread.plans.models import Element, GapNote, Update


class PageAt(NamedTuple):
    """One page at two sizes of council; times are of the larger."""

    name: str
    page: Times
    rows: Times
    queries_small: int
    queries_large: int
    kilobytes: float

    @property
    def grows(self) -> bool:
        return self.queries_small != self.queries_large


def floors() -> dict[str, Callable[[Council], object]]:
    """Each page with the least that it must fetch."""
    return {
        "home": rows_of_a_position,
        "plans": count_of_elements,
        "measures": rows_of_a_position,
        "progress": rows_of_a_position,
        "gaps": rows_of_a_position,
    }


def compare(small: Size, large: Size, requests: int) -> list[PageAt]:
    """Ask for every page of a small and a large council, and fetch the same rows raw in turn."""
    councils = make_council(small), make_council(large)
    clients = signed_in(councils[0]), signed_in(councils[1])
    freshen_statistics()
    return [_page(name, floor, councils, clients, requests) for name, floor in floors().items()]


def signed_in(council: Council) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(performance_officer(council))
    return client


def _page(
    name: str,
    floor: Callable[[Council], object],
    councils: tuple[Council, Council],
    clients: tuple[Client, Client],
    requests: int,
) -> PageAt:
    small, large = (reverse(name, args=[council.slug]) for council in councils)
    page, rows = turn_about(requests, lambda: get(clients[1], large), lambda: floor(councils[1]))
    return PageAt(
        name,
        page,
        rows,
        queries_small=queries_for(lambda: get(clients[0], small)),
        queries_large=queries_for(lambda: get(clients[1], large)),
        kilobytes=len(get(clients[1], large)) / 1024,
    )


def get(client: Client, address: str) -> bytes:
    """The page's bytes; anything but a page is an error here."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return answer.content


def queries_for(ask: Callable[[], object]) -> int:
    """How many queries the database is sent."""
    with counting() as sent:
        ask()
    return len(sent)


@contextmanager
def counting() -> Iterator[list[str]]:
    """Keep the text of every query, without the cost of Django's debug cursor."""
    sent: list[str] = []

    def keep(execute: Callable[..., object], sql: str, *rest: object) -> object:
        sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(keep):
        yield sent


def count_of_elements(council: Council) -> int:
    return Element.objects.filter(council=council).count()


def rows_of_a_position(council: Council) -> int:
    """Fetch, as tuples and doing nothing with them, the rows that a plan's position is worked out from."""
    elements = Element.objects.filter(council=council).values_list(
        "id", "parent_id", "level_id", "kind", "state", "code", "title", "owner__title", "service__name",
        "starts_on", "due_on", "basis",
    )  # fmt: skip
    measures = Measure.objects.filter(council=council).values_list(
        "id", "code", "title", "unit", "polarity", "low", "high", "owner__title", "service__name"
    )
    updates = Update.objects.filter(council=council, made_on=UPDATES[-1]).values_list(
        "element_id", "made_on", "is_done", "stated", "percent_complete"
    )
    results = Observation.objects.filter(council=council, ends_on__gt=READ_ON - RECENT).values_list(
        "measure_id", "period_kind", "starts_on", "ends_on", "value", "state"
    )
    targets = Target.objects.filter(council=council, ends_on__gt=READ_ON - RECENT_YEARS).values_list(
        "measure_id", "period_kind", "starts_on", "ends_on", "value", "state"
    )
    links = MeasureLink.objects.filter(measure__council=council).values_list("measure_id", "element_id")
    notes = GapNote.objects.filter(council=council).values_list("element_id", "code", "reason")
    return sum(len(rows) for rows in (elements, measures, updates, results, targets, links, notes))


def freshen_statistics() -> None:
    """Tell the database how many rows there now are, as it finds out by itself in daily use."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
