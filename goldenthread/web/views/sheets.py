"""A measure's sheet: defining it, changing it, redefining it, its lines, its parts, and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.measure_sheet import Definition, MeasureSheet
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.governance.change_permissions import reasons_not_to_ask
from goldenthread.measures.approval import is_approved
from goldenthread.measures.queries import measure_at, plain
from goldenthread.measures.sheet_parts import (
    bring_back,
    link_measure,
    retire_measure,
    set_breakdowns,
    unlink_measure,
)
from goldenthread.measures.sheet_permissions import reasons_not_to_change_sheet, reasons_not_to_define
from goldenthread.measures.sheet_queries import aliases_of, breakdowns_of, links_to_remove
from goldenthread.measures.sheet_saving import save_changes, save_new
from goldenthread.measures.sheets import redefine_measure, written_of
from goldenthread.people.queries import posts_of, services_of
from goldenthread.plans.queries import element_at, lines_to_choose
from goldenthread.reports.tables.measure_files import measures_as_defined
from goldenthread.web.asking import officer_of
from goldenthread.web.forms import sheets as forms
from goldenthread.web.pages import file_of, needing, of_council, page
from goldenthread.web.views.editing import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goldenthread.measures.models import Measure
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer


def _to_change(request: HttpRequest, council: Council, code: str) -> Measure:
    """The measure at an address, if this person may change its sheet."""
    held = measure_at(council, code)
    if held is None:
        raise Http404("No measure of this council has this code.")
    refuse_if(reasons_not_to_change_sheet(held, officer_of(request)))
    return held


def _back(council: Council, code: str, part: str = "counted") -> HttpResponse:
    return redirect(reverse("measure", args=[council.slug, code]) + f"#{part}")


def _choices(council: Council) -> dict[str, Any]:
    return {
        "posts": [(one.pk, one.title) for one in posts_of(council)],
        "services": [(one.pk, one.name) for one in services_of(council)],
    }


@of_council
def as_file(request: HttpRequest, council: Council, kind: str) -> HttpResponse:
    """Every measure as it is defined: a file that reads back into the same measures."""
    return file_of(measures_as_defined(council), f"{council.slug}-measures", kind)


@needing("define_measures")
@of_council
def new(request: HttpRequest, council: Council) -> HttpResponse:
    """Define a new measure; with `?element=` it is linked to that line at once."""
    officer = officer_of(request)
    line = element_at(council, number(request.GET.get("element")) or 0, officer)
    sheet = MeasureSheet(owner_id=line.owner_id, service_id=line.service_id) if line else MeasureSheet()
    form = forms.SheetForm(
        request.POST or None,
        held=sheet,
        is_approved=False,
        initial=forms.as_typed(sheet),
        **_choices(council),
    )
    if request.method == "POST" and form.is_valid():
        who: dict[str, Any] = {"by": officer, "at": timezone.now()}
        try:
            made = save_new(council=council, sheet=form.sheet(), aliases=form.cleaned_data["aliases"], **who)
            if line:
                link_measure(measure=made, element=line, **who)
            return _back(council, made.code)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return page(
        request,
        "web/measure_edit.html",
        council,
        "Measures",
        form=form,
        line=line,
        cannot_define=reasons_not_to_define(council, officer),
        code=422 if form.errors else 200,
    )


@needing("define_measures")
@of_council
def edit(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Change a measure's sheet; what was approved with a plan is changed by request."""
    held = _to_change(request, council, code)
    form = _sheet_form(request, council, held)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            save_changes(
                measure=held,
                sheet=form.sheet(),
                aliases=data["aliases"],
                version=data["version"] or 0,
                reason=data["reason"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return _back(council, held.code)
        except Stale as stale:
            form.add_error(None, " ".join(stale.reasons))
            now = _to_change(request, council, code)
            form.show_held(now.version, _typed(now))
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return page(
        request,
        "web/measure_edit.html",
        council,
        "Measures",
        form=form,
        measure=held,
        **_approval(held, officer_of(request)),
        code=422 if form.errors else 200,
    )


def _sheet_form(request: HttpRequest, council: Council, held: Measure) -> forms.SheetForm:
    return forms.SheetForm(
        request.POST or None,
        held=written_of(held),
        is_approved=is_approved(held),
        initial=_typed(held),
        **_choices(council),
    )


def _typed(held: Measure) -> dict[str, Any]:
    named = [(one.scheme, one.code) for one in aliases_of(held)]
    return forms.as_typed(written_of(held), named, held.version)


def _approval(held: Measure, officer: Officer) -> dict[str, Any]:
    """Whether it was approved with a plan, and whether this person may ask for a change of it."""
    return {"is_approved": is_approved(held), "cannot_ask": reasons_not_to_ask(held, officer)}


@needing("define_measures")
@of_council
def definition(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Give a measure a new definition from a day on; the old one is kept with its days."""
    held = _to_change(request, council, code)
    now = {name: getattr(held, name) for name in Definition._fields}
    per = plain(held.per)
    initial = {**now, "per": "" if per is None else f"{per:f}", "version": held.version}
    form = forms.DefinitionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            redefine_measure(
                measure=held,
                new=form.definition_given(),
                from_on=data["from_on"],
                is_comparable=data["is_comparable"] == "yes",
                reason=data["reason"],
                version=data["version"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return _back(council, held.code)
        except Refused as refusal:
            _tell(form, refusal, _to_change(request, council, code))
    shown = {"measure": held, "form": form, **_approval(held, officer_of(request))}
    return page(
        request,
        "web/measure_definition.html",
        council,
        "Measures",
        **shown,
        code=422 if form.errors else 200,
    )


def _tell(form: Any, refusal: Refused, now: Measure) -> None:
    """Say what refused a change; where somebody else was first, let it be saved over what they wrote."""
    for reason in refusal.reasons:
        form.add_error("reason" if reason.startswith("Say why") and "reason" in form.fields else None, reason)
    if isinstance(refusal, Stale):
        form.data = {**dict(form.data.items()), "version": now.version}


@needing("define_measures")
@of_council
def links(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """The lines whose difference a measure shows: link it to another, or take a link away."""
    held, officer = _to_change(request, council, code), officer_of(request)
    linked = links_to_remove(held, officer)
    is_removal = "link" in request.POST
    sent: Mapping[str, Any] | None = request.POST or None
    taken = {one.element_id for one in linked}
    lines = [one for one in lines_to_choose(council, officer) if one[0] not in taken]
    asked = {"element": number(request.GET.get("element"))}
    form = forms.LinkToLineForm(None if is_removal else sent, lines=lines, initial=asked)
    removal = forms.UnlinkForm(sent if is_removal else None, links=linked, auto_id="id_removal_%s")
    used: forms.LinkToLineForm | forms.UnlinkForm = removal if is_removal else form
    if request.method == "POST" and used.is_valid():
        try:
            _link(council, held, used, officer)
            return redirect("measure-links", council.slug, held.code)
        except Refused as refusal:
            used.add_error(None, " ".join(refusal.reasons))
    return page(
        request,
        "web/measure_links.html",
        council,
        "Measures",
        measure=held,
        linked=linked,
        form=form,
        removal=removal,
        code=422 if used.errors else 200,
    )


def _link(
    council: Council, held: Measure, form: forms.LinkToLineForm | forms.UnlinkForm, officer: Officer
) -> None:
    data, at = form.cleaned_data, timezone.now()
    if isinstance(form, forms.UnlinkForm):
        unlink_measure(link=data["link"], reason=data["reason"], by=officer, at=at)
        return
    element = element_at(council, data["element"], officer)
    refuse_if([] if element else ["That line is no longer held. Choose another."])
    assert element is not None
    link_measure(measure=held, element=element, by=officer, at=at)


@needing("define_measures")
@of_council
def breakdowns(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """The parts that a measure's total is parted into: wards, ages, services."""
    held = _to_change(request, council, code)
    form = forms.PartsForm(request.POST or None, parts=breakdowns_of(held), initial={"version": held.version})
    if request.method == "POST" and form.is_valid():
        try:
            set_breakdowns(
                measure=held,
                parts=form.parts(),
                version=form.cleaned_data["version"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return _back(council, held.code, "parts")
        except Refused as refusal:
            _tell(form, refusal, _to_change(request, council, code))
    return page(
        request,
        "web/measure_parts.html",
        council,
        "Measures",
        measure=held,
        form=form,
        code=422 if form.errors else 200,
    )


@needing("define_measures")
@of_council
def retire(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Follow a measure no more, or again."""
    held, officer = _to_change(request, council, code), officer_of(request)
    form = forms.RetireForm(request.POST or None, measure=held, initial={"version": held.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        who: dict[str, Any] = {"measure": held, "by": officer, "at": timezone.now()}
        said = {"reason": data["reason"], "version": data["version"]}
        try:
            if form.is_retired:
                bring_back(**said, **who)
            else:
                retire_measure(on=data["on"], **said, **who)
            return _back(council, held.code)
        except Refused as refusal:
            _tell(form, refusal, _to_change(request, council, code))
    return page(
        request,
        "web/measure_retire.html",
        council,
        "Measures",
        measure=held,
        is_approved=is_approved(held),
        form=form,
        code=422 if form.errors else 200,
    )
