"""Effort that lies outside an element's own dates, in words: told, and left to whoever said it."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from goldenthread.core.periods import in_words, quarter_of
from goldenthread.core.sentences import on_day
from goldenthread.core.workload import days_shown
from goldenthread.plans.models import Element
from goldenthread.resources.models import Effort, Need
from goldenthread.resources.workload_queries import year_start_of


def effort_outside(element: Element, need: Need | None = None) -> list[str]:
    """How many likely days lie before an element starts or after it is due, service by service: one query."""
    rows = Effort.objects.filter(need__element=element).select_related("need__service")
    if need is not None:
        rows = rows.filter(need=need)
    start_of = year_start_of(element.council)
    days: dict[str, Decimal] = defaultdict(Decimal)
    when: dict[str, list[str]] = defaultdict(list)
    for one in rows.order_by("need__service__name", "need_id", "quarter_on"):
        quarter = quarter_of(one.quarter_on, start_of)
        is_before = element.starts_on is not None and quarter.ends_on < element.starts_on
        is_after = element.due_on is not None and quarter.starts_on > element.due_on
        if (is_before or is_after) and one.likely:
            whose = str(one.need.service or "a service not named yet")
            days[whose] += one.likely
            when[whose].append(in_words(quarter))
    return [_told(element, whose, days[whose], when[whose]) for whose in days]


def _told(element: Element, whose: str, days: Decimal, when: list[str]) -> str:
    dates = " and ".join(
        part
        for part in (
            f"starts on {on_day(element.starts_on)}" if element.starts_on else "",
            f"is due on {on_day(element.due_on)}" if element.due_on else "",
        )
        if part
    )
    lie = "day lies" if days == 1 else "days lie"
    return (
        f"{days_shown(days)} {lie} outside its dates, in {', '.join(when)}, asked of {whose}: it {dates}. "
        "Move the days, or have its dates moved."
    )
