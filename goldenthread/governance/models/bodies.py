"""Bodies that consider papers, and what each scrutinises."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council
from goldenthread.plans.models import Element


class Body(models.Model):
    """A committee, board, partnership or management team that considers papers."""

    class Kind(models.TextChoices):
        COUNCIL = "COUNCIL", "full council"
        EXECUTIVE = "EXECUTIVE", "executive"
        SCRUTINY = "SCRUTINY", "overview and scrutiny"
        PARTNERSHIP = "PARTNERSHIP", "partnership"
        MANAGEMENT = "MANAGEMENT", "management team"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="bodies")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    short = models.CharField(max_length=20, blank=True, help_text="What papers call it: EBI.")
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced"
    )
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="one_body_per_name")]

    def __str__(self) -> str:
        return self.name


class Remit(models.Model):
    """Which body scrutinises an element, and from when to when: what moves on is kept."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="remits")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="remits")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="remits")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True, help_text="Empty while it holds.")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["element"], condition=Q(until_on__isnull=True), name="one_remit_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.body}"
