"""Tables of bids and savings in pounds: what they take by year, their scores, and links to elements."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from goldenthread.core.money_cells import UnreadableShare, read_share
from goldenthread.exchange.cells import Cells, File
from goldenthread.exchange.council_tables.budgets import pounds, year_in
from goldenthread.exchange.council_tables.names import BASES, elements_by_path, services_by_name
from goldenthread.ledger.recording import Recorded
from goldenthread.people.models import Council
from goldenthread.resources import bidding as resources
from goldenthread.resources.models import Bid, BudgetLine, Criterion
from goldenthread.resources.money import record_money_links


def _bids(council: Council) -> dict[str, int]:
    return dict(Bid.objects.filter(council=council).values_list("code", "pk"))


def read_bids(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Bids and savings, with what was decided and the priority that it served."""
    also = (
        "about", "service", "outcome", "decided_by", "decided_on", "decision", "priority", "basis", "source",
    )  # fmt: skip
    file = File(path, ("kind", "code", "title"), also)
    elements, services = elements_by_path(council), services_by_name(council)
    rows = []
    for cells in file.rows():
        outcome = cells.choice("outcome", list(Bid.Outcome.values), "OPEN")
        row = {
            "kind": cells.choice("kind", list(Bid.Kind.values), ""),
            "code": cells.needed("code"), "title": cells.needed("title"), "about": cells.text("about"),
            "service_id": cells.known("service", services, "service"), "outcome": outcome,
            "decided_by": cells.text("decided_by"), "decided_on": cells.day("decided_on"),
            "decision": cells.text("decision"),
            "priority_id": cells.known("priority", elements, "element"),
            "basis": cells.choice("basis", BASES, "STATED"), "source": cells.text("source"),
        }  # fmt: skip
        if outcome in ("APPROVED", "REFUSED") and not (row["decided_by"] and row["decided_on"]):
            cells.wrong("decided_by", "What was decided says by whom and on which day.")
        cells.once("code", row["code"])
        rows.append(row)
    file.done()
    return resources.record_bids(council=council, rows=rows, **who)


def read_bid_years(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What bids take, and savings release, by year."""
    file = File(path, ("bid", "year"), ("recurring", "one_off"))
    held, rows = _bids(council), []
    for cells in file.rows():
        amounts = {name: pounds(cells, name) or Decimal("0.00") for name in ("recurring", "one_off")}
        if any(one < 0 for one in amounts.values()) or not any(amounts.values()):
            cells.wrong("recurring", "Write what it takes or releases in that year above nought.")
        row = {"bid_id": cells.named("bid", held, "bid"), "year": year_in(cells), **amounts}
        cells.once("year", row["bid_id"], row["year"])
        rows.append(row)
    file.done()
    return resources.record_bid_years(council=council, rows=rows, **who)


def read_criteria(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """What bids are scored on, in the council's order."""
    file = File(path, ("name", "weight"), ("about", "source"))
    rows = []
    for place, cells in enumerate(file.rows(), start=1):
        weight = cells.number("weight", 4)
        if weight is None or weight <= 0:
            cells.wrong("weight", "A weight is a number above nought.")
        rows.append(
            {
                "name": cells.needed("name"), "weight": weight, "about": cells.text("about"),
                "position": place, "source": cells.text("source"),
            }
        )  # fmt: skip
        cells.once("name", cells.text("name"))
    file.done()
    return resources.record_criteria(council=council, rows=rows, **who)


def read_bid_scores(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """How bids do on the criteria, from 0 to 5, and why."""
    file = File(path, ("bid", "criterion", "score", "reason"))
    held, criteria = _bids(council), dict(Criterion.objects.filter(council=council).values_list("name", "pk"))
    rows = []
    for cells in file.rows():
        cells.needed("score")
        row = {
            "bid_id": cells.named("bid", held, "bid"),
            "criterion_id": cells.named("criterion", criteria, "criterion"),
            "score": cells.whole("score", 5), "reason": cells.needed("reason"),
        }  # fmt: skip
        cells.once("criterion", row["bid_id"], row["criterion_id"])
        rows.append(row)
    file.done()
    return resources.record_bid_scores(council=council, rows=rows, **who)


def read_money_links(path: Path, council: Council, who: dict[str, Any]) -> Recorded:
    """Which share of a budget line or a bid goes to which element; of one, at most the whole."""
    file = File(path, ("element", "share"), ("year", "line", "bid", "note", "basis", "source"))
    elements, bids = elements_by_path(council), _bids(council)
    lines = {f"{one.year}/{one.code}": one.pk for one in BudgetLine.objects.filter(council=council)}
    shared: dict[tuple[str, int | None], Fraction] = {}
    rows = []
    for cells in file.rows():
        line, bid = _line(cells, lines), cells.known("bid", bids, "bid")
        if bool(cells.text("line")) == bool(cells.text("bid")):
            cells.wrong("line", "Name a budget line with its year, or a bid: one of the two.")
        share, of = _share(cells), ("bid", bid) if bid else ("line", line)
        shared[of] = shared.get(of, Fraction(0)) + share
        if shared[of] > 1:
            cells.wrong("share", "With this the shares come to more than the whole. Lessen one of them.")
        row = {
            "element_id": cells.named("element", elements, "element"), "line_id": line, "bid_id": bid,
            "parts": share.numerator, "of": share.denominator, "note": cells.text("note"),
            "basis": cells.choice("basis", BASES, "STATED"), "source": cells.text("source"),
        }  # fmt: skip
        cells.once("element", *of, row["element_id"])
        rows.append(row)
    file.done()
    return record_money_links(council=council, rows=rows, **who)


def _line(cells: Cells, lines: dict[str, int]) -> int | None:
    code = cells.text("line")
    if not code:
        return None
    found = lines.get(f"{cells.text('year')}/{code}")
    if found is None:
        cells.wrong(
            "line", f"No budget line of {cells.text('year') or 'no year'} has the code “{code[:60]}”."
        )
    return found


def _share(cells: Cells) -> Fraction:
    try:
        return read_share(cells.text("share"))
    except UnreadableShare as unclear:
        cells.wrong("share", str(unclear))
        return Fraction(0)
