"""Money as the finance system reports it: variances with the base they are a percentage of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council, Directorate


class Variance(models.Model):
    """One line of a finance report: forecast less budget, in pounds. Above zero is an overspend."""

    class Scope(models.TextChoices):
        COUNCIL = "COUNCIL", "the whole council"
        PART = "PART", "a part of the council's total"
        DIRECTORATE = "DIRECTORATE", "one directorate"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="variances")
    report = models.CharField(max_length=100, help_text="The report that stated it: Monitor 3 2008/09.")
    reported_to = models.DateField(null=True, blank=True)
    line = models.CharField(max_length=200)
    scope = models.CharField(max_length=20, choices=Scope, default=Scope.PART)
    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    base = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    base_kind = models.CharField(max_length=60, blank=True)
    stated_percent = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    previous = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["council", "report", "line"], name="one_variance_per_line"),
            models.CheckConstraint(
                condition=Q(stated_percent__isnull=True) | ~Q(base_kind=""),
                name="percentage_names_its_base",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.line}: {self.amount}"
