"""Keeping the budget: its lines, what is linked to elements, reserves, virements and carry-forwards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.money_told import pounds, year_named
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import counted
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.days import reasons_of_day
from goldenthread.resources.models import Bid, BudgetLine, CarryForward, MoneyLink, Reserve, Virement
from goldenthread.resources.money_permissions import (
    reasons_not_to_keep_money,
    reasons_not_to_link,
    reasons_of_amounts,
    reasons_of_share,
)
from goldenthread.resources.money_queries import revised


def record_budget_lines(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record budget lines as the finance system gives them, or bring them up to date by their code."""
    key = ["year", "kind", "code"]
    return bring_up_to_date(BudgetLine, rows, key=key, council=council, by=by, at=at)


@transaction.atomic
def leave_out_lines(
    *, council: Council, year: int, keep: Iterable[tuple[str, str]], reason: str, by: Officer, at: datetime
) -> int:
    """Take every line of a year whose kind and code is not among these out of its budget; how many."""
    refuse_if(reasons_not_to_keep_money(council, by))
    kept = set(keep)
    rows = BudgetLine.objects.select_for_update().filter(council=council, year=year, is_out=False)
    out = [one for one in rows if (one.kind, one.code) not in kept]
    for one in out:
        row = {"is_out": True, "out_because": reason}
        change(one, row, council=council, by=by, at=at, verb="left out of the budget", reason=reason)
    return len(out)


@transaction.atomic
def take_line_out(*, line: BudgetLine, reason: str, version: int, by: Officer, at: datetime) -> None:
    """Take a line that nothing is linked to out of its year's budget. Raises `Refused` and `Stale`."""
    held = BudgetLine.objects.select_for_update(of=("self",)).select_related("council").get(pk=line.pk)
    refuse_if(reasons_not_to_keep_money(held.council, by) or _reasons_not_out(held, reason))
    refuse_if_stale(version, held.version, f"“{held}”")
    row = {"is_out": True, "out_because": reason.strip()}
    change(
        held, row, council=held.council, by=by, at=at, verb="left out of the budget", reason=reason.strip()
    )


def _reasons_not_out(held: BudgetLine, reason: str) -> list[str]:
    if held.is_out:
        return ["It is no longer in the budget already."]
    found = [] if reason.strip() else ["Say why it is no longer in the budget."]
    count = held.links.count()
    if count:
        found.append(f"Some of it is linked to {counted(count, 'element')}. Take those links away first.")
    return found


@transaction.atomic
def put_line_back(*, line: BudgetLine, version: int, by: Officer, at: datetime) -> None:
    """Have a line count in its year's budget again. Raises `Refused` and `Stale`."""
    held = BudgetLine.objects.select_for_update(of=("self",)).select_related("council").get(pk=line.pk)
    refuse_if(reasons_not_to_keep_money(held.council, by))
    refuse_if_stale(version, held.version, f"“{held}”")
    row = {"is_out": False, "out_because": ""}
    change(held, row, council=held.council, by=by, at=at, verb="put back in the budget")


def record_reserves(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record reserves by year, or bring them up to date."""
    return bring_up_to_date(Reserve, rows, key=["year", "name"], council=council, by=by, at=at)


def record_money_links(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what is linked of lines and bids; the file's reader saw that shares are at most the whole."""
    key = ["line_id", "bid_id", "element_id"]
    return bring_up_to_date(MoneyLink, rows, key=key, council=council, by=by, at=at)


# Links


@transaction.atomic
def link_money(
    *, element: Element, to: BudgetLine | Bid, share: Fraction, note: str = "", by: Officer, at: datetime
) -> MoneyLink:
    """Say which share of a budget line or a bid goes to an element. Raises `Refused`."""
    held = _locked(to)
    refuse_if(reasons_not_to_link(held, by) or _reasons_of_place(held, element))
    others = list(held.links.all())
    if any(one.element_id == element.pk for one in others):
        refuse_if([f"A share of “{held}” goes to “{element}” already. Change that one."])
    refuse_if(reasons_of_share(share, others))
    row = {
        "council_id": element.council_id, "element_id": element.pk, "parts": share.numerator,
        "of": share.denominator, "note": note.strip(),
        "line_id": held.pk if isinstance(held, BudgetLine) else None,
        "bid_id": held.pk if isinstance(held, Bid) else None,
    }  # fmt: skip
    return make(MoneyLink, row, council=element.council, by=by, at=at, verb="linked")


def _locked(to: BudgetLine | Bid) -> BudgetLine | Bid:
    """The line or bid, locked, so that two people can't together link more than the whole."""
    if isinstance(to, Bid):
        joined = Bid.objects.select_for_update(of=("self",)).select_related("council", "service__directorate")
        return joined.get(pk=to.pk)
    return BudgetLine.objects.select_for_update(of=("self",)).select_related("council").get(pk=to.pk)


def _reasons_of_place(held: BudgetLine | Bid, element: Element) -> list[str]:
    if element.council_id != held.council_id:
        return [f"“{element}” is no element of {held.council}."]
    if element.state != Element.State.LIVE:
        return [f"“{element}” is no longer listed. Link an element that is."]
    return []


@transaction.atomic
def change_link(
    *, link: MoneyLink, share: Fraction, note: str, version: int, by: Officer, at: datetime
) -> None:
    """Say another share. Raises `Refused` and `Stale`."""
    whole, held = _held_link(link, by)
    refuse_if_stale(version, held.version, "this link")
    refuse_if(reasons_of_share(share, [one for one in whole.links.all() if one.pk != held.pk]))
    row = {"parts": share.numerator, "of": share.denominator, "note": note.strip()}
    change(held, row, council=held.council, by=by, at=at)


@transaction.atomic
def remove_link(*, link: MoneyLink, version: int, by: Officer, at: datetime) -> None:
    """Take a link away: that share is not linked any more. Raises `Refused` and `Stale`."""
    _, held = _held_link(link, by)
    refuse_if_stale(version, held.version, "this link")
    remove(held, council=held.council, by=by, at=at, verb="unlinked")


def _held_link(link: MoneyLink, by: Officer) -> tuple[BudgetLine | Bid, MoneyLink]:
    to = link.line or link.bid
    assert to is not None
    whole = _locked(to)
    refuse_if(reasons_not_to_link(whole, by))
    return whole, MoneyLink.objects.select_related("council").get(pk=link.pk)


# Reserves


class Reserved(NamedTuple):
    """A reserve in one year as somebody writes it; what it closes with is worked out."""

    name: str
    year: int
    opening: Decimal
    put_in: Decimal = Decimal(0)
    taken_out: Decimal = Decimal(0)
    purpose: str = ""
    source: str = ""


@transaction.atomic
def keep_reserve(
    *, council: Council, said: Reserved, held: Reserve | None, version: int, by: Officer, at: datetime
) -> Reserve:
    """Record a reserve's year, or put it right. Raises `Refused` and `Stale`."""
    refuse_if(reasons_not_to_keep_money(council, by) or _reasons_of_reserve(council, said, held))
    closing = said.opening + said.put_in - said.taken_out
    row = {**said._asdict(), "name": said.name.strip(), "closing": closing}
    if held is None:
        return make(Reserve, {"council_id": council.pk, **row}, council=council, by=by, at=at)
    locked = Reserve.objects.select_for_update(of=("self",)).get(pk=held.pk)
    refuse_if_stale(version, locked.version, f"“{locked}”")
    change(locked, row, council=council, by=by, at=at)
    return locked


def _reasons_of_reserve(council: Council, said: Reserved, held: Reserve | None) -> list[str]:
    found = [] if said.name.strip() else ["Name the reserve."]
    same = Reserve.objects.filter(council=council, year=said.year, name=said.name.strip())
    if (same.exclude(pk=held.pk) if held else same).exists():
        found.append("This reserve is on record for that year already. Change that one.")
    moves = (("What is put in", said.put_in), ("What is taken out", said.taken_out))
    found += reasons_of_amounts(moves, at_least=Decimal(0))
    return found + reasons_of_amounts([("What it opens with", said.opening)])


@transaction.atomic
def remove_reserve(*, held: Reserve, version: int, by: Officer, at: datetime) -> None:
    """Take a reserve's year off the record. Raises `Refused` and `Stale`."""
    locked = Reserve.objects.select_for_update(of=("self",)).select_related("council").get(pk=held.pk)
    refuse_if(reasons_not_to_keep_money(locked.council, by))
    refuse_if_stale(version, locked.version, f"“{locked}”")
    remove(locked, council=locked.council, by=by, at=at)


# Virements and carry-forwards


class Move(NamedTuple):
    """Money moved between two budgets as somebody writes it; where a line is named, it names the budget."""

    report: str
    amount: Decimal
    moved_from: str = ""
    moved_to: str = ""
    from_line: BudgetLine | None = None
    to_line: BudgetLine | None = None
    reason: str = ""
    agreed_by: str = ""


@transaction.atomic
def keep_virement(
    *, council: Council, said: Move, held: Virement | None, version: int, by: Officer, at: datetime
) -> Virement:
    """Record money moved from one budget to another, or put it right. Raises `Refused` and `Stale`."""
    said = said._replace(
        moved_from=str(said.from_line or said.moved_from).strip()[:200],
        moved_to=str(said.to_line or said.moved_to).strip()[:200],
    )
    refuse_if(reasons_not_to_keep_money(council, by) or _reasons_of_move(council, said, held))
    lines = {"from_line_id": said.from_line, "to_line_id": said.to_line}
    row = {name: one for name, one in said._asdict().items() if name not in ("from_line", "to_line")}
    row |= {name: line.pk if line else None for name, line in lines.items()}
    if held is None:
        row |= {"council_id": council.pk, "position": Virement.objects.filter(council=council).count() + 1}
        return make(Virement, row, council=council, by=by, at=at)
    locked = Virement.objects.select_for_update(of=("self",)).get(pk=held.pk)
    refuse_if_stale(version, locked.version, "this virement")
    change(locked, row, council=council, by=by, at=at)
    return locked


def _reasons_of_move(council: Council, said: Move, held: Virement | None) -> list[str]:
    lines = [one for one in (said.from_line, said.to_line) if one is not None]
    if any(one.council_id != council.pk for one in lines):
        return [f"That is no budget line of {council}."]
    found = [] if said.report.strip() else ["Name the report that it is in."]
    if not said.moved_from or not said.moved_to:
        found.append("Say from which budget and to which.")
    elif said.moved_from == said.moved_to:
        found.append("Money moves to another budget. Choose another.")
    found += _reasons_of_lines(said, held)
    if said.amount <= 0:
        found.append("Write an amount above £0.")
    key = {name: getattr(said, name) for name in ("report", "moved_from", "moved_to", "amount")}
    same = Virement.objects.filter(council=council, **key)
    if (same.exclude(pk=held.pk) if held else same).exists():
        found.append("This virement is on record already.")
    return found + reasons_of_amounts([("The amount", said.amount)])


def _reasons_of_lines(said: Move, held: Virement | None) -> list[str]:
    """Why money can't move between lines: they are of two years, or the one hasn't so much."""
    if said.from_line and said.to_line and said.from_line.year != said.to_line.year:
        return [
            f"A virement stays within its year: {said.from_line} is of {year_named(said.from_line.year)}, "
            f"{said.to_line} of {year_named(said.to_line.year)}. To keep money for the next year, "
            "ask to carry it forward."
        ]
    if said.from_line is None:
        return []
    has = revised(said.from_line, but=held)
    if said.amount <= has:
        return []
    return [f"{said.from_line} has {pounds(max(has, Decimal(0)))}: no more than that can be moved out of it."]


class Decided(NamedTuple):
    """What was decided of a request to carry money forward."""

    decision: str
    by_whom: str = ""
    on: date | None = None
    reason: str = ""


@transaction.atomic
def decide_carry_forward(
    *, held: CarryForward, said: Decided, version: int, by: Officer, at: datetime
) -> None:
    """Record what was decided of a request to carry money forward. Raises `Refused` and `Stale`."""
    joined = CarryForward.objects.select_for_update(of=("self",)).select_related("council")
    locked = joined.get(pk=held.pk)
    refuse_if(reasons_not_to_keep_money(locked.council, by))
    refuse_if_stale(version, locked.version, "this request")
    refuse_if(_reasons_of_decision(said))
    refuse_if(reasons_of_day(locked.council, said.on, at, "It would be decided"))
    row = {
        "decision": said.decision, "decided_by": said.by_whom.strip(), "decided_on": said.on,
        "decision_reason": said.reason.strip(),
    }  # fmt: skip
    change(locked, row, council=locked.council, by=by, at=at, verb="decided", reason=said.reason.strip())


def _reasons_of_decision(said: Decided) -> list[str]:
    if said.decision not in CarryForward.Decision.values:
        return ["Choose what was decided."]
    if said.decision == CarryForward.Decision.OPEN:
        return []
    found = []
    if not said.by_whom.strip():
        found.append("Say which body or post decided it.")
    if said.on is None:
        found.append("Say on which day it was decided.")
    if said.decision == CarryForward.Decision.REFUSED and not said.reason.strip():
        found.append("Say why it was not approved.")
    return found
