"""Reading what stands on a measure's sheet beside its own words."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from goldenthread.core.charted import Redefined
from goldenthread.measures.models import (
    Alias,
    Breakdown,
    EarlierDefinition,
    Measure,
    MeasureLink,
    Observation,
)
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Element


def aliases_of(measure: Measure) -> list[Alias]:
    """What others call a measure."""
    return list(measure.aliases.all())


def codes_by_measure(council: Council) -> dict[int, str]:
    """What others call each measure of a council, in one text."""
    found: dict[int, list[str]] = defaultdict(list)
    for measure, code in Alias.objects.filter(council=council).values_list("measure_id", "code"):
        found[measure].append(code)
    return {measure: " ".join(codes) for measure, codes in found.items()}


def breakdowns_of(measure: Measure) -> list[Breakdown]:
    """The parts that a measure's total is parted into, in order."""
    return list(measure.breakdowns.all())


def earlier_definitions_of(measure: Measure) -> list[EarlierDefinition]:
    """The definitions a measure had, latest first."""
    return list(measure.earlier_definitions.all())


def redefinitions_of(measure: Measure) -> list[Redefined]:
    """The days from which a measure counts by another definition, earliest first."""
    ended = measure.earlier_definitions.order_by("until_on").values_list("until_on", "is_comparable")
    return [Redefined(until + timedelta(days=1), is_comparable) for until, is_comparable in ended]


def links_to_remove(measure: Measure, viewer: Officer = VISITOR) -> list[MeasureLink]:
    """The elements that a measure shows the difference of, of those that this person may read."""
    seen = Element.objects.seen_by(viewer).filter(council=measure.council_id)
    joined = measure.links.select_related("element__edition", "element__level").filter(element__in=seen)
    return list(joined.order_by("-element__edition__is_current", "id"))


def figures_of_parts(measure: Measure) -> list[Observation]:
    """The current figures of a measure's parts, latest first."""
    held = measure.observations.filter(is_current=True).exclude(breakdown="")
    return list(held.order_by("-ends_on", "-starts_on", "breakdown"))


def measures_with_sheets(council: Council) -> list[Measure]:
    """A council's measures with everything that a file of their definitions holds, in order."""
    held = Measure.objects.filter(council=council).select_related("service", "owner", "updater")
    return list(held.prefetch_related("aliases", "links__element__edition__plan"))
