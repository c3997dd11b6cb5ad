"""Why measures lack something: what was written of a gap comes before what a blank target says of itself."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.core.findings import Note
from goldenthread.core.observed import TargetState
from goldenthread.core.standing import Aim
from goldenthread.measures.gap_queries import MeasureNoteRow


def measure_gap_notes(
    blanks: Iterable[tuple[int, Aim | None, str]], written: Iterable[MeasureNoteRow]
) -> dict[tuple[str, str, int], Note]:
    """Why measures lack something: what was written of the gap, or else of the blank target or baseline."""
    notes: dict[tuple[str, str, int], Note] = {}
    for key, aim, baseline_note in blanks:
        if aim is not None and aim.state is not TargetState.SET:
            notes["TAR1", "measure", key] = Note(aim.reason, aim.owner, aim.due_on)
        if baseline_note:
            notes["BAS1", "measure", key] = Note(baseline_note)
    for row in written:
        place = (row.code, "measure", row.measure_id)
        before = notes.get(place, Note(""))
        notes[place] = Note(row.reason or before.reason, row.owner, row.due_on, row.is_accepted)
    return notes
