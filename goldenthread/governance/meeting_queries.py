"""Reading meetings."""

from __future__ import annotations

from goldenthread.governance.models import Meeting
from goldenthread.people.models import Council


def meetings_to_choose(council: Council) -> list[Meeting]:
    """The meetings that something may be put to, latest first."""
    held = Meeting.objects.filter(council=council, is_cancelled=False).select_related("body")
    return list(held.order_by("-meets_on", "pk"))
