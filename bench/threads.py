"""The thread of one element and the map of a whole council, beside counting the same tables' rows."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import process_time
from typing import NamedTuple

from django.test import Client
from django.urls import reverse

from bench.made_up_threads import make_threads
from bench.pages import _freshen_statistics, get, queries_for
from bench.stopwatch import Times, turn_about
from goldenthread.plans.models import Contribution, Element


class PageOfThreads(NamedTuple):
    """One page at two sizes of council; times are of the larger."""

    name: str
    held: str
    page: Times
    processor: float
    count: Times
    queries_small: int
    queries_large: int

    @property
    def grows(self) -> bool:
        return self.queries_small != self.queries_large


def compare(small: tuple[int, int], large: tuple[int, int], requests: int) -> list[PageOfThreads]:
    """Ask for both pages of a small and a large council, and count the large one's rows in turn."""
    few, many = make_threads(*small), make_threads(*large)
    _freshen_statistics()
    client = Client(SERVER_NAME="localhost")

    def count() -> None:
        Element.objects.count()
        Contribution.objects.count()

    held = f"{many.elements:,} elements, {many.contributions:,} contributions"
    found = []
    for name in ("thread", "map", "alignment", "partners"):
        addresses = [_address(name, one) for one in (few, many)]
        page, counted = turn_about(requests, lambda: get(client, addresses[1]), count)  # noqa: B023
        queries = [queries_for(lambda: get(client, address)) for address in addresses]  # noqa: B023
        processor = median(_processor(lambda: get(client, addresses[1])) for _ in range(requests))  # noqa: B023
        found.append(PageOfThreads(name, held, page, processor, counted, *queries))
    return found


def tell(found: list[PageOfThreads]) -> None:
    """Print what was measured."""
    print(f"\nThreads across 20 editions: {found[0].held}")
    print(f"{'':10}{'median':>9}{'processor':>11}{'count(*)':>10}{'queries small':>15}{'large':>7}")
    for one in found:
        print(
            f"{one.name:10}{one.page.median:8.3f}s{one.processor:10.3f}s{one.count.median:9.4f}s"
            f"{one.queries_small:15}{one.queries_large:7}{'  GROWS' if one.grows else ''}"
        )
    print(
        "Aim: thread and map within 0.1 s. Processor: the server's own time, whatever else the machine does."
    )


def _processor(ask: Callable[[], object]) -> float:
    started = process_time()
    ask()
    return process_time() - started


def _address(name: str, of) -> str:  # type: ignore[no-untyped-def]
    return reverse(name, args=[of.council.slug, of.action] if name == "thread" else [of.council.slug])
