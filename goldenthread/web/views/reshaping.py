"""Moving, merging, splitting and retiring one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale
from goldenthread.planning import refresh
from goldenthread.plans.editing import move_element
from goldenthread.plans.editing_queries import lines_before, may_hang_from, siblings_of
from goldenthread.plans.queries import element_at, levels_of
from goldenthread.plans.reshaping import replace_lines, retire_element
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.editing import MergeForm, MoveForm, ReplaceForm, RetireForm, SplitForm, WhyForm
from goldenthread.web.pages import needing, of_council, page
from goldenthread.web.views.editing import element_to_change

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Element


def _answer(
    request: HttpRequest,
    council: Council,
    held: Element,
    form: WhyForm,
    act: Callable[[dict[str, Any]], object],
    **words: str,
) -> HttpResponse:
    """Read the form, act, and go back to the tree; a refusal stands at the top of the form."""
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            act(
                {
                    "version": data["version"],
                    "why": form.why(),
                    "by": officer_of(request),
                    "at": timezone.now(),
                }
            )
        except Stale as stale:
            form.data = {**form.data.dict(), "version": held.version}  # type: ignore[attr-defined]
            form.add_error(None, f"{stale} It reads now: “{held}”.")
        except Refused as refusal:
            form.tell(refusal.reasons)
        else:
            edition = held.edition
            return redirect(reverse("edit-plan", args=[council.slug, edition.plan.slug, edition.slug]))
    shown: dict[str, Any] = {"element": held, "form": form, **words}
    return page(request, "web/reshape.html", council, "Plans", **shown, code=422 if form.errors else 200)


def _chosen(request: HttpRequest, council: Council, pk: int | None) -> Element | None:
    return element_at(council, pk, officer_of(request)) if pk else None


@needing("change_plan")
@of_council
def move(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Hang a line from another, at its level or another level."""
    held = element_to_change(request, council, pk)
    levels = levels_of(held.edition)
    lowest = max(levels, key=lambda level: level.position)
    form = MoveForm(
        request.POST or None,
        levels=[(level.pk, level.name) for level in levels],
        parents=may_hang_from(held.edition, lowest),
        others=siblings_of(held),
        initial={"version": held.version, "level": held.level_id, "parent": held.parent_id},
    )

    def act(who: dict[str, Any]) -> None:
        data = form.cleaned_data
        level = next(level for level in levels if level.pk == data["level"])
        parent, before = (_chosen(request, council, data[name]) for name in ("parent", "before"))
        move_element(element=held, parent=parent, level=level, before=before, **who)

    return _answer(
        request, council, held, form, act, title="Move", does="Everything that hangs from it goes with it."
    )


@needing("change_plan")
@of_council
def merge(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Merge other lines of the same level into this one."""
    held = element_to_change(request, council, pk)
    form = MergeForm(request.POST or None, others=siblings_of(held), initial={"version": held.version})

    def act(who: dict[str, Any]) -> None:
        others = [_chosen(request, council, pk) for pk in form.cleaned_data["others"]]
        refresh.merge(into=held, others=[one for one in others if one is not None], **who)

    return _answer(
        request, council, held, form, act, title="Merge others into this",
        does="This line stays. It takes up what hangs from the others, their links and measures.",
    )  # fmt: skip


@needing("change_plan")
@of_council
def replace(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say which lines of the edition before a line replaces."""
    held = element_to_change(request, council, pk)
    form = ReplaceForm(
        request.POST or None, olds=lines_before(held.edition), initial={"version": held.version}
    )

    def act(who: dict[str, Any]) -> None:
        olds = [_chosen(request, council, pk) for pk in form.cleaned_data["olds"]]
        replace_lines(element=held, olds=[one for one in olds if one is not None], **who)

    return _answer(
        request, council, held, form, act, title="Say what it replaces",
        does="Readers are told that it stands where those lines stood. They are then not called dropped.",
    )  # fmt: skip


@needing("change_plan")
@of_council
def split(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Split a line into parts."""
    held = element_to_change(request, council, pk)
    form = SplitForm(request.POST or None, initial={"version": held.version})

    def act(who: dict[str, Any]) -> None:
        refresh.split(element=held, parts=form.titles(), **who)

    return _answer(
        request, council, held, form, act, title="Split",
        does="The parts take its place, with its owner, dates and parent. It is kept as it was.",
    )  # fmt: skip


@needing("change_plan")
@of_council
def retire(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take a line out of the plan."""
    held = element_to_change(request, council, pk)
    form = RetireForm(
        request.POST or None,
        parents=may_hang_from(held.edition, held.level),
        initial={"version": held.version, "under": held.parent_id},
    )

    def act(who: dict[str, Any]) -> None:
        retire_element(element=held, under=_chosen(request, council, form.cleaned_data["under"]), **who)

    return _answer(
        request, council, held, form, act, title="Retire",
        does="It leaves the plan and is no longer counted. It is kept, with the reason.",
    )  # fmt: skip
