"""Decisions that a plan goes forward although more is asked of services than they can give."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council
from goldenthread.plans.models import Edition


class OverloadAllowed(models.Model):
    """Who decided that an edition goes forward overloaded, why, and what was asked for when they did.

    `asked` holds the days asked for by service and quarter: {"12 2012-10-01": "212.5"}. More than that is
    another load, and is decided anew.
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="overloads_allowed")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="overloads_allowed")
    decided_by = models.CharField(max_length=200, help_text="The body or post that decided it.")
    decided_on = models.DateField()
    because = models.TextField()
    asked = models.JSONField(default=dict)
    recorded_by = models.CharField(max_length=200)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="overload_allowed_says_why"),
            models.CheckConstraint(condition=~Q(decided_by=""), name="overload_is_allowed_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.decided_by}, {self.decided_on}"
