"""Reading the register of comments: whose eyes it is for is asked of every query."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from goldenthread.governance.models import Comment, Meeting, TextChange
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition, Element

ABOVE_ALL = ("VISION", "VALUE")  # kinds of line that no theme is


def _readable(viewer: Officer) -> Q:
    """Comments on lines that this person may read, and those on no line."""
    return Q(element=None) | Q(element__in=Element.objects.seen_by(viewer))


def register_of(edition: Edition, viewer: Officer) -> list[Comment]:
    """The comments on an edition in order, with all that a register shows: two queries."""
    if not Edition.objects.seen_by(viewer).filter(pk=edition.pk).exists():
        return []
    joined = ("body", "element", "work_item__body", "forwarded_to", "meeting")
    found = Comment.objects.filter(_readable(viewer), edition=edition).select_related(*joined)
    return list(found.prefetch_related("changes__element"))


def comment_at(council: Council, pk: int, viewer: Officer) -> Comment | None:
    """One comment, if this person may read the edition and the line it is on."""
    joined = ("council", "edition__plan__council", "edition__plan__service", "element__service__directorate",
              "element__owner", "body", "step", "meeting", "work_item__body", "forwarded_to")  # fmt: skip
    readable = Comment.objects.filter(_readable(viewer), council=council, pk=pk)
    seen = readable.filter(edition__in=Edition.objects.seen_by(viewer))
    return seen.select_related(*joined).first()


def comments_referred(council: Council, viewer: Officer) -> dict[int, Comment]:
    """By item of a work programme: the comment it came from, where this person may read that. One query."""
    held = Comment.objects.filter(_readable(viewer), council=council, work_item__isnull=False)
    seen = held.filter(edition__in=Edition.objects.seen_by(viewer)).select_related("edition")
    return {one.work_item_id: one for one in seen if one.work_item_id}


def changes_of(comment: Comment) -> list[TextChange]:
    """The words that a comment changed, in order."""
    return list(comment.changes.select_related("element"))


def themes_of(edition: Edition, viewer: Officer) -> dict[int, str]:
    """By element: its theme, which is the highest line above it that is no vision. One query."""
    lines = Element.objects.seen_by(viewer).filter(edition=edition)
    rows = {pk: (parent, title, kind) for pk, parent, title, kind in
            lines.values_list("id", "parent_id", "title", "kind")}  # fmt: skip
    return {pk: _theme(pk, rows) for pk in rows}


def _theme(pk: int, rows: Mapping[int, tuple[int | None, str, str]]) -> str:
    theme, seen, here = "", set[int](), rows.get(pk)
    while here is not None and pk not in seen:
        seen.add(pk)
        parent, title, kind = here
        theme = theme if kind in ABOVE_ALL else title
        pk = parent or 0
        here = rows.get(pk)
    return theme


def editions_commented(council: Council, viewer: Officer) -> list[Edition]:
    """Editions with comments, with a time for them, or in draft, as far as this person may read them."""
    held = Edition.objects.seen_by(viewer).filter(plan__council=council).exclude(plan__kind="FRAMEWORK")
    asked = Q(comments__isnull=False) | Q(comment_windows__isnull=False) | Q(state=Edition.State.DRAFT)
    found = held.filter(asked | Q(plan__is_main=True, is_current=True))
    return list(found.select_related("plan").distinct().order_by("plan__position", "-starts_on", "pk"))


def lines_of(edition: Edition, viewer: Officer) -> list[tuple[int, str]]:
    """The lines of an edition to choose from, each with its level."""
    found = Element.objects.listed().seen_by(viewer).filter(edition=edition).select_related("level")
    return [(one.pk, f"{one.level}: {one.title}") for one in found]


def line_of(edition: Edition, pk: int | None, viewer: Officer) -> Element | None:
    """One line of an edition that this person may read."""
    if pk is None:
        return None
    seen = Element.objects.seen_by(viewer).filter(edition=edition, pk=pk)
    return seen.select_related("edition__plan", "level", "service__directorate", "owner").first()


def meetings_to_choose(council: Council) -> list[Meeting]:
    return list(Meeting.objects.filter(council=council).select_related("body").order_by("-meets_on"))
