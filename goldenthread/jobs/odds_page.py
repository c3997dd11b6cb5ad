"""The reference page on odds of delivery, drawn from the maps and limits that are obeyed."""

from __future__ import annotations

from goldenthread.core.chance import SUREST, YARDSTICK
from goldenthread.core.odds import LOOKED_AT, METHOD, RUNS
from goldenthread.core.odds_plan import QUARTERS_AFTER
from goldenthread.core.odds_states import RUN
from goldenthread.core.state_map import drawn

_INTRODUCTION = f"""\
# Odds of delivery

<!-- Made by `python -m goldenthread.jobs.docs` from core/odds.py, core/odds_states.py and core/chance.py. -->

Method {METHOD}. A simulation is of {RUNS:,} runs or more, looked at after
{", ".join(f"{one:,}" for one in LOOKED_AT)}, and goes on for {QUARTERS_AFTER} quarters after the plan's last.
The method in words: [the odds of delivery](../explanation/odds.md). How to use it:
[know the odds](../how-to/know-the-odds.md).

## The states of a simulation

"""


def odds_page() -> str:
    """docs/reference/odds.md, in Markdown."""
    return f"{_INTRODUCTION}```mermaid\n{drawn(RUN)}```\n\n{_yardstick()}"


def _yardstick() -> str:
    rows, low = "", 0.0
    for below, words in YARDSTICK:
        rows += f"| {words} | {low:g} | below {below:g} |\n"
        low = below
    rows += f"| {SUREST} | {low:g} | 100 |\n"
    return f"## Chances in words\n\n| words | from, in 100 | to |\n|---|---|---|\n{rows}"
