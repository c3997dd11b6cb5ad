"""What happens to needs, costs, terms and waits when the lines they are of are copied into a new edition.

What is still to come goes along, as it was said; what services answered is asked of them anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q

from goldenthread.core.effort import whole
from goldenthread.core.periods import financial_year_of, quarter_of
from goldenthread.core.workload import CENT, Estimate
from goldenthread.ledger.recording import BATCH
from goldenthread.plans.models import Edition
from goldenthread.resources.models import Cost, Dependency, Effort, Need, SkillNeed, Terms
from goldenthread.resources.need_changes import UNANSWERED
from goldenthread.resources.workload_queries import year_start_of

ByQuarter = Mapping[date, Estimate]


def copy_needs(edition: Edition, copies: Mapping[int, int]) -> None:
    """Give the lines of a new edition what was said of the old lines; `copies` names each one's copy."""
    start = year_start_of(edition.plan.council)
    on = edition.starts_on
    _copy_needs(copies, quarter_of(on, start).starts_on if on else None)
    _copy_costs(copies, financial_year_of(on, start).starts_on.year if on else None)
    _copy_terms(copies)
    _copy_waits(copies, on)


def _copy_needs(copies: Mapping[int, int], first: date | None) -> None:
    """Needs without their answers; effort by quarter from the first quarter of the new edition on.

    Where some of it lies before, the days are the sum of what is still to come, and those that take a scarce
    skill are as many in proportion. Where all of it does, the days as a whole stay, to be spread anew.
    """
    held = list(Need.objects.filter(element__in=list(copies)).order_by("id"))
    said = _efforts(held)
    to_come = {
        pk: {on: one for on, one in quarters.items() if first is None or on >= first}
        for pk, quarters in said.items()
    }
    made = Need.objects.bulk_create(
        (_need(one, copies[one.element_id], to_come.get(one.pk, {})) for one in held), batch_size=BATCH
    )
    new = {old.pk: need for old, need in zip(held, made, strict=True)}
    Effort.objects.bulk_create(
        (
            Effort(need=new[pk], quarter_on=on, **one._asdict())
            for pk, quarters in to_come.items()
            for on, one in quarters.items()
        ),
        batch_size=BATCH,
    )
    days = {one.pk: one.days for one in held}
    rows = SkillNeed.objects.filter(need__in=held).order_by("id")
    parts = [
        (new[one.need_id], one.skill_id, _part(one.days, days[one.need_id], new[one.need_id])) for one in rows
    ]
    SkillNeed.objects.bulk_create(
        (SkillNeed(need=need, skill_id=skill, days=part) for need, skill, part in parts if part),
        batch_size=BATCH,
    )


def _efforts(held: list[Need]) -> dict[int, dict[date, Estimate]]:
    found: dict[int, dict[date, Estimate]] = defaultdict(dict)
    rows = Effort.objects.filter(need__in=held).values_list("need_id", "quarter_on", "low", "likely", "high")
    for need, on, *days in rows:
        found[need][on] = Estimate(*days)
    return found


def _need(old: Need, element: int, to_come: ByQuarter) -> Need:
    """A need of the copy of a line: as it was said, unanswered."""
    kept: dict[str, Any] = {name: getattr(old, name) for name in _OF_NEED}
    if to_come:
        kept["days_low"], kept["days"], kept["days_high"] = whole(to_come)
    return Need(element_id=element, **kept, **UNANSWERED)


_OF_NEED = (
    "council_id", "service_id", "days", "days_low", "days_high", "unit", "money", "budget_line", "note",
    "basis",
)  # fmt: skip


def _part(days: Decimal, of: Decimal | None, need: Need) -> Decimal:
    """How many of the days of a skill are still to come."""
    if not of or need.days is None or need.days >= of:
        return days
    return (days * need.days / of).quantize(CENT, ROUND_HALF_UP)


def _copy_costs(copies: Mapping[int, int], year: int | None) -> None:
    """Costs of the new edition's years, and what comes again in them."""
    rows = Cost.objects.filter(element__in=list(copies)).order_by("id")
    if year is not None:
        rows = rows.filter(Q(year__gte=year) | Q(is_recurring=True))
    _put(Cost, list(rows), copies)


def _copy_terms(copies: Mapping[int, int]) -> None:
    _put(Terms, list(Terms.objects.filter(element__in=list(copies)).order_by("id")), copies)


def _copy_waits(copies: Mapping[int, int], on: date | None) -> None:
    """What is waited for: the copies of lines, lines of other plans, and events that are still to come."""
    rows = Dependency.objects.filter(element__in=list(copies)).order_by("id")
    rows = rows.select_related("on", "element")
    kept = []
    for one in rows:
        if one.on_id is None:
            latest = one.event_latest_on or one.event_on
            is_kept = on is None or latest is None or latest >= on
        else:
            assert one.on is not None
            is_kept = one.on_id in copies or one.on.edition_id != one.element.edition_id
            one.on_id = copies.get(one.on_id, one.on_id)
        if is_kept:
            kept.append(one)
    _put(Dependency, kept, copies)


def _put(model: Any, rows: list[Any], copies: Mapping[int, int]) -> None:
    for one in rows:
        one.pk, one.element_id, one.version = None, copies[one.element_id], 1
    model._default_manager.bulk_create(rows, batch_size=BATCH)
