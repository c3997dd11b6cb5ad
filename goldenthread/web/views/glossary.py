"""The words that a council uses, and keeping them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused
from goldenthread.governance.glossary_queries import glossary_of, term_at
from goldenthread.ledger.terms import add_term, change_term, reasons_not_to_keep_words, remove_term
from goldenthread.reports.tables import glossary as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.who import TermForm
from goldenthread.web.pages import needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council, Term


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every word with what it means."""
    officer = officer_of(request)
    found = glossary_of(council, officer)
    return page_or_file(
        request,
        "web/glossary.html",
        council,
        "",
        grid=tables.glossary(found),
        name="glossary",
        found=found,
        levels=[(level, tables.level_words(level)) for level in found.levels],
        words=tables.product_words(),
        sentence=tables.of_glossary(found),
        cannot_keep=reasons_not_to_keep_words(council, officer),
    )


@needing("keep_glossary")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Add a word."""
    form = TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_term(council=council, by=officer_of(request), at=timezone.now(), **form.facts())
            return redirect("glossary", council.slug)
        except Refused as refusal:
            form.add_error("word", " ".join(refusal.reasons))
    return page(request, "web/term.html", council, "", form=form, code=422 if form.errors else 200)


def _term(council: Council, pk: int) -> Term:
    found = term_at(council, pk)
    if found is None:
        raise Http404("No word of this council is at this address.")
    return found


@needing("keep_glossary")
@of_council
def term(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change a word or what it means."""
    held = _term(council, pk)
    form = TermForm(request.POST or None, term=held)
    if request.method == "POST" and form.is_valid():
        try:
            change_term(
                term=held,
                seen=form.cleaned_data["seen"],
                by=officer_of(request),
                at=timezone.now(),
                **form.facts(),
            )
            return redirect("glossary", council.slug)
        except Refused as refusal:
            form.show_held(_term(council, pk))
            form.add_error("meaning", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/term.html", council, "", term=held, form=form, code=code)


@needing("keep_glossary")
@of_council
def remove(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take a word out; the ledger keeps what it said."""
    held = _term(council, pk)
    if request.method == "POST":
        remove_term(term=held, by=officer_of(request), at=timezone.now())
        return redirect("glossary", council.slug)
    return page(request, "web/term_remove.html", council, "", term=held)
