"""Why somebody may not ask for a change to what was approved, take that back, or decide it."""

from __future__ import annotations

from goldenthread.governance.models import Body, ChangeRequest
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.models import Element


def reasons_not_to_ask(measure: Measure, by: Officer) -> list[str]:
    """Why this person may not ask for a change of this measure: duty, and how far it reaches."""
    return reasons_of_duty(measure.council, "ask_changes", by, subject_of(measure.service, measure.owner))


def reasons_not_to_ask_of_element(element: Element, by: Officer) -> list[str]:
    """Why this person may not ask for another date of this element: duty, and how far it reaches."""
    service = element.service or element.edition.plan.service
    return reasons_of_duty(element.council, "ask_changes", by, subject_of(service, element.owner))


def reasons_not_to_withdraw(request: ChangeRequest, by: Officer) -> list[str]:
    """Why this person may not take a request back: only the post that asked may."""
    found = reasons_of_duty(request.council, "ask_changes", by)
    if not found and not by.serves_everyone and by.post != request.asked_by:
        found = [f"Only {request.asked_by}, who asked for it, can take it back."]
    return found or reasons_not_open(request)


def reasons_not_to_decide(request: ChangeRequest, by: Officer) -> list[str]:
    """Why this person may not decide a request; nobody decides their own."""
    found = reasons_of_duty(request.council, "decide_changes", by)
    if not found and by.post == request.asked_by:
        found = ["You asked for this yourself: somebody else decides it."]
    return found or reasons_not_open(request)


def reasons_not_open(request: ChangeRequest) -> list[str]:
    """Why nothing more happens to a request that is over."""
    if request.state == ChangeRequest.State.OPEN:
        return []
    return [f"This request is {request.get_state_display()} already."]


def reasons_of_body(council: Council, body: Body | None) -> list[str]:
    """Why a body may not be named as the one that decided."""
    if body is None or body.council_id == council.pk:
        return []
    return [f"{body} is a body of another council."]
