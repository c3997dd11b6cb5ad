"""The times before elections in which a council holds its publicity back.

Local Government Act 1986, section 2, and the Code of Recommended Practice on Local Authority Publicity
(2011), paragraphs 33 to 35: from the notice of an election care is taken with what is published. Which days
are kept is the council's to say; an election's usual days are suggested.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.elections import Restraint, suggested
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.rounds.models import PreElection
from goldenthread.rounds.queries import working_days_of


class HeldBack(NamedTuple):
    """A time before an election as somebody writes it; its last day is the day of the election."""

    name: str
    starts_on: date
    ends_on: date


def reasons_not_to_keep_pre_elections(council: Council, by: Officer) -> list[str]:
    """Why this person may not say when elections are."""
    return reasons_of_duty(council, "keep_calendar", by)


def pre_elections_of(council: Council) -> list[PreElection]:
    """Every such time, the earliest first."""
    return list(PreElection.objects.filter(council=council))


def pre_election_at(council: Council, pk: int) -> PreElection | None:
    return PreElection.objects.select_related("council").filter(council=council, pk=pk).first()


def restraints_of(council: Council) -> list[Restraint]:
    """The same as plain values, for marking days."""
    return [Restraint(one.name, one.starts_on, one.ends_on) for one in pre_elections_of(council)]


def suggestions(council: Council, on: date) -> list[Restraint]:
    """The next two ordinary elections that no time is held for yet."""
    held = {one.ends_on.year for one in pre_elections_of(council)}
    found = (suggested(year, working_days_of(council)) for year in range(on.year, on.year + 3))
    coming = [one for one in found if one and one.ends_on >= on and one.ends_on.year not in held]
    return coming[:2]


def _reasons_not_these(council: Council, said: HeldBack, held: PreElection | None) -> list[str]:
    found = [] if said.name.strip() else ["Say which election it is."]
    if said.ends_on < said.starts_on:
        found.append("The election comes before the first day. Write the earlier day first.")
    same = PreElection.objects.filter(council=council, starts_on=said.starts_on)
    if (same.exclude(pk=held.pk) if held else same).exists():
        found.append("A time before an election starts on that day already. Change that one.")
    return found


@transaction.atomic
def add_pre_election(*, council: Council, said: HeldBack, by: Officer, at: datetime) -> PreElection:
    """Say when publicity is held back. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_pre_elections(council, by) or _reasons_not_these(council, said, None))
    row = {"council_id": council.pk, **said._asdict()}
    return make(PreElection, row, council=council, by=by, at=at)


@transaction.atomic
def change_pre_election(
    *, pre_election: PreElection, said: HeldBack, version: int, by: Officer, at: datetime
) -> None:
    """Change the days or the name. Raises `Refused`."""
    joined = PreElection.objects.select_for_update(of=("self",)).select_related("council")
    held = joined.get(pk=pre_election.pk)
    refuse_if(reasons_not_to_keep_pre_elections(held.council, by))
    refuse_if_stale(version, held.version, "these days")
    refuse_if(_reasons_not_these(held.council, said, held))
    change(held, said._asdict(), council=held.council, by=by, at=at)


@transaction.atomic
def remove_pre_election(*, pre_election: PreElection, by: Officer, at: datetime) -> None:
    """Remove such a time; the ledger keeps it. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_pre_elections(pre_election.council, by))
    remove(pre_election, council=pre_election.council, by=by, at=at)
