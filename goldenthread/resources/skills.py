"""Skills that are in short supply across the council, and how many of a need's days take one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from goldenthread.core.amounts import DAYS, reasons_not_kept
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.resources.models import Need, Skill, SkillNeed
from goldenthread.resources.needs_permissions import reasons_not_to_say_need

Said = Mapping[str, Any]


def reasons_not_to_keep_skills(council: Council, by: Officer) -> list[str]:
    """Why this person may not keep the council's list of scarce skills."""
    return reasons_of_duty(council, "keep_capacity", by, subject_of(None))


@transaction.atomic
def keep_skill(
    *, council: Council, held: Skill | None, said: Said, version: int, by: Officer, at: datetime
) -> Skill:
    """Put a skill that is in short supply on record, or change it. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_skills(council, by))
    refuse_if(_reasons_not_this_skill(council, held, said))
    if held is None:
        return make(Skill, {"council_id": council.pk, **said}, council=council, by=by, at=at)
    found = Skill.objects.select_for_update(of=("self",)).get(pk=held.pk)
    refuse_if_stale(version, found.version, "this skill")
    change(found, said, council=council, by=by, at=at)
    return found


@transaction.atomic
def remove_skill(*, held: Skill, version: int, by: Officer, at: datetime) -> None:
    """Take a skill off the list; what needs said of it goes with it. Raises `Refused`."""
    refuse_if(reasons_not_to_keep_skills(held.council, by))
    found = Skill.objects.select_for_update(of=("self",)).get(pk=held.pk)
    refuse_if_stale(version, found.version, "this skill")
    count = found.needs.count()
    many = f"{count} needs say" if count > 1 else "One need says"
    refuse_if([f"{many} they take it. Take it off them first."] if count else [])
    remove(found, council=held.council, by=by, at=at)


def _reasons_not_this_skill(council: Council, held: Skill | None, said: Said) -> list[str]:
    days = said["days_a_quarter"]
    if reasons := [] if days is None else reasons_not_kept(days, DAYS):
        return reasons
    same = Skill.objects.filter(council=council, name=said["name"]).exclude(pk=held.pk if held else 0)
    return [f"“{said['name']}” is on the list already."] if same.exists() else []


@transaction.atomic
def say_skill_need(
    *, need: Need, skill: Skill | None, days: Decimal | None, version: int, by: Officer, at: datetime
) -> None:
    """Say how many of a need's days take a scarce skill; None takes it back. Raises `Refused`."""
    found = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    refuse_if(reasons_not_to_say_need(need.element, by))
    refuse_if_stale(version, found.version, "this need")
    refuse_if(_reasons_not_of_skill(found, skill, days))
    held = SkillNeed.objects.filter(need=found, skill=skill).first()
    council = found.council
    if days is None:
        if held is not None:
            remove(held, council=council, by=by, at=at)
    elif held is None:
        assert skill is not None
        row = {"need_id": found.pk, "skill_id": skill.pk, "days": days}
        make(SkillNeed, row, council=council, by=by, at=at, verb="said")
    else:
        change(held, {"days": days}, council=council, by=by, at=at)
    found.version += 1
    found.save(update_fields=["version"])


def _reasons_not_of_skill(need: Need, skill: Skill | None, days: Decimal | None) -> list[str]:
    if skill is None or skill.council_id != need.council_id:
        return ["Choose a skill that is on the council’s list."]
    if days is None:
        return []
    if days == 0 or (reasons := reasons_not_kept(days, DAYS)):
        return reasons if days else ["Write how many days take the skill, above 0."]
    if need.days is not None and days > need.days:
        return [f"The need is of {need.days.normalize() + 0:f} days: no more of them can take a skill."]
    return []
