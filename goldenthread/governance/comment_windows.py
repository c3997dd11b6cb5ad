"""Opening a draft for comments until a day, and saying what can still change (R110)."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.governance.comment_permissions import reasons_not_to_keep_windows
from goldenthread.governance.models import CommentWindow
from goldenthread.ledger.one import change, make
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition


class Opened(NamedTuple):
    """One window as somebody writes it."""

    opens_on: date
    closes_on: date
    may_change: str
    is_public: bool
    slug: str


def _reasons_not_so(edition: Edition, said: Opened, held: CommentWindow | None) -> list[str]:
    found = []
    if said.closes_on < said.opens_on:
        found.append("It closes before it opens. Write the earlier day first.")
    if not said.may_change.strip():
        found.append("Say what can still change, so that people comment on that.")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", said.slug):
        found.append("Write the end of the address in small letters, figures and hyphens: our-plan-2015.")
    if edition.state != Edition.State.DRAFT:
        found.append(f"{edition} is {edition.get_state_display()}: only a draft is open for comments.")
    elif said.is_public and not (edition.is_open and edition.plan.council.is_open):
        found.append("Nobody outside can read this draft yet. Open the draft to everybody first.")
    same = CommentWindow.objects.filter(council=edition.plan.council, slug=said.slug)
    if (same.exclude(pk=held.pk) if held else same).exists():
        found.append("Another time for comments has this address already. Write another.")
    return found


@transaction.atomic
def open_window(*, edition: Edition, said: Opened, by: Officer, at: datetime) -> CommentWindow:
    """Open a draft for comments from day to day. Raises `Refused`."""
    council = edition.plan.council
    refuse_if(reasons_not_to_keep_windows(council, by) or _reasons_not_so(edition, said, None))
    row = {"council_id": council.pk, "edition_id": edition.pk, **said._asdict()}
    return make(CommentWindow, row, council=council, by=by, at=at, verb="opened for comments")


@transaction.atomic
def change_window(*, window: CommentWindow, said: Opened, version: int, by: Officer, at: datetime) -> None:
    """Move a window's days, or say otherwise what can change. Its address stays once it is given out."""
    locked = CommentWindow.objects.select_for_update(of=("self",)).select_related("edition__plan__council")
    held = locked.get(pk=window.pk)
    refuse_if(reasons_not_to_keep_windows(held.edition.plan.council, by))
    refuse_if_stale(version, held.version, "this time for comments")
    if said.slug != held.slug and held.public_comments.exists():
        refuse_if(["People have used this address already, so it stays as it is."])
    refuse_if(_reasons_not_so(held.edition, said, held))
    change(held, said._asdict(), council=held.edition.plan.council, by=by, at=at)


def windows_of(council: Council, edition: Edition) -> list[CommentWindow]:
    """Every time in which an edition is or was open for comments, latest first."""
    return list(CommentWindow.objects.filter(council=council, edition=edition))


def window_at(council: Council, pk: int) -> CommentWindow | None:
    joined = CommentWindow.objects.select_related("edition__plan__council")
    return joined.filter(council=council, pk=pk).first()


def public_window(council: Council, slug: str) -> CommentWindow | None:
    """A window with a public form, by its address: only of a draft or plan that everybody may read."""
    joined = CommentWindow.objects.select_related("edition__plan__council", "council")
    return joined.filter(council=council, slug=slug, is_public=True, edition__is_open=True).first()


def windows_open(council: Council, on: date) -> list[CommentWindow]:
    """Windows with a public form that are open on a day."""
    held = CommentWindow.objects.filter(council=council, is_public=True, edition__is_open=True)
    found = held.filter(opens_on__lte=on, closes_on__gte=on, edition__state=Edition.State.DRAFT)
    return list(found.select_related("edition"))
