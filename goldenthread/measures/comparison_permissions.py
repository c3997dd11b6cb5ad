"""Why somebody may not say what is compared, and with whom."""

from __future__ import annotations

from collections.abc import Collection

from goldenthread.measures.models import ComparedMeasure, ComparisonSet, Measure, Place, SimilarGroup
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty

POWER = "keep_comparisons"


def reasons_not_to_compare(council: Council, by: Officer) -> list[str]:
    """Why this person may not choose what is compared at this council."""
    return reasons_of_duty(council, POWER, by)


def reasons_not_to_group(held: ComparisonSet, name: str, why: str, places: Collection[Place]) -> list[str]:
    """Why these places make no group."""
    found = []
    if not name.strip():
        found.append("Give the group a name.")
    if not why.strip():
        found.append("Say why these councils are like yours.")
    if not places:
        found.append("Choose at least one council.")
    if any(one.set_id != held.pk for one in places):
        found.append(f"Choose only places of {held}.")
    if any(one.is_whole for one in places):
        found.append("A nation or a region is always shown to compare with; a group holds councils.")
    return found


def reasons_not_to_link(measure: Measure, compared: ComparedMeasure | None) -> list[str]:
    """Why a measure can't be set beside this: another is already."""
    if compared is None:
        return []
    others = compared.measures.filter(council=measure.council).exclude(pk=measure.pk)
    return [f"{one.code} is compared with {compared.code} already. Unlink it there first." for one in others]


def reasons_not_among(
    measure: Measure, compared: ComparedMeasure | None, similar: SimilarGroup | None
) -> list[str]:
    """Why a measure can't be looked at among this group: its councils have no figures for it."""
    if similar is None:
        return []
    if similar.council_id != measure.council_id:
        return ["Choose one of your own council's groups."]
    if compared is None or similar.set_id != compared.set_id:
        return [f"The councils of “{similar}” are in {similar.set}. Choose a group of the same set."]
    return []
