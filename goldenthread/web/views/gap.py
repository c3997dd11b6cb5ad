"""One gap: its rule, what it is on, what fills it, and who said they would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.findings import LINE_RULES, MEASURE_RULES, NOTED_ONLY
from goldenthread.core.refused import Refused, refuse_if
from goldenthread.measures.gap_notes import name_measure_gap
from goldenthread.measures.queries import measure_by_id
from goldenthread.measures.sheet_permissions import reasons_not_to_change_sheet
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.people.queries import posts_of
from goldenthread.plans.gap_notes import close_noted_gap, name_gap
from goldenthread.plans.permissions import reasons_not_to_change_element
from goldenthread.plans.queries import element_at
from goldenthread.reports.figures.gap import GapPage, gap_of_element, gap_of_measure
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.gaps import GapForm
from goldenthread.web.forms.held import show_held
from goldenthread.web.pages import day_of, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.measures.models import Measure
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer


@of_council
def gap(request: HttpRequest, council: Council, kind: str, pk: int, rule: str) -> HttpResponse:
    """One gap: its rule, its thread, where it stands, and how to fill it."""
    officer = officer_of(request)
    shown = _gap(council, kind, pk, rule, officer)
    where = _where(council, shown, officer)
    shown_too: dict[str, Any] = {
        "shown": shown, "kind": kind, "pk": pk, "fill_at": where,
        "cannot_fill": _reasons_not_to_fill(shown, officer),
    }  # fmt: skip
    return page(request, "web/gap.html", council, "Gaps", **shown_too)


@needing("name_gaps")
@of_council
def name(request: HttpRequest, council: Council, kind: str, pk: int, rule: str) -> HttpResponse:
    """Say who fills a gap, by when and why it is there, or that it is left as it is."""
    officer = officer_of(request)
    shown = _gap(council, kind, pk, rule, officer)
    refuse_if(shown.cannot_name)
    form = GapForm(request.POST or None, posts=posts_of(council), initial=_initial(shown))
    if request.method == "POST":
        try:
            if _keep(request, form, shown, officer):
                return redirect("gap", council.slug, kind, pk, rule)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
            _show_held(form, _gap(council, kind, pk, rule, officer))
    shown_too = {"shown": shown, "form": form, "kind": kind, "pk": pk}
    code = 422 if form.errors else 200
    return page(request, "web/name_gap.html", council, "Gaps", **shown_too, code=code)


def _gap(council: Council, kind: str, pk: int, code: str, officer: Officer) -> GapPage:
    on = day_of(council)
    if kind == "element" and (code in LINE_RULES or code in NOTED_ONLY):
        element = element_at(council, pk, officer)
        if element is not None:
            return gap_of_element(council, element, code, on, officer)
    if kind == "measure" and code in MEASURE_RULES:
        measure = measure_by_id(council, pk)
        if measure is not None:
            return gap_of_measure(council, measure, code, on, officer)
    raise Http404("No gap of this council is at this address.")


# Where each gap is filled; those not named here, on the page of the element or measure itself.
WHERE = {"BUD1": "needs", "CAP1": "needs", "CAR1": "offer-element", "EVI1": "element-evidence"}
ON_ITS_LINE = ("PAR1", "PAR2", "OWN1", "DUE1", "YEA1", "WRD1")
ON_ITS_SHEET = ("OWN2", "BAS1")
WHERE_OF_MEASURE = {"DAT1": "record", "LAT1": "record"}


def _where(council: Council, shown: GapPage, officer: Officer) -> str:
    if shown.element is not None:
        if shown.code in ON_ITS_LINE and not reasons_not_to_change_element(shown.element, officer):
            return reverse("edit-element", args=[council.slug, shown.element.pk])
        if shown.code == "MEA1" and not reasons_of_duty(council, "define_measures", officer):
            return reverse("new-measure", args=[council.slug]) + f"?element={shown.element.pk}"
        return reverse(WHERE.get(shown.code, "element"), args=[council.slug, shown.element.pk])
    assert shown.measure is not None
    if shown.code == "TAR1":
        return _where_targets_are_set(council, shown.measure, officer)
    if shown.code in ON_ITS_SHEET and not reasons_not_to_change_sheet(shown.measure, officer):
        return reverse("edit-measure", args=[council.slug, shown.measure.code])
    return reverse(WHERE_OF_MEASURE.get(shown.code, "measure"), args=[council.slug, shown.measure.code])


def _where_targets_are_set(council: Council, measure: Measure, officer: Officer) -> str:
    """The form, for those who may use it; else what the measure's page says of its targets."""
    if reasons_of_duty(council, "set_targets", officer):
        return reverse("measure", args=[council.slug, measure.code]) + "#targets"
    return reverse("targets-of", args=[council.slug, measure.code])


def _reasons_not_to_fill(shown: GapPage, officer: Officer) -> list[str]:
    """Why one of the council's own people can't fill it, such as on an adopted line."""
    if shown.element is None or shown.code not in ON_ITS_LINE or not officer.is_signed_in:
        return []
    return reasons_not_to_change_element(shown.element, officer)


def _initial(shown: GapPage) -> dict[str, object]:
    note = shown.note
    if note is None:
        given = shown.gap
        reason = given.reason if given else ""
        return {"version": 0, "reason": reason, "due_on": given.due_on if given else None}
    return {
        "version": note.version,
        "owner": note.owner_id or "",
        "due_on": note.due_on,
        "reason": note.reason,
        "is_accepted": note.is_accepted,
    }


def _show_held(form: GapForm, now: GapPage) -> None:
    """Say beside each answer what somebody else wrote meanwhile, if anybody did."""
    note = now.note
    version = note.version if note else 0
    if note is not None and form.cleaned_data.get("version") != version:
        due_on = f"{note.due_on.day} {note.due_on:%B %Y}" if note.due_on else ""
        owner = str(note.owner or "")
        show_held(form, version, {"owner": owner, "due_on": due_on, "reason": note.reason})


def _keep(request: HttpRequest, form: GapForm, shown: GapPage, officer: Officer) -> bool:
    """Do what was asked; False where the form says what is wrong with it. Raises `Refused`."""
    if not form.is_valid():
        return False
    now, version = timezone.now(), form.cleaned_data["version"]
    if "close" in request.POST and shown.element is not None:
        close_noted_gap(element=shown.element, code=shown.code, version=version, by=officer, at=now)
    elif shown.element is not None:
        name_gap(
            element=shown.element, code=shown.code, said=form.said(), version=version, by=officer, at=now
        )
    elif shown.measure is not None:
        name_measure_gap(
            measure=shown.measure, code=shown.code, said=form.said(), version=version, by=officer, at=now
        )
    return True
