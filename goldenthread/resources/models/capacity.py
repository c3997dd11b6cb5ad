"""The time that services can give, quarter by quarter."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council, Service


class Capacity(models.Model):
    """What a service has in one quarter, in days, and what is taken before any plan asks for it.

    What it can give is `gross` less business as usual, leave and vacancies; it is confirmed by its director
    (Cheltenham 2012, paragraph 3).
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="capacities")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="capacities")
    quarter_on = models.DateField(help_text="The first day of the quarter.")
    gross = models.DecimalField(max_digits=10, decimal_places=2)
    business_as_usual = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    leave = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    vacancies = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    note = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True, help_text="The post that confirmed it.")
    basis = models.CharField(max_length=20, default="STATED")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["service__name", "quarter_on"]
        verbose_name_plural = "capacities"
        constraints = [
            models.UniqueConstraint(fields=["service", "quarter_on"], name="one_capacity_a_quarter"),
            models.CheckConstraint(
                condition=Q(gross__gte=0, business_as_usual__gte=0, leave__gte=0, vacancies__gte=0),
                name="capacity_is_not_below_nought",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
                name="confirmed_capacity_has_a_day_and_a_post",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.quarter_on}"

    @property
    def net(self) -> Decimal:
        """The days that the plan may ask for, never below nought."""
        return max(self.gross - self.business_as_usual - self.leave - self.vacancies, Decimal(0))
