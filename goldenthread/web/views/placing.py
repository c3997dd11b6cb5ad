"""Letting an element count in a second plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused
from goldenthread.plans.editing_queries import level_at, may_hang_from
from goldenthread.plans.placing import place_in, take_out
from goldenthread.plans.placing_queries import drafts_beside, placement_at, placements_of
from goldenthread.plans.queries import element_at, levels_of
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.editing import PlaceForm
from goldenthread.web.pages import needing, of_council, page
from goldenthread.web.views.editing import number

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition, Element


@needing("change_plan")
@of_council
def also_in(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Where else an element counts: choose a draft, then a level of it, then where it hangs."""
    viewer = officer_of(request)
    held = element_at(council, pk, viewer)
    if held is None:
        raise Http404("No element of this council is at this address.")
    drafts = drafts_beside(held, viewer)
    edition = next((one for one in drafts if str(one.pk) == request.GET.get("edition")), None)
    level = level_at(edition, request.GET.get("level", "")) if edition else None
    problems: list[str] = []
    form = (
        PlaceForm(request.POST or None, parents=may_hang_from(edition, level)) if edition and level else None
    )
    if request.method == "POST":
        try:
            if _act(request, council, held, edition, form):
                return redirect("also-in", council.slug, held.pk)
        except Refused as refusal:
            problems = refusal.reasons
    shown: dict[str, Any] = {
        "element": held, "placements": placements_of(held, viewer), "drafts": drafts, "edition": edition,
        "level": level, "levels": levels_of(edition) if edition else [], "form": form, "problems": problems,
    }  # fmt: skip
    code = 422 if problems or (form is not None and form.errors) else 200
    return page(request, "web/also_in.html", council, "Plans", **shown, code=code)


def _act(
    request: HttpRequest, council: Council, held: Element, edition: Edition | None, form: PlaceForm | None
) -> bool:
    by, at = officer_of(request), timezone.now()
    if gone := number(request.POST.get("gone")):
        placement = placement_at(held, gone)
        if placement is None:
            raise Http404("It does not count there any more.")
        take_out(placement=placement, by=by, at=at)
        return True
    if edition is None or form is None or not form.is_valid():
        return False
    level = level_at(edition, request.GET.get("level", ""))
    assert level is not None
    above = form.cleaned_data["parent"]
    parent = element_at(council, above, by) if above else None
    place_in(element=held, edition=edition, level=level, parent=parent, by=by, at=at)
    return True
