"""Reading the calendar of the plan and of the budget."""

from __future__ import annotations

from goldenthread.people.models import Council
from goldenthread.planning.models import Stage


def stages_of(council: Council) -> list[Stage]:
    """Every stage in order of its days."""
    return list(Stage.objects.filter(council=council))


def stage_at(council: Council, pk: int) -> Stage | None:
    return Stage.objects.select_related("council").filter(council=council, pk=pk).first()
