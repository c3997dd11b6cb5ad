"""The reference page on what becomes of comments, drawn from the map that is obeyed."""

from __future__ import annotations

from goldenthread.core.dispositions import DISPOSITIONS, MOVES, STANDINGS, Move, drawn, stays_on

_INTRODUCTION = """\
# Comments

<!-- Made by `python -m goldenthread.jobs.docs` from core/dispositions.py: change the map there. -->

What becomes of a comment on a plan. Each is counted in exactly one standing: open, waiting for a partner’s
reply, or closed; a closed one has an answer. Whoever looks at it again gives a reason, and the ledger keeps
what was said.

"""


def comments_page() -> str:
    """docs/reference/comments.md, in Markdown."""
    head = "| move | changes | leaves as it is | asks for | button |\n|---|---|---|---|---|\n"
    rows = "".join(map(_row, MOVES.values()))
    return f"{_INTRODUCTION}```mermaid\n{drawn()}```\n\n{head}{rows}\n{_words()}"


def _row(move: Move) -> str:
    to = ", ".join(f"{state} to {end}" for state, end in move.goes.items() if state != end)
    name, stays = move.code.replace("_", " "), ", ".join(stays_on(move))
    return f"| {name} | {to or 'none'} | {stays or 'none'} | {', '.join(move.asks)} | {move.button} |\n"


def _words() -> str:
    dispositions = "".join(f"| {code} | {words} |\n" for code, words in DISPOSITIONS.items())
    standings = "".join(f"| {code} | {words} |\n" for code, words in STANDINGS.items())
    head = "|---|---|\n"
    return f"| disposition | words |\n{head}{dispositions}\n| standing | words |\n{head}{standings}"
