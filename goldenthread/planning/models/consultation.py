"""Consultations on an edition, and the responses that came of each (York 2008, paragraphs 15, 19 and 24)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.governance.models import Comment
from goldenthread.people.models import Council
from goldenthread.plans.models import Basis, Edition


class Consultation(models.Model):
    """Whom we asked about an edition, what they were shown, how many answered, and what came of it."""

    class Kind(models.TextChoices):
        EVENT = "EVENT", "event"
        SURVEY = "SURVEY", "survey"
        WRITTEN = "WRITTEN", "written"
        FORM = "FORM", "public form"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="consultations")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="consultations")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    audience = models.CharField(max_length=300, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    when = models.CharField(max_length=100, blank=True, help_text="As the source says it.")
    shown = models.TextField(blank=True, help_text="What people were shown.")
    asked = models.PositiveIntegerField(null=True, blank=True)
    answered = models.PositiveIntegerField(null=True, blank=True)
    for_it = models.PositiveIntegerField(null=True, blank=True)
    against = models.PositiveIntegerField(null=True, blank=True)
    neither = models.PositiveIntegerField(null=True, blank=True)
    base = models.CharField(max_length=200, blank=True, help_text="Of whom the three counts are.")
    findings = models.TextField(blank=True)
    outcome = models.TextField(blank=True, help_text="What the plan made of it.")
    is_reference_group = models.BooleanField(
        default=False, help_text="A standing group that considers the plan, such as one for equalities."
    )
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="one_consultation_per_name"),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="consultation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(asked__isnull=True) | Q(answered__isnull=True) | Q(answered__lte=F("asked")),
                name="no_more_answer_than_were_asked",
            ),
            models.CheckConstraint(
                condition=Q(for_it__isnull=True, against__isnull=True, neither__isnull=True)
                | (Q(for_it__isnull=False, against__isnull=False, neither__isnull=False) & ~Q(base="")),
                name="support_is_counted_whole_with_its_base",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_counted(self) -> bool:
        """Whether support is held as counts."""
        return self.for_it is not None

    @property
    def said(self) -> int:
        """How many the three counts of support are of."""
        return (self.for_it or 0) + (self.against or 0) + (self.neither or 0)


class Response(models.Model):
    """That a comment came of a consultation; `digest` tells the same response sent in twice."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="responses")
    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="came_of")
    respondent = models.CharField(max_length=200, blank=True, help_text="What kind of respondent.")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "digest"], name="same_response_once_in_a_consultation"
            )
        ]

    def __str__(self) -> str:
        return str(self.comment)


class ResponseFile(models.Model):
    """A file of written responses that was read and not stored yet; it goes when stored or given up."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="files")
    file = models.CharField(max_length=200)
    rows = models.JSONField()
    brought_at = models.DateTimeField()
    by_post = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-brought_at", "-id"]

    def __str__(self) -> str:
        return self.file
