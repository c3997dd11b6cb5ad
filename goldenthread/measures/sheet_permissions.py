"""Why somebody may not define a measure, change its sheet, link it or retire it, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from goldenthread.core.kinds import Kind
from goldenthread.core.measure_sheet import (
    MeasureSheet,
    approved_among,
    was_left_blank,
    wrong_in,
    wrong_in_change_of_kind,
)
from goldenthread.measures.approval import reasons_to_ask_first
from goldenthread.measures.models import Measure
from goldenthread.measures.permissions import reasons_not_to_keep
from goldenthread.people.models import Council, Post, Service
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of

POWER = "define_measures"


def reasons_not_to_define(
    council: Council, by: Officer, service: Service | None = None, owner: Post | None = None
) -> list[str]:
    """Why this person may not define a measure of a service and owner."""
    return reasons_of_duty(council, POWER, by, subject_of(service, owner))


def reasons_not_to_change_sheet(measure: Measure, by: Officer) -> list[str]:
    """Why this person may not change a measure's sheet, its links and parts, or retire it."""
    return reasons_not_to_define(measure.council, by, measure.service, measure.owner)


def reasons_of_sheet(sheet: MeasureSheet) -> list[str]:
    """What on a sheet doesn't go together or can't be kept."""
    figures = (sheet.low, sheet.high, sheet.tolerance, sheet.floor, sheet.baseline, sheet.per)
    too_large = [reason for figure in figures for reason in reasons_not_to_keep(figure)]
    return [*(wrong.sentence for wrong in wrong_in(sheet)), *too_large]


def reasons_of_records(council: Council, sheet: MeasureSheet) -> list[str]:
    """Why a sheet may not name these: a post or service of another council is none of ours."""
    posts = {pk for pk in (sheet.owner_id, sheet.updater_id) if pk is not None}
    if council.posts.filter(pk__in=posts).count() < len(posts):
        return ["No post of this council is the one named. Choose one from the list."]
    if sheet.service_id is not None and not council.services.filter(pk=sheet.service_id).exists():
        return ["No service of this council is the one named. Choose one from the list."]
    return []


def reasons_of_taken_code(council: Council, code: str) -> list[str]:
    """Why a code may not be given: it is another measure's, whatever its capitals."""
    held = Measure.objects.filter(council=council, code__iexact=code.strip()).first()
    return [f"{held.code} is the code of “{held.title}”. Choose another."] if held else []


def reasons_to_ask_for(measure: Measure, names: Iterable[str], request: int | None) -> list[str]:
    """Why these fields of an approved measure may not be changed outright.

    What was left blank was not approved: to say it at last changes nothing.
    """
    said = [name for name in names if not was_left_blank(name, getattr(measure, name))]
    return [
        reason
        for what in approved_among(dict.fromkeys(said))
        for reason in reasons_to_ask_first(measure, what, request)
    ]


def reasons_of_kind(measure: Measure, kind: str) -> list[str]:
    """Why figures already recorded can't be read as another kind."""
    if kind == measure.kind:
        return []
    has_figures = measure.observations.filter(value__isnull=False).exists()
    return [one.sentence for one in wrong_in_change_of_kind(Kind(measure.kind), Kind(kind), has_figures)]


def reasons_of_day(measure: Measure, from_on: date) -> list[str]:
    """Why a new definition can't hold from a day: definitions follow one another."""
    held = measure.defined_from
    if held is not None and from_on <= held:
        return [f"The definition held now began on {_day(held)}. The new one begins after that day."]
    return _reasons_of_earlier(measure, from_on, "The new one begins after that day.")


def reasons_of_start(measure: Measure, from_on: date | None) -> list[str]:
    """Why the definition held now can't be said to hold from a day: those before held until theirs."""
    if from_on == measure.defined_from:
        return []
    return _reasons_of_earlier(measure, from_on, "This one holds from a day after it: write which.")


def _reasons_of_earlier(measure: Measure, from_on: date | None, otherwise: str) -> list[str]:
    last = measure.earlier_definitions.order_by("-until_on").first()
    if last is None or (from_on is not None and from_on > last.until_on):
        return []
    return [f"An earlier definition held until {_day(last.until_on)}. {otherwise}"]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
