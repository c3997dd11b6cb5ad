"""Reading the calendar of the plan and of the budget."""

from __future__ import annotations

from goldenthread.core.stages import Planned, Waits
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import Stage, Wait
from goldenthread.plans.models import Edition


def stages_of(council: Council) -> list[Stage]:
    """Every stage in order of its days, with the edition that it prepares."""
    return list(Stage.objects.filter(council=council).select_related("edition__plan"))


def waits_of(council: Council) -> list[Wait]:
    """Every wait of the council's stages."""
    return list(Wait.objects.filter(council=council))


def stage_at(council: Council, pk: int) -> Stage | None:
    return Stage.objects.select_related("council", "edition__plan").filter(council=council, pk=pk).first()


def wait_at(council: Council, pk: int) -> Wait | None:
    joined = Wait.objects.select_related("council", "stage", "awaited")
    return joined.filter(council=council, pk=pk).first()


def planned(stage: Stage) -> Planned:
    """A stage as the rules know it."""
    return Planned(stage.pk, stage.name, stage.starts_on, stage.ends_on, stage.done_on)


def as_waits(waits: list[Wait]) -> list[Waits]:
    return [Waits(one.stage_id, one.awaited_id, one.reason) for one in waits]


def editions_to_prepare(council: Council, viewer: Officer) -> list[Edition]:
    """The editions of the council's own plans that a stage may prepare: drafts first, then the newest."""
    seen = Edition.objects.seen_by(viewer).filter(plan__council=council).exclude(plan__kind="FRAMEWORK")
    rows = list(seen.select_related("plan").order_by("plan__position", "-starts_on", "pk"))
    return sorted(rows, key=lambda one: one.state != "DRAFT")
