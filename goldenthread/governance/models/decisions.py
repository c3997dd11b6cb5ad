"""What bodies decided, kept apart from what was recommended to them, and the tasks that came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.governance.models.bodies import Body
from goldenthread.governance.models.meetings import Meeting
from goldenthread.governance.models.minutes import Minute
from goldenthread.governance.models.papers import Paper
from goldenthread.governance.models.route import Recommendation, Step
from goldenthread.people.models import Council, Post


class Decision(models.Model):
    """A body’s decision with its own reason and conditions, which may differ from what was recommended."""

    class Agrees(models.TextChoices):
        YES = "YES", "as recommended"
        IN_PART = "IN_PART", "as recommended in part"
        NO = "NO", "otherwise than recommended"
        NOTHING = "NOTHING", "nothing was recommended"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="decisions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    about = models.CharField(max_length=200, help_text="What it is a decision on.")
    text = models.TextField(help_text="What was decided.")
    decided_on = models.DateField()
    paper = models.ForeignKey(
        Paper, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    recommended = models.TextField(blank=True, help_text="What was recommended, where no paper is held.")
    agrees = models.CharField(max_length=10, choices=Agrees, default=Agrees.YES)
    reason = models.TextField(blank=True, help_text="The body's own reason.")
    conditions = models.TextField(blank=True, help_text="One condition a line.")
    call_in_until = models.DateField(null=True, blank=True)
    called_in_on = models.DateField(null=True, blank=True)
    called_in_because = models.TextField(blank=True)
    call_in_outcome = models.TextField(blank=True, help_text="What came of the call-in.")
    adopts = models.BooleanField(default=False, help_text="By it Council adopted the edition.")
    address = models.URLField(blank=True, help_text="The same decision in the committee system.")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "body", "decided_on", "about"], name="one_decision_on_a_thing_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(agrees__in=["IN_PART", "NO"]) | ~Q(reason=""),
                name="decision_that_differs_has_its_own_reason",
            ),
            models.CheckConstraint(
                condition=Q(call_in_until__isnull=True) | Q(call_in_until__gte=F("decided_on")),
                name="decision_is_called_in_after_it_is_taken",
            ),
            models.CheckConstraint(
                condition=Q(called_in_on__isnull=True, called_in_because="", call_in_outcome="")
                | (
                    Q(called_in_on__isnull=False, called_in_on__gte=F("decided_on"))
                    & ~Q(called_in_because="")
                ),
                name="call_in_has_its_day_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.decided_on.day} {self.decided_on:%B %Y}: {self.about}"


class Task(models.Model):
    """Something to be done because it was decided, set as a condition, promised or asked for."""

    class Origin(models.TextChoices):
        DECISION = "DECISION", "a decision"
        CONDITION = "CONDITION", "a condition of a decision"
        PROMISE = "PROMISE", "a promise"
        RECOMMENDATION = "RECOMMENDATION", "a recommendation"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="tasks")
    text = models.TextField()
    origin = models.CharField(max_length=14, choices=Origin, default=Origin.DECISION)
    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, null=True, blank=True, related_name="tasks"
    )
    minute = models.ForeignKey(Minute, on_delete=models.CASCADE, null=True, blank=True, related_name="tasks")
    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, null=True, blank=True, related_name="tasks"
    )
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    who = models.CharField(max_length=200, blank=True, help_text="A partner or body, in words.")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True, help_text="What came of it.")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(who=""), name="task_has_somebody_who_does_it"
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(outcome=""), name="task_done_says_what_came_of_it"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["DECISION", "CONDITION"], decision__isnull=False)
                | Q(origin="PROMISE", minute__isnull=False)
                | Q(origin="RECOMMENDATION", recommendation__isnull=False),
                name="task_comes_of_something",
            ),
        ]

    def __str__(self) -> str:
        return self.text
