"""The money of budget lines linked to an edition: by share, once, revenue and capital apart, of its year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.plans.models import Element
from goldenthread.reports.figures.money import totals_of
from goldenthread.reports.figures.strain import money_changed
from goldenthread.resources.models import BudgetLine, MoneyLink
from goldenthread.resources.purse_offers import lines_linked_to, linked_in, purses_and_linked
from goldenthread.resources.purses import fill_purse
from tests.cast import AT, STRATEGY, Cast, a_council

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def cast() -> Cast:
    return a_council()


def line(
    cast: Cast, code: str, net: int | None, kind: str = "REVENUE", year: int = 2014, **more
) -> BudgetLine:
    return BudgetLine.objects.create(
        council=cast.council, year=year, kind=kind, code=code, name=code, net=net, **more
    )


def link(cast: Cast, of: BudgetLine, element: Element, parts: int = 1, whole: int = 1) -> MoneyLink:
    return MoneyLink.objects.create(council=cast.council, line=of, element=element, parts=parts, of=whole)


def test_the_shares_of_its_own_elements_count_to_the_penny(cast: Cast) -> None:
    """R051, R054: what is linked of a line, by share, is offered and says what it is."""
    streets, depot = line(cast, "ST", 100), line(cast, "DP", 50, "CAPITAL")
    bare = line(cast, "GR", None, gross=7)
    other = cast.edition
    elsewhere = _elsewhere(cast)
    link(cast, streets, cast.elements["action"], 1, 3)
    link(cast, streets, cast.elements["clean"], 1, 3)
    link(cast, streets, elsewhere, 1, 3)
    link(cast, depot, cast.elements["action"])
    link(cast, bare, cast.elements["action"])
    link(cast, line(cast, "OLD", 1_000, year=2013), cast.elements["action"])
    line(cast, "NONE", 9)
    lines = lines_linked_to(other, 2014)
    linked = linked_in(2014, lines)
    assert (linked.revenue, linked.capital, linked.lines, linked.gross) == (D("73.67"), D(50), 3, 1)
    assert {one.line.code for one in lines} == {"ST", "DP", "GR"}
    sums = totals_of(cast.council, 2014, STRATEGY).of_edition(other.pk)
    assert (sums.revenue, sums.capital) == (linked.revenue, linked.capital)
    assert linked_in(2013, lines_linked_to(other)).whole == D(1_000)


def _elsewhere(cast: Cast) -> Element:
    """A line of another edition of the same plan."""
    one = cast.edition
    edition = type(one).objects.create(plan=one.plan, slug="next", name="Next", state="DRAFT")
    level = edition.levels.create(key="theme", name="Theme", plural="Themes", position=1)
    return Element.objects.create(
        council=cast.council,
        edition=edition,
        level=level,
        title="Other",
        position=1,
    )


def test_a_change_since_money_was_said_is_told_until_it_is_said_again(cast: Cast) -> None:
    streets = line(cast, "ST", 100)
    link(cast, streets, cast.elements["action"])
    said = {"edition": cast.edition, "year": 2014, "amount": D(80), "note": "", "by": STRATEGY, "at": AT}
    fill_purse(**said, linked=D(100), version=0)
    assert money_changed(cast.edition) == []
    BudgetLine.objects.update(net=D(120))
    assert money_changed(cast.edition) == [
        "The budget lines of 2014/15 that are linked to this plan come to £120 now; they came to £100 when "
        "it was said what there is."
    ]
    ((purse, linked),) = purses_and_linked(cast.edition)
    assert (purse.amount, linked.whole) == (D(80), D(120))  # nothing is taken over by itself
    fill_purse(**said, linked=D(120), version=1)
    assert money_changed(cast.edition) == []
    fill_purse(**said, version=2)  # what was not seen is not known to have changed
    MoneyLink.objects.all().delete()
    assert money_changed(cast.edition) == []
