"""Why somebody may not: sentences that label a button, answer a request and stand in the tests."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.core.duties import Subject
from goldenthread.ledger.recording import Row
from goldenthread.measures.models import Measure, Observation, Target
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import has_power, reasons_of_place

WHOLE_DIGITS = 13  # the columns of figures hold fourteen before the point, and one may come of rounding
TOO_LARGE = Decimal(10) ** WHOLE_DIGITS


def _reasons_of_duty(measure: Measure, power: str, by: Officer, also: str = "") -> list[str]:
    owners = [owner for owner in (measure.owner.title if measure.owner else "", also) if owner]
    if has_power(power, by, Subject(posts=tuple(owners))):
        return []
    answering = owners[0] if owners else "the post that answers for it (none is named yet)"
    return [f"Only {answering} or the strategy team can do this for {measure.code}."]


def reasons_not_to_record(measure: Measure, held: Observation | None, reason: str, by: Officer) -> list[str]:
    """Why this person may not record or restate a result of this measure."""
    found = reasons_of_place(measure.council, by) or _reasons_of_duty(measure, "record_results", by)
    if not found and held is not None and not reason.strip():
        found = ["A result is held for this period already. Say why it changes; the old one is kept."]
    return found


def reasons_not_to_upload(council: Council, by: Officer) -> list[str]:
    """Why this person may not upload a file of results for this council."""
    found = reasons_of_place(council, by)
    if not found and not has_power("upload_results", by):
        found = ["Only the strategy team can upload results for the whole council."]
    return found


def reasons_not_to_set_target(measure: Measure, held: Target | None, reason: str, by: Officer) -> list[str]:
    """Why this person may not set a target of this measure."""
    owner = held.owner.title if held and held.owner else ""
    found = reasons_of_place(measure.council, by) or _reasons_of_duty(measure, "set_targets", by, owner)
    if not found and held is not None and held.value is not None and not reason.strip():
        found = ["A target is set for this period already. Say why it changes; the old one is kept."]
    return found


def reasons_not_to_keep(value: Decimal | None) -> list[str]:
    """Why a figure can't be kept: it has more whole digits than our columns."""
    if value is None or abs(value) < TOO_LARGE:
        return []
    return [f"{value:,f} is too large: up to {WHOLE_DIGITS} digits can be kept. Use a larger unit."]


def reasons_not_to_restate(differing: Sequence[Row]) -> list[str]:
    """Why a file's figures may not replace figures already held."""
    if not differing:
        return []
    count = len(differing)
    figures = "one figure differs" if count == 1 else f"{count} figures differ"
    return [
        f"In this file {figures} from what is held for the same measure and period. "
        "Restate each on its measure's page, with the reason."
    ]
