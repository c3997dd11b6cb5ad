"""Cases of budgets, links of money, monitoring, bids and reserves."""

from __future__ import annotations

from goldenthread.resources.models import (
    Bid,
    BidScore,
    BidYear,
    BudgetLine,
    Criterion,
    MoneyLink,
    MonitoringLine,
    MonitoringReport,
    OpenedMoney,
    Reserve,
    Virement,
)
from tests.cast import AT, Cast
from tests.constraint_cases.base import DAY, Case, Row, council, on_action, other, same


def a_line(cast: Cast) -> Row:
    return {**council(cast), "year": 2014, "code": "ST", "name": "Streets", "net": 100}


def held_line(cast: Cast) -> BudgetLine:
    return BudgetLine.objects.get_or_create(**council(cast), year=2013, code="X", name="X", net=1)[0]


def a_bid(cast: Cast) -> Row:
    return {**council(cast), "code": "G1", "title": "A sweeper"}


def held_bid(cast: Cast) -> Bid:
    return Bid.objects.get_or_create(**council(cast), code="G0", title="Another")[0]


def a_link(cast: Cast) -> Row:
    return {**on_action(cast), "line": held_line(cast), "parts": 1, "of": 3}


def a_link_of_a_bid(cast: Cast) -> Row:
    return {**on_action(cast), "bid": held_bid(cast), "parts": 1, "of": 1}


def a_report(cast: Cast) -> Row:
    return {**council(cast), "name": "Monitor 1", "year": 2014, "ends_on": DAY, "base": "NET"}


def a_monitored_line(cast: Cast) -> Row:
    report = MonitoringReport.objects.get_or_create(**a_report(cast))[0]
    return {"report": report, "name": "Streets", "budget": 100, "forecast": 110, "variance": 10}


def a_year(cast: Cast) -> Row:
    return {"bid": held_bid(cast), "year": 2014, "recurring": 5}


def a_criterion(cast: Cast) -> Row:
    return {**council(cast), "name": "Serves a priority", "weight": 10}


def a_score(cast: Cast) -> Row:
    criterion = Criterion.objects.get_or_create(**a_criterion(cast))[0]
    return {"bid": held_bid(cast), "criterion": criterion, "score": 5, "reason": "It does"}


def a_reserve(cast: Cast) -> Row:
    amounts = {"opening": "0.30", "put_in": "0.10", "taken_out": "0.20", "closing": "0.20"}
    return {**council(cast), "year": 2014, "name": "General", **amounts}


def a_move(cast: Cast) -> Row:
    ends = {"moved_from": "Streets", "moved_to": "Parks", "from_line": held_line(cast)}
    return {**council(cast), "report": "Monitor 1", "amount": 5, **ends}


def opened(cast: Cast) -> Row:
    return {**council(cast), "year": 2014, "report": "", "opened_at": AT, "by": "The treasurer"}


def opened_report(cast: Cast) -> Row:
    return {**opened(cast), "year": None, "report": "Period 3"}


CASES: dict[str, list[Case]] = {
    "year_is_opened_once": [same(OpenedMoney, opened)],
    "report_is_opened_once": [same(OpenedMoney, opened_report)],
    "a_year_or_a_report_is_opened": [
        other(OpenedMoney, opened, report="Period 3"),
        other(OpenedMoney, opened, year=None),
    ],
    "one_budget_line_a_code": [same(BudgetLine, a_line, name="Other")],
    "net_is_gross_less_income": [
        other(
            BudgetLine, lambda cast: {**a_line(cast), "gross": "0.30", "income": "0.10", "net": "0.20"}, net=1
        ),
    ],
    "budget_line_has_an_amount": [other(BudgetLine, a_line, net=None)],
    "one_link_of_a_line": [same(MoneyLink, a_link, parts=2)],
    "one_link_of_a_bid": [same(MoneyLink, a_link_of_a_bid)],
    "money_link_is_of_a_line_or_a_bid": [
        other(MoneyLink, a_link, line=None),
        Case(MoneyLink, a_link, lambda cast: {"bid": held_bid(cast)}),
    ],
    "money_link_is_above_nought_and_at_most_all": [
        other(MoneyLink, a_link, parts=0),
        other(MoneyLink, a_link, parts=4),
    ],
    "reserve_adds_up": [other(Reserve, a_reserve, closing=1)],
    "reserve_moves_are_not_below_nought": [other(Reserve, a_reserve, put_in="-0.10", closing="0")],
    "one_reserve_a_year": [same(Reserve, a_reserve)],
    "one_monitoring_report_of_a_name": [same(MonitoringReport, a_report, year=2013)],
    "monitoring_names_its_base": [other(MonitoringReport, a_report, base="")],
    "one_monitoring_line_of_a_name": [same(MonitoringLine, a_monitored_line)],
    "variance_is_forecast_less_budget": [other(MonitoringLine, a_monitored_line, variance=-10)],
    "one_bid_of_a_code": [same(Bid, a_bid, title="Other")],
    "decided_bid_says_by_whom_and_when": [
        other(Bid, a_bid, outcome="APPROVED"),
        other(Bid, a_bid, outcome="REFUSED", decided_by="Cabinet"),
    ],
    "line_out_of_the_budget_says_why": [other(BudgetLine, a_line, is_out=True)],
    "one_row_a_year_of_a_bid": [same(BidYear, a_year, recurring=1)],
    "money_of_a_bid_is_not_below_nought": [
        other(BidYear, a_year, recurring=-1),
        other(BidYear, a_year, one_off=-1),
    ],
    "one_criterion_of_a_name": [same(Criterion, a_criterion)],
    "weight_is_above_nought": [other(Criterion, a_criterion, weight=0)],
    "one_score_on_a_criterion": [same(BidScore, a_score, score=1)],
    "score_is_at_most_5": [other(BidScore, a_score, score=6)],
    "score_says_why": [other(BidScore, a_score, reason="")],
    "virement_goes_to_another_line": [
        Case(Virement, a_move, lambda cast: {"to_line": held_line(cast)}),
    ],
}
