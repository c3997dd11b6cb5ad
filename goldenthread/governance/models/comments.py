"""What was said of an edition, the answer it got, and what was decided about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.governance.models.bodies import Body
from goldenthread.people.models import Council
from goldenthread.plans.models import Edition, Element


class Comment(models.Model):
    """What a body said of an edition, the answer it got, and what was decided about it."""

    class Disposition(models.TextChoices):
        ACCEPTED = "ACCEPTED", "accepted"
        ACCEPTED_IN_PART = "ACCEPTED_IN_PART", "accepted in part"
        NOT_ACCEPTED = "NOT_ACCEPTED", "not accepted"
        NOTED = "NOTED", "noted"
        REFERRED = "REFERRED", "referred to a body's work programme"
        FORWARDED = "FORWARDED", "forwarded to a partner"
        OPEN = "OPEN", "open"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="comments")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="comments")
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    position = models.PositiveSmallIntegerField()
    when = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    response = models.TextField(blank=True)
    disposition = models.CharField(max_length=20, choices=Disposition, default=Disposition.OPEN)
    sent_to = models.CharField(max_length=200, blank=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="one_comment_per_position"),
            models.CheckConstraint(
                condition=Q(disposition="OPEN") | ~Q(response=""), name="closed_comment_has_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.text
