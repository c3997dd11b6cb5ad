"""Workplans: one's own to write in, and those of the posts one manages to read.

What is typed here is kept out of error reports too: `sensitive_post_parameters`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.plans.cascade_permissions import reasons_not_to_keep_workplan
from goldenthread.plans.workplan_queries import (
    items_for,
    managed_by,
    post_at,
    post_of,
    workplan_item_at,
    workplan_of,
)
from goldenthread.plans.workplans import add_to_workplan, change_workplan_item, remove_from_workplan, tick
from goldenthread.reports.figures.workplan import workplan_page
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.cascade import WorkplanForm
from goldenthread.web.pages import by_post, day_of, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council, Post
    from goldenthread.plans.models import WorkplanItem

PRIVATE = sensitive_post_parameters("words", "note", "due_on")
NO_POST = "You hold no post of this council, so you have no workplan here."


def _own_post(request: HttpRequest, council: Council) -> Post:
    held = post_of(council, officer_of(request))
    if held is None:
        raise Refused(NO_POST)
    return held


@PRIVATE
@needing("keep_workplan")
@of_council
@sensitive_variables()
def mine(request: HttpRequest, council: Council) -> HttpResponse:
    """One's own workplan, and a line to add to it."""
    officer = officer_of(request)
    post = _own_post(request, council)
    items = items_for(post, officer)
    form = WorkplanForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        try:
            add_to_workplan(post=post, item=form.item(), doings=form.doings(), by=officer, at=timezone.now())
            return redirect("workplan", council.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return page(
        request,
        "web/workplan.html",
        council,
        "Plans",
        shown=workplan_page(post, workplan_of(post, officer), day_of(council), officer),
        manages=managed_by(post),
        is_own=True,
        items=items,
        form=form,
        code=422 if form.errors else 200,
    )


@by_post
@of_council
@sensitive_variables()
def of_post(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The workplan of a post that one manages."""
    officer = officer_of(request)
    post = post_at(council, pk)
    if post is None:
        raise Http404("No post of this council is at this address.")
    lines = workplan_of(post, officer)
    if post.title == officer.post:
        return redirect("workplan", council.slug)
    return page(
        request,
        "web/workplan.html",
        council,
        "Plans",
        shown=workplan_page(post, lines, day_of(council), officer),
        manages=[],
        is_own=False,
    )


def _line(request: HttpRequest, council: Council, pk: int) -> WorkplanItem:
    held = workplan_item_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No line of a workplan is at this address.")
    refuse_if(reasons_not_to_keep_workplan(held.post, officer_of(request)))
    return held


@PRIVATE
@needing("keep_workplan")
@of_council
@sensitive_variables()
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change one line of one's own workplan."""
    officer = officer_of(request)
    held = _line(request, council, pk)
    form = WorkplanForm(request.POST or None, items=items_for(held.post, officer), line=held)
    if request.method == "POST" and form.is_valid():
        try:
            change_workplan_item(
                line=held,
                version=form.cleaned_data["version"] or 0,
                item=form.item(),
                doings=form.doings(),
                by=officer,
                at=timezone.now(),
            )
            return redirect("workplan", council.slug)
        except Refused as refusal:
            held = _line(request, council, pk)
            form.show_held(held)
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/workplan_item.html", council, "Plans", line=held, form=form, code=code)


def _seen(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


@require_POST
@needing("keep_workplan")
@of_council
@sensitive_variables()
def done(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Tick a line off, or untick it."""
    tick(
        line=_line(request, council, pk),
        version=_seen(request),
        is_done=request.POST.get("done") == "yes",
        by=officer_of(request),
        at=timezone.now(),
    )
    return redirect("workplan", council.slug)


@require_POST
@needing("keep_workplan")
@of_council
@sensitive_variables()
def remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take a line out of one's own workplan."""
    remove_from_workplan(
        line=_line(request, council, pk), version=_seen(request), by=officer_of(request), at=timezone.now()
    )
    return redirect("workplan", council.slug)
