"""Why somebody may not speak for a gap of a measure, in sentences."""

from __future__ import annotations

from goldenthread.core.findings import MEASURE_RULES
from goldenthread.measures.models import Measure, MeasureGapNote
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of


def reasons_not_to_name_measure_gap(measure: Measure, note: MeasureGapNote | None, by: Officer) -> list[str]:
    """Why this person may not say who fills a gap of this measure: duty, and how far it reaches."""
    named = note.owner if note else None
    return reasons_of_duty(
        measure.council, "name_gaps", by, subject_of(measure.service, measure.owner, named)
    )


def reasons_of_measure_code(code: str) -> list[str]:
    """Why there can be no such gap of a measure."""
    return [] if code in MEASURE_RULES else [f"No rule about measures is called {code}."]
