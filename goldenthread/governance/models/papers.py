"""Papers put to bodies: what each is, asks for and belongs to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.governance.models.bodies import Body
from goldenthread.governance.models.meetings import Meeting
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Edition


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers by who reads them."""

    def seen_by(self, viewer: Officer) -> PaperQuerySet:
        """Those this person may read: drafts and what is exempt are for the council's own people."""
        if viewer.serves_everyone:
            return self
        is_public = ~Q(state="DRAFT") & Q(is_exempt=False)
        return self.filter(is_public | Q(council__slug=viewer.inside or None))


class Paper(models.Model):
    """A report put to a body: who owns it, what it asks for and why."""

    class Kind(models.TextChoices):
        DECISION = "DECISION", "for decision"
        DISCUSSION = "DISCUSSION", "for discussion"
        NOTING = "NOTING", "for noting"

    class State(models.TextChoices):
        DRAFT = "DRAFT", "draft"
        APPROVED = "APPROVED", "approved for publication"
        DECIDED = "DECIDED", "decided"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="papers")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    report_of = models.CharField(max_length=200, help_text="The post that owns the paper.")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.DECISION)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    template = models.SlugField(max_length=60, default="york-2008", help_text="See policies/papers.")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="papers"
    )
    meets_on = models.DateField(null=True, blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True, blank=True)
    is_whole = models.BooleanField(
        default=False, help_text="It puts the whole strategy to the body, so it waits for open workshops."
    )
    portfolio = models.CharField(max_length=200, blank=True)
    decision_maker = models.CharField(max_length=200, blank=True)
    is_key_decision = models.BooleanField(null=True, blank=True)
    forward_plan = models.CharField(max_length=60, blank=True, help_text="Its reference in the forward plan.")
    is_exempt = models.BooleanField(default=False)
    exempt_because = models.CharField(
        max_length=300, blank=True, help_text="The paragraph of Schedule 12A, and why it applies."
    )
    wards = models.CharField(max_length=300, blank=True)
    background = models.TextField(blank=True, help_text="One background paper a line.")
    snapshot = models.CharField(
        max_length=64, blank=True, help_text="The digest of the frozen figures that its text names."
    )
    address = models.URLField(blank=True, help_text="The same paper in the committee system.")
    decision = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["-meets_on", "title"]
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="one_paper_per_slug"),
            models.CheckConstraint(
                condition=~Q(state="DECIDED") | ~Q(decision=""), name="decided_paper_holds_its_decision"
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | Q(is_exempt=False) | ~Q(exempt_because=""),
                name="exempt_paper_says_on_what_ground",
            ),
        ]

    def __str__(self) -> str:
        return self.title
