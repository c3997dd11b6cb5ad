"""Meetings of bodies, and what each body means to look into."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.governance.models.bodies import Body
from goldenthread.people.models import Council


class Meeting(models.Model):
    """One meeting of a body: when its papers are published, and until when its decisions can be called in."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="meetings")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    meets_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    publication_on = models.DateField(
        null=True, blank=True, help_text="By when its papers are published: five clear days before."
    )
    call_in_until = models.DateField(
        null=True, blank=True, help_text="The last day on which its decisions can be called in."
    )
    address = models.URLField(blank=True, help_text="The same meeting in the committee system.")
    is_cancelled = models.BooleanField(default=False)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["meets_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "meets_on"], name="one_meeting_of_a_body_on_a_day"),
            models.CheckConstraint(
                condition=Q(publication_on__isnull=True) | Q(publication_on__lte=F("meets_on")),
                name="papers_are_published_before_the_meeting",
            ),
            models.CheckConstraint(
                condition=Q(call_in_until__isnull=True) | Q(call_in_until__gte=F("meets_on")),
                name="call_in_ends_after_the_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {self.meets_on.day} {self.meets_on:%B %Y}"


class WorkItem(models.Model):
    """One topic of a body's work programme: what it means to look into, when, and what came of it.

    When a body is replaced its unfinished items move to its successor; `first_body` keeps where they began.
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "proposed"
        PLANNED = "PLANNED", "planned"
        UNDER_WAY = "UNDER_WAY", "under way"
        DONE = "DONE", "done"
        DROPPED = "DROPPED", "dropped"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="work_items")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="work_items")
    first_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="work_items_begun",
        help_text="The body it was first given to, where that is another.",
    )  # fmt: skip
    topic = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    when = models.CharField(max_length=100, blank=True, help_text="Planned for: in words.")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="work_items"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    outcome = models.TextField(blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["DONE", "DROPPED"]) | ~Q(outcome=""),
                name="finished_work_item_says_what_came_of_it",
            )
        ]

    def __str__(self) -> str:
        return self.topic
