"""From lines of service plans up to the vision: through their own plan, then the actions they carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from goldenthread.core.thread import ancestors
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Contribution, Element


class Step(NamedTuple):
    """One element on the way up."""

    id: int
    parent_id: int | None
    title: str
    level: str
    kind: str
    edition_id: int


@dataclass(frozen=True, slots=True)
class Climb:
    """How a line reaches the vision: what is above it in its own plan, and the actions it carries.

    Each way ends in an action and begins at the top of that action's plan. There may be several, or none.
    """

    above: tuple[Step, ...] = ()
    carried: tuple[tuple[Step, ...], ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The first way up, from the vision down to just above the line."""
        return (*(self.carried[0] if self.carried else ()), *self.above)

    @property
    def actions(self) -> tuple[Step, ...]:
        """The actions carried."""
        return tuple(way[-1] for way in self.carried)

    @property
    def more(self) -> int:
        """How many further actions are carried beside the first."""
        return max(len(self.carried) - 1, 0)


def climbs(lines: Collection[int], viewer: Officer) -> dict[int, Climb]:
    """The way up from each of these lines, as far as this person may read: four queries for any number.

    A line that carries nothing itself hangs, through its parents, from what they carry.
    """
    own = _steps(set(Element.objects.filter(pk__in=lines).values_list("edition_id", flat=True)), viewer)
    links = _links(own)
    seen = Element.objects.listed().filter(pk__in={taker for found in links.values() for taker in found})
    plans = _steps(set(seen.values_list("edition_id", flat=True)), viewer)
    return {line: _climb(line, own, links, plans) for line in lines if line in own}


def way_to(element: Element, viewer: Officer) -> list[Step]:
    """What is above one element in its own plan, from the top down, and itself."""
    steps = _steps({element.edition_id}, viewer)
    if element.pk not in steps:
        return []
    parent_of = {step.id: step.parent_id for step in steps.values()}
    return [steps[pk] for pk in (*ancestors(element.pk, parent_of), element.pk)]


def _steps(editions: set[int], viewer: Officer) -> dict[int, Step]:
    held = Element.objects.listed().seen_by(viewer).filter(edition__in=editions)
    rows = held.order_by("level__position", "position", "id").values_list(
        "id", "parent_id", "title", "level__name", "kind", "edition_id"
    )
    return {row[0]: Step(*row) for row in rows}


def _links(own: Mapping[int, Step]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    links = Contribution.objects.filter(
        giver__edition__in={step.edition_id for step in own.values()},
        kind=Contribution.Kind.CONTRIBUTES,
    )
    for giver, taker in links.order_by("id").values_list("giver_id", "taker_id"):
        if giver in own:
            found[giver].append(taker)
    return found


def _climb(
    line: int, own: Mapping[int, Step], links: Mapping[int, list[int]], plans: Mapping[int, Step]
) -> Climb:
    above = ancestors(line, {step.id: step.parent_id for step in own.values()})
    giver = next((one for one in (line, *reversed(above)) if any(t in plans for t in links.get(one, ()))), 0)
    parent_of = {step.id: step.parent_id for step in plans.values()}
    carried = tuple(
        tuple(plans[pk] for pk in (*ancestors(taker, parent_of), taker))
        for taker in links.get(giver, ())
        if taker in plans
    )
    return Climb(tuple(own[pk] for pk in above), carried)
