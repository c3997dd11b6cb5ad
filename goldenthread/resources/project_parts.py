"""Keeping a project's parts: money by year, stages, milestones, benefits, and the lines it contributes to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.officers import Officer
from goldenthread.resources.days import reasons_of_day
from goldenthread.resources.models import (
    Benefit,
    Investment,
    Milestone,
    Project,
    ProjectLink,
    ProjectStage,
)
from goldenthread.resources.projects import held_project, reasons_not_to_keep, reasons_not_to_manage

Row = Mapping[str, Any]
Part = Investment | ProjectStage | Milestone | Benefit | ProjectLink

# The parts of a project by the word in their address.
PARTS: Mapping[str, type[Part]] = {
    "investments": Investment,
    "stages": ProjectStage,
    "milestones": Milestone,
    "benefits": Benefit,
    "contributions": ProjectLink,
}
# What no two parts of one project share.
KEYS: Mapping[str, tuple[str, ...]] = {
    "investments": ("year", "kind", "payer", "funding"),
    "stages": ("name",),
    "milestones": ("name",),
    "benefits": ("measure_id",),
    "contributions": ("element_id",),
}
MANAGED = ("stages", "milestones", "benefits")  # what the project's manager keeps, whatever their duty
MOST_POUNDS = Decimal(10) ** 12


def reasons_not_to_keep_part(project: Project, kind: str, by: Officer) -> list[str]:
    """Why this person may not keep parts of this kind."""
    if kind in MANAGED:
        return reasons_not_to_manage(project, by)
    return reasons_not_to_keep(project.council, by, project)


@transaction.atomic
def add_part(*, project: Project, kind: str, row: Row, by: Officer, at: datetime) -> Part:
    """Add a part to a project. Raises `Refused`."""
    held = held_project(project)
    refuse_if(reasons_not_to_keep_part(held, kind, by) or reasons_not_a_part(held, kind, row))
    refuse_if(_reasons_of_days(held, row, at))
    made: Part = make(PARTS[kind], {"project_id": held.pk, **row}, council=held.council, by=by, at=at)
    return made


@transaction.atomic
def change_part(*, part: Part, kind: str, row: Row, version: int, by: Officer, at: datetime) -> None:
    """Put a part of a project right. Raises `Refused` and `Stale`."""
    project = held_project(part.project)
    held = _held(kind, part)
    refuse_if(reasons_not_to_keep_part(project, kind, by))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if(reasons_not_a_part(project, kind, row, held.pk) or _reasons_of_days(project, row, at))
    change(held, row, council=project.council, by=by, at=at)


@transaction.atomic
def remove_part(*, part: Part, kind: str, version: int, by: Officer, at: datetime) -> None:
    """Remove a part of a project; the ledger keeps it. Raises `Refused` and `Stale`."""
    project = held_project(part.project)
    held = _held(kind, part)
    refuse_if(reasons_not_to_keep_part(project, kind, by))
    refuse_if_stale(version, held.version, f"“{held}”")
    remove(held, council=project.council, by=by, at=at)


def _held(kind: str, part: Part) -> Part:
    model: Any = PARTS[kind]
    found: Part = model._default_manager.select_for_update(of=("self",)).get(pk=part.pk)
    return found


def reasons_not_a_part(project: Project, kind: str, row: Row, own: int = 0) -> list[str]:
    """Why a part can't be kept so."""
    model: type[models.Model] = PARTS[kind]
    same = {name: row.get(name) for name in KEYS[kind]}
    held = model._default_manager.filter(project=project, **same).exclude(pk=own)
    if held.exists():
        return ["That is on record for this project already. Change what is there instead."]
    return _WHY_NOT[kind](project, row)


HAPPENED = {
    "started_on": "It would have started", "ended_on": "It would have ended", "done_on": "It would be done",
}  # fmt: skip


def _reasons_of_days(project: Project, row: Row, at: datetime) -> list[str]:
    """What happened lies no later than the council's day; what is planned and expected may."""
    days = ((row.get(name), what) for name, what in HAPPENED.items())
    return [why for on, what in days for why in reasons_of_day(project.council, on, at, what)]


def _not_an_investment(project: Project, row: Row) -> list[str]:
    amounts = {name: row.get(name) for name in ("amount", "forecast", "spent")}
    if amounts["amount"] is None:
        return ["Say how many pounds were agreed; 0 where none is."]
    wrong = [one for one in amounts.values() if one is not None and not 0 <= one < MOST_POUNDS]
    found = [f"Write pounds as a number from 0 to {MOST_POUNDS:,.0f}."] if wrong else []
    return found if 1990 <= row["year"] <= 2100 else [*found, "Write the year it begins in, such as 2012."]


def _not_a_stage(project: Project, row: Row) -> list[str]:
    found = [] if row["name"].strip() else ["Name the stage."]
    if _falls(row.get("starts_on"), row.get("ends_on")):
        found.append("The stage is planned to end before it starts. Change one of the days.")
    if _falls(row.get("started_on"), row.get("ended_on")):
        found.append("The stage ended before it started. Change one of the days.")
    if row.get("ended_on") and not row.get("started_on"):
        found.append("Say when the stage started too.")
    return found


def _falls(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first


def _not_a_milestone(project: Project, row: Row) -> list[str]:
    return [] if row["name"].strip() else ["Name the milestone."]


def _not_a_benefit(project: Project, row: Row) -> list[str]:
    baseline, expected = row.get("baseline"), row.get("expected")
    if expected is None:
        return ["Say what the measure is expected to come to."]
    if baseline is not None and baseline == expected:
        return ["A benefit changes something: what is expected differs from the baseline."]
    if not project.council.measures.filter(pk=row["measure_id"]).exists():
        return ["Choose a measure of this council."]
    return []


def _not_a_link(project: Project, row: Row) -> list[str]:
    found = [] if row["how"].strip() else ["Say what it contributes."]
    if not project.council.elements.filter(pk=row["element_id"]).exists():
        found.append("Choose a line of this council’s plans.")
    return found


_WHY_NOT = {
    "investments": _not_an_investment,
    "stages": _not_a_stage,
    "milestones": _not_a_milestone,
    "benefits": _not_a_benefit,
    "contributions": _not_a_link,
}
