"""The strain on services told: which are asked for more than they can give, when, and by which actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.core.periods import Period, financial_year_of, in_words
from goldenthread.core.prepared import listed
from goldenthread.core.purse_told import changed_since
from goldenthread.core.sentences import Sentence, Span, counted, on_day, plain, spell, start
from goldenthread.core.skill_strain import skills_beyond
from goldenthread.core.strain import Strain, not_allowed, skill_loads, strain_of
from goldenthread.core.workload import Cell, Work, Workload, days_shown
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition
from goldenthread.resources.capacity_queries import is_illustrative, skill_asks_of, skills_of
from goldenthread.resources.models import OverloadAllowed, Skill
from goldenthread.resources.overload import allowed_in, decision_on, in_one_sentence
from goldenthread.resources.policies import limits
from goldenthread.resources.purse_offers import purses_and_linked
from goldenthread.resources.workload_queries import quarters_of_edition, workload_of, year_start_of

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Strained:
    """An edition's strain as its page shows it."""

    edition: Edition
    workload: Workload
    strain: Strain
    skills: list[Skill]
    skill_days: Mapping[int, Mapping[int, Decimal]]
    decision: OverloadAllowed | None
    still_to_decide: list[Cell]
    is_illustrative: bool

    @property
    def quarters(self) -> Sequence[Period]:
        return self.workload.quarters

    @property
    def years(self) -> list[int]:
        """The financial years of the quarters looked at, and those in which an action takes money."""
        start = year_start_of(self.edition.plan.council)
        held = {financial_year_of(one.starts_on, start).starts_on.year for one in self.quarters}
        held |= {year for work in self.workload.works for year in work.money}
        return sorted(held | set(self.workload.purse))

    @property
    def unsaid(self) -> list[Work]:
        """The actions of which nobody said what they need."""
        return [work for work in self.workload.works if not work.asks and not work.is_done]

    @property
    def unconfirmed(self) -> list[Work]:
        """The actions that ask something which no service confirmed yet."""
        works = (work for work in self.workload.works if not work.is_done)
        return [work for work in works if any(not ask.is_confirmed for ask in work.asks)]

    def asking(self, cell: Cell) -> list[tuple[Work, Decimal, bool]]:
        """The actions that ask something of a service in a quarter, the most first, and whether confirmed."""
        found = [
            (work, days.likely, ask.is_confirmed)
            for work in self.workload.works
            if not work.is_done
            for ask in work.asks
            if ask.service == cell.service
            for quarter, days in ask.by_quarter.items()
            if quarter == cell.quarter and days.high
        ]
        return sorted(found, key=lambda one: (-one[1], one[0].key))


def strained(edition: Edition, on: date, viewer: Officer) -> Strained:
    """The strain of an edition: a fixed number of queries, whatever its size."""
    workload = workload_of(edition, quarters_of_edition(edition, on), on, viewer)
    strain = strain_of(workload, limits())
    asks = skill_asks_of(edition)
    skills = skills_of(edition.plan.council)
    decision = decision_on(edition)
    left = not_allowed(strain, allowed_in(decision, workload))
    return Strained(
        edition,
        workload,
        strain,
        skills,
        skill_loads(workload, asks),
        decision,
        left,
        is_illustrative=is_illustrative(edition),
    )


def sentences(found: Strained) -> list[Sentence]:
    """Which services are under strain, and how much of that is known."""
    works, strain = found.workload.works, found.strain
    if not works:
        return [plain("No line of this plan asks for anybody’s time yet. Say what its actions need first.")]
    if len(found.unsaid) == len(works):
        its = (
            "what its one action needs"
            if len(works) == 1
            else f"what any of its {len(works):,} actions needs"
        )
        return [plain(f"Nobody has said {its}, so nobody knows what it asks of services.")]
    beyond = [(found.workload.services[one], many) for one, many in strain.services_beyond().items()]
    said = [*of_services(beyond), *_of_skills(found)]
    unknown = {cell.service for cell in strain.unknown()}
    if unknown:
        many = counted(len(unknown), "service is", "services are")
        said.append(plain(f"What {many} asked for can’t be judged: its capacity is not on record."))
    unsure = len(found.unconfirmed)
    if unsure or found.unsaid:
        said.append(_of_doubt(unsure, len(found.unsaid), len(works)))
    return [*said, *_of_outside(found)]


def _of_outside(found: Strained) -> list[Sentence]:
    """Days asked for in quarters that aren't looked at, so that none goes unseen."""
    outside, first, last = found.workload.outside, found.quarters[0], found.quarters[-1]
    places = (
        (outside.before, f"before {in_words(first)}"),
        (outside.after, f"after {in_words(last)}"),
    )
    parts = [f"{days_shown(days)} days {where}" for days, where in places if days]
    if not parts:
        return []
    asked = f"Outside the quarters shown, services are asked for {' and '.join(parts)}"
    return [plain(f"{asked}: nothing here holds that against what they can give.")]


def of_services(beyond: Sequence[tuple[str, int]]) -> list[Sentence]:
    """“A and B are asked for more than they can give: A in two quarters, B in one.”"""
    if not beyond:
        return [plain("No service is asked for more than it can give.")]
    named = beyond[:MOST_NAMED]
    more = [f"{spell(len(beyond) - MOST_NAMED)} more"] if len(beyond) > MOST_NAMED else []
    first = Span(listed([*(name for name, _ in named), *more]), is_strong=True)
    if len(beyond) == 1:
        return [(first, Span(f" is asked for more than it can give, in {counted(beyond[0][1], 'quarter')}."))]
    if len({quarters for _, quarters in beyond}) == 1:
        each = f"in {counted(beyond[0][1], 'quarter')} each"
        return [(first, Span(f" are asked for more than they can give, {each}."))]
    parts = ", ".join(f"{name} in {counted(quarters, 'quarter')}" for name, quarters in named)
    return [(first, Span(f" are asked for more than they can give: {parts}."))]


def _of_skills(found: Strained) -> list[Sentence]:
    """The scarce skills that are asked for beyond what there is."""
    there = {one.pk: one.days_a_quarter for one in found.skills}
    beyond = skills_beyond(found.skill_days, there, len(found.quarters))
    names = {one.pk: one.name for one in found.skills}
    if not beyond:
        return []
    skills = [f"{names[one]} in {counted(quarters, 'quarter')}" for one, quarters in beyond.items()]
    more = [f"{spell(len(skills) - MOST_NAMED)} more"] if len(skills) > MOST_NAMED else []
    what = "A scarce skill is" if len(skills) == 1 else "Scarce skills are"
    said = f"{what} asked for beyond what there is: {listed([*skills[:MOST_NAMED], *more])}."
    return [plain(said)]


def _of_doubt(unsure: int, unsaid: int, whole: int) -> Sentence:
    """What is not known: confirmations that are missing, and needs that nobody has said."""
    said = [f"of {counted(whole, 'action')}"]
    if unsure:
        said.append(f"{spell(unsure)} {'asks' if unsure == 1 else 'ask'} for time that nobody confirmed")
    if unsaid:
        said.append(f"nobody has said what {spell(unsaid)} {'needs' if unsaid == 1 else 'need'}")
    return plain(f"{start(said[0])}, {' and '.join(said[1:])}.")


def of_cell(found: Strained, cell: Cell) -> str:
    """What is asked of one service in one quarter, in a sentence."""
    load = found.strain.loads.get(cell)
    quarter = in_words(found.quarters[cell.quarter])
    name = found.workload.services[cell.service]
    if load is None or not load.asked:
        return f"Nothing is asked of {name} in {quarter}."
    asked = f"{name} is asked for {days_shown(load.asked)}"
    if load.given is None:
        return f"{asked} days in {quarter}. What it can give is not on record."
    over = f": {days_shown(load.over)} too many" if load.over else ""
    return f"{asked} of {days_shown(load.given.days)} days in {quarter}{over}."


def beyond_words(found: Strained) -> str:
    """What stands above the limit, the worst first; nothing where nothing does."""
    cells = found.strain.beyond()
    said = [in_one_sentence(found.strain, cell, found.workload) for cell in cells[:MOST_NAMED]]
    more = len(cells) - MOST_NAMED
    if more > 0:
        said.append(f"So it is in {counted(more, 'more quarter')}, counted for each service.")
    return " ".join(said)


def in_the_way(found: Strained) -> str:
    """Whether the plan can be put forward as it stands, in a sentence."""
    if not found.strain.beyond():
        return ""
    if found.edition.state != Edition.State.DRAFT and found.decision is None:
        return "It was adopted all the same. Relieve its services by a scenario or a way out."
    if found.still_to_decide:
        return (
            "While so much is asked, the plan can be neither put to a body nor adopted, unless the decision "
            "to go forward all the same is on record."
        )
    assert found.decision is not None
    return f"{found.decision.decided_by} decided on {on_day(found.decision.decided_on)} that it goes forward."


def money_changed(edition: Edition) -> list[str]:
    """By year: that the linked budget lines come to other than when it was said: three queries."""
    both = purses_and_linked(edition)
    return [words for purse, linked in both if (words := changed_since(linked, purse.linked))]
