"""Telling people of an edition: audiences, messages, tasks, booked time, the launch (York 2008, 16)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council, Post, Service
from goldenthread.planning.models.stages import Stage
from goldenthread.plans.models import Basis, Edition


class Communication(models.Model):
    """The plan of communication of one edition; its launch is a stage on the calendar, so it has one day."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="communications")
    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="communication")
    about = models.TextField(blank=True, help_text="What is to be reached, in a sentence or two.")
    launch = models.ForeignKey(Stage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Communication of {self.edition}"


class Audience(models.Model):
    """Whom the edition is told to, which changes they are told, and in what manner of words."""

    class Side(models.TextChoices):
        INTERNAL = "INTERNAL", "internal"
        EXTERNAL = "EXTERNAL", "external"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="audiences")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="audiences")
    name = models.CharField(max_length=100)
    side = models.CharField(max_length=10, choices=Side)
    reads_as = models.CharField(
        max_length=20, default="staff", help_text="Whose manner of words: see core/changes_told.py."
    )
    themes = models.JSONField(default=list, blank=True, help_text="Top lines by number; empty for all.")
    kinds = models.JSONField(default=list, blank=True, help_text="Kinds of change by code; empty for all.")
    opening = models.TextField(blank=True, help_text="What it is, in their words.")
    what_next = models.TextField(blank=True, help_text="What happens next for them.")
    contact = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="audiences"
    )
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-side", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="one_audience_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Message(models.Model):
    """What an audience is told by one channel."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="communication_messages")
    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField(max_length=100, help_text="For example team meetings.")
    text = models.TextField()
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["audience_id", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="message_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


class CommunicationTask(models.Model):
    """One thing to be done so that people are told: by whom, by when, for whom, by which channel."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="communication_tasks")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="communication_tasks")
    audience = models.ForeignKey(
        Audience, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    what = models.CharField(max_length=300)
    channel = models.CharField(max_length=100, blank=True)
    owner = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="communication_tasks"
    )
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(starts_on__lte=F("due_on")),
                name="communication_task_starts_before_it_is_due",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class BookedTime(models.Model):
    """Time of a team that is booked for telling people: from when until when, how much, and why."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="booked_times")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="booked_times")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="booked_times"
    )
    team = models.CharField(max_length=200, blank=True, help_text="Where it is no service on record.")
    from_on = models.DateField()
    until_on = models.DateField()
    when = models.CharField(max_length=100, blank=True, help_text="As the source says it.")
    days = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    why = models.TextField()
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="booked_time_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(service__isnull=False) | ~Q(team=""), name="booked_time_is_somebodys"
            ),
            models.CheckConstraint(
                condition=Q(days__isnull=True) | Q(days__gt=0), name="booked_days_are_some"
            ),
        ]

    @property
    def whose(self) -> str:
        return str(self.service) if self.service else self.team

    def __str__(self) -> str:
        return f"{self.whose}, {self.from_on} to {self.until_on}"
