"""What elements need: of services in days by quarter, of scarce skills, and in money; what they wait for."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council, Partner, Service
from goldenthread.plans.models import Element


class Need(models.Model):
    """What an element needs of a service: staff time and money, and what the service answered.

    `days` is the likely effort as a whole, with `days_low` and `days_high` around it. Where `efforts` say it
    by quarter, the three are their sums; where none do, it is spread evenly between the element's dates.
    """

    class Answer(models.TextChoices):
        NONE = "", "not answered"
        CONFIRMED = "CONFIRMED", "confirmed"
        DECLINED = "DECLINED", "declined"
        COUNTERED = "COUNTERED", "answered with another offer"

    class Unit(models.TextChoices):
        DAYS = "DAYS", "days"
        FTE = "FTE", "full-time equivalents"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="needs")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="needs")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="needs"
    )
    days = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    days_low = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    days_high = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(
        max_length=4, choices=Unit, default=Unit.DAYS, help_text="What it was said in; days are kept."
    )
    money = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    budget_line = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True, help_text="The post that confirmed it.")
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.NONE, blank=True)
    answer_words = models.TextField(blank=True, help_text="Why it was declined, or what is offered instead.")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    offered_days = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    basis = models.CharField(max_length=20, default="STATED")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["service__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["element", "service"], name="one_need_of_a_service"),
            models.UniqueConstraint(
                fields=["element"], condition=Q(service__isnull=True), name="one_need_of_no_service"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_by="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_by="")),
                name="confirmation_has_a_day_and_a_post",
            ),
            models.CheckConstraint(
                condition=Q(days_low__isnull=True, days_high__isnull=True)
                | Q(
                    days__isnull=False,
                    days_low__isnull=False,
                    days_high__isnull=False,
                    days__gte=F("days_low"),
                    days_high__gte=F("days"),
                    days_low__gte=0,
                ),
                name="need_likely_lies_between_low_and_high",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", "DECLINED", "COUNTERED"], confirmed_on__isnull=True)
                | Q(answer="CONFIRMED", confirmed_on__isnull=False),
                name="confirmed_need_is_answered_so",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["DECLINED", "COUNTERED"]) | ~Q(answer_words=""),
                name="need_declined_or_countered_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(answer="COUNTERED") | Q(offered_days__isnull=False, offered_days__gte=0),
                name="counter_offer_has_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.service or 'no service'}"


class Effort(models.Model):
    """What a need takes in one quarter, in days: at the least, likely, and at the most."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="efforts")
    quarter_on = models.DateField(help_text="The first day of the quarter.")
    low = models.DecimalField(max_digits=8, decimal_places=2)
    likely = models.DecimalField(max_digits=8, decimal_places=2)
    high = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        ordering = ["quarter_on"]
        constraints = [
            models.UniqueConstraint(fields=["need", "quarter_on"], name="one_effort_a_quarter"),
            models.CheckConstraint(
                condition=Q(low__gte=0, likely__gte=F("low"), high__gte=F("likely")),
                name="effort_likely_lies_between_low_and_high",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter_on}: {self.likely}"


class Skill(models.Model):
    """A skill that is in short supply across the council, and the days of it that there are in a quarter."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="skills")
    name = models.CharField(max_length=120)
    days_a_quarter = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="one_skill_of_a_name")]

    def __str__(self) -> str:
        return self.name


class SkillNeed(models.Model):
    """How many of a need's days take a scarce skill; they fall in the need's quarters in proportion."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="needs")
    days = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        ordering = ["skill__name"]
        constraints = [
            models.UniqueConstraint(fields=["need", "skill"], name="one_need_of_a_skill"),
            models.CheckConstraint(condition=Q(days__gt=0), name="need_of_a_skill_is_above_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.skill}: {self.days}"


class Cost(models.Model):
    """Money an element takes in one financial year: what for, whether it comes again, and who pays."""

    class Kind(models.TextChoices):
        REVENUE = "REVENUE", "revenue"
        CAPITAL = "CAPITAL", "capital"

    class Payer(models.TextChoices):
        UNFUNDED = "UNFUNDED", "nobody yet"
        BUDGET = "BUDGET", "a budget of the council"
        GRANT = "GRANT", "a grant"
        RESERVE = "RESERVE", "reserves"
        BORROWING = "BORROWING", "borrowing"
        PARTNER = "PARTNER", "a partner"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="costs")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="costs")
    year = models.PositiveSmallIntegerField(help_text="The year it begins in: 2012 for 2012/13.")
    what = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REVENUE)
    is_recurring = models.BooleanField(default=False, help_text="It comes again in each year after.")
    is_in_kind = models.BooleanField(default=False, help_text="Given as time, room or goods: no money moves.")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    payer = models.CharField(max_length=10, choices=Payer, default=Payer.UNFUNDED)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="costs"
    )
    funding = models.CharField(max_length=200, blank=True, help_text="The budget, grant or fund by name.")
    note = models.TextField(blank=True)
    basis = models.CharField(max_length=20, default="STATED")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["year", "what", "id"]
        constraints = [
            models.UniqueConstraint(fields=["element", "year", "what"], name="one_cost_a_year"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="cost_is_above_nought"),
            models.CheckConstraint(
                condition=Q(payer="PARTNER", partner__isnull=False)
                | (~Q(payer="PARTNER") & Q(partner__isnull=True)),
                name="cost_of_a_partner_names_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}, {self.year}: {self.what}"


class Terms(models.Model):
    """On what terms an element may be moved when a service is full, and what it is worth to the priorities.

    An element without terms may be moved and dropped, and is worth what its rank says (`core.workload`).
    """

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="terms_of_delivery")
    element = models.OneToOneField(Element, on_delete=models.CASCADE, related_name="terms")
    is_fixed = models.BooleanField(default=False, help_text="Its dates can't be moved.")
    fixed_because = models.TextField(blank=True, help_text="A statute, a grant's end, a promise.")
    latest_on = models.DateField(null=True, blank=True, help_text="By when it must be finished.")
    may_drop = models.BooleanField(default=True)
    value = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)],
        help_text="What it is worth to the priorities, 0 to 100.",
    )  # fmt: skip
    value_because = models.TextField(blank=True)
    basis = models.CharField(max_length=20, default="STATED")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_fixed=False) | ~Q(fixed_because=""), name="fixed_dates_say_why"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lte=100), name="value_is_at_most_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: {'fixed' if self.is_fixed else 'movable'}"


class Dependency(models.Model):
    """What an element waits for: another element to be finished, or an event outside the council."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="dependencies")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="waits_for")
    on = models.ForeignKey(
        Element, on_delete=models.CASCADE, null=True, blank=True, related_name="waited_for_by"
    )
    event = models.CharField(max_length=200, blank=True, help_text="What happens outside the council.")
    event_on = models.DateField(null=True, blank=True, help_text="When it is likely to happen.")
    event_latest_on = models.DateField(null=True, blank=True, help_text="When it may happen at the latest.")
    because = models.TextField(blank=True)
    basis = models.CharField(max_length=20, default="STATED")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "dependencies"
        constraints = [
            models.UniqueConstraint(
                fields=["element", "on"], condition=Q(on__isnull=False), name="one_dependency_on_an_element"
            ),
            models.UniqueConstraint(
                fields=["element", "event"], condition=~Q(event=""), name="one_dependency_on_an_event"
            ),
            models.CheckConstraint(
                condition=Q(on__isnull=False, event="", event_on__isnull=True)
                | (Q(on__isnull=True, event_on__isnull=False) & ~Q(event="")),
                name="dependency_is_on_an_element_or_an_event",
            ),
            models.CheckConstraint(condition=~Q(element=F("on")), name="element_waits_for_another"),
            models.CheckConstraint(
                condition=Q(event_latest_on__isnull=True) | Q(event_latest_on__gte=F("event_on")),
                name="event_is_latest_after_likely",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} waits for {self.on or self.event}"
