"""Checking answers, signing them off, and sending back what is not right: one move at a time, by the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.core.refused import Refused, refuse_if
from goldenthread.core.workflow import ASKED, Move, next_step
from goldenthread.ledger.one import change
from goldenthread.people.officers import Officer
from goldenthread.rounds.ask_queries import asks_in, covered_by
from goldenthread.rounds.models import Ask, Round
from goldenthread.rounds.permissions import reasons_not_to_move
from goldenthread.rounds.sign_off import sign_off

STALE = "Somebody else changed this line while you were reading. Look at it as it is now."
NONE = "Choose at least one line."


class NotMoved(Refused):
    """Nothing was moved: what is wrong, by the number of each line."""

    def __init__(self, problems: Mapping[int, list[str]]) -> None:
        self.problems = dict(problems)
        super().__init__(list(dict.fromkeys(one for found in problems.values() for one in found)))


@transaction.atomic
def check_asks(*, round: Round, seen: Mapping[int, int], on: date, by: Officer, at: datetime) -> list[Ask]:
    """Pass answers on to be signed off, as their owner. `seen` is the version that the person saw of each.

    All or none; raises `NotMoved`.
    """
    return _move_all(round, seen, sign_off().moves.get("check"), on, by, at)


@transaction.atomic
def sign_asks(*, round: Round, seen: Mapping[int, int], on: date, by: Officer, at: datetime) -> list[Ask]:
    """Sign answers off. `seen` is the version that the person saw of each. All or none; raises `NotMoved`."""
    return _move_all(round, seen, sign_off().moves.get("sign"), on, by, at)


@transaction.atomic
def send_back(*, ask: Ask, seen: int, reason: str, on: date, by: Officer, at: datetime) -> Ask:
    """Send one answer back to who gave it, with the reason that they will read. Raises `Refused`."""
    refuse_if([] if reason.strip() else ["Say what has to be changed. Who answered it reads this."])
    held = _locked(ask.round, [ask.pk])[0]
    move = back_from(held.state)
    refuse_if([] if move else ["This line can’t be sent back: it has not been sent yet."])
    return _move_all(ask.round, {ask.pk: seen}, move, on, by, at, reason.strip())[0]


def back_from(state: str) -> Move | None:
    """The move by which an answer in a state goes back."""
    moves = sign_off().moves.values()
    return next((move for move in moves if move.goes_back and state in move.goes_from), None)


def onward_from(state: str) -> Move | None:
    """The move by which an answer in a state goes on."""
    return next_step(sign_off(), state)


def _locked(round: Round, keys: Sequence[int]) -> list[Ask]:
    return list(asks_in(round).select_for_update(of=("self",)).filter(pk__in=keys))


def _move_all(
    round: Round, seen: Mapping[int, int], move: Move | None, on: date, by: Officer, at: datetime,
    reason: str = "",
) -> list[Ask]:  # fmt: skip
    refuse_if([] if move else ["The council’s map of sign-off has no such step."])
    held = _locked(round, [*seen])
    refuse_if([] if held and len(held) == len(seen) else [NONE])
    assert move is not None
    who = replace(by, stands_in=tuple(covered_by(round.council, by, on)))
    problems = {one.pk: _problems(one, move, seen[one.pk], who) for one in held}
    wrong = {key: found for key, found in problems.items() if found}
    if wrong:
        raise NotMoved(wrong)
    for one in held:
        change(
            one, _row(move, by, at, reason), council=one.council, by=by, at=at, verb=move.verb, reason=reason
        )
    return held


def _problems(ask: Ask, move: Move, seen: int, by: Officer) -> list[str]:
    if ask.version != seen:
        return [STALE]
    return reasons_not_to_move(ask, sign_off(), move, by)


def _row(move: Move, by: Officer, at: datetime, reason: str) -> dict[str, Any]:
    """What a move changes: who did it, or, going back, that nobody has checked or signed what comes next."""
    if move.to == ASKED:
        nobody: dict[str, Any] = {f"{step}_by": "" for step in ("checked", "signed")}
        nobody |= {f"{step}_at": None for step in ("checked", "signed")}
        return {"state": move.to, "sent_back": reason, **nobody}
    step = {"check": "checked", "sign": "signed"}[move.code]
    return {"state": move.to, f"{step}_by": by.post, f"{step}_at": at}
