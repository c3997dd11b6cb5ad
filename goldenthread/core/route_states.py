"""The states of what goes through bodies, as maps that are data: steps of a route, items of work programmes.

A step is to come until its body has considered the edition or passes it over (Cheltenham 2012, paragraph 4).
An item of a work programme is finished when it is done or dropped, and may be taken up again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StateMap:
    """States in words, where things begin, which states lead to which, and which are the end for now."""

    what: str
    states: Mapping[str, str]
    begins: tuple[str, ...]
    leads: Mapping[str, tuple[str, ...]]
    finished: tuple[str, ...]


STEP = StateMap(
    "step",
    {"TO_COME": "to come", "HELD": "held", "PASSED_OVER": "passed over"},
    ("TO_COME", "HELD"),
    {"TO_COME": ("HELD", "PASSED_OVER"), "HELD": (), "PASSED_OVER": ("TO_COME",)},
    ("HELD", "PASSED_OVER"),
)
WORK = StateMap(
    "item",
    {
        "PROPOSED": "proposed",
        "PLANNED": "planned",
        "UNDER_WAY": "under way",
        "DONE": "done",
        "DROPPED": "dropped",
    },
    ("PROPOSED", "PLANNED", "UNDER_WAY"),
    {
        "PROPOSED": ("PLANNED", "UNDER_WAY", "DONE", "DROPPED"),
        "PLANNED": ("PROPOSED", "UNDER_WAY", "DONE", "DROPPED"),
        "UNDER_WAY": ("PLANNED", "DONE", "DROPPED"),
        "DONE": ("UNDER_WAY",),
        "DROPPED": ("PROPOSED",),
    },
    ("DONE", "DROPPED"),
)
MAPS = (STEP, WORK)


def reasons_not_to_begin(held: StateMap, state: str) -> list[str]:
    """Why something new can't be in a state."""
    if state in held.begins:
        return []
    allowed = " or ".join(held.states[one] for one in held.begins)
    return [f"A new {held.what} is {allowed}. Record it so first, and say afterwards what came of it."]


def reasons_not_to_become(held: StateMap, before: str, after: str) -> list[str]:
    """Why something can't go from one state to another; to stay in its state is no move."""
    if before == after or after in held.leads[before]:
        return []
    now = held.states[before]
    leads = " or ".join(held.states[one] for one in held.leads[before])
    if not leads:
        return [f"This {held.what} is {now}, and stays so: what was considered is kept as it was."]
    return [f"This {held.what} is {now}. It can become {leads}, not {held.states[after]}."]


def drawn(held: StateMap) -> str:
    """A map as a Mermaid state diagram, made from the data that is obeyed."""
    lines = ["stateDiagram-v2", *(f"    [*] --> {one}" for one in held.begins)]
    lines += [f"    {code}: {words}" for code, words in held.states.items()]
    lines += [f"    {one} --> {to}" for one, leads in held.leads.items() for to in leads]
    return "\n".join([*lines, *(f"    {one} --> [*]" for one in held.finished)]) + "\n"
