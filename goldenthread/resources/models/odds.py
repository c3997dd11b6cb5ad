"""Odds of delivery that were asked for: what they are of, how far they are, and what they came to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.core.odds_states import RUN
from goldenthread.people.models import Council
from goldenthread.plans.models import Edition
from goldenthread.resources.models.scenarios import Scenario


class OddsRun(models.Model):
    """One simulation of an edition: asked for once, claimed by one worker, kept when it is done.

    `inputs` is the workload as it was when it was asked for, and `result` what that came to; both are
    canonical JSON (resources.odds_kept), so that anybody can work the same out again. `digest` is of all that
    decides the counts: the same digest is the same result.

    Odds of a `scenario` are of the edition with its changes; `beside` is then the simulation of the edition
    as planned that was made of the same day, from the same seed and with as many runs.
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="odds_runs")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="odds_runs")
    scenario = models.ForeignKey(
        Scenario, on_delete=models.CASCADE, null=True, blank=True, related_name="odds_runs"
    )
    beside = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    first_on = models.DateField(help_text="The first day of the first quarter looked at.")
    last_on = models.DateField(help_text="The last day of the last quarter looked at.")
    seed = models.BigIntegerField(help_text="What the draws of chance begin from.")
    runs = models.PositiveIntegerField(help_text="How many times the plan is played through.")
    method = models.PositiveSmallIntegerField(help_text="See core.odds.METHOD.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of all that decides the counts.")
    inputs = models.BinaryField()
    result = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=list(RUN.states.items()), default="WAITING")
    step = models.PositiveIntegerField(default=0, help_text="Runs worked so far.")
    steps = models.PositiveIntegerField(default=0, help_text="Runs to be worked, those with more room too.")
    claimed_by = models.CharField(max_length=100, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.TextField(blank=True)
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        verbose_name = "odds of delivery"
        verbose_name_plural = "odds of delivery"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "digest"],
                condition=Q(scenario__isnull=True),
                name="odds_are_worked_out_once",
            ),
            models.UniqueConstraint(
                fields=["scenario", "digest"], name="odds_of_a_scenario_are_worked_out_once"
            ),
            models.CheckConstraint(
                condition=Q(scenario__isnull=True, beside__isnull=True)
                | Q(scenario__isnull=False, beside__isnull=False),
                name="odds_of_a_scenario_stand_beside_the_plans",
            ),
            models.CheckConstraint(
                condition=~Q(state="DONE") | Q(result__isnull=False, done_at__isnull=False),
                name="done_odds_have_their_result",
            ),
            models.CheckConstraint(condition=Q(seed__gte=0), name="seed_of_odds_is_not_below_nought"),
            models.CheckConstraint(condition=Q(runs__gte=1000), name="odds_are_of_a_thousand_runs_or_more"),
            models.CheckConstraint(condition=Q(last_on__gt=F("first_on")), name="odds_look_at_a_time_ahead"),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="odds_by_state")]

    def __str__(self) -> str:
        return f"odds of {self.scenario or self.edition}"
