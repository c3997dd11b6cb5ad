"""Bodies, the route of a plan through them, what they said, and the papers put to them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council
from goldenthread.plans.models import Basis, Edition, Element


class Body(models.Model):
    """A committee, board, partnership or management team that considers papers."""

    class Kind(models.TextChoices):
        COUNCIL = "COUNCIL", "full council"
        EXECUTIVE = "EXECUTIVE", "executive"
        SCRUTINY = "SCRUTINY", "overview and scrutiny"
        PARTNERSHIP = "PARTNERSHIP", "partnership"
        MANAGEMENT = "MANAGEMENT", "management team"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="bodies")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    short = models.CharField(max_length=20, blank=True, help_text="What papers call it: EBI.")
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced"
    )
    replaced_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="one_body_per_name")]

    def __str__(self) -> str:
        return self.name


class Remit(models.Model):
    """Which body scrutinises an element, and from when to when: what moves on is kept."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="remits")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="remits")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="remits")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True, help_text="Empty while it holds.")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["element"], condition=Q(until_on__isnull=True), name="one_remit_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.body}"


class Step(models.Model):
    """One stop on the route of an edition: which body considered it, when, and what came of it."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="steps")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="steps")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="steps")
    position = models.PositiveSmallIntegerField()
    happened_on = models.DateField(null=True, blank=True)
    when = models.CharField(max_length=100, help_text="As the source says it.")
    what = models.TextField()
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "position"], name="one_step_per_position")]

    def __str__(self) -> str:
        return f"{self.position}. {self.body}, {self.when}"


class Comment(models.Model):
    """What a body said of an edition, the answer it got, and what was decided about it."""

    class Disposition(models.TextChoices):
        ACCEPTED = "ACCEPTED", "accepted"
        ACCEPTED_IN_PART = "ACCEPTED_IN_PART", "accepted in part"
        NOT_ACCEPTED = "NOT_ACCEPTED", "not accepted"
        NOTED = "NOTED", "noted"
        REFERRED = "REFERRED", "referred to a body's work programme"
        FORWARDED = "FORWARDED", "forwarded to a partner"
        OPEN = "OPEN", "open"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="comments")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="comments")
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    position = models.PositiveSmallIntegerField()
    when = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    response = models.TextField(blank=True)
    disposition = models.CharField(max_length=20, choices=Disposition, default=Disposition.OPEN)
    sent_to = models.CharField(max_length=200, blank=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="one_comment_per_position"),
            models.CheckConstraint(
                condition=Q(disposition="OPEN") | ~Q(response=""), name="closed_comment_has_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.text


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
