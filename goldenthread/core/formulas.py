"""Measures worked out from other measures: a small language of codes and arithmetic, read without `eval`.

A formula holds numbers, + − × ÷ (also * and /), brackets, other measures' codes in square brackets, and the
functions sum, average, least and most: “[CS02a] / [CS02] * 100”, “average([W1], [W2], [W3])”. It is worked in
exact fractions and rounded once, half up, to the six places that figures are kept to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from goldenthread.core.kinds import IfMissing, IfZero
from goldenthread.core.observed import State

LONGEST = 1000  # characters
DEEPEST = 40  # brackets within brackets
PLACES = 6  # as many as figures are kept to
LARGEST = 10**14  # figures beyond can't be kept


class UnreadableFormula(ValueError):
    """A formula can't be understood; the message says where and what to write instead."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in a formula."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Code:
    """Another measure, by its code."""

    code: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Two parts joined by one of + − × ÷."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function of several parts."""

    name: str
    parts: tuple[Node, ...]


Node = Number | Code | Sum | Call


class Part(NamedTuple):
    """What stands behind a code in a period: a figure, or the state that stands for one."""

    value: Decimal | None
    state: State
    is_questioned: bool = False


class Worked(NamedTuple):
    """What a formula comes to in a period; AWAITED where a part is still to come."""

    value: Decimal | None
    state: State
    is_questioned: bool = False


AWAITED = Worked(None, State.AWAITED)


# Reading

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,10})?)|\[(?P<code>[^\[\]]{1,40})\]|(?P<name>[A-Za-z]+)"
    r"|(?P<sign>[-+*/(),×÷−]))"
)
_SIGNS = {"×": "*", "÷": "/", "−": "-"}
FUNCTIONS = ("sum", "average", "least", "most")


class _Reader:
    """One formula, read from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.place = 0
        self.depth = 0

    def next(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("end", "")

    def take(self) -> tuple[str, str]:
        token = self.next()
        self.place += 1
        return token

    def whole(self) -> Node:
        found = self.added()
        if self.next()[0] != "end":
            raise UnreadableFormula(f"“{self.next()[1]}” stands where a sign (+ − × ÷) is wanted.")
        return found

    def added(self) -> Node:
        found = self.multiplied()
        while self.next() in (("sign", "+"), ("sign", "-")):
            sign = self.take()[1]
            found = Sum(sign, found, self.multiplied())
        return found

    def multiplied(self) -> Node:
        found = self.one()
        while self.next() in (("sign", "*"), ("sign", "/")):
            sign = self.take()[1]
            found = Sum(sign, found, self.one())
        return found

    def one(self) -> Node:
        kind, said = self.take()
        if kind == "number":
            return Number(Fraction(said))
        if kind == "code":
            return Code(said)
        if kind == "name":
            return self.call(said)
        if (kind, said) == ("sign", "("):
            return self.bracket()
        if (kind, said) == ("sign", "-"):
            self.deeper()
            found = Sum("-", Number(Fraction(0)), self.one())
            self.depth -= 1
            return found
        raise UnreadableFormula(_wanted(kind, said))

    def bracket(self) -> Node:
        self.deeper()
        found = self.added()
        self.close()
        return found

    def call(self, said: str) -> Node:
        name = said.casefold()
        if name not in FUNCTIONS:
            raise UnreadableFormula(
                f"“{said}” is no function of ours: write {', '.join(FUNCTIONS)}. "
                "A measure's code goes in square brackets."
            )
        if self.take() != ("sign", "("):
            raise UnreadableFormula(f"After {name} comes what it is of, in round brackets.")
        self.deeper()
        parts = [self.added()]
        while self.next() == ("sign", ","):
            self.take()
            parts.append(self.added())
        self.close()
        return Call(name, tuple(parts))

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableFormula(f"Brackets stand more than {DEEPEST} deep. Part the formula in two.")

    def close(self) -> None:
        self.depth -= 1
        if self.take() != ("sign", ")"):
            raise UnreadableFormula("A round bracket is opened and not closed. Close it with ).")


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    end = len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if found is None:
            raise UnreadableFormula(
                f"“{text[place : place + 20].strip()}” can't be read. Write numbers, + − × ÷, brackets, "
                "and measures' codes in square brackets: [CS01] / [CS02] * 100."
            )
        kind = str(found.lastgroup)
        said = found[kind].strip()
        yield kind, _SIGNS.get(said, said)
        place = found.end()


def _wanted(kind: str, said: str) -> str:
    where = "at the end" if kind == "end" else f"before “{said}”"
    return f"A number or a measure's code is missing {where}."


def parse(text: str) -> Node:
    """Read a formula; raises `UnreadableFormula` with a sentence that says where and what to write."""
    if len(text) > LONGEST:
        raise UnreadableFormula(f"A formula has at most {LONGEST:,} characters. Part it in two measures.")
    if not text.strip():
        raise UnreadableFormula("Nothing is written. Write a formula such as [CS01] / [CS02] * 100.")
    return _Reader(text).whole()


def codes_in(node: Node) -> list[str]:
    """The codes that a formula names, each once, in order."""
    return list(dict.fromkeys(_codes(node)))


def _codes(node: Node) -> Iterator[str]:
    if isinstance(node, Code):
        yield node.code
    elif isinstance(node, Sum):
        yield from _codes(node.left)
        yield from _codes(node.right)
    elif isinstance(node, Call):
        for part in node.parts:
            yield from _codes(part)


# Which comes first


def order_of(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """The codes in an order in which each comes after those it needs; raises `UnreadableFormula` on a cycle.

    `needs` gives for each measure with a formula the codes that it names; codes without one are left out.
    """
    done: dict[str, None] = {}
    for first in needs:
        _visit(first, needs, done)
    return list(done)


def _visit(first: str, needs: Mapping[str, Sequence[str]], done: dict[str, None]) -> None:
    """Walk down from one code without recursion: a chain may be longer than Python goes deep."""
    path: list[str] = []
    waiting: list[tuple[str, Iterator[str]]] = []

    def enter(code: str) -> None:
        path.append(code)
        waiting.append((code, iter(needs[code])))

    if first not in done:
        enter(first)
    while waiting:
        code, below = waiting[-1]
        for one in below:
            if one in path:
                raise UnreadableFormula(_told_in_a_ring([*path[path.index(one) :], one]))
            if one in needs and one not in done:
                enter(one)
                break
        else:
            waiting.pop()
            path.pop()
            done[code] = None


def _told_in_a_ring(codes: Sequence[str]) -> str:
    if len(codes) == 2:
        return f"{codes[0]} is worked out from itself. Take it out of its own formula."
    steps = ", which needs ".join(codes[1:])
    return f"These formulas go round in a ring: {codes[0]} needs {steps}. Break it in one of them."


# Working it out


class _Missing(Exception):
    """A part has no figure, and the formula can't do without; `state` says what the result is instead."""

    def __init__(self, state: State) -> None:
        self.state = state


def work(
    node: Node,
    parts: Mapping[str, Part],
    *,
    if_zero: IfZero = IfZero.NOT_APPLICABLE,
    if_missing: IfMissing = IfMissing.WAIT,
) -> Worked:
    """What a formula comes to, from what stands behind its codes in one period.

    Nil activity counts as nought. Where every part is still to come, so is the result. Where any part is
    suppressed so is the result, or it could be worked back.
    A result is provisional, or questioned, where any of its parts is.
    """
    named = [parts.get(code) for code in codes_in(node)]
    if any(part is not None and part.state is State.SUPPRESSED for part in named):
        return Worked(None, State.SUPPRESSED)
    if named and all(part is None or part.state.is_waiting for part in named):
        return AWAITED  # what counts as nought is missing beside a figure; of nothing comes nothing
    try:
        value = _value(node, lambda code: _figure(parts.get(code), if_missing))
    except _Missing as missing:
        return Worked(None, missing.state)
    except ZeroDivisionError:
        return _over_nought(if_zero, named)
    if abs(value) >= LARGEST:
        return Worked(None, State.NOT_APPLICABLE)
    return _marked(rounded(value), named)


def rounded(value: Fraction) -> Decimal:
    """A fraction as a decimal of six places, half up (away from nought)."""
    whole = (2 * abs(value.numerator) * 10**PLACES + value.denominator) // (2 * value.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-PLACES)


def _figure(part: Part | None, if_missing: IfMissing) -> Fraction:
    if part is not None and part.value is not None:
        return Fraction(part.value)
    if part is not None and part.state is State.NIL_ACTIVITY:
        return Fraction(0)
    if if_missing is IfMissing.COUNT_AS_ZERO:
        return Fraction(0)
    raise _Missing(State.AWAITED if if_missing is IfMissing.WAIT else State.NOT_APPLICABLE)


def _over_nought(if_zero: IfZero, named: Sequence[Part | None]) -> Worked:
    if if_zero is IfZero.ZERO:
        return _marked(Decimal(0), named)
    return Worked(None, State(if_zero.value))


def _marked(value: Decimal, named: Sequence[Part | None]) -> Worked:
    held = [part for part in named if part is not None]
    is_provisional = any(part.state is State.PROVISIONAL for part in held)
    state = State.PROVISIONAL if is_provisional else State.REPORTED
    return Worked(value, state, any(part.is_questioned for part in held))


def _value(node: Node, figure: Callable[[str], Fraction]) -> Fraction:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Code):
        return figure(node.code)
    if isinstance(node, Sum):
        return _SUMS[node.sign](_value(node.left, figure), _value(node.right, figure))
    values = [_value(part, figure) for part in node.parts]
    return _CALLS[node.name](values)


_SUMS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}
_CALLS: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": lambda values: sum(values, Fraction(0)),
    "average": lambda values: sum(values, Fraction(0)) / len(values),
    "least": min,
    "most": max,
}
