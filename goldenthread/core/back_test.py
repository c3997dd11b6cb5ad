"""What odds were worth: chances given at one look at a plan, beside what the next look found.

Where a plan says no effort, a simulation has nothing to go on. What is left is a reference class: of lines
like this one at an earlier look, how many were done by the next? Lines are alike in when they are due, then
in the colour their owner stated, then in how far the work above them was. Each step is held towards the step
before it as if that had been seen in `HELD` lines more, so that a class of few says little. A chance for so
many days is carried over to other days as if every day were alike. Nothing that is tested is ever fitted on.

Scores are Brier's (1950): the mean square of what was said less what happened; 0 is perfect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

HELD = 5  # lines
EDGES = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)  # of the bins of a calibration table


class Seen(NamedTuple):
    """A line at a look: whether it was done, when it was due as stated then, its colour, and how far on.

    `percent` is of the line, or of the work above it where only that says. None is not told.
    """

    is_done: bool | None
    due_on: date | None = None
    stated: str = ""
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of each line on one day, by the line's key."""

    on: date
    lines: Mapping[str, Seen]


class Chance(NamedTuple):
    """A line not done at one look: how it stood, the days to the next, and whether it was done then."""

    key: str
    before: Seen
    on: date
    days: int
    came: bool

    @property
    def features(self) -> tuple[str, str, str]:
        """What it is alike in, the most telling first."""
        return (due_class(self.before.due_on, self.on, self.days), self.before.stated or "none stated",
                percent_class(self.before.percent))  # fmt: skip


class Lost(NamedTuple):
    """Lines that can't be tested between two looks: done already, gone, not told; and those that are new."""

    done: int
    gone: int
    untold: int
    new: int
    undone: int


class Given(NamedTuple):
    """A chance that was given, and what happened."""

    said: float
    came: bool


class Bin(NamedTuple):
    """Chances between two edges: how many, their mean, and how many came true."""

    low: float
    high: float
    lines: int
    said: float
    came: int


@dataclass(frozen=True, slots=True)
class Fit:
    """Rates by class, each class a longer row of features, with the mean days they were seen over."""

    rates: Mapping[tuple[str, ...], float]
    counts: Mapping[tuple[str, ...], tuple[int, int]]
    days: float

    def chance(self, one: Chance, depth: int = 3) -> float:
        """The chance that a line is done in its days; `depth` 0 is the base rate."""
        features = one.features[:depth]
        while features not in self.rates:
            features = features[:-1]
        return 1.0 - float((1.0 - self.rates[features]) ** (one.days / self.days))


@dataclass(frozen=True, slots=True)
class Tested:
    """One look predicted from those before it: what was fitted, on how many lines, and what happened."""

    on: date
    then: date
    fitted_on: int
    fit: Fit
    lost: Lost
    chances: tuple[Chance, ...]

    @property
    def by_class(self) -> tuple[Given, ...]:
        """What lines like each were found to do, by all that they are alike in."""
        return self.at_depth(3)

    def at_depth(self, depth: int) -> tuple[Given, ...]:
        """The same by the first features only; by none, the share of all lines, said of every line."""
        return tuple(Given(self.fit.chance(one, depth), one.came) for one in self.chances)

    @property
    def by_plan(self) -> tuple[Given, ...]:
        """What the plan itself says: done when due, and not before."""
        return tuple(Given(float(one.features[0] in (BY_THEN, OVERDUE)), one.came) for one in self.chances)


OVERDUE, BY_THEN, LATER, UNDATED = "overdue", "due by the next look", "due later", "no date"


def due_class(due_on: date | None, on: date, days: int) -> str:
    """When a line is due as seen from a day, with the next look so many days on."""
    if due_on is None:
        return UNDATED
    left = (due_on - on).days
    return OVERDUE if left < 0 else BY_THEN if left <= days else LATER


def percent_class(percent: int | None) -> str:
    """How far on a line or the work above it was, in four parts."""
    if percent is None:
        return "not told"
    return "not begun" if percent == 0 else "under half" if percent < 50 else "half or more"


def between(first: Look, then: Look) -> tuple[list[Chance], Lost]:
    """The lines that could be done between two looks, and a count of those that can't be told of."""
    days = (then.on - first.on).days
    chances, done, gone, untold, undone = [], 0, 0, 0, 0
    for key, before in sorted(first.lines.items()):
        after = then.lines.get(key)
        if before.is_done:
            done += 1
            undone += bool(after and after.is_done is False)
        elif after is None:
            gone += 1
        elif after.is_done is None or before.is_done is None:
            untold += 1
        else:
            chances.append(Chance(key, before, first.on, days, after.is_done))
    new = sum(key not in first.lines for key in then.lines)
    return chances, Lost(done, gone, untold, new, undone)


def fitted(chances: Sequence[Chance]) -> Fit:
    """The rates of every class among lines whose end is known. Raises ValueError where there is none."""
    if not chances:
        raise ValueError("There is nothing to fit on.")
    counts: dict[tuple[str, ...], tuple[int, int]] = {}
    for one in chances:
        for depth in range(4):
            features = one.features[:depth]
            lines, came = counts.get(features, (0, 0))
            counts[features] = (lines + 1, came + one.came)
    rates: dict[tuple[str, ...], float] = {}
    for features in sorted(counts, key=len):
        lines, came = counts[features]
        if features:
            rates[features] = (came + HELD * rates[features[:-1]]) / (lines + HELD)
        else:
            rates[features] = (came + 1) / (lines + 2)
    return Fit(rates, counts, sum(one.days for one in chances) / len(chances))


def back_test(looks: Sequence[Look]) -> list[Tested]:
    """Every look from the third on, predicted at the one before it from those before that."""
    steps = [between(first, then) for first, then in pairwise(looks)]
    found = []
    for place in range(1, len(steps)):
        known = [one for chances, _ in steps[:place] for one in chances]
        chances, lost = steps[place]
        if not known or not chances:
            continue
        fit = fitted(known)
        found.append(Tested(looks[place].on, looks[place + 1].on, len(known), fit, lost, tuple(chances)))
    return found


def brier(given: Sequence[Given]) -> float:
    """The mean square of what was said less what happened."""
    return sum((one.said - one.came) ** 2 for one in given) / len(given)


def better_by(given: Sequence[Given], other: Sequence[Given]) -> tuple[float, float]:
    """How much lower one way scores than another on the same lines, with the standard error of that."""
    gains = [(b.said - b.came) ** 2 - (a.said - a.came) ** 2 for a, b in zip(given, other, strict=True)]
    mean = sum(gains) / len(gains)
    if len(gains) < 2:
        return mean, 0.0
    spread = sum((one - mean) ** 2 for one in gains) / (len(gains) - 1)
    return mean, sqrt(spread / len(gains))


def calibration(given: Sequence[Given]) -> list[Bin]:
    """Chances in bins, the mean of what was said in each beside the share that came true; no empty bins."""
    found = []
    for low, high in pairwise(EDGES):
        held = [one for one in given if low <= one.said < high or (high == 1.0 and one.said == 1.0)]
        if held:
            said = sum(one.said for one in held) / len(held)
            found.append(Bin(low, high, len(held), said, sum(one.came for one in held)))
    return found


def due_by_then(tested: Tested) -> list[tuple[Chance, Given]]:
    """Only those that were due between the two looks."""
    pairs = zip(tested.chances, tested.by_class, strict=True)
    return [(one, given) for one, given in pairs if one.features[0] == BY_THEN]


WAYS: Mapping[str, Callable[[Tested], Sequence[Given]]] = {
    "By due date, colour and how far on": lambda tested: tested.by_class,
    "By due date and colour": lambda tested: tested.at_depth(2),
    "By due date alone": lambda tested: tested.at_depth(1),
    "The same for every line: the base rate": lambda tested: tested.at_depth(0),
    "As the plan says: done when due": lambda tested: tested.by_plan,
}
