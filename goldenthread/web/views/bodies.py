"""Bodies, what is in their remits, and how remits and bodies change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.governance import remit_queries as queries
from goldenthread.governance.comment_queries import comments_referred
from goldenthread.governance.remits import (
    give_remit,
    reasons_not_to_give,
    reasons_not_to_replace,
    replace_body,
)
from goldenthread.governance.route_queries import falling_to, work_items_of
from goldenthread.governance.work_programmes import reasons_not_to_keep_route
from goldenthread.plans.queries import element_at
from goldenthread.reports.figures.remits import body_page, of_bodies
from goldenthread.reports.tables import remits as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.who import RemitForm, ReplaceForm
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.governance.models import Body
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every body with the size of its remit."""
    rows = queries.bodies_with_remits(council, day_of(council), officer_of(request))
    return page_or_file(
        request,
        "web/bodies.html",
        council,
        "Meetings",
        grid=tables.bodies(rows),
        name="bodies",
        sentence=of_bodies(rows),
        cannot_keep=reasons_not_to_keep_route(council, officer_of(request)),
    )


def _body(council: Council, pk: int) -> Body:
    found = queries.body_at(council, pk)
    if found is None:
        raise Http404("No body of this council is at this address.")
    return found


@of_council
def body(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One body: what is in its remit, what was sent to it, and what it said."""
    held, officer = _body(council, pk), officer_of(request)
    shown, referred = body_page(held, day_of(council), officer), comments_referred(council, officer)
    return page_or_file(
        request,
        "web/body.html",
        council,
        "Meetings",
        grid=tables.slice_of_body(shown.lines),
        name=f"remit-{held.pk}",
        shown=shown,
        body=held,
        falling=falling_to(held, officer),
        work=[(one, referred.get(one.pk)) for one in work_items_of(council) if one.body_id == held.pk],
        replaced=tables.replaced_words(held),
        cannot_replace=reasons_not_to_replace(held, officer),
        cannot_keep=reasons_not_to_keep_route(council, officer),
    )


@needing("give_remits")
@of_council
def replace(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put another body in this one's place."""
    held, officer = _body(council, pk), officer_of(request)
    refuse_if(reasons_not_to_replace(held, officer))
    others = [one for one in queries.meeting_bodies_of(council) if one != held]
    form = ReplaceForm(request.POST or None, bodies=others, on=day_of(council))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            replace_body(
                body=held,
                successor=_body(council, given["successor"]),
                on=given["on"],
                reason=given["reason"],
                by=officer,
                at=timezone.now(),
            )
            return redirect("body", council.slug, given["successor"])
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/body_replace.html", council, "Meetings", body=held, form=form, code=code)


@needing("give_remits")
@of_council
def remit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say which body scrutinises an element."""
    officer, on = officer_of(request), day_of(council)
    element = element_at(council, pk, officer)
    if element is None:
        raise Http404("No element of this council is at this address.")
    refuse_if(reasons_not_to_give(element, officer))
    rows = queries.remits_of(element)
    held = next((row for row in rows if row.until_on is None), None)
    form = RemitForm(request.POST or None, bodies=queries.meeting_bodies_of(council), held=held, on=on)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            give_remit(
                element=element,
                body=_body(council, given["body"]),
                seen=given["seen"],
                on=given["on"],
                reason=given["reason"],
                by=officer,
                at=timezone.now(),
            )
            return redirect("element", council.slug, element.pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return page(
        request,
        "web/remit.html",
        council,
        "Strategy",
        element=element,
        form=form,
        table=tables.remits(rows),
        now=queries.remit_of(element, on, officer),
        code=422 if form.errors else 200,
    )
