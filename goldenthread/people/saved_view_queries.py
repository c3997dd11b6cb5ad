"""Reading saved views: one's own, and those that colleagues share."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.people.models import Council, SavedView
from goldenthread.people.officers import VISITOR, Officer


def _seen_by(council: Council, viewer: Officer) -> Q:
    """One's own views, and those shared by and with people who serve this council."""
    own = Q(user__username=viewer.username)
    serves = viewer.serves_everyone or viewer.council == council.slug
    return own | Q(is_shared=True) if serves else own


def views_of(council: Council, page: str, viewer: Officer = VISITOR) -> list[SavedView]:
    """The saved views of one list that this person sees, by name: one query, and none for visitors."""
    if not viewer.is_signed_in:
        return []
    held = SavedView.objects.filter(_seen_by(council, viewer), council=council, page=page)
    return list(held.select_related("user__post").order_by("name", "id"))


def view_at(council: Council, pk: int, viewer: Officer = VISITOR) -> SavedView | None:
    """One saved view that this person sees."""
    held = SavedView.objects.select_related("user", "council").filter(council=council, pk=pk)
    return held.filter(_seen_by(council, viewer)).first() if viewer.is_signed_in else None
