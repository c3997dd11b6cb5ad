"""What stands on a measure's sheet, in the words that people read and type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from goldenthread.core.kinds import (
    BreakdownBy,
    Derivation,
    Frequency,
    IfMissing,
    IfZero,
    Kind,
    Quality,
    Scheme,
    Stage,
)
from goldenthread.core.travel import Polarity

KIND: Mapping[str, str] = {
    Kind.NUMBER: "number",
    Kind.PERCENTAGE: "percentage",
    Kind.MONEY: "money",
    Kind.RATE: "rate per so many",
    Kind.RATIO: "ratio",
    Kind.DURATION: "duration",
    Kind.YES_NO: "yes or no",
    Kind.PLAN_DATE: "date by which something is done",
    Kind.LEVEL: "level",
    Kind.NARRATIVE: "told in words",
}
POLARITY: Mapping[str, str] = {
    Polarity.HIGHER: "higher",
    Polarity.LOWER: "lower",
    Polarity.RANGE: "within a range",
}
FREQUENCY: Mapping[str, str] = {
    Frequency.MONTHLY: "every month",
    Frequency.QUARTERLY: "every quarter",
    Frequency.HALF_YEARLY: "every half year",
    Frequency.YEARLY: "every year",
}
DERIVATION: Mapping[str, str] = {
    Derivation.SUM: "the sum of what was collected in it",
    Derivation.LAST: "the last figure collected in it",
    Derivation.AVERAGE: "the average of what was collected in it",
    Derivation.YEAR_TO_DATE: "the sum since the year began",
    Derivation.ROLLING_YEAR: "the sum of the last 12 months",
}
IF_ZERO: Mapping[str, str] = {
    IfZero.NOT_APPLICABLE: "there is no figure: not applicable",
    IfZero.NIL_ACTIVITY: "there is no figure: nil activity",
    IfZero.ZERO: "the figure is 0",
}
IF_MISSING: Mapping[str, str] = {
    IfMissing.WAIT: "wait for it",
    IfMissing.COUNT_AS_ZERO: "count it as 0",
    IfMissing.NOT_APPLICABLE: "say that it is not applicable",
}
STAGE: Mapping[str, str] = {
    Stage.INPUT: "what goes in: money, time, people",
    Stage.ACTIVITY: "what is done",
    Stage.OUTPUT: "what comes out",
    Stage.OUTCOME: "what difference it makes",
}
QUALITY: Mapping[str, str] = {Quality.GOOD: "good", Quality.FAIR: "fair", Quality.POOR: "poor"}
CONTROL: Mapping[str, str] = {
    "COUNCIL": "the council",
    "SHARED": "the council and its partners",
    "COMMUNITY": "city-wide or community",
}
SCHEME: Mapping[str, str] = {
    Scheme.NI: "National Indicator set",
    Scheme.LGBF: "Local Government Benchmarking Framework",
    Scheme.LOF: "Local Outcomes Framework",
    Scheme.LG_INFORM: "LG Inform",
    Scheme.PENTANA: "Pentana",
    Scheme.OTHER: "another system",
}
PARTED_BY: Mapping[str, str] = {
    BreakdownBy.WARD: "ward",
    BreakdownBy.AGE: "age",
    BreakdownBy.SERVICE: "service",
    BreakdownBy.OTHER: "something else",
}


class UnreadableAlias(ValueError):
    """A code of others that doesn't say whose it is."""


def read_aliases(text: str) -> list[tuple[str, str]]:
    """Scheme and code of each alias: “NI: NI 195; LGBF: ENV1”, one on each line or after a semicolon.

    Raises `UnreadableAlias` with a sentence that says what to write.
    """
    found = []
    for said in filter(None, (part.strip() for part in re.split(r"[;\n\r]+", text))):
        scheme, colon, code = (part.strip() for part in said.partition(":"))
        key = scheme.upper().replace(" ", "_")
        if not colon or not code:
            raise UnreadableAlias(f"“{said[:40]}” doesn't say whose code it is. Write it as NI: NI 195.")
        if key not in SCHEME:
            raise UnreadableAlias(f"“{scheme[:40]}” is none of {', '.join(SCHEME)}.")
        if len(code) > 60:
            raise UnreadableAlias(f"“{code[:40]}” is too long for a code: up to 60 letters can be kept.")
        found.append((key, code))
    return list(dict.fromkeys(found))


def aliases_written(aliases: Iterable[tuple[str, str]], between: str = "\n") -> str:
    """Aliases as they are typed and read back."""
    return between.join(f"{scheme}: {code}" for scheme, code in aliases)
