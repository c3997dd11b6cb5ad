"""The route of an edition: its steps in order, each changed, sent, held or passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.route_states import STEP
from goldenthread.governance import route_queries as queries
from goldenthread.governance import routing
from goldenthread.governance.decision_queries import minutes_at
from goldenthread.governance.minuting import reasons_not_to_keep_minutes
from goldenthread.governance.remit_queries import meeting_bodies_of
from goldenthread.governance.work_programmes import reasons_not_to_keep_route
from goldenthread.plans.queries import edition_at
from goldenthread.reports.figures import route as told
from goldenthread.reports.tables import decided
from goldenthread.reports.tables import route as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.route import HoldForm, PassOverForm, StepForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import day_of, edition_or_404, needing, of_council, page, page_or_file
from goldenthread.web.views.agendas import version_in

if TYPE_CHECKING:
    from goldenthread.governance.models import Step
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition


def _edition(request: HttpRequest, council: Council, plan: str, edition: str) -> Edition:
    return edition_or_404(council, edition_at(council, plan, edition, officer_of(request)))


def step_or_404(request: HttpRequest, council: Council, pk: int) -> Step:
    """The step at an address, as far as whoever asks may read its edition."""
    found = queries.step_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No step of a route is at this address.")
    return found


@of_council
def route(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """The steps of an edition in order, with their states."""
    held, officer = _edition(request, council, plan, edition), officer_of(request)
    steps, bodies = queries.steps_of(held), queries.bodies_by_number(council)
    return page_or_file(
        request,
        "web/kept_list.html",
        council,
        "Meetings",
        grid=tables.route(steps, bodies),
        name=f"route-{edition}",
        shown=Words(held.name, "The route", told.of_route(steps, bodies), "meetings", label="Its steps"),
        add_to=reverse("step-add", args=[council.slug, plan, edition]),
        add_words="Add a step",
        cannot=reasons_not_to_keep_route(council, officer),
    )


@of_council
def step(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One step: what is put to the body, what it saw, said and recommended, and what was decided."""
    held, officer, on = step_or_404(request, council, pk), officer_of(request), day_of(council)
    bodies = queries.bodies_by_number(council)
    cannot_minute = reasons_not_to_keep_minutes(council, officer)
    return page(
        request,
        "web/step.html",
        council,
        "Meetings",
        step=held,
        when=tables.when_of(held),
        sentence=told.of_step(held, bodies),
        falls_to=queries.falls_to(held, bodies),
        recommendations=tables.recommendations(queries.recommendations_at(held)),
        minutes=decided.minutes(minutes_at(held), on, not cannot_minute),
        decisions=list(held.decisions.select_related("body")),
        cannot=reasons_not_to_keep_route(council, officer),
        cannot_minute=cannot_minute,
        cannot_send=routing.reasons_not_to_send(held, on),
        cannot_remove=routing.reasons_not_to_remove(held),
        leads=STEP.leads[held.state],
    )


def _records(council: Council, held: Step | None = None) -> dict[str, Any]:
    """The bodies and meetings that a step can be of, those it is of among them."""
    bodies, meetings = meeting_bodies_of(council), queries.meetings_to_choose(council)
    if held is not None:
        bodies = list(dict.fromkeys([*([held.body] if held.body else []), *bodies]))
        meetings = list(dict.fromkeys([*([held.meeting] if held.meeting else []), *meetings]))
    return {"body": bodies, "meeting": meetings}


_SENTENCE = "Say what the body may still influence, and until when comments are taken."


@needing("keep_route")
@of_council
def add(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """Put a step at the end of the route."""
    held = _edition(request, council, plan, edition)
    form = StepForm(request.POST or None, records=_records(council))
    back = reverse("route", args=[council.slug, plan, edition])

    def store() -> str:
        said = routing.Stepped(**form.said())
        routing.add_step(edition=held, said=said, by=officer_of(request), at=timezone.now())
        return back

    words = Words(held.name, "Add a step", _SENTENCE, back, label="The step")
    return written(request, council, form=form, words=words, store=store)


@needing("keep_route")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change what is said of a step."""
    held = step_or_404(request, council, pk)
    form = StepForm(request.POST or None, records=_records(council, held), held=held)
    here = reverse("step", args=[council.slug, pk])

    def store() -> str:
        routing.change_step(
            step=held,
            said=routing.Stepped(**form.said()),
            version=form.cleaned_data["version"],
            by=officer_of(request),
            at=timezone.now(),
        )
        return here

    words = Words(held.edition.name, "Change a step", _SENTENCE, here, label="The step")
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: step_or_404(request, council, pk),
    )  # fmt: skip


@needing("keep_route")
@of_council
def hold(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say that the body considered the edition, and what it did."""
    held = step_or_404(request, council, pk)
    begin = {"happened_on": held.meeting.meets_on if held.meeting else None, "what": held.what}
    form = HoldForm(request.POST or None, begin={**begin, "version": held.version})
    here = reverse("step", args=[council.slug, pk])

    def store() -> str:
        given = form.said()
        routing.hold_step(
            step=held,
            **given,
            version=form.cleaned_data["version"],
            on=day_of(council),
            by=officer_of(request),
            at=timezone.now(),
        )
        return here

    sentence = (
        "The edition is kept as it was sent to the body."
        if held.seen_id
        else "Nothing was sent to the body before: the edition is kept as it is now."
    )
    words = Words(held.edition.name, f"{held.body or 'The step'} considered it", sentence, here)
    return written(
        request, council, form=form, words=words, store=store,
        ways_on=routing.reasons_of_keeping(held, day_of(council)),
        held_now=lambda: step_or_404(request, council, pk),
    )  # fmt: skip


@needing("keep_route")
@of_council
def pass_over(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say that the step isn't held, and why."""
    held = step_or_404(request, council, pk)
    form = PassOverForm(request.POST or None, begin={"version": held.version})
    here = reverse("step", args=[council.slug, pk])

    def store() -> str:
        routing.pass_over(
            step=held,
            **form.said(),
            version=form.cleaned_data["version"],
            by=officer_of(request),
            at=timezone.now(),
        )
        return here

    sentence = "The route goes on to the next step. It can be taken up again."
    words = Words(held.edition.name, "Pass a step over", sentence, here, "Pass it over", "Why")
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: step_or_404(request, council, pk),
    )  # fmt: skip


@require_POST
@needing("keep_route")
@of_council
def act(request: HttpRequest, council: Council, pk: int, act: str) -> HttpResponse:
    """Send the edition to the body, take a step up again, put it earlier or later, or take it off."""
    held = step_or_404(request, council, pk)
    version: dict[str, Any] = {"version": version_in(request)}
    who: dict[str, Any] = {"step": held, "by": officer_of(request), "at": timezone.now(), **version}
    if act == "send":
        routing.send_to_body(on=day_of(council), **who)
    elif act == "again":
        routing.take_up_again(**who)
    elif act in ("earlier", "later"):
        routing.shift_step(up=act == "earlier", **who)
    elif act == "remove":
        routing.remove_step(**who)
        return redirect("route", council.slug, held.edition.plan.slug, held.edition.slug)
    else:
        raise Http404("No such thing is done to a step.")
    return redirect("step", council.slug, pk)
