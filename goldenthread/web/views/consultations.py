"""Consultations on plans, what came of them, and written responses from a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale, UnreadableFile, refuse_if
from goldenthread.exchange.response_files import take_responses
from goldenthread.governance.comment_queries import editions_commented, themes_of
from goldenthread.ledger.queries import history_of
from goldenthread.planning.consultation_queries import (
    comments_from,
    consultation_at,
    consultations_of,
    files_of,
)
from goldenthread.planning.consulting import (
    Consulted,
    add_consultation,
    change_consultation,
    reasons_not_to_consult,
    remove_consultation,
)
from goldenthread.planning.responses import give_up_file, looked_at, store_responses
from goldenthread.reports.figures.consulted import how_consulted
from goldenthread.reports.tables import consultations as tables
from goldenthread.reports.tables.comments import register
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.comments import starting
from goldenthread.web.forms.consultations import ConsultationForm, ResponsesForm
from goldenthread.web.forms.held import show_held
from goldenthread.web.pages import needing, of_council, page, page_or_file
from goldenthread.web.views.comments import who_acts

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.planning.models import Consultation

MOST_SHOWN = 100  # of the responses in a preview


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every consultation, who answered, and what came of it."""
    officer = officer_of(request)
    found = consultations_of(council, officer)
    return page_or_file(
        request,
        "web/consultations.html",
        council,
        "Meetings",
        grid=tables.consultations(found),
        name="consultations",
        opening=tables.of_consultations(found),
        prepared=how_consulted(council, found),
        cannot_keep=reasons_not_to_consult(council, officer),
    )


def _consultation(request: HttpRequest, council: Council, pk: int) -> Consultation:
    found = consultation_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No consultation of this council that you may read is at this address.")
    return found


@of_council
def consultation(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One consultation with the comments that came of it."""
    held, officer = _consultation(request, council, pk), officer_of(request)
    brought = comments_from(held, officer)
    return page_or_file(
        request,
        "web/consultation.html",
        council,
        "Meetings",
        grid=register(brought, themes_of(held.edition, officer) if brought else {}),
        name=f"consultation-{held.pk}",
        consultation=held,
        when=tables.when(held),
        support=tables.support(held),
        brought=brought,
        history=history_of(held, council.slug),
        cannot_keep=reasons_not_to_consult(council, officer),
    )


@needing("keep_consultations")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Put a consultation on record."""
    editions = {one.pk: one for one in editions_commented(council, officer_of(request))}
    form = ConsultationForm(
        request.POST or None,
        editions=[(pk, one.name) for pk, one in editions.items()],
        initial={"version": 0},
    )
    if request.method == "POST" and form.is_valid():
        edition = editions[form.cleaned_data["edition"]]
        try:
            made = add_consultation(
                edition=edition, said=_said(form), by=officer_of(request), at=timezone.now()
            )
            return redirect("consultation", council.slug, made.pk)
        except Refused as refusal:
            form.add_error("name", " ".join(refusal.reasons))
    return _shown(request, council, form, None)


def _said(form: ConsultationForm) -> Consulted:
    return Consulted(**{name: form.cleaned_data[name] for name in Consulted._fields})


def _shown(
    request: HttpRequest, council: Council, form: ConsultationForm, held: Consultation | None
) -> HttpResponse:
    code = 422 if form.errors else 200
    shown: dict[str, Any] = {"form": form, "consultation": held, "code": code}
    return page(request, "web/consultation_write.html", council, "Meetings", **shown)


@needing("keep_consultations")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a consultation right, say what came of it, or take it off the record."""
    held, who = _consultation(request, council, pk), who_acts(request)
    form = ConsultationForm(request.POST or None, initial=starting(held, ("version", *Consulted._fields)))
    if request.method == "POST" and "remove" in request.POST:
        remove_consultation(consultation=held, **who)
        return redirect("consultations", council.slug)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            change_consultation(consultation=held, said=_said(form), version=version, **who)
            return redirect("consultation", council.slug, pk)
        except Stale as stale:
            now = _consultation(request, council, pk)
            show_held(form, now.version, {"findings": now.findings, "outcome": now.outcome})
            form.add_error("findings", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("name", " ".join(refusal.reasons))
    return _shown(request, council, form, held)


@needing("keep_consultations")
@of_council
def responses(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Upload a table of written responses, look at what would be stored, and store it or give it up."""
    held, officer = _consultation(request, council, pk), officer_of(request)
    refuse_if(reasons_not_to_consult(council, officer))
    act = request.POST.get("act", "")
    if act in ("store", "give-up"):
        return _settled(request, held, act)
    is_sent = request.method == "POST"
    form = ResponsesForm(request.POST, request.FILES) if is_sent else ResponsesForm()
    problems: list[object] = []
    if is_sent and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            take_responses(
                consultation=held, data=given.read(), file=given.name, by=officer, at=timezone.now()
            )
            return redirect("consultation-responses", council.slug, pk)
        except UnreadableFile as refusal:
            problems = list(refusal.problems)
    return _previewed(request, held, form, problems)


def _settled(request: HttpRequest, held: Consultation, act: str) -> HttpResponse:
    """Store the file that was looked at, or give it up."""
    file = next(iter(files_of(held)), None)
    if file is None:
        raise Refused("This file was stored or given up meanwhile.")
    who = who_acts(request)
    said = request.POST.get("version", "")
    if act == "store":
        is_number = said.isascii() and said.isdigit() and len(said) < 10
        store_responses(file=file, version=int(said) if is_number else 0, **who)
    else:
        give_up_file(file=file, **who)
    return redirect("consultation", held.council.slug, held.pk)


def _previewed(
    request: HttpRequest, held: Consultation, form: ResponsesForm, problems: list[object]
) -> HttpResponse:
    is_wrong = bool(form.errors or problems)
    file = None if is_wrong else next(iter(files_of(held)), None)  # the one before is not what was just sent
    found = looked_at(file) if file else []
    return page(
        request,
        "web/consultation_responses.html",
        held.council,
        "Meetings",
        consultation=held,
        form=form,
        problems=problems,
        file=file,
        sentence=tables.of_responses(found) if found else "",
        grid=tables.responses(found, MOST_SHOWN),
        more=max(len(found) - MOST_SHOWN, 0),
        code=422 if is_wrong else 200,
    )
