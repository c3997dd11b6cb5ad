"""What may go wrong: the register of risks, their scores through time, and what is done about them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council, Post, Service
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Basis, Element


class RiskScale(models.Model):
    """A scale for risks as the council adopted it, kept whole so that old scores can be read again."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="risk_scales")
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=200)
    body = models.JSONField(help_text="The scale as data; see core.risk_scale.")
    source = models.TextField(blank=True)
    in_force_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-in_force_from", "-id"]
        constraints = [models.UniqueConstraint(fields=["council", "code"], name="one_risk_scale_per_code")]

    def __str__(self) -> str:
        return self.name


class RiskQuerySet(models.QuerySet["Risk"]):
    """Risks by who reads them and whether they are open."""

    def seen_by(self, viewer: Officer) -> RiskQuerySet:
        """Those this person may read: the council's own people all, everybody the key corporate risks."""
        if viewer.serves_everyone:
            return self
        return self.filter(Q(is_key=True) | Q(council__slug=viewer.inside or None))

    def open(self) -> RiskQuerySet:
        return self.filter(closed_on__isnull=True)


class Risk(models.Model):
    """What may go wrong: its cause, its effect, who answers for it, and when it is looked at again.

    Its scores are rows of their own. `likelihood`, `impact` and `movement` are what a source stated in its
    own words, and stand only where there is no score.
    """

    class Movement(models.TextChoices):
        UP = "UP", "up"
        SAME = "SAME", "the same"
        DOWN = "DOWN", "down"
        NEW = "NEW", "new"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="risks")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    control = models.TextField(blank=True, help_text="What is being done about it, as a source says it.")
    owner = models.CharField(max_length=200, blank=True, help_text="Who answers for it, where no post does.")
    owner_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="risks",
        help_text="The post that answers for it.",
    )  # fmt: skip
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="risks"
    )
    likelihood = models.CharField(max_length=40, blank=True, help_text="In the source's own words.")
    impact = models.CharField(max_length=40, blank=True)
    movement = models.CharField(max_length=10, choices=Movement, blank=True)
    elements: models.ManyToManyField[Element, models.Model] = models.ManyToManyField(
        Element, related_name="risks", blank=True
    )
    is_key = models.BooleanField(default=True, help_text="A key corporate risk: the Monitor prints it.")
    next_review_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.TextField(blank=True)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RiskQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["council", "code"], name="one_risk_per_code"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_because="")
                | (Q(closed_on__isnull=False) & ~Q(closed_because="")),
                name="closed_risk_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def answered_by(self) -> str:
        """The post that answers for it, or whoever a source names; empty where nobody does."""
        return str(self.owner_post or self.owner)

    def is_overdue(self, on: date) -> bool:
        """True where it is open and should have been looked at again before a day."""
        return self.closed_on is None and self.next_review_on is not None and self.next_review_on < on


class RiskScore(models.Model):
    """How likely and how grave a risk was judged on a day, by a scale: before controls, now, or as wanted."""

    class Kind(models.TextChoices):
        GROSS = "GROSS", "before controls"
        CURRENT = "CURRENT", "now"
        TARGET = "TARGET", "wanted"

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="scores")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CURRENT)
    scored_on = models.DateField()
    likelihood = models.PositiveSmallIntegerField(help_text="The step of the scale, from 1.")
    impact = models.PositiveSmallIntegerField(help_text="The step of the scale, from 1.")
    scale = models.SlugField(max_length=30, help_text="The code of the scale that it was scored by.")
    by = models.CharField(max_length=200, blank=True, help_text="The post that scored it.")
    why = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["scored_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "kind", "scored_on"], name="one_score_a_day_and_kind"),
            models.CheckConstraint(
                condition=Q(likelihood__gte=1, impact__gte=1), name="score_counts_steps_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk}, {self.scored_on}: {self.likelihood} × {self.impact}"


class RiskControl(models.Model):
    """One thing that is done about a risk: how it stands, who answers for it, and by when."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", "planned"
        IN_PLACE = "IN_PLACE", "in place"
        NOT_WORKING = "NOT_WORKING", "in place but not working"
        ENDED = "ENDED", "ended"

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="controls")
    text = models.TextField()
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    owner = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="risk_controls"
    )
    due_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="control_says_what_is_done")]

    def __str__(self) -> str:
        return self.text[:100]
