"""Endorsements: a body of the council backs a plan that partners own (York 2008, paragraph 22)."""

from __future__ import annotations

from django.db import models

from goldenthread.governance.models.bodies import Body
from goldenthread.people.models import Council
from goldenthread.plans.models import Edition, Plan


class Endorsement(models.Model):
    """That a body endorsed a plan, or one edition of it, on a day."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="endorsements")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="endorsements")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="endorsements")
    edition = models.ForeignKey(
        Edition, on_delete=models.SET_NULL, null=True, blank=True, related_name="endorsements"
    )
    endorsed_on = models.DateField()
    text = models.TextField(blank=True, help_text="In what words, or what goes with it.")
    address = models.URLField(blank=True, help_text="The same decision in the committee system.")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-endorsed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "plan", "endorsed_on"], name="one_endorsement_of_a_plan_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body} endorsed {self.plan}, {self.endorsed_on.day} {self.endorsed_on:%B %Y}"
