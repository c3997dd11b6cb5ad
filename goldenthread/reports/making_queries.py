"""Reading which documents were made, how far one is, and its file."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime, timedelta

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.reports.making_permissions import readable, reads_everything
from goldenthread.reports.models import Document, Snapshot

PATIENCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Queue:
    """How a document that is not made yet stands: how many are before it, and whether anybody is at work."""

    before: int
    is_unattended: bool


def documents_of(council: Council, viewer: Officer) -> list[Document]:
    """Every document that somebody may read, the newest first: one query."""
    light = Document.objects.defer("file", "snapshot__content")
    return list(
        light.filter(readable(council, viewer)).select_related("council", "snapshot__setting", "template")
    )


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


@dataclass(frozen=True, slots=True)
class Line:
    """Everything that waits here, by when it was asked for, and whether a worker is making one."""

    asked: tuple[datetime, ...]
    is_at_work: bool

    def place_of(self, document: Document, at: datetime) -> Queue:
        """How one document stands in the line."""
        if document.state != Document.State.WAITING:
            return Queue(0, False)
        is_late = bool(self.asked) and self.asked[0] < at - PATIENCE
        return Queue(bisect_left(self.asked, document.asked_at), is_late and not self.is_at_work)


def line(at: datetime) -> Line:
    """The line as it is now: two queries."""
    waiting = Document.objects.filter(state=Document.State.WAITING).order_by("asked_at")
    at_work = Document.objects.filter(state=Document.State.MAKING, claimed_until__gte=at)
    return Line(tuple(waiting.values_list("asked_at", flat=True)), at_work.exists())


def queue_of(document: Document, at: datetime) -> Queue:
    """How a document stands among all of this installation."""
    return line(at).place_of(document, at)


def all_snapshots_of(council: Council, viewer: Officer) -> list[Snapshot]:
    """Every snapshot of a council that somebody may read, without content, the newest first: one query."""
    light = Snapshot.objects.defer("content", "corrected_by__content")
    found = light.filter(council=council).select_related("council", "setting", "corrected_by")
    if not reads_everything(council, viewer):
        found = found.filter(published_at__isnull=False)
    return list(found.order_by("-pk"))


def latest_snapshot(council: Council, report: str) -> Snapshot | None:
    """The newest snapshot of a report."""
    found = Snapshot.objects.filter(council=council, setting__slug=report)
    return found.select_related("council", "setting").first()
