"""The reference pages on changes of what was approved and on commissioning, drawn from what is obeyed."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.amending import WAY
from goldenthread.core.approving import BODIES, KINDS, Approving
from goldenthread.core.commissioning import OPPORTUNITY, REVIEW
from goldenthread.core.state_map import StateMap, drawn
from goldenthread.governance.change_policy import approving, duty_names

_CHANGES = """\
# Changes of what was approved

<!-- Made by `python -m goldenthread.jobs.docs` from core/amending.py and policies/changes.toml. -->

What was approved with a plan changes by request only. Nobody decides what they asked for themselves. A
request that was put to a meeting is decided by that meeting's body. What a post hands over with everything
else that it answers for is noted, without a decision. How to ask:
[ask for a change](../how-to/ask-for-a-change.md).

## The way of a request

"""
_WHO = """
## Who may approve what

By themselves, as far as their duty reaches, or as a body whose decision is recorded. Every row that holds
counts.

| change | by themselves | a body | only where |
|---|---|---|---|
"""
_COMMISSIONING = """\
# Commissioning

<!-- Made by `python -m goldenthread.jobs.docs` from core/commissioning.py: change the maps there. -->

The ways of a commissioning review and of an opportunity with a partner. How to keep them:
[commission](../how-to/commission.md).

"""


def changes_page() -> str:
    """docs/reference/changes.md, in Markdown."""
    rows = "".join(_row(kind, words, rule) for kind, words in KINDS.items() for rule in _of(kind))
    return f"{_CHANGES}{_map(WAY)}{_WHO}{rows}"


def commissioning_page() -> str:
    """docs/reference/commissioning.md, in Markdown."""
    return f"{_COMMISSIONING}## A review\n\n{_map(REVIEW)}\n## An opportunity\n\n{_map(OPPORTUNITY)}"


def _of(kind: str) -> Iterable[Approving]:
    return (rule for rule in approving() if kind in rule.kinds)


def _row(kind: str, words: str, rule: Approving) -> str:
    names = duty_names()
    duties = ", ".join(names[one] for one in rule.duties) or "nobody"
    bodies = ", ".join(BODIES[one] for one in rule.bodies) or "none"
    where = f"it moves by at most {rule.within_days} days" if rule.within_days else ""
    return f"| {words} (`{kind}`) | {duties} | {bodies} | {where} |\n"


def _map(held: StateMap) -> str:
    head = "| move | from | to |\n|---|---|---|\n"
    rows = "".join(
        f"| {move.words} | {_named(held, move.goes_from)} | {held.states[move.to]} |\n"
        for move in held.moves.values()
    )
    return f"```mermaid\n{drawn(held)}```\n\n{head}{rows}"


def _named(held: StateMap, states: Iterable[str]) -> str:
    return ", ".join(held.states[one] for one in states)
