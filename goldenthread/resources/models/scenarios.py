"""Scenarios: changes that somebody tries beside the real plan."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council, Service
from goldenthread.plans.models import Edition, Element


class Scenario(models.Model):
    """What somebody tries with an edition, under a name; the plan itself stays until it is applied."""

    class State(models.TextChoices):
        OPEN = "OPEN", "being tried"
        ASKED = "ASKED", "asked for"
        APPLIED = "APPLIED", "made"
        THROWN_AWAY = "THROWN_AWAY", "thrown away"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="scenarios")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(max_length=120)
    why = models.TextField(blank=True, help_text="What it is to find out.")
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    made_by = models.CharField(max_length=200)
    made_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="When it was applied or thrown away.")
    effect = models.TextField(blank=True, help_text="What it came to when it was applied: canonical JSON.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["state", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "name"],
                condition=~Q(state="THROWN_AWAY"),
                name="one_scenario_of_a_name",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="scenario_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ScenarioChange(models.Model):
    """One change of a scenario, in order; see `core.scenario` for what each kind does."""

    class Kind(models.TextChoices):
        MOVE = "MOVE", "move its effort, and leave its date"
        DEFER = "DEFER", "defer it: effort and date"
        SPLIT = "SPLIT", "split it: a part goes later"
        DROP = "DROP", "drop it"
        STAFF = "STAFF", "add staff"
        MONEY = "MONEY", "add money"

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind)
    element = models.ForeignKey(
        Element, on_delete=models.CASCADE, null=True, blank=True, related_name="scenario_changes"
    )
    quarters = models.SmallIntegerField(default=0, help_text="How many quarters later; below 0 is earlier.")
    percent = models.PositiveSmallIntegerField(default=0, help_text="The part that a split takes along.")
    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, null=True, blank=True, related_name="scenario_changes"
    )
    quarter_on = models.DateField(null=True, blank=True, help_text="The first day of the quarter.")
    days = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    because = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "position"], name="one_change_at_a_place"),
            models.CheckConstraint(
                condition=Q(kind__in=["MOVE", "DEFER", "SPLIT", "DROP"], element__isnull=False)
                | Q(kind="STAFF", element__isnull=True, service__isnull=False, quarter_on__isnull=False)
                | Q(kind="MONEY", element__isnull=True, year__isnull=False),
                name="change_names_what_it_changes",
            ),
            models.CheckConstraint(condition=Q(percent__lt=100), name="split_takes_less_than_the_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.element or self.service or self.year}"
