"""Why somebody may not speak for a gap of an element, in sentences."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from goldenthread.core.findings import LINE_RULES, NOTED_ONLY
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.models import Element, GapNote


class Said(NamedTuple):
    """What somebody says of a gap: who fills it, by when, why it is there, and whether it is left so."""

    owner: Post | None = None
    due_on: date | None = None
    reason: str = ""
    is_accepted: bool = False


CHANGED = "Somebody else changed this gap while you were writing. Look at what they said and save again."


def reasons_not_to_name_gap(element: Element, note: GapNote | None, by: Officer) -> list[str]:
    """Why this person may not say who fills a gap of this element: duty, and how far it reaches."""
    named = note.owner if note else None
    return reasons_of_duty(
        element.council, "name_gaps", by, subject_of(element.service, element.owner, named)
    )


def reasons_not_to_say(council: Council, said: Said) -> list[str]:
    """Why what was said of a gap can't be kept."""
    if said.owner is not None and said.owner.council_id != council.pk:
        return [f"{said.owner} is no post of {council}."]
    if said.is_accepted and not said.reason.strip():
        return ["Say why it is left as it is: a gap is accepted only for a reason."]
    is_said = said.owner or said.due_on or said.reason.strip()
    return [] if is_said else ["Say who fills it, by when, or why it is there."]


def reasons_of_code(code: str) -> list[str]:
    """Why there can be no such gap of an element."""
    return [] if code in LINE_RULES or code in NOTED_ONLY else [f"No rule about elements is called {code}."]
