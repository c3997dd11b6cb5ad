"""The reference page on workshops, drawn from the maps that are obeyed."""

from __future__ import annotations

from goldenthread.core.workshops import MAPS, Map, drawn

_INTRODUCTION = """\
# Workshops

<!-- Made by `python -m goldenthread.jobs.docs` from core/workshops.py: change the maps there. -->

How a round of workshops, a session of one, and a proposal go from state to state. A proposal is always
exactly one of open, taken into the draft, or set aside; one taken into the draft is exactly one line of it,
and stays so.
"""


def workshops_page() -> str:
    """docs/reference/workshops.md, in Markdown."""
    return "\n".join([_INTRODUCTION, *(_section(name, held) for name, held in MAPS.items())])


def _section(name: str, held: Map) -> str:
    head = "| from | step | to | says why |\n|---|---|---|---|\n"
    rows = "".join(
        f"| {held.states[state]} | {step.button} | {held.states[step.to]} | "
        f"{'yes' if step.says_why else ''} |\n"
        for step in held.steps
        for state in step.goes_from
    )
    return f"## {name}\n\n```mermaid\n{drawn(held)}```\n\n{head}{rows}"
