"""Commissioning: reviews that help define outcomes, and opportunities with partners."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.governance.models.comments import Comment
from goldenthread.people.models import Council, Partner, Post
from goldenthread.plans.models import Basis, Element


class CommissioningReview(models.Model):
    """A commissioning review: what it covers, how it stands, and which outcomes it defines.

    (Cheltenham 2012-13: commissioning should help define outcomes.)
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "proposed"
        UNDER_WAY = "UNDER_WAY", "under way"
        REPORTED = "REPORTED", "reported"
        ACTED_UPON = "ACTED_UPON", "acted upon"
        STOPPED = "STOPPED", "stopped"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="commissioning_reviews")
    name = models.CharField(max_length=200)
    covers = models.TextField(blank=True, help_text="What it covers.")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    lead = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="commissioning_reviews"
    )
    found = models.TextField(blank=True, help_text="What it found; where it was stopped, why.")
    outcomes: models.ManyToManyField[Element, Outcome] = models.ManyToManyField(
        Element, through="Outcome", related_name="commissioning_reviews"
    )
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "name"], name="one_commissioning_review_per_name"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="commissioning_review_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["REPORTED", "ACTED_UPON", "STOPPED"]) | ~Q(found=""),
                name="commissioning_review_over_says_what_it_found",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Outcome(models.Model):
    """That a commissioning review defines an outcome of the plan, or defines it anew."""

    class How(models.TextChoices):
        DEFINES = "DEFINES", "defines"
        REDEFINES = "REDEFINES", "defines anew"

    review = models.ForeignKey(CommissioningReview, on_delete=models.CASCADE, related_name="defined")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="defined_by")
    how = models.CharField(max_length=10, choices=How, default=How.DEFINES)

    class Meta:
        ordering = ["element__level__position", "element__position", "id"]
        constraints = [models.UniqueConstraint(fields=["review", "element"], name="defined_once_by_a_review")]

    def __str__(self) -> str:
        return f"{self.review} {self.get_how_display()} {self.element}"


class Opportunity(models.Model):
    """A chance to commission or work with a partner: where it came from, and what becomes of it.

    (Cheltenham 2012-13: links with the Police Commissioner could offer a commissioning opportunity.)
    """

    class State(models.TextChoices):
        OPEN = "OPEN", "open"
        TAKEN_UP = "TAKEN_UP", "taken up"
        LET_GO = "LET_GO", "let go"

    class Resource(models.TextChoices):
        NOT_SAID = "", "not said"
        EXISTING = "EXISTING", "existing money or staff, linked better"
        IN_KIND = "IN_KIND", "in kind"
        NEW = "NEW", "new money"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="opportunities")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="opportunities")
    text = models.TextField()
    comment = models.ForeignKey(
        Comment, on_delete=models.SET_NULL, null=True, blank=True, related_name="opportunities",
        help_text="The comment that it came from.",
    )  # fmt: skip
    came_from = models.CharField(max_length=300, blank=True, help_text="Where else it came from.")
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="opportunities"
    )
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reason = models.TextField(blank=True, help_text="How it was taken up, or why it was let go.")
    resource = models.CharField(max_length=10, choices=Resource, blank=True)
    progress = models.TextField(blank=True, help_text="How it goes, in words.")
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["partner__name", "id"]
        verbose_name_plural = "opportunities"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="opportunity_says_what_it_is"),
            models.CheckConstraint(
                condition=~Q(state="LET_GO") | ~Q(reason=""), name="opportunity_let_go_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.text
