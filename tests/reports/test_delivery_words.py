"""What is said of searches that found nothing, of money said twice, and of what one element has."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from goldenthread.core.relief_told import Strained
from goldenthread.plans.models import Edition, Element, Plan
from goldenthread.reports.figures.achievable import Achievable, Answer, Check, money_agrees
from goldenthread.reports.tables import way_out as tables
from goldenthread.resources.models import Cost, Need, ReliefRun

AT = datetime(2014, 9, 2, tzinfo=UTC)
EDITION = Edition(name="Strategy 2014", plan=Plan(name="Strategy"))


def run(pk: int, state: str, best: int | None = None) -> ReliefRun:
    return ReliefRun(
        pk=pk, edition=EDITION, state=state, best=best, limit=100, asked_by="Strategy Manager", asked_at=AT
    )


def test_a_search_that_found_none_is_not_counted_as_a_way_out() -> None:
    """R111: what was looked for in vain is said so."""
    found = [run(3, "QUEUED"), run(2, "DONE"), run(1, "DONE", 1_100)]
    assert tables.of_runs(found) == (
        "One way out worked out; one search found none; one search still to come."
    )
    assert [row.cells[3].text for row in tables.runs(found).rows] == ["Not yet", "No way out", "11"]
    assert tables.runs([run(4, "CANCELLED")]).rows[0].cells[3].text == "None"


def test_without_a_way_out_nothing_stands_after_it() -> None:
    places = [Strained("Streets", "April to June 2014", 1, 0, 5_000, 7_000, 7_000)]
    assert [one.head for one in tables.strain(places, has_way_out=False).columns][-1] == "As planned"
    assert [one.head for one in tables.strain(places).columns][-1] == "With the way out"


def test_money_that_is_said_twice_says_why_it_differs() -> None:
    needs, costs = [Need(money=Decimal(500)), Need()], [Cost(amount=Decimal(10_000))]
    assert money_agrees(needs, costs) == (
        "On its needs £500 is said, and by year £10,000. "
        "The strain and the way out count what is said by year."
    )
    assert money_agrees(needs, [Cost(amount=Decimal(500))]) == ""
    assert money_agrees([Need()], costs) == money_agrees(needs, []) == ""


def test_one_thing_and_many_are_said_rightly() -> None:
    def told(*answers: Answer) -> str:
        checks = [Check("Owner", one, "") for one in answers]
        (sentence,) = Achievable(Element(), checks, []).sentences
        return "".join(span.text for span in sentence)

    assert told(Answer.THERE) == "The one thing that makes it achievable is there."
    assert told(Answer.THERE, Answer.THERE) == "Both things that make it achievable are there."
    assert told(Answer.THERE, Answer.MISSING) == (
        "One of two things that make it achievable is there; still missing: owner."
    )
