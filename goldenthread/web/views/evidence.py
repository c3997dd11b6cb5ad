"""Evidence: of one element, by the lines of a framework, and as a pack to hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.plans.evidence import add_evidence, change_evidence, reasons_not_to_give, remove_evidence
from goldenthread.plans.evidence_queries import evidence_at, evidence_of, framework_lines, untagged
from goldenthread.plans.frameworks import framework_at, frameworks_of
from goldenthread.plans.map_queries import current_edition
from goldenthread.reports.evidence_pack import pack_file
from goldenthread.reports.figures.evidence import Pack, pack_of
from goldenthread.reports.tables.evidence import by_line
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.thread import EvidenceForm, ReasonForm
from goldenthread.web.pages import needing, of_council, page, page_or_file
from goldenthread.web.views.thread import element_or_404

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Element, Evidence


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The lines of a framework with their evidence, and what is still without."""
    viewer, asked = officer_of(request), request.GET.get("plan", "")
    rows = [row for row in frameworks_of(council, viewer) if row.edition]
    chosen = next((row for row in rows if row.plan.slug == asked), rows[0] if rows else None)
    if chosen is None or chosen.edition is None:
        return page(request, "web/evidence_none.html", council, "Plans")
    pack = pack_of(chosen.edition, viewer)
    return page_or_file(
        request, "web/evidence.html", council, "Plans",
        grid=by_line(pack), name=f"evidence-{chosen.plan.slug}", pack=pack, plan=chosen.plan, rows=rows,
        untagged=untagged(council, viewer),
    )  # fmt: skip


@of_council
def pack(request: HttpRequest, council: Council, framework: str) -> HttpResponse:
    """The evidence for a framework as a zip file."""
    found = _pack(request, council, framework)
    answer = HttpResponse(pack_file(council, found), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{council.slug}-evidence-{framework}.zip"'
    return answer


def _pack(request: HttpRequest, council: Council, plan: str) -> Pack:
    held = framework_at(council, plan)
    edition = current_edition(council, plan, officer_of(request)) if held else None
    if edition is None:
        raise Http404("No framework of this council is at this address.")
    return pack_of(edition, officer_of(request))


def _lines(request: HttpRequest, council: Council, evidence: Evidence | None = None) -> list[tuple[str, str]]:
    """The framework lines to choose from: of those in use, and any that are answered already."""
    found = framework_lines(council, officer_of(request))
    held = list(evidence.answers.select_related("edition")) if evidence else []
    known = {line.pk for line in found}
    return [
        (str(line.pk), f"{line.title[:160]} ({line.edition.name})")
        for line in [*found, *(line for line in held if line.pk not in known)]
    ]


def _given(form: EvidenceForm) -> dict[str, Any]:
    names = ("title", "text", "dated_on", "kept_at")
    answers = [int(pk) for pk in form.cleaned_data.get("answers", [])]
    return {**{name: form.cleaned_data[name] for name in names}, "answers": answers}


@of_council
def of_element(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The evidence of one element, and a form to give more."""
    held = element_or_404(request, council, pk)
    return _of_element(request, held, EvidenceForm(lines=_lines(request, council)))


@require_POST
@needing("give_evidence")
@of_council
def add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Give evidence of an element, or say beside its field why not."""
    held, officer = element_or_404(request, council, pk), officer_of(request)
    refuse_if(reasons_not_to_give(held, officer))
    form = EvidenceForm(request.POST, lines=_lines(request, council))
    if form.is_valid():
        try:
            add_evidence(element=held, by=officer, at=timezone.now(), **_given(form))
            return redirect("element-evidence", council.slug, held.pk)
        except Refused as refusal:
            form.add_error("title", " ".join(refusal.reasons))
    return _of_element(request, held, form)


def _of_element(request: HttpRequest, held: Element, form: EvidenceForm) -> HttpResponse:
    return page(
        request, "web/element_evidence.html", held.council, "Plans",
        code=422 if request.method == "POST" else 200, element=held, given=evidence_of(held), form=form,
        cannot=reasons_not_to_give(held, officer_of(request)),
    )  # fmt: skip


def _evidence_or_404(request: HttpRequest, council: Council, pk: int) -> Evidence:
    held = evidence_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No evidence of this council is at this address. Somebody may have removed it.")
    refuse_if(reasons_not_to_give(held.element, officer_of(request)))
    return held


@needing("give_evidence")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change a piece of evidence; where somebody else did meanwhile, show what it says now."""
    held = _evidence_or_404(request, council, pk)
    initial = {name: getattr(held, name) for name in ("title", "text", "dated_on", "kept_at", "version")}
    initial["answers"] = [str(pk) for pk in held.answers.values_list("pk", flat=True)]
    form = EvidenceForm(request.POST or None, initial=initial, lines=_lines(request, council, held))
    overtaken = None
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_evidence(
                evidence=held, version=version, by=officer_of(request), at=timezone.now(), **_given(form)
            )
            return redirect("element-evidence", council.slug, held.element.pk)
        except Refused as refusal:
            form.add_error("title", " ".join(refusal.reasons))
            if held.version != version:
                overtaken, typed = held, request.POST.copy()
                typed["version"] = str(held.version)
                form.data = typed
    return page(
        request, "web/evidence_change.html", council, "Plans", code=422 if form.errors else 200,
        evidence=held, form=form, overtaken=overtaken,
    )  # fmt: skip


@needing("give_evidence")
@of_council
def remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take a piece of evidence away, with the reason."""
    held = _evidence_or_404(request, council, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        element = held.element.pk
        remove_evidence(evidence=held, by=officer_of(request), at=timezone.now(), **form.cleaned_data)
        return redirect("element-evidence", council.slug, element)
    code = 422 if form.errors else 200
    return page(request, "web/evidence_remove.html", council, "Plans", code=code, evidence=held, form=form)
