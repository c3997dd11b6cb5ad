"""Why somebody may not ask for a change of what was approved, take it back, bring it up, or decide it."""

from __future__ import annotations

from datetime import date

from goldenthread.core.amending import WAY
from goldenthread.core.approving import Approvers, approvers_of, sentence_of
from goldenthread.core.duties import Held, Subject, may
from goldenthread.core.refused import UnreadableFile
from goldenthread.governance.change_policy import approving, duty_names
from goldenthread.governance.models import Body, ChangeRequest, Meeting
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.people.policies import duties
from goldenthread.plans.models import Element

POWER = "decide_changes"
EVERYTHING = Subject()  # reached by nobody but who reaches the whole council


def reasons_not_to_ask(measure: Measure, by: Officer) -> list[str]:
    """Why this person may not ask for a change of this measure: duty, and how far it reaches."""
    return reasons_of_duty(measure.council, "ask_changes", by, subject_of(measure.service, measure.owner))


def reasons_not_to_ask_of_element(element: Element, by: Officer) -> list[str]:
    """Why this person may not ask for a change of this element: duty, and how far it reaches."""
    return reasons_of_duty(element.council, "ask_changes", by, _subject_of_element(element))


def _subject_of_element(element: Element) -> Subject:
    return subject_of(element.service or element.edition.plan.service, element.owner)


def reasons_not_to_withdraw(request: ChangeRequest, by: Officer) -> list[str]:
    """Why this person may not take a request back: only the post that asked may."""
    found = reasons_of_duty(request.council, "ask_changes", by)
    if not found and not by.serves_everyone and by.post != request.asked_by:
        found = [f"Only {request.asked_by}, who asked for it, can take it back."]
    return found or WAY.reasons_not("withdraw", request.state, "This request")


def reasons_not_to_decide(request: ChangeRequest, by: Officer) -> list[str]:
    """Why this person may neither decide a request nor record its decision; nobody decides their own."""
    found = reasons_of_duty(request.council, POWER, by)
    if not found and by.post == request.asked_by:
        found = ["You asked for this yourself: somebody else decides it."]
    found = found or WAY.reasons_not("approve", request.state, "This request")
    if found:
        return found
    if not reasons_not_to_record_for_a_body(request.council, by):
        return []
    return reasons_not_to_decide_alone(request, by)


def reasons_not_to_record_for_a_body(council: Council, by: Officer) -> list[str]:
    """Why this person may not record what a body decided: that takes the power for the whole council."""
    return reasons_of_duty(council, POWER, by, EVERYTHING)


def reasons_not_to_decide_alone(request: ChangeRequest, by: Officer) -> list[str]:
    """Why this person may not decide a request by themselves, by `policies/changes.toml`."""
    if by.serves_everyone:
        return []
    try:
        found, sentence = approvers_for(request), sentence_for(request)
    except UnreadableFile as broken:
        return broken.reasons
    own = [held for held in by.held if held.duty in found.duties]
    if any(_reaches(held, by, request) for held in own):
        return []
    return (reasons_of_duty(request.council, POWER, by, subject_of_request(request)) if own else []) or [
        sentence
    ]


def _reaches(held: Held, by: Officer, request: ChangeRequest) -> bool:
    return may(duties(), POWER, (held,), by.post, subject_of_request(request))


def subject_of_request(request: ChangeRequest) -> Subject:
    """What the thing that a request is about belongs to."""
    if request.measure is not None:
        return subject_of(request.measure.service, request.measure.owner)
    assert request.element is not None
    return _subject_of_element(request.element)


def approvers_for(request: ChangeRequest) -> Approvers:
    """Who may approve a request, by the policy in force. Raises `UnreadableFile`."""
    return approvers_of(approving(), request.kind, days_moved(request))


def sentence_for(request: ChangeRequest) -> str:
    """Who approves a request, in a sentence. Raises `UnreadableFile`."""
    return sentence_of(approving(), request.kind, days_moved(request), duty_names())


def days_moved(request: ChangeRequest) -> int | None:
    """How many days a due date moves; None where it is of another kind, or one of the days is not said."""
    if request.kind != ChangeRequest.Kind.DATE:
        return None
    before, after = request.before.get("due_on"), request.after.get("due_on")
    if not before or not after:
        return None
    return (date.fromisoformat(after) - date.fromisoformat(before)).days


def reasons_not_by(request: ChangeRequest, body: Body | None, by: Officer) -> list[str]:
    """Why a request can't be decided so: by this body, or without one by this person alone."""
    put_to = request.meeting if request.state == ChangeRequest.State.PUT else None
    if put_to is not None and (body is None or body.pk != put_to.body_id):
        return [f"It was put to {put_to}: that body decides it."]
    if body is None:
        return reasons_not_to_decide_alone(request, by)
    return (
        reasons_of_body(request.council, body)
        or reasons_not_to_record_for_a_body(request.council, by)
        or reasons_of_its_kind(request, body)
    )


def reasons_of_its_kind(request: ChangeRequest, body: Body) -> list[str]:
    """Why a body of this kind may not approve such a request, by `policies/changes.toml`."""
    try:
        if body.kind in approvers_for(request).bodies:
            return []
        return [f"{body} can’t approve this. {sentence_for(request)}"]
    except UnreadableFile as broken:
        return broken.reasons


def reasons_of_body(council: Council, body: Body | None) -> list[str]:
    """Why a body may not be named as the one that decided."""
    if body is None or body.council_id == council.pk:
        return []
    return [f"{body} is a body of another council."]


def reasons_not_to_put(request: ChangeRequest, by: Officer) -> list[str]:
    """Why this person may not put a request to a meeting."""
    found = reasons_of_duty(request.council, "keep_route", by)
    return found or WAY.reasons_not("put", request.state, "This request")


def reasons_of_meeting(request: ChangeRequest, meeting: Meeting) -> list[str]:
    """Why a request can't be put to this meeting: cancelled, too early, or of a body that may not."""
    if meeting.council_id != request.council_id:
        return [f"{meeting} is a meeting of another council."]
    if meeting.is_cancelled:
        return [f"{meeting} is cancelled. Choose another meeting."]
    if meeting.meets_on < request.asked_at.date():
        return [f"{meeting} was before this was asked. Choose a later meeting."]
    if request.state == ChangeRequest.State.PUT and request.meeting_id == meeting.pk:
        return [f"It was put to {meeting} already."]
    return reasons_of_its_kind(request, meeting.body)
