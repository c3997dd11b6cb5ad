"""The reference page on the route, drawn from the maps that are obeyed."""

from __future__ import annotations

from goldenthread.core.route_states import MAPS, StateMap, drawn

_INTRODUCTION = """\
# The route

<!-- Made by `python -m goldenthread.jobs.docs` from core/route_states.py: change the maps there. -->

The states of a step of a route and of an item of a work programme, and what leads where. A step that was
held stays held: the edition is kept as its body saw it. How they are used:
[follow the route](../how-to/follow-the-route.md).
"""
_NAMES = {"step": "A step of a route", "item": "An item of a work programme"}


def route_page() -> str:
    """docs/reference/route.md, in Markdown."""
    return "\n".join([_INTRODUCTION, *(_part(held) for held in MAPS)])


def _part(held: StateMap) -> str:
    head = "| state | words | leads to |\n|---|---|---|\n"
    rows = "".join(
        f"| {code} | {words} | {', '.join(held.leads[code]) or 'nothing more'} |\n"
        for code, words in held.states.items()
    )
    return f"## {_NAMES[held.what]}\n\n```mermaid\n{drawn(held)}```\n\n{head}{rows}"
