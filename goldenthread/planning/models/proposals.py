"""What is proposed in workshops, and the votes for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council, Post, User
from goldenthread.planning.models.workshops import WorkshopSession
from goldenthread.plans.models import Element, Level


class Proposal(models.Model):
    """One thing proposed in a session: open, taken into the draft as one element, or set aside with why."""

    class State(models.TextChoices):
        OPEN = "OPEN", "open"
        PROMOTED = "PROMOTED", "taken into the draft"
        SET_ASIDE = "SET_ASIDE", "set aside"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="proposals")
    session = models.ForeignKey(WorkshopSession, on_delete=models.CASCADE, related_name="proposals")
    text = models.CharField(max_length=500)
    theme = models.ForeignKey(
        Element, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals_under"
    )
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    group = models.CharField(max_length=100, blank=True)
    delivery = models.TextField(blank=True, help_text="How it would be delivered.")
    measure = models.TextField(blank=True, help_text="How anybody would see that it is done.")
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    scribe = models.CharField(max_length=200, help_text="The post that wrote it down.")
    written_at = models.DateTimeField()
    hands = models.PositiveIntegerField(null=True, blank=True, help_text="A show of hands, as counted.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reason = models.TextField(blank=True, help_text="Why it was set aside.")
    became = models.OneToOneField(
        Element, on_delete=models.PROTECT, null=True, blank=True, related_name="proposal"
    )
    key = models.CharField(max_length=40, help_text="Of the form that sent it, so that twice is once.")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "key"], name="one_proposal_per_form"),
            models.CheckConstraint(
                condition=Q(state="PROMOTED", became__isnull=False)
                | (~Q(state="PROMOTED") & Q(became__isnull=True)),
                name="promoted_proposal_became_an_element",
            ),
            models.CheckConstraint(
                condition=~Q(state="SET_ASIDE") | ~Q(reason=""), name="proposal_set_aside_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """One person's vote for a proposal; taking it back removes it."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="votes")
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="votes")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "user"], name="one_vote_per_person")]

    def __str__(self) -> str:
        return f"A vote for {self.proposal_id}"
