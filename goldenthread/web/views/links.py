"""Links of one element to others, and the parts that partners and services have in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.people.queries import partners_of, services_of
from goldenthread.plans.involvement import give_part, part_at, take_part_away
from goldenthread.plans.link_queries import link_at, links_seen
from goldenthread.plans.linking import (
    kind_of_many,
    link_element,
    link_to_every_top,
    look_again,
    not_yet_served,
    reasons_not_to_link,
    unlink,
)
from goldenthread.plans.map_queries import current_edition
from goldenthread.plans.queries import element_at, elements_of, levels_of, parts_in, plans_of
from goldenthread.reports.figures.sources import source_warnings
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.thread import LinkForm, PartForm, ReasonForm
from goldenthread.web.pages import by_post, of_council, page
from goldenthread.web.views.thread import element_or_404

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Contribution, Edition, Element, Involvement

LONGEST = 110  # letters of an element's words in a list to choose from


@of_council
def links(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """What an element serves and what serves it, who has a part in it, and forms to add to either."""
    return _shown(request, element_or_404(request, council, pk))


@require_POST
@by_post
@of_council
def link_add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Store a link to an element of the plan chosen, or say beside its field why not."""
    held = element_or_404(request, council, pk)
    refuse_if(reasons_not_to_link(held, officer_of(request)))
    form = _link_form(request, held, request.POST)
    if form is not None and _link(request, held, form):
        return redirect("links", council.slug, held.pk)
    return _shown(request, held, link_form=form)


@require_POST
@by_post
@of_council
def part_add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Give a partner or a service a part in an element, or say beside its field why not."""
    held = element_or_404(request, council, pk)
    refuse_if(reasons_not_to_link(held, officer_of(request)))
    form = PartForm(request.POST, whom=_whom(council))
    if _give_part(request, held, form):
        return redirect("links", council.slug, held.pk)
    return _shown(request, held, part_form=form)


def _shown(
    request: HttpRequest,
    held: Element,
    link_form: LinkForm | None = None,
    part_form: PartForm | None = None,
) -> HttpResponse:
    """The page of an element's links, with a form as it was sent where it has errors."""
    council, officer = held.council, officer_of(request)
    code = 422 if request.method == "POST" else 200
    return page(
        request, "web/links.html", council, "Plans", code=code,
        element=held, cannot=reasons_not_to_link(held, officer), edition=_chosen(request, council),
        link_form=link_form or _link_form(request, held),
        part_form=part_form or PartForm(whom=_whom(council)),
        links=links_seen(held, officer), parts=parts_in(held), plans=plans_of(council, officer),
        warnings=source_warnings(council, [held.pk], officer),
        many=kind_of_many(held) if not_yet_served(held) else None,
    )  # fmt: skip


def _chosen(request: HttpRequest, council: Council) -> Edition | None:
    """The edition in force of the plan that was chosen to link to."""
    asked = request.GET.get("plan", "")
    return current_edition(council, asked, officer_of(request)) if asked else None


def _link_form(request: HttpRequest, held: Element, sent: QueryDict | None = None) -> LinkForm | None:
    """The form that links to an element of the plan chosen, once one is chosen."""
    edition = _chosen(request, held.council)
    if edition is None:
        return None
    names = {level.pk: level.name for level in levels_of(edition)}
    lines = elements_of(edition, officer_of(request))
    takers = [
        (str(line.id), f"{names.get(line.level_id, '')}: {line.title[:LONGEST]}")
        for line in lines
        if line.id != held.pk
    ]
    return LinkForm(sent, takers=takers)


def _whom(council: Council) -> list[tuple[str, str]]:
    partners = [(f"partner-{one.pk}", str(one)) for one in partners_of(council)]
    return [*partners, *((f"service-{one.pk}", f"{one} (our service)") for one in services_of(council))]


def _link(request: HttpRequest, held: Element, form: LinkForm) -> bool:
    """Store the link that was asked for; False where the form says why not."""
    if not form.is_valid():
        return False
    asked, officer = form.cleaned_data, officer_of(request)
    taker = element_at(held.council, int(asked["taker"]), officer)
    if taker is None:
        raise Http404("No element of this council is at this address.")
    try:
        link_element(giver=held, taker=taker, kind=asked["kind"], how=asked["how"], basis=asked["basis"],
                     by=officer, at=timezone.now())  # fmt: skip
    except Refused as refusal:
        form.add_error("taker", " ".join(refusal.reasons))
        return False
    return True


def _give_part(request: HttpRequest, held: Element, form: PartForm) -> bool:
    """Store the part that was asked for; False where the form says why not."""
    if not form.is_valid():
        return False
    kind, _, key = form.cleaned_data["who"].partition("-")
    found = partners_of(held.council) if kind == "partner" else services_of(held.council)
    who = {kind: next((one for one in found if str(one.pk) == key), None)}
    try:
        give_part(element=held, role=form.cleaned_data["role"], by=officer_of(request), at=timezone.now(),
                  **{"partner": None, "service": None, **who})  # type: ignore[arg-type]  # fmt: skip
    except Refused as refusal:
        form.add_error("who", " ".join(refusal.reasons))
        return False
    return True


def _link_or_404(council: Council, pk: int) -> Contribution:
    held = link_at(council, pk)
    if held is None:
        raise Http404("No link of this council is at this address. Somebody may have removed it.")
    return held


@by_post
@of_council
def link_remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take a link away, with the reason."""
    held, officer = _link_or_404(council, pk), officer_of(request)
    refuse_if(reasons_not_to_link(held.giver, officer))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        unlink(link=held, reason=form.cleaned_data["reason"], by=officer, at=timezone.now())
        return redirect("links", council.slug, held.giver.pk)
    code = 422 if form.errors else 200
    return page(request, "web/link_remove.html", council, "Plans", link=held, form=form, code=code)


@require_POST
@by_post
@of_council
def link_seen(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say that the change at the other end of a link was looked at."""
    held, version = _link_or_404(council, pk), request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) < 10 else 0
    look_again(link=held, version=seen, by=officer_of(request), at=timezone.now())
    return redirect("links", council.slug, held.giver.pk)


@require_POST
@by_post
@of_council
def link_all(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Link an internal or cross-cutting element to every theme in one step."""
    held = element_or_404(request, council, pk)
    link_to_every_top(giver=held, by=officer_of(request), at=timezone.now())
    return redirect("links", council.slug, held.pk)


@require_POST
@by_post
@of_council
def part_remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take a partner's or a service's part in an element away."""
    held: Involvement | None = part_at(council, pk)
    if held is None:
        raise Http404("No part of this council is at this address. Somebody may have removed it.")
    element = held.element.pk
    take_part_away(part=held, by=officer_of(request), at=timezone.now())
    return redirect("links", council.slug, element)
