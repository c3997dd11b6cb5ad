"""The words of a report: every place, writing in one, and bringing back what was typed in its Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.changes import Piece, compared_words
from goldenthread.core.refused import Refused, Stale, refuse_if
from goldenthread.reports.figures.words import (
    Difference,
    WordsPage,
    WordsPlace,
    differences,
    worded_products,
    words_page,
)
from goldenthread.reports.narratives import (
    Written,
    forget_words,
    reasons_not_to_write,
    write_many,
    write_words,
)
from goldenthread.reports.products import NAMES, Product
from goldenthread.reports.tables.templates import of_words
from goldenthread.reports.word_back import returned
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.fields import plain_lines
from goldenthread.web.forms.words import ProductForm, WordFileForm, WordsForm
from goldenthread.web.pages import by_post, day_of, needing, of_council, page
from goldenthread.web.views.editing import number
from goldenthread.web.views.reports import setting_or_404

if TYPE_CHECKING:
    from goldenthread.people.models import Council

MOST_COMPARED = 800  # words beyond which two wordings are shown whole, one below the other


def _page_of(request: HttpRequest, council: Council, report: str) -> WordsPage:
    """The words asked for: of the Monitor, unless another document or part is named."""
    setting = setting_or_404(council, report)
    asked = request.GET.get("product", "")
    product = next((one for one in worded_products() if one.value == asked), Product.MONITOR)
    return words_page(council, setting, product, request.GET.get("part", "")[:200], day_of(council))


def _asked(found: WordsPage) -> str:
    return urlencode({"product": found.product.value, **({"part": found.part} if found.part else {})})


def _back(council: Council, found: WordsPage, place: str = "") -> HttpResponse:
    address = reverse("words", args=[council.slug, found.setting.slug])
    return redirect(f"{address}?{_asked(found)}{f'#{place}' if place else ''}")


def _shown(council: Council, found: WordsPage, request: HttpRequest) -> dict[str, Any]:
    """What every page of a report's words shows."""
    return {
        "setting": found.setting,
        "found": found,
        "asked": _asked(found),
        "document_name": f"{NAMES[found.product]}{f': {found.part}' if found.part else ''}",
        "cannot_write": reasons_not_to_write(found.setting, found.product, found.part, officer_of(request)),
    }


@by_post
@of_council
def index(request: HttpRequest, council: Council, report: str) -> HttpResponse:
    """Every place for words: what the figures say, what a person wrote, and what changed since."""
    found = _page_of(request, council, report)
    form = ProductForm(
        initial={"product": found.product.value, "part": found.part},
        products=[(one.value, NAMES[one]) for one in worded_products()],
        parts=found.parts,
    )
    shown = _shown(council, found, request)
    return page(request, "web/words.html", council, "Reports", form=form, sentence=of_words(found), **shown)


@needing("write_narratives")
@of_council
def place(request: HttpRequest, council: Council, report: str, place: str) -> HttpResponse:
    """Write in one place, or leave it to the figures again."""
    found = _page_of(request, council, report)
    held = found.place(place)
    if held is None:
        raise Http404("This document has no such place for words.")
    refuse_if(reasons_not_to_write(found.setting, found.product, found.part, officer_of(request)))
    text = held.renewed if request.GET.get("renew") else held.text
    initial = {"seen": held.version, "generated": held.generated, "text": text}
    form = WordsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _store(request, found, held, form)
            return _back(council, found, held.place)
        except Stale as stale:
            form.data = {**dict(form.data.items()), "seen": held.version, "generated": held.generated}
            form.add_error("text", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("text", " ".join(refusal.reasons))
    return page(
        request,
        "web/words_place.html",
        council,
        "Reports",
        form=form,
        place=held,
        is_renewed=bool(request.GET.get("renew")),
        code=422 if form.errors else 200,
        **_shown(council, found, request),
    )


def _store(request: HttpRequest, found: WordsPage, held: WordsPlace, form: WordsForm) -> None:
    given, officer, at = form.cleaned_data, officer_of(request), timezone.now()
    where: dict[str, Any] = {
        "setting": found.setting,
        "product": found.product,
        "part": found.part,
        "place": held.place,
    }
    if "forget" in request.POST:
        forget_words(**where, seen=given["seen"], by=officer, at=at)
        return
    generated = plain_lines(given["generated"])
    write_words(**where, text=given["text"], generated=generated, seen=given["seen"], by=officer, at=at)


# Words typed in Word


@needing("write_narratives")
@of_council
def bring(request: HttpRequest, council: Council, report: str) -> HttpResponse:
    """Bring back a Word file: see where its words differ, then take those that are ticked."""
    found = _page_of(request, council, report)
    refuse_if(reasons_not_to_write(found.setting, found.product, found.part, officer_of(request)))
    if "take" in request.POST:
        return _taken(request, council, found)
    is_sent = request.method == "POST"
    form = WordFileForm(request.POST, request.FILES) if is_sent else WordFileForm()
    problems: list[str] = []
    rows: list[tuple[Difference, list[Piece]]] | None = None
    if is_sent and form.is_valid():
        try:
            rows = _rows(differences(found, returned(form.cleaned_data["file"].read())))
        except Refused as refusal:
            problems = refusal.reasons
    return _bring_answer(request, council, found, form, problems, rows)


def _bring_answer(
    request: HttpRequest,
    council: Council,
    found: WordsPage,
    form: WordFileForm,
    problems: list[str],
    rows: list[tuple[Difference, list[Piece]]] | None,
) -> HttpResponse:
    return page(
        request,
        "web/words_bring.html",
        council,
        "Reports",
        form=form,
        problems=problems,
        rows=rows,
        code=422 if form.errors or problems else 200,
        **_shown(council, found, request),
    )


def _rows(found: list[Difference]) -> list[tuple[Difference, list[Piece]]]:
    return [(one, _pieces(one.place.text, one.brought)) for one in found]


def _pieces(before: str, after: str) -> list[Piece]:
    """One wording as it became another; where most of it is new, the one whole and then the other."""
    most = max(len(before.split()), len(after.split()))
    found = compared_words(before, after) if most <= MOST_COMPARED else []
    stayed = sum(len(one.text.split()) for one in found if not one.is_gone and not one.is_new)
    if 2 * stayed >= most:
        return found
    return [piece for piece in (Piece(before, is_gone=True), Piece(after, is_new=True)) if piece.text]


def _taken(request: HttpRequest, council: Council, found: WordsPage) -> HttpResponse:
    """Store the words of the places that are ticked; all of them or, where one is refused, none."""
    ticked = [one for one in found.places if f"take-{one.place}" in request.POST]
    officer, at = officer_of(request), timezone.now()
    try:
        write_many(
            setting=found.setting,
            product=found.product,
            part=found.part,
            given=[_given(request, one) for one in ticked],
            by=officer,
            at=at,
        )
    except Refused as refusal:
        return _bring_answer(request, council, found, WordFileForm(), refusal.reasons, None)
    return _back(council, found)


def _given(request: HttpRequest, one: WordsPlace) -> Written:
    sent = request.POST
    return Written(
        place=one.place,
        text=plain_lines(sent.get(f"text-{one.place}", "")),
        generated=plain_lines(sent.get(f"generated-{one.place}", "")),
        seen=number(sent.get(f"seen-{one.place}")) or 0,
    )
