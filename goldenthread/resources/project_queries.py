"""Reading projects: each with its money, dates, benefits and what it gives, and how it stands on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models

from goldenthread.core.observed import State
from goldenthread.core.project_status import Dated, Expected, ProjectRule, Stands, stands
from goldenthread.core.projects import Pounds, Sums, sums
from goldenthread.core.standing import Result
from goldenthread.measures.queries import plain, recent_results
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.models import (
    Benefit,
    Cost,
    Investment,
    Milestone,
    Project,
    ProjectLink,
    ProjectStage,
    Risk,
)
from goldenthread.resources.project_parts import PARTS, Part
from goldenthread.resources.rules_adopted import project_rule_of

P = TypeVar("P", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A project with everything that says how it goes, on a day; `links` are those its reader may read."""

    project: Project
    rule: ProjectRule
    on: date
    investments: Sequence[Investment] = ()
    stages: Sequence[ProjectStage] = ()
    milestones: Sequence[Milestone] = ()
    benefits: Sequence[tuple[Benefit, Result | None]] = ()
    links: Sequence[ProjectLink] = ()
    risks: Sequence[Risk] = ()

    @property
    def money(self) -> Sums | None:
        """What its money comes to; None where no investment is on record."""
        return sums(map(_pounds, self.investments)) if self.investments else None

    @property
    def dates(self) -> list[Dated]:
        """Its stages and milestones, as the rule reads them."""
        stages = [Dated(one.name, one.ends_on, one.forecast_on, one.ended_on) for one in self.stages]
        return stages + [Dated(one.name, one.due_on, one.forecast_on, one.done_on) for one in self.milestones]

    @property
    def stands(self) -> Stands:
        """How it stands by the council's rule."""
        return stands(self.rule, self.dates, self.money, [_expected(*one) for one in self.benefits], self.on)

    @property
    def next(self) -> Milestone | None:
        """The next milestone that is still to be done."""
        left = [one for one in self.milestones if one.done_on is None]
        return min(left, key=lambda one: one.forecast_on or one.due_on, default=None)


def _pounds(one: Investment) -> Pounds:
    is_funded = one.payer != Cost.Payer.UNFUNDED
    return Pounds(one.year, one.kind, one.amount, one.forecast, is_funded, one.spent)


def _expected(one: Benefit, latest: Result | None) -> Expected:
    return Expected(
        one.measure.title,
        plain(one.baseline),
        one.expected,
        one.due_on,
        latest.value if latest else None,
        latest.period.ends_on if latest else None,
    )


def projects_of(council: Council, viewer: Officer, on: date) -> list[Undertaking]:
    """Every project and programme by name, programmes before their parts: a fixed number of queries."""
    joined = ("parent", "sponsor", "manager__service__directorate", "service__directorate")
    held = list(Project.objects.filter(council=council).select_related(*joined))
    held.sort(key=lambda one: ((one.parent or one).name, one.parent is not None, one.name))
    return _gathered(council, held, viewer, on)


def project_at(council: Council, pk: int) -> Project | None:
    joined = (
        "council", "parent", "sponsor__service__directorate", "sponsor__directorate",
        "manager__service__directorate", "manager__directorate", "service__directorate",
    )  # fmt: skip
    return Project.objects.select_related(*joined).filter(council=council, pk=pk).first()


def undertaking(project: Project, viewer: Officer, on: date) -> Undertaking:
    """One project with everything that says how it goes."""
    return _gathered(project.council, [project], viewer, on)[0]


def parts_of(project: Project) -> list[Project]:
    """The projects of a programme: one query."""
    return list(project.parts.select_related("manager"))


def part_at(project: Project, kind: str, pk: int) -> Part | None:
    """One part of a project."""
    model: Any = PARTS[kind]
    found: Part | None = model._default_manager.filter(project=project, pk=pk).first()
    return found


def programmes_to_choose(council: Council, without: Project | None = None) -> list[Project]:
    held = Project.objects.filter(council=council, kind=Project.Kind.PROGRAMME)
    return list(held.exclude(pk=without.pk if without else 0))


def _gathered(council: Council, projects: Sequence[Project], viewer: Officer, on: date) -> list[Undertaking]:
    pks = [one.pk for one in projects]
    rule = project_rule_of(council)
    money, stages = _by_project(pks, Investment), _by_project(pks, ProjectStage)
    milestones = _by_project(pks, Milestone)
    benefits = _by_project(pks, Benefit, "measure")
    latest = _latest(council, {one.measure_id for held in benefits.values() for one in held}, on)
    links = _links(pks, viewer)
    risks = _risks(pks, viewer)
    return [
        Undertaking(
            one,
            rule,
            on,
            money[one.pk],
            stages[one.pk],
            milestones[one.pk],
            [(held, latest.get(held.measure_id)) for held in benefits[one.pk]],
            links[one.pk],
            risks[one.pk],
        )
        for one in projects
    ]


def _by_project(pks: Sequence[int], model: type[P], *joined: str) -> dict[int, list[P]]:
    found: dict[int, list[P]] = defaultdict(list)
    rows: Iterable[Any] = model._default_manager.filter(project__in=pks).select_related(*joined)
    for one in rows:
        found[one.project_id].append(one)
    return found


def _links(pks: Sequence[int], viewer: Officer) -> dict[int, list[ProjectLink]]:
    seen = Element.objects.seen_by(viewer)
    found: dict[int, list[ProjectLink]] = defaultdict(list)
    held = ProjectLink.objects.filter(project__in=pks, element__in=seen)
    for one in held.select_related("element__edition", "element__level"):
        found[one.project_id].append(one)
    return found


def _risks(pks: Sequence[int], viewer: Officer) -> dict[int, list[Risk]]:
    through: Any = Project.risks.through
    seen = Risk.objects.seen_by(viewer).open().select_related("owner_post").in_bulk(
        list(through.objects.filter(project__in=pks).values_list("risk_id", flat=True))
    )  # fmt: skip
    found: dict[int, list[Risk]] = defaultdict(list)
    for project, risk in through.objects.filter(project__in=pks).values_list("project_id", "risk_id"):
        if risk in seen:
            found[project].append(seen[risk])
    return found


def _latest(council: Council, measures: set[int], on: date) -> dict[int, Result]:
    """The newest result with a figure of each measure."""
    if not measures:
        return {}
    found: dict[int, Result] = {}
    for measure, results in recent_results(council, on, measures).items():
        with_figure = [one for one in results if State(one.state).has_figure and one.value is not None]
        if with_figure:
            found[measure] = with_figure[-1]
    return found


def projects_on(element: Element) -> list[ProjectLink]:
    """The projects that contribute to a line: one query."""
    return list(element.project_links.select_related("project").order_by("project__name"))
