"""What was published: figures as a council printed them, kept beside those that we can work out."""

from __future__ import annotations

from django.db import models

from goldenthread.governance.models import Paper
from goldenthread.people.models import Council


class PublishedFigure(models.Model):
    """A headline as printed, with the counts behind it where the report gave them."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="published_figures")
    report = models.CharField(max_length=100)
    reported_to = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=200)
    value = models.CharField(max_length=100)
    part = models.PositiveIntegerField(null=True, blank=True)
    whole = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["-reported_to", "report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["council", "report", "subject"], name="one_headline_per_subject")
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.subject} {self.value}"


class ReportSetting(models.Model):
    """A report that the council makes: of what period, with which published figures, on which paper."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="report_settings")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=60, help_text="See core.periods.code.")
    report = models.CharField(max_length=100, blank=True)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "slug"]
        constraints = [models.UniqueConstraint(fields=["council", "slug"], name="one_report_per_slug")]

    def __str__(self) -> str:
        return self.title
