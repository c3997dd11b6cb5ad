"""Where the stages of a plan's making stand, and what each waits for (York 2008, paragraphs 1, 9 and 13).

A stage is done when somebody has said so, not when its days are over: one that nobody has said is done is
overdue. A stage may wait for others, each with its reason; waits never go round in a circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.core.sentences import counted, on_day, spell, start
from goldenthread.core.working_days import WorkingDays


class Stand(StrEnum):
    """Where a stage stands on a day."""

    DONE = "DONE"
    OVERDUE = "OVERDUE"
    UNDER_WAY = "UNDER_WAY"
    TO_COME = "TO_COME"


WORDS: Mapping[Stand, str] = {
    Stand.DONE: "Done",
    Stand.OVERDUE: "Overdue",
    Stand.UNDER_WAY: "Under way",
    Stand.TO_COME: "To come",
}
RULES: Mapping[Stand, str] = {
    Stand.DONE: "somebody has said on which day it was done, and that day has come",
    Stand.OVERDUE: "its last day is past, and nobody has said that it is done",
    Stand.UNDER_WAY: "its first day has come, and its last is not past",
    Stand.TO_COME: "its first day has not come",
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A stage as the rules know it; `key` tells it from all others."""

    key: int
    name: str
    first: date
    last: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """One stage waits for another, because…"""

    stage: int
    on: int
    reason: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """A stage that another waits for, why, and whether it is done."""

    stage: Planned
    reason: str
    is_done: bool


def stand(stage: Planned, on: date) -> Stand:
    """Where a stage stands on a day, by the rules above, tried in their order."""
    if stage.done_on is not None and stage.done_on <= on:
        return Stand.DONE
    if stage.last < on:
        return Stand.OVERDUE
    return Stand.UNDER_WAY if stage.first <= on else Stand.TO_COME


def awaited_by(
    key: int, stages: Mapping[int, Planned], waits: Iterable[Waits], on: date
) -> tuple[Awaited, ...]:
    """What a stage waits for, in the order of its days."""
    found = [
        Awaited(stages[one.on], one.reason, stand(stages[one.on], on) is Stand.DONE)
        for one in waits
        if one.stage == key and one.on in stages
    ]
    return tuple(sorted(found, key=lambda one: (one.stage.first, one.stage.last, one.stage.key)))


def waiting_words(awaited: Sequence[Awaited]) -> str:
    """“Waits for “Action planning”, because …”; what is done no longer holds anything up."""
    held = [one for one in awaited if not one.is_done]
    return " ".join(f"Waits for “{one.stage.name}”, because {because(one.reason)}." for one in held)


def because(reason: str) -> str:
    """A reason as it goes on after “because”: without its full stop, nor a “because” of its own."""
    words = " ".join(reason.split()).rstrip(".")
    return words[8:] if words.lower().startswith("because ") else words


def circle(waits: Iterable[Waits], stage: int, on: int) -> list[int]:
    """The stages that a new wait would go round, from `stage` back to `stage`; empty where it may be."""
    waited: dict[int, list[int]] = defaultdict(list)
    for one in waits:
        waited[one.stage].append(one.on)
    came_from: dict[int, int] = {on: stage}
    waiting = [on]
    while waiting:
        here = waiting.pop()
        if here == stage:
            return _path(came_from, stage)
        for after in waited[here]:
            if after not in came_from:
                came_from[after] = here
                waiting.append(after)
    return []


def _path(came_from: Mapping[int, int], stage: int) -> list[int]:
    path = [stage]
    here = came_from[stage]
    while here != stage:
        path.append(here)
        here = came_from[here]
    return [*path, stage][::-1]


def circle_words(names: Sequence[str]) -> str:
    """Why a wait can't be: “That would go round in a circle: “A” waits for “B”, which waits for “A”.”"""
    if len(names) == 2:
        return f"“{names[0]}” can’t wait for itself. Choose another stage."
    steps = ", which waits for ".join(f"“{name}”" for name in names[1:])
    return (
        f"That would go round in a circle, and nothing in it could begin: “{names[0]}” waits for {steps}. "
        "Take one of these waits away first."
    )


def room(stage: Planned, after: Planned, days: WorkingDays) -> str:
    """The slack between a stage and one that waits for it, as a sentence."""
    if after.first <= stage.last:
        return (
            f"“{after.name}” waits for this, and begins on {on_day(after.first)}, before this is to end "
            f"on {on_day(stage.last)}."
        )
    count = days.clear(stage.last, after.first)
    said = counted(count, "working day") if count else "no working day"
    return f"{start(said)} before “{after.name}”, which waits for this."


def of_stages(stages: Sequence[Planned], on: date) -> str:
    """The sentence that the page of the planning opens with; its parts sum to the stages."""
    if not stages:
        return (
            "No stage of the plan’s making is on the calendar yet. Choose another council’s cycle to begin."
        )
    counts = {one: sum(stand(stage, on) is one for stage in stages) for one in Stand}
    whole = counted(len(stages), "stage")
    if len(stages) == 1:
        return f"The plan’s making has one stage: “{stages[0].name}”, {WORDS[stand(stages[0], on)].lower()}."
    parts = [f"{spell(counts[one])} {words.lower()}" for one, words in WORDS.items() if counts[one]]
    joined = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    said = f"Of {whole} in the plan’s making, {joined}."
    coming = next((one for one in stages if stand(one, on) is Stand.TO_COME), None)
    return f"{said} Next, from {on_day(coming.first)}: {coming.name}." if coming else said
