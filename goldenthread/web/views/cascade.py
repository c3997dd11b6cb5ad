"""Which actions service plans carry; offering an action, and what a service answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.ledger.queries import history_of
from goldenthread.people.permissions import has_power
from goldenthread.people.queries import posts_of, services_of
from goldenthread.plans.cascade import answer_offer, draft_of, offer_action, withdraw_offer
from goldenthread.plans.cascade_permissions import (
    is_ours,
    reasons_not_to_answer,
    reasons_not_to_offer,
    reasons_not_to_start_plan,
    reasons_not_to_withdraw,
)
from goldenthread.plans.cascade_queries import cascading_editions, offer_at, offers_for, places_in
from goldenthread.plans.climbing import way_to
from goldenthread.plans.queries import element_at
from goldenthread.reports.figures.cascade import FILTERS, cascade_page
from goldenthread.reports.tables import cascade as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.cascade import AnswerForm, OfferForm
from goldenthread.web.pages import by_post, day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition, Offer


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every action of the strategy, and whether a service plan carries it."""
    officer = officer_of(request)
    editions = cascading_editions(council, officer)
    edition = _asked_for(request, editions)
    if edition is None:
        return page(request, "web/cascade_empty.html", council, "Plans")
    shown = cascade_page(edition, officer)
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in FILTERS else "all"
    ours = is_ours(council, officer)
    return page_or_file(
        request,
        "web/cascade.html",
        council,
        "Plans",
        grid=tables.actions(
            shown.filtered(chosen),
            shown,
            is_ours=ours,
            may_offer=ours and has_power("offer_actions", officer),
        ),
        name="cascade",
        shown=shown,
        themes=tables.by_theme(shown),
        editions=editions,
        chosen=chosen,
        filters=_filters(request, shown, ours),
        is_ours=ours,
    )


def _asked_for(request: HttpRequest, editions: list[Edition]) -> Edition | None:
    wanted = request.GET.get("edition", "")
    named = [one for one in editions if f"{one.plan.slug}/{one.slug}" == wanted]
    if wanted and not named:
        raise Http404("No edition that is cascaded is at this address.")
    return next(iter([*named, *editions]), None)


def _filters(request: HttpRequest, shown: object, ours: bool) -> list[tuple[str, str, int, str]]:
    """The filters with how many actions each shows and where it leads; answers are for our own people."""
    found = []
    for key, words in FILTERS.items():
        if key in ("all", "not-carried") or ours:
            asked = request.GET.copy()
            asked.pop("as", None)
            asked["show"] = key
            found.append((key, words, len(shown.filtered(key)), asked.urlencode()))  # type: ignore[attr-defined]
    return found


@needing("offer_actions")
@of_council
def offer_element(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Offer one action to services, and see whom it was offered to."""
    officer = officer_of(request)
    action = element_at(council, pk, officer)
    if action is None:
        raise Http404("No element of this council is at this address.")
    refuse_if(reasons_not_to_offer(action, officer))
    offers = offers_for(action, officer)
    asked = {one.service_id for one in offers}
    services = [one for one in services_of(council) if one.pk not in asked]
    form = OfferForm(request.POST or None, services=services)
    if request.method == "POST" and form.is_valid():
        try:
            offer_action(
                action=action,
                services=form.services(),
                words=form.cleaned_data["words"],
                on=day_of(council),
                by=officer,
                at=timezone.now(),
            )
            return redirect("offer-element", council.slug, action.pk)
        except Refused as refusal:
            form.add_error("services", " ".join(refusal.reasons))
    return page(
        request,
        "web/offer_element.html",
        council,
        "Plans",
        action=action,
        way=way_to(action, officer),
        offers=offers,
        services=services,
        form=form,
        code=422 if form.errors else 200,
    )


def _offer(request: HttpRequest, council: Council, pk: int) -> Offer:
    held = offer_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No offer of this council is at this address. It may have been taken back.")
    return held


@by_post
@of_council
def offer(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One offer: the action on its thread, what was asked and answered, and the service's answer."""
    held, officer = _offer(request, council, pk), officer_of(request)
    refused = reasons_not_to_answer(held, officer)
    if request.method == "POST":
        refuse_if(refused)
    draft = draft_of(held.service)
    form = _answer_form(request, held)
    if request.method == "POST" and form.is_valid():
        try:
            answer_offer(
                offer=held,
                version=form.cleaned_data["version"],
                answer=form.answer(),
                wording=form.wording(),
                reason=form.cleaned_data["reason"],
                on=day_of(council),
                by=officer,
                at=timezone.now(),
            )
            return redirect("service", council.slug, held.service_id)
        except Refused as refusal:
            held = _offer(request, council, pk)
            form.show_held(held)
            form.add_error(None, " ".join(refusal.reasons))
    return page(
        request,
        "web/offer.html",
        council,
        "Plans",
        offer=held,
        way=way_to(held.action, officer),
        draft=draft,
        form=form,
        cannot_answer=refused,
        cannot_start=reasons_not_to_start_plan(held.service, officer),
        cannot_withdraw=reasons_not_to_withdraw(held, officer),
        history=history_of(held, council.slug),
        code=422 if form.errors else 200,
    )


def _answer_form(request: HttpRequest, held: Offer) -> AnswerForm:
    draft = draft_of(held.service)
    places = places_in(draft) if draft else []
    return AnswerForm(request.POST or None, offer=held, places=places, posts=posts_of(held.council))


@require_POST
@needing("offer_actions")
@of_council
def withdraw(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take an offer back that nobody has answered."""
    held = _offer(request, council, pk)
    withdraw_offer(offer=held, by=officer_of(request), at=timezone.now())
    return redirect("offer-element", council.slug, held.action_id)
