"""The ledger keeps names and numbers, not foreign keys, so that it outlives what it speaks of."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One thing that happened: who did it, when, to what, what was there before, and why."""

    council = models.SlugField(blank=True)
    at = models.DateTimeField()
    by_post = models.CharField(max_length=200)
    by_user = models.CharField(max_length=150, blank=True)
    verb = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=50)
    subject = models.CharField(max_length=500)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["council", "subject_kind", "subject_id", "-at"], name="entry_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.by_post} {self.verb} {self.subject}"
