"""Papers put to bodies, with their contacts, sign-offs, implications and options."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.governance.models.bodies import Body
from goldenthread.people.models import Council
from goldenthread.plans.models import Edition


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
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    meets_on = models.DateField(null=True, blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True, blank=True)
    summary = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    wards = models.CharField(max_length=300, blank=True)
    background = models.TextField(blank=True, help_text="One background paper a line.")
    annexes = models.TextField(blank=True, help_text="One annex a line.")
    decision = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-meets_on", "title"]
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="one_paper_per_slug"),
            models.CheckConstraint(
                condition=~Q(state="DECIDED") | ~Q(decision=""), name="decided_paper_holds_its_decision"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Contact(models.Model):
    """Somebody named on a paper: an author, a co-author, or the chief officer responsible."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="contacts")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=60)
    name = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=200)
    team = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.role}: {self.post}"


class Approval(models.Model):
    """One sign-off of a paper, in order; without a date it is still to come."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="approvals")
    position = models.PositiveSmallIntegerField()
    post = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["paper", "position"], name="one_approval_per_place")]

    def __str__(self) -> str:
        return f"{self.post}: {self.approved_on or 'to come'}"


class Implication(models.Model):
    """What a paper means for money, people, law and so on. “None” is said, never left blank."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="implications")
    position = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    is_none = models.BooleanField(default=False, help_text="There are no implications of this kind.")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "category"], name="one_implication_per_category"),
            models.CheckConstraint(condition=Q(is_none=False) | Q(text=""), name="none_means_none"),
        ]

    def __str__(self) -> str:
        return self.category

    @property
    def is_blank(self) -> bool:
        return not self.is_none and not self.text.strip()


class Option(models.Model):
    """A choice put to the body, with what speaks for and against it."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    advantages = models.TextField(blank=True)
    disadvantages = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="one_option_per_number")]

    def __str__(self) -> str:
        return f"Option {self.number}"
