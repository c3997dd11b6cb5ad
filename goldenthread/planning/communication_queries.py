"""Reading the plans of communication: whoever may read an edition may read how people are told of it."""

from __future__ import annotations

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import (
    Audience,
    BookedTime,
    Communication,
    CommunicationTask,
    Message,
)
from goldenthread.plans.models import Edition


def communication_of(edition: Edition) -> Communication | None:
    return Communication.objects.select_related("launch").filter(edition=edition).first()


def audiences_of(edition: Edition) -> list[Audience]:
    """Whom an edition is told to, those inside the council first."""
    return list(Audience.objects.filter(edition=edition).select_related("contact"))


def messages_of(edition: Edition) -> list[Message]:
    return list(Message.objects.filter(audience__edition=edition).select_related("audience"))


def tasks_of(edition: Edition) -> list[CommunicationTask]:
    return list(CommunicationTask.objects.filter(edition=edition).select_related("audience", "owner"))


def booked_of(edition: Edition) -> list[BookedTime]:
    return list(BookedTime.objects.filter(edition=edition).select_related("service"))


def tasks_in(council: Council, viewer: Officer) -> list[CommunicationTask]:
    """Every task of editions that this person may read: one query."""
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council)
    held = CommunicationTask.objects.filter(council=council, edition__in=seen)
    return list(held.select_related("edition__plan"))


def booked_in(council: Council, viewer: Officer) -> list[BookedTime]:
    """All time booked for editions that this person may read: one query."""
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council)
    return list(
        BookedTime.objects.filter(council=council, edition__in=seen).select_related(
            "edition__plan", "service"
        )
    )


def audience_at(council: Council, pk: int, viewer: Officer) -> Audience | None:
    """One audience, if its edition may be read."""
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council)
    joined = Audience.objects.select_related("council", "edition__plan", "edition__replaces__plan", "contact")
    return joined.filter(council=council, edition__in=seen, pk=pk).first()


def message_at(council: Council, pk: int, viewer: Officer) -> Message | None:
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council)
    joined = Message.objects.select_related("council", "audience__edition__plan")
    return joined.filter(council=council, audience__edition__in=seen, pk=pk).first()


def task_at(council: Council, pk: int, viewer: Officer) -> CommunicationTask | None:
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council)
    joined = CommunicationTask.objects.select_related("council", "edition__plan")
    return joined.filter(council=council, edition__in=seen, pk=pk).first()


def booked_at(council: Council, pk: int, viewer: Officer) -> BookedTime | None:
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council)
    joined = BookedTime.objects.select_related("council", "edition__plan")
    return joined.filter(council=council, edition__in=seen, pk=pk).first()
