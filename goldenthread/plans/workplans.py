"""Keeping a workplan: what somebody does under an item of a service plan.

The words are the post-holder's and their manager's. The ledger keeps that they changed, never what they say:
see `docs/decisions/0017-workplans-are-private.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger import one
from goldenthread.people.models import Post
from goldenthread.people.officers import Officer
from goldenthread.plans.cascade_permissions import reasons_not_to_keep_workplan
from goldenthread.plans.models import Edition, Element, Plan, Succession, WorkplanItem


@dataclass(frozen=True, slots=True)
class Doings:
    """What one line of a workplan says."""

    words: str
    note: str = ""
    due_on: date | None = None


@transaction.atomic
def add_to_workplan(
    *, post: Post, item: Element, doings: Doings, by: Officer, at: datetime, basis: str = "STATED"
) -> WorkplanItem:
    """Put a line into a post's workplan, under an item of a service plan."""
    refuse_if(reasons_not_to_keep_workplan(post, by))
    refuse_if(_reasons_of(post, item, doings))
    row = {"council_id": post.council_id, "post_id": post.pk, "basis": basis, **_row(item, doings)}
    return one.make(WorkplanItem, row, council=post.council, verb="added", by=by, at=at)


@transaction.atomic
def change_workplan_item(
    *, line: WorkplanItem, version: int, item: Element, doings: Doings, by: Officer, at: datetime
) -> None:
    """Change what a line says, when it is due or what it hangs under."""
    held = _held(line, version, by)
    refuse_if(_reasons_of(held.post, item, doings))
    one.change(held, _row(item, doings), council=held.council, by=by, at=at)


@transaction.atomic
def tick(*, line: WorkplanItem, version: int, is_done: bool, by: Officer, at: datetime) -> None:
    """Say that a line is done, or that it isn't after all."""
    held = _held(line, version, by)
    one.change(held, {"is_done": is_done}, council=held.council, by=by, at=at)


@transaction.atomic
def remove_from_workplan(*, line: WorkplanItem, version: int, by: Officer, at: datetime) -> None:
    """Take a line out of a workplan; nothing of its words stays anywhere."""
    held = _held(line, version, by)
    one.remove(held, council=held.council, by=by, at=at)


def _held(line: WorkplanItem, version: int, by: Officer) -> WorkplanItem:
    joined = WorkplanItem.objects.select_for_update(of=("self",)).select_related("post__service", "council")
    held = joined.filter(pk=line.pk).first()
    refuse_if(["That line is in the workplan no more. Nothing was changed."] if held is None else [])
    assert held is not None
    refuse_if(reasons_not_to_keep_workplan(held.post, by))
    if held.version != version:
        refuse_if(
            ["The line was changed in another window meanwhile. Look at what is held now, and save again."]
        )
    return held


def _row(item: Element, doings: Doings) -> dict[str, Any]:
    return {
        "item_id": item.pk,
        "words": " ".join(doings.words.split()),
        "note": doings.note.strip(),
        "due_on": doings.due_on,
    }


def _reasons_of(post: Post, item: Element, doings: Doings) -> list[str]:
    found = [] if doings.words.strip() else ["Write what you will do."]
    most = WorkplanItem._meta.get_field("words").max_length or 500
    if (
        len(doings.words.strip()) > most
    ):  # said here without repeating the words, which errors may travel with
        found.append(f"Keep it to {most} characters; the note takes as many as you like.")
    if item.council_id != post.council_id or item.edition.plan.kind != Plan.Kind.SERVICE:
        found.append("A workplan hangs under the items of a service plan. Choose one.")
    return found


def rehang_workplans(*, edition: Edition, by: Officer, at: datetime) -> None:
    """When an edition is adopted, what is still to be done hangs under its lines, where they went on.

    What is done stays under the line that it was done for; so does what hangs under a line that was dropped.
    """
    became = Succession.objects.filter(new__edition=edition, old__edition=edition.replaces_id)
    new_of = dict(became.order_by("-id").values_list("old_id", "new_id"))
    for line in WorkplanItem.objects.filter(item__in=list(new_of), is_done=False).select_related("council"):
        moved = {"item_id": new_of[line.item_id]}
        one.change(line, moved, council=line.council, verb="moved to the new edition", by=by, at=at)
