"""Doubts that a draft's lines can be done in time, before the draft is approved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council
from goldenthread.plans.models import Element


class DateDoubt(models.Model):
    """That a line of a draft may not be done by its date: who doubts it, why, and what became of the doubt.

    (Cheltenham, minute on the action plan 2012-13: a contract by 2012 could be overly ambitious.)
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="doubts")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="doubts")
    due_on = models.DateField(null=True, blank=True, help_text="The date that was doubted.")
    why = models.TextField()
    raised_by = models.CharField(max_length=200)
    raised_on = models.DateField()
    answer = models.TextField(blank=True, help_text="Why it is no longer doubted.")
    answered_by = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-raised_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="doubt_says_why"),
            models.UniqueConstraint(
                fields=["element"], condition=Q(answered_on__isnull=True), name="one_open_doubt_per_element"
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="", answered_by="")
                | Q(answered_on__isnull=False) & ~Q(answer="") & ~Q(answered_by=""),
                name="answered_doubt_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: in doubt"

    @property
    def is_open(self) -> bool:
        return self.answered_on is None
