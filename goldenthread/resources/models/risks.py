"""What may go wrong."""

from __future__ import annotations

from django.db import models

from goldenthread.people.models import Council
from goldenthread.plans.models import Element


class Risk(models.Model):
    """What may go wrong, in words: its cause, its effect, who answers for it, and how it has moved."""

    class Movement(models.TextChoices):
        UP = "UP", "up"
        SAME = "SAME", "the same"
        DOWN = "DOWN", "down"
        NEW = "NEW", "new"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="risks")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    control = models.TextField(blank=True, help_text="What is being done about it.")
    owner = models.CharField(max_length=200, blank=True, help_text="The post that answers for it.")
    likelihood = models.CharField(max_length=40, blank=True, help_text="In the council's own words.")
    impact = models.CharField(max_length=40, blank=True)
    movement = models.CharField(max_length=10, choices=Movement, blank=True)
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="risks"
    )
    is_key = models.BooleanField(default=True, help_text="A key corporate risk: the Monitor prints it.")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["council", "code"], name="one_risk_per_code")]

    def __str__(self) -> str:
        return self.title
