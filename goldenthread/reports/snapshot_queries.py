"""Reading snapshots and what was made of them."""

from __future__ import annotations

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.reports.facts import Facts, decoded
from goldenthread.reports.models import ReportSetting, Snapshot


def snapshots_of(setting: ReportSetting, viewer: Officer) -> list[Snapshot]:
    """A report's snapshots, newest first, without their content; a draft is for the council's own people."""
    found = Snapshot.objects.filter(setting=setting).defer("content").select_related("corrected_by")
    if not viewer.serves_everyone and viewer.inside != setting.council.slug:
        found = found.filter(published_at__isnull=False)
    return list(found.order_by("-pk"))


def snapshot_at(council: Council, pk: int, viewer: Officer) -> Snapshot | None:
    """One snapshot of this council, if this person may read it."""
    joined = Snapshot.objects.select_related("council", "setting", "corrects", "corrected_by")
    found = joined.filter(council=council, pk=pk).first()
    if found and not found.published_at and not viewer.serves_everyone and viewer.inside != council.slug:
        return None
    return found


def published_snapshot(setting: ReportSetting) -> Snapshot | None:
    """The latest published snapshot of a report."""
    return setting.snapshots.filter(published_at__isnull=False).order_by("-pk").first()


def published_by_report(council: Council) -> dict[int, Snapshot]:
    """The latest published snapshot of each report of a council, without its content: one query."""
    found = Snapshot.objects.filter(council=council, published_at__isnull=False).defer("content")
    return {one.setting_id: one for one in found.order_by("pk")}


def facts_in(snapshot: Snapshot) -> Facts:
    """The facts that a snapshot holds."""
    return decoded(bytes(snapshot.content))
