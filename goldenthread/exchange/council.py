"""A whole council from one folder: `council.toml` and the tables beside it, stored together or not at all."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from goldenthread.core.periods import UnreadablePeriod, code, parse_period
from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.core.rulebook import data_of
from goldenthread.exchange import council_tables, policies
from goldenthread.exchange.council_facts import LEVEL_NEEDS, faults_in
from goldenthread.exchange.council_papers import put_papers
from goldenthread.governance import actions as governance
from goldenthread.ledger.recording import Recorded
from goldenthread.measures import actions as measures
from goldenthread.people import actions as people
from goldenthread.people.models import Council, Nation
from goldenthread.people.officers import Officer
from goldenthread.plans import actions as plans
from goldenthread.plans.action_policies import read_action_rule
from goldenthread.plans.action_rules import adopt_action_rule
from goldenthread.plans.models import Edition
from goldenthread.reports import actions as reports
from goldenthread.resources.rule_policies import read_project_rule, read_scale
from goldenthread.resources.rules_adopted import adopt_project_rule, adopt_scale


@dataclass(slots=True)
class Loading:
    """One load: who and when, what council, and what has been counted so far."""

    folder: Path
    by: Officer
    at: datetime
    council: Council
    facts: dict[str, Any]
    counts: dict[str, Recorded] = field(default_factory=dict)

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}


def read_facts(folder: Path) -> dict[str, Any]:
    """The contents of `council.toml`; raises `UnreadableFile` with the line at fault."""
    path = folder / "council.toml"
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise _refusal(
            path, f"There is no council.toml in {folder.name}. Every council's folder has one."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise _refusal(path, f"It is not readable as TOML: {fault}.") from None
    faults = faults_in(facts)
    if faults:
        raise UnreadableFile([Problem(path.name, None, None, fault) for fault in faults])
    return facts


def _refusal(path: Path, sentence: str) -> UnreadableFile:
    return UnreadableFile([Problem(path.name, None, None, sentence)])


@transaction.atomic
def load_council(
    folder: Path, *, by: Officer, at: datetime, tell: Callable[[str], None] = lambda _: None
) -> tuple[Council, dict[str, Recorded]]:
    """Load a council's folder; loading it again changes nothing that is already so.

    `tell` is called with the name of each stage. Raises `UnreadableFile` before anything is stored.
    """
    facts = read_facts(folder)
    council = _council(facts)
    loading = Loading(folder, by, at, council, facts)
    for name, stage in STAGES:
        tell(name)
        recorded = stage(loading)
        if recorded is not None:
            loading.counts[name] = recorded
    return council, loading.counts


def _council(facts: dict[str, Any]) -> Council:
    given = facts["council"]
    council = people.set_up_council(
        slug=given["slug"],
        name=given["name"],
        is_open=given.get("open", False),
        is_demonstration=given.get("demonstration", False),
        position_on=given.get("position_on"),
        year_start_month=given.get("year_start_month", 4),
        year_start_day=given.get("year_start_day", 1),
        nation=given.get("nation", Nation.ENGLAND),
        about=given.get("about", ""),
    )
    people.set_up_units(
        council=council,
        directorates=[one["name"] for one in facts.get("directorate", [])],
        services=facts.get("service", []),
        posts=facts.get("post", []),
        partners=facts.get("partner", []),
        terms=facts.get("term", []),
    )
    return council


def _rule(loading: Loading) -> None:
    name = loading.facts["council"].get("rating_rule", "met")
    rulebook = policies.read_rulebook(name)
    measures.adopt_rule(
        council=loading.council,
        code=rulebook.rule.code,
        name=rulebook.rule.name,
        body=data_of(rulebook),
        source=rulebook.rule.source,
        **loading.who,
    )
    if name := loading.facts["council"].get("action_rule"):
        rule = read_action_rule(name)
        adopt_action_rule(council=loading.council, rule=rule, **loading.who)
    if name := loading.facts["council"].get("risk_scale"):
        adopt_scale(council=loading.council, scale=read_scale(name), **loading.who)
    if name := loading.facts["council"].get("project_rule"):
        adopt_project_rule(council=loading.council, rule=read_project_rule(name), **loading.who)


def _plans(loading: Loading) -> None:
    services = council_tables.services_by_name(loading.council)
    for place, given in enumerate(loading.facts.get("plan", []), start=1):
        plan = plans.set_up_plan(
            council=loading.council,
            slug=given["slug"],
            name=given["name"],
            kind=given["kind"],
            owned_by=given.get("owned_by", ""),
            starts_on=given.get("starts_on"),
            ends_on=given.get("ends_on"),
            is_main=given.get("main", False),
            service_id=services.get(given.get("service", "")),
            retired_on=given.get("retired_on"),
            retired_because=given.get("retired_because", ""),
            position=place,
            source=given.get("source", ""),
            **loading.who,
        )
        made: dict[str, Edition] = {}
        for edition in sorted(given.get("edition", []), key=lambda one: str(one.get("starts_on", ""))):
            replaces = made.get(edition.get("replaces", ""))
            made[edition["slug"]] = plans.set_up_edition(
                plan=plan,
                slug=edition["slug"],
                name=edition["name"],
                starts_on=edition.get("starts_on"),
                ends_on=edition.get("ends_on"),
                state=edition.get("state", "DRAFT"),
                is_current=edition.get("current", False),
                adopted=edition.get("adopted", ""),
                adopted_on=edition.get("adopted_on"),
                replaces_id=replaces.pk if replaces else None,
                update_number=edition.get("update_number"),
                how_prepared=edition.get("how_prepared", ""),
                is_open=edition.get("open", edition.get("state", "DRAFT") != "DRAFT"),
                source=edition.get("source", ""),
                levels=[_level(level) for level in edition.get("level", [])],
                **loading.who,
            )


def _level(given: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": given["key"],
        "name": given["name"],
        "plural": given.get("plural", given["name"] + "s"),
        "years": given.get("years"),
        "is_monitored": given.get("monitored", True),
        "limit": given.get("limit"),
        **{need: given.get(need, False) for need in LEVEL_NEEDS},
    }


def _bodies(loading: Loading) -> Recorded:
    rows = [
        {
            "name": one["name"],
            "kind": one["kind"],
            "short": one.get("short", ""),
            "replaced_by": one.get("replaced_by", ""),
            "replaced_on": one.get("replaced_on"),
        }
        for one in loading.facts.get("body", [])
    ]
    return governance.set_up_bodies(council=loading.council, rows=rows, **loading.who)


def _reports(loading: Loading) -> Recorded:
    papers = {paper.slug: paper.pk for paper in loading.council.papers.all()}
    rounds = dict(loading.council.rounds.values_list("slug", "id"))
    rows = []
    for place, one in enumerate(loading.facts.get("monitor", []), start=1):
        try:
            period = parse_period(one["period"], loading.council.year_start)
        except UnreadablePeriod as unclear:
            raise _refusal(loading.folder / "council.toml", str(unclear)) from None
        if one.get("round", "") not in {"", *rounds}:
            raise _refusal(
                loading.folder / "council.toml",
                f"[[monitor]] {place}, round: no round is called “{one['round']}”. Add it to rounds.csv.",
            )
        rows.append(
            {
                "slug": one["slug"],
                "title": one["title"],
                "period": code(period),
                "report": one.get("report", ""),
                "paper_id": papers.get(one.get("paper", "")),
                "round_id": rounds.get(one.get("round", "")),
                "position": place,
            }
        )
    return reports.plan_reports(council=loading.council, rows=rows, **loading.who)


def _papers(loading: Loading) -> None:
    put_papers(loading.facts.get("paper", []), loading.council, loading.who)


Stage = Callable[[Loading], Recorded | None]


def _table(name: str) -> Stage:
    """A stage that reads one table beside council.toml, where there is one."""

    def stage(loading: Loading) -> Recorded | None:
        path = loading.folder / f"{name}.csv"
        return council_tables.READERS[name](path, loading.council, loading.who) if path.exists() else None

    return stage


STAGES: tuple[tuple[str, Stage], ...] = (
    ("rating rule", _rule),
    ("plans", _plans),
    ("bodies", _bodies),
    *((name, _table(name)) for name in council_tables.READERS if name not in council_tables.ON_PAPERS),
    ("papers", _papers),
    *((name, _table(name)) for name in council_tables.ON_PAPERS),
    ("reports", _reports),
)
