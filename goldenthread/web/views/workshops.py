"""Rounds of workshops, their sessions, and who took part."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, Stale
from goldenthread.core.workshops import ROUND, Part
from goldenthread.exchange.workshop_calendar import session_file
from goldenthread.people.permissions import has_power
from goldenthread.planning import workshops as actions
from goldenthread.planning.workshop_permissions import reasons_not_to_run
from goldenthread.planning.workshop_queries import (
    became_of,
    editions_for_workshops,
    levels_in,
    reasons_to_wait_for_rounds,
    round_at,
    session_at,
    themes_in,
)
from goldenthread.reports.figures import workshops as figures
from goldenthread.reports.tables import workshops as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.held import show_held
from goldenthread.web.forms.workshops import ByThemeForm, CloseForm, RoundForm, SessionForm
from goldenthread.web.pages import day_of, file_asked_for, needing, of_council, page, page_or_file
from goldenthread.web.views.editing import number

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.planning.models import WorkshopRound, WorkshopSession

PART = "Meetings"  # of the navigation
DIARY = "text/calendar; charset=utf-8"


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every round of workshops, and what waits for it."""
    officer = officer_of(request)
    found = figures.workshops_of(council, officer)
    return page_or_file(
        request,
        "web/workshops.html",
        council,
        PART,
        grid=tables.rounds(found),
        name="workshops",
        sentence=figures.of_workshops(found),
        cannot_run=reasons_not_to_run(council, officer),
    )


@of_council
def participation(request: HttpRequest, council: Council) -> HttpResponse:
    """Who took part, by session and kind; and the plain record for how a plan was prepared (R063)."""
    found = figures.workshops_of(council, officer_of(request))
    grids = {
        "workshop-participation": tables.participation(found),
        "workshops-held": tables.prepared(figures.prepared_by(found)),
    }
    file = file_asked_for(request, council, grids)
    if file is not None:
        return file
    every = [part for one in found for part in one.parts.items()]
    parts = {kind: reduce(add, [p for k, p in every if k == kind], Part()) for kind, _ in every}
    took_part = next((one.round.took_part for one in found if one.round.took_part), "")
    return page(
        request,
        "web/workshop_participation.html",
        council,
        PART,
        sentence=figures.of_part(parts, took_part),
        grid=grids["workshop-participation"],
        held=grids["workshops-held"],
    )


def round_or_404(request: HttpRequest, council: Council, pk: int) -> WorkshopRound:
    found = round_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No round of workshops that you may read is at this address.")
    return found


def session_or_404(request: HttpRequest, council: Council, pk: int) -> WorkshopSession:
    found = session_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No workshop that you may read is at this address.")
    return found


@of_council
def round(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One round: what it is for, how it stands, and its sessions."""
    held = round_or_404(request, council, pk)
    shown = figures.gathered([held])[0]
    cannot = reasons_not_to_run(council, officer_of(request))
    return page_or_file(
        request,
        "web/workshop_round.html",
        council,
        PART,
        grid=tables.sessions(shown),
        name=f"workshop-round-{held.pk}",
        round=held,
        sentence=figures.of_round(shown),
        when=figures.when_of(held),
        took_part=figures.of_part(shown.parts, held.took_part),
        waits=reasons_to_wait_for_rounds(held.edition),
        steps=[] if cannot else ROUND.steps_from(held.state),
        cannot_run=cannot,
    )


@needing("run_workshops")
@of_council
def add_round(request: HttpRequest, council: Council) -> HttpResponse:
    """Set a round up."""
    editions = editions_for_workshops(council, officer_of(request))
    form = RoundForm(request.POST or None, editions=editions)
    if request.method == "POST" and form.is_valid():
        edition = next(one for one in editions if one.pk == form.cleaned_data["edition"])
        said = actions.RoundSaid(**form.said())
        try:
            made = actions.add_round(edition=edition, said=said, by=officer_of(request), at=timezone.now())
            return redirect("workshop-round", council.slug, made.pk)
        except Refused as refusal:
            form.add_error("name", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/workshop_round_form.html", council, PART, form=form, code=code)


@needing("run_workshops")
@of_council
def change_round(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a round right."""
    held = round_or_404(request, council, pk)
    form = RoundForm(request.POST or None, round=held)
    if request.method == "POST" and form.is_valid():
        said, version = actions.RoundSaid(**form.said()), form.cleaned_data["version"]
        try:
            actions.change_round(
                round=held, said=said, version=version, by=officer_of(request), at=timezone.now()
            )
            return redirect("workshop-round", council.slug, held.pk)
        except Stale as stale:
            now = round_or_404(request, council, pk)
            show_held(form, now.version, {"name": now.name, "purpose": now.purpose, "when": now.when})
            form.add_error("name", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("name", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/workshop_round_form.html", council, PART, form=form, round=held, code=code)


@require_POST
@needing("run_workshops")
@of_council
def move_round(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Open a round, or open it again."""
    held = round_or_404(request, council, pk)
    code = request.POST.get("code", "")
    if code not in {step.code for step in ROUND.steps}:
        raise Refused("Say what is to become of the round: go back and press one of its buttons.")
    actions.move_round(
        round=held,
        code=code,
        version=number(request.POST.get("version")) or 0,
        reason=request.POST.get("reason", ""),
        by=officer_of(request),
        at=timezone.now(),
    )
    return redirect("workshop-round", council.slug, held.pk)


@needing("run_workshops")
@of_council
def close_round(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Close a round, once it is said what becomes of proposals that nobody has settled."""
    held = round_or_404(request, council, pk)
    tally = figures.gathered([held])[0].tally
    form = CloseForm(request.POST or None, initial={"version": held.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.close_round(
                round=held,
                version=given["version"],
                sets_aside=given["left"] == "ASIDE",
                reason=given["reason"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("workshop-round", council.slug, held.pk)
        except Refused as refusal:
            form.add_error("reason", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(
        request, "web/workshop_close.html", council, PART, form=form, round=held, tally=tally,
        sentence=figures.of_proposals(tally), code=code,
    )  # fmt: skip


@needing("run_workshops")
@of_council
def add_session(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Plan a session of a round."""
    return _session_form(request, council, round_or_404(request, council, pk), None)


@needing("run_workshops")
@of_council
def change_session(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Move a session, or put it right."""
    held = session_or_404(request, council, pk)
    return _session_form(request, council, held.round, held)


def _session_form(
    request: HttpRequest, council: Council, round: WorkshopRound, held: WorkshopSession | None
) -> HttpResponse:
    officer = officer_of(request)
    themes = {one.pk: one for one in themes_in(round.edition, officer)}
    form = SessionForm(request.POST or None, themes=themes.values(), session=held)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        version, theme = given.pop("version"), themes.get(given.pop("theme"))
        said, at = actions.SessionSaid(theme=theme, **given), timezone.now()
        try:
            if held is None:
                made = actions.add_session(round=round, said=said, by=officer, at=at)
                return redirect("workshop-session", council.slug, made.pk)
            actions.change_session(session=held, said=said, version=version, by=officer, at=at)
            return redirect("workshop-session", council.slug, held.pk)
        except Stale as stale:
            now = session_or_404(request, council, held.pk if held else 0)
            show_held(form, now.version, {"title": now.title, "place": now.place, "notes": now.notes})
            form.add_error("title", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("title", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(
        request, "web/workshop_session_form.html", council, PART, form=form, round=round, session=held,
        code=code,
    )  # fmt: skip


@needing("run_workshops")
@of_council
def by_theme(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """A session for every theme at once."""
    held, officer = round_or_404(request, council, pk), officer_of(request)
    levels, themes = levels_in(held.edition), themes_in(held.edition, officer)
    chosen = themes[0].level_id if themes else None
    form = ByThemeForm(request.POST or None, levels=levels, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        level = next(one for one in levels if one.pk == form.cleaned_data["level"])
        try:
            actions.add_sessions_by_theme(round=held, level=level, by=officer, at=timezone.now())
            return redirect("workshop-round", council.slug, held.pk)
        except Refused as refusal:
            form.add_error("level", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/workshop_by_theme.html", council, PART, form=form, round=held, code=code)


@of_council
def session(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One session: when and where, who took part, and what came of it."""
    held, officer = session_or_404(request, council, pk), officer_of(request)
    shown = next(one for one in figures.gathered([held.round])[0].sessions if one.session.pk == held.pk)
    took_part = held.round.took_part if held.state == "HELD" else ""
    return page(
        request,
        "web/workshop_session.html",
        council,
        PART,
        session=held,
        when=tables.when_and_where(held),
        sentence=figures.of_part(shown.parts, took_part),
        part_label="Who takes part" if held.state == "PLANNED" else "Who took part",
        proposed=figures.of_proposals(shown.tally),
        became=became_of(held, officer),
        steps=figures.steps_of(held) if not reasons_not_to_run(council, officer) else [],
        cannot_run=reasons_not_to_run(council, officer),
        can_write=officer.council == council.slug and has_power("write_proposals", officer),
    )


@require_POST
@needing("run_workshops")
@of_council
def move_session(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say that a session was held, cancel it, or plan it again."""
    held, code = session_or_404(request, council, pk), request.POST.get("code", "")
    if code not in {step.code for step in figures.steps_of(held)}:
        raise Refused("Say what became of the session: go back and press one of its buttons.")
    version = number(request.POST.get("version")) or 0
    actions.move_session(
        session=held,
        code=code,
        version=version,
        on=day_of(council),
        by=officer_of(request),
        at=timezone.now(),
    )
    return redirect("workshop-session", council.slug, held.pk)


@of_council
def diary(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The session for a diary."""
    held = session_or_404(request, council, pk)
    file = session_file(held)
    if file is None:
        raise Http404("This session has no day yet.")
    answer = HttpResponse(file, content_type=DIARY)
    answer["Content-Disposition"] = f'attachment; filename="workshop-{held.pk}.ics"'
    return answer
