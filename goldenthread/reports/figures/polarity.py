"""Which measures of a council call better what their titles call worse, for the page on data quality."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.core.polarity_check import Objection, PolarityFinding, check_polarity
from goldenthread.core.sentences import Sentence, Span, counted, plain, start
from goldenthread.core.travel import Polarity
from goldenthread.measures.models import Measure

__all__ = ["DoubtfulPolarity", "doubt_of", "findings", "sentence_of"]


@dataclass(frozen=True, slots=True)
class DoubtfulPolarity:
    """One measure whose polarity goes against its title, or whose title can be read either way."""

    measure: Measure
    found: PolarityFinding

    @property
    def is_contradiction(self) -> bool:
        return self.found.objection is Objection.CONTRADICTS


def doubt_of(measure: Measure) -> DoubtfulPolarity | None:
    """What speaks against one measure's polarity; None where nothing does."""
    found = check_polarity(measure.title, Polarity(measure.polarity))
    return DoubtfulPolarity(measure, found) if found else None


def findings(measures: Iterable[Measure]) -> list[DoubtfulPolarity]:
    """Those of some measures whose polarity is in doubt: contradictions first."""
    found = [doubt for one in measures if (doubt := doubt_of(one)) is not None]
    return sorted(found, key=lambda one: not one.is_contradiction)


def sentence_of(found: list[DoubtfulPolarity]) -> Sentence:
    """“Two measures count as better what their titles call worse; 13 more can be read either way.”"""
    against = sum(one.is_contradiction for one in found)
    either = len(found) - against
    if not found:
        return plain("No measure's polarity goes against its title.")
    parts = []
    if against:
        verb = (
            "counts as better what its title calls"
            if against == 1
            else "count as better what their titles call"
        )
        parts.append(f"{counted(against, 'measure')} {verb} worse")
    if either:
        more = (
            counted(either, "more can", "more can")
            if against
            else counted(either, "measure can", "measures can")
        )
        parts.append(f"{more} be read either way")
    return (Span(start(f"{'; '.join(parts)}.")),)
