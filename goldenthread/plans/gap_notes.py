"""Speaking for the gaps of elements: who fills one, by when, why it is there, or that it is left."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol, TypeVar, cast

from django.db import transaction
from django.db.models import Model

from goldenthread.core.findings import NOTED_ONLY
from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.people.models import Council, Post
from goldenthread.people.officers import Officer
from goldenthread.plans.gap_permissions import (
    CHANGED,
    Said,
    reasons_not_to_name_gap,
    reasons_not_to_say,
    reasons_of_code,
)
from goldenthread.plans.models import Element, GapNote


class GapNoteLike(Protocol):
    """What the notes on gaps of elements and of measures have in common."""

    council: Any
    owner: Any
    due_on: Any
    reason: Any
    is_accepted: Any
    version: Any


N = TypeVar("N", bound=GapNoteLike)


@transaction.atomic
def name_gap(*, element: Element, code: str, said: Said, version: int, by: Officer, at: datetime) -> GapNote:
    """Say who fills a gap, by when and why it is there, or that it is left as it is for a reason.

    `version` is that of the note that the person saw, 0 where there was none. Raises `Refused`.
    """
    held = _held(element, code)
    refuse_if(
        reasons_of_code(code)
        or reasons_not_to_name_gap(element, held, by)
        or reasons_of_version(held, version)
        or reasons_not_to_say(element.council, said)
    )
    new = GapNote(council=element.council, element=element, code=code, version=0)
    return keep_note(held, new, said, by=by, at=at)


@transaction.atomic
def close_noted_gap(*, element: Element, code: str, version: int, by: Officer, at: datetime) -> None:
    """Close a gap that only a note can open, because what was missing is there now. Raises `Refused`."""
    held = _held(element, code)
    refuse_if(
        reasons_not_to_name_gap(element, held, by)
        or ([] if code in NOTED_ONLY else ["This gap closes by itself when it is filled."])
        or ([] if held and held.version == version else [CHANGED])
    )
    assert held is not None
    note(
        verb="closed",
        subject=held,
        council=element.council.slug,
        by=by,
        at=at,
        before=in_words(held),
        reason="What was missing is there now.",
    )
    held.delete()


def _held(element: Element, code: str) -> GapNote | None:
    """The note on a gap, with its element held fast so that two people can't write the first one at once."""
    Element.objects.select_for_update().get(pk=element.pk)
    return GapNote.objects.select_related("owner").filter(element=element, code=code).first()


def reasons_of_version(held: GapNoteLike | None, version: int) -> list[str]:
    """Why a note may not be written over: it is no longer the one that the person saw."""
    return [] if version == (held.version if held else 0) else [CHANGED]


def keep_note(held: N | None, new: N, said: Said, *, by: Officer, at: datetime) -> N:
    """Write what was said on the note held or the new one, and in the ledger; said again, it is nothing."""
    kept = new if held is None else held
    before = {} if held is None else in_words(held)
    kept.owner, kept.due_on, kept.is_accepted = said.owner, said.due_on, said.is_accepted
    kept.reason = said.reason.strip()
    after = in_words(kept)
    if after == before:
        return kept
    kept.version += 1
    cast("Model", kept).save()
    council: Council = kept.council
    note(
        verb="accepted as it is" if said.is_accepted else "changed" if before else "named",
        subject=cast("Model", kept),
        council=council.slug,
        by=by,
        at=at,
        before={name: words for name, words in before.items() if words != after[name]},
        after=after,
        reason=kept.reason,
    )
    return kept


def in_words(held: GapNoteLike) -> dict[str, str]:
    """What a note says, as the ledger keeps it for people to read."""
    owner: Post | None = held.owner
    due_on: date | None = held.due_on
    return {
        "who fills it": str(owner or "nobody named"),
        "due": due_on.isoformat() if due_on else "no date",
        "why": held.reason or "not stated",
        "accepted": "yes" if held.is_accepted else "no",
    }
