"""Money as the finance system reports it: variances, and what is asked to be kept or moved."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council, Directorate
from goldenthread.resources.models.budget import BudgetLine


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


class CarryForward(models.Model):
    """Money not spent in a year that somebody asks to keep for the next, and what was decided."""

    class Decision(models.TextChoices):
        OPEN = "OPEN", "for decision"
        APPROVED = "APPROVED", "approved"
        REFUSED = "REFUSED", "not approved"
        NOTED = "NOTED", "noted"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="carry_forwards")
    report = models.CharField(max_length=100)
    line = models.CharField(max_length=300, help_text="What it is for.")
    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    asked_by = models.CharField(max_length=200, blank=True, help_text="The post or body that asks.")
    year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year that it is kept from, by the year it begins in."
    )
    from_line = models.ForeignKey(
        BudgetLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_on"
    )
    into = models.CharField(max_length=200, blank=True, help_text="Into which budget of the next year.")
    reason = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    decided_by = models.CharField(max_length=200, blank=True, help_text="The body or post that decided.")
    decided_on = models.DateField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["council", "report", "line"], name="one_carry_forward_per_line"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="carry_forward_is_above_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.line}: {self.amount}"


class Virement(models.Model):
    """Money moved from one budget to another in a year: from where, to where, why, and who agrees."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="virements")
    report = models.CharField(max_length=100)
    moved_from = models.CharField(max_length=200)
    moved_to = models.CharField(max_length=200)
    from_line = models.ForeignKey(
        BudgetLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="moved_out"
    )
    to_line = models.ForeignKey(
        BudgetLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="moved_in"
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=200, blank=True, help_text="Empty: for decision.")
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "report", "moved_from", "moved_to", "amount"], name="one_virement_per_move"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="virement_is_above_nought"),
            models.CheckConstraint(
                condition=Q(from_line__isnull=True) | Q(to_line__isnull=True) | ~Q(from_line=F("to_line")),
                name="virement_goes_to_another_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.amount} from {self.moved_from} to {self.moved_to}"
