"""What was said of an edition, the answer it got, what was decided about it, and the words that changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.core import dispositions
from goldenthread.core.dispositions import Standing
from goldenthread.governance.models.bodies import Body
from goldenthread.governance.models.meetings import Meeting, WorkItem
from goldenthread.governance.models.route import Step
from goldenthread.people.models import Council, Partner
from goldenthread.plans.models import Edition, Element

MOST_LETTERS = 4000  # of a public comment: about two printed pages


class Comment(models.Model):
    """What somebody said of an edition, the answer it got, and what was decided about it.

    It points at an element, at the edition as a whole, or at something missing (`is_gap`; Cheltenham 2012:
    the Police Commissioner).
    """

    class Disposition(models.TextChoices):
        ACCEPTED = "ACCEPTED", "accepted"
        ACCEPTED_IN_PART = "ACCEPTED_IN_PART", "accepted in part"
        NOT_ACCEPTED = "NOT_ACCEPTED", "not accepted"
        NOTED = "NOTED", "noted"
        REFERRED = "REFERRED", "referred to a body's work programme"
        FORWARDED = "FORWARDED", "forwarded to a partner"
        OPEN = "OPEN", "open"

    class From(models.TextChoices):
        BODY = "BODY", "a body"
        CONSULTATION = "CONSULTATION", "a consultation"
        PARTNER = "PARTNER", "a partner"
        PERSON = "PERSON", "a person"

    class Stance(models.TextChoices):
        NOT_SAID = "", "not said"
        FOR = "FOR", "for"
        AGAINST = "AGAINST", "against"
        NEITHER = "NEITHER", "neither for nor against"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="comments")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="comments")
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    is_gap = models.BooleanField(default=False, help_text="Says that something is missing.")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    came_from = models.CharField(max_length=20, choices=From, default=From.BODY)
    who = models.CharField(
        max_length=200, blank=True, help_text="A post, a body or an organisation, in words; never a name."
    )
    step = models.ForeignKey(Step, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    position = models.PositiveSmallIntegerField()
    when = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    stance = models.CharField(max_length=10, choices=Stance, blank=True, default="")
    strength = models.CharField(
        max_length=300, blank=True, help_text="How strongly it is wanted, in words: evidence of support."
    )
    response = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    disposition = models.CharField(max_length=20, choices=Disposition, default=Disposition.OPEN)
    sent_to = models.CharField(max_length=200, blank=True)
    work_item = models.ForeignKey(
        WorkItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments",
        help_text="The topic of a body's work programme that it became.",
    )  # fmt: skip
    forwarded_to = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="comments_forwarded"
    )
    forwarded_on = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True, help_text="What the partner answered.")
    replied_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="one_comment_per_position"),
            models.CheckConstraint(
                condition=Q(disposition="OPEN") | ~Q(response=""), name="closed_comment_has_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(forwarded_to__isnull=False) | Q(reply="", forwarded_on__isnull=True),
                name="forwarded_comment_names_the_partner",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True) | ~Q(reply=""), name="reply_to_a_comment_is_in_words"
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True)
                | Q(forwarded_on__isnull=True)
                | Q(replied_on__gte=F("forwarded_on")),
                name="reply_to_a_comment_comes_after_it",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def said_by(self) -> str:
        """Who said it, in words: “Cabinet”, “A member of the public”."""
        if self.who:
            return self.who
        if self.body_id is not None:
            return str(self.body)
        return "Not stated" if self.came_from == self.From.BODY else f"{self.get_came_from_display()}".title()

    @property
    def standing(self) -> Standing:
        return dispositions.standing(
            self.disposition, is_forwarded=self.forwarded_to_id is not None, has_reply=bool(self.reply)
        )

    @property
    def standing_words(self) -> str:
        return dispositions.STANDINGS[self.standing]


class TextChange(models.Model):
    """What a comment changed: what the text said and what it says, of one field of one element."""

    class Field(models.TextChoices):
        TITLE = "title", "its words"
        DETAIL = "detail", "its detail"
        NEED = "need", "its evidence of need"
        QUANTITY = "quantity", "its quantity"
        DUE_ON = "due_on", "its date"

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="changes")
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="changed_by_comments"
    )
    field = models.CharField(max_length=20, choices=Field)
    before = models.TextField(blank=True, help_text="Empty where the line is new.")
    after = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="text_change_changes_something")
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.get_field_display()}"


class CommentWindow(models.Model):
    """From when to when a draft is open for comments, and what can still change (Cheltenham 2012)."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="comment_windows")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="comment_windows")
    slug = models.SlugField(max_length=60)
    opens_on = models.DateField()
    closes_on = models.DateField(help_text="The last such day.")
    may_change = models.TextField(help_text="What can still change, and what is settled.")
    is_public = models.BooleanField(
        default=False, help_text="Anybody may comment by a form without an account."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-closes_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="one_comment_window_per_slug"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="comment_window_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"Comments on {self.edition}"


class PublicComment(models.Model):
    """What somebody without an account wrote; nobody but a moderator sees it until it becomes a comment.

    It keeps no name and no address. `__str__` and the ledger hold its reference only, never its words.
    """

    kept_private = ("text", "digest")

    class State(models.TextChoices):
        WAITING = "WAITING", "waiting for a moderator"
        TAKEN = "TAKEN", "taken into the register"
        SET_ASIDE = "SET_ASIDE", "set aside"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="public_comments")
    window = models.ForeignKey(CommentWindow, on_delete=models.CASCADE, related_name="public_comments")
    reference = models.CharField(max_length=12)
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="public_comments"
    )
    stance = models.CharField(max_length=10, choices=Comment.Stance, blank=True, default="")
    text = models.TextField(max_length=MOST_LETTERS)
    digest = models.CharField(max_length=64, help_text="Of its words: the same sent again is not stored.")
    times = models.PositiveIntegerField(default=1, help_text="How often the same words were sent.")
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(blank=True, help_text="Why it was set aside.")
    comment = models.OneToOneField(
        Comment, on_delete=models.SET_NULL, null=True, blank=True, related_name="sent_in_as"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["received_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["council", "reference"], name="one_public_comment_per_reference"),
            models.UniqueConstraint(fields=["window", "digest"], name="same_public_comment_once"),
            models.CheckConstraint(
                condition=~Q(state="SET_ASIDE") | ~Q(reason=""), name="set_aside_public_comment_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"Public comment {self.reference}"


class SentLately(models.Model):
    """That somebody used a public form within the hour; `sender` can't be turned back into an address."""

    window = models.ForeignKey(CommentWindow, on_delete=models.CASCADE, related_name="sent_lately")
    sender = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["window", "at"], name="sent_lately_by_time")]

    def __str__(self) -> str:
        return f"{self.window}, {self.at}"
