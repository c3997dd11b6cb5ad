"""Money beside the plan: the hub, budget lines, totals, and what nobody pays for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.core.money_told import change, pounds, year_named
from goldenthread.core.sentences import Sentence, Span, plain, start
from goldenthread.core.workload import NOUGHT
from goldenthread.people.queries import services_of
from goldenthread.plans.queries import levels_of, main_edition
from goldenthread.reports.figures import money as figures
from goldenthread.reports.figures.bids import of_bids, years_written
from goldenthread.reports.figures.monitoring import of_report
from goldenthread.reports.tables import budgets as tables
from goldenthread.reports.tables import money_kept
from goldenthread.reports.tables import monitoring as monitoring_tables
from goldenthread.resources.money_permissions import reasons_not_to_keep_money
from goldenthread.resources.money_queries import (
    agreed_change,
    bids_of,
    editions_by_key,
    line_at,
    lines_out,
    moves_of,
    reserves_of,
    thread_of,
    year_on,
    year_shown,
)
from goldenthread.resources.monitoring_queries import monitoring_of, read_report
from goldenthread.resources.opening_money import (
    may_read_line,
    monitoring_seen,
    moves_seen,
    reports_seen,
    years_seen,
)
from goldenthread.web.asking import officer_of
from goldenthread.web.money_parts import Part, Way, parts_page
from goldenthread.web.pages import day_of, of_council

if TYPE_CHECKING:
    from goldenthread.people.models import Council

RULE = (
    "A line’s money counts once: under the lines above it in its own edition. Where it is shown in other "
    "plans too, it isn’t counted there again."
)


def _at(council: Council, name: str) -> str:
    return reverse(name, args=[council.slug])


def _year(request: HttpRequest, council: Council, years: Sequence[int]) -> int:
    return year_shown(years, request.GET.get("year", ""), year_on(council, day_of(council)))


def _ways(request: HttpRequest, key: str, choices: Sequence[tuple[str, str]], chosen: str) -> list[Way]:
    """Each choice as the same page asked otherwise; the one that is shown leads nowhere."""
    found: list[Way] = []
    for value, words in choices:
        asked = request.GET.copy()
        for name in ("as", "table", key):
            asked.pop(name, None)
        query = urlencode([*asked.items(), (key, value)]) if value else asked.urlencode()
        is_last = len(found) == len(choices) - 1
        found.append(Way("" if value == chosen else f"?{query}", words, is_last=is_last))
    return found


def _year_ways(request: HttpRequest, years: Sequence[int], year: int) -> list[Way]:
    return _ways(request, "year", [(str(one), year_named(one)) for one in years], str(year)) if years else []


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """What is budgeted, linked, forecast and asked for; and the ways to each."""
    viewer, years = officer_of(request), years_seen(council, officer_of(request))
    year = _year(request, council, years)
    budget = figures.budget_seen(council, year, viewer)
    unpaid = figures.unfunded_in(council, viewer)
    left = sum((one.left for one in budget.lines), NOUGHT)
    reports, bids = reports_seen(council, viewer), bids_of(council, viewer)
    can_keep = not reasons_not_to_keep_money(council, viewer)
    nothing = "No budget line is on record yet. Bring in the finance system’s file to begin."
    parts = [
        Part(
            "budget", "The budget", year_named(year), choose=_year_ways(request, years, year),
            words=_said(figures.of_unfunded(unpaid, left, year)) if unpaid.takers or budget.lines else [],
            ways=[
                Way(_at(council, "budget-lines"), "Budget lines"),
                Way(_at(council, "money-totals"), "Totals by theme, priority and edition"),
                Way(_at(council, "unfunded"), "Elements without money, and money without an element"),
                *([Way(_at(council, "bring-money"), "Bring in a file", True)] if can_keep else []),
                *([Way(_at(council, "money-published"), "What is published of it")] if can_keep else []),
            ],
        ),
        Part(
            "monitoring", "Monitoring", "Budget against forecast",
            words=[str(one) for one in reports[:1]]
            + [words for one in reports[:1] for words in _said(of_report(read_report(one), "see its page"))],
            nothing="" if reports else "No period’s monitoring is on record yet.",
            ways=[Way(_at(council, "monitoring"), "Monitoring by period")],
        ),
        Part(
            "bids", "Bids and savings", words=_said(of_bids(bids, years_written(bids))),
            ways=[
                Way(_at(council, "bids"), "Bids and savings"),
                Way(_at(council, "bids-ranked"), "Bids ranked on the council’s criteria"),
                Way(_at(council, "criteria"), "The criteria"),
                Way(_at(council, "medium-term"), "The medium term: money released and taken"),
            ],
        ),
        Part(
            "kept", "Also kept", words=money_kept.carried(reserves_of(council)),
            ways=[
                Way(_at(council, "reserves"), "Reserves"),
                Way(_at(council, "virements"), "Virements"),
                Way(_at(council, "carry-forwards"), "Requests to carry money forward"),
            ],
        ),
    ]  # fmt: skip
    return parts_page(
        request, council, title="Money beside the plan", sentences=figures.of_budget(budget, nothing),
        parts=parts, margin="The plan", above=Way(_at(council, "home"), f"{council.name}: the strategy"),
    )  # fmt: skip


def _said(sentences: Sequence[Sentence]) -> list[str]:
    return ["".join(span.text for span in one) for one in sentences]


@of_council
def lines(request: HttpRequest, council: Council) -> HttpResponse:
    """A year's budget lines, of a kind and a directorate where asked."""
    years = years_seen(council, officer_of(request))
    year = _year(request, council, years)
    kind = request.GET.get("kind", "").upper()
    kind = kind if kind in ("REVENUE", "CAPITAL") else ""
    directorates = list(council.directorates.order_by("name"))
    services = list(services_of(council))
    directorate = _chosen(request.GET.get("directorate", ""), [one.pk for one in directorates])
    service = _chosen(request.GET.get("service", ""), [one.pk for one in services])
    viewer = officer_of(request)
    budget = figures.budget_seen(council, year, viewer, kind=kind, directorate=directorate, service=service)
    kinds = [("", "all kinds"), ("REVENUE", "revenue"), ("CAPITAL", "capital")]
    units = [("", "all directorates"), *((str(one.pk), one.name) for one in directorates)]
    choose = [
        *_year_ways(request, years, year),
        *_ways(request, "kind", kinds, kind),
        *(_ways(request, "directorate", units, str(directorate or "")) if directorates else []),
    ]
    nothing = "No such budget line is on record."
    ways = []
    if not reasons_not_to_keep_money(council, officer_of(request)):
        ways = [Way(_at(council, "bring-money"), "Bring in a file", True)]
    part = Part("lines", "Budget lines", year_named(year), tables.lines(budget), choose=choose, ways=ways,
                nothing=nothing, filed=tables.lines_filed(budget))  # fmt: skip
    parts, gone = [part], lines_out(council, year)
    if gone:
        parts.append(Part("out", "No longer in it", "They count no more", tables.out(gone)))
    sentences = figures.of_budget(budget, nothing)
    return parts_page(request, council, title="Budget lines", sentences=sentences, parts=parts)


def _chosen(asked: str, known: Sequence[int]) -> int | None:
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 10
    return int(asked) if is_number and int(asked) in known else None


@of_council
def line(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One budget line: what it pays for, what monitoring says of it, and what was moved."""
    held, viewer = line_at(council, pk), officer_of(request)
    if held is None or not may_read_line(held, viewer):
        raise Http404("No budget line of this council is at this address.")
    found = figures.line_of(held)
    seen = thread_of({one.link.element.edition_id for one in found.paid}, viewer)
    amount = pounds(held.amount)
    sentences: list[Sentence] = [
        (
            Span(f"{start(str(held.get_kind_display()))} of {year_named(held.year)}: "),
            Span(f"{amount} {held.amount_of}", True),
            Span(f", of which {pounds(held.amount - found.left)} is linked to the plan."),
        )
    ]
    if held.gross is not None and held.income is not None:
        sentences.append(plain(f"{pounds(held.gross)} gross less {pounds(held.income)} of income is that."))
    if held.is_out:
        sentences = [plain(f"It is no longer in the budget of {year_named(held.year)}. {held.out_because}")]
    where = [part for part in (held.of_directorate, held.of_service) if part]
    told = monitoring_seen(council, monitoring_of(held), viewer)
    moves = moves_seen(council, moves_of(held), viewer)
    by = agreed_change(held, moves)
    if by:
        now = pounds(held.amount + by)
        sentences.append(
            (
                Span(f"With {change(by)} of virements that were agreed, the budget as revised is "),
                Span(now, True),
                Span("."),
            )
        )
    parts = [
        Part("links", "What it pays for", "In shares that come to the whole",
             tables.links(found.paid, found.left, seen)),
        Part("monitoring", "Monitoring", "By period", monitoring_tables.line_history(told),
             nothing="No monitoring names this line yet."),
        Part("moves", "Virements", "In and out", money_kept.virements(moves, can_change=False),
             nothing="Nothing was moved in or out that names this line."),
    ]  # fmt: skip
    if not reasons_not_to_keep_money(council, viewer):
        to = reverse("budget-line-out", args=[council.slug, held.pk])
        words = "Put it back in the budget" if held.is_out else "Take it out of the budget"
        parts.append(Part("out", "In the budget", ways=[Way(to, words, True)]))
    return parts_page(
        request, council, title=str(held), sentences=sentences, parts=parts, margin="Budget line",
        note=", ".join([*where, f"Source: {held.source}" if held.source else ""]).strip(", "),
        above=Way(f"{_at(council, 'budget-lines')}?year={held.year}", "Budget lines"),
    )  # fmt: skip


@of_council
def totals(request: HttpRequest, council: Council) -> HttpResponse:
    """What is linked by theme, priority or another level of an edition, and by edition."""
    viewer, years = officer_of(request), years_seen(council, officer_of(request))
    year = _year(request, council, years)
    main = main_edition(council)
    editions = editions_by_key(council)
    asked = _chosen(request.GET.get("edition", ""), list(editions))
    edition = editions.get(asked or (main.pk if main else 0))
    found = figures.totals_of(council, year, viewer, edition.pk if edition else None)
    parts = []
    if edition is not None:
        levels = levels_of(edition)
        key = request.GET.get("level", "")
        ordinary = next((one for one in levels if one.is_monitored), levels[0]) if levels else None
        level = next((one for one in levels if one.key == key), ordinary)
        if level is not None:
            grid = tables.totals(found, found.at(level), level.plural, found.of_edition(edition.pk))
            ways = _ways(request, "level", [(one.key, one.lower_plural) for one in levels], level.key)
            choose = [*_year_ways(request, years, year), *ways]
            parts.append(Part("levels", f"By {level.name.lower()}", str(edition), grid, choose=choose))
    parts.append(
        Part("editions", "By edition", "And what is linked to none", tables.editions(found), words=[RULE])
    )
    linked, whole = found.linked, found.whole
    money = linked.revenue + linked.capital
    said: Sentence = (
        Span(pounds(money), True),
        Span(
            f" of the {pounds(whole.revenue + whole.capital)} in the budget lines of {year_named(year)} is "
            "linked to the plan; approved bids and savings stand beside it, so that nothing is added twice."
        ),
    )
    return parts_page(request, council, title="Money along the thread", sentences=[said], parts=parts)


@of_council
def unfunded(request: HttpRequest, council: Council) -> HttpResponse:
    """The elements that nobody pays for, and the money that is linked to none."""
    years = years_seen(council, officer_of(request))
    year = _year(request, council, years)
    budget = figures.budget_seen(council, year, officer_of(request))
    found = figures.unfunded_in(council, officer_of(request))
    left = sum((one.left for one in budget.lines), NOUGHT)
    parts = [
        Part("unfunded", "Elements without money", "That take some", tables.unfunded(found.short),
             nothing="Every element that takes money has some linked to it." if found.takers
             else "Nobody has said what takes money."),
        Part("unlinked", "Money without an element", year_named(year), tables.unlinked(budget),
             choose=_year_ways(request, years, year), nothing="All the budget lines on record are linked."),
    ]  # fmt: skip
    return parts_page(
        request, council, title="Without money, and without an element",
        sentences=figures.of_unfunded(found, left, year), parts=parts,
    )  # fmt: skip
