"""The odds of delivery: of an edition as it stands, asking for them, and each simulation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.back_test import back_test as tell
from goldenthread.core.refused import Refused
from goldenthread.plans.looks_queries import looks_of
from goldenthread.plans.queries import main_edition
from goldenthread.reports import back_test_grids as worth
from goldenthread.reports.figures.odds import about, how_far, odds_shown, whose, whose_odds
from goldenthread.reports.tables import odds as tables
from goldenthread.resources.odds_asked import ask_for_odds, cancel_odds, try_odds_again
from goldenthread.resources.odds_permissions import reasons_not_to_work_out
from goldenthread.resources.odds_queries import (
    editions_with_work,
    holds_still,
    latest_odds,
    odds_at,
    odds_runs_of,
    open_odds,
)
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.odds import OddsForm
from goldenthread.web.pages import day_of, edition_or_404, file_asked_for, needing, of_council, page
from goldenthread.web.views.councils import no_plan_yet

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition
    from goldenthread.reports.figures.odds import OddsShown
    from goldenthread.resources.models import OddsRun

LOOK_AGAIN = 2  # seconds


def _edition(request: HttpRequest, council: Council) -> Edition | None:
    """The edition asked for; else the main plan's, if it has work, or the first that has."""
    held = {str(one.pk): one for one in editions_with_work(council, officer_of(request))}
    if "edition" in request.GET:
        return edition_or_404(council, held.get(request.GET["edition"]))
    main = main_edition(council)
    return held.get(str(main.pk) if main else "") or next(iter(held.values()), main)


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The latest odds of an edition, whether they still hold, and what can be asked for."""
    viewer, edition = officer_of(request), _edition(request, council)
    if edition is None:
        return no_plan_yet(request, council, "Plans", "The odds of delivery")
    latest = latest_odds(edition)
    shown = odds_shown(latest, viewer) if latest else None
    others = [one for one in editions_with_work(council, viewer) if one.pk != edition.pk]
    more: dict[str, Any] = {
        "edition": edition,
        "whose": whose(edition),
        "is_stale": latest is not None and not holds_still(latest, day_of(council)),
        "open_one": open_odds(edition),
        "others": [(one, whose(one)) for one in others],
        "runs": tables.of_runs(odds_runs_of(edition)),
        "cannot_ask": reasons_not_to_work_out(council, viewer),
    }
    return _shown(request, council, shown, "web/odds.html", **more)


def _shown(
    request: HttpRequest, council: Council, shown: OddsShown | None, template: str, **more: Any
) -> HttpResponse:
    """A page with what a simulation came to, or one of its tables as a file."""
    grids = (
        {
            "actions": tables.of_works(shown),
            "elements": tables.of_groups(shown),
            "causes": tables.of_drivers(shown),
            "looks": tables.of_looks(shown),
        }
        if shown
        else {}
    )
    file = file_asked_for(request, council, {f"odds-{name}": one for name, one in grids.items()})
    asked = request.GET.copy()
    asked.pop("as", None)
    asked.pop("table", None)
    more |= {"shown": shown, "asked": asked.urlencode(), **grids}
    more["about"] = about(shown.run) if shown else ""
    return file or page(request, template, council, "Plans", **more)


@of_council
def back_test(request: HttpRequest, council: Council) -> HttpResponse:
    """What odds without effort were worth: said at one look at the plan, beside what the next found."""
    viewer = officer_of(request)
    edition = main_edition(council)
    if edition is None:
        return no_plan_yet(request, council, "Plans", "What odds were worth")
    tested = tell(looks_of(edition, viewer, day_of(council)))
    grids = (
        {
            "calibration": worth.calibration_of(tested[-1]),
            "scores": worth.scores_of(tested[-1]),
            "classes": worth.classes_of(tested[-1]),
        }
        if tested
        else {}
    )
    named = {f"back-test-{name}": grid for name, grid in grids.items()}
    more: dict[str, Any] = {"edition": edition, "sentences": worth.headline(tested), **grids}
    if tested:
        more |= {
            "last": tested[-1],
            "lost": worth.lost_words(tested[-1]),
            "base": worth.base_words(tested[-1]),
        }
    file = file_asked_for(request, council, named)
    return file or page(request, "web/odds_back_test.html", council, "Plans", **more)


@needing("work_out_delivery")
@of_council
def ask(request: HttpRequest, council: Council) -> HttpResponse:
    """Ask for the odds of an edition."""
    held = {one.pk: one for one in editions_with_work(council, officer_of(request))}
    chosen = request.GET.get("edition", "")
    form = OddsForm(
        request.POST or None, editions=[(pk, whose(one)) for pk, one in held.items()],
        initial={"edition": chosen},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = ask_for_odds(
                edition=held[int(given["edition"])], on=day_of(council), seed=given["seed"],
                runs=given["runs"], by=officer_of(request), at=timezone.now(),
            )  # fmt: skip
            return redirect("odds-run", council.slug, made.pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(request, "web/ask_odds.html", council, "Plans", form=form, code=code)


def _run(request: HttpRequest, council: Council, pk: int) -> OddsRun:
    found = odds_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No odds that you may read are at this address.")
    return found


@of_council
def one(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One simulation: how far it is, looking again by itself, then what it came to."""
    held, viewer = _run(request, council, pk), officer_of(request)
    is_open, is_still = held.state in ("WAITING", "WORKING"), "still" in request.GET
    more = {
        "held": held,
        "whose": whose_odds(held),
        "sentence": how_far(held),
        "is_open": is_open,
        "is_still": is_still,
        "is_stale": held.state == "DONE" and not holds_still(held, day_of(council)),
        "cannot_ask": reasons_not_to_work_out(council, viewer),
    }
    answer = _shown(request, council, odds_shown(held, viewer), "web/odds_run.html", **more)
    if is_open and not is_still:
        answer["Refresh"] = str(LOOK_AGAIN)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@needing("work_out_delivery")
@of_council
def cancel(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Stop a simulation."""
    cancel_odds(run=_run(request, council, pk), by=officer_of(request), at=timezone.now())
    return redirect("odds-run", council.slug, pk)


@require_POST
@needing("work_out_delivery")
@of_council
def again(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Try once more what was cancelled or went wrong."""
    try_odds_again(run=_run(request, council, pk), by=officer_of(request), at=timezone.now())
    return redirect("odds-run", council.slug, pk)
