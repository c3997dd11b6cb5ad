"""The route of an edition through bodies: each step, the edition as that body saw it, what it recommended."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from goldenthread.governance.models.bodies import Body
from goldenthread.governance.models.meetings import Meeting
from goldenthread.people.models import Council
from goldenthread.plans.models import Basis, Edition


class EditionSeen(models.Model):
    """An edition exactly as a body saw it: its lines as text, kept once under the digest of that text.

    Nothing changes a row of this table: what becomes of the edition afterwards leaves it as it was.
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="editions_seen")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text.")
    content = models.TextField(help_text="Canonical JSON: the same edition always gives the same text.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "digest"], name="one_text_per_digest"),
            models.CheckConstraint(condition=~Q(content=""), name="edition_seen_holds_something"),
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class Step(models.Model):
    """One stop on the route of an edition: which body considers it, when, what for, and what came of it."""

    class State(models.TextChoices):
        TO_COME = "TO_COME", "to come"
        HELD = "HELD", "held"
        PASSED_OVER = "PASSED_OVER", "passed over"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="steps")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="steps")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="steps")
    position = models.PositiveSmallIntegerField()
    happened_on = models.DateField(null=True, blank=True)
    when = models.CharField(max_length=100, blank=True, help_text="As the source says it.")
    what = models.TextField(blank=True, help_text="What the body does here, or did.")
    state = models.CharField(max_length=12, choices=State, default=State.TO_COME)
    passed_because = models.TextField(blank=True, help_text="Why it was passed over.")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="steps"
    )
    purpose = models.CharField(max_length=200, blank=True, help_text="Why the edition goes there.")
    influence = models.TextField(blank=True, help_text="What the body may still influence.")
    comments_until = models.DateField(null=True, blank=True, help_text="The last day for comments.")
    address = models.URLField(blank=True, help_text="The same item in the committee system.")
    seen = models.ForeignKey(
        EditionSeen, on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    seen_on = models.DateField(null=True, blank=True, help_text="The day as which the edition was sent.")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="one_step_per_position"),
            models.CheckConstraint(
                condition=~Q(state="PASSED_OVER") | ~Q(passed_because=""),
                name="step_passed_over_says_why",
            ),
            models.CheckConstraint(
                condition=Q(seen__isnull=True, seen_on__isnull=True, sent_at__isnull=True)
                | Q(seen__isnull=False, seen_on__isnull=False, sent_at__isnull=False),
                name="what_was_sent_has_its_day",
            ),
        ]

    @property
    def day(self) -> date | None:
        """The day on which its body considered it, or else its meeting's; None where neither is known."""
        return self.happened_on or (self.meeting.meets_on if self.meeting else None)

    def __str__(self) -> str:
        return f"{self.position}. {self.body or 'No one body'}, {self.when or self.happened_on or 'no day'}"


class Recommendation(models.Model):
    """What a body recommended at a step, and the Executive's reply; open until there is one."""

    class Reply(models.TextChoices):
        OPEN = "OPEN", "open"
        ACCEPTED = "ACCEPTED", "accepted"
        IN_PART = "IN_PART", "accepted in part"
        NOT_ACCEPTED = "NOT_ACCEPTED", "not accepted"
        NOTED = "NOTED", "noted"

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    reply = models.CharField(max_length=12, choices=Reply, default=Reply.OPEN)
    reply_words = models.TextField(blank=True)
    replied_by = models.CharField(max_length=200, blank=True, help_text="A body or a post.")
    replied_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["step_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["step", "number"], name="one_recommendation_per_number"),
            models.CheckConstraint(
                condition=Q(reply="OPEN") | (~Q(reply_words="") & ~Q(replied_by="")),
                name="reply_has_words_and_says_whose_it_is",
            ),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.number} of {self.step.body}"
