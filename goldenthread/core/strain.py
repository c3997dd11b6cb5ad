"""The strain on services: what a plan asks of each in a quarter, over what it can give.

Cheltenham 2012, paragraph 3: the services under particular strain were named. A cell whose capacity is not on
record has no strain that anybody knows; it is said so, and is neither nought nor full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from goldenthread.core.workload import NOUGHT, Cell, Given, Workload, shared

HUNDRED = Decimal(100)
CODES = ("FAR_OVER", "OVER", "TIGHT", "ROOM")
_LINES = frozenset({"days_in_a_full_time_quarter", "limit_percent", "band"})
_BAND_LINES = frozenset({"from_percent", "code", "words"})


class UnreadableCapacity(ValueError):
    """The policy of capacity says something that can't be obeyed."""


class Band(NamedTuple):
    """What a load is called that is at least so many percent of what can be given."""

    start: Decimal
    code: str
    words: str


class Limits(NamedTuple):
    """A council's policy: days in a full-time quarter, the limit in percent, bands from the fullest down."""

    full_time: Decimal
    limit: Decimal
    bands: tuple[Band, ...]

    def band(self, load: Load) -> Band | None:
        """What a load is called; None where the capacity is not on record."""
        if load.given is None:
            return None
        return next(one for one in self.bands if load.reaches(one.start))

    def percent_words(self, load: Load) -> str:
        """A load in percent, as round as it can be without seeming to be of another band: “90%”, “89.8%”.

        Empty where none can be given or it is not on record.
        """
        if load.given is None or not load.given.days:
            return ""
        exact = load.asked * HUNDRED / load.given.days
        for places in range(4):
            shown = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
            if self._says_the_same(exact, shown):
                return f"{shown}%"
        return f"{'more' if exact > shown else 'less'} than {shown.normalize():f}%"

    def _says_the_same(self, exact: Decimal, shown: Decimal) -> bool:
        """True where both are of one band, and on one side of the limit."""
        starts = [one.start for one in self.bands]
        return (exact > self.limit) == (shown > self.limit) and all(
            (exact >= one) == (shown >= one) for one in starts
        )

    def told(self) -> list[tuple[Band, str]]:
        """Each band with what it begins at and ends before: “from 90% up to 100%”, from the least."""
        found = []
        above: Decimal | None = None
        for one in self.bands:
            found.append((one, _between(one.start, above)))
            above = one.start
        return found[::-1]


def _between(start: Decimal, above: Decimal | None) -> str:
    """The loads from one band's start to the next one's; 100.01 is said as “more than 100”."""
    least = f"{start.normalize():f}%" if start == start.to_integral() else f"more than {int(start)}%"
    if above is None:
        return f"{least} or more" if start == start.to_integral() else least
    if above != above.to_integral():
        return f"{least} to {int(above)}%"
    return f"{least}, under {above.normalize():f}%" if start else f"under {above.normalize():f}%"


class Load(NamedTuple):
    """The days asked of a service in a quarter, those of them nobody confirmed, and what it can give."""

    asked: Decimal
    unconfirmed: Decimal
    given: Given | None

    @property
    def percent(self) -> Decimal | None:
        """What is asked in percent of what can be given, to one place; None where none or not on record."""
        if self.given is None or not self.given.days:
            return None
        return (self.asked * HUNDRED / self.given.days).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def over(self) -> Decimal:
        """The days asked for beyond what can be given; nought where there is room or nobody knows."""
        return max(self.asked - self.given.days, NOUGHT) if self.given else NOUGHT

    def reaches(self, percent: Decimal) -> bool:
        """True where at least `percent` of what can be given is asked for, worked out exactly."""
        assert self.given is not None
        return self.asked * HUNDRED >= self.given.days * percent and (self.asked > 0 or not percent)

    def is_beyond(self, limit: Decimal) -> bool:
        """True where more than `limit` percent of what can be given is asked for."""
        return self.given is not None and self.asked * HUNDRED > self.given.days * limit


@dataclass(frozen=True, slots=True)
class Strain:
    """The load of every service and quarter that is asked for anything or has capacity on record."""

    loads: Mapping[Cell, Load]
    limits: Limits

    def beyond(self) -> list[Cell]:
        """The cells loaded beyond the limit, the most overloaded in days first; of the same, in order."""
        found = [cell for cell, load in self.loads.items() if load.is_beyond(self.limits.limit)]
        return sorted(found, key=lambda cell: (-self.loads[cell].over, cell))

    def unknown(self) -> list[Cell]:
        """The cells that are asked for something while their capacity is not on record."""
        return sorted(cell for cell, load in self.loads.items() if load.given is None and load.asked)

    def services_beyond(self) -> dict[int, int]:
        """The services loaded beyond the limit, with the number of quarters, the most strained first."""
        quarters: dict[int, int] = defaultdict(int)
        days: dict[int, Decimal] = defaultdict(Decimal)
        for cell in self.beyond():
            quarters[cell.service] += 1
            days[cell.service] += self.loads[cell].over
        return {one: quarters[one] for one in sorted(quarters, key=lambda one: (-days[one], one))}


def strain_of(workload: Workload, limits: Limits) -> Strain:
    """The strain of a workload, over its quarters; days outside them belong to none."""
    asked: dict[Cell, Decimal] = defaultdict(Decimal)
    unsure: dict[Cell, Decimal] = defaultdict(Decimal)
    last = len(workload.quarters)
    for work in workload.works:
        for ask in () if work.is_done else work.asks:
            for quarter, days in ask.by_quarter.items():
                if 0 <= quarter < last:
                    cell = Cell(ask.service, quarter)
                    asked[cell] += days.likely
                    unsure[cell] += NOUGHT if ask.is_confirmed else days.likely
    cells = sorted({*asked, *workload.given})
    loads = {cell: Load(asked[cell], unsure[cell], workload.given.get(cell)) for cell in cells}
    return Strain(loads, limits)


def limits_from(data: Mapping[str, object]) -> Limits:
    """The policy from its file's data; raises `UnreadableCapacity` with a sentence about what is wrong."""
    for name in sorted(set(data) - _LINES):
        raise UnreadableCapacity(f"There is no line “{name}”. Write {', '.join(sorted(_LINES))}.")
    full_time = _number(data, "days_in_a_full_time_quarter", 1, 92)
    limit = _number(data, "limit_percent", 1, 1000)
    bands = data.get("band")
    if not isinstance(bands, list) or not bands:
        raise UnreadableCapacity("Write at least one [[band]].")
    return Limits(full_time, limit, _in_order(tuple(map(_band, bands))))


def _band(data: object) -> Band:
    if not isinstance(data, dict) or set(data) != _BAND_LINES:
        raise UnreadableCapacity("A [[band]] has three lines: from_percent, code and words.")
    code, words = data["code"], data["words"]
    if code not in CODES:
        raise UnreadableCapacity(f"The code of a band is one of {', '.join(CODES)}.")
    if not isinstance(words, str) or not words.strip():
        raise UnreadableCapacity("Each band says its words: status is never told by colour alone.")
    return Band(_number(data, "from_percent", 0, 1000), str(code), words.strip())


def _in_order(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    starts = [one.start for one in bands]
    if starts != sorted(set(starts), reverse=True) or starts[-1] != 0:
        raise UnreadableCapacity("Bands stand from the fullest down, and the last begins at 0 percent.")
    codes = [CODES.index(one.code) for one in bands]
    if codes != sorted(set(codes)):
        raise UnreadableCapacity(f"The codes of bands stand in this order, each once: {', '.join(CODES)}.")
    return bands


def _number(data: Mapping[str, object], name: str, least: int, most: int) -> Decimal:
    held = data.get(name)
    if isinstance(held, bool) or not isinstance(held, (int, float)) or not least <= held <= most:
        raise UnreadableCapacity(f"{name} is a number from {least} to {most}.")
    return Decimal(str(held))


def not_allowed(strain: Strain, allowed: Mapping[Cell, Decimal]) -> list[Cell]:
    """The cells beyond the limit for which no decision allows as many days as are asked now."""
    return [cell for cell in strain.beyond() if strain.loads[cell].asked > allowed.get(cell, NOUGHT)]


class SkillAsk(NamedTuple):
    """Days of a scarce skill that an action asks of a service, and of how many days in all they are a part.

    Without `whole`, all of the action's days are taken to be in the workload.
    """

    work: int
    service: int
    skill: int
    days: Decimal
    whole: Decimal | None = None


def skill_loads(workload: Workload, asks: Iterable[SkillAsk]) -> dict[int, dict[int, Decimal]]:
    """By skill and quarter: the days asked for; each ask falls in its action's quarters in proportion.

    Days of an action that has no effort on record by then fall in no quarter, and are left out; so is the
    part of them that goes with effort outside the workload's quarters.
    """
    held = {(work.key, ask.service): ask for work in workload.works if not work.is_done for ask in work.asks}
    found: dict[int, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for one in asks:
        ask = held.get((one.work, one.service))
        weights = {quarter: days.likely for quarter, days in ask.by_quarter.items()} if ask else {}
        if sum(weights.values(), NOUGHT) <= 0:
            continue
        inside = sum(weights.values(), NOUGHT)
        outside = max((one.whole or NOUGHT) - inside, NOUGHT)
        for quarter, part in zip(weights, shared(one.days, [*weights.values(), outside]), strict=False):
            found[one.skill][quarter] += part
    return {skill: dict(by_quarter) for skill, by_quarter in found.items()}
