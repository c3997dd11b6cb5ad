"""Asking to carry money that a year leaves over into the next: asked, changed or taken back until decided.

(York, the year end of 2009/10: ten requests, decided one by one.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core.money_told import pounds
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.recording import reasons_too_long
from goldenthread.people.models import Council, Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import has_power, reasons_of_duty, reasons_of_place, subject_of
from goldenthread.resources.models import BudgetLine, CarryForward
from goldenthread.resources.money_permissions import reasons_not_to_keep_money, reasons_of_amounts

FIRST_YEAR, LAST_YEAR = 1990, 2100
ASKS = "say_needs"  # whoever says what elements need of a service asks for what its budget leaves over
DECIDED = "was decided already. Ask whoever decided it: a request is changed or taken back until then."


class Wished(NamedTuple):
    """A request as somebody writes it: what for, how much of which line and year, why, into what."""

    report: str
    line: str
    amount: Decimal
    asked_by: str = ""
    year: int | None = None
    from_line: BudgetLine | None = None
    into: str = ""
    reason: str = ""
    source: str = ""


def reasons_not_to_ask(council: Council, by: Officer, service: Service | None = None) -> list[str]:
    """Why this person may not ask for what a budget leaves over, or without a service, for what none names.

    Whoever keeps the money asks for all; a director and a service manager for lines of their services.
    """
    found = reasons_not_to_keep_money(council, by)
    if not found or reasons_of_place(council, by):
        return found
    if service is not None and has_power(ASKS, by, subject_of(service)):
        return []
    if service is None and has_power(ASKS, by):
        return ["Choose the budget line that it is left over from: you ask for those of your own services."]
    return found


def reasons_not_to_ask_at_all(council: Council, by: Officer) -> list[str]:
    """Why this person may ask for nothing."""
    found = reasons_not_to_keep_money(council, by)
    return found if found and reasons_of_duty(council, ASKS, by) else []


def lines_to_ask_of(lines: Collection[BudgetLine], by: Officer) -> list[BudgetLine]:
    """Of these lines those that this person may ask for what they leave over."""
    return [one for one in lines if not reasons_not_to_ask(one.council, by, one.service)]


def reasons_not_to_change(held: CarryForward, by: Officer) -> list[str]:
    """Why this person may not change a request or take it back: it is decided, or not theirs."""
    if held.decision != CarryForward.Decision.OPEN:
        return [f"“{held.line}” {DECIDED}"]
    service = held.from_line.service if held.from_line else None
    return reasons_not_to_ask(held.council, by, service)


@transaction.atomic
def ask_to_carry(*, council: Council, said: Wished, by: Officer, at: datetime) -> CarryForward:
    """Ask to carry money forward. Raises `Refused`."""
    service = said.from_line.service if said.from_line else None
    refuse_if(reasons_not_to_ask(council, by, service) or list(_reasons(council, said)))
    held = CarryForward.objects.filter(council=council, report=said.report.strip())
    row = {"council_id": council.pk, "position": held.count() + 1, **_row(said)}
    return make(CarryForward, row, council=council, by=by, at=at, verb="asked for")


@transaction.atomic
def ask_to_carry_several(
    *, council: Council, rows: Sequence[tuple[Wished, str]], by: Officer, at: datetime
) -> list[CarryForward]:
    """Ask for several at once, each with what a source says was decided of it: all of them, or none.

    Raises `Refused`.
    """
    refuse_if(reasons_not_to_keep_money(council, by))
    found = []
    for said, decision in rows:
        made = ask_to_carry(council=council, said=said, by=by, at=at)
        if decision != CarryForward.Decision.OPEN:
            change(made, {"decision": decision}, council=council, by=by, at=at, verb="decided")
        found.append(made)
    return found


@transaction.atomic
def change_request(*, held: CarryForward, said: Wished, version: int, by: Officer, at: datetime) -> None:
    """Put a request right while it waits for a decision. Raises `Refused` and `Stale`."""
    locked = _locked(held)
    service = said.from_line.service if said.from_line else None
    refuse_if(reasons_not_to_change(locked, by) or reasons_not_to_ask(locked.council, by, service))
    refuse_if_stale(version, locked.version, "this request")
    refuse_if(list(_reasons(locked.council, said, locked.pk)))
    change(locked, _row(said), council=locked.council, by=by, at=at)


@transaction.atomic
def take_back_request(*, held: CarryForward, version: int, by: Officer, at: datetime) -> None:
    """Take a request back while it waits; the ledger keeps it. Raises `Refused` and `Stale`."""
    locked = _locked(held)
    refuse_if(reasons_not_to_change(locked, by))
    refuse_if_stale(version, locked.version, "this request")
    remove(locked, council=locked.council, by=by, at=at, verb="taken back")


def _reasons(council: Council, said: Wished, own: int = 0) -> Iterator[str]:
    if not said.line.strip():
        yield "Say what the money is for."
    if not said.report.strip():
        yield "Name the report that asks for it, such as Year end 2009/10."
    if said.amount <= 0:
        yield "Write an amount above £0."
    yield from reasons_of_amounts([("The amount", said.amount)])
    if said.year is not None and not FIRST_YEAR <= said.year <= LAST_YEAR:
        yield f"Write a year from {FIRST_YEAR} to {LAST_YEAR}."
    yield from reasons_too_long(CarryForward, _row(said))
    if said.from_line is not None:
        yield from _reasons_of_line(council, said, said.from_line)
    same = CarryForward.objects.filter(council=council, report=said.report.strip(), line=said.line.strip())
    if same.exclude(pk=own).exists():
        yield f"“{said.line.strip()[:80]}” is asked for in that report already. Change that request instead."


def _reasons_of_line(council: Council, said: Wished, line: BudgetLine) -> Iterator[str]:
    if line.council_id != council.pk:
        yield f"That is no budget line of {council}."
    if said.year not in (None, line.year):
        yield "The budget line is of another year than the one named. Choose a line of that year."
    whole = line.gross if line.gross is not None else line.net
    if whole is not None and said.amount > whole:
        yield f"{line} has {pounds(whole)} in all: no more than that can be left over of it."


def _row(said: Wished) -> dict[str, Any]:
    line = said.from_line
    row: dict[str, Any] = {
        "report": said.report.strip(), "line": " ".join(said.line.split()), "amount": said.amount,
        "asked_by": said.asked_by.strip(), "year": said.year, "from_line_id": None,
        "into": said.into.strip(), "reason": said.reason.strip(), "source": said.source.strip(),
    }  # fmt: skip
    if line is not None:
        row |= {"from_line_id": line.pk, "year": line.year, "directorate_id": line.directorate_id}
    return row


def _locked(held: CarryForward) -> CarryForward:
    joined = ("council", "from_line__service__directorate")
    return CarryForward.objects.select_for_update(of=("self",)).select_related(*joined).get(pk=held.pk)
