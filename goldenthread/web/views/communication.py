"""How people are told of an edition: audiences, messages, tasks, time, the launch, and briefing sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.refused import Refused, Stale
from goldenthread.people.queries import posts_of, services_of
from goldenthread.planning import communication_queries as queries
from goldenthread.planning.communicating import (
    add_part,
    change_part,
    edition_of,
    plan_communication,
    reasons_not_to_communicate,
    remove_part,
)
from goldenthread.planning.stage_queries import stages_of
from goldenthread.plans.queries import edition_at, top_lines
from goldenthread.reports.figures.communication import briefing_of, communicated
from goldenthread.reports.outlines.briefing import compose
from goldenthread.reports.products import MEDIA, Format, render
from goldenthread.reports.tables import communication as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.communication import PARTS, Choices, LaunchForm, PartForm
from goldenthread.web.forms.held import show_held
from goldenthread.web.pages import (
    day_of,
    edition_or_404,
    file_asked_for,
    needing,
    of_council,
    page,
)

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer
    from goldenthread.plans.models import Edition

FINDERS: Mapping[str, Callable[[Council, int, Officer], Any]] = {
    "audiences": queries.audience_at,
    "messages": queries.message_at,
    "tasks": queries.task_at,
    "time": queries.booked_at,
}
TITLES = {
    "audiences": "Whom to tell",
    "messages": "What they are told",
    "tasks": "What is to be done",
    "time": "A team’s time",
}


def _edition(request: HttpRequest, council: Council, plan: str, edition: str) -> Edition:
    return edition_or_404(council, edition_at(council, plan, edition, officer_of(request)))


@of_council
def index(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """An edition's plan of communication."""
    held, on = _edition(request, council, plan, edition), day_of(council)
    found = communicated(held, on)
    cannot = reasons_not_to_communicate(council, officer_of(request))
    grids = {
        "audiences": tables.audiences(found.audiences, found.messages),
        "messages": tables.messages(found.messages, not cannot),
        "tasks": tables.tasks(found.tasks, on, not cannot),
        "time": tables.booked(found.booked, not cannot),
    }
    return file_asked_for(request, council, grids) or page(
        request,
        "web/communication.html",
        council,
        "Meetings",
        edition=held,
        found=found,
        grids=grids,
        sentence=found.sentence,
        booked=tables.of_booked(found.booked),
        cannot_keep=cannot,
    )


@needing("keep_communication")
@of_council
def launch(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """Say what telling people is to reach, and which stage is the launch."""
    held = _edition(request, council, plan, edition)
    planned = queries.communication_of(held)
    form = LaunchForm(request.POST or None, stages=stages_of(council), plan=planned)
    if request.method == "POST" and form.is_valid():
        try:
            plan_communication(
                edition=held,
                said=form.said(),
                version=form.cleaned_data["version"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("communication", council.slug, plan, edition)
        except Stale as stale:
            now = queries.communication_of(held)
            show_held(form, now.version if now else 0, {"about": now.about if now else ""})
            form.add_error("about", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("launch", " ".join(refusal.reasons))
    shown = {"edition": held, "form": form, "title": "The launch", "can_remove": False}
    return _form_page(request, council, shown)


def _form_page(request: HttpRequest, council: Council, shown: dict[str, Any]) -> HttpResponse:
    code = 422 if shown["form"].errors else 200
    return page(request, "web/communication_part.html", council, "Meetings", code=code, **shown)


def _form(request: HttpRequest, council: Council, held: Edition, kind: str, part: Any) -> PartForm:
    choices = Choices(
        audiences={one.pk: one for one in queries.audiences_of(held)},
        posts={one.pk: one for one in posts_of(council)},
        services={one.pk: one for one in services_of(council)},
        themes=top_lines(held, officer_of(request)) if kind == "audiences" else [],
    )
    return PARTS[kind](request.POST or None, choices=choices, part=part)


@needing("keep_communication")
@of_council
def add(request: HttpRequest, council: Council, plan: str, edition: str, kind: str) -> HttpResponse:
    """Add an audience, a message, a task or booked time."""
    if kind not in PARTS:
        raise Http404("Audiences, messages, tasks and time can be added.")
    held = _edition(request, council, plan, edition)
    form = _form(request, council, held, kind, None)
    if request.method == "POST" and form.is_valid():
        try:
            add_part(edition=held, said=form.said(), by=officer_of(request), at=timezone.now())
            return redirect("communication", council.slug, plan, edition)
        except Refused as refusal:
            form.add_error(form.order[0], " ".join(refusal.reasons))
    shown = {"edition": held, "form": form, "title": TITLES[kind], "can_remove": False}
    return _form_page(request, council, shown)


@needing("keep_communication")
@of_council
def change(request: HttpRequest, council: Council, kind: str, pk: int) -> HttpResponse:
    """Change one of them, say that a task is done, or take it away."""
    officer = officer_of(request)
    part = FINDERS[kind](council, pk, officer) if kind in FINDERS else None
    if part is None:
        raise Http404("Nothing of a plan of communication that you may read is at this address.")
    held = edition_of(part)
    back = redirect("communication", council.slug, held.plan.slug, held.slug)
    if request.method == "POST" and "remove" in request.POST:
        remove_part(part=part, by=officer, at=timezone.now())
        return back
    form = _form(request, council, held, kind, part)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            change_part(part=part, said=form.said(), version=version, by=officer, at=timezone.now())
            return back
        except Stale as stale:
            now = FINDERS[kind](council, pk, officer)
            if now is not None:
                show_held(form, now.version, {name: getattr(now, name) for name in form.words})
            form.add_error(form.order[0], " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error(form.order[0], " ".join(refusal.reasons))
    shown = {"edition": held, "form": form, "title": TITLES[kind], "can_remove": True, "part": part}
    return _form_page(request, council, {**shown, "kind": kind})


def _audience(request: HttpRequest, council: Council, pk: int) -> Any:
    found = queries.audience_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No audience that you may read is at this address.")
    return found


@of_council
def audience(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One audience's briefing: what the plan is, what changes for them, what happens next, whom to ask."""
    held, officer = _audience(request, council, pk), officer_of(request)
    return page(
        request,
        "web/audience.html",
        council,
        "Meetings",
        audience=held,
        edition=held.edition,
        shown=briefing_of(held, officer, day_of(council)),
        cannot_keep=reasons_not_to_communicate(council, officer),
    )


@of_council
def briefing_file(request: HttpRequest, council: Council, pk: int, file: str) -> HttpResponse:
    """The briefing as a Word file or a PDF."""
    if file not in (Format.DOCX, Format.PDF):
        raise Http404("A briefing comes as docx or pdf.")
    held, on, form = _audience(request, council, pk), day_of(council), Format(file)
    content = render(compose(briefing_of(held, officer_of(request), on), on), form)
    answer = HttpResponse(content, content_type=MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="{council.slug}-briefing-{held.pk}.{file}"'
    return answer
