"""What else pays for what a bid or saving pays for: of the same kind of money, in the same year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from goldenthread.core.money_failing import Given, Year, year_without
from goldenthread.core.workload import NOUGHT
from goldenthread.resources.models import Bid, Cost, MoneyLink
from goldenthread.resources.money_queries import PAYING, amount_in, kind_of, paid_of

Cells = Mapping[tuple[int, int], list[Given]]


def years_without(bid: Bid) -> dict[int, list[Year]]:
    """For each element that a bid pays for, each year: its share, what else pays, and what is short.

    An element is covered in a year by what else pays of the same kind, revenue or capital, in that year.
    """
    elements = [one.element_id for one in bid.links.all()]
    years = sorted({one.year for one in bid.years.all()})
    if not years or not elements:
        return {one: [] for one in elements}
    span = range(years[0], years[-1] + 1)
    costs = _costs(bid, elements)
    others = _links_besides(bid, elements, span)
    _add_payers(costs, others, span)
    found: dict[int, list[Year]] = {one: [] for one in elements}
    for year in span:
        for link, share in paid_of(amount_in(bid, year), bid.links.all())[0]:
            if share:
                key = (link.element_id, year)
                cost = sum((one.amount for one in costs if _is_in(one, *key)), NOUGHT)
                found[link.element_id].append(year_without(year, share, tuple(others.get(key, ())), cost))
    return found


def _costs(bid: Bid, elements: Sequence[int]) -> list[Cost]:
    """What the elements are said to cost of the bid's kind of money, but what is given in kind."""
    rows = Cost.objects.filter(element__in=elements, kind=kind_of(bid), is_in_kind=False)
    return list(rows.order_by("pk"))


def _is_in(cost: Cost, element: int, year: int) -> bool:
    return cost.element_id == element and (cost.year == year or (cost.is_recurring and cost.year < year))


def _links_besides(bid: Bid, elements: Sequence[int], span: range) -> dict[tuple[int, int], list[Given]]:
    """What budget lines and other approved bids of the same kind give these elements, by element and year."""
    found: dict[tuple[int, int], list[Given]] = defaultdict(list)
    rows = MoneyLink.objects.filter(element__in=elements).exclude(bid=bid).exclude(line__is_out=True)
    for link in rows.select_related("line", "bid__line").prefetch_related(
        "line__links", "bid__links", "bid__years"
    ):
        for year in span:
            amount = _given(link, kind_of(bid), year)
            if amount > 0:
                name = str(link.line or link.bid)
                found[link.element_id, year].append(Given(name, amount, is_line=link.line is not None))
    return found


def _given(link: MoneyLink, kind: str, year: int) -> Decimal:
    """What a link gives of a kind of money in a year."""
    if link.line is not None:
        is_so = link.line.year == year and link.line.kind == kind
        whole, others = (link.line.amount if is_so else NOUGHT), link.line.links.all()
    else:
        assert link.bid is not None
        pays = link.bid.outcome == Bid.Outcome.APPROVED and not link.bid.is_saving
        is_so = pays and kind_of(link.bid) == kind
        whole, others = (amount_in(link.bid, year) if is_so else NOUGHT), link.bid.links.all()
    if not whole:
        return NOUGHT
    return next(one.amount for one in paid_of(whole, others)[0] if one.link.pk == link.pk)


def _add_payers(costs: Sequence[Cost], others: dict[tuple[int, int], list[Given]], span: range) -> None:
    """Costs that somebody is said to pay; a budget's, only where no line of it is linked for that year."""
    for cost in costs:
        for year in span:
            key = (cost.element_id, year)
            is_budget = cost.payer == Cost.Payer.BUDGET
            if cost.payer not in PAYING or not _is_in(cost, *key):
                continue
            if is_budget and any(one.is_line for one in others.get(key, ())):
                continue
            name = cost.funding or str(cost.get_payer_display())
            others[key].append(Given(name, cost.amount))
