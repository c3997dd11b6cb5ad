"""What stands at the addresses of the cascade in Hart, made when a test asks for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.people.models import Council, Post, Service
from goldenthread.plans.models import Edition, Element, Offer, Plan, WorkplanItem

DAY = date(2014, 9, 1)


def _council() -> Council:
    return Council.objects.get(slug="hart")


def _draft(slug: str, kind: str, level: str, **more: Any) -> Edition:
    plan, _ = Plan.objects.get_or_create(
        council=_council(), slug=slug, defaults={"name": f"Plan {slug}", "kind": kind, **more}
    )
    edition, _ = Edition.objects.get_or_create(
        plan=plan, slug="2015-16", defaults={"name": f"Draft {slug}", "is_open": False}
    )
    edition.levels.get_or_create(
        key="work", defaults={"name": level, "plural": f"{level}s", "position": 1, "needs_owner": True}
    )
    return edition


def _line(edition: Edition) -> Element:
    line, _ = Element.objects.get_or_create(
        council=_council(),
        edition=edition,
        level=edition.levels.get(),
        defaults={"title": f"A line of {edition}"},
    )
    return line


def _planned() -> Service:
    return _council().services.order_by("id")[0]


def action() -> Element:
    return _line(_draft("corporate", "CORPORATE", "Action"))


def offer() -> Offer:
    made, _ = Offer.objects.get_or_create(
        council=_council(), action=action(), service=_planned(), defaults={"offered_on": DAY}
    )
    return made


def service() -> Service:
    """A service with a draft plan that holds one line."""
    held = _planned()
    _line(_draft("of-the-service", "SERVICE", "Item", service=held))
    return held


def unplanned() -> Service:
    return _council().services.order_by("-id")[0]


def post() -> Post:
    return Post.objects.get(council=_council(), title="Performance Officer")


def workplan_item() -> WorkplanItem:
    made, _ = WorkplanItem.objects.get_or_create(
        council=_council(),
        item=_line(_draft("of-the-service", "SERVICE", "Item", service=service())),
        post=post(),
        defaults={"words": "Sort the letters"},
    )
    return made


MAKERS = {
    "an action": action,
    "an offer": offer,
    "a service": service,
    "a service without a plan": unplanned,
    "a post": post,
    "a workplan item": workplan_item,
}
EXAMPLES: dict[str, dict[str, str]] = {
    "cascade": {"council": "hart"},
    "offer-element": {"council": "hart", "pk": "an action"},
    "offer": {"council": "hart", "pk": "an offer"},
    "withdraw-offer": {"council": "hart", "pk": "an offer"},
    "services": {"council": "hart"},
    "service": {"council": "hart", "pk": "a service"},
    "start-service-plan": {"council": "hart", "pk": "a service without a plan"},
    "add-service-item": {"council": "hart", "pk": "a service"},
    "service-plan": {"council": "hart", "pk": "a service"},
    "service-plan-word": {"council": "hart", "pk": "a service"},
    "team-plan": {"council": "hart", "pk": "a service"},
    "workplan": {"council": "hart"},
    "workplan-of": {"council": "hart", "pk": "a post"},
    "workplan-item": {"council": "hart", "pk": "a workplan item"},
    "workplan-done": {"council": "hart", "pk": "a workplan item"},
    "workplan-remove": {"council": "hart", "pk": "a workplan item"},
}
POST_ONLY = {"withdraw-offer", "workplan-done", "workplan-remove"}
FILES = {"service-plan-word", "workplan-of"}  # the last leads on to one's own
