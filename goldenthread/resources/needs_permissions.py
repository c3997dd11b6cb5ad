"""Why somebody may not say what an element needs, or confirm that a service can give it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.need_answers import MAP, WHAT, state_of
from goldenthread.people.models import Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import has_power, reasons_of_duty, reasons_of_place, subject_of
from goldenthread.plans.models import Element
from goldenthread.resources.models import Need

CHANGED = "Somebody else changed this need while you were writing. Look at what they said and save again."
MOST_DAYS = Decimal(10) ** 8
MOST_MONEY = Decimal(10) ** 12


class Asked(NamedTuple):
    """What is asked of a service: its staff's days, money and the line that pays, and a note."""

    service: Service | None = None
    days: Decimal | None = None
    money: Decimal | None = None
    budget_line: str = ""
    note: str = ""
    days_low: Decimal | None = None
    days_high: Decimal | None = None


def reasons_not_to_say_need(element: Element, service: Service | None, by: Officer) -> list[str]:
    """Why this person may not say what an element needs of a service: neither theirs to say."""
    if has_power("say_needs", by, subject_of(service)) and not reasons_of_place(element.council, by):
        return []
    return reasons_of_duty(element.council, "say_needs", by, subject_of(element.service, element.owner))


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
    """Why this person may not decline what is asked of the service, or offer other days."""
    if need.service is None:
        first = ["Say which service gives the time first: only a service can answer."]
        return reasons_of_place(need.council, by) or first
    refused = reasons_of_duty(need.council, "confirm_capacity", by, subject_of(need.service))
    return refused or MAP.reasons_not(move, state_of(need.answer), WHAT)


def reasons_not_to_accept(need: Need, by: Officer) -> list[str]:
    """Why this person may not take the days that a service offers."""
    refused = reasons_not_to_say_need(need.element, need.service, by)
    return refused or MAP.reasons_not("accept", state_of(need.answer), WHAT)


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
    amounts = [*_amount(asked.days, "days", MOST_DAYS), *_amount(asked.money, "pounds", MOST_MONEY)]
    return amounts or _range(asked) or _by_quarter(held, asked)


def _range(asked: Asked) -> list[str]:
    low, high = asked.days_low, asked.days_high
    if low is None and high is None:
        return []
    if low is None or high is None or asked.days is None:
        return ["Say the likely days, and both the least and the most; or the likely days alone."]
    if 0 <= low <= asked.days <= high < MOST_DAYS:
        return []
    return ["The likely days lie between the least and the most. Change one of the three."]


def _by_quarter(held: Need | None, asked: Asked) -> list[str]:
    """Days that are said by quarter are their sums, and can't be said otherwise besides."""
    if held is None or not held.efforts.exists():
        return []
    if (asked.days, asked.days_low, asked.days_high) == (held.days, held.days_low, held.days_high):
        return []
    return [f"Its effort is said by quarter, and comes to {held.days:f} days. Change it there."]


def _amount(value: Decimal | None, what: str, most: Decimal) -> list[str]:
    if value is None or 0 <= value < most:
        return []
    return [f"Write the {what} as a number from 0 to {most:,.0f}."]
