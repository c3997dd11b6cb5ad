"""What of the money is published: until then it is for the council's own people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council


class OpenedMoney(models.Model):
    """That a year's budget, or a period's monitoring, is published: when and by whom."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="opened_money")
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year whose budget is adopted, by the year it begins in."
    )
    report = models.CharField(max_length=100, blank=True, help_text="The period's report by its name.")
    opened_at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year"], condition=Q(year__isnull=False), name="year_is_opened_once"
            ),
            models.UniqueConstraint(
                fields=["council", "report"], condition=~Q(report=""), name="report_is_opened_once"
            ),
            models.CheckConstraint(
                condition=(Q(year__isnull=True) & ~Q(report="")) | (Q(year__isnull=False) & Q(report="")),
                name="a_year_or_a_report_is_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.report or f"The budget of {self.year}"
