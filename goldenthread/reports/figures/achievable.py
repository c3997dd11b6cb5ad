"""Can it be done? An element's owner, measure, money, capacity, date and carrier, each said in words.

York 2008, paragraph 3: the strategy must be achievable (R010).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goldenthread.core.findings import Gap
from goldenthread.core.money_told import pounds, year_named
from goldenthread.core.sentences import Sentence, Span, counted, part_of, plain, start
from goldenthread.core.words import number
from goldenthread.measures.queries import plain as bare
from goldenthread.plans.models import Element
from goldenthread.reports.figures.position import Position
from goldenthread.resources.element_fact_queries import costs_of
from goldenthread.resources.models import Cost, Need
from goldenthread.resources.needs_queries import needs_of


class Answer(StrEnum):
    """Whether one thing that makes an element achievable is there."""

    THERE = "THERE"
    MISSING = "MISSING"
    NOT_ASKED = "NOT_ASKED"


class Check(NamedTuple):
    """One thing that makes an element achievable: whether it is there, in words, and the gap if not."""

    name: str
    answer: Answer
    words: str
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Achievable:
    """Whether an element can be done, and what it needs of each service."""

    element: Element
    checks: list[Check]
    needs: list[Need]

    @property
    def days(self) -> Decimal:
        return sum((need.days for need in self.needs if need.days is not None), Decimal(0))

    @property
    def money(self) -> Decimal:
        return sum((need.money for need in self.needs if need.money is not None), Decimal(0))

    @property
    def missing(self) -> list[Check]:
        return [check for check in self.checks if check.answer is Answer.MISSING]

    @property
    def sentences(self) -> list[Sentence]:
        """How many of the things that its level asks for are there."""
        asked = [check for check in self.checks if check.answer is not Answer.NOT_ASKED]
        if not asked:
            return [plain("Its level asks for none of the things that make it achievable.")]
        there = len(asked) - len(self.missing)
        lacks = ", ".join(check.name.lower() for check in self.missing)
        more = f"; still missing: {lacks}." if lacks else "."
        if not there:
            return [(Span("Nothing", True), Span(f" that makes it achievable is there{more}"))]
        makes, verb = ("makes", "is") if len(asked) == 1 else ("make", "is" if there == 1 else "are")
        rest = f" that {makes} it achievable {verb} there"
        part = start(part_of(there, len(asked), "thing"))
        return [(Span(part, True), Span(rest + more))]


_ASKED = (
    ("Owner", "OWN1", "needs_owner"),
    ("Measure", "MEA1", "needs_measure"),
    ("Date", "DUE1", "needs_owner"),
    ("Money", "BUD1", "needs_budget"),
    ("Capacity", "CAP1", "needs_capacity"),
    ("Service plan", "CAR1", "needs_carrier"),
)


def achievable(position: Position, element: Element) -> Achievable:
    """Whether an element can be done; `position` is of its own edition."""
    needs, costs = needs_of(element), costs_of(element)
    gaps = {gap.code: gap for gap in position.gaps_on("element", element.pk)}
    line = position.line_as_asked(element.pk)
    said = {
        "OWN1": str(element.owner or ""),
        "MEA1": start(counted(len(position.measures_of.get(element.pk, [])), "measure")),
        "DUE1": f"By {element.due_on.day} {element.due_on:%B %Y}" if element.due_on else "",
        "BUD1": _money(needs) or _costs(costs),
        "CAP1": _capacity(needs),
        "CAR1": "In a service's plan" if line is not None and line.has_carrier else "",
    }
    has = {"MEA1": bool(position.measures_of.get(element.pk)), "CAR1": bool(said["CAR1"])}
    has["CAP1"] = bool(needs) and all(need.confirmed_on for need in needs)
    checks = []
    for name, code, asks in _ASKED:
        is_asked = line is not None and getattr(line, asks)
        if code in gaps:
            checks.append(Check(name, Answer.MISSING, _lacking(code, gaps[code]), gaps[code]))
        elif is_asked or has.get(code, bool(said[code])):
            checks.append(Check(name, Answer.THERE, said[code] or "None needed"))
        elif said[code]:
            checks.append(Check(name, Answer.MISSING, said[code]))
        else:
            checks.append(Check(name, Answer.NOT_ASKED, "Not asked at this level"))
    return Achievable(element, checks, needs)


def _lacking(code: str, gap: Gap) -> str:
    named = f": {gap.owner} fills it" if gap.owner else ""
    return {
        "OWN1": "None named",
        "MEA1": "None yet",
        "DUE1": "No date",
        "BUD1": "No budget line",
        "CAP1": "Not confirmed",
        "CAR1": "In nobody's service plan",
    }[code] + named


def _money(needs: list[Need]) -> str:
    lines = sorted({need.budget_line for need in needs if need.budget_line})
    amount = sum((need.money for need in needs if need.money is not None), Decimal(0))
    paid = f"£{number(bare(amount) or Decimal(0))}" if any(need.money for need in needs) else ""
    if lines:
        return f"{paid} from {', '.join(lines)}" if paid else ", ".join(lines)
    return paid and f"{paid}, no line named"


def money_agrees(needs: list[Need], costs: list[Cost]) -> str:
    """Why money on needs and money by year are not the same, in a sentence; nothing where they agree."""
    said = [need.money for need in needs if need.money is not None]
    if not costs or not said:
        return ""
    on_needs = sum(said, Decimal(0))
    by_year = sum((one.amount for one in costs), Decimal(0))
    if on_needs == by_year:
        return ""
    return (
        f"On its needs £{number(bare(on_needs) or Decimal(0))} is said, and by year "
        f"£{number(bare(by_year) or Decimal(0))}. The strain and the way out count what is said by year."
    )


def _costs(costs: Sequence[Cost]) -> str:
    """What it costs by year, where no need says what money it takes."""
    years = sorted({one.year for one in costs})
    amount = sum((one.amount for one in costs), Decimal(0))
    unpaid = sum((one.amount for one in costs if one.payer == "UNFUNDED"), Decimal(0))
    if not years:
        return ""
    when = year_named(years[0]) if len(years) == 1 else f"{year_named(years[0])} to {year_named(years[-1])}"
    nobody = f", {pounds(unpaid)} of it paid by nobody yet" if unpaid else ""
    return f"{pounds(amount)} of costs in {when}{nobody}"


def _capacity(needs: list[Need]) -> str:
    sure = [need for need in needs if need.confirmed_on is not None]
    if not sure:
        return "Not confirmed" if needs else ""
    return f"Confirmed for {part_of(len(sure), len(needs), 'need')}"
