"""Why somebody may not offer an action, answer for a service, or read a workplan, in sentences."""

from __future__ import annotations

from goldenthread.core.cascade import TAKEN, Answer
from goldenthread.people.models import Council, Post, Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, reasons_of_place, subject_of
from goldenthread.plans.models import Edition, Element, Offer, Plan
from goldenthread.plans.working import working_levels


def is_ours(council: Council, viewer: Officer) -> bool:
    """True for the council's own people: offers, and what was answered, are between them."""
    return not reasons_of_place(council, viewer)


def reasons_not_to_offer(action: Element, by: Officer) -> list[str]:
    """Why this person may not offer this action to services."""
    found = reasons_of_duty(action.council, "offer_actions", by, subject_of(action.service, action.owner))
    return found or _reasons_of_action(action)


def _reasons_of_action(action: Element) -> list[str]:
    edition = action.edition
    if edition.plan.kind == Plan.Kind.SERVICE:
        return ["This is a line of a service plan already. Offer an action of the corporate strategy."]
    if edition.plan.kind == Plan.Kind.FRAMEWORK:
        return ["This is a line of a framework, not an action of the council's own. Offer what answers it."]
    if edition.state == Edition.State.REPLACED:
        return [f"{edition} has been replaced. Offer the action from the edition that replaced it."]
    if action.state != Element.State.LIVE:
        return [f"“{action}” is no longer in {edition}, so there is nothing to offer."]
    levels = working_levels(edition)
    if action.level_id not in [level.pk for level in levels]:
        names = " or ".join(level.lower_plural for level in levels) or "actions"
        return [f"{action.level.plural} are not offered. Offer the {names} below it."]
    return []


def reasons_not_to_withdraw(offer: Offer, by: Officer) -> list[str]:
    """Why this person may not take this offer back."""
    action = offer.action
    found = reasons_of_duty(offer.council, "offer_actions", by, subject_of(action.service, action.owner))
    if not found and offer.state != Offer.State.OFFERED:
        found = [f"{offer.service} has answered already. The answer stays; talk to the service about it."]
    return found


def reasons_not_to_answer(offer: Offer, by: Officer) -> list[str]:
    """Why this person may not answer what was offered to this service."""
    return reasons_of_duty(offer.council, "answer_offers", by, subject_of(offer.service))


def reasons_to_wait_for_a_draft(offer: Offer, draft: Edition | None, answer: Answer) -> list[str]:
    """Why this answer can't be given now: it would change a service plan that is adopted, or isn't there.

    Declining what was never taken in changes no plan, so that can be said at any time.
    """
    held = offer.item.edition if offer.item else None
    if held is not None and held.state != Edition.State.DRAFT:
        return [
            f"{held} is {held.get_state_display()} with this in it, so the answer stands. "
            "Start a new edition of the service plan and change it there."
        ]
    if draft is not None or answer not in TAKEN:
        return []
    if Plan.objects.filter(kind=Plan.Kind.SERVICE, service=offer.service).exists():
        return [
            f"{offer.service} has no draft service plan, and what is adopted stays as it is. "
            "Start a new edition of it, then answer."
        ]
    return [f"{offer.service} has no service plan yet. Start one, then answer."]


def reasons_not_to_start_plan(service: Service, by: Officer) -> list[str]:
    """Why this person may not start a service plan for this service."""
    found = reasons_of_duty(service.council, "start_edition", by, subject_of(service))
    if not found and Plan.objects.filter(kind=Plan.Kind.SERVICE, service=service).exists():
        found = [f"{service} has a service plan already. Start a new edition of that one."]
    return found


def reasons_not_to_add_item(service: Service, draft: Edition | None, by: Officer) -> list[str]:
    """Why this person may not add a line to this service's plan."""
    found = reasons_of_duty(service.council, "change_plan", by, subject_of(service))
    if not found and draft is None:
        found = [f"{service} has no draft service plan. Start one or a new edition of it, then add to that."]
    return found


def reasons_not_to_read_workplan(post: Post, viewer: Officer) -> list[str]:
    """Why this person may not read this post's workplan: it is its holder's and their manager's only.

    Not even the operator's, who may otherwise do everything.
    """
    if viewer.council == post.council.slug and viewer.is_signed_in:
        readers = [post.title, *([post.manager.title] if post.manager else [])]
        if viewer.post in readers:
            return []
        who = " and ".join(readers)
        return [f"Only {who} can read this workplan. Others see how many items it holds, not their words."]
    return reasons_of_place(post.council, viewer) or [f"Only {post} and its manager can read this workplan."]


def reasons_not_to_keep_workplan(post: Post, by: Officer) -> list[str]:
    """Why this person may not write in this post's workplan: only its holder does."""
    return reasons_of_duty(post.council, "keep_workplan", by, subject_of(post.service, post))
