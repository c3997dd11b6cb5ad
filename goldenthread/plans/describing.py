"""What is said of a line beside its own words: its tags, and the parts of services and partners in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.people.officers import Officer
from goldenthread.plans.editing import add_element, amend_element, held_for_change
from goldenthread.plans.models import Edition, Element, Involvement, Level, Tag, Tagging
from goldenthread.plans.origins import Why


class Part(NamedTuple):
    """Who has a part in a line, and which: exactly one of `partner` and `service` is given."""

    role: str
    partner: int | None = None
    service: int | None = None


class Beside(NamedTuple):
    """What is to stand beside a line: tags by number, a new tag as (kind, name), and every part in it."""

    tags: frozenset[int] = frozenset()
    new_tags: tuple[tuple[str, str], ...] = ()
    parts: frozenset[Part] = frozenset()


def beside(element: Element) -> Beside:
    """What stands beside a line now."""
    parts = element.involvements.values_list("role", "partner_id", "service_id")
    tags = element.taggings.values_list("tag_id", flat=True)
    return Beside(frozenset(tags), (), frozenset(Part(*one) for one in parts))


@transaction.atomic
def describe_element(
    *,
    element: Element,
    version: int,
    changes: Mapping[str, Any],
    to: Beside,
    why: Why,
    by: Officer,
    at: datetime,
) -> Element:
    """Change a line's words and what stands beside it in one step; raises `Stale` like `amend_element`."""
    held = held_for_change(element, version, by)
    before = beside(held)
    amended = amend_element(element=held, version=version, changes=changes, why=why, by=by, at=at)
    if _put_beside(amended, before, to, why, by, at) and amended.version == version:
        Element.objects.filter(pk=amended.pk).update(version=F("version") + 1)
        amended.refresh_from_db()
    return amended


@transaction.atomic
def add_described(
    *,
    edition: Edition,
    level: Level,
    parent: Element | None,
    facts: Mapping[str, Any],
    to: Beside,
    why: Why,
    by: Officer,
    at: datetime,
) -> Element:
    """Add a line with what stands beside it."""
    made = add_element(edition=edition, level=level, parent=parent, facts=facts, why=why, by=by, at=at)
    _put_beside(made, Beside(), to, why, by, at)
    return made


def _put_beside(element: Element, before: Beside, to: Beside, why: Why, by: Officer, at: datetime) -> bool:
    """Store the difference and note it; False where there is none."""
    refuse_if(_reasons_elsewhere(element, to))
    made = frozenset(_tag(element, kind, name) for kind, name in to.new_tags)
    after = to._replace(tags=to.tags | made, new_tags=())
    if after == before:
        return False
    element.taggings.filter(tag_id__in=before.tags - after.tags).delete()
    Tagging.objects.bulk_create(
        Tagging(tag_id=tag, element=element) for tag in sorted(after.tags - before.tags)
    )
    gone = before.parts - after.parts
    rows = element.involvements.values_list("id", "role", "partner_id", "service_id")
    element.involvements.filter(pk__in=[pk for pk, *part in rows if Part._make(part) in gone]).delete()
    Involvement.objects.bulk_create(
        Involvement(
            council_id=element.council_id, element=element, role=one.role, partner_id=one.partner,
            service_id=one.service,
        )
        for one in sorted(after.parts - before.parts, key=str)
    )  # fmt: skip
    note(
        verb="said more of", subject=element, council=element.council.slug, by=by, at=at, reason=why.reason,
        before=_in_words(element, before), after=_in_words(element, after),
    )  # fmt: skip
    return True


def _tag(element: Element, kind: str, name: str) -> int:
    said = " ".join(name.split())
    return Tag.objects.get_or_create(council_id=element.council_id, kind=kind, name=said)[0].pk


def _reasons_elsewhere(element: Element, to: Beside) -> Iterable[str]:
    """Nothing of another council is ever joined to this one's lines."""
    council = element.council
    partners = {one.partner for one in to.parts if one.partner}
    services = {one.service for one in to.parts if one.service}
    for given, held in (
        (to.tags, council.tags), (partners, council.partners), (services, council.services),
    ):  # fmt: skip
        if given and held.filter(pk__in=given).count() != len(given):
            yield "One of the choices is not on record here any more. Load the page again."


def _in_words(element: Element, said: Beside) -> dict[str, Any]:
    council = element.council
    partners = dict(council.partners.values_list("id", "name"))
    services = dict(council.services.values_list("id", "name"))
    roles = dict(Involvement.Role.choices)
    parts = [
        f"{partners.get(one.partner or 0) or services.get(one.service or 0)} {roles[one.role]}"
        for one in said.parts
    ]
    tags = council.tags.filter(pk__in=said.tags).values_list("name", flat=True)
    return {"tags": sorted(tags), "parts": sorted(parts)}
