"""What is missing: rules that every plan is checked against, each with a published code and sentence.

A rule's docstring is the sentence people read. A gap is never a colour and never a zero.
"""

from goldenthread.core.findings.facts import Followed, Line
from goldenthread.core.findings.gaps import (
    STATES,
    Findings,
    Gap,
    GapState,
    Note,
    Notes,
    check,
    gap_of,
    gaps_in,
    state_of,
)
from goldenthread.core.findings.rules import (
    LINE_RULES,
    MEASURE_RULES,
    NAMES,
    NOTED_ONLY,
    TO_FILL,
    Rule,
    Verdict,
    over_the_limit,
    sentence,
    shape_of,
    verdict_on_line,
    verdict_on_measure,
)

__all__ = [
    "LINE_RULES",
    "MEASURE_RULES",
    "NAMES",
    "NOTED_ONLY",
    "STATES",
    "TO_FILL",
    "Findings",
    "Followed",
    "Gap",
    "GapState",
    "Line",
    "Note",
    "Notes",
    "Rule",
    "Verdict",
    "check",
    "gap_of",
    "gaps_in",
    "over_the_limit",
    "sentence",
    "shape_of",
    "state_of",
    "verdict_on_line",
    "verdict_on_measure",
]
