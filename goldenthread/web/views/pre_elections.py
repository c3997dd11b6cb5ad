"""The times before elections: suggested, accepted or changed, and colours withheld on the same days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused, Stale
from goldenthread.core.sentences import on_day
from goldenthread.ledger.plain_times import set_plain_times
from goldenthread.reports.tables import rounds as tables
from goldenthread.rounds.pre_elections import (
    HeldBack,
    add_pre_election,
    change_pre_election,
    pre_election_at,
    pre_elections_of,
    reasons_not_to_keep_pre_elections,
    remove_pre_election,
    suggestions,
)
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.held import show_held
from goldenthread.web.forms.rounds import PreElectionForm
from goldenthread.web.pages import day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.core.elections import Restraint
    from goldenthread.people.models import Council
    from goldenthread.rounds.models import PreElection

CURRENT = "Meetings"


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every time before an election, and the next that are suggested."""
    found, on = pre_elections_of(council), day_of(council)
    cannot = reasons_not_to_keep_pre_elections(council, officer_of(request))
    return page_or_file(
        request,
        "web/pre_elections.html",
        council,
        CURRENT,
        grid=tables.pre_elections(found, council, not cannot),
        name="elections",
        sentence=tables.of_pre_elections(found, on),
        suggestions=[] if cannot else suggestions(council, on),
        cannot_keep=cannot,
    )


@needing("keep_calendar")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Keep a time before an election; `?year=2015` fills in what is suggested for it."""
    found = suggestions(council, day_of(council))
    wanted = request.GET.get("year", "")
    suggestion = next((one for one in found if str(one.ends_on.year) == wanted), None)
    return _written(request, council, None, suggestion)


def _pre_election(council: Council, pk: int) -> PreElection:
    found = pre_election_at(council, pk)
    if found is None:
        raise Http404("No time before an election is at this address.")
    return found


@needing("keep_calendar")
@of_council
def pre_election(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change the days before an election, or remove them."""
    held = _pre_election(council, pk)
    if request.method == "POST" and "remove" in request.POST:
        remove_pre_election(pre_election=held, by=officer_of(request), at=timezone.now())
        return redirect("pre-elections", council.slug)
    return _written(request, council, held, None)


def _written(
    request: HttpRequest, council: Council, held: PreElection | None, suggestion: Restraint | None
) -> HttpResponse:
    form = PreElectionForm(request.POST or None, pre_election=held, suggestion=suggestion)
    if request.method == "POST" and form.is_valid():
        try:
            _store(request, council, held, form)
            return redirect("pre-elections", council.slug)
        except Stale as stale:
            now = _pre_election(council, held.pk) if held else None
            if now is not None:
                days = {"starts_on": on_day(now.starts_on), "ends_on": on_day(now.ends_on)}
                show_held(form, now.version, {"name": now.name, **days})
            form.add_error("name", " ".join(stale.reasons))
        except Refused as refusal:
            form.add_error("name", " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(
        request, "web/pre_election.html", council, CURRENT, held=held, form=form, code=code,
        are_plain=held is not None and tables.are_colours_withheld(held, council),
    )  # fmt: skip


def _store(request: HttpRequest, council: Council, held: PreElection | None, form: PreElectionForm) -> None:
    given, officer, at = form.cleaned_data, officer_of(request), timezone.now()
    said = HeldBack(given["name"], given["starts_on"], given["ends_on"])
    if held is None:
        add_pre_election(council=council, said=said, by=officer, at=at)
    else:
        change_pre_election(pre_election=held, said=said, version=given["version"], by=officer, at=at)


@require_POST
@needing("keep_calendar")
@of_council
def without_colour(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Show statuses without colour on the days before an election."""
    held = _pre_election(council, pk)
    set_plain_times(
        council=council,
        first=held.starts_on,
        last=held.ends_on,
        reason=f"The time before {held.name}.",
        by=officer_of(request),
        at=timezone.now(),
    )
    return redirect("pre-elections", council.slug)
