"""Bids and savings: what each takes, what stops if it fails, its scores and rank, what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.money_told import pounds
from goldenthread.core.refused import Refused, refuse_if
from goldenthread.core.sentences import Sentence, Span, counted, on_day, plain, start
from goldenthread.ledger.queries import history_of
from goldenthread.people.queries import services_of
from goldenthread.plans.queries import lines_to_choose
from goldenthread.reports.figures import bids as figures
from goldenthread.reports.figures.money import bid_of
from goldenthread.reports.tables import bids as tables
from goldenthread.reports.tables.budgets import links
from goldenthread.resources.bidding import (
    Asking,
    Measured,
    Verdict,
    decide_bid,
    keep_bid,
    keep_criterion,
    remove_bid,
    remove_criterion,
    score_bid,
)
from goldenthread.resources.money_permissions import (
    reasons_not_to_keep_any_bid,
    reasons_not_to_keep_bids,
    reasons_not_to_score,
)
from goldenthread.resources.money_queries import (
    amount_in,
    bid_at,
    bids_of,
    criteria_of,
    lines_of,
    thread_of,
    year_on,
    years_of,
)
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.bids import BidForm, CriterionForm, ScoresForm, VerdictForm
from goldenthread.web.kept import Words, written
from goldenthread.web.money_parts import CURRENT, Part, Way, parts_page
from goldenthread.web.pages import day_of, needing, of_council

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.resources.models import Bid, Criterion


def _at(council: Council, name: str, *key: int) -> str:
    return reverse(name, args=[council.slug, *key])


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer_of(request), "at": timezone.now()}


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every bid and saving, with what each takes or releases by year."""
    viewer = officer_of(request)
    found = bids_of(council, viewer)
    years = figures.years_written(found)
    ways = [Way(_at(council, "bids-ranked"), "Bids ranked on the council’s criteria")]
    if not reasons_not_to_keep_any_bid(council, viewer):
        ways.append(Way(_at(council, "bid-add"), "Add a bid or saving", True))
    parts = [
        Part(key, label, note, tables.bids([one for one in found if one.is_saving is is_saving], years),
             nothing=f"No {what} is on record yet.", ways=ways if not is_saving else ())
        for key, label, note, is_saving, what in (
            ("bids", "Bids", "Money asked for", False, "bid"),
            ("savings", "Savings", "Money released", True, "saving"),
        )
    ]  # fmt: skip
    return parts_page(
        request, council, title="Bids and savings", sentences=figures.of_bids(found, years), parts=parts
    )


def _bid(request: HttpRequest, council: Council, pk: int) -> Bid:
    held = bid_at(council, pk, officer_of(request))
    if held is None:
        raise Http404("No bid of this council that you may read is at this address.")
    return held


@of_council
def bid(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One bid: what it takes and pays for, what stops if it fails, its scores and what was decided."""
    held, viewer = _bid(request, council, pk), officer_of(request)
    found, criteria = bid_of(held), criteria_of(council)
    seen = thread_of({one.link.element.edition_id for one in found.paid}, viewer)
    can_keep = not reasons_not_to_keep_bids(council, viewer, held.service)
    change_it, decide_it = _ways(council, held, can_keep, "bid-change", "bid-decide")
    (score_it,) = _ways(council, held, not reasons_not_to_score(council, viewer), "bid-score")
    parts = [
        Part("years", "By year", "Pounds in the year", tables.years(held), ways=change_it,
             nothing="No amount is on record yet."),
        Part("links", "What it pays for", "Over the years written, in shares that come to the whole",
             grid=links(found.paid, found.left, seen),
             words=[] if found.paid else ["Link it from the page of the element that it pays for."]),
    ]  # fmt: skip
    failing = figures.if_it_fails(held, council, viewer)
    label = "If it is not made" if held.is_saving else "If this bid fails"
    parts += [
        Part("stops", label, "What stops", tables.stops(failing),
             words=["".join(span.text for span in one) for one in figures.of_failing(held, failing)]),
        Part("measures", "Measures", "That follow these", tables.measures(failing),
             nothing="No measure follows what this pays for."),
    ]  # fmt: skip
    if not held.is_saving:
        parts.append(
            Part("scores", "Scores", "On the council’s criteria", tables.scores(held, criteria),
                 ways=score_it, nothing="The council has set no criteria yet.")
        )  # fmt: skip
    parts.append(Part("decision", "The decision", words=_decision(held), ways=decide_it))
    return parts_page(
        request, council, title=str(held), sentences=_of_bid(held, found.amount), parts=parts,
        margin=start(str(held.get_kind_display())), note=held.about,
        above=Way(_at(council, "bids"), "Bids and savings"), history=history_of(held, council.slug),
    )  # fmt: skip


WAYS = {
    "bid-change": "Change it",
    "bid-score": "Score it",
    "bid-decide": "Record what was decided",
}


def _ways(council: Council, held: Bid, may: bool, *names: str) -> list[list[Way]]:
    """A button for each of these, or none where the person may not."""
    return [[Way(_at(council, name, held.pk), WAYS[name], True)] if may else [] for name in names]


def _of_bid(held: Bid, amount: Any) -> list[Sentence]:
    does = "would release" if held.is_saving else "asks for"
    if held.outcome == "APPROVED":
        does = "releases" if held.is_saving else "takes"
    return [
        (
            Span(f"It {does} "), Span(pounds(amount), True),
            Span(f" over {counted(len(held.years.all()), 'year')}{_and_after(held)}; it is "),
            Span(f"{held.get_outcome_display()}.", True),
        )
    ]  # fmt: skip


def _and_after(held: Bid) -> str:
    """What goes on after the years that are written of a bid."""
    last = max((one.year for one in held.years.all()), default=0)
    level = amount_in(held, last + 1)
    return f" and {pounds(level)} in each year after" if level else ""


def _decision(held: Bid) -> list[str]:
    if held.outcome == "OPEN":
        return ["It is for decision."]
    said = [start(str(held.get_outcome_display())) + "."]
    if held.decided_on:
        said[0] = (
            f"{start(str(held.get_outcome_display()))} by {held.decided_by} on {on_day(held.decided_on)}."
        )
    if held.decision:
        said.append(held.decision)
    said.append(
        f"Priority served: {held.priority.title}." if held.priority else "No priority served is named."
    )
    return said


@needing("keep_bids")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Put a bid or saving on record."""
    return _written(request, council, None)


@needing("keep_bids")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put a bid or saving right, or remove one recorded by mistake."""
    return _written(request, council, _bid(request, council, pk))


def _written(request: HttpRequest, council: Council, held: Bid | None) -> HttpResponse:
    first = year_on(council, day_of(council))
    lines = [one for year in years_of(council)[:2] for one in lines_of(council, year)]
    if held and held.line and held.line.pk not in {one.pk for one in lines}:
        lines.append(held.line)
    form = BidForm(
        request.POST or None, held=held, years=range(first, first + figures.YEARS_AHEAD),
        records={"service": services_of(council), "line": lines},
    )  # fmt: skip
    if held is not None and request.method == "POST" and "remove" in request.POST:
        try:
            remove_bid(bid=held, version=_version(request), **_who(request))
            return redirect("bids", council.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))

    def store() -> str:
        data = form.said()
        names = ("kind", "code", "title", "about", "service", "line", "source")
        said = Asking(**{name: data[name] for name in names}, years=form.in_years())
        version = form.cleaned_data["version"]
        kept = keep_bid(council=council, said=said, held=held, version=version, **_who(request))
        return _at(council, "bid", kept.pk)

    words = Words(
        margin="Bids and savings", title=f"Change {held}" if held else "Add a bid or saving", current=CURRENT,
        sentence="Say the pounds in each year: what goes on from then, and what is for that year only.",
        back=_at(council, "bid", held.pk) if held else _at(council, "bids"),
        remove="Remove it" if held else "",
    )  # fmt: skip
    now = lambda: bid_at(council, held.pk, officer_of(request)) if held else None  # noqa: E731
    return written(request, council, form=form, words=words, store=store, held_now=now)


@needing("keep_bids")
@of_council
def decide(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Record what was decided of a bid, and the priority that it served."""
    held, viewer = _bid(request, council, pk), officer_of(request)
    refuse_if(reasons_not_to_keep_bids(council, viewer, held.service))
    lines = lines_to_choose(council, viewer)
    form = VerdictForm(request.POST or None, held=held, lines=lines)
    to = _at(council, "bid", pk)

    def store() -> str:
        said = form.cleaned_data
        priority = council.elements.filter(pk=said["priority"]).first() if said["priority"] else None
        verdict = Verdict(said["outcome"], said["decided_by"], said["decided_on"], said["decision"], priority)
        decide_bid(bid=held, said=verdict, version=said["version"], **_who(request))
        return to

    words = Words(
        margin="Bids and savings", title=f"What was decided of {held}", label="The decision", current=CURRENT,
        sentence="The record says which priority the money serves, so that later readers can see why.",
        back=to,
    )  # fmt: skip
    now = lambda: bid_at(council, pk, viewer)  # noqa: E731
    return written(request, council, form=form, words=words, store=store, held_now=now)


@needing("keep_bids")
@of_council
def score(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Score a bid on each of the council's criteria, with why."""
    held, criteria = _bid(request, council, pk), criteria_of(council)
    refuse_if(reasons_not_to_score(council, officer_of(request)))
    refuse_if([] if criteria else ["The council has set no criteria yet. Set them first."])
    form = ScoresForm(request.POST or None, held=held, criteria=criteria)
    to = _at(council, "bid", pk)

    def store() -> str:
        version = form.cleaned_data["version"]
        score_bid(bid=held, scores=form.scores(), version=version, **_who(request))
        return to

    words = Words(
        margin="Bids and savings", title=f"Score {held}", label="Scores", back=to, current=CURRENT,
        sentence="From 0 to 5 on each criterion, and why. What isn’t scored counts as 0 in the ranking.",
    )  # fmt: skip
    now = lambda: bid_at(council, pk, officer_of(request))  # noqa: E731
    return written(request, council, form=form, words=words, store=store, held_now=now)


# The ranking and the criteria


@of_council
def ranked(request: HttpRequest, council: Council) -> HttpResponse:
    """The bids for decision, or all, ranked on the criteria; and what other weights would change."""
    viewer, criteria = officer_of(request), criteria_of(council)
    is_all = request.GET.get("of") == "all"
    found = bids_of(council, viewer, "GROWTH", "CAPITAL")
    found = [one for one in found if is_all or one.outcome == "OPEN"]
    first, within = _asked(request, "first", 3, 100), _asked(request, "within", 20, 99)
    ranking = figures.ranking_of(found, criteria, first, within)
    choose = [
        Way("?of=all" if not is_all else "", "every bid"),
        Way("?" if is_all else "", "those for decision"),
    ]
    asked = "of=all&" if is_all else ""
    bands = [Way("" if one == within else f"?{asked}within={one}", f"{one}%") for one in (10, 20, 50)]
    parts = [
        Part("ranking", "The ranking", "Points of 100", tables.ranking(ranking) if ranking else None,
             nothing="There is nothing to rank yet.", choose=choose),
        Part("weights", "The weights", "And what they decide", tables.weighings(ranking) if ranking else None,
             nothing="Set criteria and score bids first.", choose=bands if ranking else (),
             ways=[Way(_at(council, "criteria"), "The criteria")]),
    ]  # fmt: skip
    return parts_page(
        request, council, title="Bids ranked", parts=parts,
        above=Way(_at(council, "bids"), "Bids and savings"),
        sentences=figures.of_ranking(ranking, len(found), len(criteria)),
    )  # fmt: skip


def _asked(request: HttpRequest, name: str, otherwise: int, most: int) -> int:
    given = request.GET.get(name, "")
    is_number = given.isascii() and given.isdigit() and len(given) < 5
    return min(max(int(given), 1), most) if is_number else otherwise


@of_council
def criteria(request: HttpRequest, council: Council) -> HttpResponse:
    """What bids are scored on, with the weights."""
    found, viewer = criteria_of(council), officer_of(request)
    can_keep = not reasons_not_to_keep_bids(council, viewer)
    said: Sentence = plain("The council has set no criteria yet.")
    if found:
        said = (
            Span(f"Bids are scored on {counted(len(found), 'criterion', 'criteria')}", True),
            Span(", each from 0 to 5; a bid’s points are the weighted mean of its scores, out of 100."),
        )
    ways = [Way(_at(council, "bids-ranked"), "Bids ranked on them")]
    if can_keep:
        ways.append(Way(_at(council, "criterion-add"), "Add a criterion", True))
    part = Part("criteria", "Criteria", "In the council’s order", tables.criteria(found, can_change=can_keep),
                nothing="None is set yet.", ways=ways)  # fmt: skip
    return parts_page(request, council, title="What bids are scored on", sentences=[said], parts=[part])


@needing("keep_bids")
@of_council
def add_criterion(request: HttpRequest, council: Council) -> HttpResponse:
    """Set a criterion."""
    return _criterion(request, council, None)


@needing("keep_bids")
@of_council
def criterion(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change a criterion's weight or words, or take it away."""
    held = next((one for one in criteria_of(council) if one.pk == pk), None)
    if held is None:
        raise Http404("No criterion of this council is at this address.")
    return _criterion(request, council, held)


def _criterion(request: HttpRequest, council: Council, held: Criterion | None) -> HttpResponse:
    form, to = CriterionForm(request.POST or None, held=held), _at(council, "criteria")
    if held is not None and request.method == "POST" and "remove" in request.POST:
        try:
            remove_criterion(held=held, version=_version(request), **_who(request))
            return redirect(to)
        except Refused as refusal:
            form.add_error(None, str(refusal))

    def store() -> str:
        version = form.cleaned_data["version"]
        keep_criterion(
            council=council, said=Measured(**form.said()), held=held, version=version, **_who(request)
        )
        return to

    words = Words(
        margin="Criteria", title=f"Change “{held}”" if held else "Add a criterion", back=to, current=CURRENT,
        sentence="A weight counts against the others’. The ranking shows what other weights would change.",
        remove="Take it away" if held else "",
    )  # fmt: skip
    now = lambda: next((one for one in criteria_of(council) if held and one.pk == held.pk), None)  # noqa: E731
    return written(request, council, form=form, words=words, store=store, held_now=now)
