"""Requests to change what was approved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.governance.models.bodies import Body
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council
from goldenthread.plans.models import Element


class ChangeRequest(models.Model):
    """A wish to change what was approved: what it says now, what it would say, why, and what was decided."""

    class Kind(models.TextChoices):
        TARGET = "TARGET", "a target"
        TOLERANCE = "TOLERANCE", "a tolerance or floor"
        DEFINITION = "DEFINITION", "a definition"
        COUNTING = "COUNTING", "a way of counting or judging"
        DATE = "DATE", "a date"

    class State(models.TextChoices):
        OPEN = "OPEN", "waiting for a decision"
        APPROVED = "APPROVED", "approved"
        DECLINED = "DECLINED", "declined"
        WITHDRAWN = "WITHDRAWN", "withdrawn"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="change_requests")
    kind = models.CharField(max_length=12, choices=Kind)
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="change_requests"
    )
    element = models.ForeignKey(
        Element, on_delete=models.CASCADE, null=True, blank=True, related_name="change_requests"
    )
    period_kind = models.CharField(max_length=10, blank=True, help_text="Of a target's period.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    before = models.JSONField(help_text="The fields to change, as they stood when it was asked.")
    after = models.JSONField(help_text="The same fields as they would be.")
    reason = models.TextField()
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="change_requests",
        help_text="The body that decided, where it was one.",
    )  # fmt: skip
    decision = models.TextField(blank=True, help_text="Why it was decided so.")
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="change_request_says_why"),
            models.CheckConstraint(
                condition=Q(measure__isnull=False, element__isnull=True)
                | Q(measure__isnull=True, element__isnull=False),
                name="change_request_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["OPEN", "WITHDRAWN"])
                | (~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="decided_change_request_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="DECLINED") | ~Q(decision=""), name="declined_change_request_says_why"
            ),
        ]
        indexes = [models.Index(fields=["council", "state"], name="change_request_by_state")]

    def __str__(self) -> str:
        return f"Change request {self.pk}"
