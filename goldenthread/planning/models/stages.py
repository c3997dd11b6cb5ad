"""How a plan is made: the stages of planning and of the budget beside it, and what waits for what."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council
from goldenthread.plans.models import Basis, Edition


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
    purpose = models.TextField(blank=True, help_text="What it is for.")
    edition = models.ForeignKey(
        Edition, on_delete=models.SET_NULL, null=True, blank=True, related_name="stages",
        help_text="The edition that it prepares.",
    )  # fmt: skip
    done_on = models.DateField(null=True, blank=True, help_text="Empty until somebody says that it is done.")
    done_what = models.TextField(blank=True, help_text="What was done.")
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
            models.CheckConstraint(
                condition=Q(done_what="") | Q(done_on__isnull=False), name="what_a_stage_did_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Wait(models.Model):
    """One stage waits for another, and why: medium-term planning for the partnership's (York 2008, 9)."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="waits")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="waits")
    awaited = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="held_up")
    reason = models.TextField(help_text="Why it waits: “waits for …, because …”.")
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "awaited"], name="one_wait_of_a_stage_for_another"),
            models.CheckConstraint(condition=~Q(stage=F("awaited")), name="stage_does_not_wait_for_itself"),
            models.CheckConstraint(condition=~Q(reason=""), name="wait_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} waits for {self.awaited}"
