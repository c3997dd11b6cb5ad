"""What if: scenarios beside the real plan, tried, applied whole or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.periods import financial_year_of, in_words, label
from goldenthread.core.refused import refuse_if
from goldenthread.governance.tied_to_scenarios import requests_of
from goldenthread.people.queries import services_of
from goldenthread.planning.applying_scenario import apply_scenario, finish_scenario
from goldenthread.plans.permissions import reasons_not_to_change
from goldenthread.plans.queries import edition_at
from goldenthread.reports.figures import scenario as told
from goldenthread.reports.figures.scenario_odds import odds_beside
from goldenthread.reports.figures.skills_changed import skills_changed
from goldenthread.reports.tables import scenarios as tables
from goldenthread.reports.tables.scenario_odds import of_both
from goldenthread.reports.tables.skills_changed import worse
from goldenthread.resources import scenario_queries as queries
from goldenthread.resources import scenarios as actions
from goldenthread.resources.policies import limits
from goldenthread.resources.scenario_odds import ask_for_odds_of_scenario, reasons_not_of_scenario
from goldenthread.resources.workload_queries import year_start_of
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.scenarios import ScenarioForm, TryActionForm, TryMoneyForm, TryStaffForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import day_of, edition_or_404, file_asked_for, needing, of_council, page
from goldenthread.web.views.agendas import version_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer
    from goldenthread.plans.models import Edition
    from goldenthread.resources.models import Scenario, ScenarioChange


def _edition(request: HttpRequest, council: Council, plan: str, edition: str) -> Edition:
    return edition_or_404(council, edition_at(council, plan, edition, officer_of(request)))


def _scenario(request: HttpRequest, council: Council, pk: int) -> Scenario:
    found = queries.scenario_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No scenario that you may see is at this address.")
    return found


@of_council
def index(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """The scenarios of an edition."""
    held, officer = _edition(request, council, plan, edition), officer_of(request)
    found = queries.scenarios_of(held, officer)
    return page(
        request, "web/scenarios.html", council, "Plans", edition=held,
        sentence=told.of_scenarios(found), grid=tables.scenarios(found) if found else None,
        cannot=actions.reasons_not_to_try(council, officer),
    )  # fmt: skip


@needing("keep_scenarios")
@of_council
def begin(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """Begin a scenario of an edition."""
    held = _edition(request, council, plan, edition)
    form = ScenarioForm(request.POST or None)

    def store() -> str:
        made = actions.begin_scenario(
            edition=held, **form.said(), on=day_of(council), by=officer_of(request), at=timezone.now()
        )
        return reverse("scenario", args=[council.slug, made.pk])

    back = reverse("scenarios", args=[council.slug, plan, edition])
    sentence = "Nothing you try here touches the plan until you apply it."
    words = Words(held.name, "Try what if", sentence, back, "Begin", "The scenario", current="Plans")
    return written(request, council, form=form, words=words, store=store)


@of_council
def scenario(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One scenario: what is tried, what that would do, and what became of it."""
    held, officer = _scenario(request, council, pk), officer_of(request)
    shown = told.shown_of(held, day_of(council), officer)
    skills = None if shown.is_recorded else skills_changed(held.edition, shown.before, shown.after)
    asked = requests_of(held)
    odds = odds_beside(held, day_of(council), officer)
    both = of_both(odds.shown) if odds.shown else None
    file = file_asked_for(request, council, {"scenario-odds": both})
    return file or page(
        request, "web/scenario.html", council, "Plans", scenario=held, shown=shown,
        changes=tables.changes(shown.changes, shown.cannot) if shown.changes else None,
        differences=tables.differences(shown.effect, shown.before.services, shown.quarters, limits()),
        skills=skills, skills_worse=worse(skills, "In the scenario") if skills else None,
        requests=tables.requests(asked) if asked else None,
        odds=odds, both=both, cannot_ask=reasons_not_of_scenario(held, shown.changes, officer),
        is_draft=held.edition.state == "DRAFT",
        cannot_apply=_reasons_not_to_apply(held, shown.changes, officer),
        cannot=actions.reasons_not_to_try(council, officer),
    )  # fmt: skip


def _reasons_not_to_apply(held: Scenario, changes: Sequence[ScenarioChange], by: Officer) -> list[str]:
    """Why this person may not make the changes of lines in a draft, which the button would be refused for."""
    is_of_lines = any(one.element_id for one in changes)
    return reasons_not_to_change(held.edition, by) if held.edition.state == "DRAFT" and is_of_lines else []


@require_POST
@needing("work_out_delivery")
@of_council
def work_odds_out(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Have a scenario's odds worked out, and the plan's where none still hold."""
    held = _scenario(request, council, pk)
    ask_for_odds_of_scenario(scenario=held, on=day_of(council), by=officer_of(request), at=timezone.now())
    return redirect(f"{reverse('scenario', args=[council.slug, pk])}#odds")


@needing("keep_scenarios")
@of_council
def name(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Give a scenario another name."""
    held = _scenario(request, council, pk)
    form = ScenarioForm(request.POST or None, held=held)
    here = reverse("scenario", args=[council.slug, pk])

    def store() -> str:
        actions.name_scenario(
            scenario=held, **form.said(), version=form.cleaned_data["version"],
            by=officer_of(request), at=timezone.now(),
        )  # fmt: skip
        return here

    words = Words(held.edition.name, "Name a scenario", str(held), here, current="Plans")
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: _scenario(request, council, pk),
    )  # fmt: skip


def _try(request: HttpRequest, council: Council, held: Scenario, form: Any, words: Words) -> HttpResponse:
    """Show the form of a change, or try what came with it."""

    def store() -> str:
        shown = told.shown_of(held, day_of(council), officer_of(request))
        actions.try_change(
            scenario=held, tried=form.tried(), before=shown.after, version=form.cleaned_data["version"],
            by=officer_of(request), at=timezone.now(),
        )  # fmt: skip
        return words.back

    return written(request, council, form=form, words=words, store=store)


def _words(council: Council, held: Scenario, title: str, sentence: str) -> Words:
    here = reverse("scenario", args=[council.slug, held.pk])
    return Words(str(held), title, sentence, here, "Try it", "The change", current="Plans")


@needing("keep_scenarios")
@of_council
def try_action(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Try to move, defer, split or drop an action."""
    held = _scenario(request, council, pk)
    shown = told.shown_of(held, day_of(council), officer_of(request))
    elements = queries.elements_of(shown.after)
    form = TryActionForm(
        request.POST or None,
        records={"element": elements},
        begin={"version": held.version, **_begun(request)},
    )
    sentence = "Actions whose dates are fixed, and those that the scenario drops, are not offered."
    return _try(request, council, held, form, _words(council, held, "Try a change of an action", sentence))


def _begun(request: HttpRequest) -> dict[str, str]:
    """What a link asks the form to begin with: an action by its number."""
    return {"element": request.GET.get("element", ""), "kind": "DEFER", "quarters": "1"}


@needing("keep_scenarios")
@of_council
def try_staff(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Try with more staff in a service, or fewer."""
    held = _scenario(request, council, pk)
    shown = told.shown_of(held, day_of(council), officer_of(request))
    known = {cell.service for cell in shown.before.given}
    services = [one for one in services_of(council) if one.pk in known]
    form = TryStaffForm(
        request.POST or None, records={"service": services}, begin={"version": held.version},
        quarters=[(one.starts_on, in_words(one)) for one in shown.quarters],
    )  # fmt: skip
    sentence = "Applied, the days are added to the service’s capacity, and its director confirms it anew."
    return _try(request, council, held, form, _words(council, held, "Try with more staff", sentence))


@needing("keep_scenarios")
@of_council
def try_money(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Try with more money in a year, or less."""
    held = _scenario(request, council, pk)
    shown = told.shown_of(held, day_of(council), officer_of(request))
    start = year_start_of(council)
    years = dict.fromkeys(financial_year_of(one.starts_on, start) for one in shown.quarters)
    form = TryMoneyForm(
        request.POST or None, begin={"version": held.version},
        years=[(one.starts_on.year, label(one, start)) for one in years],
    )  # fmt: skip
    sentence = "Money is kept with the scenario and shown; applying it records none: that is a bid."
    return _try(request, council, held, form, _words(council, held, "Try with more money", sentence))


@needing("keep_scenarios")
@of_council
@require_POST
def take_out(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Take a change out of a scenario."""
    held = _scenario(request, council, pk)
    number = request.POST.get("change", "")
    found = [one for one in queries.changes_of(held) if str(one.pk) == number]
    refuse_if([] if found else ["This change was taken out already."])
    actions.take_back_change(
        tried=found[0], version=version_in(request), by=officer_of(request), at=timezone.now()
    )
    return redirect("scenario", council.slug, pk)


@needing("keep_scenarios")
@of_council
@require_POST
def move(request: HttpRequest, council: Council, pk: int, move: str) -> HttpResponse:
    """Apply a scenario, take its effort along, throw it away, or take it up again."""
    held = _scenario(request, council, pk)
    who: dict[str, Any] = {
        "scenario": held, "version": version_in(request), "on": day_of(council),
        "by": officer_of(request), "at": timezone.now(),
    }  # fmt: skip
    match move:
        case "apply":
            apply_scenario(**who)
        case "finish":
            finish_scenario(**who)
        case "throw-away" | "take-up-again":
            actions.move_scenario(move=move.replace("-", " "), **who)
        case _:
            raise Http404("A scenario can't be moved so.")
    return redirect("scenario", council.slug, pk)
