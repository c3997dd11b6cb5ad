"""Plans on their way in: a file's tables until the plan is stored, and how its columns were read."""

from __future__ import annotations

from django.db import models

from goldenthread.people.models import Council
from goldenthread.rounds.models import Invitation, Round


class Bringing(models.Model):
    """A plan being brought in from a file; it goes when the plan is stored or given up."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="bringings")
    file = models.CharField(max_length=200)
    brought_at = models.DateTimeField()
    by_post = models.CharField(max_length=200)
    by_user = models.CharField(max_length=150, blank=True)
    tables = models.JSONField(help_text="See exchange.plan_records.")
    table = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Which table is read.")
    reading = models.JSONField(default=dict, blank=True, help_text="What each of its columns is for.")
    is_remembered = models.BooleanField(
        default=False, help_text="The reading is that of an earlier file with the same headings."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-brought_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(table__isnull=False) | models.Q(reading={}), name="reading_is_of_a_table"
            ),
        ]

    def __str__(self) -> str:
        return self.file


class RememberedMapping(models.Model):
    """How a table with these headings was read, so that next year's file is read the same."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="remembered_mappings")
    signature = models.CharField(max_length=64, help_text="Of the headings, in order.")
    reading = models.JSONField(help_text="See exchange.plan_records.")
    used_at = models.DateTimeField()
    by_post = models.CharField(max_length=200)

    class Meta:
        ordering = ["-used_at"]
        constraints = [
            models.UniqueConstraint(fields=["council", "signature"], name="one_mapping_per_headings")
        ]

    def __str__(self) -> str:
        return f"Columns as read on {self.used_at:%d %B %Y}"


class Return(models.Model):
    """A workbook that somebody filled in and sent back; it goes when it is confirmed or given up."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="returns")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="returns")
    file = models.CharField(max_length=200)
    brought_at = models.DateTimeField()
    by_post = models.CharField(max_length=200)
    by_user = models.CharField(max_length=150, blank=True)
    invitation = models.ForeignKey(
        Invitation, on_delete=models.CASCADE, null=True, blank=True, related_name="returns"
    )
    lines = models.JSONField(help_text="See exchange.returns.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-brought_at", "-id"]

    def __str__(self) -> str:
        return self.file
