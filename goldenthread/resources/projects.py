"""Keeping major projects and programmes: what each is, who answers for it, how its owner sees it, its risks.

(York 2008, paragraphs 3 and 14: major projects, above all where much is invested, and existing programmes
with what they contribute to priorities.)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core.projects import PROJECT, SAYS_WHY
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change, make
from goldenthread.people.models import Council, Post, Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import (
    reasons_beyond_own,
    reasons_of_duty,
    reasons_of_part,
    subject_of_posts,
)
from goldenthread.resources.days import reasons_of_day
from goldenthread.resources.models import Project, Risk
from goldenthread.resources.risks import titles

POWER = "keep_projects"


class Undertaken(NamedTuple):
    """A project or programme as somebody writes it."""

    code: str
    name: str
    kind: str = "PROJECT"
    parent: Project | None = None
    about: str = ""
    sponsor: Post | None = None
    manager: Post | None = None
    service: Service | None = None
    state: str = "PROPOSED"
    state_reason: str = ""
    source: str = ""


class Seen(NamedTuple):
    """How the owner sees a project: a status or none, in words, on a day."""

    view: str
    words: str
    on: date


def reasons_not_to_keep(council: Council, by: Officer, project: Project | None = None) -> list[str]:
    """Why this person may not keep a project, or without one, any at all."""
    if project is None:
        return reasons_of_duty(council, POWER, by)
    subject = subject_of_posts(project.service, project.manager, project.sponsor)
    return reasons_of_duty(council, POWER, by, subject)


def reasons_not_to_manage(project: Project, by: Officer) -> list[str]:
    """Why this person may not keep its stages, milestones and benefits, nor say how it goes.

    Its manager may, whatever their duty.
    """
    subject = subject_of_posts(project.service, project.manager, project.sponsor)
    own = (project.manager.title,) if project.manager else ()
    return reasons_beyond_own(project.council, POWER, by, subject._replace(posts=own))


def _reasons(council: Council, by: Officer, said: Undertaken) -> list[str]:
    subject = subject_of_posts(said.service, said.manager, said.sponsor)
    return reasons_of_part(council, POWER, by, subject)


@transaction.atomic
def record_project(*, council: Council, said: Undertaken, by: Officer, at: datetime) -> Project:
    """Put a project on record. Raises `Refused`."""
    refuse_if(_reasons(council, by, said))
    refuse_if(reasons_not_so(council, said))
    return make(Project, {"council_id": council.pk, **_row(said)}, council=council, by=by, at=at)


@transaction.atomic
def change_project(*, project: Project, said: Undertaken, version: int, by: Officer, at: datetime) -> None:
    """Put right what is written of a project, or move it along its way. Raises `Refused` and `Stale`."""
    held = held_project(project)
    council = held.council
    refuse_if(reasons_not_to_keep(council, by, held))
    refuse_if(_reasons(council, by, said))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if(PROJECT.reasons_not_to_become(held.state, said.state, f"“{held}”"))
    refuse_if(reasons_not_so(council, said, held))
    change(held, _row(said), council=council, by=by, at=at)


def reasons_not_so(council: Council, said: Undertaken, own: Project | None = None) -> list[str]:
    """Why a project can't be recorded so."""
    found = [] if said.name.strip() else ["Name the project."]
    code = " ".join(said.code.split())
    others = Project.objects.filter(council=council, code=code).exclude(pk=own.pk if own else 0)
    if not code:
        found.append("Give it a code of its own, such as P1.")
    elif others.exists():
        found.append(f"{code} is another project’s code. Give this one its own.")
    if said.state in SAYS_WHY and not said.state_reason.strip():
        found.append("Say why it is on hold or stopped, or what came of it.")
    given = [one for one in (said.parent, said.sponsor, said.manager, said.service) if one is not None]
    if any(one.council_id != council.pk for one in given):
        found.append("Choose a programme, posts and a service of this council.")
    return found + _reasons_of_place(said, own)


def _reasons_of_place(said: Undertaken, own: Project | None) -> list[str]:
    if said.parent is not None and said.kind != Project.Kind.PROJECT:
        return ["A programme is no part of another. Make it a project, or leave its programme empty."]
    if said.parent is not None and said.parent.kind != Project.Kind.PROGRAMME:
        return [f"“{said.parent}” is a project. Only a programme has others as its parts."]
    if own is not None and said.kind != Project.Kind.PROGRAMME and own.parts.exists():
        return ["Other projects are parts of it: it stays a programme."]
    return []


@transaction.atomic
def say_own_view(*, project: Project, said: Seen, version: int, by: Officer, at: datetime) -> None:
    """Say how its owner sees it, beside what the rule works out; an empty view takes it back.

    Raises `Refused` and `Stale`.
    """
    held = held_project(project)
    refuse_if(reasons_not_to_manage(held, by))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if(["Say in words why you see it so."] if said.view and not said.words.strip() else [])
    refuse_if(reasons_of_day(held.council, said.on if said.view else None, at, "It would be seen so"))
    row = {"view": said.view, "view_words": said.words.strip(), "view_on": said.on if said.view else None}
    change(held, row, council=held.council, by=by, at=at, verb="seen")


@transaction.atomic
def link_risks(*, project: Project, risks: Sequence[Risk], version: int, by: Officer, at: datetime) -> bool:
    """Say which risks of the register bear on a project; False where none differs.

    Closed risks that bore on it stay. Raises `Refused` and `Stale`.
    """
    held = held_project(project)
    refuse_if(reasons_not_to_keep(held.council, by, held))
    refuse_if_stale(version, held.version, f"“{held}”")
    refuse_if(["Choose risks of this council."] if any(one.council_id != held.council_id for one in risks)
              else [])  # fmt: skip
    before = list(held.risks.all())
    closed = [one for one in before if one.closed_on]
    after = list({one.pk: one for one in [*risks, *closed]}.values())
    if {one.pk for one in before} == {one.pk for one in after}:
        return False
    held.risks.set(after)
    held.version += 1
    held.save(update_fields=["version"])
    note(
        verb="linked", subject=held, council=held.council.slug, by=by, at=at,
        before={"risks": titles(before)}, after={"risks": titles(after)},
    )  # fmt: skip
    return True


def _row(said: Undertaken) -> dict[str, Any]:
    return {
        "code": " ".join(said.code.split()),
        "name": " ".join(said.name.split()),
        "kind": said.kind,
        "parent_id": said.parent.pk if said.parent else None,
        "about": said.about.strip(),
        "sponsor_id": said.sponsor.pk if said.sponsor else None,
        "manager_id": said.manager.pk if said.manager else None,
        "service_id": said.service.pk if said.service else None,
        "state": said.state,
        "state_reason": said.state_reason.strip(),
        "source": said.source.strip(),
    }


def held_project(project: Project) -> Project:
    """The project as it is held now, locked until the action is over."""
    joined = (
        "council", "service__directorate", "manager__service__directorate", "manager__directorate",
        "sponsor__service__directorate", "sponsor__directorate",
    )  # fmt: skip
    return Project.objects.select_for_update(of=("self",)).select_related(*joined).get(pk=project.pk)
