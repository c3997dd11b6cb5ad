"""Reviews of whether the reporting arrangements work."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council, Post


class Review(models.Model):
    """A look at whether the reporting arrangements work: what was found, and what is to be done about it."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="reviews")
    held_on = models.DateField()
    about = models.CharField(max_length=200, help_text="What was looked at.")
    found = models.TextField(help_text="What works and what doesn't.")
    to_do = models.TextField(blank=True, help_text="What is to be done about it.")
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_do="") | Q(owner__isnull=False, due_on__isnull=False),
                name="what_a_review_asks_has_an_owner_and_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.about}, {self.held_on}"
