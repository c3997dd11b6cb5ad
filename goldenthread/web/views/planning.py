"""How the plan is made: its stages, what waits for what, and how an edition was prepared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.core.stages import WORDS, Stand
from goldenthread.planning.stage_queries import stage_at, stages_of, wait_at
from goldenthread.planning.staging import add_wait, reasons_not_to_keep_calendar, remove_wait
from goldenthread.plans.queries import edition_at, main_edition
from goldenthread.reports.figures.prepared import prepared_of
from goldenthread.reports.figures.stages import planning_of
from goldenthread.reports.tables import stages as tables
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.calendar import WaitForm
from goldenthread.web.pages import day_of, edition_or_404, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.planning.models import Stage


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """How the plan is made: stages done, under way and to come, what waits, and how it was prepared."""
    officer, on = officer_of(request), day_of(council)
    found = planning_of(council, officer, on)
    main = main_edition(council)
    preparing = next((one.edition for one in found.of_plan() if one.edition), None) or main
    every = [*found.of_plan(), *(one for one in found.stages if one.stage.cycle != "PLAN")]
    return page_or_file(
        request,
        "web/planning.html",
        council,
        "Meetings",
        grid=tables.stages(every, "Stages of the plan and of the budget"),
        name="planning",
        sentence=found.sentence,
        open_ones=tables.stages(
            found.standing(Stand.OVERDUE, Stand.UNDER_WAY), "Stages overdue and under way"
        ),
        coming=tables.stages(found.standing(Stand.TO_COME), "Stages to come"),
        done=tables.done(found.standing(Stand.DONE)),
        budget=tables.stages(
            [one for one in found.stages if one.stage.cycle != "PLAN"], "Stages of the budget"
        ),
        waiting=[one for one in found.stages if one.waiting],
        prepared=prepared_of(preparing, officer, on) if preparing else None,
        edition=preparing,
        cannot_keep=reasons_not_to_keep_calendar(council, officer),
    )


@of_council
def prepared(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """How one edition was prepared: people's own words first, then what the log of its making says."""
    officer = officer_of(request)
    held = edition_or_404(council, edition_at(council, plan, edition, officer))
    return page(
        request,
        "web/how_prepared.html",
        council,
        "Meetings",
        edition=held,
        prepared=prepared_of(held, officer, day_of(council)),
    )


def _stage(council: Council, pk: int) -> Stage:
    found = stage_at(council, pk)
    if found is None:
        raise Http404("No stage of this council is at this address.")
    return found


@of_council
def stage(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One stage: its purpose, where it stands, what it waits for, what waits for it, and the room between."""
    officer, on = officer_of(request), day_of(council)
    found = planning_of(council, officer, on)
    shown = next((one for one in found.stages if one.stage.pk == pk), None)
    if shown is None:
        raise Http404("No stage of this council is at this address.")
    return page(
        request,
        "web/stage_about.html",
        council,
        "Meetings",
        shown=shown,
        standing=WORDS[shown.stand],
        event=f"stage-{pk}",
        waits=_waits(shown.stage),
        cannot_keep=reasons_not_to_keep_calendar(council, officer),
    )


def _waits(stage: Stage) -> dict[int, int]:
    """The number of the wait for each stage waited for, so that it can be ended."""
    return dict(stage.waits.values_list("awaited_id", "pk"))


@needing("keep_calendar")
@of_council
def wait(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Let a stage wait for another, and say why."""
    held = _stage(council, pk)
    others = [one for one in stages_of(council) if one.pk != pk]
    named = ((one.pk, f"{one.name} ({one.get_cycle_display()})") for one in others)
    form = WaitForm(request.POST or None, stages=named)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            add_wait(
                stage=held,
                awaited=_stage(council, given["awaited"]),
                reason=given["reason"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("stage-about", council.slug, pk)
        except Refused as refusal:
            form.add_error("awaited", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/stage_wait.html", council, "Meetings", stage=held, form=form, code=code)


@require_POST
@needing("keep_calendar")
@of_council
def end_wait(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Let a stage wait for another no longer."""
    held = wait_at(council, pk)
    if held is None:
        raise Http404("No wait of this council's stages is at this address.")
    remove_wait(wait=held, by=officer_of(request), at=timezone.now())
    return redirect("stage-about", council.slug, held.stage_id)
