"""Why somebody may not: sentences that label a button, answer a request and stand in the tests."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.measures.models import Measure, Observation, Target
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of

WHOLE_DIGITS = 13  # the columns of figures hold fourteen before the point, and one may come of rounding
TOO_LARGE = Decimal(10) ** WHOLE_DIGITS


def _reasons_of_duty(measure: Measure, power: str, by: Officer, also: Post | None = None) -> list[str]:
    return reasons_of_duty(measure.council, power, by, subject_of(measure.service, measure.owner, also))


def reasons_not_to_record(measure: Measure, held: Observation | None, reason: str, by: Officer) -> list[str]:
    """Why this person may not record or restate a result of this measure."""
    found = _reasons_of_duty(measure, "record_results", by)
    if not found and held is not None and not reason.strip():
        found = ["A result is held for this period already. Say why it changes; the old one is kept."]
    return found


def reasons_not_to_upload(council: Council, by: Officer) -> list[str]:
    """Why this person may not upload a file of results for this council."""
    return reasons_of_duty(council, "upload_results", by)


def reasons_not_to_set_target(measure: Measure, held: Target | None, reason: str, by: Officer) -> list[str]:
    """Why this person may not set a target of this measure."""
    found = _reasons_of_duty(measure, "set_targets", by, held.owner if held else None)
    if not found and held is not None and held.value is not None and not reason.strip():
        found = ["A target is set for this period already. Say why it changes; the old one is kept."]
    return found


def reasons_not_to_keep(value: Decimal | None) -> list[str]:
    """Why a figure can't be kept: it has more whole digits than our columns."""
    if value is None or abs(value) < TOO_LARGE:
        return []
    return [f"{value:,f} is too large: up to {WHOLE_DIGITS} digits can be kept. Use a larger unit."]


def reasons_not_to_restate(differing: int) -> list[str]:
    """Why a file's figures may not replace figures already held."""
    if not differing:
        return []
    figures = "one figure differs" if differing == 1 else f"{differing} figures differ"
    return [
        f"In this file {figures} from what is held for the same measure and period. "
        "Restate each on its measure's page, with the reason."
    ]
