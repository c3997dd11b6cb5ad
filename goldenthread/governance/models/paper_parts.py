"""What stands on a paper: contacts, sign-offs, sections, options, implications, risks, recommendations."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.governance.models.papers import Paper
from goldenthread.plans.models import Element
from goldenthread.resources.models import Risk


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
    """One clearance or sign-off of a paper, in order; without a date it is still to come."""

    class Asked(models.TextChoices):
        CLEARANCE = "clearance", "clearance"
        SIGN_OFF = "sign-off", "sign-off"

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="approvals")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=100, blank=True, help_text="What it is for: Finance, Legal.")
    stage = models.PositiveSmallIntegerField(default=1)
    asked = models.CharField(max_length=10, choices=Asked, default=Asked.SIGN_OFF)
    post = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="Silence after it is still no consent.")
    approved_on = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=200, blank=True, help_text="The post that gave it.")
    returned = models.TextField(blank=True, help_text="Why it was sent back.")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="one_approval_per_place"),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | Q(returned=""), name="approval_is_given_or_sent_back"
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True) | ~Q(post=""), name="approval_given_names_its_post"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.approved_on or 'to come'}"


class Implication(models.Model):
    """What a paper means for money, people, law and so on. “None” is said, never left blank."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="implications")
    position = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=100)
    text = models.TextField(blank=True)
    is_none = models.BooleanField(default=False, help_text="There are no implications of this kind.")
    option = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The number of the option that it follows from."
    )
    year = models.CharField(max_length=40, blank=True, help_text="When it falls: future years.")
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="implications",
        help_text="The theme that takes it up.",
    )  # fmt: skip
    signer = models.CharField(max_length=200, blank=True, help_text="The post that signs it off.")
    signed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "category"], name="one_implication_per_category"),
            models.CheckConstraint(condition=Q(is_none=False) | Q(text=""), name="none_means_none"),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | ~Q(signer=""),
                name="signed_implication_names_its_signer",
            ),
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
    advantages = models.TextField(blank=True, help_text="One a line.")
    disadvantages = models.TextField(blank=True, help_text="One a line.")
    does_nothing = models.BooleanField(default=False, help_text="To do nothing.")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="one_option_per_number")]

    def __str__(self) -> str:
        return f"Option {self.number}"


class PaperSection(models.Model):
    """One section of a paper, written apart from the others: its words, and a version of its own.

    Sections that hold records (options, implications and the like) have a row too, for their version.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60, help_text="See policies/papers.")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["paper", "key"], name="one_section_per_key")]

    def __str__(self) -> str:
        return f"{self.paper}: {self.key}"


class PaperRecommendation(models.Model):
    """What a body is asked to do, and why; a request of others may be one (York 2008, paragraph 26)."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    reason = models.TextField(blank=True)
    option = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The number of the option that it takes."
    )
    asks = models.CharField(max_length=200, blank=True, help_text="Of whom it asks something: Members.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="one_paper_recommendation_per_number"),
            models.CheckConstraint(condition=~Q(text=""), name="paper_recommendation_says_what"),
        ]

    def __str__(self) -> str:
        return f"Recommendation {self.number}"


class RiskStatement(models.Model):
    """What may go wrong: its cause, its effect, and the line of the plan it touches.

    One that was taken from the council's register says which `risk` it is and what the register said then:
    the paper's own words stay as they were taken or written, whatever the register says later.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="risks")
    position = models.PositiveSmallIntegerField()
    cause = models.TextField()
    effect = models.TextField()
    control = models.TextField(blank=True, help_text="What is done about it.")
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="risk_statements"
    )
    risk = models.ForeignKey(
        Risk, on_delete=models.SET_NULL, null=True, blank=True, related_name="statements",
        help_text="The risk of the register that it was taken from.",
    )  # fmt: skip
    register_number = models.CharField(max_length=40, blank=True, help_text="Its code as it was taken.")
    taken_on = models.DateField(null=True, blank=True)
    taken_cause = models.TextField(blank=True, help_text="What the register said when it was taken.")
    taken_effect = models.TextField(blank=True)
    taken_line = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="one_risk_statement_per_place"),
            models.CheckConstraint(
                condition=~Q(cause="") & ~Q(effect=""), name="risk_statement_says_cause_and_effect"
            ),
            models.UniqueConstraint(fields=["paper", "risk"], name="risk_is_taken_into_a_paper_once"),
            models.CheckConstraint(
                condition=Q(risk__isnull=True) | (~Q(register_number="") & Q(taken_on__isnull=False)),
                name="risk_taken_says_its_number_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.effect}"


class Annex(models.Model):
    """A paper's annex: made from the plan as the paper is drawn, or named where it is a file elsewhere."""

    class Kind(models.TextChoices):
        NAMED = "NAMED", "a document kept elsewhere"
        PICTURE = "PICTURE", "the strategy on a page"
        EXAMPLE = "EXAMPLE", "an example of the strategy on a page"
        ACTIONS = "ACTIONS", "the action plan"
        CHANGES = "CHANGES", "what changed since the edition before"
        COMMENTS = "COMMENTS", "the register of comments"
        ROUTE = "ROUTE", "the route of the plan"

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="annexes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NAMED)
    title = models.CharField(max_length=300)

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "annexes"
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="one_annex_per_place"),
            models.CheckConstraint(condition=~Q(title=""), name="annex_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title
