"""Keeping consultations on a plan: whom was asked, what they were shown, and what came of it (York 2008)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.planning.models import Consultation
from goldenthread.plans.models import Edition


class Consulted(NamedTuple):
    """One consultation as somebody writes it."""

    kind: str
    name: str
    audience: str = ""
    from_on: date | None = None
    until_on: date | None = None
    when: str = ""
    shown: str = ""
    asked: int | None = None
    answered: int | None = None
    for_it: int | None = None
    against: int | None = None
    neither: int | None = None
    base: str = ""
    findings: str = ""
    outcome: str = ""
    is_reference_group: bool = False
    source: str = ""


def reasons_not_to_consult(council: Council, by: Officer) -> list[str]:
    """Why this person may not keep consultations."""
    return reasons_of_duty(council, "keep_consultations", by)


def record_consultations(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the consultations that a file holds."""
    key = ["edition_id", "name"]
    return bring_up_to_date(Consultation, rows, key=key, council=council, by=by, at=at)


def reasons_of_counts(said: Consulted) -> list[str]:
    """Why counts can't be so: support is counted whole, with its base, of no more than answered."""
    found = []
    support = (said.for_it, said.against, said.neither)
    given = [one for one in support if one is not None]
    if given and len(given) < len(support):
        found.append("Give all three counts of support: for, against, and neither. Nobody is 0.")
    if given and not said.base.strip():
        found.append("Say of whom the counts of support are, such as “of those who answered”.")
    if said.asked is not None and said.answered is not None and said.answered > said.asked:
        found.append("More answered than were asked. Put one of the two right.")
    if given and said.answered is not None and sum(given) > said.answered:
        found.append("The three counts of support are more than answered. Put one of them right.")
    return found


def _reasons_not_so(edition: Edition, said: Consulted, held: Consultation | None) -> list[str]:
    found = [] if said.name.strip() else ["Name the consultation."]
    if said.from_on and said.until_on and said.until_on < said.from_on:
        found.append("It ends before it starts. Write the earlier day first.")
    same = Consultation.objects.filter(edition=edition, name=said.name.strip())
    if (same.exclude(pk=held.pk) if held else same).exists():
        found.append("A consultation of this name is on record already. Change that one.")
    return found + reasons_of_counts(said)


@transaction.atomic
def add_consultation(*, edition: Edition, said: Consulted, by: Officer, at: datetime) -> Consultation:
    """Put a consultation on record. Raises `Refused`."""
    council = edition.plan.council
    refuse_if(reasons_not_to_consult(council, by) or _reasons_not_so(edition, said, None))
    row = {"council_id": council.pk, "edition_id": edition.pk, **_row(said)}
    return make(Consultation, row, council=council, by=by, at=at)


@transaction.atomic
def change_consultation(
    *, consultation: Consultation, said: Consulted, version: int, by: Officer, at: datetime
) -> None:
    """Put a consultation right, or say what came of it. Raises `Refused`."""
    held = held_consultation(consultation, by)
    refuse_if_stale(version, held.version, "this consultation")
    refuse_if(_reasons_not_so(held.edition, said, held))
    change(held, _row(said), council=held.council, by=by, at=at)


@transaction.atomic
def remove_consultation(*, consultation: Consultation, by: Officer, at: datetime) -> None:
    """Take a consultation off the record; one that brought comments stays. Raises `Refused`."""
    held = held_consultation(consultation, by)
    if held.responses.exists():
        refuse_if(["Comments came of this consultation, so it stays. Change what is wrong with it."])
    remove(held, council=held.council, by=by, at=at)


def held_consultation(consultation: Consultation, by: Officer) -> Consultation:
    """The consultation as it is now, locked, if this person may keep it."""
    locked = Consultation.objects.select_for_update(of=("self",))
    held = locked.select_related("council", "edition__plan__council").get(pk=consultation.pk)
    refuse_if(reasons_not_to_consult(held.council, by))
    return held


def _row(said: Consulted) -> dict[str, object]:
    return {name: one.strip() if isinstance(one, str) else one for name, one in said._asdict().items()}
