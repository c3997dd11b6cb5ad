"""Reading evidence: of one element, and by the lines of a framework that it answers."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Prefetch

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.frameworks import KINDS
from goldenthread.plans.models import Edition, Element, Evidence


def evidence_of(element: Element) -> list[Evidence]:
    """Everything given as evidence of an element, with the lines it answers."""
    lines = Element.objects.select_related("edition").order_by("edition_id", "level__position", "position")
    return list(
        element.evidence.prefetch_related(Prefetch("answers", queryset=lines)).order_by("-dated_on", "id")
    )


def evidence_at(council: Council, pk: int, viewer: Officer) -> Evidence | None:
    """One piece of evidence of an element that this person may read."""
    joined = Evidence.objects.select_related(
        "council", "element__council", "element__edition__plan__service", "element__service__directorate",
        "element__owner", "element__level",
    )  # fmt: skip
    return joined.filter(council=council, pk=pk, element__in=Element.objects.seen_by(viewer)).first()


def framework_lines(council: Council, viewer: Officer) -> list[Element]:
    """Every line of the frameworks in use, to choose from, in order."""
    lines = Element.objects.listed().seen_by(viewer).select_related("edition", "level")
    found = lines.filter(
        council=council,
        edition__is_current=True,
        edition__plan__kind__in=KINDS,
        edition__plan__retired_on=None,
    )
    return list(found.order_by("edition__plan__position", "edition_id", "level__position", "position", "id"))


def evidence_by_line(edition: Edition, viewer: Officer) -> dict[int, list[Evidence]]:
    """The evidence that answers each line of a framework's edition, oldest first: two queries."""
    seen = Evidence.objects.filter(element__in=Element.objects.seen_by(viewer))
    pairs = list(seen.filter(answers__edition=edition).order_by("id").values_list("answers", "id"))
    joined = Evidence.objects.select_related("element__level", "element__edition", "element__owner")
    held = {one.pk: one for one in joined.filter(pk__in=[evidence for _, evidence in pairs])}
    found: dict[int, list[Evidence]] = defaultdict(list)
    for line, evidence in pairs:
        found[line].append(held[evidence])
    return {
        line: sorted(many, key=lambda one: (str(one.dated_on or ""), one.title, one.pk))
        for line, many in found.items()
    }


def untagged(council: Council, viewer: Officer) -> int:
    """How many pieces of evidence answer no line of any framework."""
    held = Evidence.objects.filter(council=council, element__in=Element.objects.seen_by(viewer))
    return held.filter(answers=None).count()
