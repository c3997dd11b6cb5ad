"""Why somebody may not change a plan, in sentences."""

from __future__ import annotations

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.models import Edition, Element


def reasons_not_to_change(edition: Edition, by: Officer) -> list[str]:
    """Why this person may not change the lines of this edition.

    What has been adopted is changed by a new edition; its dates by a request for change that is granted too.
    """
    plan = edition.plan
    found = reasons_of_duty(plan.council, "change_plan", by, subject_of(plan.service))
    return found or _reasons_of_state(edition)


def _reasons_of_state(edition: Edition) -> list[str]:
    if edition.state == Edition.State.DRAFT:
        return []
    return [
        f"{edition} is {edition.get_state_display()}, so its lines stay as they are. "
        "Start a new edition from it, and change that."
    ]


def reasons_not_to_change_element(element: Element, by: Officer) -> list[str]:
    """Why this person may not change this line: of its edition, or because it is in the plan no more."""
    edition = element.edition
    found = reasons_not_to_change(edition, by)
    if found == _reasons_of_state(edition) and edition.state == Edition.State.ADOPTED:
        found.append("A date moves by a request for change: ask for it on the line’s own page.")
    if not found and element.state == Element.State.RETIRED:
        found = ["This line is retired: it is kept as it was. Add a new one instead."]
    return found


def reasons_not_to_start(council: Council, edition: Edition | None, by: Officer) -> list[str]:
    """Why this person may not start a plan, or a new edition from this one, or open or adopt it."""
    service = edition.plan.service if edition else None
    return reasons_of_duty(council, "start_edition", by, subject_of(service))


def reasons_not_to_adopt(edition: Edition, by: Officer) -> list[str]:
    """Why this person may not adopt this edition now."""
    return reasons_not_to_start(edition.plan.council, edition, by) or reasons_not_ready(edition)


def reasons_not_ready(edition: Edition) -> list[str]:
    """Why this edition can't be adopted now, whoever adopts it."""
    if edition.state != Edition.State.DRAFT:
        return [f"{edition} is {edition.get_state_display()} already."]
    if not edition.elements.listed().exists():
        return ["This edition holds nothing yet. Add its lines before it is adopted."]
    return []
