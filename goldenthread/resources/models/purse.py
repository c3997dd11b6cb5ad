"""The money that there is for the actions of an edition, by year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council
from goldenthread.plans.models import Edition


class Purse(models.Model):
    """The pounds of its own that a council has for an edition's actions in one financial year.

    A year without a purse has no limit on record: the way out then counts no money for it.
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="purses")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="purses")
    year = models.PositiveSmallIntegerField(help_text="The year it begins in: 2012 for 2012/13.")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    note = models.TextField(blank=True, help_text="Where this is decided.")
    linked = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="What the budget lines linked to the edition came to when this was said; empty: not known.",
    )  # fmt: skip
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "year"], name="one_purse_a_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="purse_is_not_below_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.year}: {self.amount}"
