"""What the budget lines linked to an edition come to by year, to be offered as the money there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.purse_told import Linked
from goldenthread.core.workload import NOUGHT
from goldenthread.plans.models import Edition
from goldenthread.resources.models import BudgetLine, MoneyLink, Purse
from goldenthread.resources.money_queries import paid_of


class LinkedLine(NamedTuple):
    """A budget line, and what all its links to an edition's elements come to in pounds."""

    line: BudgetLine
    amount: Decimal


def lines_linked_to(edition: Edition, year: int | None = None) -> list[LinkedLine]:
    """The budget lines that are linked to an edition's elements, revenue before capital: two queries.

    Each link is worked out beside all others of its line, so that every penny of the line counts once.
    """
    tied = MoneyLink.objects.filter(element__edition=edition, line__isnull=False).values("line")
    rows = BudgetLine.objects.filter(council=edition.plan.council_id, pk__in=tied)
    rows = rows if year is None else rows.filter(year=year)
    ordered = rows.order_by("year", "-kind", "position", "code").prefetch_related("links__element")
    return [LinkedLine(one, _of_edition(one, edition)) for one in ordered]


def _of_edition(line: BudgetLine, edition: Edition) -> Decimal:
    paid, _ = paid_of(line.amount, sorted(line.links.all(), key=lambda link: link.pk))
    return sum((one.amount for one in paid if one.link.element.edition_id == edition.pk), NOUGHT)


def linked_in(year: int, lines: Iterable[LinkedLine]) -> Linked:
    """What lines come to in a year, revenue and capital apart."""
    held = [one for one in lines if one.line.year == year]
    sums: dict[str, Decimal] = defaultdict(lambda: NOUGHT)
    for one in held:
        sums[one.line.kind] += one.amount
    return Linked(
        year, sums[BudgetLine.Kind.REVENUE], sums[BudgetLine.Kind.CAPITAL], len(held),
        sum(one.line.net is None for one in held),
    )  # fmt: skip


def purses_and_linked(edition: Edition) -> list[tuple[Purse, Linked]]:
    """By year: what was said of the money there is, and what the linked lines come to now: three queries."""
    purses = list(Purse.objects.filter(edition=edition))
    if not purses:
        return []
    lines = lines_linked_to(edition)
    return [(one, linked_in(one.year, lines)) for one in purses]
