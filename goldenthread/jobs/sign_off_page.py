"""The reference page on sign-off, drawn from the map that is obeyed."""

from __future__ import annotations

from goldenthread.core.workflow import SignOff, drawn
from goldenthread.rounds.sign_off import sign_off

_INTRODUCTION = """\
# Sign-off

<!-- Made by `python -m goldenthread.jobs.docs` from policies/sign_off.toml: change the map there. -->

The way of an answer in a reporting round: from the one who updates, through the owner, to the director.
Nobody approves their own: a file that would let somebody do so is not obeyed. How to amend it:
[policies/sign_off.toml](../../policies/sign_off.toml) says so itself.

"""


def sign_off_page() -> str:
    """docs/reference/sign-off.md, in Markdown."""
    held = sign_off()
    head = "| move | from | to | whose | not by who… | button |\n|---|---|---|---|---|---|\n"
    return f"{_INTRODUCTION}```mermaid\n{drawn(held)}```\n\n{head}{_rows(held)}\n{_states(held)}"


def _rows(held: SignOff) -> str:
    return "".join(
        f"| {move.code.replace('_', ' ')} | {', '.join(move.goes_from)} | {move.to}"
        f"{f', or {move.if_owner} where its owner sends it' if move.if_owner else ''} | {move.who} "
        f"(power `{move.power}`) | {', '.join(move.not_by) or 'anybody may'} | {move.button} |\n"
        for move in held.moves.values()
    )


def _states(held: SignOff) -> str:
    return "| state | words |\n|---|---|\n" + "".join(
        f"| {code} | {words} |\n" for code, words in held.states.items()
    )
