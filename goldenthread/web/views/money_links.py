"""The money of an element: what is linked to it in shares, and what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale
from goldenthread.plans.queries import element_at
from goldenthread.reports.figures.money import above, below, money_of, of_element
from goldenthread.reports.tables import budgets as tables
from goldenthread.resources.money import change_link, link_money, remove_link
from goldenthread.resources.money_permissions import reasons_not_to_keep_any_bid, reasons_not_to_keep_money
from goldenthread.resources.money_queries import bids_of, lines_of, link_at, thread_of, years_of
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.money import LinkForm, ShareForm
from goldenthread.web.kept import Words, written
from goldenthread.web.money_parts import CURRENT, Part, Way, parts_page
from goldenthread.web.pages import needing, of_council

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Element


def _element(request: HttpRequest, council: Council, pk: int) -> Element:
    held = element_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No element of this council is at this address.")
    return held


@of_council
def element(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """What is linked to an element, and what it takes."""
    held, viewer = _element(request, council, pk), officer_of(request)
    along = thread_of([held.edition_id], viewer)
    found, under = money_of(held, viewer), below(held, along, viewer)
    thread = [
        Way(reverse("element", args=[council.slug, one]), along.title(one))
        for one in above(pk, along)
        if one in along.titles
    ]
    can_link = not reasons_not_to_keep_money(council, viewer)
    can_bid = not reasons_not_to_keep_any_bid(council, viewer)
    add = Way(reverse("money-link-add", args=[council.slug, pk]), "Link money to it", True)
    parts = [
        Part("lines", "Budget lines", "That pay for it", tables.element_lines(found, can_change=can_link),
             nothing="No budget line is linked to it.", ways=[add] if can_link or can_bid else []),
        Part("bids", "Bids and savings", "Over all their years",
             grid=tables.element_bids(found, can_change=can_bid),
             nothing="No bid or saving is linked to it."),
        Part("costs", "What it costs", "And who pays", tables.costs(found.wanted.costs),
             nothing="Nobody has said what it costs by year."),
        *([Part("below", "Below it", "Linked to the lines below", tables.below(under))] if under else []),
    ]  # fmt: skip
    return parts_page(
        request, council, title=f"Money: {held.title}", sentences=of_element(found, under), parts=parts,
        thread=thread,
        margin=f"The money of one {held.level.name.lower()}",
        above=Way(reverse("element", args=[council.slug, pk]), f"{held.level.name}: {held.title}"),
    )  # fmt: skip


@needing("keep_bids")
@of_council
def add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Link a share of a budget line or a bid to an element."""
    held, viewer = _element(request, council, pk), officer_of(request)
    records: dict[str, Any] = {
        "line": [one for year in years_of(council)[:2] for one in lines_of(council, year)],
        "bid": bids_of(council, viewer),
    }
    form = LinkForm(request.POST or None, records=records)
    to = reverse("element-money", args=[council.slug, pk])

    def store() -> str:
        said = form.said()
        link_money(
            element=held, to=said["line"] or said["bid"], share=said["share"], note=said["note"],
            by=viewer, at=timezone.now(),
        )  # fmt: skip
        return to

    words = Words(
        margin="The money of one element", title="Link money", label="The link", button="Link it",
        sentence=f"Say which share of a budget line or bid goes to “{held.title}”. "
        "The shares of a line come to no more than the whole; what is left is told as not linked.",
        back=to, current=CURRENT,
    )  # fmt: skip
    return written(request, council, form=form, words=words, store=store)


@needing("keep_bids")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say another share, or take the link away."""
    held, viewer = link_at(council, pk), officer_of(request)
    if held is None or _element(request, council, held.element_id) is None:
        raise Http404("No link of this council is at this address.")
    to = reverse("element-money", args=[council.slug, held.element_id])
    form = ShareForm(request.POST or None, held=held)
    who: dict[str, Any] = {"by": viewer, "at": timezone.now()}
    if request.method == "POST" and "remove" in request.POST and form.data.get("version", "").isdigit():
        try:
            remove_link(link=held, version=int(form.data["version"]), **who)
            return redirect(to)
        except (Refused, Stale) as refusal:
            form.add_error(None, str(refusal))

    def store() -> str:
        said = form.said()
        change_link(link=held, version=form.cleaned_data["version"], **said, **who)
        return to

    words = Words(
        margin="The money of one element", title="Change the link", label="The link",
        sentence=f"{held.line or held.bid}, to “{held.element.title}”.", back=to, current=CURRENT,
        remove="Take the link away",
    )  # fmt: skip
    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: link_at(council, pk)
    )
