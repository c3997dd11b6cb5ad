"""Scales for risks: each cell has one band, counts lose nobody, and movement comes of the history."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.risk_scale import (
    Movement,
    Pair,
    Scored,
    UnreadableScale,
    data_of_scale,
    movement,
    scale_from,
)
from goldenthread.core.risks import CONTROL, review_due
from goldenthread.core.state_map import problems_in

FOLDER = Path(__file__).resolve().parents[2] / "policies" / "risks"
DATA = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}
FIVE, FOUR = (scale_from(DATA[name], name) for name in ("five-by-five", "four-by-four"))
DAY = date(2014, 9, 2)
pairs = st.builds(Pair, st.integers(1, 5), st.integers(1, 5))


@pytest.mark.parametrize("name", sorted(DATA))
def test_a_scale_comes_back_from_its_data(name: str) -> None:
    scale = scale_from(DATA[name], name)
    assert scale_from(data_of_scale(scale)) == scale


def test_a_pair_is_told_in_the_councils_words() -> None:
    assert FIVE.words(Pair(4, 4)) == "Likely, Major: 16 of 25, High"
    assert FOUR.words(Pair(4, 4)) == "Very likely, Critical: 16 of 16, High"


@given(pairs)
def test_likelier_or_graver_is_never_a_lesser_band(pair: Pair) -> None:
    order = [one.code for one in FIVE.bands]
    for worse in (Pair(pair.likelihood + 1, pair.impact), Pair(pair.likelihood, pair.impact + 1)):
        if FIVE.holds(worse):
            assert order.index(FIVE.band(worse).code) >= order.index(FIVE.band(pair).code)


@given(st.lists(pairs))
def test_the_cells_of_the_matrix_add_up_to_the_risks_in_it(found: list[Pair]) -> None:
    counts = FIVE.counts(found)
    assert len(counts) == 25
    assert sum(counts.values()) == len(found)
    assert all(counts[pair] == found.count(pair) for pair in counts)


def test_a_pair_off_the_scale_has_no_band_and_is_refused_with_a_sentence() -> None:
    with pytest.raises(KeyError):
        FOUR.band(Pair(5, 1))
    (reason,) = FOUR.reasons_not(Pair(5, 1))
    assert "likelihood goes from 1 to 4" in reason
    assert FOUR.reasons_not(Pair(4, 1)) == []
    assert sum(FOUR.counts([Pair(5, 5)]).values()) == 0


def score(days: int, likelihood: int, impact: int, scale: str = "five-by-five") -> Scored:
    return Scored(DAY + timedelta(days=days), Pair(likelihood, impact), scale)


@pytest.mark.parametrize(
    ("history", "stated", "found"),
    [
        ([], "", Movement.NOT_STATED),
        ([], "DOWN", Movement.DOWN),  # what a source stated stands where there is no history
        ([score(0, 3, 3)], "", Movement.NEW),
        ([score(0, 3, 3)], "UP", Movement.UP),
        ([score(0, 3, 3), score(30, 4, 3)], "DOWN", Movement.UP),  # a history says more than a source
        ([score(30, 4, 3), score(0, 3, 3)], "", Movement.UP),  # in any order
        ([score(0, 3, 3), score(30, 2, 3)], "", Movement.DOWN),
        ([score(0, 2, 3), score(30, 3, 2)], "", Movement.SAME),
        ([score(0, 2, 3, "four-by-four"), score(30, 3, 2)], "", Movement.OTHER_SCALE),
        ([score(0, 1, 1), score(30, 5, 5), score(60, 4, 5)], "", Movement.DOWN),  # the last two only
    ],
)
def test_movement_comes_of_the_history(history: list[Scored], stated: str, found: Movement) -> None:
    """Issue: movement since last time."""
    assert movement(history, stated) is found


@given(st.lists(pairs, min_size=2, max_size=6), st.randoms())
def test_movement_needs_only_the_last_two_and_no_order(found: list[Pair], random: Any) -> None:
    history = [Scored(DAY + timedelta(days=place), pair, "x") for place, pair in enumerate(found)]
    mixed = random.sample(history, len(history))
    assert movement(mixed) is movement(history[-2:])
    back = [one._replace(on=DAY - (one.on - DAY)) for one in history[-2:]]
    mirrored = {Movement.UP: Movement.DOWN, Movement.DOWN: Movement.UP, Movement.SAME: Movement.SAME}
    assert movement(back) is mirrored[movement(history[-2:])]


def _without(*way: Any, put: Any = None) -> dict[str, Any]:
    data: Any = deepcopy(DATA["four-by-four"])
    held = data
    for step in way[:-1]:
        held = held[step]
    if put is None:
        del held[way[-1]]
    else:
        held[way[-1]] = put
    return data


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_without("band"), "at least one"),
        (_without("matrix"), "4 rows"),
        (_without("matrix", 0, put=["low"]), "row 1: write 4 bands"),
        (_without("matrix", 0, 0, put="none"), "“none” is no band’s code"),
        (_without("matrix", 0, 0, put="high"), "lesser band"),
        (_without("matrix", 3, 0, put="low"), ""),
        (_without("likelihood", put=[{"word": "Yes"}]), "from 2 to 10"),
        (_without("likelihood", put="x"), "tables"),
        (_without("likelihood", 0, "word", put=" "), "likelihood 1, word"),
        (_without("likelihood", 0, "colour", put="red"), "no line “colour”"),
        (_without("band", 0, "code", put="Low!"), "band 1: give it a code"),
        (_without("band", 1, "code", put="low"), "two bands"),
        (_without("band", 0, "review_months", put=0), "review_months"),
        (_without("name", put=3), "name: write a text"),
        (_without("code", put="No Code"), "code: write small letters"),
        (_without("other", put="x"), "the scale: there is no line"),
    ],
)
def test_a_scale_that_cannot_be_obeyed_says_why(data: dict[str, Any], said: str) -> None:
    if not said:
        scale_from(data, "x")  # a milder corner is the council's own affair
        return
    with pytest.raises(UnreadableScale, match=said.replace("(", "\\(")):
        scale_from(data, "x")


@pytest.mark.parametrize(
    ("on", "months", "due"),
    [
        (date(2014, 1, 31), 1, date(2014, 2, 28)),
        (date(2014, 11, 30), 3, date(2015, 2, 28)),
        (date(2014, 9, 2), 12, date(2015, 9, 2)),
    ],
)
def test_a_risk_is_looked_at_again_on_the_same_day_of_a_month(on: date, months: int, due: date) -> None:
    assert review_due(on, months) == due


def test_the_way_of_a_control_is_sound() -> None:
    assert problems_in(CONTROL) == []
