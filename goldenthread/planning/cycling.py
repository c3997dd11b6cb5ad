"""Taking another council's cycle: its stages with days for one's own plan, put on the calendar in one go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from goldenthread.core.cycles import Cycle, DatedStep, dated
from goldenthread.core.refused import refuse_if
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import Stage
from goldenthread.planning.staging import Staged, add_stage, add_wait, reasons_not_to_keep_calendar
from goldenthread.plans.models import Edition

YEARS = (1974, 2199)


@dataclass(frozen=True, slots=True)
class Offered:
    """A step of a cycle with its days, and whether that stage is on the calendar already."""

    dated: DatedStep
    is_there: bool


def offered(council: Council, cycle: Cycle, year: int) -> list[Offered]:
    """What a cycle would put on the calendar for a plan that begins in a year; stores nothing: one query."""
    there = set(Stage.objects.filter(council=council).values_list("cycle", "name", "starts_on"))
    return [Offered(one, (one.step.of, one.step.name, one.first) in there) for one in dated(cycle, year)]


def _reasons_not_to_take(found: list[Offered], chosen: Collection[str]) -> list[str]:
    keys = {one.dated.step.key for one in found}
    if not chosen:
        return ["Tick at least one stage."]
    lost = sorted(set(chosen) - keys)
    if lost:
        return [f"This cycle has no stage “{lost[0]}” any more. Look at it as it is now."]
    there = [one.dated.step.name for one in found if one.is_there and one.dated.step.key in chosen]
    return [f"“{name}” is on the calendar for that day already. Untick it." for name in there]


@transaction.atomic
def take_cycle(
    *,
    council: Council,
    cycle: Cycle,
    year: int,
    chosen: Collection[str],
    edition: Edition | None,
    by: Officer,
    at: datetime,
) -> list[Stage]:
    """Put the chosen stages of a cycle on the calendar, with the waits between them: all or none.

    Raises `Refused`. The budget's stages prepare no edition.
    """
    council = Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    found = offered(council, cycle, year)
    refuse_if(reasons_not_to_keep_calendar(council, by) or _reasons_not_to_take(found, chosen))
    taken = [one.dated for one in found if one.dated.step.key in chosen]
    source = f"After {cycle.council}, {cycle.name} ({cycle.year}): {cycle.source}"
    made: dict[str, Stage] = {}
    for one in taken:
        step = one.step
        prepares = edition if step.of == Stage.Cycle.PLAN else None
        said = Staged(step.of, step.name, one.first, one.last, source, step.purpose, prepares)
        made[step.key] = add_stage(council=council, said=said, by=by, at=at)
    for one in taken:
        if one.step.waits_for in made:
            awaited, reason = made[one.step.waits_for], one.step.because
            add_wait(stage=made[one.step.key], awaited=awaited, reason=reason, source=source, by=by, at=at)
    return list(made.values())
