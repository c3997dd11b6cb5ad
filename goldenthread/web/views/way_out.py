"""Ways out of an overloaded plan: asking for one, how far it is, what was found, and all there were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.plans.queries import editions_to_put, main_edition
from goldenthread.reports.figures.skills_changed import skills_of_way_out
from goldenthread.reports.figures.way_out import how_far, proof_words, rule_words
from goldenthread.reports.tables import way_out as tables
from goldenthread.reports.tables.skills_changed import worse
from goldenthread.resources.relief_permissions import reasons_not_to_ask, reasons_not_to_cancel
from goldenthread.resources.relief_queries import answer_of, before, is_stale, is_unattended, run_at, runs_of
from goldenthread.resources.relieving import ask_way_out, cancel_way_out
from goldenthread.resources.scenario_of_way_out import scenario_of
from goldenthread.resources.scenarios import reasons_not_to_try
from goldenthread.resources.workload_queries import quarters_of_edition
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.relief import WayOutForm
from goldenthread.web.pages import day_of, file_asked_for, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.resources.models import ReliefRun

LOOK_AGAIN = 2  # seconds
AT_FIRST = {"limit": 100, "furthest": 4, "sooner": 1, "share": 10, "seconds": 60}


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every way out that this person may read, the newest first."""
    officer = officer_of(request)
    found = runs_of(council, officer)
    return page_or_file(
        request,
        "web/ways_out.html",
        council,
        "Plans",
        grid=tables.runs(found),
        name="ways-out",
        sentence=tables.of_runs(found),
        cannot_ask=reasons_not_to_ask(council, officer),
    )


@needing("work_out_delivery")
@of_council
def ask(request: HttpRequest, council: Council) -> HttpResponse:
    """Ask for a way out of one plan."""
    officer, main = officer_of(request), main_edition(council)
    editions = [one for one in editions_to_put(council, officer) if one.state != "REPLACED"]
    form = WayOutForm(
        request.POST or None,
        editions=editions,
        initial={"edition": request.GET.get("edition") or (main.pk if main else None), **AT_FIRST},
    )
    if request.method == "POST" and form.is_valid():
        edition, rule, seconds = form.chosen()
        on = day_of(council)
        try:
            run = ask_way_out(
                edition=edition, quarters=quarters_of_edition(edition, on), rule=rule, seconds=seconds, on=on,
                by=officer, at=timezone.now(),
            )  # fmt: skip
            return redirect("way-out", council.slug, run.pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/ask_way_out.html", council, "Plans", form=form, code=code)


def _run(request: HttpRequest, council: Council, pk: int) -> ReliefRun:
    found = run_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No way out that you may read is at this address.")
    return found


@of_council
def way_out(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """How far a search is, or what it found; it looks again by itself until it ends, unless asked not to."""
    run, at = _run(request, council, pk), timezone.now()
    answer, is_still = answer_of(run), "still" in request.GET
    grids = tables.of_answer(answer) if answer else {}
    holds = answer is not None and not is_stale(run)
    skills = skills_of_way_out(run) if holds and grids["moves"] else None
    shown = file_asked_for(request, council, grids) or page(
        request,
        "web/way_out.html",
        council,
        "Plans",
        run=run,
        answer=answer,
        sentence=how_far(run, before(run) if run.is_open else 0, is_unattended(run, at)),
        rule=rule_words(run),
        grids=grids,
        proof=proof_words(answer) if answer else [],
        clash=list(zip(answer.clash.keys, answer.clash.titles, strict=True))
        if answer and answer.clash
        else [],
        is_stale=answer is not None and not holds,
        skills=skills,
        skills_worse=worse(skills, "With the way out") if skills else None,
        is_still=is_still,
        cannot_cancel=reasons_not_to_cancel(run, officer_of(request)),
        cannot_try=reasons_not_to_try(council, officer_of(request)),
    )
    if run.is_open and not is_still:
        shown["Refresh"] = str(LOOK_AGAIN)
    shown["Cache-Control"] = "no-store"
    return shown


@require_POST
@needing("work_out_delivery")
@of_council
def cancel(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Cancel a search that waits or is being worked out."""
    cancel_way_out(run=_run(request, council, pk), by=officer_of(request), at=timezone.now())
    return redirect("way-out", council.slug, pk)


@require_POST
@needing("keep_scenarios")
@of_council
def to_scenario(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Make a scenario of a way out."""
    run = _run(request, council, pk)
    made = scenario_of(run=run, on=day_of(council), by=officer_of(request), at=timezone.now())
    return redirect("scenario", council.slug, made.pk)
