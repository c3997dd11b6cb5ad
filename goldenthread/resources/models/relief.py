"""Searches for a way out of an overloaded plan: asked for, worked out by the worker, kept as text."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council
from goldenthread.plans.models import Edition


class ReliefRun(models.Model):
    """One search for the deferrals, moves and drops that lose least, with what was asked and what was found.

    `best` and `bound` are hundredths of a point of value lost, as far as the search has come. `digest` is of
    all that decided the answer, so that a page can tell when that changed (`core.relief_told`).
    """

    class State(models.TextChoices):
        QUEUED = "QUEUED", "waiting for the worker"
        WORKING = "WORKING", "being worked out"
        DONE = "DONE", "done"
        FAILED = "FAILED", "failed"
        CANCELLED = "CANCELLED", "cancelled"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="relief_runs")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="relief_runs")
    read_on = models.DateField(help_text="The day that the plan is read at: quarters before it are past.")
    first_on = models.DateField(help_text="The first day of the first quarter looked at.")
    quarters = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)])
    limit = models.PositiveSmallIntegerField(default=100, help_text="Percent of capacity.")
    furthest = models.PositiveSmallIntegerField(default=4, help_text="Quarters that a deferral may go.")
    sooner = models.PositiveSmallIntegerField(
        default=1, help_text="Quarters that an action may come forward."
    )
    share = models.PositiveSmallIntegerField(default=10, help_text="Percent of value lost by a quarter.")
    seconds = models.PositiveIntegerField(default=60, help_text="The time allowed.")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    progress = models.TextField(blank=True)
    best = models.BigIntegerField(null=True, blank=True)
    bound = models.BigIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    result = models.TextField(blank=True, help_text="Canonical JSON: see core.relief_told.")
    fault = models.TextField(blank=True)
    asked_by = models.CharField(max_length=200, help_text="The post that asked.")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=200, blank=True)
    claimed_by = models.CharField(max_length=100, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="DONE") | (~Q(result="") & ~Q(digest="") & Q(finished_at__isnull=False)),
                name="done_way_out_has_its_answer",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by="") | Q(state="CANCELLED"), name="cancelled_way_out_says_so"
            ),
            models.CheckConstraint(
                condition=Q(limit__gte=1, limit__lte=200, furthest__lte=12, sooner__lte=12)
                & Q(share__lte=100, seconds__gte=1),
                name="way_out_is_asked_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(quarters__gte=1, quarters__lte=12), name="way_out_looks_at_1_to_12_quarters"
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="relief_run_by_state")]

    def __str__(self) -> str:
        return f"A way out of {self.edition}, asked for on {self.asked_at:%d %B %Y}"

    @property
    def is_open(self) -> bool:
        """True while it waits or is being worked out."""
        return self.state in (self.State.QUEUED, self.State.WORKING)
