"""Reading what stands on a measure's sheet beside its own words."""

from __future__ import annotations

from goldenthread.measures.models import (
    Alias,
    Breakdown,
    EarlierDefinition,
    Measure,
    MeasureLink,
    Observation,
)
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Element


def aliases_of(measure: Measure) -> list[Alias]:
    """What others call a measure."""
    return list(measure.aliases.all())


def breakdowns_of(measure: Measure) -> list[Breakdown]:
    """The parts that a measure's total is parted into, in order."""
    return list(measure.breakdowns.all())


def earlier_definitions_of(measure: Measure) -> list[EarlierDefinition]:
    """The definitions a measure had, latest first."""
    return list(measure.earlier_definitions.all())


def links_to_remove(measure: Measure, viewer: Officer = VISITOR) -> list[MeasureLink]:
    """The elements that a measure shows the difference of, of those that this person may read."""
    seen = Element.objects.seen_by(viewer).filter(council=measure.council_id)
    joined = measure.links.select_related("element__edition", "element__level").filter(element__in=seen)
    return list(joined.order_by("-element__edition__is_current", "id"))


def figures_of_parts(measure: Measure) -> list[Observation]:
    """The current figures of a measure's parts, latest first."""
    held = measure.observations.filter(is_current=True).exclude(breakdown="")
    return list(held.order_by("-ends_on", "-starts_on", "breakdown"))
