"""What is said of an element besides its needs: its costs, its terms, and what it waits for.

One way for all: who may say what an element needs may say these; each has a version, and its entry in the
ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from goldenthread.core.amounts import POUNDS, reasons_not_kept, reasons_not_year
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.core.stages import Waits, circle
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.models import Cost, Dependency, Terms
from goldenthread.resources.needs_permissions import reasons_not_to_say_need

M = TypeVar("M", bound=Model)
Said = Mapping[str, Any]
COST_KINDS: list[tuple[str, str]] = list(Cost.Kind.choices)
PAYERS: list[tuple[str, str]] = list(Cost.Payer.choices)
WORDS = {"Cost": "this cost", "Terms": "these terms", "Dependency": "what it waits for"}


@transaction.atomic
def say_cost(
    *, element: Element, held: Cost | None, said: Said, version: int, by: Officer, at: datetime
) -> Cost:
    """Say what an element costs in one year, or change it. Raises `Refused`."""
    locked = _begin(Cost, element, held, version, by)
    refuse_if(reasons_not_this_cost(element, held, said))
    return _put(Cost, element, locked, _ids(said, "partner"), by, at)


@transaction.atomic
def say_terms(
    *, element: Element, held: Terms | None, said: Said, version: int, by: Officer, at: datetime
) -> Terms:
    """Say on what terms an element may be moved, and what it is worth. Raises `Refused`."""
    locked = _begin(Terms, element, held, version, by)
    refuse_if(_reasons_not_these(element, held, said))
    return _put(Terms, element, locked, said, by, at)


@transaction.atomic
def say_dependency(
    *, element: Element, held: Dependency | None, said: Said, version: int, by: Officer, at: datetime
) -> Dependency:
    """Say what an element waits for: another one, or an event outside the council. Raises `Refused`."""
    Council.objects.select_for_update().get(pk=element.council_id)  # two waits at once could close a circle
    locked = _begin(Dependency, element, held, version, by)
    refuse_if(_reasons_not_to_wait(element, held, said))
    return _put(Dependency, element, locked, _ids(said, "on"), by, at)


@transaction.atomic
def remove_fact(*, held: Cost | Dependency | Terms, version: int, by: Officer, at: datetime) -> None:
    """Take back what was said of an element. Raises `Refused`."""
    locked = _begin(type(held), held.element, held, version, by)
    assert locked is not None
    remove(locked, council=held.council, by=by, at=at)


def _begin(model: type[M], element: Element, held: M | None, version: int, by: Officer) -> M | None:
    """The record locked, once it is known that this person may change it and saw it as it is."""
    Element.objects.select_for_update(of=("self",)).get(pk=element.pk)
    refuse_if(reasons_not_to_say_need(element, by))
    if held is None:
        return None
    found = model._default_manager.select_for_update(of=("self",)).filter(pk=held.pk).first()
    refuse_if([] if found else ["Somebody took that away meanwhile."])
    assert found is not None
    refuse_if_stale(version, getattr(found, "version", 0), WORDS[model.__name__])
    return found


def _put(model: type[M], element: Element, held: M | None, row: Said, by: Officer, at: datetime) -> M:
    council = element.council
    if held is None:
        whose = {"council_id": council.pk, "element_id": element.pk}
        return make(model, {**whose, **row}, council=council, by=by, at=at, verb="said")
    change(held, row, council=council, by=by, at=at)
    return held


def _ids(said: Said, name: str) -> dict[str, Any]:
    """The row with a record named by its number, as the ledger's actions want it."""
    row = dict(said)
    record = row.pop(name, None)
    return {**row, f"{name}_id": record.pk if record else None}


def reasons_not_this_cost(element: Element, held: Cost | None, said: Said) -> list[str]:
    """Why a cost can't be so."""
    partner = said["partner"]
    if partner is not None and partner.council_id != element.council_id:
        return [f"{partner} is no partner of {element.council}."]
    if not 0 < said["amount"] < POUNDS.below:
        return [f"Write the amount in pounds, above 0 and below {POUNDS.below:,.0f}."]
    if reasons := reasons_not_kept(said["amount"], POUNDS):
        return reasons
    if not said["what"].strip():
        return ["Say what the money is for."]
    if (said["payer"] == Cost.Payer.PARTNER) != (partner is not None):
        return ["Name the partner where a partner pays, and only there."]
    return _reasons_of_year(element, held, said)


def _reasons_of_year(element: Element, held: Cost | None, said: Said) -> list[str]:
    if reasons := reasons_not_year(said["year"]):
        return reasons
    same = Cost.objects.filter(element=element, year=said["year"], what=said["what"].strip())
    if same.exclude(pk=held.pk if held else 0).exists():
        return [f"“{said['what']}” is said of that year already. Change that, or name this otherwise."]
    return []


def _reasons_too_early(element: Element, latest_on: date | None) -> list[str]:
    """Why an element can't have to be finished by a day: it would be before it starts."""
    if latest_on is None:
        return []
    if element.starts_on is not None and latest_on < element.starts_on:
        return [f"It starts on {on_day(element.starts_on)}: it can’t be finished by an earlier day."]
    return reasons_not_year(latest_on.year)


def _reasons_not_these(element: Element, held: Terms | None, said: Said) -> list[str]:
    if held is None and Terms.objects.filter(element=element).exists():
        return ["Somebody said its terms meanwhile. Look at them first."]
    if reasons := _reasons_too_early(element, said["latest_on"]):
        return reasons
    if said["is_fixed"] and not said["fixed_because"].strip():
        return ["Say why its dates can’t be moved: a statute, a grant’s end, a promise."]
    value = said["value"]
    if value is not None and not 0 <= value <= 100:
        return ["Write what it is worth as a number from 0 to 100."]
    return [] if value is None or said["value_because"].strip() else ["Say why it is worth so much."]


def _reasons_not_to_wait(element: Element, held: Dependency | None, said: Said) -> list[str]:
    on, event, event_on, latest = (said[name] for name in ("on", "event", "event_on", "event_latest_on"))
    if (on is None) == (not event.strip()):
        return ["Choose an action, or write what happens outside the council: one of the two."]
    others = Dependency.objects.filter(element=element).exclude(pk=held.pk if held else 0)
    if on is None:
        taken = others.filter(event=event.strip()).exists()
        said_already = [f"That it waits for “{event.strip()}” is said already."] if taken else []
        return said_already or _reasons_of_days(event_on, latest)
    if event_on is not None or latest is not None:
        return ["Days are of an event outside the council. An action has its own: leave them out."]
    if on.council_id != element.council_id:
        return [f"“{on}” is no action of {element.council}."]
    if others.filter(on=on).exists():
        return [f"That it waits for “{on}” is said already."]
    return _reasons_of_circle(element, held, on)


def _reasons_of_days(event_on: date | None, latest: date | None) -> list[str]:
    if event_on is None:
        return ["Say when the event is likely to happen."]
    if latest is not None and latest < event_on:
        return ["The latest day comes before the likely one. Change one of the two."]
    return []


def _reasons_of_circle(element: Element, held: Dependency | None, on: Element) -> list[str]:
    rows = Dependency.objects.filter(council=element.council, on__isnull=False)
    rows = rows.exclude(pk=held.pk if held else 0)
    waits = [Waits(one, other, "") for one, other in rows.values_list("element_id", "on_id")]
    round_it = circle(waits, element.pk, on.pk)
    if not round_it:
        return []
    titles = dict(Element.objects.filter(pk__in=round_it).values_list("pk", "title"))
    return [circle_told([titles[pk] for pk in round_it])]


def circle_told(names: list[str]) -> str:
    """Why one action can't wait for another: “A” would wait for “B”, which waits for “A”."""
    if len(names) == 2:
        return f"“{names[0]}” can’t wait for itself. Choose another action."
    steps = ", which waits for ".join(f"“{name}”" for name in names[1:])
    return (
        "That would go round in a circle, and nothing in it could be finished: "
        f"“{names[0]}” waits for {steps}. Take one of these away first."
    )
