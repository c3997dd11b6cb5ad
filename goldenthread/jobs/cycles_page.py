"""The reference page on planning cycles, made from the product's files, and on where stages stand."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.core.cycles import Cycle, CycleStep, Day
from goldenthread.core.stages import RULES, WORDS
from goldenthread.planning.cycle_policies import cycle_names, read_cycle

_INTRODUCTION = """\
# Stages and planning cycles

<!-- Made by `python -m goldenthread.jobs.docs` from core/stages.py and policies/cycles. -->

## Where a stage stands

The first that holds, from the top.

"""
_CYCLES = """
## Planning cycles of councils

What a strategy team can put on its own calendar. Days are relative to the year in which the plan begins:
“year before” is the calendar year before that one. How to amend one or add your own:
[policies/README.md](../../policies/README.md).
"""


def cycles_page() -> str:
    """docs/reference/planning-cycles.md, in Markdown."""
    rules = "| state | when |\n|---|---|\n" + "".join(
        f"| {WORDS[stand]} | {rule} |\n" for stand, rule in RULES.items()
    )
    parts = ("\n".join(_cycle(read_cycle(name))) for name in cycle_names())
    return _INTRODUCTION + rules + _CYCLES + "".join(f"\n{part}\n" for part in parts)


def _cycle(one: Cycle) -> Iterator[str]:
    yield f"### {one.council}: {one.name}"
    yield ""
    note = f" {one.note}" if one.note else ""
    yield f"`{one.key}.toml`, for the plan of {one.year}. Source: {one.source}.{note}"
    yield ""
    yield "| when | of | stage | waits for, because |"
    yield "|---|---|---|---|"
    names = {step.key: step.name for step in one.steps}
    for step in one.steps:
        waits = f"{names[step.waits_for]}, because {step.because}" if step.waits_for else ""
        yield f"| {_days(step)} | {'plan' if step.of == 'PLAN' else 'budget'} | {step.name} | {waits} |"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def _days(step: CycleStep) -> str:
    first, last = _day(step.begins), _day(step.ends)
    return first if first == last else f"{first} to {last}"


def _day(day: Day) -> str:
    which = {0: "", -1: ", year before", 1: ", year after"}.get(day.year, f", {day.year:+d} years")
    return f"{f'{day.day} ' if day.day else ''}{_MONTHS[day.month - 1]}{which}"
