"""Building an edition: its tree, and one line of it with everything said of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.people.queries import partners_of, posts_of, services_of
from goldenthread.plans.describing import add_described, beside, describe_element
from goldenthread.plans.editing import move_element, shift_element
from goldenthread.plans.editing_queries import TreeRow, level_at, tags_of, tree_of
from goldenthread.plans.permissions import (
    reasons_not_to_change,
    reasons_not_to_change_element,
    reasons_not_to_start,
)
from goldenthread.plans.queries import edition_at, element_at, levels_of
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.editing import Choices, ElementForm, clashes, initial_of, rebased
from goldenthread.web.pages import edition_or_404, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition, Element, Level

SHOWN = 400  # lines of one tree; a larger plan is built branch by branch
# The one page with a script: it lets lines be dragged, and does nothing that the buttons don't.
WITH_SCRIPT = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def edition_to_change(request: HttpRequest, council: Council, plan: str, edition: str) -> Edition:
    """The edition at an address, if this person may change its lines."""
    held = edition_or_404(council, edition_at(council, plan, edition, officer_of(request)))
    refuse_if(reasons_not_to_change(held, officer_of(request)))
    return held


def element_to_change(request: HttpRequest, council: Council, pk: int) -> Element:
    """The line at an address, if this person may change it."""
    held = element_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No element of this council is at this address.")
    refuse_if(reasons_not_to_change_element(held, officer_of(request)))
    return held


def number(text: str | None) -> int | None:
    """A number typed into an address or a hidden field; None where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def choices_of(council: Council) -> Choices:
    return Choices(
        posts=[(one.pk, one.title) for one in posts_of(council)],
        services=[(one.pk, one.name) for one in services_of(council)],
        partners=[(one.pk, one.name) for one in partners_of(council)],
        tags=tags_of(council),
    )


@needing("change_plan")
@of_council
def edit_plan(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """The edition's tree, where lines are put in order, added and opened."""
    held = edition_to_change(request, council, plan, edition)
    under = number(request.GET.get("under"))
    if request.method == "POST":
        line = _act(request, council)
        back = reverse("edit-plan", args=[council.slug, plan, edition])
        return redirect(f"{back}{f'?under={under}' if under else ''}#line-{line}")
    rows, levels = tree_of(held, under), levels_of(held)
    answer = page(
        request,
        "web/edit_plan.html",
        council,
        "Plans",
        edition=held,
        levels=levels,
        by_level=[] if under else _counted(levels, rows),
        rows=rows[:SHOWN] if under else [row for row in rows if row.depth < 2 or len(rows) <= SHOWN][:SHOWN],
        count=len(rows),
        under=under,
        cannot_adopt=reasons_not_to_start(council, held, officer_of(request)),
    )
    answer["Content-Security-Policy"] = WITH_SCRIPT
    return answer


def _counted(levels: list[Level], rows: list[TreeRow]) -> list[tuple[Level, int]]:
    """How many lines each level holds, to set beside the council's limit for it."""
    counts = Counter(row.level_position for row in rows)
    return [(level, counts[level.position]) for level in levels]


def _act(request: HttpRequest, council: Council) -> int:
    """One press of a button, or one line dropped on another."""
    by, at, said = officer_of(request), timezone.now(), request.POST
    for name in ("up", "down"):
        if pk := number(said.get(name)):
            shift_element(element=element_to_change(request, council, pk), up=name == "up", by=by, at=at)
            return pk
    line = element_to_change(request, council, number(said.get("line")) or 0)
    onto = element_to_change(request, council, number(said.get("onto")) or 0)
    is_beside = onto.level_id == line.level_id
    move_element(
        element=line,
        version=number(said.get("version")) or 0,
        parent=onto.parent if is_beside else onto,
        before=onto if is_beside else None,
        by=by,
        at=at,
    )
    return line.pk


@needing("change_plan")
@of_council
def add_element(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """Add a line at a level, below another or at the top."""
    held = edition_to_change(request, council, plan, edition)
    level = level_at(held, request.GET.get("level", ""))
    if level is None:
        raise Http404("This edition has no such level.")
    pk = number(request.GET.get("parent"))
    parent = element_to_change(request, council, pk) if pk else None
    form = ElementForm(request.POST or None, choices=choices_of(council))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_described(
                edition=held,
                level=level,
                parent=parent,
                facts=form.facts(),
                to=form.beside(),
                why=form.why(),
                by=officer_of(request),
                at=timezone.now(),
            )
        except Refused as refusal:
            form.tell(refusal.reasons)
        else:
            at = reverse("edit-plan", args=[council.slug, plan, edition])
            return redirect(f"{at}{f'?under={made.parent_id}' if made.parent_id else ''}#line-{made.pk}")
    shown: dict[str, Any] = {"edition": held, "level": level, "parent": parent, "form": form}
    code = 422 if form.errors else 200
    return page(request, "web/edit_element.html", council, "Plans", **shown, code=code)


@needing("change_plan")
@of_council
def edit_element(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change one line; of two who do so at once, the second is shown both and loses nothing."""
    held = element_to_change(request, council, pk)
    choices = choices_of(council)
    now = initial_of(held, beside(held), choices.tags)
    form = ElementForm(request.POST or None, choices=choices, initial=now)
    lower = [one for one in levels_of(held.edition) if one.position > held.level.position]
    shown: dict[str, Any] = {
        "edition": held.edition, "level": held.level, "element": held, "form": form, "lower_levels": lower,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            describe_element(
                element=held,
                version=form.cleaned_data["version"] or 0,
                changes=form.facts(),
                to=form.beside(),
                why=form.why(),
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("element", council.slug, held.pk)
        except Stale as stale:
            shown["clashes"] = clashes(form, now)
            shown["form"] = form = ElementForm(rebased(form, now), choices=choices, initial=now)
            form.add_error(None, " ".join(stale.reasons))
        except Refused as refusal:
            form.tell(refusal.reasons)
    return page(request, "web/edit_element.html", council, "Plans", **shown, code=422 if form.errors else 200)
