"""Frameworks that plans are set against: which there are, what is linked to each, taking one out of use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.models import Contribution, Edition, Element, Plan
from goldenthread.plans.thread_queries import APART

KINDS = (Plan.Kind.COMMUNITY, Plan.Kind.FRAMEWORK)


class Framework(NamedTuple):
    """One framework: its edition in force, its lines, and how many are linked to and have evidence."""

    plan: Plan
    edition: Edition | None
    lines: int
    links: int
    covered: int
    evidenced: int


def frameworks_of(council: Council, viewer: Officer) -> list[Framework]:
    """Every framework, those in use first, in three queries."""
    plans = list(Plan.objects.filter(council=council, kind__in=KINDS).order_by("position", "name"))
    seen = Edition.objects.seen_by(viewer).filter(plan__in=plans).order_by("is_current", "starts_on", "pk")
    editions = {edition.plan_id: edition for edition in seen}
    counts = _counts([one.pk for one in editions.values()], viewer)
    found = [
        Framework(plan, editions.get(plan.pk), *counts.get(_key(editions.get(plan.pk)), (0, 0, 0, 0)))
        for plan in plans
    ]
    return sorted(found, key=lambda one: one.plan.retired_on is not None)


def _key(edition: Edition | None) -> int:
    return edition.pk if edition else 0


def _counts(editions: list[int], viewer: Officer) -> dict[int, tuple[int, int, int, int]]:
    """By edition: lines below the vision, links to them, and how many are linked to and answered."""
    lines = Element.objects.listed().seen_by(viewer).filter(edition__in=editions).exclude(kind__in=APART)
    others = Q(contributed_by__giver__in=Element.objects.listed().seen_by(viewer))
    rows = lines.annotate(
        links=Count("contributed_by", filter=others, distinct=True),
        answers=Count("answered_by", distinct=True),
    ).values_list("edition_id", "links", "answers")
    found: dict[int, tuple[int, int, int, int]] = {}
    for edition, links, answers in rows:
        held = found.get(edition, (0, 0, 0, 0))
        found[edition] = (held[0] + 1, held[1] + links, held[2] + bool(links), held[3] + bool(answers))
    return found


def framework_at(council: Council, slug: str) -> Plan | None:
    """One framework of the council by its address."""
    return Plan.objects.filter(council=council, slug=slug, kind__in=KINDS).first()


def links_to(edition: Edition, giver_edition: Edition) -> list[tuple[int, int, str]]:
    """Every link from the lines of one edition to those of a framework's: giver, taker, kind."""
    links = Contribution.objects.filter(taker__edition=edition, giver__edition=giver_edition)
    return list(links.order_by("id").values_list("giver_id", "taker_id", "kind"))


def reasons_not_to_retire(plan: Plan, on: date) -> Iterator[str]:
    """Why a framework can't be taken out of use from a day, whoever asks."""
    if plan.kind not in KINDS:
        yield f"{plan} is no framework: only a partnership’s strategy or an assessment framework is."
    if plan.retired_on:
        yield f"{plan} is out of use since {plan.retired_on:%-d %B %Y} already."
    if plan.starts_on and on < plan.starts_on:
        yield f"{plan} starts on {plan.starts_on:%-d %B %Y}. Give that day or a later one."


@transaction.atomic
def retire_framework(*, plan: Plan, on: date, reason: str, by: Officer, at: datetime) -> None:
    """Take a framework out of use from a day; every link to it is kept and stays readable."""
    refuse_if(reasons_of_duty(plan.council, "retire_framework", by))
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    refuse_if(reasons_not_to_retire(held, on))
    refuse_if([] if reason.strip() else ["Say why the framework is no longer in use."])
    held.retired_on, held.retired_because = on, reason.strip()
    held.save(update_fields=["retired_on", "retired_because"])
    after = {"retired_on": str(on), "retired_because": reason.strip()}
    note(
        verb="retired",
        subject=held,
        council=held.council.slug,
        by=by,
        at=at,
        after=after,
        reason=reason.strip(),
    )


@transaction.atomic
def bring_back(*, plan: Plan, reason: str, by: Officer, at: datetime) -> None:
    """Bring a framework back into use, with the reason."""
    refuse_if(reasons_of_duty(plan.council, "retire_framework", by))
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    refuse_if([] if held.retired_on else [f"{held} is in use already."])
    refuse_if([] if reason.strip() else ["Say why the framework is in use again."])
    before = {"retired_on": str(held.retired_on), "retired_because": held.retired_because}
    held.retired_on, held.retired_because = None, ""
    held.save(update_fields=["retired_on", "retired_because"])
    note(
        verb="brought back", subject=held, council=held.council.slug, by=by, at=at,
        before=before, reason=reason.strip(),
    )  # fmt: skip
