"""What partners bring to priorities: the list by priority, one resource, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.queries import history_of
from goldenthread.people.queries import partners_of
from goldenthread.plans.queries import elements_to_choose
from goldenthread.reports.figures.partner_resources import of_partner_resources
from goldenthread.reports.tables import partner_resources as tables
from goldenthread.resources import partner_resource_queries as queries
from goldenthread.resources.partner_resources import (
    Brings,
    change_partner_resource,
    reasons_not_to_keep,
    reasons_not_to_remove,
    record_partner_resource,
    remove_partner_resource,
)
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.partner_resources import PartnerResourceForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import by_post, day_of, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.resources.models import PartnerResource

NAV = "Plans"


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """What partners bring, by priority, and the priorities that have nothing."""
    officer = officer_of(request)
    found = queries.by_priority(council, officer)
    return page_or_file(
        request,
        "web/partner_resources.html",
        council,
        NAV,
        grid=tables.by_priority(found),
        name="partner-resources",
        sentences=of_partner_resources(found),
        totals=tables.totals(found),
        costs=tables.costs(queries.partner_costs_of(council, officer)),
        has_priorities=any(one.is_priority for one in found),
        without=[one.element for one in found if one.is_priority and not one.resources],
        cannot=reasons_not_to_keep(council, officer),
    )


def _resource(request: HttpRequest, council: Council, pk: int) -> PartnerResource:
    found = queries.partner_resource_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No resource of a partner that you may read is at this address.")
    return found


@of_council
def resource(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One thing that a partner brings, and how it goes."""
    held = _resource(request, council, pk)
    return page(
        request,
        "web/partner_resource.html",
        council,
        NAV,
        resource=held,
        cannot=reasons_not_to_keep(council, officer_of(request), held.partner),
        history=history_of(held, council.slug),
    )


def _records(request: HttpRequest, council: Council, held: PartnerResource | None = None) -> dict[str, Any]:
    """The partners, and the lines in use: with the one of an earlier edition that it is for, where it is."""
    officer = officer_of(request)
    lines = elements_to_choose(council, officer)
    partners = [one for one in partners_of(council) if not reasons_not_to_keep(council, officer, one)]
    is_missing = held is not None and all(one.pk != held.element_id for one in lines)
    return {
        "partner": partners,
        "element": [*lines, held.element] if held and is_missing else lines,
    }


_ABOUT = (
    "Money, time, rooms or goods. What exists already and is linked better counts as much as what is new."
)


@by_post
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Record what a partner brings."""
    refuse_if(reasons_not_to_keep(council, officer_of(request)))
    records = _records(request, council)
    asked = request.GET.get("line", "")
    line = next((one.pk for one in records["element"] if str(one.pk) == asked), None)
    own = records["partner"][0].pk if len(records["partner"]) == 1 else None
    begin = {"partner": own, "element": line, "progress_on": day_of(council)}
    form = PartnerResourceForm(request.POST or None, records=records, begin=begin)

    def store() -> str:
        said = Brings(**form.said())
        made = record_partner_resource(council=council, said=said, by=officer_of(request), at=timezone.now())
        return reverse("partner-resource", args=[council.slug, made.pk])

    back = reverse("partner-resources", args=[council.slug])
    words = Words("Partners", "Record what a partner brings", _ABOUT, back, label="What it brings")
    return written(request, council, form=form, words=words.under(NAV), store=store)


@by_post
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put it right, say how it goes, or remove what was recorded by mistake."""
    held, officer = _resource(request, council, pk), officer_of(request)
    refuse_if(reasons_not_to_keep(council, officer, held.partner))
    records = _records(request, council, held)
    form = PartnerResourceForm(request.POST or None, records=records, held=held)
    here = reverse("partner-resource", args=[council.slug, pk])

    def store() -> str:
        what: dict[str, Any] = {"resource": held, "version": form.cleaned_data["version"]}
        if "remove" in request.POST:
            remove_partner_resource(**what, by=officer, at=timezone.now())
            return reverse("partner-resources", args=[council.slug])
        change_partner_resource(**what, said=Brings(**form.said()), by=officer, at=timezone.now())
        return here

    words = Words(
        str(held.partner),
        "Change what a partner brings",
        _ABOUT,
        here,
        label=held.what,
        remove="" if reasons_not_to_remove(council, officer) else "Remove it",
    )
    return written(
        request, council, form=form, words=words.under(NAV), store=store,
        held_now=lambda: _resource(request, council, pk),
    )  # fmt: skip
