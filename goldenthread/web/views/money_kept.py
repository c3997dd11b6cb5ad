"""Reserves, and money moved between budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.money_told import pounds, year_named
from goldenthread.core.refused import Refused
from goldenthread.core.sentences import Sentence, Span, counted, plain, start
from goldenthread.core.workload import NOUGHT
from goldenthread.reports.tables import money_kept as tables
from goldenthread.resources.money import (
    Move,
    Reserved,
    keep_reserve,
    keep_virement,
    remove_reserve,
)
from goldenthread.resources.money_permissions import reasons_not_to_keep_money
from goldenthread.resources.money_queries import (
    lines_of,
    reserves_of,
    virements_of,
    years_of,
)
from goldenthread.resources.opening_money import moves_seen
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.money import ReserveForm, VirementForm
from goldenthread.web.kept import Words, written
from goldenthread.web.money_parts import CURRENT, Part, Way, parts_page
from goldenthread.web.pages import needing, of_council

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.resources.models import Reserve, Virement


def _can_keep(request: HttpRequest, council: Council) -> bool:
    return not reasons_not_to_keep_money(council, officer_of(request))


# Reserves


@of_council
def reserves(request: HttpRequest, council: Council) -> HttpResponse:
    """Reserves by year, and whether each opens with what it closed with."""
    found, can_keep = reserves_of(council), _can_keep(request, council)
    to = reverse("reserve-add", args=[council.slug])
    part = Part(
        "reserves", "Reserves", "By year, the latest first", tables.reserves(found, can_change=can_keep),
        words=tables.carried(found), nothing="No reserve is on record yet.",
        ways=[Way(to, "Add a reserve", True)] if can_keep else [],
    )  # fmt: skip
    return parts_page(request, council, title="Reserves", sentences=_of_reserves(found), parts=[part])


def _of_reserves(found: list[Reserve]) -> list[Sentence]:
    if not found:
        return [plain("No reserve is on record yet.")]
    year = max(one.year for one in found)
    held = [one for one in found if one.year == year]
    opening = sum((one.opening for one in held), NOUGHT)
    closing = sum((one.closing for one in held), NOUGHT)
    return [
        (
            Span(start(counted(len(held), "reserve")), True),
            Span(
                f" of {year_named(year)} {'opens' if len(held) == 1 else 'open'} with {pounds(opening)} and "
            ),
            Span(f"{'closes' if len(held) == 1 else 'close'} with {pounds(closing)}.", True),
        )
    ]


@needing("keep_money")
@of_council
def add_reserve(request: HttpRequest, council: Council) -> HttpResponse:
    """Put a reserve's year on record."""
    return _reserve(request, council, None)


@needing("keep_money")
@of_council
def change_reserve(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a reserve's year right, or take it off the record."""
    held = next((one for one in reserves_of(council) if one.pk == pk), None)
    if held is None:
        raise Http404("No reserve of this council is at this address.")
    return _reserve(request, council, held)


def _reserve(request: HttpRequest, council: Council, held: Reserve | None) -> HttpResponse:
    form = ReserveForm(request.POST or None, held=held)
    to, who = reverse("reserves", args=[council.slug]), _who(request)
    if held is not None and request.method == "POST" and "remove" in request.POST:
        try:
            remove_reserve(held=held, version=_version(request), **who)
            return redirect(to)
        except Refused as refusal:
            form.add_error(None, str(refusal))

    def store() -> str:
        version = form.cleaned_data["version"]
        keep_reserve(council=council, said=Reserved(**form.said()), held=held, version=version, **who)
        return to

    words = Words(
        margin="Reserves", title=str(held) if held else "Add a reserve", back=to, current=CURRENT,
        sentence="What it closes with is what it opens with, and what is put in, less what is taken out.",
        remove="Take it off the record" if held else "",
    )  # fmt: skip
    now = lambda: next((one for one in reserves_of(council) if held and one.pk == held.pk), None)  # noqa: E731
    return written(request, council, form=form, words=words, store=store, held_now=now)


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer_of(request), "at": timezone.now()}


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


# Virements


@of_council
def virements(request: HttpRequest, council: Council) -> HttpResponse:
    """Money moved from one budget to another."""
    found = moves_seen(council, virements_of(council), officer_of(request))
    can_keep = _can_keep(request, council)
    moved = sum((one.amount for one in found), NOUGHT)
    said: Sentence = plain("No virement is on record yet.")
    if found:
        said = (
            Span(start(counted(len(found), "virement")), True),
            Span(f" on record: {pounds(moved)} moved."),
        )
    to = reverse("virement-add", args=[council.slug])
    part = Part(
        "virements", "Virements", "The latest report first", tables.virements(found, can_change=can_keep),
        nothing="None is on record yet.", ways=[Way(to, "Add a virement", True)] if can_keep else [],
    )  # fmt: skip
    return parts_page(request, council, title="Virements", sentences=[said], parts=[part])


@needing("keep_money")
@of_council
def add_virement(request: HttpRequest, council: Council) -> HttpResponse:
    """Put a virement on record."""
    return _virement(request, council, None)


@needing("keep_money")
@of_council
def change_virement(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a virement right."""
    held = next((one for one in virements_of(council) if one.pk == pk), None)
    if held is None:
        raise Http404("No virement of this council is at this address.")
    return _virement(request, council, held)


def _virement(request: HttpRequest, council: Council, held: Virement | None) -> HttpResponse:
    lines = [one for year in years_of(council)[:2] for one in lines_of(council, year)]
    known = {one.pk for one in lines}
    lines += [one for one in (held.from_line, held.to_line) if one and one.pk not in known] if held else []
    form = VirementForm(request.POST or None, held=held, records={"from_line": lines, "to_line": lines})
    to = reverse("virements", args=[council.slug])

    def store() -> str:
        version = form.cleaned_data["version"]
        keep_virement(council=council, said=Move(**form.said()), held=held, version=version, **_who(request))
        return to

    words = Words(
        margin="Virements", title="Change a virement" if held else "Add a virement", back=to, current=CURRENT,
        sentence="Choose the budget lines where they are on record; else name the budgets in words.",
    )  # fmt: skip
    now = lambda: next((one for one in virements_of(council) if held and one.pk == held.pk), None)  # noqa: E731
    return written(request, council, form=form, words=words, store=store, held_now=now)
