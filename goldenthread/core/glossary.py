"""The product's own words: one for each thing, in code, on screens and in documents."""

from __future__ import annotations

WORDS: tuple[tuple[str, str], ...] = (
    ("council", "the authority that owns plans; one installation serves many"),
    ("plan, edition", "a strategy with a horizon and an owner; one year's adopted or draft version of it"),
    ("level, element", "the council's name for a layer of the plan; one line of an edition at some level"),
    (
        "thread",
        "the chain of elements from the vision down; a link in it beside the parent is a *contribution*",
    ),
    ("measure", "a defined quantity followed over time"),
    ("observation, result", "what was counted for a measure in a period, with its state"),
    (
        "target, baseline, tolerance, floor, polarity",
        "as the field uses them; polarity is higher, lower or within a range",
    ),
    ("status", "the calculated verdict: on target, near target, off target, not rated"),
    ("direction of travel", "improved, same, worse, cannot be compared"),
    ("gap", "something missing, with a code, a reason, an owner and a date"),
    ("update", "an owner's dated statement of progress on an element"),
    ("service, directorate, post", "the council's units, and the job that answers for things"),
    ("duty, power", "what somebody does for a council, and one thing that a duty lets them do"),
    ("body, paper", "a committee, board or team that considers papers; a report put to a body"),
    ("remit", "which body scrutinises an element, with all below it that was given to no other body"),
    ("partner", "an organisation that delivers part of a plan with the council"),
    ("tag", "a word that elements are found by: a ward, a legal duty, a group of people"),
    ("offer", "an action put to a service, which takes it into its plan, changes it or declines it"),
    ("ledger", "what happened: who, when, what was before, and why"),
)
