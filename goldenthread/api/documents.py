"""Documents of frozen figures: asked for by key, watched and taken away by everybody who may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router

from goldenthread.api.asking import Key, KeyOrNone, council_or_404, needing, now, officer_of
from goldenthread.api.problems import Problem
from goldenthread.api.shapes import DocumentIn, DocumentOut
from goldenthread.api.snapshots import WHY_NOT, day_of, snapshot_or_404
from goldenthread.reports.figures.frozen import code_version
from goldenthread.reports.making import ask_for_document, says_now
from goldenthread.reports.making_queries import (
    Line,
    document_at,
    documents_of,
    file_of,
    line,
)
from goldenthread.reports.making_words import file_name, how_far
from goldenthread.reports.products import MEDIA, Format
from goldenthread.reports.template_queries import template_in_use

if TYPE_CHECKING:
    from goldenthread.reports.models import Document

router = Router(tags=["Documents"])


def told(one: Document, held: Line) -> dict[str, Any]:
    """A document as it is sent."""
    kept = (
        "product",
        "part",
        "format",
        "state",
        "step",
        "steps",
        "digest",
        "asked_by",
        "asked_at",
        "made_at",
    )
    at = reverse("api-1:file", args=[one.council.slug, one.pk])
    return {
        **{name: getattr(one, name) for name in kept},
        "id": one.pk,
        "snapshot": one.snapshot_id,
        "figures": one.snapshot.digest,
        "said": how_far(one, held.place_of(one, now())),
        "file": at if one.state == "MADE" else None,
    }


def _document(request: HttpRequest, council: str, pk: int) -> Document:
    found = document_at(council_or_404(request, council), pk, officer_of(request))
    if found is None:
        raise Http404("No document that you may read is at this address.")
    return found


@router.get("/{slug:council}/documents", auth=KeyOrNone(), response={200: list[DocumentOut], **WHY_NOT})
def documents(request: HttpRequest, council: str) -> Any:
    """The documents that you may read, the newest first."""
    held = line(now())
    return [told(one, held) for one in documents_of(council_or_404(request, council), officer_of(request))]


@router.post(
    "/{slug:council}/snapshots/{int:pk}/documents", auth=Key(), response={200: DocumentOut, **WHY_NOT}
)
def ask(request: HttpRequest, council: str, pk: int, given: DocumentIn) -> Any:
    """Have a document made; asking twice gives the same one. Look at it until its state is MADE."""
    held, by = council_or_404(request, council), officer_of(request)
    needing(held, "make_documents", by)
    template = template_in_use(held, given.template) if given.template else None
    if given.template and template is None:
        raise Problem(422, ["The council has no such template in use."])
    made = ask_for_document(
        snapshot=snapshot_or_404(request, held, pk),
        product=given.product.upper(),
        part=given.part,
        form=given.format.lower(),
        template=template,
        is_plain=given.is_plain or held.is_plain(day_of(held)),
        code_version=code_version(),
        by=by,
        at=now(),
    )
    return told(_document(request, council, made.pk), line(now()))


@router.get("/{slug:council}/documents/{int:pk}", auth=KeyOrNone(), response={200: DocumentOut, **WHY_NOT})
def document(request: HttpRequest, council: str, pk: int) -> Any:
    """One document: its state, and how far it is."""
    return told(_document(request, council, pk), line(now()))


@router.get(
    "/{slug:council}/documents/{int:pk}/file",
    auth=KeyOrNone(),
    url_name="file",
    response={200: Any, **WHY_NOT},
)
def file(request: HttpRequest, council: str, pk: int) -> HttpResponse:
    """The file of a document that is made. One whose figures were corrected since is made again first."""
    held = _document(request, council, pk)
    content = file_of(held) if says_now(held) else None
    if content is None:
        said = how_far(held, line(now()).place_of(held, now()))
        raise Problem(
            409, [said if held.state != "MADE" else "It is to be made again. Look again in a moment."]
        )
    answer = HttpResponse(content, content_type=MEDIA[Format(held.format)])
    answer["Content-Disposition"] = f'attachment; filename="{file_name(held)}"'
    return answer
