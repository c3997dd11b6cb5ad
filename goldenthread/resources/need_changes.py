"""What every change of a need shares: the row locked, what it says in words, and its entry in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from goldenthread.core.periods import in_words as quarter_in_words
from goldenthread.core.periods import quarter_of
from goldenthread.core.words import number
from goldenthread.ledger.actions import note
from goldenthread.people.officers import Officer
from goldenthread.resources.models import Need

UNANSWERED: Mapping[str, Any] = {
    "confirmed_on": None, "confirmed_by": "", "answer": Need.Answer.NONE, "answer_words": "",
    "answered_on": None, "answered_by": "", "offered_days": None,
}  # fmt: skip


def locked(need: Need) -> Need:
    """The need as it is held now, and nobody else's to change until this is done."""
    joined = Need.objects.select_for_update(of=("self",)).select_related("service__directorate", "element")
    return joined.get(pk=need.pk)


def put(need: Need, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(need, name, value)


def note_change(
    verb: str, held: Need, before: dict[str, str], by: Officer, at: datetime, reason: str = ""
) -> bool:
    """Store a need that was changed and say so in the ledger; nothing changed is nothing said."""
    after = in_words(held)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return False
    held.version += 1
    held.save()
    note(
        verb=verb,
        subject=held,
        council=held.council.slug,
        by=by,
        at=at,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        reason=reason,
    )
    return True


def in_words(need: Need) -> dict[str, str]:
    """What a need says, as the ledger keeps it for people to read."""
    confirmed = f"by {need.confirmed_by} on {need.confirmed_on}" if need.confirmed_on else "no"
    rows = need.efforts.values_list("quarter_on", "low", "likely", "high") if need.pk else ()
    start_of = need.council.year_start
    effort = [
        f"{quarter_in_words(quarter_of(on, start_of))}: {_number(low)} to {_number(high)} days, "
        f"likely {_number(likely)}"
        for on, low, likely, high in rows
    ]
    is_no = need.answer in (Need.Answer.DECLINED, Need.Answer.COUNTERED)
    offered = f"{_number(need.offered_days)} days offered" if need.offered_days is not None else ""
    return {
        "service": str(need.service or "none named"),
        "days": _number(need.days),
        "at the least": _number(need.days_low),
        "at the most": _number(need.days_high),
        "said in": str(need.get_unit_display()),
        "effort": "; ".join(effort) or "not said by quarter",
        "money": _number(need.money),
        "budget line": need.budget_line or "none named",
        "note": need.note or "none",
        "confirmed": confirmed,
        "answer": " ".join((str(need.get_answer_display()), offered, need.answer_words))
        if is_no
        else "not answered",
    }


def _number(value: Decimal | None) -> str:
    return "not said" if value is None else number(value.normalize() + 0)
