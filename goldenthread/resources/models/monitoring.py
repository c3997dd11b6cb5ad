"""Budget monitoring: what was budgeted, spent and forecast at the end of a period, line by line.

Every amount is in pounds with pence. A variance is the forecast less the budget: above nought it is an
overspend. Source: York 2008, paragraph 6.5 (R029): percentages were taken of the gross budget in one report
and of the net in another, so a report always names its base.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council, Directorate
from goldenthread.resources.models.budget import BudgetLine, adds_up


class MonitoringReport(models.Model):
    """One period's monitoring. `printed` holds the totals that the source printed, which are no lines.

    One that another took the place of stays, with when that was; it is compared with nothing any more.
    """

    class Base(models.TextChoices):
        NET = "NET", "net budget"
        GROSS = "GROSS", "gross budget"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="monitoring_reports")
    name = models.CharField(max_length=100, help_text="Such as Monitor 3 2008/09: the report that prints it.")
    year = models.PositiveSmallIntegerField(help_text="The year it begins in: 2012 for 2012/13.")
    ends_on = models.DateField(help_text="The last day that actuals are counted to.")
    base = models.CharField(max_length=10, choices=Base, help_text="What percentages are taken of.")
    printed = models.JSONField(default=dict, blank=True, help_text="The source's own totals by column.")
    rounded_to = models.DecimalField(
        max_digits=14, decimal_places=2, default=0, help_text="The pounds that the source rounds to: 1000."
    )
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    told = models.JSONField(
        null=True,
        blank=True,
        help_text="What did not fit in its file, in sentences; null: no file was checked.",
    )
    missing = models.JSONField(
        default=list, blank=True, help_text="The year's budget lines that it did not hold when it was stored."
    )
    replaced_at = models.DateTimeField(null=True, blank=True, help_text="When another took its place.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-ends_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "name"],
                condition=Q(replaced_at__isnull=True),
                name="one_monitoring_report_of_a_name",
            ),
            models.CheckConstraint(condition=Q(base__in=["NET", "GROSS"]), name="monitoring_names_its_base"),
        ]

    def __str__(self) -> str:
        return self.name


class MonitoringLine(models.Model):
    """One line of a period's monitoring. Of budget, forecast and variance, two known give the third."""

    report = models.ForeignKey(MonitoringReport, on_delete=models.CASCADE, related_name="lines")
    name = models.CharField(max_length=200)
    line = models.ForeignKey(
        BudgetLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="monitoring"
    )
    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, null=True, blank=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    actual = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    forecast = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    variance = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    stated_percent = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    previous_forecast = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    previous_variance = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)
    net_held = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="The net budget of the line it follows, as that was on record when this was stored.",
    )  # fmt: skip
    gross_held = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="The gross budget, likewise."
    )
    base_amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="What its percentage is taken of, in pounds; none where that isn't known.",
    )  # fmt: skip
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "name"], name="one_monitoring_line_of_a_name"),
            models.CheckConstraint(
                condition=Q(budget__isnull=True)
                | Q(forecast__isnull=True)
                | adds_up("variance", F("forecast") - F("budget")),
                name="variance_is_forecast_less_budget",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.name}"
