"""Reading which documents were made, how far one is, and its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.reports.making_permissions import readable
from goldenthread.reports.models import Document, Snapshot, Template

PATIENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Queue:
    """How a document that is not made yet stands: how many are before it, and whether anybody is at work."""

    before: int
    is_unattended: bool


def documents_of(council: Council, viewer: Officer) -> list[Document]:
    """Every document that somebody may read, the newest first: one query."""
    light = Document.objects.defer("file", "snapshot__content")
    return list(light.filter(readable(council, viewer)).select_related("snapshot__setting", "template"))


def document_at(council: Council, pk: int, viewer: Officer) -> Document | None:
    """One document without its file, if this person may read it."""
    heavy = ("snapshot", "snapshot__corrected_by", "snapshot__corrects")
    light = Document.objects.defer("file", "template__file", *(f"{one}__content" for one in heavy))
    joined = light.select_related("council", "snapshot__setting", "snapshot__council", "template")
    joined = joined.select_related("snapshot__corrected_by", "snapshot__corrects")
    return joined.filter(readable(council, viewer), pk=pk).first()


def file_of(document: Document) -> bytes | None:
    """The file of a document that is made."""
    held = Document.objects.filter(pk=document.pk, state=Document.State.MADE)
    found = held.values_list("file", flat=True).first()
    return None if found is None else bytes(found)


def queue_of(document: Document, at: datetime) -> Queue:
    """How a waiting document stands among all of this installation."""
    waiting = Document.objects.filter(state=Document.State.WAITING)
    before = waiting.filter(asked_at__lt=document.asked_at).exclude(pk=document.pk).count()
    at_work = Document.objects.filter(state=Document.State.MAKING, claimed_until__gte=at).exists()
    oldest = waiting.order_by("asked_at").values_list("asked_at", flat=True).first()
    return Queue(before, bool(oldest and oldest < at - PATIENCE and not at_work))


def is_idle() -> bool:
    """True where nothing waits and nothing is being made."""
    open_ = (Document.State.WAITING, Document.State.MAKING)
    return not Document.objects.filter(state__in=open_).exists()


def latest_snapshot(council: Council, report: str) -> Snapshot | None:
    """The newest snapshot of a report."""
    found = Snapshot.objects.filter(council=council, setting__slug=report)
    return found.select_related("council", "setting").first()


def snapshot_of_digest(digest: str) -> Snapshot | None:
    """The snapshot whose content has this digest."""
    light = Snapshot.objects.defer("content").select_related("council", "setting")
    return light.filter(digest=digest).first()


def templates_of(council: Council) -> list[Template]:
    """The council's own templates that are in use, without their files."""
    return list(Template.objects.filter(council=council, is_retired=False).defer("file"))


def template_at(council: Council, pk: int) -> Template | None:
    """One of the council's own templates that are in use."""
    return Template.objects.filter(council=council, is_retired=False, pk=pk).defer("file").first()
