"""Councils, their reports and snapshots: read by everybody who may, frozen and published by key."""

from __future__ import annotations

import base64
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from goldenthread.api.asking import Key, KeyOrNone, council_or_404, needing, now, officer_of
from goldenthread.api.shapes import CouncilOut, FreezeIn, ProblemOut, PublishIn, ReportOut, SnapshotOut
from goldenthread.people.days import day_at
from goldenthread.people.queries import councils_for
from goldenthread.reports.freezing import freeze, publish
from goldenthread.reports.making_queries import all_snapshots_of
from goldenthread.reports.queries import report_at, reports_of
from goldenthread.reports.snapshot_queries import snapshot_at

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.reports.models import Snapshot

router = Router(tags=["Frozen figures"])
WHY_NOT = {401: ProblemOut, 403: ProblemOut, 404: ProblemOut, 409: ProblemOut, 422: ProblemOut}


def day_of(council: Council) -> date:
    """The council's own day, or today."""
    return day_at(council, timezone.now())


def snapshot_or_404(request: HttpRequest, council: Council, pk: int) -> Snapshot:
    """A snapshot that this person may read. Raises `Http404`."""
    found = snapshot_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No snapshot that you may read is at this address.")
    return found


def told(one: Snapshot) -> dict[str, Any]:
    """A snapshot as it is sent."""
    council, since = one.council, getattr(one, "corrected_by", None)
    kept = (
        "period",
        "on",
        "digest",
        "code_version",
        "made_at",
        "made_by",
        "published_at",
        "reason",
        "version",
    )
    return {
        **{name: getattr(one, name) for name in kept},
        "id": one.pk,
        "report": one.setting.slug,
        "title": one.setting.title,
        "corrects": one.corrects_id,
        "corrected_by": since.pk if since else None,
        "facts": reverse("api-1:facts", args=[council.slug, one.pk]),
    }


@router.get("/councils", auth=KeyOrNone(), response={200: list[CouncilOut], 401: ProblemOut})
def councils(request: HttpRequest) -> Any:
    """The councils that you may read."""
    return [{"slug": one.slug, "name": one.name} for one in councils_for(officer_of(request))]


@router.get("/{slug:council}/reports", auth=KeyOrNone(), response={200: list[ReportOut], **WHY_NOT})
def reports(request: HttpRequest, council: str) -> Any:
    """The reports that a council makes."""
    found = reports_of(council_or_404(request, council))
    return [{"slug": one.slug, "title": one.title, "period": one.period} for one in found]


@router.get("/{slug:council}/snapshots", auth=KeyOrNone(), response={200: list[SnapshotOut], **WHY_NOT})
def snapshots(request: HttpRequest, council: str) -> Any:
    """A council's snapshots, the newest first: those published, or all for its own people."""
    held = council_or_404(request, council)
    return [told(one) for one in all_snapshots_of(held, officer_of(request))]


@router.post("/{slug:council}/snapshots", auth=Key(), response={200: SnapshotOut, **WHY_NOT})
def freeze_figures(request: HttpRequest, council: str, given: FreezeIn) -> Any:
    """Freeze a report's figures as they stand; where nothing changed since, the snapshot that is there."""
    held, by = council_or_404(request, council), officer_of(request)
    needing(held, "freeze_figures", by)
    setting = report_at(held, given.report)
    if setting is None:
        raise Http404("No report of this council has this name.")
    made = freeze(council=held, setting=setting, on=day_of(held), by=by, at=now(), reason=given.reason)
    return told(made)


@router.get("/{slug:council}/snapshots/{int:pk}", auth=KeyOrNone(), response={200: SnapshotOut, **WHY_NOT})
def snapshot(request: HttpRequest, council: str, pk: int) -> Any:
    """One snapshot, without its facts."""
    return told(snapshot_or_404(request, council_or_404(request, council), pk))


@router.get(
    "/{slug:council}/snapshots/{int:pk}/facts",
    auth=KeyOrNone(),
    url_name="facts",
    response={200: Any, **WHY_NOT},
)
def facts(request: HttpRequest, council: str, pk: int) -> HttpResponse:
    """The very bytes whose SHA-256 is the digest, so that anybody can check it."""
    held = snapshot_or_404(request, council_or_404(request, council), pk)
    answer = HttpResponse(bytes(held.content), content_type="application/json")
    answer["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(held.digest)).decode()}:"  # RFC 9530
    return answer


@router.post("/{slug:council}/snapshots/{int:pk}/publish", auth=Key(), response={200: SnapshotOut, **WHY_NOT})
def publish_figures(request: HttpRequest, council: str, pk: int, given: PublishIn) -> Any:
    """Publish a snapshot: from then on a change of its figures is a correction."""
    held, by = council_or_404(request, council), officer_of(request)
    needing(held, "freeze_figures", by)
    found = snapshot_or_404(request, held, pk)
    publish(snapshot=found, version=given.version, by=by, at=now(), reason=given.reason)
    return told(snapshot_or_404(request, held, pk))
