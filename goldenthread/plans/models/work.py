"""Work on an element: what its owner said, what is missing, who was asked, and the items of a workplan."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council, Post, Service
from goldenthread.plans.models.element import Element


class ActionStatusRule(models.Model):
    """A rule for where actions stand, as the council adopted it, kept whole to work old statuses again."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="action_rules")
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    body = models.JSONField(help_text="The rule as data; see core.action_rules.")
    source = models.TextField(blank=True)
    in_force_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-in_force_from", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["council", "code"], name="one_action_rule_per_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Update(models.Model):
    """A dated statement of progress on an element, as its owner gave it."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="updates")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="updates")
    made_on = models.DateField()
    is_done = models.BooleanField(null=True)
    stated = models.CharField(max_length=20, blank=True, help_text="The owner's own colour or word.")
    percent_complete = models.PositiveSmallIntegerField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True, help_text="The date it was due by, as stated then.")
    text = models.TextField(blank=True)
    expected_on = models.DateField(null=True, blank=True, help_text="When it is expected to be finished.")
    milestones_done = models.PositiveSmallIntegerField(null=True, blank=True)
    milestones = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many there are.")
    in_the_way = models.TextField(blank=True, help_text="What is in the way.")
    corrective = models.TextField(blank=True, help_text="What is being done to put it right.")
    state = models.CharField(
        max_length=30, blank=True, help_text="The state its owner reports; see policies/action_status."
    )
    view = models.CharField(
        max_length=30, blank=True, help_text="The status that the owner would give, where they disagree."
    )
    view_reason = models.TextField(blank=True, help_text="Why the owner disagrees.")
    made_by = models.CharField(max_length=200, blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made_on"]
        constraints = [
            models.UniqueConstraint(fields=["element", "made_on"], name="one_update_a_day"),
            models.CheckConstraint(
                condition=Q(percent_complete__isnull=True) | Q(percent_complete__lte=100),
                name="update_at_most_complete",
            ),
            models.CheckConstraint(
                condition=Q(view="") | ~Q(view_reason=""), name="owner_who_disagrees_says_why"
            ),
            models.CheckConstraint(
                condition=Q(milestones_done__isnull=True, milestones__isnull=True)
                | Q(milestones_done__lte=F("milestones")),
                name="no_more_milestones_done_than_there_are",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}, {self.made_on}"


class Help(models.Model):
    """Help that an element wants of another service, which has to accept it before anybody counts on it."""

    class State(models.TextChoices):
        ASKED = "ASKED", "waits for an answer"
        ACCEPTED = "ACCEPTED", "accepted"
        DECLINED = "DECLINED", "declined"
        WITHDRAWN = "WITHDRAWN", "no longer wanted"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="helps")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="helps")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="helps")
    words = models.TextField(help_text="What is wanted.")
    by_on = models.DateField(null=True, blank=True, help_text="By when it is wanted.")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.CharField(max_length=200)
    asked_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-asked_on", "-id"]
        verbose_name_plural = "help"
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="help_says_what_is_wanted"),
            models.CheckConstraint(
                condition=~Q(state="DECLINED") | ~Q(answer=""), name="declined_help_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ASKED", "WITHDRAWN"])
                | (~Q(answered_by="") & Q(answered_on__isnull=False)),
                name="answered_help_names_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: help of {self.service}"


class GapNote(models.Model):
    """Why something is missing, who will fill it and by when: a gap with a name."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="gap_notes")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="gap_notes")
    code = models.CharField(max_length=10, help_text="See core.findings.")
    reason = models.TextField()
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="gap_notes")
    due_on = models.DateField(null=True, blank=True)
    is_accepted = models.BooleanField(
        default=False, help_text="It was decided to leave this open, for the reason given."
    )
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["element", "code"], name="one_note_per_gap")]

    def __str__(self) -> str:
        return f"{self.code}: {self.element}"


class Evidence(models.Model):
    """Something that shows an element is done or needed, and which lines of a framework it answers."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="evidence")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    dated_on = models.DateField(null=True, blank=True)
    kept_at = models.CharField(max_length=500, blank=True, help_text="Where the document itself is kept.")
    answers: models.ManyToManyField[Element, models.Model] = models.ManyToManyField(
        Element, related_name="answered_by", blank=True
    )
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-dated_on", "id"]
        verbose_name_plural = "evidence"
        constraints = [models.UniqueConstraint(fields=["element", "title"], name="one_evidence_per_title")]

    def __str__(self) -> str:
        return self.title


class Offer(models.Model):
    """A draft action offered to a service, which takes it into its plan, changes or declines it."""

    class State(models.TextChoices):
        OFFERED = "OFFERED", "waits for an answer"
        ACCEPTED = "ACCEPTED", "accepted"
        CHANGED = "CHANGED", "accepted with changes"
        DECLINED = "DECLINED", "declined"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="offers")
    action = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="offers")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=20, choices=State, default=State.OFFERED)
    words = models.TextField(blank=True, help_text="What the service is asked, beyond the action itself.")
    reason = models.TextField(blank=True, help_text="Why the service changed or declined it.")
    item = models.ForeignKey(
        Element, on_delete=models.SET_NULL, null=True, blank=True, related_name="taken_from"
    )
    offered_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=20, default="STATED")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["action__position", "service__name"]
        constraints = [
            models.UniqueConstraint(fields=["action", "service"], name="offered_once_to_a_service"),
            models.CheckConstraint(
                condition=~Q(state__in=["CHANGED", "DECLINED"]) | ~Q(reason=""),
                name="changed_or_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="OFFERED", answered_on__isnull=True)
                | (~Q(state="OFFERED") & Q(answered_on__isnull=False)),
                name="answered_offer_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} → {self.service}"


class WorkplanItem(models.Model):
    """A line of one person's workplan under a service plan item; its words are theirs and their manager's."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="workplan_items")
    item = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="workplan_items")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="workplan_items")
    words = models.CharField(max_length=500)
    note = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    is_done = models.BooleanField(default=False)
    basis = models.CharField(max_length=20, default="STATED")
    version = models.PositiveIntegerField(default=1)

    kept_private = ("words", "note", "due_on", "is_done")  # the ledger keeps that they changed, never them

    class Meta:
        ordering = ["post__title", "due_on", "id"]

    def __str__(self) -> str:
        # The ledger and lists show this: it must not give away the words.
        return f"A workplan item of {self.post}"
