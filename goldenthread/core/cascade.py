"""Does anybody carry it? Where a corporate action stands on its way into service plans, and how many do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from goldenthread.core.sentences import Sentence, Span, counted, part_of, plain, spell, start

NAMED = 3  # actions that a sentence can name before it is a list
SHORT = 70


class Answer(StrEnum):
    """What a service has said to an action offered to it; the codes are stored."""

    OFFERED = "OFFERED"
    ACCEPTED = "ACCEPTED"
    CHANGED = "CHANGED"
    DECLINED = "DECLINED"


TAKEN = (Answer.ACCEPTED, Answer.CHANGED)


class Carrying(StrEnum):
    """Where an action stands: each stands in exactly one of these."""

    CARRIED = "CARRIED"
    WAITING = "WAITING"
    DECLINED = "DECLINED"
    NOT_OFFERED = "NOT_OFFERED"


CARRYING = {
    Carrying.CARRIED: "Carried",
    Carrying.WAITING: "Waits for an answer",
    Carrying.DECLINED: "Declined or taken out",
    Carrying.NOT_OFFERED: "Offered to nobody",
}


def carrying_of(*, is_carried: bool, answers: Iterable[Answer]) -> Carrying:
    """Where an action stands.

    Carried if any service plan has a live element for it, however it came there. Otherwise it waits while any
    service has still to answer; else, where some were asked, all of them declined or took it out again.
    """
    given = set(answers)
    if is_carried:
        return Carrying.CARRIED
    if Answer.OFFERED in given:
        return Carrying.WAITING
    return Carrying.DECLINED if given else Carrying.NOT_OFFERED


@dataclass(frozen=True, slots=True)
class CarryingRollUp:
    """How many actions stand where; `total` is always the sum of the four parts."""

    carried: int = 0
    waiting: int = 0
    declined: int = 0
    not_offered: int = 0

    @property
    def total(self) -> int:
        return self.carried + self.not_carried

    @property
    def not_carried(self) -> int:
        return self.waiting + self.declined + self.not_offered


def roll_up_carrying(found: Iterable[Carrying]) -> CarryingRollUp:
    """Count actions by where they stand."""
    held = list(found)
    return CarryingRollUp(
        held.count(Carrying.CARRIED),
        held.count(Carrying.WAITING),
        held.count(Carrying.DECLINED),
        held.count(Carrying.NOT_OFFERED),
    )


def of_carrying(rollup: CarryingRollUp, missing: Sequence[str], one: str, many: str) -> list[Sentence]:
    """“Nine of 12 actions are carried by a service plan; three are in nobody's: …”; `missing` are titles."""
    if rollup.total == 0:
        return [plain(f"No {one} is on record yet that a service plan could carry.")]
    of_all = f"{spell(rollup.total)} {one if rollup.total == 1 else many}"
    if rollup.carried == 0:
        opening = (Span("None" if rollup.total > 1 else "It", True), Span(f" of the {of_all}"))
        if rollup.total == 1:
            return [plain(f"The one {one} is in nobody's service plan.")]
        return [(*opening, Span(" is in anybody's service plan."))]
    if not rollup.not_carried:
        are = "is" if rollup.total == 1 else "are"
        everything = f"{start(part_of(rollup.total, rollup.total, one, many))} {are}"
        return [(Span(everything, True), Span(" carried by a service plan."))]
    share = Span(f"{start(spell(rollup.carried))} of {of_all}", True)
    are = "is" if rollup.carried == 1 else "are"
    left = f"{spell(rollup.not_carried)} {'is' if rollup.not_carried == 1 else 'are'} in nobody's"
    named = f": {_named(missing)}" if 0 < len(missing) <= NAMED else ""
    return [(share, Span(f" {are} carried by a service plan; {left}{named}."))]


def _named(titles: Sequence[str]) -> str:
    quoted = [f"“{shortened(title, SHORT)}”" for title in titles]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def shortened(words: str, most: int) -> str:
    """The words, cut after a whole word where they are longer than `most` characters."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[most // 2 :] else cut}…"


def of_workplans(items: int, workplans: int) -> str:
    """“2 items in 1 workplan”: all that anybody but their keepers learns of workplans."""
    if not items:
        return "In no workplan"
    return f"{items:,} {'item' if items == 1 else 'items'} in {workplans:,} {_plural('workplan', workplans)}"


class PlanLine(NamedTuple):
    """What decides what a line of a service plan is."""

    id: int
    parent_id: int | None
    is_usual: bool = False
    is_apart: bool = False
    carries: bool = False


class Holds(StrEnum):
    """What an item of a service plan is there for: each is there for exactly one of these."""

    CARRIES = "CARRIES"
    OWN = "OWN"
    USUAL = "USUAL"


def items_among(lines: Iterable[PlanLine]) -> dict[int, Holds]:
    """The items of a service plan, in the order given, and what each is there for.

    Items are the lines with nothing below them, beside visions and values; an aim that holds items is none.
    Business as usual that carries an action is counted as carrying it, so that the counts sum.
    """
    given = list(lines)
    parents = {line.parent_id for line in given}
    return {line.id: _holds(line) for line in given if line.id not in parents and not line.is_apart}


def _holds(line: PlanLine) -> Holds:
    if line.carries:
        return Holds.CARRIES
    return Holds.USUAL if line.is_usual else Holds.OWN


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """How many items of a service plan are there for what; `total` is always the sum of the three."""

    carries: int = 0
    own: int = 0
    usual: int = 0

    @property
    def total(self) -> int:
        return self.carries + self.own + self.usual


def count_items(found: Iterable[Holds]) -> PlanCounts:
    held = list(found)
    return PlanCounts(held.count(Holds.CARRIES), held.count(Holds.OWN), held.count(Holds.USUAL))


def of_plan(counts: PlanCounts) -> list[Sentence]:
    """“Its plan holds 12 items: eight carry an action of the council's, two are its own and two are …”."""
    if counts.total == 0:
        return [plain("Its plan holds nothing yet.")]
    carries = "carries an action" if counts.carries == 1 else "carry actions"
    parts = [
        (counts.carries, f"{carries} of the council's"),
        (counts.own, f"{_is(counts.own)} its own"),
        (counts.usual, f"{_is(counts.usual)} business as usual"),
    ]
    said = [f"{spell(count)} {words}" for count, words in parts if count]
    if len(said) == 1:
        said = [f"{'it' if counts.total == 1 else 'all'} {said[0].split(' ', 1)[1]}"]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return [(Span("Its plan holds "), Span(counted(counts.total, "item"), True), Span(f": {listed}."))]


def of_waiting(waiting: int, asked: int) -> list[Sentence]:
    """What a service's page opens with: how much of what it was offered waits for its answer."""
    if not waiting:
        return [plain("Nothing waits for an answer.")] if asked else []
    wait = "waits" if waiting == 1 else "wait"
    return [
        (
            Span(f"{start(spell(waiting))} of {counted(asked, 'action')}", True),
            Span(f" offered {wait} for an answer."),
        )
    ]


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
