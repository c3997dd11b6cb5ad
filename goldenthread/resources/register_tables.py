"""Bringing risks, projects and what partners bring up to date from a council's tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import Recorded, Row, bring_up_to_date
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.resources.models import PartnerResource, Project, Risk, RiskControl, RiskScore
from goldenthread.resources.project_parts import KEYS, PARTS
from goldenthread.resources.risks import titles

Links = Mapping[str, Sequence[int]]


@transaction.atomic
def record_risks(
    *, council: Council, rows: Iterable[Row], bears_on: Links, by: Officer, at: datetime
) -> Recorded:
    """Record risks; `bears_on` are the lines of each by its code, for those whose file says them."""
    who: dict[str, Any] = {"council": council, "by": by, "at": at}
    recorded = bring_up_to_date(Risk, rows, key=["code"], **who)
    for risk in Risk.objects.filter(council=council, code__in=list(bears_on)):
        _set(risk, "elements", bears_on[risk.code], **who)
    return recorded


def record_scores(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the scores of risks, each known by its risk, kind and day."""
    key, within = ["risk_id", "kind", "scored_on"], {"risk__council_id": council.pk}
    return bring_up_to_date(RiskScore, rows, key=key, council=council, within=within, by=by, at=at)


def record_controls(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what is done about risks, each known by its risk and words."""
    key, within = ["risk_id", "text"], {"risk__council_id": council.pk}
    return bring_up_to_date(RiskControl, rows, key=key, council=council, within=within, by=by, at=at)


@transaction.atomic
def record_projects(
    *,
    council: Council,
    rows: Iterable[Row],
    parents: Mapping[str, str],
    risks: Links,
    by: Officer,
    at: datetime,
) -> Recorded:
    """Record projects; `parents` are the programmes of some by code, `risks` the risks of some."""
    who: dict[str, Any] = {"council": council, "by": by, "at": at}
    given = list(rows)
    whole = [{**row, "parent_id": None} for row in given if row["kind"] == Project.Kind.PROGRAMME]
    recorded = bring_up_to_date(
        Project, whole, key=["code"], **who
    )  # before the projects that are their parts
    held = Project.objects.filter(council=council, kind=Project.Kind.PROGRAMME)
    programmes = dict(held.values_list("code", "pk"))
    wrong = [code for code, above in parents.items() if above not in programmes]
    refuse_if(f"{code} can’t be a part of {parents[code]}, which is no programme." for code in wrong)
    parts = [
        {**row, "parent_id": programmes.get(parents.get(row["code"], ""))}
        for row in given
        if row["kind"] != Project.Kind.PROGRAMME
    ]
    recorded += bring_up_to_date(Project, parts, key=["code"], **who)
    for project in Project.objects.filter(council=council, code__in=list(risks)):
        _set(project, "risks", risks[project.code], **who)
    return recorded


def record_parts(kind: str, *, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record the parts of projects of one kind, each known by its project and what no two share."""
    key, within = ["project_id", *KEYS[kind]], {"project__council_id": council.pk}
    return bring_up_to_date(PARTS[kind], rows, key=key, council=council, within=within, by=by, at=at)


def record_partner_resources(*, council: Council, rows: Iterable[Row], by: Officer, at: datetime) -> Recorded:
    """Record what partners bring, each known by its partner, line and words."""
    key = ["partner_id", "element_id", "what"]
    return bring_up_to_date(PartnerResource, rows, key=key, council=council, by=by, at=at)


def _set(record: Model, name: str, pks: Sequence[int], *, council: Council, **who: Any) -> None:
    """Bring the records that one is joined to up to date, with an entry where any differs."""
    joined = getattr(record, name)
    before = list(joined.all())
    if {one.pk for one in before} == set(pks):
        return
    joined.set(pks)
    words = {"elements": "bears on"}.get(name, name)
    told: dict[str, Any] = {"before": {words: titles(before)}, "after": {words: titles(joined.all())}}
    note(verb="linked", subject=record, council=council.slug, **told, **who)
