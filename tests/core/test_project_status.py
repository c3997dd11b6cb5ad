"""How projects stand: each signal by the rule's limits, the worst of them, and the owner's own view apart."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.partner_resources import RESOURCE, Brought, Totals, totals, totals_words
from goldenthread.core.project_rules import (
    UnreadableProjectRule,
    data_of_project_rule,
    project_rule_from,
    project_rule_words,
)
from goldenthread.core.project_status import (
    Dated,
    Expected,
    Of,
    disagreement,
    of_benefits,
    of_money,
    of_time,
    stands,
    way,
    worst,
)
from goldenthread.core.projects import PROJECT, Pounds, sums, year_words
from goldenthread.core.rating import Status
from goldenthread.core.state_map import problems_in

FOLDER = Path(__file__).resolve().parents[2] / "policies" / "project_status"
DATA = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}
RULE = project_rule_from(DATA["plain"], "plain")
ON = date(2014, 9, 2)
ON_TARGET, NEAR, OFF, NOT = Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET, Status.NOT_RATED


def day(days: int) -> date:
    return ON + timedelta(days=days)


@pytest.mark.parametrize("name", sorted(DATA))
def test_a_rule_comes_back_from_its_data_and_is_told_in_words(name: str) -> None:
    rule = project_rule_from(DATA[name], name)
    assert project_rule_from(data_of_project_rule(rule)) == rule
    assert len(project_rule_words(rule)) == 4
    assert rule.said(NOT) == "Not rated"


@pytest.mark.parametrize(
    ("dates", "status", "said"),
    [
        ([], NOT, "No stage or milestone has a planned day."),
        ([Dated("Buy", None, day(3))], NOT, "No stage or milestone has a planned day."),
        ([Dated("Buy", day(-90), None, day(-5))], ON_TARGET, "Everything that was planned is done."),
        ([Dated("Buy", day(0))], ON_TARGET, "Next is “Buy”, on 2 September 2014 as planned."),
        ([Dated("Buy", day(9), day(3))], ON_TARGET, "Next is “Buy”, on 5 September 2014 as planned."),
        ([Dated("Buy", day(-1))], NEAR,
         "“Buy” was planned for 1 September 2014 and is not done: one day late."),
        ([Dated("Buy", day(-60))], NEAR,
         "“Buy” was planned for 4 July 2014 and is not done: 60 days late."),
        ([Dated("Buy", day(-61))], OFF,
         "“Buy” was planned for 3 July 2014 and is not done: 61 days late."),
        ([Dated("Buy", day(10), day(71))], OFF,
         "“Buy” was planned for 12 September 2014 and is expected on 12 November 2014: 61 days late."),
        ([Dated("Buy", day(-200), None, day(-1)), Dated("Fit", day(1))], ON_TARGET,
         "Next is “Fit”, on 3 September 2014 as planned."),  # late once, done now
    ],
)  # fmt: skip
def test_time_goes_by_what_is_still_to_be_done(dates: list[Dated], status: Status, said: str) -> None:
    found = of_time(RULE, dates, ON)
    assert (found.of, found.status, found.reasons[0]) == (Of.TIME, status, said)


def pounds(agreed: str, forecast: str | None = None, *, funded: bool = True) -> Pounds:
    return Pounds(2014, "CAPITAL", Decimal(agreed), Decimal(forecast) if forecast else None, funded)


@pytest.mark.parametrize(
    ("lines", "status", "said"),
    [
        ([], NOT, ("No investment is on record.",)),
        ([pounds("0")], NOT, ("No investment is on record.",)),
        ([pounds("100")], ON_TARGET, ("£100 is forecast against £100 agreed.",)),
        ([pounds("100", "90")], ON_TARGET, ("£90 is forecast against £100 agreed.",)),
        ([pounds("100", "102")], ON_TARGET, ("£102 is forecast against £100 agreed: 2.0% above it.",)),
        ([pounds("100", "103")], NEAR, ("£103 is forecast against £100 agreed: 3.0% above it.",)),
        ([pounds("100", "110.01")], OFF, ("£110 is forecast against £100 agreed: 10.0% above it.",)),
        ([pounds("100"), pounds("50", funded=False)], NEAR,
         ("£150 is forecast against £150 agreed.", "Nobody pays yet for £50 of it.")),
        ([Pounds(2014, "CAPITAL", Decimal(1_000), Decimal(1_020), spent=Decimal(2_000))], OFF,
         ("£2,000 is forecast against £1,000 agreed: 100.0% above it.",
          "£980 is spent beyond what was forecast, and counts as forecast.")),
        ([pounds("100"), Pounds(2015, "CAPITAL", Decimal(100), Decimal(50), spent=Decimal(60))], NEAR,
         ("£160 is forecast against £200 agreed.",
          "£10 is spent beyond what was forecast, and counts as forecast.")),
    ],
)  # fmt: skip
def test_money_goes_by_the_forecast_against_what_was_agreed(
    lines: list[Pounds], status: Status, said: tuple[str, ...]
) -> None:
    found = of_money(RULE, sums(lines) if lines else None)
    assert (found.status, found.reasons) == (status, said)


def benefit(latest: str | None, due: date | None = ON, baseline: str | None = "60") -> Expected:
    return Expected(
        "Clean",
        Decimal(baseline) if baseline else None,
        Decimal(80),
        due,
        Decimal(latest) if latest else None,
    )


@pytest.mark.parametrize(
    ("one", "status", "said"),
    [
        (benefit("80"), ON_TARGET, "“Clean” was due by 2 September 2014 and is 100% of the way."),
        (benefit("75"), NEAR, "“Clean” was due by 2 September 2014 and is 75% of the way."),
        (benefit("74"), OFF, "“Clean” was due by 2 September 2014 and is 70% of the way."),
        (benefit("50"), OFF, "“Clean” was due by 2 September 2014 and is -50% of the way."),
        (benefit(None), NOT, "“Clean” has no result yet."),
        (benefit("75", baseline=None), NOT, "“Clean” has no baseline to set its result against."),
        (benefit("75", None), NOT, "“Clean” is 75% of the way; by when it is expected is not said."),
        (benefit("75", day(1)), NOT, "“Clean” is 75% of the way and due by 3 September 2014."),
    ],
)
def test_a_benefit_goes_by_its_measure_once_it_is_due(one: Expected, status: Status, said: str) -> None:
    found = of_benefits(RULE, [one], ON)
    assert (found.status, found.reasons) == (status, (said,))


def test_a_benefit_may_be_less_of_something() -> None:
    less = Expected("Missed bins", Decimal(100), Decimal(40), ON, Decimal(55))
    assert way(less) == 75
    assert of_benefits(RULE, [less], ON).status is NEAR
    assert of_benefits(RULE, [], ON).reasons == ("No benefit is tied to a measure.",)


def test_a_project_stands_as_the_worst_that_can_be_rated_with_its_reasons() -> None:
    """R012, R052."""
    found = stands(RULE, [Dated("Buy", day(-70))], sums([pounds("100")]), [benefit("75")], ON)
    assert (found.status, [one.status for one in found.signals]) == (OFF, [OFF, ON_TARGET, NEAR])
    assert found.because == ("“Buy” was planned for 24 June 2014 and is not done: 70 days late.",)
    assert stands(RULE, [], None, [], ON).status is NOT


@given(st.lists(st.sampled_from(list(Status))))
def test_the_worst_is_none_of_the_better_ones(found: list[Status]) -> None:
    order = [NOT, ON_TARGET, NEAR, OFF]
    assert worst(found) == max(found, key=order.index, default=NOT)
    rated = [one for one in found if one is not NOT]
    assert (worst(found) is NOT) == (not rated)


@pytest.mark.parametrize(
    ("worked", "view", "said"),
    [
        (OFF, ON_TARGET, "better"),
        (ON_TARGET, NEAR, "worse"),
        (OFF, OFF, ""),
        (OFF, None, ""),
        (NOT, OFF, ""),
    ],
)
def test_a_disagreement_is_said_and_corrects_nothing(worked: Status, view: Status | None, said: str) -> None:
    found = disagreement(worked, view)
    assert (said in found) if said else found == ""


amounts = st.decimals(0, 10**9, places=2)
lines = st.builds(
    Pounds, st.integers(2000, 2030), st.sampled_from(["CAPITAL", "REVENUE"]), amounts,
    st.none() | amounts, st.booleans(), st.none() | amounts,
)  # fmt: skip


@given(st.lists(lines))
def test_money_by_kind_and_by_year_each_add_up_to_the_whole(found: list[Pounds]) -> None:
    whole = sums(found)
    assert sum(whole.by_kind.values()) == sum(whole.by_year.values()) == whole.agreed
    assert whole.unfunded <= whole.agreed
    assert whole.forecast >= sum(one.spent or 0 for one in found)
    assert list(whole.by_year) == sorted(whole.by_year)


@pytest.mark.parametrize(("month", "words"), [(4, "2012/13"), (1, "2012")])
def test_a_year_is_named_as_the_council_counts_it(month: int, words: str) -> None:
    assert year_words(2012, month) == words
    assert year_words(1999) == "1999/00"


brought = st.builds(
    Brought, st.sampled_from(["MONEY", "STAFF_TIME", "GOODS"]),
    st.sampled_from(["NEW", "EXISTING", "NOT_SAID"]), st.none() | amounts, st.none() | amounts,
)  # fmt: skip


@given(st.lists(brought))
def test_money_and_what_is_in_kind_are_never_added_together(found: list[Brought]) -> None:
    """R124."""
    whole = totals(found)
    assert whole.money == sum((one.amount or 0 for one in found if one.kind == "MONEY"), Decimal(0))
    assert whole.worth == sum((one.amount or 0 for one in found if one.kind != "MONEY"), Decimal(0))
    assert whole.lines == len(found)
    assert whole.unsaid <= whole.lines


@pytest.mark.parametrize(
    ("whole", "words"),
    [
        (Totals(lines=1, unsaid=1), "How much is not said"),
        (Totals(existing_money=Decimal(12000)), "£12,000 of money (none of it new)"),
        (Totals(other_money=Decimal(12000)), "£12,000 of money"),
        (
            Totals(Decimal(2000), Decimal(10000), kind_worth=Decimal(3000), kind_days=Decimal("40.50")),
            "£12,000 of money (£2,000 of it new) · 40.5 days and £3,000’s worth in kind",
        ),
        (
            totals(
                [
                    Brought("MONEY", "NEW", Decimal("30000.50"), Decimal(3)),
                    Brought("PREMISES", "EXISTING", Decimal(2000)),
                    Brought("GOODS", "NOT_SAID", Decimal(5)),
                ]
            ),
            "£30,000.50 of money (£30,000.50 of it new), with 3 days of staff time · "
            "£2,000’s worth that exists, linked better · £5’s worth, whether in kind not said",
        ),
    ],
)
def test_what_partners_bring_is_told_in_words(whole: Totals, words: str) -> None:
    assert totals_words(whole) == words


@pytest.mark.parametrize("held", [PROJECT, RESOURCE])
def test_the_ways_are_sound(held: Any) -> None:
    assert problems_in(held) == []


def _other(part: str, key: str, value: Any) -> dict[str, Any]:
    data = deepcopy(DATA["plain"])
    (data[part] if part else data)[key] = value
    return data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "write a .words. table"),
        (_other("words", "on", ""), "own word"),
        (_other("time", "near_after_days", -1), "whole number of days"),
        (_other("time", "near_after_days", True), "whole number of days"),
        (_other("time", "near_after_days", 90), "comes after"),
        (_other("time", "weeks", 1), "no line “weeks”"),
        (_other("money", "near_above", "5"), "percentage"),
        (_other("money", "off_above", "1%"), "not below"),
        (_other("money", "unfunded_counts_as", "red"), "one of on target"),
        (_other("benefit", "on_from", "10%"), "not below"),
        (_other("", "code", "No Code"), "small letters"),
        (_other("", "name", 3), "write a text"),
        (_other("", "more", 3), "the rule: there is no line"),
    ],
)
def test_a_rule_that_cannot_be_obeyed_says_why(data: dict[str, Any], said: str) -> None:
    with pytest.raises(UnreadableProjectRule, match=said):
        project_rule_from(data, "x")
