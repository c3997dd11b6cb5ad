"""Minutes: what was asked, answered, promised, thought and resolved at a meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.governance.models.meetings import Meeting
from goldenthread.governance.models.route import Step
from goldenthread.people.models import Council
from goldenthread.plans.models import Basis


class Minute(models.Model):
    """One entry of the minutes of a meeting, or of a step whose meeting's day is not held."""

    class Kind(models.TextChoices):
        QUESTION = "QUESTION", "question"
        ANSWER = "ANSWER", "answer"
        PROMISE = "PROMISE", "promise"
        VIEW = "VIEW", "view"
        RESOLVED = "RESOLVED", "resolved"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="minutes")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="minutes"
    )
    step = models.ForeignKey(Step, on_delete=models.CASCADE, null=True, blank=True, related_name="minutes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.TextField()
    said_by = models.CharField(max_length=200, blank=True, help_text="A post or body's role, in words.")
    answers = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="answered_by"
    )
    due_on = models.DateField(null=True, blank=True, help_text="By when it was promised.")
    followed_on = models.DateField(null=True, blank=True, help_text="When a promise was followed up.")
    came_of_it = models.TextField(blank=True, help_text="What came of a promise.")
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["step_id", "meeting_id", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False) | Q(step__isnull=False), name="minute_is_of_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(kind="PROMISE") | Q(due_on__isnull=True, followed_on__isnull=True, came_of_it=""),
                name="only_a_promise_is_followed_up",
            ),
            models.CheckConstraint(
                condition=Q(followed_on__isnull=True) | ~Q(came_of_it=""),
                name="promise_followed_up_says_what_came_of_it",
            ),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(kind__in=["ANSWER", "PROMISE"]),
                name="what_answers_is_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
