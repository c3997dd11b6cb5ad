"""The budget by line, what is linked of it to elements, and what is in reserve.

Every amount is in pounds with pence. Source: York 2008, paragraphs 10.3, 14.1 and 14.3 (R045, R051, R054).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression

from goldenthread.people.models import Council, Directorate, Service
from goldenthread.plans.models import Element

# SQLite keeps decimals as binary fractions: sums in it miss the right one by less than this.
HALF_A_PENNY = Decimal("0.005")


def adds_up(whole: str, sum_of: CombinedExpression) -> Q:
    """The condition that an amount is what others come to, to the penny."""
    return Q(**{f"{whole}__gt": sum_of - HALF_A_PENNY, f"{whole}__lt": sum_of + HALF_A_PENNY})


class BudgetLine(models.Model):
    """One line of a year's budget: what is spent in all (gross), what comes in, and what is left (net).

    Where the finance system gives no code, the line's name is its code. `net` is gross less income exactly;
    a line of which only one of them is known leaves the others empty, which is not nought.
    """

    class Kind(models.TextChoices):
        REVENUE = "REVENUE", "revenue"
        CAPITAL = "CAPITAL", "capital"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="budget_lines")
    year = models.PositiveSmallIntegerField(help_text="The year it begins in: 2012 for 2012/13.")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REVENUE)
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    directorate = models.ForeignKey(
        Directorate, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_lines"
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="budget_lines"
    )
    gross = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    income = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    net = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    directorate_words = models.CharField(
        max_length=200, blank=True, help_text="As its file says, where that is no directorate on record."
    )
    service_words = models.CharField(max_length=200, blank=True, help_text="Likewise for the service.")
    is_out = models.BooleanField(default=False, help_text="It is no longer in the year's budget.")
    out_because = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    basis = models.CharField(max_length=20, default="STATED")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "kind", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year", "kind", "code"], name="one_budget_line_a_code"
            ),
            models.CheckConstraint(
                condition=Q(gross__isnull=True)
                | Q(income__isnull=True)
                | adds_up("net", F("gross") - F("income")),
                name="net_is_gross_less_income",
            ),
            models.CheckConstraint(
                condition=Q(gross__isnull=False) | Q(net__isnull=False), name="budget_line_has_an_amount"
            ),
            models.CheckConstraint(
                condition=Q(is_out=False) | ~Q(out_because=""), name="line_out_of_the_budget_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name if self.code == self.name else f"{self.code} {self.name}"

    @property
    def of_directorate(self) -> str:
        """The directorate's name, or what its file calls it."""
        return str(self.directorate) if self.directorate else self.directorate_words

    @property
    def of_service(self) -> str:
        """The service's name, or what its file calls it."""
        return str(self.service) if self.service else self.service_words

    @property
    def amount(self) -> Decimal:
        """What links share: the council's own money, which is the net; the gross where no net is known."""
        found = self.gross if self.net is None else self.net
        assert found is not None
        return found

    @property
    def amount_of(self) -> str:
        """Which of the two `amount` is."""
        return "gross" if self.net is None else "net"


class MoneyLink(models.Model):
    """A share of a budget line, or of a bid, that goes to an element: so many parts of so many."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="money_links")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="money_links")
    line = models.ForeignKey(
        BudgetLine, on_delete=models.CASCADE, null=True, blank=True, related_name="links"
    )
    bid = models.ForeignKey("Bid", on_delete=models.CASCADE, null=True, blank=True, related_name="links")
    parts = models.PositiveIntegerField(help_text="1 of 3 is one part of three; 25% is one of four.")
    of = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    basis = models.CharField(max_length=20, default="STATED")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "element"], condition=Q(line__isnull=False), name="one_link_of_a_line"
            ),
            models.UniqueConstraint(
                fields=["bid", "element"], condition=Q(bid__isnull=False), name="one_link_of_a_bid"
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=False, bid__isnull=True) | Q(line__isnull=True, bid__isnull=False),
                name="money_link_is_of_a_line_or_a_bid",
            ),
            models.CheckConstraint(
                condition=Q(parts__gte=1, of__gte=F("parts")),
                name="money_link_is_above_nought_and_at_most_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parts} of {self.of} of {self.line or self.bid} to {self.element}"

    @property
    def share(self) -> Fraction:
        """The share as an exact fraction."""
        return Fraction(self.parts, self.of)


class Reserve(models.Model):
    """Money set aside: what there is as a year opens, what goes in and comes out, and what is left."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="reserves")
    year = models.PositiveSmallIntegerField(help_text="The year it begins in: 2012 for 2012/13.")
    name = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    opening = models.DecimalField(max_digits=14, decimal_places=2)
    put_in = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    taken_out = models.DecimalField(max_digits=14, decimal_places=2, default=Decimal(0))
    closing = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "year"]
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "name"], name="one_reserve_a_year"),
            models.CheckConstraint(
                condition=adds_up("closing", F("opening") + F("put_in") - F("taken_out")),
                name="reserve_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(put_in__gte=0, taken_out__gte=0), name="reserve_moves_are_not_below_nought"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"
