"""What chance decides in a simulation: how much effort each ask takes, and when an outside event falls.

An ask's effort is triangular between its least and its most with its peak at the likely, drawn once for the
whole ask: who underestimates a piece of work does so throughout. An event falls in a quarter from the likely
to the latest, the likely most probable and each later one less so, in a straight line.

Each ask and each event has a stream of its own, named by the seed, the action and the service: so the draws
are the same however many runs are worked at once, whatever else is in the plan, and whatever can be given.
"""

from __future__ import annotations

import zlib

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

from goldenthread.core.odds_plan import Part, Ready, Task
from goldenthread.core.workload import Event

Vector = NDArray[np.float64]
_OF_PART, _OF_EVENT = 0, 1


class Draws:
    """The streams of one simulation; each call goes on where the call before ended."""

    def __init__(self, ready: Ready, seed: int) -> None:
        self.parts: dict[tuple[int, int], Generator] = {}
        self.events: dict[Event, Generator] = {}
        self._now: dict[Event, Vector] = {}
        for task in ready.tasks:
            for place, part in enumerate(task.parts):
                if not part.is_certain:
                    nth = sum(one.service == part.service for one in task.parts[:place])
                    self.parts[task.key, place] = _stream(seed, _OF_PART, task.key, part.service, nth)
            for event in task.events:
                if event.latest > event.likely and event not in self.events:
                    name = zlib.crc32(event.name.encode())
                    self.events[event] = _stream(seed, _OF_EVENT, name, event.likely, event.latest)

    def efforts(self, task: Task, runs: int) -> list[Vector]:
        """What each part of an action takes in each of so many runs, in whole hundredths of a day."""
        return [
            np.full(runs, float(part.low))
            if part.is_certain
            else triangular(self.parts[task.key, place].random(runs), part)
            for place, part in enumerate(task.parts)
        ]

    def begin(self, runs: int) -> None:
        """Draw when each event falls, for so many runs: the same for all actions that wait for it."""
        self._now = {event: fallen(stream.random(runs), event) for event, stream in self.events.items()}

    def event(self, event: Event) -> Vector | float:
        """The quarter that an event falls in."""
        return self._now.get(event, float(event.likely))


def _stream(seed: int, *name: int) -> Generator:
    """A stream of its own for a name; numbers below nought are told apart by their sign."""
    key = tuple(number for one in name for number in (int(one < 0), abs(one)))
    return Generator(PCG64(SeedSequence(entropy=seed, spawn_key=key)))


def triangular(chance: Vector, part: Part) -> Vector:
    """The effort that a chance between 0 and 1 stands for: the triangle's inverse, in whole hundredths."""
    width, rise, fall = part.high - part.low, part.likely - part.low, part.high - part.likely
    below = part.low + np.sqrt(chance * float(width * rise))
    above = part.high - np.sqrt((1.0 - chance) * float(width * fall))
    found: Vector = np.rint(np.where(chance * width < rise, below, above))
    return found


def fallen(chance: Vector, event: Event) -> Vector:
    """The quarter that an event falls in, by a chance between 0 and 1."""
    span = event.latest - event.likely + 1
    found: Vector = event.likely + np.minimum(np.floor(span * (1.0 - np.sqrt(1.0 - chance))), span - 1.0)
    return found
