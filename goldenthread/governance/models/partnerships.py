"""What partnerships decided, and whether the plan takes it in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.governance.models.bodies import Body
from goldenthread.people.models import Council
from goldenthread.plans.models import Element


class PartnershipDecision(models.Model):
    """What a partnership decided, and whether and where the council's plan takes it in (York 2008, 12)."""

    class TakenIn(models.TextChoices):
        OPEN = "OPEN", "not yet considered"
        YES = "YES", "taken in"
        IN_PART = "IN_PART", "taken in in part"
        NO = "NO", "not taken in"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="partnership_decisions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="partnership_decisions")
    text = models.TextField()
    decided_on = models.DateField(null=True, blank=True)
    taken_in = models.CharField(max_length=10, choices=TakenIn, default=TakenIn.OPEN)
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="partnership_decisions",
        help_text="Where the plan takes it in.",
    )  # fmt: skip
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_in__in=["OPEN", "YES"]) | ~Q(reason=""),
                name="decision_not_taken_in_says_why",
            ),
            models.CheckConstraint(
                condition=Q(taken_in__in=["OPEN", "NO"]) | Q(element__isnull=False) | ~Q(reason=""),
                name="decision_taken_in_says_where",
            ),
        ]

    def __str__(self) -> str:
        return self.text
