"""What belongs to a measure's sheet beside its words: links, parts, aliases, and whether it is followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F

from goldenthread.core.kinds import BreakdownBy, Scheme
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change, make, remove
from goldenthread.measures.approval import is_approved, reasons_to_ask_first
from goldenthread.measures.models import Alias, Breakdown, Measure, MeasureLink
from goldenthread.measures.sheet_permissions import reasons_not_to_change_sheet
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element

MOST_PARTS = 200


class Part(NamedTuple):
    """One part of a measure's total: a ward, an age band, a service."""

    by: str
    name: str
    adds_up: bool = False


class OtherCode(NamedTuple):
    """What others call a measure."""

    scheme: str
    code: str


@transaction.atomic
def link_measure(
    *, measure: Measure, element: Element, by: Officer, at: datetime, basis: str = "STATED", how: str = ""
) -> MeasureLink:
    """Say that a measure shows the difference that an element makes; `how` is where that comes from."""
    held = _held(measure)
    refuse_if(reasons_not_to_change_sheet(held, by))
    if element.council_id != held.council_id:
        refuse_if(["That element is another council's. Choose one of your own plans."])
    if element.state != Element.State.LIVE:
        refuse_if([f"“{element}” is no longer in its plan. Choose what took its place."])
    if MeasureLink.objects.filter(measure=held, element=element).exists():
        refuse_if([f"It shows the difference of “{element}” already."])
    source = how.strip() or f"{by.post}, {at.day} {at:%B %Y}"
    link = MeasureLink.objects.create(measure=held, element=element, basis=basis, source=source)
    _note("linked", held, by, at, after={"element": str(element), "basis": basis, "source": source})
    return link


@transaction.atomic
def unlink_measure(*, link: MeasureLink, reason: str, by: Officer, at: datetime) -> None:
    """Take a link away; the ledger keeps what it was and why it went.

    The last link to an adopted plan stays: without it what was approved could be changed outright.
    """
    measure = _held(link.measure)
    refuse_if(reasons_not_to_change_sheet(measure, by) or _reasons_of_last_link(measure, link))
    refuse_if([] if reason.strip() else ["Say why the link is removed: the ledger keeps the reason."])
    before = {"element": str(link.element), "basis": link.basis, "source": link.source}
    _note("unlinked", measure, by, at, before=before, reason=reason.strip())
    link.delete()


def _reasons_of_last_link(measure: Measure, link: MeasureLink) -> list[str]:
    if not is_approved(measure) or is_approved(measure, without=link):
        return []
    return [
        f"Measure {measure.code} was approved with the plan as the measure of “{link.element}”. "
        "Link it to another line of the plan first, or ask for the measure to be withdrawn."
    ]


@transaction.atomic
def set_breakdowns(
    *, measure: Measure, parts: Iterable[Part], version: int, by: Officer, at: datetime
) -> None:
    """Say which parts a measure's total is parted into, in this order; those left out are dropped.

    A part that has figures stays. Raises `Refused`, and `Stale` where the measure changed meanwhile.
    """
    held = _held(measure)
    wanted = [Part(one.by, " ".join(one.name.split()), one.adds_up) for one in parts]
    refuse_if(reasons_not_to_change_sheet(held, by))
    refuse_if_stale(version, held.version, f"measure {held.code}")
    kept = {one.name: one for one in held.breakdowns.all()}
    refuse_if(reasons_of_parts(wanted) or _reasons_to_keep_parts(held, wanted, kept))
    who: dict[str, Any] = {"council": held.council, "by": by, "at": at}
    for name, gone in kept.items():
        if name not in {one.name for one in wanted}:
            remove(gone, verb="took a part from", **who)
    for position, one in enumerate(wanted):
        row = {"by": one.by, "adds_up": one.adds_up, "position": position}
        if one.name in kept:
            change(kept[one.name], row, **who)
        else:
            make(Breakdown, {"measure_id": held.pk, "name": one.name, **row}, **who)
    _count_up(held)


def reasons_of_parts(parts: Sequence[Part]) -> list[str]:
    """What is wrong with a list of parts."""
    found = []
    names = [one.name.casefold() for one in parts]
    twice = next((one.name for place, one in enumerate(parts) if one.name.casefold() in names[:place]), "")
    if any(not one.name for one in parts):
        found.append("A part has no name. Name it as figures name it.")
    if twice:
        found.append(f"“{twice}” stands twice. Name each part once.")
    if len(parts) > MOST_PARTS:
        found.append(f"{len(parts)} parts are too many: name up to {MOST_PARTS}.")
    if any(one.by not in list(BreakdownBy) for one in parts):
        found.append("Parts are by ward, age, service or something else.")
    return found


def _reasons_to_keep_parts(held: Measure, wanted: Sequence[Part], kept: dict[str, Breakdown]) -> list[str]:
    gone = set(kept) - {one.name for one in wanted}
    counted = held.observations.filter(is_current=True, breakdown__in=gone)
    names = sorted(set(counted.values_list("breakdown", flat=True)))
    return [f"“{name}” has figures, so it stays a part. Name it again." for name in names]


@transaction.atomic
def set_aliases(
    *, measure: Measure, aliases: Iterable[OtherCode], version: int, by: Officer, at: datetime
) -> None:
    """Say what others call a measure; those left out are dropped. Raises `Refused` and `Stale`."""
    held = _held(measure)
    wanted = list(dict.fromkeys(OtherCode(one.scheme, " ".join(one.code.split())) for one in aliases))
    refuse_if(reasons_not_to_change_sheet(held, by))
    refuse_if_stale(version, held.version, f"measure {held.code}")
    refuse_if(reasons_of_aliases(wanted))
    kept = {OtherCode(one.scheme, one.code): one for one in held.aliases.all()}
    who: dict[str, Any] = {"council": held.council, "by": by, "at": at}
    for key, gone in kept.items():
        if key not in wanted:
            remove(gone, **who)
    for one in wanted:
        if one not in kept:
            row = {"council_id": held.council_id, "measure_id": held.pk, **one._asdict()}
            make(Alias, row, **who)
    if set(kept) != set(wanted):
        _count_up(held)


def reasons_of_aliases(aliases: Sequence[OtherCode]) -> list[str]:
    """What is wrong with a list of others' codes."""
    if any(not one.code for one in aliases):
        return ["Write each code after its scheme, as in “NI: NI 195”."]
    unknown = [one.scheme for one in aliases if one.scheme not in list(Scheme)]
    return [f"“{one[:40]}” is none of {', '.join(Scheme)}." for one in dict.fromkeys(unknown)]


@transaction.atomic
def retire_measure(
    *,
    measure: Measure,
    on: date,
    reason: str,
    version: int,
    by: Officer,
    at: datetime,
    request: int | None = None,
) -> None:
    """Follow a measure no more from a day on; its figures stay. Raises `Refused` and `Stale`.

    One that was approved with a plan is withdrawn by a granted `request` only.
    """
    held = _held(measure)
    refuse_if(_reasons_to_withdraw_by_request(held, by, request))
    refuse_if_stale(version, held.version, f"measure {held.code}")
    refuse_if([] if reason.strip() else ["Say why it is followed no more."])
    refuse_if([] if held.retired_on is None else [f"Measure {held.code} is retired already."])
    row = {"retired_on": on, "retired_because": reason.strip()}
    change(held, row, council=held.council, by=by, at=at, verb="retired", reason=reason.strip())


def _reasons_to_withdraw_by_request(
    held: Measure, by: Officer, request: int | None, what: str = "measure"
) -> list[str]:
    if request is not None:
        return []  # who may grant it was asked when it was decided
    return reasons_not_to_change_sheet(held, by) or reasons_to_ask_first(held, what, request)


@transaction.atomic
def bring_back(
    *, measure: Measure, reason: str, version: int, by: Officer, at: datetime, request: int | None = None
) -> None:
    """Follow a retired measure again; the ledger keeps when it was retired. Raises `Refused` and `Stale`.

    What was withdrawn from an approved plan comes back by a granted `request` only.
    """
    held = _held(measure)
    refuse_if(_reasons_to_withdraw_by_request(held, by, request, "measure’s withdrawal"))
    refuse_if_stale(version, held.version, f"measure {held.code}")
    refuse_if([] if reason.strip() else ["Say why it is followed again."])
    refuse_if([] if held.retired_on is not None else [f"Measure {held.code} is followed already."])
    row = {"retired_on": None, "retired_because": ""}
    change(held, row, council=held.council, by=by, at=at, verb="brought back", reason=reason.strip())


def _held(measure: Measure) -> Measure:
    return Measure.objects.select_for_update(of=("self",)).select_related("council").get(pk=measure.pk)


def _count_up(measure: Measure) -> None:
    """Whoever saw the measure before its parts changed is told so."""
    Measure.objects.filter(pk=measure.pk).update(version=F("version") + 1)


def _note(verb: str, measure: Measure, by: Officer, at: datetime, **what: Any) -> None:
    note(verb=verb, subject=measure, council=measure.council.slug, by=by, at=at, **what)
