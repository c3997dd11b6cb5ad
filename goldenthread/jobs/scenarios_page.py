"""The reference page on scenarios, drawn from the map that is obeyed."""

from __future__ import annotations

from goldenthread.core.scenario import WAY
from goldenthread.core.state_map import drawn

_INTRODUCTION = """\
# Scenarios

<!-- Made by `python -m goldenthread.jobs.docs` from core/scenario.py: change the map there. -->

How a scenario goes from state to state. How to use one: [try what if](../how-to/try-what-if.md).

"""


def scenarios_page() -> str:
    """docs/reference/scenarios.md, in Markdown."""
    return f"{_INTRODUCTION}```mermaid\n{drawn(WAY)}```\n"
