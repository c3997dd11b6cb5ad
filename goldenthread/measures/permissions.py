"""Why somebody may not: sentences that label a button, answer a request and stand in the tests."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.core.observed import State
from goldenthread.core.periods import Period
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
    found = _reasons_of_duty(measure, "record_results", by, measure.updater)
    if not found and held is not None and not reason.strip():
        found = ["A result is held for this period already. Say why it changes; the old one is kept."]
    return found


def reasons_not_to_enter(
    measure: Measure,
    period: Period,
    state: State,
    value: Decimal | None,
    numerator: Decimal | None,
    denominator: Decimal | None,
    note: str,
) -> list[str]:
    """Why what was typed is no result of this measure, whoever typed it."""
    found = []
    if measure.is_worked_out:
        found.append("This measure is worked out from others; its figures are not typed.")
    if measure.retired_on and period.starts_on >= measure.retired_on:
        found.append("This measure is followed no more, from before this period starts.")
    if (numerator is None) != (denominator is None):
        found.append("Give both numbers: what was counted, and what it is counted out of.")
    elif denominator == 0:
        found.append("Nothing can be counted out of 0. If nothing took place, choose “nil activity”.")
    elif state.has_figure and value is None:
        found.append("Give a figure, or say why there is none.")
    elif not state.has_figure and value is not None:
        found.append("Give either a figure or a reason why there is none, not both.")
    if state is State.IN_WORDS and not note.strip():
        found.append("Say in words how it went.")
    return found


def reasons_not_to_confirm(held: Observation, by: Officer) -> list[str]:
    """Why this person may not confirm a provisional result."""
    found = _reasons_of_duty(held.measure, "record_results", by, held.measure.updater)
    if not held.is_current or held.state != State.PROVISIONAL:
        found.append(f"The result of {held} is not provisional any more. Look at it as it is now.")
    elif held.is_questioned:
        found.append(f"The result of {held} is in question. Say first why it is right, or change it.")
    return found


def reasons_not_to_answer(held: Observation, explanation: str, by: Officer) -> list[str]:
    """Why this person may not answer what is asked of a result."""
    found = _reasons_of_duty(held.measure, "record_results", by, held.measure.updater)
    if not found and not (held.is_current and held.is_questioned):
        found = ["Somebody has answered this or changed the figure. Look at it as it is now."]
    if not found and not explanation.strip():
        found = ["Say why the figure is right, or change it."]
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
