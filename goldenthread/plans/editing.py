"""Building an edition line by line: add, amend and move, each in one transaction with its ledger entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q

from goldenthread.core.refresh import Branch, Origin, reasons_not_to_hang
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import as_kept, bring_up_to_date
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element, Level, Succession
from goldenthread.plans.origins import Why, write_origins
from goldenthread.plans.permissions import reasons_not_to_change, reasons_not_to_change_element

STEP = 10  # between the places of two lines, so that one can be put between
# What changes when these do is the line itself, not what is said about it.
SUBSTANCE = {"title", "detail", "level_id", "owner_id", "service_id", "starts_on", "due_on", "quantity"}


def held_for_change(element: Element, version: int | None, by: Officer) -> Element:
    """The line as it is now, locked, if this person may change it and saw it as it is."""
    held = Element.objects.select_for_update(of=("self",)).select_related(
        "edition__plan__service", "level", "council"
    )
    found = held.get(pk=element.pk)
    refuse_if(reasons_not_to_change_element(found, by))
    if version is not None:
        refuse_if_stale(version, found.version, f"“{found}”")
    return found


def held_edition(edition: Edition) -> Edition:
    """The edition as it is now, locked: somebody may have adopted it since it was read."""
    joined = Edition.objects.select_for_update(of=("self",)).select_related("plan__council", "plan__service")
    return joined.get(pk=edition.pk)


def branches_of(edition: Edition) -> dict[int, Branch]:
    """Every line of an edition, retired ones too, as the rules of change see them."""
    rows = Element.objects.filter(edition=edition).values_list("id", "parent_id", "level__position", "state")
    return {pk: Branch(pk, parent, level, state == "LIVE") for pk, parent, level, state in rows}


def reasons_without_reason(edition: Edition, why: Why, what: str) -> list[str]:
    """A refresh says why: in an edition that replaces another, each step has its reason."""
    if edition.replaces_id is None or why.reason.strip():
        return []
    return [f"Say why {what}: readers of the earlier edition will ask."]


def _last_place(edition: Edition, level: int) -> int:
    last = Element.objects.filter(edition=edition, level_id=level).aggregate(last=Max("position"))["last"]
    return (last or 0) + STEP


@transaction.atomic
def add_element(
    *,
    edition: Edition,
    level: Level,
    parent: Element | None,
    facts: Mapping[str, Any],
    why: Why | None = None,
    by: Officer,
    at: datetime,
) -> Element:
    """Add a line at the end of its level; `facts` name fields by their attribute (`owner_id`)."""
    why = why or Why()
    edition = held_edition(edition)
    refuse_if(reasons_not_to_change(edition, by))
    refuse_if(reasons_without_reason(edition, why, "it is new"))
    line = Branch(0, None, level.position)
    refuse_if(reasons_not_to_hang(line, branch_of(parent), {}))
    place = facts.get("position") or _last_place(edition, level.pk)
    row = as_kept(Element, {**facts, "position": place})
    made = Element.objects.create(
        council=edition.plan.council, edition=edition, level=level, parent=parent, **row
    )
    write_origins(edition, [Origin(None, made.pk, "ADDED")], [], why)
    note(
        verb="added", subject=made, council=edition.plan.council.slug, by=by, at=at, reason=why.reason,
        after={name: str(value) for name, value in row.items() if value not in (None, "")},
    )  # fmt: skip
    return made


def branch_of(element: Element | None) -> Branch | None:
    if element is None:
        return None
    return Branch(element.pk, element.parent_id, element.level.position, element.state == "LIVE")


@transaction.atomic
def amend_element(
    *,
    element: Element,
    version: int,
    changes: Mapping[str, Any],
    why: Why | None = None,
    by: Officer,
    at: datetime,
) -> Element:
    """Change what a line says; raises `Stale` where somebody else changed it since `version` was seen."""
    why = why or Why()
    held = held_for_change(element, version, by)
    changed = {name: value for name, value in changes.items() if getattr(held, name) != value}
    if not changed:
        return held
    is_substance = bool(changed.keys() & SUBSTANCE)
    if is_substance and held.came_from.filter(old__isnull=False).exists():
        refuse_if(reasons_without_reason(held.edition, why, "it changes"))
        _mark_amended(held, why)
    _change(held, changed, why, by, at)
    return held


def _change(held: Element, changed: Mapping[str, Any], why: Why, by: Officer, at: datetime) -> None:
    bring_up_to_date(
        Element,
        [{"id": held.pk, **changed}],
        key=["id"],
        within={"pk": held.pk},
        council=held.council,
        by=by,
        at=at,
        reason=why.reason,
    )
    held.refresh_from_db()


def _mark_amended(held: Element, why: Why) -> None:
    held.came_from.filter(old__isnull=False, kind=Succession.Kind.CARRIED).update(
        kind=Succession.Kind.AMENDED,
        reason=why.reason,
        decided_by=why.decided_by,
        decided_on=why.decided_on,
    )


@transaction.atomic
def move_element(
    *,
    element: Element,
    version: int,
    parent: Element | None,
    level: Level | None = None,
    before: Element | None = None,
    why: Why | None = None,
    by: Officer,
    at: datetime,
) -> Element:
    """Hang a line, with all that is below it, from another; `before` names the line it then stands before.

    `level` moves it to another level, where what is above and below it still fits.
    """
    why = why or Why()
    held = held_for_change(element, version, by)
    level = level or held.level
    plan = branches_of(held.edition)
    line = plan[held.pk]._replace(level=level.position)
    refuse_if(reasons_not_to_hang(line, branch_of(parent), plan))
    refuse_if(_reasons_of_children(line, plan))
    place = before.position if before else held.position
    if before is not None or level.pk != held.level_id:
        place = _make_room(held.edition, level.pk, before)
    changed = {"parent_id": parent.pk if parent else None, "level_id": level.pk, "position": place}
    if any(getattr(held, name) != value for name, value in changed.items()):
        if held.came_from.filter(old__isnull=False).exists() and level.pk != held.level_id:
            _mark_amended(held, why)
        _change(held, changed, why, by, at)
    return held


def _reasons_of_children(line: Branch, plan: Mapping[int, Branch]) -> list[str]:
    below = [one for one in plan.values() if one.parent == line.id and one.is_live]
    if any(one.level <= line.level for one in below):
        return ["What hangs from this line is of the same level or a higher one. Move that first."]
    return []


def _make_room(edition: Edition, level: int, before: Element | None) -> int:
    """A place before another line of the level, or the last; those after make room."""
    if before is None:
        return _last_place(edition, level)
    after = Element.objects.filter(edition=edition, level_id=level).filter(
        Q(position__gt=before.position) | Q(position=before.position, id__gte=before.pk)
    )
    after.update(position=F("position") + STEP)
    return before.position


@transaction.atomic
def shift_element(*, element: Element, up: bool, by: Officer, at: datetime) -> Element:
    """Put a line one place up or down among those that hang from the same parent; at the end it stays."""
    held = held_for_change(element, None, by)
    siblings = list(
        Element.objects.listed()
        .filter(edition=held.edition, parent=held.parent_id, level=held.level_id)
        .order_by("position", "id")
    )
    place = [one.pk for one in siblings].index(held.pk)
    to = place - 1 if up else place + 1
    if not 0 <= to < len(siblings):
        return held
    siblings[place], siblings[to] = siblings[to], siblings[place]
    places = sorted(one.position for one in siblings)
    if len(set(places)) < len(places):
        places = [places[0] + STEP * step for step in range(len(places))]
    rows = [{"id": one.pk, "position": where} for one, where in zip(siblings, places, strict=True)]
    bring_up_to_date(
        Element, rows, key=["id"], within={"edition_id": held.edition_id, "pk__in": [o.pk for o in siblings]},
        council=held.council, by=by, at=at,
    )  # fmt: skip
    held.refresh_from_db()
    return held
