"""Bids: what they take, what stops if one fails, scores and ranking, decisions, and the medium term."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from goldenthread.core.money_term import What
from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.reports.figures.bids import if_it_fails, of_failing, of_ranking, of_year, ranking_of
from goldenthread.reports.figures.money_term import of_term, term_of
from goldenthread.resources.bidding import (
    Asking,
    Measured,
    Score,
    Verdict,
    YearOf,
    decide_bid,
    keep_bid,
    keep_criterion,
    remove_bid,
    remove_criterion,
    score_bid,
)
from goldenthread.resources.models import Bid, BidScore, BudgetLine, Cost, Dependency
from goldenthread.resources.money import link_money
from goldenthread.resources.money_queries import bid_at, bids_of, criteria_of
from tests.cast import AT, ON, OWNER, STRANGER, STRATEGY, WHO, Cast, a_council

pytestmark = pytest.mark.django_db
STRATEGIST: dict[str, Any] = {"by": STRATEGY, "at": AT}
DIRECTOR = Officer("Director of Place", "director", "testbury", "DIRECTOR", "", "Place")
APPROVED = ("APPROVED", "Executive", date(2014, 2, 20), "Executive, minute 12")


def a_bid(cast: Cast, code: str = "G1", kind: str = "GROWTH", *years: YearOf) -> Bid:
    said = Asking(kind, code, f"Bid {code}", years=years or (YearOf(2014, Decimal(60), Decimal(40)),))
    return keep_bid(council=cast.council, said=said, held=None, version=0, **STRATEGIST)


def seen(cast: Cast, bid: Bid) -> Bid:
    held = bid_at(cast.council, bid.pk, STRATEGY)
    assert held is not None
    return held


def said(sentences: Any) -> str:
    return " ".join("".join(span.text for span in one) for one in sentences)


def test_a_bid_is_kept_with_its_years_and_changed_without_losing_others_work() -> None:
    """R051."""
    cast = a_council()
    bid = a_bid(cast)
    now = Asking("GROWTH", "G1", "A second sweeper", years=(YearOf(2015, Decimal(60)), YearOf(2016)))
    keep_bid(council=cast.council, said=now, held=bid, version=1, **STRATEGIST)
    with pytest.raises(Stale):
        keep_bid(council=cast.council, said=now, held=bid, version=1, **STRATEGIST)
    held = seen(cast, bid)
    assert (held.title, [(one.year, one.recurring) for one in held.years.all()]) == (
        "A second sweeper", [(2015, 60)],
    )  # fmt: skip
    assert Entry.objects.filter(verb="changed the money of").count() == 2


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (Asking("LOAN", "G2", "B"), "growth bid, a capital bid or a saving"),
        (Asking("GROWTH", " ", "B"), "a code and a title"),
        (Asking("GROWTH", "G1", "B"), "on record already"),
        (Asking("GROWTH", "G2", "B", years=(YearOf(2014), YearOf(2014))), "each year once"),
        (Asking("GROWTH", "G2", "B", years=(YearOf(2014, Decimal(-1)),)), "not below"),
    ],
)
def test_a_bid_that_can_t_be_so_is_refused(wrong: Asking, why: str) -> None:
    cast = a_council()
    a_bid(cast)
    with pytest.raises(Refused, match=why):
        keep_bid(council=cast.council, said=wrong, held=None, version=0, **STRATEGIST)


def test_a_directorate_s_bids_are_its_director_s_and_no_one_else_s() -> None:
    cast = a_council()
    streets = cast.council.services.get(name="Streets")
    ours = Asking("GROWTH", "G1", "A second sweeper", service=streets)
    bid = keep_bid(council=cast.council, said=ours, held=None, version=0, by=DIRECTOR, at=AT)
    for officer, asked in ((DIRECTOR, Asking("GROWTH", "G2", "B")), (OWNER, ours), (STRANGER, ours)):
        with pytest.raises(Refused):
            keep_bid(council=cast.council, said=asked, held=None, version=0, by=officer, at=AT)
    with pytest.raises(Refused):
        remove_bid(bid=bid, version=1, by=OWNER, at=AT)
    remove_bid(bid=bid, version=1, by=DIRECTOR, at=AT)
    assert not Bid.objects.exists()


def test_only_the_council_s_own_people_see_bids_before_they_are_decided() -> None:
    cast = a_council()
    bid = a_bid(cast)
    assert bids_of(cast.council, VISITOR) == bids_of(cast.council, STRANGER) == []
    verdict = Verdict(*APPROVED, priority=cast.elements["place"])
    decide_bid(bid=bid, said=verdict, version=1, **STRATEGIST)
    assert [one.code for one in bids_of(cast.council, VISITOR)] == ["G1"]


def test_a_decision_says_by_whom_when_why_and_which_priority_it_served() -> None:
    """R053."""
    cast = a_council()
    bid = a_bid(cast)
    for wrong, why in (
        (Verdict("PERHAPS"), "Choose what"),
        (Verdict("APPROVED"), "which body or post"),
        (Verdict(*APPROVED), "which priority it serves"),
        (Verdict(*APPROVED, priority=a_council("elsewhere").elements["place"]), "no element of"),
    ):
        with pytest.raises(Refused, match=why):
            decide_bid(bid=bid, said=wrong, version=1, **STRATEGIST)
    decide_bid(bid=bid, said=Verdict(*APPROVED, priority=cast.elements["place"]), version=1, **STRATEGIST)
    held = seen(cast, bid)
    assert (held.outcome, held.priority, held.version) == ("APPROVED", cast.elements["place"], 2)
    with pytest.raises(Refused, match="stays on record"):
        remove_bid(bid=bid, version=2, **STRATEGIST)


def test_what_stops_if_a_bid_fails_in_words() -> None:
    """R045: one element hangs on the bid wholly; another has a budget line as well; a third waits."""
    cast = a_council()
    bid = a_bid(cast)
    clean, action, place = (cast.elements[code] for code in ("clean", "action", "place"))
    link_money(element=clean, to=bid, share=Fraction(1, 2), **STRATEGIST)
    link_money(element=place, to=bid, share=Fraction(1, 4), **STRATEGIST)
    line = BudgetLine.objects.create(council=cast.council, year=2014, code="ST", name="Streets", net=5)
    link_money(element=place, to=line, share=Fraction(1), **STRATEGIST)
    Dependency.objects.create(council=cast.council, element=cast.elements["vision"], on=action)
    found = if_it_fails(seen(cast, bid), cast.council, STRATEGY)
    assert found.stops == ((clean.pk,), (place.pk,), (), (action.pk,), (cast.elements["vision"].pk,))
    assert found.measures == [("M1", "Measure M1")]
    assert said(of_failing(bid, found)) == (
        "One element stops if this bid fails: no other revenue pays for it. One element stops in part if "
        "this bid fails: other revenue does not cover it. Two more elements are held up with what stops. One "
        "measure that follows these may not move."
    )
    assert [of_year(one) for one in found.years[place.pk]] == [
        "2014/15: of £25, £20 is short; ST Streets gives £5."
    ]
    nothing = if_it_fails(seen(cast, a_bid(cast, "G2")), cast.council, STRATEGY)
    assert "Nothing is linked to this bid" in said(of_failing(bid, nothing))


def test_money_of_another_year_or_kind_does_not_cover_a_bid() -> None:
    """R045: York's capital bid of 2009/10 beside a revenue share of 2008/09; a cost paid in another year."""
    cast = a_council()
    bid = a_bid(cast, "C1", "CAPITAL", YearOf(2014, one_off=Decimal(175_000)))
    action = cast.elements["action"]
    link_money(element=action, to=bid, share=Fraction(1), **STRATEGIST)
    held = {"council": cast.council, "year": 2014, "net": 117_167}
    for one in ({"code": "R"}, {"code": "C", "kind": "CAPITAL", "year": 2013}):
        line = BudgetLine.objects.create(**{**held, "name": one["code"], **one})
        link_money(element=action, to=line, share=Fraction(1), **STRATEGIST)
    costs = {"council": cast.council, "element": action, "kind": "CAPITAL", "amount": 9_999}
    Cost.objects.create(what="Later", year=2015, payer="BUDGET", **costs)
    found = if_it_fails(seen(cast, bid), cast.council, STRATEGY)
    assert found.stops.stopped == (action.pk,)
    assert of_year(found.years[action.pk][0]) == (
        "2014/15: of £175,000, £175,000 is short; nothing else of its kind pays."
    )
    Cost.objects.create(
        what="Salix", year=2014, payer="GRANT", funding="Salix", **{**costs, "amount": 175_000}
    )
    covered = if_it_fails(seen(cast, bid), cast.council, STRATEGY)
    assert covered.stops.lessened == (action.pk,)
    assert "other capital covers each in its year" in said(of_failing(bid, covered))


def test_what_stops_if_a_saving_is_not_made() -> None:
    """R045, R054: half of the saving pays for the action, and nothing else does."""
    cast = a_council()
    saving = a_bid(cast, "S1", "SAVING", YearOf(2015, Decimal(48_000)))
    link_money(element=cast.elements["action"], to=saving, share=Fraction(1, 2), **STRATEGIST)
    found = if_it_fails(seen(cast, saving), cast.council, STRATEGY)
    assert said(of_failing(saving, found)).startswith(
        "If this saving is not made, £48,000 in 2015/16 is not released. One element stops if this saving is "
        "not made: no other revenue pays for it."
    )


def scored(cast: Cast, bid: Bid, *scores: int) -> None:
    held = zip(criteria_of(cast.council), scores, strict=True)
    score_bid(
        bid=bid, scores=[Score(one, score, "Because") for one, score in held], version=1, **STRATEGIST
    )  # fmt: skip


def test_bids_are_scored_and_ranked_on_the_council_s_criteria() -> None:
    """R051."""
    cast = a_council()
    for name, weight in (("Priority", "30"), ("Savings", "10")):
        said_of = Measured(name, Decimal(weight))
        keep_criterion(council=cast.council, said=said_of, held=None, version=0, **STRATEGIST)
    one, two = a_bid(cast, "G1"), a_bid(cast, "G2")
    scored(cast, one, 3, 5)
    scored(cast, two, 5, 1)
    ranking = ranking_of(bids_of(cast.council, STRATEGY), criteria_of(cast.council), 1, 20)
    assert ranking is not None
    assert [(held.bid.name, held.points) for held in ranking.ranked] == [("G2 Bid G2", 80), ("G1 Bid G1", 70)]
    assert [(held.order.least, held.order.most) for held in ranking.weighings] == [(20, None), (0, 15)]
    assert said(of_ranking(ranking, 2, 2)) == (
        "Bid G2 comes first, with 80 of 100 points. With each weight up to 20% more or less, one of two bids "
        "keeps its place."
    )
    three = a_bid(cast, "G3")
    ranking = ranking_of(bids_of(cast.council, STRATEGY), criteria_of(cast.council), 1, 20)
    assert ranking is not None
    assert ([one.bid.key for one in ranking.ranked], ranking.unscored) == ([two.pk, one.pk], [three])
    assert "One bid is not scored on every criterion yet, and is in no place." in said(
        of_ranking(ranking, 3, 2)
    )
    criterion = criteria_of(cast.council)[0]
    with pytest.raises(Refused, match="it stays"):
        remove_criterion(held=criterion, version=1, **STRATEGIST)


def test_a_score_has_a_reason_and_lies_between_nought_and_five() -> None:
    cast = a_council()
    keep = {"council": cast.council, "held": None, "version": 0, **STRATEGIST}
    criterion = keep_criterion(said=Measured("Priority", Decimal(30)), **keep)
    for wrong, why in (
        (Measured("", Decimal(1)), "Name the criterion"),
        (Measured("Other", Decimal(0)), "weight above 0"),
        (Measured("Priority", Decimal(1)), "of this name already"),
    ):
        with pytest.raises(Refused, match=why):
            keep_criterion(said=wrong, **keep)
    bid = a_bid(cast)
    for score, why in (
        (Score(criterion, 6, "Much"), "from 0 to 5"),
        (Score(criterion, 5), "Say why"),
        (Score(criterion, None, "Because"), "before you say why"),
    ):
        with pytest.raises(Refused, match=why):
            score_bid(bid=bid, scores=[score], version=1, **STRATEGIST)
    with pytest.raises(Refused):
        score_bid(bid=bid, scores=[Score(criterion, 5, "Yes")], version=1, by=OWNER, at=AT)
    assert not BidScore.objects.exists()


def test_the_medium_term_counts_levels_of_money_once() -> None:
    """R054: what goes on goes on, a one-off counts in its year; a cost counts beyond what a bid pays."""
    cast = a_council()
    growth = a_bid(cast, "G1", "GROWTH", YearOf(2014, Decimal(60), Decimal(40)))
    saving = a_bid(cast, "S1", "SAVING", YearOf(2015, Decimal(70)), YearOf(2017, Decimal(90)))
    for bid in (growth, saving):
        link_money(element=cast.elements["action"], to=bid, share=Fraction(1, 2), **STRATEGIST)
        decide_bid(bid=bid, said=Verdict(*APPROVED, priority=cast.elements["place"]), version=1, **STRATEGIST)
    cost = {"council": cast.council, "element": cast.elements["action"], "payer": "BUDGET"}
    Cost.objects.create(what="Sweeper", amount=80, year=2014, **cost)
    Cost.objects.create(what="Its licence", amount=31, year=2015, is_recurring=True, **cost)
    Cost.objects.create(what="Leaflets", amount=9, year=2016, **{**cost, "payer": "UNFUNDED"})
    tops = [(cast.elements["place"].pk, "Place")]
    found = term_of(cast.council, cast.edition, tops, ON, STRATEGY)
    place, term = cast.elements["place"].pk, found.revenue
    assert [term.amount(place, year, What.GROWTH) for year in term.years] == [100, 60, 60, 60, 60]
    assert [term.amount(place, year, What.SAVING) for year in term.years] == [0, 70, 70, 90, 90]
    assert [term.amount(place, year, What.COST) for year in term.years] == [30, 1, 1, 1, 1]
    assert [term.left(year) for year in term.years] == [-130, 9, 9, 29, 29]
    assert term.in_all(2015, What.ENDED) == 40
    assert said(of_term(found)) == (
        "In 2018/19 savings release £90 of revenue and £61 is allocated; £29 is left. "
        "More revenue is allocated than savings release: £130 in 2014/15 has to come from elsewhere. "
        "Nobody pays yet for £9 in 2016/17."
    )
    assert WHO["by"].serves_everyone


def test_a_saving_says_how_much_it_releases() -> None:
    cast = a_council()
    said_of = Asking("SAVING", "S1", "Fewer vans", years=(YearOf(2014),))
    with pytest.raises(Refused, match="how much the saving releases"):
        keep_bid(council=cast.council, said=said_of, held=None, version=0, **STRATEGIST)


def test_a_capital_one_off_releases_no_revenue() -> None:
    """R054: York's £175,000 of matching money ends in 2014; in 2015 the saving of £48,000 is all there is."""
    cast = a_council()
    capital = a_bid(cast, "C1", "CAPITAL", YearOf(2014, one_off=Decimal(175_000)))
    saving = a_bid(cast, "S1", "SAVING", YearOf(2015, Decimal(48_000)))
    for bid in (capital, saving):
        decide_bid(bid=bid, said=Verdict(*APPROVED, priority=cast.elements["place"]), version=1, **STRATEGIST)
    found = term_of(cast.council, cast.edition, [], ON, STRATEGY)
    assert [found.revenue.left(year) for year in found.years] == [0, *[48_000] * 4]
    assert [found.capital.left(year) for year in found.years] == [-175_000, 0, 0, 0, 0]
    assert said(of_term(found)) == (
        "In 2018/19 savings release £48,000 of revenue and none of it is allocated; £48,000 is left. "
        "More capital is allocated than savings release: £175,000 in 2014/15 has to come from elsewhere."
    )
