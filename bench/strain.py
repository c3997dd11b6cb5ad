"""`python -m bench.strain`: the page of strain of a plan of 300 actions, 40 services and 8 quarters.

The time is the server's, from request to whole page, beside the same rows fetched as tuples and left alone.
Leaves with 1 if the page sends more queries for the larger plan than for a smaller; slowness never fails it.
"""

from __future__ import annotations

from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from bench.__main__ import database_of_its_own, set_up
from bench.stopwatch import Times

if TYPE_CHECKING:
    from goldenthread.plans.models import Edition

ROUNDS = 15


class Strained(NamedTuple):
    """The page of one plan: its time beside its rows', and its queries beside those of a smaller plan's."""

    actions: int
    page: Times
    rows: Times
    queries_small: int
    queries_large: int

    @property
    def grows(self) -> bool:
        return self.queries_small != self.queries_large


def compare(actions: int, services: int, quarters: int, rounds: int) -> Strained:
    """Ask for the strain of a small plan and of a large one; a database must be there."""
    from bench.made_up_delivery import make_delivery  # noqa: PLC0415 - it needs Django set up
    from bench.pages import get, queries_for, signed_in  # noqa: PLC0415
    from bench.stopwatch import turn_about  # noqa: PLC0415

    editions = [make_delivery(size, services, quarters) for size in (actions // 3, actions)]
    asked = [(signed_in(one.plan.council), _address(one)) for one in editions]
    for client, address in asked:
        get(client, address)
    page, rows = turn_about(rounds, lambda: get(*asked[1]), lambda: _rows(editions[1]))
    return Strained(actions, page, rows, *(queries_for(lambda one=one: get(*one)) for one in asked))  # type: ignore[misc]


def _address(edition: Edition) -> str:
    from django.urls import reverse  # noqa: PLC0415

    return reverse("strain", args=[edition.plan.council.slug, edition.plan.slug, edition.slug])


def _rows(edition: Edition) -> int:
    """The rows that the page is worked out from, as tuples."""
    from goldenthread.plans.models import Element  # noqa: PLC0415
    from goldenthread.resources.models import Capacity, Effort, Need  # noqa: PLC0415

    elements = Element.objects.filter(edition=edition).values_list("id", "parent_id", "title", "due_on")
    needs = Need.objects.filter(element__edition=edition).values_list("element_id", "service_id", "days")
    efforts = Effort.objects.filter(need__element__edition=edition).values_list("need_id", "likely")
    given = Capacity.objects.filter(council=edition.plan.council_id).values_list("service_id", "gross")
    return sum(len(list(rows)) for rows in (elements, needs, efforts, given))


def told(done: Strained) -> str:
    """What was measured, as printed."""
    ways = (("Rows raw", done.rows), ("The page", done.page))
    lines = [
        f"\nThe strain of a plan of {done.actions:,} actions, {len(done.page.seconds)} rounds turn about"
    ]
    lines.append(f"{'':30}{'median':>10}{'processor':>11}{'ratio':>8}")
    for name, times in ways:
        ratio = times.of_processor / done.rows.of_processor
        lines.append(f"{name:30}{times.median:9.3f}s{times.of_processor:10.3f}s{ratio:8.2f}")
    queries = f"{done.queries_large} queries, {done.queries_small} for a third of the plan."
    return "\n".join([*lines, f"{queries} Aim: 0.1 s of the server for 300 actions."])


def main() -> int:
    with TemporaryDirectory() as folder:
        set_up(folder)
        with database_of_its_own(folder):
            grown = [compare(actions, 40, 8, ROUNDS) for actions in (300, 1_000)]
    for one in grown:
        print(told(one))
    return 1 if any(one.grows for one in grown) else 0


if __name__ == "__main__":
    raise SystemExit(main())
