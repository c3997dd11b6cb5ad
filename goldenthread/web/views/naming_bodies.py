"""Entering a body and renaming one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.governance.naming_bodies import Named, add_body, rename_body
from goldenthread.governance.remit_queries import body_at
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.who import BodyForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import needing, of_council

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@needing("keep_route")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Enter a body: a new committee can then take the place of an old one."""
    form = BodyForm(request.POST or None)

    def store() -> str:
        made = add_body(
            council=council, said=Named(**form.body_said()), by=officer_of(request), at=timezone.now()
        )
        return reverse("body", args=[council.slug, made.pk])

    sentence = "A committee, board, partnership or management team. What it takes over comes on its own page."
    words = Words("Bodies", "Add a body", sentence, reverse("bodies", args=[council.slug]), label="The body")
    return written(request, council, form=form, words=words, store=store)


@needing("keep_route")
@of_council
def rename(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put right what a body is called."""
    held = body_at(council, pk)
    if held is None:
        raise Http404("No body of this council is at this address.")
    form = BodyForm(request.POST or None, held=held)
    here = reverse("body", args=[council.slug, pk])

    def store() -> str:
        rename_body(
            body=held,
            said=Named(**form.body_said()),
            seen=form.cleaned_data["seen"],
            by=officer_of(request),
            at=timezone.now(),
        )
        return here

    sentence = (
        "It stays the same body, with all that it was sent. Where another body takes its place, replace it."
    )
    words = Words(held.name, "Rename this body", sentence, here, label="The body")
    return written(request, council, form=form, words=words, store=store)
