"""What was approved with a plan: targets, tolerances, definitions and how it is counted change by request."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from goldenthread.measures.models import Measure, MeasureLink
from goldenthread.plans.models import Edition, Element

__all__ = ["WITH_A_PLAN", "is_approved", "reasons_to_ask_first"]

# Of a query's measures: whether each shows the difference of a line of an adopted edition.
WITH_A_PLAN = Exists(
    MeasureLink.objects.filter(
        measure=OuterRef("pk"),
        element__state=Element.State.LIVE,
        element__edition__state=Edition.State.ADOPTED,
    )
)


def is_approved(measure: Measure, without: MeasureLink | None = None) -> bool:
    """True where a measure shows the difference of a line of an adopted edition: it was approved with it.

    `without` asks how it would stand if that link were gone.
    """
    links = MeasureLink.objects.filter(
        measure=measure,
        element__state=Element.State.LIVE,
        element__edition__state=Edition.State.ADOPTED,
    )
    if without is not None:
        links = links.exclude(pk=without.pk)
    return links.exists()


def reasons_to_ask_first(measure: Measure, what: str, request: int | None) -> list[str]:
    """Why `what` (“target”) of an approved measure may not be changed outright; none for what was granted.

    `request` is the number of the change request by which it was granted. To set a target that was left blank
    changes nothing that was approved: the caller doesn't ask then.
    """
    if request is not None or not is_approved(measure):
        return []
    return [f"This {what} was approved with the plan. Ask for a change: say what it should be and why."]
