"""Reading consultations and what they brought."""

from __future__ import annotations

from django.db.models import Count, Q

from goldenthread.governance.models import Comment
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import Consultation, ResponseFile
from goldenthread.plans.models import Edition, Element


def consultations_of(council: Council, viewer: Officer, edition: Edition | None = None) -> list[Consultation]:
    """Consultations in order of their days, each with `brought`: how many comments came of it. One query."""
    seen = Consultation.objects.filter(council=council, edition__in=Edition.objects.seen_by(viewer))
    found = seen.filter(edition=edition) if edition else seen
    counted = found.select_related("edition__plan").annotate(brought=Count("responses"))
    return list(counted.order_by("from_on", "pk"))


def consultation_at(council: Council, pk: int, viewer: Officer) -> Consultation | None:
    joined = Consultation.objects.select_related("edition__plan__council", "council")
    seen = joined.filter(edition__in=Edition.objects.seen_by(viewer))
    return seen.filter(council=council, pk=pk).first()


def comments_from(consultation: Consultation, viewer: Officer) -> list[Comment]:
    """The comments that came of a consultation, as far as this person may read their lines."""
    readable = Q(element=None) | Q(element__in=Element.objects.seen_by(viewer))
    found = Comment.objects.filter(readable, came_of__consultation=consultation)
    return list(found.select_related("body", "element", "forwarded_to").order_by("position"))


def source_of(comment: Comment) -> Consultation | None:
    """The consultation that a comment came of."""
    return Consultation.objects.filter(responses__comment=comment).first()


def files_of(consultation: Consultation) -> list[ResponseFile]:
    """Files of responses that were read and not stored yet."""
    return list(consultation.files.all())
