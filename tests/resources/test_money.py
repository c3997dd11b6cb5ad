"""Keeping budget lines, links in shares, reserves, virements and carry-forwards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.reports.figures.money import (
    budget_of,
    money_of,
    of_budget,
    of_element,
    of_unfunded,
    totals_of,
    unfunded_in,
)
from goldenthread.reports.tables.money_kept import carried
from goldenthread.resources.models import BudgetLine, CarryForward, Cost, MoneyLink, Need, Reserve, Virement
from goldenthread.resources.money import (
    Decided,
    Move,
    Reserved,
    change_link,
    decide_carry_forward,
    keep_reserve,
    keep_virement,
    link_money,
    put_line_back,
    record_budget_lines,
    remove_link,
    remove_reserve,
    take_line_out,
)
from goldenthread.resources.money_queries import (
    agreed_change,
    lines_of,
    moves_of,
    paid_of,
    year_shown,
    years_of,
)
from tests.cast import AT, NEIGHBOUR, OWNER, STRANGER, STRATEGY, WHO, Cast, a_council

pytestmark = pytest.mark.django_db
THIRD = Fraction(1, 3)
STRATEGIST: dict[str, Any] = {"by": STRATEGY, "at": AT}


def lines(cast: Cast, **nets: str) -> dict[str, BudgetLine]:
    """Budget lines of 2014 by code."""
    one = {"year": 2014, "kind": "REVENUE"}
    rows = [{**one, "code": code, "name": code, "net": Decimal(net)} for code, net in nets.items()]
    record_budget_lines(council=cast.council, rows=rows, **WHO)
    return {one.code: one for one in BudgetLine.objects.all()}


def said(sentences: Any) -> str:
    return " ".join("".join(span.text for span in one) for one in sentences)


def test_three_thirds_of_a_line_are_the_line_to_the_penny() -> None:
    """R045."""
    cast = a_council()
    line = lines(cast, ST="100.00")["ST"]
    for code in ("clean", "action", "place"):
        link_money(element=cast.elements[code], to=line, share=THIRD, **STRATEGIST)
    paid, left = paid_of(line.amount, line.links.all())
    assert [one.amount for one in paid] == [Decimal("33.34"), Decimal("33.33"), Decimal("33.33")]
    assert left == 0
    entry = Entry.objects.filter(verb="linked").first()
    assert entry is not None
    assert entry.by_post == STRATEGY.post


def test_a_line_s_shares_come_to_no_more_than_the_whole() -> None:
    cast = a_council()
    line = lines(cast, ST="100")["ST"]
    link = link_money(element=cast.elements["clean"], to=line, share=Fraction(3, 4), **STRATEGIST)
    with pytest.raises(Refused, match=r"Only 25\.00% of it is not linked yet"):
        link_money(element=cast.elements["action"], to=line, share=THIRD, **STRATEGIST)
    with pytest.raises(Refused, match="goes to “Clean” already"):
        link_money(element=cast.elements["clean"], to=line, share=Fraction(1, 8), **STRATEGIST)
    change_link(link=link, share=Fraction(1), note="All of it", version=1, **STRATEGIST)
    with pytest.raises(Refused, match="All of it is linked already"):
        link_money(element=cast.elements["action"], to=line, share=THIRD, **STRATEGIST)
    with pytest.raises(Stale):
        remove_link(link=link, version=1, **STRATEGIST)
    remove_link(link=link, version=2, **STRATEGIST)
    assert not MoneyLink.objects.exists()


@pytest.mark.parametrize("officer", [OWNER, NEIGHBOUR, STRANGER])
def test_only_those_who_keep_money_link_it(officer: Any) -> None:
    cast = a_council()
    line = lines(cast, ST="100")["ST"]
    with pytest.raises(Refused):
        link_money(element=cast.elements["clean"], to=line, share=THIRD, by=officer, at=AT)
    other = a_council("elsewhere")
    with pytest.raises(Refused, match="no element of"):
        link_money(element=other.elements["clean"], to=line, share=THIRD, **WHO)


def test_totals_count_each_penny_once_at_every_level() -> None:
    """R045: the theme's total holds the improvement's and the action's; what is not linked is told."""
    cast = a_council()
    held = lines(cast, ST="100", PK="50.01")
    link_money(element=cast.elements["action"], to=held["ST"], share=Fraction(1, 4), **STRATEGIST)
    link_money(element=cast.elements["clean"], to=held["PK"], share=THIRD, **STRATEGIST)
    found = totals_of(cast.council, 2014, STRATEGY, cast.edition.pk)
    for level in cast.edition.levels.exclude(key="action"):
        assert [sums.revenue for _, sums in found.at(level)] == [Decimal("41.67")]
    assert [sums.revenue for _, sums in found.at(cast.edition.levels.get(key="action"))] == [Decimal("25.00")]
    assert found.of_edition(cast.edition.pk).revenue == Decimal("41.67")
    assert found.whole.less(found.linked).revenue == Decimal("108.34")
    assert said(of_budget(budget_of(cast.council, 2014))) == (
        "The revenue budget of 2014/15 is £150.01 net in two lines; £41.67 of it is linked to the plan "
        "and £108.34 is not."
    )


def test_unfunded_elements_say_why() -> None:
    """R045: no line linked, a line named in words only, or a cost that nobody pays for."""
    cast = a_council()
    cost = {"council": cast.council, "year": 2014, "amount": Decimal(70)}
    Cost.objects.create(element=cast.elements["action"], what="Sweeper", **cost)
    Cost.objects.create(element=cast.elements["action"], what="Hire", payer="BUDGET", **cost)
    Cost.objects.create(element=cast.elements["place"], what="Time given", is_in_kind=True, **cost)
    Need.objects.create(
        council=cast.council, element=cast.elements["clean"], money=30, budget_line="Cleaning"
    )
    found = unfunded_in(cast.council, STRATEGY)
    assert {one.title: (one.amount, one.unpaid, one.why) for one in found.short} == {
        "Clean": (30, 30, "Named in words only (Cleaning): no budget line is linked"),
        "Action": (
            140,
            140,
            "Not covered by what is linked: £140 revenue of 2014/15. "
            "Nobody pays yet for £70 of what it costs.",
        ),
    }
    assert said(of_unfunded(found, Decimal(5), 2014)) == (
        "Two elements that take money are short of it: £140 revenue of 2014/15 and £30 of no stated year. "
        "£5 of the budget of 2014/15 is linked to no element."
    )
    line = lines(cast, ST="100")["ST"]
    link_money(element=cast.elements["clean"], to=line, share=THIRD, **STRATEGIST)
    assert [one.title for one in unfunded_in(cast.council, STRATEGY).short] == ["Action"]
    money = money_of(cast.elements["clean"], viewer=STRATEGY)
    assert money.linked == Decimal("33.33")


def test_money_of_another_year_or_kind_covers_nothing() -> None:
    """R045: a cost is covered by what is linked of its own year and kind, and the shortfall is named."""
    cast = a_council()
    cost = {"council": cast.council, "element": cast.elements["action"], "payer": "BUDGET"}
    Cost.objects.create(**cost, what="Sweeper", kind="CAPITAL", year=2014, amount=Decimal(70))
    held = lines(cast, ST="1000")["ST"]
    link_money(element=cast.elements["action"], to=held, share=Fraction(1), **STRATEGIST)
    found = unfunded_in(cast.council, STRATEGY)
    assert said(of_unfunded(found, Decimal(0), 2014)).startswith(
        "One element that takes money is short of it: £70 capital of 2014/15."
    )
    capital = BudgetLine.objects.create(
        council=cast.council, year=2014, kind="CAPITAL", code="C", name="Fleet", net=Decimal(60)
    )
    link_money(element=cast.elements["action"], to=capital, share=Fraction(1), **STRATEGIST)
    assert [one.unpaid for one in unfunded_in(cast.council, STRATEGY).short] == [10]
    assert said(of_element(money_of(cast.elements["action"], STRATEGY))) == (
        "It takes £70; two budget lines give it £60 capital of 2014/15 and £1,000 revenue of 2014/15."
    )


def test_where_nobody_said_what_takes_money_nothing_is_all_clear() -> None:
    council = a_council().council
    assert said(of_unfunded(unfunded_in(council, STRATEGY), Decimal(0), 2014)).startswith("Nobody has said")


def test_a_reserve_closes_with_what_is_left() -> None:
    council = a_council().council
    reserve = Reserved("General", 2014, Decimal("0.30"), Decimal("0.10"), Decimal("0.20"))
    held = keep_reserve(council=council, said=reserve, held=None, version=0, **STRATEGIST)
    assert held.closing == Decimal("0.20")
    with pytest.raises(Refused, match="on record for that year already"):
        keep_reserve(council=council, said=reserve, held=None, version=0, **STRATEGIST)
    with pytest.raises(Refused, match="not below"):
        wrong = reserve._replace(name="Other", put_in=Decimal(-1))
        keep_reserve(council=council, said=wrong, held=None, version=0, **STRATEGIST)
    more = reserve._replace(put_in=Decimal(5))
    with pytest.raises(Stale):
        keep_reserve(council=council, said=more, held=held, version=9, **STRATEGIST)
    assert keep_reserve(council=council, said=more, held=held, version=1, **STRATEGIST).closing == Decimal(
        "5.10"
    )
    with pytest.raises(Refused):
        remove_reserve(held=held, version=2, by=OWNER, at=AT)
    remove_reserve(held=held, version=2, **STRATEGIST)
    assert not Reserve.objects.exists()


def test_a_virement_names_its_lines_where_they_are_on_record() -> None:
    cast = a_council()
    held = lines(cast, ST="100", PK="50")
    move = Move("Monitor 1", Decimal(5), from_line=held["ST"], moved_to="Trees")
    kept = keep_virement(council=cast.council, said=move, held=None, version=0, **STRATEGIST)
    assert (kept.moved_from, kept.moved_to, kept.to_line) == ("ST", "Trees", None)
    with pytest.raises(Refused, match="on record already"):
        keep_virement(council=cast.council, said=move, held=None, version=0, **STRATEGIST)
    for wrong, why in (
        (move._replace(amount=Decimal(0)), "above £0"),
        (move._replace(moved_to="ST"), "to another budget"),
        (move._replace(moved_to=""), "from which budget"),
        (move._replace(report=""), "Name the report"),
    ):
        with pytest.raises(Refused, match=why):
            keep_virement(council=cast.council, said=wrong, held=None, version=0, **STRATEGIST)
    now = move._replace(to_line=held["PK"])
    keep_virement(council=cast.council, said=now, held=kept, version=1, **STRATEGIST)
    assert Virement.objects.get().to_line == held["PK"]


def test_a_request_to_carry_forward_is_decided_by_somebody_on_a_day() -> None:
    """R029."""
    council = a_council().council
    held = CarryForward.objects.create(council=council, report="Year end", line="Salt", amount=5)
    for wrong, why in (
        (Decided("PERHAPS"), "Choose what"),
        (Decided("APPROVED"), "which body or post"),
        (Decided("REFUSED", "Executive", date(2014, 7, 1)), "why it was not approved"),
    ):
        with pytest.raises(Refused, match=why):
            decide_carry_forward(held=held, said=wrong, version=1, **STRATEGIST)
    right = Decided("REFUSED", "Executive", date(2014, 7, 1), "It is spent otherwise")
    decide_carry_forward(held=held, said=right, version=1, **STRATEGIST)
    held.refresh_from_db()
    assert (held.decision, held.decided_by, held.version) == ("REFUSED", "Executive", 2)
    with pytest.raises(Stale):
        decide_carry_forward(held=held, said=right, version=1, **STRATEGIST)


def test_the_year_shown_is_the_one_asked_for_or_this_one_or_the_latest_before_it() -> None:
    assert year_shown([2015, 2014, 2012], "2012", 2014) == 2012
    assert year_shown([2015, 2014, 2012], "x", 2014) == 2014
    assert year_shown([2015, 2012], "9999999999", 2014) == 2012
    assert year_shown([2015], "", 2014) == 2015
    assert year_shown([], "2012", 2014) == 2014


def test_a_virement_stays_within_its_year_and_moves_no_more_than_there_is() -> None:
    """R029."""
    cast = a_council()
    held = lines(cast, ST="100", PK="50")
    other = BudgetLine.objects.create(council=cast.council, year=2013, code="X", name="X", net=Decimal(9))
    move = Move("Period 3", Decimal(60), from_line=held["ST"], to_line=held["PK"], agreed_by="Executive")
    keep: dict[str, Any] = {"council": cast.council, "held": None, "version": 0, **STRATEGIST}
    with pytest.raises(Refused, match="stays within its year"):
        keep_virement(said=move._replace(to_line=other), **keep)
    with pytest.raises(Refused, match="has £100: no more"):
        keep_virement(said=move._replace(amount=Decimal("100.01")), **keep)
    kept = keep_virement(said=move, **keep)
    with pytest.raises(Refused, match="has £40: no more"):
        keep_virement(said=move._replace(amount=Decimal(41)), **keep)
    keep_virement(said=move._replace(amount=Decimal(100)), **{**keep, "held": kept, "version": 1})
    assert agreed_change(held["PK"], moves_of(held["PK"])) == 100
    assert agreed_change(held["ST"], moves_of(held["ST"])) == -100


def test_a_reserve_that_closes_below_nought_is_said() -> None:
    council = a_council().council
    reserve = Reserved("General", 2014, Decimal(100), taken_out=Decimal(500))
    held = keep_reserve(council=council, said=reserve, held=None, version=0, **STRATEGIST)
    assert carried([held]) == [
        "General closes 2014/15 at −£400, below nought: more is taken out than it holds."
    ]


def test_a_line_is_taken_out_of_its_budget_with_a_reason_where_nothing_is_linked() -> None:
    cast = a_council()
    line = BudgetLine.objects.create(council=cast.council, year=2014, code="A", name="A", net=5)
    with pytest.raises(Refused, match="Say why"):
        take_line_out(line=line, reason=" ", version=1, **WHO)
    link = link_money(element=cast.elements["action"], to=line, share=Fraction(1), **WHO)
    with pytest.raises(Refused, match="linked to one element"):
        take_line_out(line=line, reason="Twice", version=1, **WHO)
    remove_link(link=link, version=1, **WHO)
    with pytest.raises(Refused):
        take_line_out(line=line, reason="Twice", version=1, by=OWNER, at=AT)
    take_line_out(line=line, reason="Twice", version=1, **WHO)
    assert (lines_of(cast.council, 2014), years_of(cast.council)) == ([], [])
    put_line_back(line=line, version=2, **WHO)
    assert lines_of(cast.council, 2014) == [line]
