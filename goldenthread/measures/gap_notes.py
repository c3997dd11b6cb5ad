"""Speaking for the gaps of measures: who fills one, by when, why it is there, or that it is left."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.measures.gap_permissions import reasons_not_to_name_measure_gap, reasons_of_measure_code
from goldenthread.measures.models import Measure, MeasureGapNote
from goldenthread.people.officers import Officer
from goldenthread.plans.gap_notes import keep_note, reasons_of_version
from goldenthread.plans.gap_permissions import Said, reasons_not_to_say


@transaction.atomic
def name_measure_gap(
    *, measure: Measure, code: str, said: Said, version: int, by: Officer, at: datetime
) -> MeasureGapNote:
    """Say who fills a gap, by when and why it is there, or that it is left as it is for a reason.

    What is said here comes before the reason, owner and day of a blank target. `version` is that of the note
    that the person saw, 0 where there was none. Raises `Refused`.
    """
    Measure.objects.select_for_update().get(pk=measure.pk)
    found = MeasureGapNote.objects.select_related("owner").filter(measure=measure, code=code)
    held = found.first()
    refuse_if(
        reasons_of_measure_code(code)
        or reasons_not_to_name_measure_gap(measure, held, by)
        or reasons_of_version(held, version)
        or reasons_not_to_say(measure.council, said)
    )
    new = MeasureGapNote(council=measure.council, measure=measure, code=code, version=0)
    return keep_note(held, new, said, by=by, at=at)
