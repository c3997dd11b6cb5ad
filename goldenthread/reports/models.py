"""What was published, which reports are made, and what was frozen for them: snapshots and their documents."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.governance.models import Paper
from goldenthread.people.models import Council, Post
from goldenthread.rounds.models import Round


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
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, null=True, blank=True, related_name="reports",
        help_text="The round that its words and figures come in by.",
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "slug"]
        constraints = [models.UniqueConstraint(fields=["council", "slug"], name="one_report_per_slug")]

    def __str__(self) -> str:
        return self.title


class Snapshot(models.Model):
    """A period's figures, frozen: every figure, status, rule and text, under the digest of its content.

    Two snapshots with one digest hold the same figures, whoever made them and when.
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="snapshots")
    setting = models.ForeignKey(ReportSetting, on_delete=models.PROTECT, related_name="snapshots")
    period = models.CharField(max_length=60, help_text="See core.periods.code.")
    on = models.DateField(help_text="The day that the position was read at.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content.")
    content = models.BinaryField(help_text="The facts as canonical JSON; see reports.facts.")
    code_version = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=200, blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    reason = models.TextField(blank=True, help_text="Why it corrects the one before.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["setting", "digest"], name="one_snapshot_per_content"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="correction_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.setting}, frozen {self.made_at:%d %B %Y}"


class Template(models.Model):
    """A council's own Word template with marked places; see reports.templating."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=200)
    file = models.BinaryField()
    digest = models.CharField(max_length=64)
    places = models.JSONField(default=list, help_text="The places that were found in it.")
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=200)
    is_retired = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="one_template_per_name")]

    def __str__(self) -> str:
        return self.name


class Narrative(models.Model):
    """Words that a person wrote into one place of a report; they stay when the figures are made afresh."""

    setting = models.ForeignKey(ReportSetting, on_delete=models.CASCADE, related_name="narratives")
    product = models.CharField(max_length=20, help_text="See reports.products.")
    part = models.CharField(max_length=200, blank=True, help_text="Whose slice it is; empty: the whole.")
    place = models.SlugField(max_length=60, help_text="Which of its sections.")
    text = models.TextField()
    generated = models.TextField(blank=True, help_text="What stood there, made from the figures.")
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["product", "part", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["setting", "product", "part", "place"], name="one_narrative_per_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.setting}: {self.place}"


class Document(models.Model):
    """A file made from a snapshot by the worker: asked for once, claimed by one worker, kept when made."""

    class State(models.TextChoices):
        WAITING = "WAITING", "waiting"
        MAKING = "MAKING", "being made"
        MADE = "MADE", "made"
        FAILED = "FAILED", "could not be made"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="documents")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="documents")
    product = models.CharField(max_length=20, help_text="See reports.products.")
    part = models.CharField(max_length=200, blank=True, help_text="Whose slice it is; empty: the whole.")
    format = models.CharField(max_length=10, help_text="See reports.products.")
    template = models.ForeignKey(
        Template, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    is_plain = models.BooleanField(default=False, help_text="Without colour, as before an election.")
    words = models.CharField(max_length=64, blank=True, help_text="Digest of the narratives in it.")
    key = models.CharField(max_length=64, unique=True, help_text="Digest of all that decides its content.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    claimed_by = models.CharField(max_length=100, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.TextField(blank=True)
    file = models.BinaryField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="MADE") | Q(file__isnull=False, made_at__isnull=False),
                name="made_document_has_its_file",
            )
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="document_by_state")]

    def __str__(self) -> str:
        return f"{self.product} of {self.snapshot} as {self.format}"


class Schedule(models.Model):
    """A report to be frozen, made and sent to named posts on a day."""

    class State(models.TextChoices):
        WAITING = "WAITING", "waiting for its day"
        RUNNING = "RUNNING", "being made"
        DONE = "DONE", "sent"
        STOPPED = "STOPPED", "stopped"
        FAILED = "FAILED", "failed"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="schedules")
    setting = models.ForeignKey(ReportSetting, on_delete=models.CASCADE, related_name="schedules")
    product = models.CharField(max_length=20)
    part = models.CharField(max_length=200, blank=True)
    format = models.CharField(max_length=10)
    send_on = models.DateField()
    posts: models.ManyToManyField[Post, models.Model] = models.ManyToManyField(
        Post, related_name="report_schedules"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    document = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="schedules"
    )
    fault = models.TextField(blank=True)
    made_by = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["send_on", "id"]

    def __str__(self) -> str:
        return f"{self.setting} on {self.send_on}"


class IssuedPaper(models.Model):
    """A paper as it was approved for publication, in one format: its bytes, and the digest that proves it.

    A paper that is opened and approved again is issued again; the earlier issue is kept.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="issues")
    number = models.PositiveSmallIntegerField(help_text="1 for its first approval.")
    format = models.CharField(max_length=10)
    file = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number", "format"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "number", "format"], name="one_file_per_issue_of_a_paper"
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper}, issue {self.number}.{self.format}"
