"""The way of an answer: what the delivered map allows, what no map may, and random walks through both."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.workflow import (
    ASKED,
    CHECKED,
    SENT,
    SIGNED,
    SignOff,
    UnreadableMap,
    drawn,
    lands_on,
    moves_from,
    next_step,
    reasons_not,
    sign_off_from,
)

FILE: dict[str, Any] = tomllib.loads(Path("policies/sign_off.toml").read_text(encoding="utf-8"))
MAP = sign_off_from(FILE)


def short() -> dict[str, Any]:
    """The file of a council that leaves the owner's step out, as the file itself says how."""
    data = deepcopy(FILE)
    del data["state"]["CHECKED"], data["move"]["check"], data["move"]["send"]["if_owner"]
    data["move"]["sign"] |= {"from": ["SENT"], "not_by": ["send"]}
    data["move"]["hand_back"]["from"] = ["SENT", "SIGNED"]
    return data


SHORT = sign_off_from(short())


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        (ASKED, ["send"]),
        (SENT, ["check", "send_back"]),
        (CHECKED, ["sign", "hand_back"]),
        (SIGNED, ["hand_back"]),
    ],
)
def test_each_state_leads_on_as_the_file_says(state: str, codes: list[str]) -> None:
    assert [move.code for move in moves_from(MAP, state)] == codes


def test_an_answer_goes_from_updater_to_owner_to_director() -> None:
    assert [
        (move.who, move.power) for move in (MAP.moves["send"], MAP.moves["check"], MAP.moves["sign"])
    ] == [
        ("updater", "answer_asks"),
        ("owner", "check_answers"),
        ("director", "sign_answers"),
    ]
    assert next_step(MAP, SENT) == MAP.moves["check"]
    assert next_step(MAP, SIGNED) is None
    assert MAP.move_to(SIGNED) == MAP.moves["sign"]
    assert MAP.move_to(ASKED) is None


def test_what_the_owner_sends_themselves_goes_straight_to_who_signs_it_off() -> None:
    assert lands_on(MAP.moves["send"], is_owner=True) == CHECKED
    assert lands_on(MAP.moves["send"], is_owner=False) == SENT
    assert lands_on(SHORT.moves["send"], is_owner=True) == SENT


def test_nobody_approves_their_own() -> None:
    assert reasons_not(MAP, MAP.moves["check"], SENT, {"send": "Clerk"}, "Clerk") == [
        "You sent it yourself, and nobody approves their own: somebody else has to check it."
    ]
    assert reasons_not(MAP, MAP.moves["sign"], CHECKED, {"send": "Clerk", "check": "Head"}, "Head") == [
        "You checked it yourself, and nobody approves their own: somebody else has to sign it off."
    ]
    assert reasons_not(MAP, MAP.moves["sign"], CHECKED, {"send": "Clerk", "check": "Head"}, "Chief") == []


def test_a_move_that_does_not_start_here_says_where_the_answer_is() -> None:
    assert reasons_not(MAP, MAP.moves["sign"], ASKED, {}, "Chief") == [
        "This is to be answered: it can’t be signed off now."
    ]
    assert reasons_not(MAP, MAP.moves["send_back"], CHECKED, {}, "Chief") == [
        "This is to be signed off: it can’t be sent back now."
    ]


def broken(path: str, value: object) -> dict[str, Any]:
    """The delivered file with one thing changed; None takes it out."""
    data = deepcopy(FILE)
    *way, last = path.split("/")
    table = data
    for name in way:
        table = table[name]
    if value is None:
        del table[last]
    else:
        table[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("move/sign/not_by", ["check"], "Move sign: nobody approves their own, so not_by has to name send."),
        ("move/sign/not_by", ["send"], "Move sign: nobody approves their own, so not_by has to name check."),
        ("move/check/not_by", None, "Move check: nobody approves their own, so not_by has to name send."),
        ("state/DONE", "done", "There is no state DONE. Write ASKED, SENT, CHECKED, SIGNED."),
        ("state/SENT", " ", "State SENT is not said in words."),
        ("state/SIGNED", None, "Move sign: there is no state SIGNED in this file."),
        ("state", {}, "Move send: there is no state ASKED in this file."),
        ("state", 3, "The file needs one [state] table and [move.NAME] tables, and nothing else."),
        ("more", {}, "The file needs one [state] table and [move.NAME] tables, and nothing else."),
        ("move/fly", {}, "There is no move fly. Write send, check, sign, send_back, hand_back."),
        ("move/send", 3, "Move send is not a table."),
        ("move/send", None, "The file has no move send: every answer is sent and signed off."),
        ("move/send/colour", "red", "Move send: there is no line “colour”. Write "
         "button, from, if_owner, not_by, to, verb, who."),
        ("move/send/button", None, "Move send has no line “button”."),
        ("move/send/who", "mayor", "Move send: who is updater or owner or director, not mayor."),
        ("move/send/from", "ASKED", "Move send: from is a list of words."),
        ("move/send/from", ["GONE"], "Move send: there is no state GONE in this file."),
        ("move/send/from", ["ASKED", "SENT"],
         "Move send starts from ASKED alone: what was sent is sent back before it is sent again."),
        ("move/send/to", "CHECKED", "Move send has to lead to SENT."),
        ("move/check/if_owner", "SIGNED",
         "Move check leads on by itself: only a move that is not an approval has if_owner."),
        ("move/check/not_by", ["send_back"], "Move check: nobody is kept who did “send_back”. Write "
         "send, check, sign."),
        ("move/sign/from", ["SENT", "CHECKED"], "Move sign passes over a step that is in this file."),
        ("move/check/from", ["SENT", "ASKED"], "Move sign passes over a step that is in this file."),
        ("move/check", None, "Nothing leads on from state SENT."),
    ],
)  # fmt: skip
def test_a_map_that_cannot_be_obeyed_says_why(path: str, value: object, sentence: str) -> None:
    with pytest.raises(UnreadableMap) as refused:
        sign_off_from(broken(path, value))
    assert str(refused.value) == sentence


POSTS = st.sampled_from(["Clerk", "Head", "Chief"])


@given(st.sampled_from([MAP, SHORT]), st.lists(st.tuples(st.integers(0, 9), POSTS), max_size=30))
def test_no_state_is_reached_without_its_doers_being_different_people(
    sign_off: SignOff, tries: list[tuple[int, str]]
) -> None:
    """Everybody has every power here: only the map keeps people from approving their own."""
    state, doers = ASKED, dict[str, str]()
    moves = list(sign_off.moves.values())
    for number, post in tries:
        move = moves[number % len(moves)]
        if reasons_not(sign_off, move, state, doers, post):
            continue
        state = lands_on(move, is_owner=post == "Head")
        doers = {} if move.goes_back else {**({} if move.code == "send" else doers), move.code: post}
        assert len(set(doers.values())) == len(doers)
        assert (state == SIGNED) == ("sign" in doers)
        if state == SIGNED:
            assert "send" in doers
            assert "check" in doers or doers["send"] == "Head" or sign_off is SHORT


def test_the_drawing_names_every_state_and_every_move() -> None:
    picture = drawn(MAP)
    assert picture.startswith("stateDiagram-v2\n")
    assert "    SENT --> CHECKED: check, by the owner\n" in picture
    assert "    ASKED --> CHECKED: send, by the owner\n" in picture
    assert "    CHECKED: to be signed off\n" in picture
