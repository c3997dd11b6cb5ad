"""What partners bring to priorities: money, time, rooms and goods, in kind or not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.people.models import Council, Partner
from goldenthread.plans.models import Basis, Element


class PartnerResource(models.Model):
    """One thing that a partner brings to a line of a plan, whether it is new money, and how it goes in words.

    (Cheltenham 2012-13: not new money but better linkages, slowly starting.)
    """

    class Kind(models.TextChoices):
        MONEY = "MONEY", "money"
        STAFF_TIME = "STAFF_TIME", "staff time"
        PREMISES = "PREMISES", "premises"
        GOODS = "GOODS", "goods"
        NOT_SAID = "NOT_SAID", "what kind is not said"

    class GivenAs(models.TextChoices):
        EXISTING = "EXISTING", "existing, linked better"
        IN_KIND = "IN_KIND", "in kind"
        NEW = "NEW", "new money"
        NOT_SAID = "NOT_SAID", "whether it is new is not said"

    class State(models.TextChoices):
        PLANNED = "PLANNED", "planned"
        AGREED = "AGREED", "agreed"
        GIVEN = "GIVEN", "given"
        WITHDRAWN = "WITHDRAWN", "withdrawn"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="partner_resources")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="resources")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="partner_resources")
    what = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NOT_SAID)
    given_as = models.CharField(max_length=10, choices=GivenAs, default=GivenAs.NOT_SAID)
    amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True,
        help_text="Pounds: of money, or what the rest is worth.",
    )  # fmt: skip
    days = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    period = models.CharField(max_length=60, blank=True, help_text="The year or period it is for: 2012/13.")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    progress = models.TextField(blank=True, help_text="How it goes, in words; where withdrawn, why.")
    progress_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["partner__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "element", "what"], name="one_partner_resource_for_a_line"
            ),
            models.CheckConstraint(
                condition=~Q(kind="MONEY") | ~Q(given_as="IN_KIND"), name="money_is_not_in_kind"
            ),
            models.CheckConstraint(
                condition=~Q(given_as="NEW") | Q(kind="MONEY"), name="only_money_is_new_money"
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) | Q(amount__gt=0)) & (Q(days__isnull=True) | Q(days__gt=0)),
                name="partner_resource_is_above_nought",
            ),
            models.CheckConstraint(
                condition=~Q(state="WITHDRAWN") | ~Q(progress=""), name="withdrawn_resource_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.what}"
