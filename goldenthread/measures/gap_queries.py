"""Reading why things are missing from measures."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from goldenthread.measures.models import Measure, MeasureGapNote
from goldenthread.people.models import Council


class MeasureNoteRow(NamedTuple):
    """Why something is missing from a measure, who fills it and by when, or that it is left."""

    measure_id: int
    code: str
    reason: str
    owner: str
    due_on: date | None
    is_accepted: bool


def measure_notes(council: Council, measure: Measure | None = None) -> list[MeasureNoteRow]:
    """The notes on the gaps of every measure of a council, or of one."""
    rows = MeasureGapNote.objects.filter(council=council)
    if measure is not None:
        rows = rows.filter(measure=measure)
    found = rows.values_list("measure_id", "code", "reason", "owner__title", "due_on", "is_accepted")
    return [MeasureNoteRow(*row[:3], row[3] or "", *row[4:]) for row in found]


def measure_note_on(measure: Measure, code: str) -> MeasureGapNote | None:
    """The note on one gap of a measure."""
    return MeasureGapNote.objects.select_related("owner").filter(measure=measure, code=code).first()
