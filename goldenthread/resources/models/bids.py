"""Bids for money and savings, how bids are scored against the priorities, and files on their way in.

Every amount is in pounds with pence. Source: York 2008, paragraphs 14.1 to 14.3 (R051, R053, R054).
"""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council, Service
from goldenthread.plans.models import Element
from goldenthread.resources.models.budget import BudgetLine


class Bid(models.Model):
    """Money asked for, or offered up: a growth bid, a capital bid or a saving, and what was decided."""

    class Kind(models.TextChoices):
        GROWTH = "GROWTH", "growth bid"
        CAPITAL = "CAPITAL", "capital bid"
        SAVING = "SAVING", "saving"

    class Outcome(models.TextChoices):
        OPEN = "OPEN", "for decision"
        APPROVED = "APPROVED", "approved"
        REFUSED = "REFUSED", "not approved"
        WITHDRAWN = "WITHDRAWN", "withdrawn"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="bids")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.GROWTH)
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    about = models.TextField(blank=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="bids")
    line = models.ForeignKey(
        BudgetLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="bids"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    decided_by = models.CharField(max_length=200, blank=True, help_text="The body or post that decided.")
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True, help_text="Why, and where it is minuted.")
    priority = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="bids_serving",
        help_text="The priority that the decision served.",
    )  # fmt: skip
    basis = models.CharField(max_length=20, default="STATED")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["council", "code"], name="one_bid_of_a_code"),
            models.CheckConstraint(
                condition=Q(outcome__in=["OPEN", "WITHDRAWN"])
                | (Q(decided_on__isnull=False) & ~Q(decided_by="")),
                name="decided_bid_says_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def is_saving(self) -> bool:
        return self.kind == self.Kind.SAVING


class BidYear(models.Model):
    """What a bid takes, or a saving releases, in one year, and whether that goes on or is for once."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(help_text="The year it begins in: 2012 for 2012/13.")
    recurring = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    one_off = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "year"], name="one_row_a_year_of_a_bid"),
            models.CheckConstraint(
                condition=Q(recurring__gte=0, one_off__gte=0), name="money_of_a_bid_is_not_below_nought"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bid}, {self.year}"


class Criterion(models.Model):
    """What bids are scored on, and how much it weighs beside the others."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True, help_text="What earns 0 and what earns 5.")
    weight = models.DecimalField(max_digits=6, decimal_places=2)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["council", "name"], name="one_criterion_of_a_name"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="weight_is_above_nought"),
        ]

    def __str__(self) -> str:
        return self.name


class BidScore(models.Model):
    """How a bid does on one criterion, from 0 to 5, and why."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    score = models.PositiveSmallIntegerField(validators=[MaxValueValidator(5)])
    reason = models.TextField()

    class Meta:
        ordering = ["criterion__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "criterion"], name="one_score_on_a_criterion"),
            models.CheckConstraint(condition=Q(score__lte=5), name="score_is_at_most_5"),
            models.CheckConstraint(condition=~Q(reason=""), name="score_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.bid}: {self.score} on {self.criterion}"


class MoneyFile(models.Model):
    """A file of budget lines or monitoring on its way in; it goes when it is stored or given up."""

    class Kind(models.TextChoices):
        LINES = "LINES", "budget lines"
        MONITORING = "MONITORING", "monitoring"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="money_files")
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.CharField(max_length=200)
    table = models.JSONField(help_text="See exchange.plan_records.")
    reading = models.JSONField(default=dict, blank=True, help_text="See exchange.money_files.")
    is_remembered = models.BooleanField(
        default=False, help_text="The reading is that of an earlier file with the same headings."
    )
    brought_at = models.DateTimeField()
    by_post = models.CharField(max_length=200)
    by_user = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-brought_at", "-id"]

    def __str__(self) -> str:
        return self.file
