"""Saying what a service can give in each quarter, and confirming it (Cheltenham 2012, paragraph 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.amounts import DAYS, reasons_not_kept
from goldenthread.core.periods import in_words, quarter_of
from goldenthread.core.refused import Stale, refuse_if
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Council, Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.resources.models import Capacity
from goldenthread.resources.workload_queries import year_start_of

NUMBERS = ("gross", "business_as_usual", "leave", "vacancies")
HEADS = ("In all", "Business as usual", "Leave", "Vacancies")
NOUGHT = Decimal(0)


class Quarter(NamedTuple):
    """What was written of one quarter, in days; nothing at all means that nothing is on record of it."""

    quarter_on: date
    gross: Decimal | None
    business_as_usual: Decimal | None = None
    leave: Decimal | None = None
    vacancies: Decimal | None = None
    version: int = 0  # that was seen; 0 where nothing was on record

    @property
    def numbers(self) -> dict[str, Decimal]:
        return {name: getattr(self, name) or NOUGHT for name in NUMBERS}

    @property
    def is_blank(self) -> bool:
        return all(getattr(self, name) is None for name in NUMBERS)


class Changed(NamedTuple):
    """How many quarters changed, and how many of them had been confirmed before."""

    quarters: int
    dropped: int


def reasons_not_to_keep_capacity(service: Service, by: Officer) -> list[str]:
    """Why this person may not say what a service can give."""
    return reasons_of_duty(service.council, "keep_capacity", by, subject_of(service))


def reasons_not_to_confirm_capacity(service: Service, by: Officer) -> list[str]:
    """Why this person may not confirm what a service can give."""
    return reasons_of_duty(service.council, "confirm_capacity", by, subject_of(service))


@transaction.atomic
def say_capacity(*, service: Service, quarters: Sequence[Quarter], by: Officer, at: datetime) -> Changed:
    """Say what a service has in some quarters; other numbers than were confirmed are to be confirmed anew.

    All of it is stored, or nothing. Raises `Refused`.
    """
    Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    refuse_if(reasons_not_to_keep_capacity(service, by))
    refuse_if(reason for one in quarters for reason in _reasons_not_this(service.council, one))
    held = _locked(service, [one.quarter_on for one in quarters])
    _refuse_if_stale(service, held, {one.quarter_on: one.version for one in quarters})
    found = [_put(service, held.get(one.quarter_on), one, by, at) for one in quarters]
    return Changed(sum(one.quarters for one in found), sum(one.dropped for one in found))


def _put(service: Service, held: Capacity | None, one: Quarter, by: Officer, at: datetime) -> Changed:
    council = service.council
    if held is None:
        if one.is_blank:
            return Changed(0, 0)
        row = {"council_id": council.pk, "service_id": service.pk, "quarter_on": one.quarter_on}
        make(Capacity, {**row, **one.numbers}, council=council, by=by, at=at, verb="said")
        return Changed(1, 0)
    was_confirmed = int(held.confirmed_on is not None)
    if one.is_blank:
        remove(held, council=council, by=by, at=at)
        return Changed(1, was_confirmed)
    if one.numbers == {name: getattr(held, name) for name in NUMBERS}:
        return Changed(0, 0)
    row = {**one.numbers, "confirmed_on": None, "confirmed_by": "", "basis": "STATED", "source": ""}
    reason = "What it can give changed." if was_confirmed else ""
    change(held, row, council=council, by=by, at=at, reason=reason)
    return Changed(1, was_confirmed)


@transaction.atomic
def confirm_service_capacity(
    *, service: Service, versions: Mapping[date, int], on: date, by: Officer, at: datetime
) -> int:
    """Confirm what a service can give in the quarters that were seen, and say how many those were.

    Raises `Refused`.
    """
    refuse_if(reasons_not_to_confirm_capacity(service, by))
    held = _locked(service, versions)
    refuse_if([] if held else [f"What {service} can give is not on record. Say it first."])
    _refuse_if_stale(service, held, versions)
    waiting = [one for one in held.values() if one.confirmed_on is None]
    refuse_if([] if waiting else [f"What {service} can give is confirmed already."])
    row = {"confirmed_on": on, "confirmed_by": by.post}
    for one in waiting:
        change(one, row, council=service.council, by=by, at=at, verb="confirmed")
    return len(waiting)


def _locked(service: Service, quarters: Iterable[date]) -> dict[date, Capacity]:
    rows = Capacity.objects.select_for_update(of=("self",)).filter(service=service, quarter_on__in=quarters)
    return {one.quarter_on: one for one in rows}


def _refuse_if_stale(service: Service, held: Mapping[date, Capacity], seen: Mapping[date, int]) -> None:
    """Raise `Stale` where a quarter is not as it was seen, one that was or wasn't on record included."""
    if any(version != (held[on].version if on in held else 0) for on, version in seen.items()):
        raise Stale(f"what {service} can give")


def _reasons_not_this(council: Council, one: Quarter) -> list[str]:
    period = quarter_of(one.quarter_on, year_start_of(council))
    quarter = in_words(period)
    if period.starts_on != one.quarter_on:
        return [f"No quarter of {council} begins on {one.quarter_on}."]
    for name, head in zip(NUMBERS, HEADS, strict=True):
        value = getattr(one, name)
        if reasons := [] if value is None else reasons_not_kept(value, DAYS):
            return [f"{quarter}, {head}: {' '.join(reasons)}"]
    if one.gross is None:
        return [] if one.is_blank else [f"{quarter}, In all: say how many days the service has in all."]
    if one.business_as_usual is None:
        return [f"{quarter}, Business as usual: say how many days it takes first. Write 0 if it takes none."]
    if one.numbers["leave"] + one.numbers["vacancies"] > one.gross:
        return [f"{quarter}, Leave and Vacancies: they take more days than the service has in all."]
    return []
