"""Can it be delivered: the strain that plans put on services, and decisions to go forward all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.amounts import reasons_not_year
from goldenthread.core.money_told import year_named
from goldenthread.core.periods import in_words
from goldenthread.core.purse_told import offered_again
from goldenthread.core.workload import Cell
from goldenthread.people.queries import services_of
from goldenthread.plans.queries import edition_at
from goldenthread.reports.figures import strain as told
from goldenthread.reports.figures.delivery import delivery_of
from goldenthread.reports.tables import strain as tables
from goldenthread.reports.tables.plans_together import beyond
from goldenthread.resources.overload import Decided, allow_overload, reasons_not_to_allow
from goldenthread.resources.purse_offers import lines_linked_to, linked_in
from goldenthread.resources.purses import fill_purse, purse_of
from goldenthread.resources.service_waiting_queries import answers_of, editions_in_hand
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.delivery import ForwardForm, PurseForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import day_of, edition_or_404, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition


def _edition(request: HttpRequest, council: Council, plan: str, edition: str) -> Edition:
    return edition_or_404(council, edition_at(council, plan, edition, officer_of(request)))


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Whether the council's plans can be delivered: the strain of each edition, and ways to work it out."""
    officer = officer_of(request)
    editions = editions_in_hand(council, officer)
    shown = delivery_of(council, editions, day_of(council), officer)
    return page(request, "web/delivery.html", council, "Plans", shown=shown, beyond=beyond(shown.together))


@of_council
def strain(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """Load over capacity by service and quarter, scarce skills, and what is not known."""
    held, officer = _edition(request, council, plan, edition), officer_of(request)
    found = told.strained(held, day_of(council), officer)
    heat, skills = tables.heat(found), tables.skills(found)
    return page_or_file(
        request,
        "web/strain.html",
        council,
        "Plans",
        grid=heat,
        loads=tables.by_year_of(found, heat),
        name=f"strain-{edition}",
        edition=held,
        found=found,
        sentences=told.sentences(found),
        services=services_of(council),
        nothing_asked=not any(one.asks for one in found.workload.works),
        skills=tables.by_year_of(found, skills) if skills else None,
        money=tables.money(found),
        changed=told.money_changed(held),
        unconfirmed=tables.works(found.unconfirmed, "Not confirmed"),
        unsaid=tables.works(found.unsaid, "Not said"),
        standing=told.in_the_way(found),
        cannot_allow=reasons_not_to_allow(council, officer),
    )


@of_council
def cell(
    request: HttpRequest, council: Council, plan: str, edition: str, service: int, quarter: str
) -> HttpResponse:
    """What is asked of one service in one quarter, action by action."""
    held, officer = _edition(request, council, plan, edition), officer_of(request)
    found = told.strained(held, day_of(council), officer)
    place = _place(found, service, quarter)
    return page_or_file(
        request,
        "web/strain_cell.html",
        council,
        "Plans",
        grid=tables.asking(found, place, answers_of(held, service)),
        name=f"asked-of-{service}-{quarter}",
        edition=held,
        service=found.workload.services[service],
        quarter=in_words(found.quarters[place.quarter]),
        sentence=told.of_cell(found, place),
    )


def _place(found: told.Strained, service: int, quarter: str) -> Cell:
    """The cell at an address, or not found."""
    numbers = {one.starts_on.isoformat(): number for number, one in enumerate(found.quarters)}
    if service not in found.workload.services or quarter not in numbers:
        raise Http404("This plan has no such service and quarter.")
    return Cell(service, numbers[quarter])


@needing("allow_overload")
@of_council
def forward(request: HttpRequest, council: Council, plan: str, edition: str) -> HttpResponse:
    """Record the decision that a plan goes forward although more is asked than can be given."""
    held, on = _edition(request, council, plan, edition), day_of(council)
    form = ForwardForm(request.POST or None)
    back = reverse("strain", args=[council.slug, plan, edition])

    def store() -> str:
        given = form.said()
        said = Decided(given["decided_by"], given["decided_on"], given["because"])
        allow_overload(edition=held, said=said, on=on, by=officer_of(request), at=timezone.now())
        return back

    found = told.strained(held, on, officer_of(request))
    sentence = told.beyond_words(found) or "No service is asked for more than its limit now."
    words = Words(
        held.name, "Go forward all the same", sentence, back, "Record the decision", "The decision",
        "It holds for what is asked now. If more is asked later, it is decided anew.", current="Plans",
    )  # fmt: skip
    return written(request, council, form=form, words=words, store=store)


@needing("keep_money")
@of_council
def purse(request: HttpRequest, council: Council, plan: str, edition: str, year: int) -> HttpResponse:
    """Say how much money there is for the actions of an edition in a year."""
    held = _edition(request, council, plan, edition)
    if reasons_not_year(year):
        raise Http404("No plan has money in such a year.")
    lines, before = lines_linked_to(held, year), purse_of(held, year)
    linked = linked_in(year, lines)
    form = PurseForm(request.POST or None, held=before, linked=linked)
    back = reverse("strain", args=[council.slug, plan, edition])

    def store() -> str:
        fill_purse(
            edition=held, year=year, **form.said(), version=form.cleaned_data["version"],
            by=officer_of(request), at=timezone.now(),
        )  # fmt: skip
        return back

    sentence = offered_again(linked, before.linked if before else None)
    words = Words(
        held.name, f"Money in {year_named(year)}", sentence, back,
        label="The council’s own money", current="Plans",
        note="The way out keeps the actions within what you say. Without an amount no limit is known.",
    )  # fmt: skip
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: purse_of(held, year), template="web/purse.html",
        lines=tables.linked_lines(lines) if lines else None,
        totals=f"{reverse('money-totals', args=[council.slug])}?year={year}&edition={held.pk}",
    )  # fmt: skip
