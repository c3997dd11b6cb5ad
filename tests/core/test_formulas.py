"""Formulas: read, ordered and worked out exactly, with explicit rules for nought and for what is missing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.formulas import (
    Call,
    Code,
    Number,
    Part,
    Sum,
    UnreadableFormula,
    Worked,
    codes_in,
    order_of,
    parse,
    rounded,
    work,
)
from goldenthread.core.kinds import IfMissing, IfZero
from goldenthread.core.observed import State


def part(value: str | None, state: State = State.REPORTED) -> Part:
    return Part(None if value is None else Decimal(value), state)


PARTS = {"A": part("3"), "B/1": part("4"), "Z": part("0"), "P": part("5", State.PROVISIONAL)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[A] + [B/1] * 2", "11"),
        ("([A] + [B/1]) × 2", "14"),
        ("[A] − [B/1] − 1", "-2"),
        ("[A] ÷ [B/1] / 2", "0.375"),
        ("-[A] * -2", "6"),
        ("1 / [A]", "0.333333"),
        ("2 / [A]", "0.666667"),
        ("average([A], [B/1], 2)", "3"),
        ("sum([A], [B/1])", "7"),
        ("Least([A], [B/1])", "3"),
        ("most([A], [B/1])", "4"),
        ("100.25", "100.25"),
        (" [A] ", "3"),
    ],
)
def test_worked_out(text: str, value: str) -> None:
    assert work(parse(text), PARTS) == Worked(Decimal(value), State.REPORTED)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Nothing is written"),
        ("[A] [Z]", "“Z” stands where a sign"),
        ("[A] +", "missing at the end"),
        ("[A] + * 2", r"missing before “\*”"),
        ("([A]", "opened and not closed"),
        ("A + 1", "no function of ours"),
        ("sum [A]", "round brackets"),
        ("[A] ^ 2", "can't be read"),
        ("__import__('os')", "can't be read"),
        ("eval(1)", "no function of ours"),
        ("(" * 41 + "1" + ")" * 41, "more than 40 deep"),
        ("1" * 1001, "at most 1,000 characters"),
        ("12345678901234567890", "stands where a sign"),
        ("[]", "can't be read"),
    ],
)
def test_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UnreadableFormula, match=sentence):
        parse(text)


@pytest.mark.parametrize(
    ("if_zero", "worked"),
    [
        (IfZero.NOT_APPLICABLE, Worked(None, State.NOT_APPLICABLE)),
        (IfZero.NIL_ACTIVITY, Worked(None, State.NIL_ACTIVITY)),
        (IfZero.ZERO, Worked(Decimal(0), State.REPORTED)),
    ],
)
def test_division_by_nought_follows_the_rule(if_zero: IfZero, worked: Worked) -> None:
    assert work(parse("[A] / [Z]"), PARTS, if_zero=if_zero) == worked


@pytest.mark.parametrize(
    ("if_missing", "worked"),
    [
        (IfMissing.WAIT, Worked(None, State.AWAITED)),
        (IfMissing.COUNT_AS_ZERO, Worked(Decimal(3), State.REPORTED)),
        (IfMissing.NOT_APPLICABLE, Worked(None, State.NOT_APPLICABLE)),
    ],
)
@pytest.mark.parametrize("missing", [None, State.AWAITED, State.NOT_APPLICABLE])
def test_a_missing_part_follows_the_rule(
    if_missing: IfMissing, worked: Worked, missing: State | None
) -> None:
    parts = {"A": part("3")} | ({} if missing is None else {"M": part(None, missing)})
    assert work(parse("[A] + [M]"), parts, if_missing=if_missing) == worked


def test_states_of_parts_carry() -> None:
    """R138: provisional, nil, suppressed and questioned parts mark what is made of them."""
    assert work(parse("[A] + [P]"), PARTS).state is State.PROVISIONAL
    nil = {"A": part("3"), "N": part(None, State.NIL_ACTIVITY)}
    assert work(parse("[A] + [N]"), nil).value == Decimal(3)
    hidden = {"A": part("3"), "S": part(None, State.SUPPRESSED)}
    assert work(parse("[A] + [S]"), hidden, if_missing=IfMissing.COUNT_AS_ZERO).state is State.SUPPRESSED
    doubtful = {"A": Part(Decimal(3), State.REPORTED, is_questioned=True)}
    assert work(parse("[A] * 2"), doubtful).is_questioned


def test_a_result_too_large_to_keep_is_not_kept() -> None:
    assert work(parse("999999999999999 * 999999999999999"), {}).state is State.NOT_APPLICABLE


def test_codes_are_named_once_in_order() -> None:
    assert codes_in(parse("[B] + average([A], [B]) * -[C d]")) == ["B", "A", "C d"]


def test_order_puts_each_after_what_it_needs() -> None:
    needs = {"A": ["B", "C"], "B": ["C", "typed"], "C": ["typed"]}
    assert order_of(needs) == ["C", "B", "A"]


@pytest.mark.parametrize(
    ("needs", "sentence"),
    [
        ({"A": ["A"]}, "A is worked out from itself"),
        ({"A": ["B"], "B": ["A"]}, "A needs B, which needs A"),
        ({"X": ["A"], "A": ["B"], "B": ["C"], "C": ["A"]}, "A needs B, which needs C, which needs A"),
    ],
)
def test_a_ring_is_named(needs: dict[str, list[str]], sentence: str) -> None:
    with pytest.raises(UnreadableFormula, match=sentence):
        order_of(needs)


def test_a_long_chain_is_ordered() -> None:
    needs = {str(number): [str(number + 1)] for number in range(5000)}
    assert order_of(needs)[0] == "4999"


nodes = st.recursive(
    st.one_of(
        st.integers(0, 999).map(lambda number: Number(Fraction(number))),
        st.sampled_from(["A", "B/1", "Z", "P"]).map(Code),
    ),
    lambda below: st.one_of(
        st.builds(Sum, st.sampled_from("+-*/"), below, below),
        st.builds(Call, st.just("average"), st.lists(below, min_size=1, max_size=3).map(tuple)),
    ),
    max_leaves=12,
)


def written(node: Number | Code | Sum | Call) -> str:
    """A formula as somebody would type it, every sum in brackets."""
    if isinstance(node, Number):
        return str(node.value)
    if isinstance(node, Code):
        return f"[{node.code}]"
    if isinstance(node, Sum):
        return f"({written(node.left)} {node.sign} {written(node.right)})"
    return f"{node.name}({', '.join(written(part) for part in node.parts)})"


def slowly(node: Number | Code | Sum | Call) -> Fraction:
    """The obvious twin."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Code):
        return Fraction(PARTS[node.code].value or 0)
    if isinstance(node, Call):
        return sum(map(slowly, node.parts), Fraction(0)) / len(node.parts)
    left, right = slowly(node.left), slowly(node.right)
    return {"+": left + right, "-": left - right, "*": left * right}.get(node.sign) or (
        left / right if node.sign == "/" else Fraction(0)
    )


@given(nodes)
def test_what_is_written_is_read_and_worked_as_the_twin_does(node: Number | Code | Sum | Call) -> None:
    read = parse(written(node)) if len(written(node)) <= 1000 else node
    assert read == node
    try:
        value = slowly(node)
    except ZeroDivisionError:
        assert work(node, PARTS).value is None
        return
    if abs(value) < 10**14:
        assert work(node, PARTS).value == rounded(value)


@given(st.fractions(-1000, 1000))
def test_rounding_is_half_up_away_from_nought(value: Fraction) -> None:
    given_back = rounded(value)
    assert abs(Fraction(given_back) - value) <= Fraction(1, 2 * 10**6)
    assert rounded(-value) == -given_back


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_refused_with_a_sentence(text: str) -> None:
    try:
        parse(text)
    except UnreadableFormula as refused:
        assert str(refused).endswith(".")
