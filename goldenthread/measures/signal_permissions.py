"""Why somebody may not say what a year will end at, or have a measure's limits worked out afresh."""

from __future__ import annotations

from datetime import date

from goldenthread.core.kinds import Kind
from goldenthread.measures.models import Measure
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of


def reasons_not_to_forecast(measure: Measure, by: Officer) -> list[str]:
    """Why this person may not give this measure's forecast: it is for whoever answers for it."""
    subject = subject_of(measure.service, measure.owner, measure.updater)
    found = reasons_of_duty(measure.council, "give_forecasts", by, subject)
    if not found and measure.kind == Kind.NARRATIVE:
        found = ["This measure is told in words, so no figure can be forecast for it."]
    if not found and measure.retired_on is not None:
        found = ["This measure is followed no more, so there is nothing to forecast."]
    return found


def reasons_not_to_rebase(measure: Measure, by: Officer) -> list[str]:
    """Why this person may not say from when a measure's limits are worked out afresh."""
    subject = subject_of(measure.service, measure.owner)
    found = reasons_of_duty(measure.council, "define_measures", by, subject)
    if not found and not Kind(measure.kind).is_counted:
        found = ["Figures of this kind can't be averaged, so they have no limits to work out."]
    return found


def reasons_not_to_start(
    from_on: date, reason: str, held: set[date], starts: list[date], on: date
) -> list[str]:
    """Why limits can't start afresh on a day: no reason, twice, or nothing on one side of it."""
    found = [] if reason.strip() else ["Say what changed: limits start afresh only for a known reason."]
    if from_on > on:
        found.append("That day is still to come. Wait until the change shows in the results.")
    if from_on in held:
        found.append("Limits start afresh on that day already.")
    elif starts and not any(day < from_on for day in starts):
        found.append("No result is held from before that day, so there are no old limits to leave.")
    elif not any(day >= from_on for day in starts):
        found.append("No result is held from that day on, so there is nothing to work new limits out from.")
    return found
