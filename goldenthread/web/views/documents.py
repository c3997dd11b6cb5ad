"""Documents made from frozen figures: asking for one, how far it is, its file, and all that were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.reports.drawing import STEPS
from goldenthread.reports.figures.frozen import code_version
from goldenthread.reports.making import ask_for_document, says_now, try_again
from goldenthread.reports.making_permissions import reasons_not_to_make
from goldenthread.reports.making_queries import (
    document_at,
    documents_of,
    file_of,
    queue_of,
)
from goldenthread.reports.making_words import file_name, format_of, how_far, name_of, of_snapshot
from goldenthread.reports.products import MEDIA, Format, Product, parts_of
from goldenthread.reports.snapshot_queries import facts_in
from goldenthread.reports.tables import documents as tables
from goldenthread.reports.template_queries import template_in_use, templates_in_use
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.documents import DocumentForm
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file
from goldenthread.web.views.reports import snapshot_or_404

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.reports.models import Document, Snapshot

# A document is one file with its styles, type and pictures in it: it may use nothing else, and no script.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; frame-ancestors 'none'"
LOOK_AGAIN = 2  # seconds


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every document that this person may read, the newest first."""
    found = documents_of(council, officer_of(request))
    return page_or_file(
        request,
        "web/documents.html",
        council,
        "Reports",
        grid=tables.documents(found),
        name="documents",
        sentence=tables.of_documents(found),
    )


def _document(request: HttpRequest, council: Council, pk: int) -> Document:
    found = document_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No document that you may read is at this address.")
    return found


@of_council
def document(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """How far a document is; it looks again by itself until it is made, unless asked to stand still."""
    held = _document(request, council, pk)
    queue, is_open = queue_of(held, timezone.now()), held.state in ("WAITING", "MAKING")
    is_still = "still" in request.GET
    answer = page(
        request,
        "web/document.html",
        council,
        "Reports",
        held=held,
        name=name_of(held),
        format=format_of(held),
        figures=of_snapshot(held.snapshot),
        sentence=how_far(held, queue),
        steps=[(name, number, _place(held, number)) for number, name in enumerate(STEPS, 1)],
        is_open=is_open,
        is_still=is_still,
        says_now=says_now(held),
        corrected=getattr(held.snapshot, "corrected_by", None),
        cannot_try=reasons_not_to_make(council, officer_of(request)),
    )
    if is_open and not is_still:
        answer["Refresh"] = str(LOOK_AGAIN)
    answer["Cache-Control"] = "no-store"
    return answer


def _place(held: Document, number: int) -> str:
    if held.state == "MADE" or number < held.step:
        return "done"
    return "now" if number == held.step else "todo"


@of_council
def file(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The file, once it is made and for as long as it says what must be said of its figures."""
    held = _document(request, council, pk)
    content = file_of(held) if says_now(held) else None
    if content is None:
        return redirect("document", council.slug, pk)
    form = Format(held.format)
    answer = HttpResponse(content, content_type=MEDIA[form])
    kind = "inline" if form is Format.HTML else "attachment"
    answer["Content-Disposition"] = f'{kind}; filename="{file_name(held)}"'
    answer["Content-Security-Policy"] = ALONE
    return answer


@needing("make_documents")
@of_council
def ask(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Ask for a document of one snapshot."""
    snapshot = snapshot_or_404(request, council, pk)
    facts = facts_in(snapshot)
    parts = sorted({part for product in Product for part in parts_of(facts, product)})
    is_plain = council.is_plain(day_of(council))
    form = DocumentForm(
        request.POST or None, parts=parts, templates=templates_in_use(council), initial={"is_plain": is_plain}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = _asked(request, council, snapshot, form, is_plain)
            return redirect("document", council.slug, made.pk)
        except Refused as refusal:
            form.add_error("product", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    shown = {"snapshot": snapshot, "figures": of_snapshot(snapshot), "form": form}
    return page(request, "web/ask_document.html", council, "Reports", code=code, **shown)


def _asked(
    request: HttpRequest, council: Council, snapshot: Snapshot, form: DocumentForm, is_plain: bool
) -> Document:
    given = form.cleaned_data
    chosen = given.get("template")
    return ask_for_document(
        snapshot=snapshot,
        product=given["product"],
        part=given["part"],
        form=given["format"],
        template=template_in_use(council, chosen) if chosen else None,
        is_plain=given["is_plain"] or is_plain,  # in its days without colour a council makes none with
        code_version=code_version(),
        by=officer_of(request),
        at=timezone.now(),
    )


@require_POST
@needing("make_documents")
@of_council
def again(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Try once more what could not be made."""
    held = _document(request, council, pk)
    try_again(document=held, by=officer_of(request), at=timezone.now())
    return redirect("document", council.slug, pk)
