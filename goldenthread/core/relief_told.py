"""The way out in words: what is done with each action and why, what that loses, and how sure that is.

An answer is plain whole numbers and words, so that it can be kept as text and read again as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from goldenthread.core.duties import joined
from goldenthread.core.relief import DROPPED, Problem, Rule, out_of_order, used
from goldenthread.core.relief_solved import Found
from goldenthread.core.relief_ways import Alternative, Ways, changes_in
from goldenthread.core.relief_words import Words, gap_percent, points, year_words
from goldenthread.core.rollup import percent
from goldenthread.core.sentences import counted, start
from goldenthread.core.words import number
from goldenthread.core.workload import Cell, Workload


@dataclass(frozen=True, slots=True)
class Moved:
    """What is done with one action: put off by `quarters` (below 0: brought forward), or dropped.

    Its loss is in hundredths of a point.
    """

    key: int
    title: str
    is_dropped: bool
    quarters: int
    value: int
    loss: int
    due: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Strained:
    """A service's quarter, or a year's money, that is past its limit as planned: in hundredths.

    `service` is 0 and `quarter` -1 for money.
    """

    name: str
    when: str
    service: int
    quarter: int
    room: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Other:
    """An alternative: what it leaves as planned, its loss and bound (none where there is no such way out)."""

    key: int
    title: str
    loss: int | None
    bound: int
    is_best: bool
    is_impossible: bool
    changes: tuple[tuple[int, int | None], ...]
    words: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Commitments that can't all be kept, and where."""

    keys: tuple[int, ...]
    titles: tuple[str, ...]
    is_smallest: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A whole answer, as it is kept."""

    sentences: tuple[str, ...]
    loss: int | None
    bound: int
    worth: int
    is_best: bool
    is_settled: bool
    is_out_of_time: bool
    is_impossible: bool
    moves: tuple[Moved, ...] = ()
    strained: tuple[Strained, ...] = ()
    others: tuple[Other, ...] = ()
    clash: Clash | None = None
    remarks: tuple[str, ...] = ()


def kept(told: Told) -> str:
    """An answer as canonical JSON: the same answer is the same text."""
    return msgspec.json.encode(told, order="deterministic").decode()


def read(text: str) -> Told:
    """The answer that `kept` wrote."""
    return msgspec.json.decode(text, type=Told)


def digest_of(problem: Problem) -> str:
    """The digest of all that decides a way out: what may be done, what there is, and what waits for what."""
    plain = [
        [
            [each.key, [[one.delay, one.loss, sorted(one.uses.items())] for one in each.options]]
            for each in problem.candidates
        ],
        [[number, limit.cell, limit.year, limit.room] for number, limit in sorted(problem.limits.items())],
        sorted(problem.waits),
    ]  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(plain)).hexdigest()


def told(workload: Workload, problem: Problem, rule: Rule, ways: Ways) -> Told:
    """The whole answer in words."""
    words, found = Words(workload, problem, rule), ways.found
    return Told(
        sentences=tuple(_sentences(words, ways)),
        loss=found.loss,
        bound=found.bound,
        worth=problem.worth,
        is_best=found.is_best,
        is_settled=found.is_settled,
        is_out_of_time=found.is_out_of_time,
        is_impossible=found.is_impossible,
        moves=tuple(_moves(words, found)),
        strained=tuple(_strained(words, found)),
        others=tuple(_other(words, one) for one in ways.alternatives),
        clash=_clash(words, ways),
        remarks=tuple(_remarks(words)),
    )


def _moves(words: Words, found: Found) -> Iterator[Moved]:
    choice = found.choice or {}
    changed = [key for key, delay in choice.items() if delay]
    loss = {key: words.candidates[key].option(choice[key]).loss for key in changed}
    for key in sorted(changed, key=lambda key: (-loss[key], words.works[key].title, key)):
        work, is_dropped = words.works[key], choice[key] == DROPPED
        yield Moved(
            key, work.title, is_dropped, 0 if is_dropped else choice[key], work.value, loss[key],
            "" if is_dropped else words.when(work.due + choice[key]), words.reasons(choice, key),
        )  # fmt: skip


def _strained(words: Words, found: Found) -> Iterator[Strained]:
    after = used(words.problem, found.choice) if found.choice is not None else words.planned
    for n in sorted(words.over):
        limit = words.problem.limits[n]
        if limit.cell is None:
            name, when, cell = "Money", year_words(limit.year), Cell(0, -1)
        else:
            name, when, cell = (
                words.workload.services[limit.cell.service],
                words.when(limit.cell.quarter),
                limit.cell,
            )
        yield Strained(name, when, cell.service, cell.quarter, limit.room, words.over[n], after[n])


def _other(words: Words, one: Alternative) -> Other:
    found, title = one.found, words.title(one.keeps)
    if found.is_impossible:
        said = f"Nothing fits if {title} stays as planned."
    elif found.loss is None:
        said = f"With {title} as planned, nothing was found in the time allowed."
    else:
        changed = counted(len(changes_in(found)), "action")
        said = f"Keep {title} as planned: {changed} changed, {points(found.loss)} lost. {_proof(found)}"
    return Other(
        one.keeps, words.works[one.keeps].title, found.loss, found.bound, found.is_best, found.is_impossible,
        tuple(changes_in(found).items()), said,
    )  # fmt: skip


def _proof(found: Found) -> str:
    return "Nothing loses less." if found.is_best else f"Nothing can lose less than {points(found.bound)}."


def _sentences(words: Words, ways: Ways) -> Iterator[str]:
    found = ways.found
    if found.is_impossible:
        yield "There is no way out within these limits: some commitments conflict."
    elif found.choice is None or found.loss is None:
        yield (
            "No way out was found in the time allowed, and none was ruled out. "
            "Allow more time, or a higher limit."
        )
    elif not words.over:
        yield "Nothing need be moved: every service is within its limit, and the money suffices."
    else:
        yield from _of_answer(words, found)


def _of_answer(words: Words, found: Found) -> Iterator[str]:
    delays = [delay for delay in (found.choice or {}).values() if delay]
    dropped, forward = delays.count(DROPPED), sum(delay < 0 for delay in delays)
    off = len(delays) - dropped - forward
    parts = [f"put {counted(off, 'action')} off"] if off else []
    parts += [f"bring {counted(forward, 'action')} forward"] if forward else []
    parts += [f"drop {counted(dropped, 'action')}"] if dropped else []
    loss, worth = found.loss or 0, words.problem.worth
    lost = f"{number(Decimal(loss) / 100)} ({percent(loss, worth)}%)" if loss else "none"
    yield (
        f"To bring {counted(len(words.over), 'overloaded place')} within the limit, {joined(parts)}: "
        f"that loses {lost} of {points(worth)} of value."
    )
    if found.is_best:
        yield "That is the least that can be lost: it is proved."
    else:
        gap = loss - found.bound
        yield (
            f"No way out can lose less than {points(found.bound)}, so this keeps within "
            f"{gap_percent(gap, worth - found.bound)} of the most value that can be kept, and loses at most "
            f"{gap_percent(gap, found.bound)} more than the least that can be lost."
        )
    if found.is_out_of_time:
        yield (
            "The clock ended the search: asked again, it may find another answer."
            if not found.is_best
            else ("Others may lose as little: the clock ended the search before ties were settled.")
        )


def _clash(words: Words, ways: Ways) -> Clash | None:
    held = ways.conflict
    if held is None:
        return None
    keys = sorted(held.keys, key=lambda key: (words.works[key].title, key))
    titles = tuple(words.works[key].title for key in keys)
    return Clash(
        tuple(keys),
        titles,
        held.is_smallest,
        tuple(_clash_sentences(words, held.keys, held.limits, held.is_smallest)),
    )


def _clash_sentences(
    words: Words, keys: tuple[int, ...], limits: tuple[int, ...], is_smallest: bool
) -> Iterator[str]:
    names = {1: "it can’t be kept", 2: "they can’t both be kept"}.get(len(keys), "they can’t all be kept")
    smallest = (
        " No smaller set conflicts."
        if is_smallest
        else " A smaller set may conflict too: the clock ended the search."
    )
    yield f"{start(counted(len(keys), 'commitment'))} may not be dropped, and {names}.{smallest}"
    for n in limits:
        limit = words.problem.limits[n]
        amount = sum(words.candidates[key].options[0].uses.get(n, 0) for key in keys)
        yield words.full(limit, amount, "is too small for them" if len(keys) > 1 else "is too small for it")
    if not limits:
        yield (
            "As planned they would fit, but not together with what they wait for."
            if len(keys) > 1
            else ("As planned it would fit, but not together with what it waits for.")
        )
    yield "Raise a limit, find more capacity or money, or let one of them be moved further or dropped."


def _remarks(words: Words) -> Iterator[str]:
    """What the plan has wrong already, and the way out leaves no worse."""
    for wait in out_of_order(words.workload):
        by = counted(-wait.slack, "quarter")
        yield (
            f"{words.title(wait.key)} is planned to start {by} before {words.title(wait.on)}, "
            "which it waits for, is due. That stands as it is, and gets no worse."
        )
