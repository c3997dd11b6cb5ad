"""The day that a council is on."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from goldenthread.people.models import Council


def day_at(council: Council, at: datetime) -> date:
    """The day that a council is on at a time: its own where it has one, as in a demonstration."""
    return council.position_on or timezone.localtime(at).date()
