"""Every reader with the refusals that it may raise, and the inputs that are thrown at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from goldenthread.core.figures import Shape, read_figure, read_value
from goldenthread.core.formulas import UnreadableFormula, codes_in, parse
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import UnreadableNumber, read_number, read_observed, read_target
from goldenthread.core.periods import CALENDAR_YEAR, COUNCIL_YEAR, UnreadablePeriod, parse_period
from goldenthread.core.refused import UnreadableFile
from goldenthread.exchange.policies import read_labels
from goldenthread.exchange.returns_in import read_return
from goldenthread.exchange.tables import read_table
from tests.fuzz import inputs

LABELS = read_labels()
SHAPES = [Shape(kind, levels=("Poor", "Fair", "Good")) for kind in Kind]
NEEDS, ALSO = ("measure", "period", "value"), ("note", "breakdown")


@dataclass(frozen=True)
class Reader:
    """What reads, what it is given, its share of all inputs, and what it may raise."""

    read: Callable[[Any, Random], object]
    given: Callable[[Random], Any]
    share: float
    refusals: tuple[type[Exception], ...]


def number_said(chance: Random) -> str:
    return inputs.text(chance, inputs.NUMBERS)


def period_said(chance: Random) -> str:
    return inputs.text(chance, inputs.PERIODS)


def formula_said(chance: Random) -> str:
    return inputs.text(chance, inputs.FORMULAS)


def _figure(said: str, chance: Random) -> object:
    shape = chance.choice(SHAPES)
    read = read_figure(said, shape, LABELS, provisional=chance.random() < 0.5)
    if shape.kind is not Kind.NARRATIVE and read.value is not None:
        assert read_value(said, shape) is not None
    return read


def _file(data: bytes, chance: Random) -> object:
    table = read_table(data, NEEDS, ALSO, name="fuzz")
    return [row.cells for row in table.rows]


def _return(data: bytes, _: Random) -> object:
    return [(line.key, line.typed) for line in read_return(data, "fuzz").lines]


READERS: dict[str, Reader] = {
    "numbers": Reader(lambda said, _: read_number(said), number_said, 0.16, (UnreadableNumber,)),
    "results": Reader(lambda said, _: read_observed(said, LABELS), number_said, 0.14, (UnreadableNumber,)),
    "figures by kind": Reader(_figure, number_said, 0.16, (UnreadableNumber,)),
    "targets": Reader(lambda said, _: read_target(said, LABELS), number_said, 0.10, (UnreadableNumber,)),
    "periods": Reader(
        lambda said, chance: parse_period(said, chance.choice((COUNCIL_YEAR, CALENDAR_YEAR))),
        period_said,
        0.16,
        (UnreadablePeriod,),
    ),
    "formulas": Reader(lambda said, _: codes_in(parse(said)), formula_said, 0.16, (UnreadableFormula,)),
    "CSV files": Reader(_file, inputs.csv_bytes, 0.10, (UnreadableFile,)),
    "Excel files": Reader(_file, inputs.xlsx_bytes, 0.02, (UnreadableFile,)),
    "workbooks sent back": Reader(_return, inputs.return_bytes, 0.02, (UnreadableFile,)),
}


@dataclass
class Outcome:
    """What came of one reader's inputs: how many were read, how many refused, and what went wrong."""

    counts: Counter[str]
    faults: list[str]


def throw(name: str, count: int, seed: int) -> Outcome:
    """Throw `count` inputs at a reader. A fault is any other exception, or a refusal that is no sentence."""
    reader, outcome = READERS[name], Outcome(Counter(), [])
    for number in range(count):
        chance = Random(f"{seed}-{name}-{number}")
        given = reader.given(chance)
        try:
            reader.read(given, chance)
            outcome.counts["read"] += 1
        except reader.refusals as refusal:
            outcome.counts["refused"] += 1
            if not is_a_sentence(str(refusal)):
                outcome.faults.append(f"{name} {number}: no sentence: {str(refusal)[:200]!r}")
        except Exception as fault:  # whatever it is, it is what we look for
            outcome.faults.append(f"{name} {number}: {fault!r} for {given!r:.200}")
    return outcome


def is_a_sentence(words: str) -> bool:
    """Words that a person can read: some of them, ending, and no name of a fault of Python's."""
    return len(words.split()) > 3 and "Traceback" not in words and "Error(" not in words
