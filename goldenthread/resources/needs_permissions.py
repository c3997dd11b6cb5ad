"""Why somebody may not say what an element needs, or confirm that a service can give it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.amounts import DAYS, POUNDS, Unit, reasons_not_kept
from goldenthread.core.need_answers import MAP, WHAT, state_of
from goldenthread.people.models import Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import has_power, reasons_of_duty, reasons_of_place, subject_of
from goldenthread.plans.models import Element
from goldenthread.resources.models import Need

CHANGED = "Somebody else changed this need while you were writing. Look at what they said and save again."


class Asked(NamedTuple):
    """What is asked of a service: its staff's days, money and the line that pays, and a note."""

    service: Service | None = None
    days: Decimal | None = None
    money: Decimal | None = None
    budget_line: str = ""
    note: str = ""
    days_low: Decimal | None = None
    days_high: Decimal | None = None


def reasons_not_to_say_need(element: Element, by: Officer) -> list[str]:
    """Why this person may not say what an element needs: it isn't theirs.

    Whoever's element it is says it, by its service, its plan's or its owner's, not the service that is asked:
    that answers.
    """
    owner, plan = element.owner, element.edition.plan
    service = element.service or plan.service or (owner.service if owner else None)
    refused = reasons_of_duty(element.council, "say_needs", by, subject_of(service, owner))
    is_own = owner is not None and owner.title in (by.post, *by.stands_in) and has_power("say_needs", by)
    return [] if is_own and not reasons_of_place(element.council, by) else refused


def reasons_not_to_confirm(need: Need, by: Officer) -> list[str]:
    """Why this person may not confirm that the service has the capacity."""
    if need.service is None:
        first = ["Say which service gives the time first: only a service can confirm its capacity."]
        return reasons_of_place(need.council, by) or first
    refused = reasons_of_duty(need.council, "confirm_capacity", by, subject_of(need.service))
    if refused:
        return refused
    if need.confirmed_on is not None:
        return [f"{need.confirmed_by} confirmed this already."]
    return []


def reasons_not_to_answer(need: Need, move: str, by: Officer) -> list[str]:
    """Why this person may not decline what is asked of the service, offer other days, or take that back."""
    if need.service is None:
        first = ["Say which service gives the time first: only a service can answer."]
        return reasons_of_place(need.council, by) or first
    refused = reasons_of_duty(need.council, "confirm_capacity", by, subject_of(need.service))
    return refused or MAP.reasons_not(move, state_of(need.answer), WHAT)


def reasons_not_to_accept(need: Need, by: Officer) -> list[str]:
    """Why this person may not take the days that a service offers; nobody takes their own offer."""
    refused = reasons_not_to_say_need(need.element, by) or MAP.reasons_not(
        "accept", state_of(need.answer), WHAT
    )
    if not refused and by.post == need.answered_by:
        own = "You offered these days for the service yourself, so somebody else takes them."
        return [f"{own} Or change what is needed, and confirm that."]
    return refused


def reasons_not_to_keep_need(element: Element, held: Need | None, asked: Asked) -> list[str]:
    """Why what was said of a need can't be kept."""
    if asked.service is not None and asked.service.council_id != element.council_id:
        return [f"{asked.service} is no service of {element.council}."]
    others = Need.objects.filter(element=element, service=asked.service)
    if others.exclude(pk=held.pk if held else 0).exists():
        whom = f"{asked.service} is" if asked.service else "What it needs of no service yet is"
        return [f"{whom} said already. Change that need instead."]
    if asked.days is None and asked.money is None and not asked.budget_line and not asked.note:
        return ["Say how many days it takes, how much money, or what else it needs."]
    amounts = [*reasons_not_amount(asked.days, DAYS), *reasons_not_amount(asked.money, POUNDS)]
    return amounts or _range(asked) or _by_quarter(held, asked)


def _range(asked: Asked) -> list[str]:
    low, high = asked.days_low, asked.days_high
    if low is None and high is None:
        return []
    if low is None or high is None or asked.days is None:
        return ["Say the likely days, and both the least and the most; or the likely days alone."]
    if reasons := [*reasons_not_amount(low, DAYS), *reasons_not_amount(high, DAYS)]:
        return reasons
    if low <= asked.days <= high:
        return []
    return ["The likely days lie between the least and the most. Change one of the three."]


def _by_quarter(held: Need | None, asked: Asked) -> list[str]:
    """Days that are said by quarter are their sums, and can't be said otherwise besides."""
    if held is None or not held.efforts.exists():
        return []
    if (asked.days, asked.days_low, asked.days_high) == (held.days, held.days_low, held.days_high):
        return []
    return [f"Its effort is said by quarter, and comes to {held.days:f} days. Change it there."]


def reasons_not_amount(value: Decimal | None, unit: Unit) -> list[str]:
    """Why days or pounds can't be kept; nothing said is nothing wrong."""
    return [] if value is None else reasons_not_kept(value, unit)
