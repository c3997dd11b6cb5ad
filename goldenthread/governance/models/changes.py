"""Requests to change what was approved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.core.amending import WAITING, Redirection
from goldenthread.governance.models.bodies import Body
from goldenthread.governance.models.decisions import Decision
from goldenthread.governance.models.meetings import Meeting
from goldenthread.measures.models import Measure
from goldenthread.people.models import Council
from goldenthread.plans.models import Element
from goldenthread.resources.models import Scenario


class ChangeRequest(models.Model):
    """A wish to change what was approved: what it says now, what it would say, why, and what was decided."""

    class Kind(models.TextChoices):
        TARGET = "TARGET", "a target"
        TOLERANCE = "TOLERANCE", "a tolerance or floor"
        DEFINITION = "DEFINITION", "a definition"
        COUNTING = "COUNTING", "a way of counting or judging"
        DATE = "DATE", "a date"
        BASELINE = "BASELINE", "a baseline"
        OWNER = "OWNER", "an owner"
        WITHDRAWAL = "WITHDRAWAL", "a withdrawal"

    class State(models.TextChoices):
        OPEN = "OPEN", "waiting for a decision"
        PUT = "PUT", "put to a meeting"
        APPROVED = "APPROVED", "approved"
        DECLINED = "DECLINED", "declined"
        WITHDRAWN = "WITHDRAWN", "withdrawn"
        NOTED = "NOTED", "noted"

    class Ground(models.TextChoices):
        NONE = "", "not said"
        MISS = "MISS", "it would be missed"
        REDIRECTED = "REDIRECTED", "resources were redirected"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="change_requests")
    kind = models.CharField(max_length=12, choices=Kind)
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="change_requests"
    )
    element = models.ForeignKey(
        Element, on_delete=models.CASCADE, null=True, blank=True, related_name="change_requests"
    )
    scenario = models.ForeignKey(
        Scenario, on_delete=models.PROTECT, null=True, blank=True, related_name="change_requests",
        help_text="The scenario that it came of.",
    )  # fmt: skip
    period_kind = models.CharField(max_length=10, blank=True, help_text="Of a target's period.")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    before = models.JSONField(help_text="The fields to change, as they stood when it was asked.")
    after = models.JSONField(help_text="The same fields as they would be.")
    reason = models.TextField()
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    ground = models.CharField(
        max_length=10, choices=Ground, blank=True,
        help_text="Why a date moves later or a target is eased; see core.amending.",
    )  # fmt: skip
    redirected_body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="redirections",
        help_text="The body that decided to redirect the resources.",
    )  # fmt: skip
    redirected_on = models.DateField(null=True, blank=True)
    redirected_by = models.CharField(
        max_length=300, blank=True, help_text="The decision that redirected the resources, by its name."
    )
    redirected_decision = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="redirections",
        help_text="The same decision, where it is on record.",
    )  # fmt: skip
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="change_requests",
        help_text="The meeting that it was put to.",
    )  # fmt: skip
    effect = models.JSONField(
        default=list, blank=True, help_text="What it would do, as it was worked out when it was decided."
    )
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
                condition=Q(state__in=["OPEN", "PUT", "WITHDRAWN"])
                | (~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="decided_change_request_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="PUT") | Q(meeting__isnull=False),
                name="change_request_put_names_its_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(ground="REDIRECTED")
                | ~Q(redirected_by="")
                | Q(redirected_body__isnull=False, redirected_on__isnull=False),
                name="redirection_names_its_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state="DECLINED") | ~Q(decision=""), name="declined_change_request_says_why"
            ),
        ]
        indexes = [models.Index(fields=["council", "state"], name="change_request_by_state")]

    def __str__(self) -> str:
        return f"Change request {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """True until it is decided, declined or taken back."""
        return self.state in WAITING

    @property
    def redirection(self) -> Redirection:
        """The decision by which the resources were redirected, as the rules see it."""
        return Redirection(str(self.redirected_body or ""), self.redirected_on, self.redirected_by)
