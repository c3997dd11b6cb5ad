"""Bodies, the route of a plan through them, what they said, papers, decisions and requests for change."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.measures.models import Measure
from goldenthread.people.models import Council, Post
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


class ChangeRequest(models.Model):
    """A wish to change what was approved: what it says now, what it would say, why, and what was decided."""

    class Kind(models.TextChoices):
        TARGET = "TARGET", "a target"
        TOLERANCE = "TOLERANCE", "a tolerance or floor"
        DEFINITION = "DEFINITION", "a definition"
        COUNTING = "COUNTING", "a way of counting or judging"
        DATE = "DATE", "a date"

    class State(models.TextChoices):
        OPEN = "OPEN", "waiting for a decision"
        APPROVED = "APPROVED", "approved"
        DECLINED = "DECLINED", "declined"
        WITHDRAWN = "WITHDRAWN", "withdrawn"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="change_requests")
    kind = models.CharField(max_length=12, choices=Kind)
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="change_requests"
    )
    element = models.ForeignKey(
        Element, on_delete=models.CASCADE, null=True, blank=True, related_name="change_requests"
    )
    period_kind = models.CharField(max_length=10, blank=True, help_text="Of a target's period.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    before = models.JSONField(help_text="The fields to change, as they stood when it was asked.")
    after = models.JSONField(help_text="The same fields as they would be.")
    reason = models.TextField()
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="change_requests",
        help_text="The body that decided, where it was one.",
    )  # fmt: skip
    decision = models.TextField(blank=True, help_text="Why it was decided so.")
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="change_request_says_why"),
            models.CheckConstraint(
                condition=Q(measure__isnull=False, element__isnull=True)
                | Q(measure__isnull=True, element__isnull=False),
                name="change_request_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["OPEN", "WITHDRAWN"])
                | (~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="decided_change_request_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="DECLINED") | ~Q(decision=""), name="declined_change_request_says_why"
            ),
        ]
        indexes = [models.Index(fields=["council", "state"], name="change_request_by_state")]

    def __str__(self) -> str:
        return f"Change request {self.pk}"


class PartnershipDecision(models.Model):
    """What a partnership decided, and whether and where the council's plan takes it in (York 2008, 12)."""

    class TakenIn(models.TextChoices):
        OPEN = "OPEN", "not yet considered"
        YES = "YES", "taken in"
        IN_PART = "IN_PART", "taken in in part"
        NO = "NO", "not taken in"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="partnership_decisions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="partnership_decisions")
    text = models.TextField()
    decided_on = models.DateField(null=True, blank=True)
    taken_in = models.CharField(max_length=10, choices=TakenIn, default=TakenIn.OPEN)
    element = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="partnership_decisions",
        help_text="Where the plan takes it in.",
    )  # fmt: skip
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_in__in=["OPEN", "YES"]) | ~Q(reason=""),
                name="decision_not_taken_in_says_why",
            ),
            models.CheckConstraint(
                condition=Q(taken_in__in=["OPEN", "NO"]) | Q(element__isnull=False) | ~Q(reason=""),
                name="decision_taken_in_says_where",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Review(models.Model):
    """A look at whether the reporting arrangements work: what was found, and what is to be done about it."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="reviews")
    held_on = models.DateField()
    about = models.CharField(max_length=200, help_text="What was looked at.")
    found = models.TextField(help_text="What works and what doesn't.")
    to_do = models.TextField(blank=True, help_text="What is to be done about it.")
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_do="") | Q(owner__isnull=False, due_on__isnull=False),
                name="what_a_review_asks_has_an_owner_and_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.about}, {self.held_on}"
