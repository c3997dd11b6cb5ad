"""What work takes, and money as the finance system reports it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council, Directorate, Service
from goldenthread.plans.models import Element


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


class Need(models.Model):
    """What an element needs of a service: staff time and money, the line that pays, and who confirmed it."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="needs")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="needs")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="needs"
    )
    days = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    money = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    budget_line = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True, help_text="The post that confirmed it.")
    basis = models.CharField(max_length=20, default="STATED")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["service__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["element", "service"], name="one_need_of_a_service"),
            models.UniqueConstraint(
                fields=["element"], condition=Q(service__isnull=True), name="one_need_of_no_service"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
                name="confirmation_has_a_day_and_a_post",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.service or 'no service'}"


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
    reason = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)

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
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=200, blank=True, help_text="Empty: for decision.")
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "report", "moved_from", "moved_to", "amount"], name="one_virement_per_move"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="virement_is_above_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.amount} from {self.moved_from} to {self.moved_to}"


class Risk(models.Model):
    """What may go wrong, in words: its cause, its effect, who answers for it, and how it has moved."""

    class Movement(models.TextChoices):
        UP = "UP", "up"
        SAME = "SAME", "the same"
        DOWN = "DOWN", "down"
        NEW = "NEW", "new"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="risks")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    control = models.TextField(blank=True, help_text="What is being done about it.")
    owner = models.CharField(max_length=200, blank=True, help_text="The post that answers for it.")
    likelihood = models.CharField(max_length=40, blank=True, help_text="In the council's own words.")
    impact = models.CharField(max_length=40, blank=True)
    movement = models.CharField(max_length=10, choices=Movement, blank=True)
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="risks"
    )
    is_key = models.BooleanField(default=True, help_text="A key corporate risk: the Monitor prints it.")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["council", "code"], name="one_risk_per_code")]

    def __str__(self) -> str:
        return self.title
