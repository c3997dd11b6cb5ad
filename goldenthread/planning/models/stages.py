"""How a plan is made: the stages of planning and of the budget beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council
from goldenthread.plans.models import Basis


class Stage(models.Model):
    """One stage of a cycle, of the plan or of the budget, on the calendar that shows both (York 2008, 10)."""

    class Cycle(models.TextChoices):
        PLAN = "PLAN", "the plan"
        BUDGET = "BUDGET", "the budget"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="stages")
    cycle = models.CharField(max_length=10, choices=Cycle)
    name = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    when = models.CharField(max_length=100, blank=True, help_text="As the source says it.")
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts_on", "ends_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "cycle", "name", "starts_on"], name="one_stage_of_a_name_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="stage_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.name
