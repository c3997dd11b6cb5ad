"""Taking the corporate strategy into service plans: offer, answer, start a service plan, add to it.

An answer that takes an action in makes a line of the service's draft plan and joins it to the action, so that
the thread holds. Earlier answers stay in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from goldenthread.core.cascade import TAKEN, Answer
from goldenthread.core.periods import Period, label
from goldenthread.core.refused import refuse_if
from goldenthread.ledger import one
from goldenthread.people.models import Post, Service
from goldenthread.people.officers import Officer
from goldenthread.plans.cascade_permissions import (
    reasons_not_to_add_item,
    reasons_not_to_answer,
    reasons_not_to_offer,
    reasons_not_to_start_plan,
    reasons_not_to_withdraw,
    reasons_to_wait_for_a_draft,
)
from goldenthread.plans.editing import add_element, amend_element, move_element
from goldenthread.plans.models import Contribution, Edition, Element, Level, Offer, Plan
from goldenthread.plans.origins import Why
from goldenthread.plans.reshaping import retire_element
from goldenthread.plans.working import item_level

PLAIN_LEVEL = {"key": "item", "name": "Service plan item", "plural": "Service plan items", "years": 1}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a line of a service plan says: its own words, its dates, who answers for it and where it hangs."""

    title: str
    detail: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    owner: Post | None = None
    parent: Element | None = None


def wording_of(action: Element, parent: Element | None = None) -> Wording:
    """The words of an action as they are, for a service that takes it in unchanged."""
    return Wording(action.title, action.detail, action.starts_on, action.due_on, action.owner, parent)


@transaction.atomic
def offer_action(
    *, action: Element, services: Iterable[Service], words: str, on: date, by: Officer, at: datetime
) -> list[Offer]:
    """Offer an action to one or several services at once, with what they are asked."""
    asked = list(services)
    refuse_if(reasons_not_to_offer(action, by))
    refuse_if([] if asked else ["Choose at least one service."])
    held = {pk: name for pk, name in action.offers.values_list("service_id", "service__name")}
    refuse_if(f"{held[one.pk]} has been asked already." for one in asked if one.pk in held)
    return [
        one.make(
            Offer,
            {
                "council_id": action.council_id,
                "action_id": action.pk,
                "service_id": service.pk,
                "words": words.strip(),
                "offered_on": on,
            },
            council=action.council,
            verb="offered",
            by=by,
            at=at,
        )
        for service in asked
    ]


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: Officer, at: datetime, reason: str = "") -> None:
    """Take back an offer that nobody has answered."""
    held = _locked(offer)
    refuse_if(["It has been taken back already."] if held is None else reasons_not_to_withdraw(held, by))
    assert held is not None
    one.remove(held, council=held.council, verb="took back", by=by, at=at, reason=reason)


@transaction.atomic
def answer_offer(
    *,
    offer: Offer,
    version: int,
    answer: Answer,
    wording: Wording | None = None,
    reason: str = "",
    on: date,
    by: Officer,
    at: datetime,
) -> Offer:
    """Take an action into the service's draft plan, as it is or with changes, or decline it.

    `wording` is what the line says where it is changed; where it is accepted as it is, only its `parent` is
    used. Answering again changes the line that the first answer made; declining then takes it out.
    """
    held = _locked(offer)
    refuse_if(["The offer has been taken back. Nothing was changed."] if held is None else [])
    assert held is not None
    draft = draft_of(held.service)
    refuse_if(reasons_not_to_answer(held, by))
    refuse_if(reasons_answered_meanwhile(held, version))
    refuse_if(_reasons_of_answer(held, answer, wording, reason))
    refuse_if(reasons_to_wait_for_a_draft(held, draft, answer))
    who: dict[str, Any] = {"council": held.council, "by": by, "at": at}
    item = held.item
    if answer in TAKEN and draft is not None:
        parent = wording.parent if wording else None
        said = wording if wording and answer is Answer.CHANGED else wording_of(held.action, parent)
        item = _take_in(held, draft, said, by, at)
    elif (there := _item_in(held, draft)) is not None:
        why = Why(f"Declined: {reason.strip()}")
        retire_element(element=there, version=there.version, under=None, why=why, by=by, at=at)
        item = None
    row = {
        "state": answer.value,
        "reason": reason.strip(),
        "item_id": item.pk if item else None,
        "answered_on": on,
    }
    one.change(held, row, verb=_VERBS[answer], reason=reason.strip(), **who)
    return held


_VERBS = {
    Answer.ACCEPTED: "accepted",
    Answer.CHANGED: "accepted with changes",
    Answer.DECLINED: "declined",
}


def reasons_answered_meanwhile(held: Offer, seen: int) -> list[str]:
    """Why an answer can't be taken: somebody else gave one after this person had opened the page."""
    if held.version == seen:
        return []
    said = f" because: {held.reason}" if held.reason else "."
    return [
        f"Somebody else answered while you were writing: {held.get_state_display()}{said} "
        "Nothing of yours was kept. Answer again only if their answer should change."
    ]


def _reasons_of_answer(offer: Offer, answer: Answer, wording: Wording | None, reason: str) -> list[str]:
    if answer not in _VERBS:
        return ["Choose to accept, to accept with changes or to decline."]
    found = []
    if answer in (Answer.CHANGED, Answer.DECLINED) and not reason.strip():
        found.append("Say why: the strategy team reads the reason and can answer it.")
    if answer is Answer.CHANGED:
        found += reasons_of_wording(wording or Wording(""))
        if wording and _says_the_same(wording, wording_of(offer.action, wording.parent)):
            found.append("Nothing in it is changed. Accept it as it is, or write what will be done instead.")
    if answer in TAKEN and offer.action.state != Element.State.LIVE:
        found.append(f"“{offer.action}” is no longer in its edition. Decline it, and say so.")
    return found


def _says_the_same(one: Wording, other: Wording) -> bool:
    def told(said: Wording) -> tuple[object, ...]:
        return said.title.split(), said.detail.split(), said.starts_on, said.due_on, said.owner

    return told(one) == told(other)


def reasons_of_wording(said: Wording) -> list[str]:
    """What is wrong with the words and dates of a line."""
    found = []
    if not said.title.strip():
        found.append("Write what will be done.")
    if said.starts_on and said.due_on and said.due_on < said.starts_on:
        found.append("It can't be done before it starts. Change one of the dates.")
    return found


def _locked(offer: Offer) -> Offer | None:
    """The offer as it is now, kept from others until this is done."""
    joined = Offer.objects.select_for_update(of=("self",)).select_related(
        "council", "service__directorate", "action__edition__plan", "action__owner", "action__service", "item"
    )
    return joined.filter(pk=offer.pk).first()


def draft_of(service: Service) -> Edition | None:
    """The service's draft plan, the newest where there are several."""
    drafts = Edition.objects.select_related("plan__council", "plan__service")
    mine = drafts.filter(plan__service=service, plan__kind=Plan.Kind.SERVICE, state=Edition.State.DRAFT)
    return mine.order_by("-starts_on", "-id").first()


def _take_in(offer: Offer, draft: Edition, said: Wording, by: Officer, at: datetime) -> Element:
    """The line of the draft that carries the action: made, or the one that an earlier answer made."""
    why = Why(f"Taken in from “{offer.action}”.")
    item = _item_in(offer, draft)
    if item is None:
        item = _add(draft, said, {}, why, by, at)
    else:
        facts = _facts_of(said, draft)
        item = amend_element(element=item, version=item.version, changes=facts, why=why, by=by, at=at)
        parent, version = said.parent, item.version
        item = move_element(element=item, version=version, parent=parent, why=why, by=by, at=at)
    link = {"giver_id": item.pk, "taker_id": offer.action_id, "kind": Contribution.Kind.CONTRIBUTES}
    if not Contribution.objects.filter(**link).exists():
        row = {**link, "council_id": offer.council_id, "seen_version": offer.action.version}
        one.make(Contribution, row, council=offer.council, reason=why.reason, by=by, at=at)
    return item


def _item_in(offer: Offer, draft: Edition | None) -> Element | None:
    """The line that an earlier answer put into this draft, if it is still there."""
    item = offer.item
    is_there = item is not None and draft is not None and item.edition_id == draft.pk
    return item if is_there and item is not None and item.state == Element.State.LIVE else None


def _facts_of(said: Wording, draft: Edition) -> dict[str, Any]:
    refuse_if(_reasons_of_place(said, draft))
    return {
        "title": " ".join(said.title.split()),
        "detail": said.detail.strip(),
        "starts_on": said.starts_on,
        "due_on": said.due_on,
        "owner_id": said.owner.pk if said.owner else None,
    }


def _reasons_of_place(said: Wording, draft: Edition) -> list[str]:
    parent, owner, level = said.parent, said.owner, item_level(draft)
    if level is None:
        return [f"{draft} has no level to add to. Name its levels first."]
    if owner is not None and owner.council_id != draft.plan.council_id:
        return ["The owner is a post of another council."]
    if parent is not None and parent.edition_id != draft.pk:
        return [f"“{parent}” is not in {draft}. Choose where it hangs from what is."]
    return []


def _add(
    draft: Edition, said: Wording, more: Mapping[str, Any], why: Why, by: Officer, at: datetime
) -> Element:
    facts = {**_facts_of(said, draft), "service_id": draft.plan.service_id, **more}
    level = item_level(draft)
    assert level is not None  # or the facts would have been refused
    return add_element(edition=draft, level=level, parent=said.parent, facts=facts, why=why, by=by, at=at)


@transaction.atomic
def add_service_item(
    *, service: Service, wording: Wording, is_usual: bool, by: Officer, at: datetime
) -> Element:
    """Add a line to the service's draft plan: business as usual, or what the service adds of its own."""
    draft = draft_of(service)
    refuse_if(reasons_not_to_add_item(service, draft, by))
    refuse_if(reasons_of_wording(wording))
    assert draft is not None
    kind = Element.Kind.AS_USUAL if is_usual else Element.Kind.ORDINARY
    why = Why("Business as usual." if is_usual else "Of the service's own.")
    return _add(draft, wording, {"kind": kind}, why, by, at)


@transaction.atomic
def start_service_plan(*, service: Service, year: Period, by: Officer, at: datetime) -> Edition:
    """Start the service's plan with a first draft edition for a year, closed to others until it is opened.

    Its levels are those that the council's other service plans use; the first of all has one level.
    """
    Service.objects.select_for_update().get(pk=service.pk)  # two at once: the second waits, and is refused
    refuse_if(reasons_not_to_start_plan(service, by))
    council = service.council
    who: dict[str, Any] = {"council": council, "verb": "started", "by": by, "at": at}
    named = f"{service.name} service plan"[:200]
    plan = one.make(
        Plan,
        {
            "council_id": council.pk,
            "slug": _free_slug(service),
            "name": named,
            "kind": Plan.Kind.SERVICE,
            "service_id": service.pk,
            "owned_by": service.name,
            "position": 100,
        },
        **who,
    )
    words = label(year, council.year_start)
    edition = one.make(
        Edition,
        {
            "plan_id": plan.pk,
            "slug": slugify(words.replace("/", "-"))[:40],
            "name": f"{named[: 199 - len(words)]} {words}",
            "starts_on": year.starts_on,
            "ends_on": year.ends_on,
            "is_open": False,
        },
        **who,
    )
    for place, row in enumerate(_levels_in_use(service), start=1):
        one.make(Level, {"edition_id": edition.pk, "position": place, **row}, **who)
    return edition


def _free_slug(service: Service) -> str:
    wanted = (slugify(service.name) or "service")[:60] + "-service-plan"
    taken = set(Plan.objects.filter(council=service.council).values_list("slug", flat=True))
    return wanted if wanted not in taken else f"{wanted}-{service.pk}"


def _levels_in_use(service: Service) -> list[dict[str, Any]]:
    """The levels of the council's newest service plan, or one plain level."""
    others = Edition.objects.filter(
        plan__council=service.council, plan__kind=Plan.Kind.SERVICE, plan__service__isnull=False
    )
    newest = others.filter(levels__isnull=False).order_by("-starts_on", "-id").first()
    if newest is None:
        return [{**PLAIN_LEVEL, "needs_owner": True}]
    copied = [
        field.attname
        for field in Level._meta.concrete_fields
        if field.attname not in ("id", "edition_id", "position")
    ]
    return list(newest.levels.values(*copied))
