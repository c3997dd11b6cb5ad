"""Letting an element of one plan count in another too: it belongs to both, and reports to both."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.people.officers import Officer
from goldenthread.plans.editing import held_edition
from goldenthread.plans.models import Edition, Element, Level, Placement
from goldenthread.plans.permissions import reasons_not_to_change


@transaction.atomic
def place_in(
    *, element: Element, edition: Edition, level: Level, parent: Element | None, by: Officer, at: datetime
) -> Placement:
    """Let an element count in the draft of another plan, at a level and below a line of it.

    Placed again, it moves there. (York 2008, paragraph 4: work of one plan is a priority of another.)
    """
    edition = held_edition(edition)
    refuse_if(_reasons_not_to_place(element, edition, level, parent, by))
    placed, is_new = Placement.objects.update_or_create(
        element=element,
        edition=edition,
        defaults={"council": element.council, "level": level, "parent": parent},
    )
    note(
        verb="placed in another plan" if is_new else "moved in another plan",
        subject=element, council=element.council.slug, by=by, at=at,
        after={"edition": str(edition), "below": str(parent or "")},
    )  # fmt: skip
    return placed


@transaction.atomic
def take_out(*, placement: Placement, by: Officer, at: datetime) -> None:
    """Let an element count in its own plan only."""
    refuse_if(reasons_not_to_change(held_edition(placement.edition), by))
    note(
        verb="taken out of another plan", subject=placement.element, council=placement.element.council.slug,
        by=by, at=at, before={"edition": str(placement.edition), "below": str(placement.parent or "")},
    )  # fmt: skip
    placement.delete()


def _reasons_not_to_place(
    element: Element, edition: Edition, level: Level, parent: Element | None, by: Officer
) -> list[str]:
    found = reasons_not_to_change(edition, by)
    if found:
        return found
    if element.edition.plan_id == edition.plan_id:
        found.append("It is a line of this plan already. Choose another plan.")
    if element.council_id != edition.plan.council_id or level.edition_id != edition.pk:
        found.append("That plan is not on record here. Load the page again.")
    if element.state != Element.State.LIVE:
        found.append("This line is no longer in its own plan.")
    if parent is not None and (parent.edition_id != edition.pk or parent.level.position >= level.position):
        found.append("A line hangs from a line of a higher level of that plan. Choose another.")
    return found
