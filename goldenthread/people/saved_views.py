"""Saving a list as somebody left it, and taking a saved view away.

A view is somebody's own convenience, not a record of the council's: it isn't in the ledger, which is built
upon this room.
"""

from __future__ import annotations

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.people.models import Council, SavedView, User
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, reasons_of_place

LONGEST_NAME = 100
LONGEST_QUERY = 1000


def reasons_not_to_save(council: Council, is_shared: bool, by: Officer) -> list[str]:
    """Why this person may not save a view of a list here, or not share it."""
    found = reasons_of_duty(council, "save_views", by)
    if not found and is_shared:
        found = reasons_of_duty(council, "share_views", by)
    if not found and not by.is_signed_in:
        found = ["Sign in first: a view belongs to somebody."]
    return found


def reasons_not_as_given(name: str, query: str) -> list[str]:
    """Why a view can't be kept under this name, or at all."""
    if not name.strip():
        return ["Give the view a name."]
    if len(name.strip()) > LONGEST_NAME:
        return [f"The name is too long: up to {LONGEST_NAME} characters can be kept. Shorten it."]
    if len(query) > LONGEST_QUERY:
        return ["This view has more filters than can be kept. Take some away and save it again."]
    return []


def reasons_not_to_delete(view: SavedView, by: Officer) -> list[str]:
    """Why this person may not delete a saved view: it is for whoever saved it."""
    found = reasons_of_place(view.council, by)
    if not found and view.user.username != by.username:
        found = [f"Only whoever saved “{view.name}” can delete it."]
    return found


@transaction.atomic
def save_view(
    *, council: Council, page: str, name: str, query: str, is_shared: bool, by: Officer
) -> SavedView:
    """Save a view of a list; a name that this person used for the same list before now means this view."""
    refuse_if(reasons_not_to_save(council, is_shared, by))
    refuse_if(reasons_not_as_given(name, query))
    user = User.objects.get(username=by.username)
    view, _ = SavedView.objects.update_or_create(
        council=council,
        user=user,
        page=page,
        name=name.strip(),
        defaults={"query": query, "is_shared": is_shared},
    )
    return view


@transaction.atomic
def delete_view(*, view: SavedView, by: Officer) -> None:
    """Delete a saved view of one's own."""
    refuse_if(reasons_not_to_delete(view, by))
    view.delete()
