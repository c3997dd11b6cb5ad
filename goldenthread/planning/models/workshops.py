"""Workshops: rounds with a purpose, their sessions, and who was asked, replied and came."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council, Partner, Post
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Basis, Edition, Element


class WorkshopRoundQuerySet(models.QuerySet["WorkshopRound"]):
    """Rounds by who reads them."""

    def seen_by(self, viewer: Officer) -> WorkshopRoundQuerySet:
        """Of an open edition for everybody; of a closed draft for the council's own people and its partners,
        who are invited to work on it."""
        if viewer.serves_everyone:
            return self
        return self.filter(Q(edition__is_open=True) | Q(council__slug=viewer.council or None))


class WorkshopRound(models.Model):
    """One round of workshops about an edition, with what it is for (York 2008, paragraphs 8 and 11)."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", "planned"
        OPEN = "OPEN", "open"
        CLOSED = "CLOSED", "closed"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="workshop_rounds")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="workshop_rounds")
    name = models.CharField(max_length=200)
    purpose = models.TextField(help_text="What the round is to find out or to agree.")
    when = models.CharField(max_length=100, blank=True, help_text="The planned month, in words.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    took_part = models.CharField(
        max_length=300, blank=True, help_text="Who took part, where there is no list of them."
    )
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    left_open = models.TextField(
        blank=True, help_text="What becomes of proposals that were open when it was closed."
    )
    position = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WorkshopRoundQuerySet.as_manager()

    class Meta:
        ordering = ["edition_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="one_workshop_round_per_name"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="workshop_round_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WorkshopSession(models.Model):
    """One meeting of a round: about a theme or about all, on a day as far as it is known."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", "planned"
        HELD = "HELD", "held"
        CANCELLED = "CANCELLED", "cancelled"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="workshop_sessions")
    round = models.ForeignKey(WorkshopRound, on_delete=models.CASCADE, related_name="sessions")
    theme = models.ForeignKey(
        Element, on_delete=models.PROTECT, null=True, blank=True, related_name="workshop_sessions"
    )
    title = models.CharField(max_length=200)
    held_on = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    notes = models.TextField(blank=True)
    sequence = models.PositiveIntegerField(
        default=1, help_text="Counts what those invited are told of: day, times, place, cancelled or not."
    )
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round_id", F("held_on").asc(nulls_last=True), "starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "title"], name="one_workshop_session_per_title"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(held_on__isnull=False),
                name="workshop_session_with_a_time_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="workshop_session_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WorkshopInvitation(models.Model):
    """Somebody asked to a session: a post, a partner organisation, or a body or role by its name."""

    class Kind(models.TextChoices):
        MEMBER = "MEMBER", "member"
        OFFICER = "OFFICER", "officer"
        PARTNER = "PARTNER", "partner"

    class Reply(models.TextChoices):
        NONE = "", "no reply"
        YES = "YES", "yes"
        NO = "NO", "no"
        PERHAPS = "PERHAPS", "perhaps"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="workshop_invitations")
    session = models.ForeignKey(WorkshopSession, on_delete=models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=10, choices=Kind)
    who = models.CharField(max_length=200)
    post = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="workshop_invitations"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.SET_NULL, null=True, blank=True, related_name="workshop_invitations"
    )
    email = models.EmailField(blank=True)
    reply = models.CharField(max_length=10, choices=Reply, blank=True, default=Reply.NONE)
    replied_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True, help_text="Whether they came; empty: not known.")
    sent = models.PositiveSmallIntegerField(default=0, help_text="How many messages were written to them.")
    told_sequence = models.PositiveIntegerField(
        default=0, help_text="The sequence of the session as they were last told of it."
    )
    link_until = models.DateTimeField(null=True, blank=True, help_text="When their link ends.")
    version = models.PositiveIntegerField(default=1)

    kept_private = ("email",)  # people's own: the ledger keeps that there is one, and not which

    class Meta:
        ordering = ["kind", "who", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "who"], name="asked_once_to_a_workshop_session"),
            models.CheckConstraint(
                condition=Q(reply="") | Q(replied_at__isnull=False), name="workshop_reply_has_a_time"
            ),
            models.CheckConstraint(
                condition=Q(post__isnull=True) | Q(partner__isnull=True),
                name="a_post_or_a_partner_is_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.who
