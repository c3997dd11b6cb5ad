"""What is measured and how: the full sheet of a measure, the words it had before, and what it stands by."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from goldenthread.core.kinds import (
    BreakdownBy,
    Derivation,
    Frequency,
    IfMissing,
    IfZero,
    Kind,
    Quality,
    Scheme,
    Stage,
)
from goldenthread.core.rating import Allowance
from goldenthread.core.travel import Polarity
from goldenthread.measures.models.choices import choices
from goldenthread.measures.models.comparison import ComparedMeasure, SimilarGroup
from goldenthread.people.models import Council, Post, Service
from goldenthread.plans.models import Basis, Element


class RatingRule(models.Model):
    """A rating rule as the council adopted it, kept whole so that an old status can be worked again."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="rating_rules")
    code = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    body = models.JSONField(help_text="The rule as data; see core.rulebook.")
    source = models.TextField(blank=True)
    in_force_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-in_force_from", "-id"]
        constraints = [models.UniqueConstraint(fields=["council", "code"], name="one_rule_per_code")]

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """A defined quantity followed over time."""

    class Control(models.TextChoices):
        COUNCIL = "COUNCIL", "the council"
        SHARED = "SHARED", "the council and its partners"
        COMMUNITY = "COMMUNITY", "city-wide or community"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="measures")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    question = models.CharField(
        max_length=300, blank=True, help_text="The plain question that the measure answers."
    )
    definition = models.TextField(blank=True)
    method = models.TextField(blank=True, help_text="How it is worked out, so that another could repeat it.")
    defined_from = models.DateField(
        null=True, blank=True, help_text="From when this definition and method hold; empty: always."
    )

    kind = models.CharField(max_length=12, choices=choices(Kind), default=Kind.NUMBER.value)
    unit = models.CharField(max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Places shown after the point; empty: as recorded."
    )
    numerator = models.CharField(max_length=300, blank=True, help_text="What is counted above the line.")
    denominator = models.CharField(max_length=300, blank=True, help_text="What is counted below the line.")
    per = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="What the fraction is multiplied by: 1,000 for a rate per 1,000; empty: 100 or 1.",
    )
    levels = models.JSONField(default=list, blank=True, help_text="The names of its levels, lowest first.")
    polarity = models.CharField(max_length=10, choices=choices(Polarity), default=Polarity.HIGHER.value)
    low = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)

    frequency = models.CharField(
        max_length=12, choices=choices(Frequency), default=Frequency.QUARTERLY.value, help_text="Collected."
    )
    reporting = models.CharField(
        max_length=12, choices=choices(Frequency), blank=True, help_text="Reported; empty: as collected."
    )
    derivation = models.CharField(
        max_length=15, choices=choices(Derivation), blank=True, help_text="How what is reported is derived."
    )
    is_cumulative = models.BooleanField(default=False)
    lag_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days after a period's end by which its figure can be known."
    )
    data_source = models.CharField(max_length=300, blank=True, help_text="Where the figures come from.")
    formula = models.TextField(
        blank=True, help_text="Other measures' codes and arithmetic; see core.formulas."
    )
    if_zero = models.CharField(max_length=15, choices=choices(IfZero), default=IfZero.NOT_APPLICABLE.value)
    if_missing = models.CharField(max_length=15, choices=choices(IfMissing), default=IfMissing.WAIT.value)

    is_data_only = models.BooleanField(default=False)
    control = models.CharField(max_length=10, choices=Control, default=Control.COUNCIL)
    stage = models.CharField(max_length=10, choices=choices(Stage), blank=True)
    quality = models.CharField(max_length=10, choices=choices(Quality), blank=True)
    quality_note = models.TextField(blank=True, help_text="Why it is rated so, and what would better it.")
    tolerance = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    tolerance_is_percent = models.BooleanField(default=False)
    floor = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    rule = models.ForeignKey(
        RatingRule, on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    owner = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="measures", help_text="Answers."
    )
    updater = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="updated_measures",
        help_text="Types the figures in; empty: the owner.",
    )  # fmt: skip
    elements: models.ManyToManyField[Element, MeasureLink] = models.ManyToManyField(
        Element, through="MeasureLink", related_name="measures"
    )
    compared = models.ForeignKey(
        ComparedMeasure, on_delete=models.SET_NULL, null=True, blank=True, related_name="measures",
        help_text="The published measure that other councils count the same way.",
    )  # fmt: skip
    similar = models.ForeignKey(
        SimilarGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="measures",
        help_text="The councils it is set beside; empty: the council's usual group.",
    )  # fmt: skip
    baseline = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    baseline_note = models.TextField(
        blank=True, help_text="Why there is no baseline, or where it comes from."
    )
    retired_on = models.DateField(
        null=True, blank=True, help_text="From when it is followed no more; its figures stay."
    )
    retired_because = models.TextField(blank=True)
    other_facts = models.JSONField(
        default=dict, blank=True, help_text="What another system held that has no place here, by heading."
    )
    position = models.PositiveIntegerField(default=0)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    polarity_basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["council", "code"], name="one_measure_per_code"),
            models.CheckConstraint(
                condition=~Q(polarity="RANGE") | Q(low__isnull=False) | Q(high__isnull=False),
                name="range_has_an_edge",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="range_runs_upwards",
            ),
            models.CheckConstraint(
                condition=Q(tolerance__isnull=True) | Q(tolerance__gte=0), name="tolerance_is_not_negative"
            ),
            models.CheckConstraint(condition=Q(per__isnull=True) | Q(per__gt=0), name="per_is_above_nought"),
            models.CheckConstraint(
                condition=Q(reporting="") | ~Q(derivation=""), name="what_is_reported_says_how_it_is_derived"
            ),
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True) | ~Q(retired_because=""), name="retired_measure_says_why"
            ),
        ]

    # No column: the last day on which figures stopped being comparable, where a query has looked it up.
    last_break: date | None = None
    others_codes: str = ""  # nor is this: what others call it, likewise
    was_approved: bool = False  # nor this: whether it was approved with a plan

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def own_tolerance(self) -> Allowance | None:
        return None if self.tolerance is None else Allowance(self.tolerance, self.tolerance_is_percent)

    @property
    def reported(self) -> str:
        """How often it is reported: as often as it is collected, unless it says otherwise."""
        return self.reporting or self.frequency

    @property
    def is_worked_out(self) -> bool:
        """True where its figures come of other measures, and are never typed."""
        return bool(self.formula.strip())


class MeasureLink(models.Model):
    """Which element a measure shows the difference of."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="links")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="measure_links")
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "element"], name="one_link_per_element")]

    def __str__(self) -> str:
        return f"{self.measure} → {self.element}"


class EarlierDefinition(models.Model):
    """The words a measure had before: what it counted, how, from when to when, and why that changed."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="earlier_definitions")
    definition = models.TextField(blank=True)
    method = models.TextField(blank=True)
    kind = models.CharField(
        max_length=12, choices=choices(Kind), blank=True, help_text="Empty: as the measure's own."
    )
    unit = models.CharField(max_length=60, blank=True)
    numerator = models.CharField(max_length=300, blank=True)
    denominator = models.CharField(max_length=300, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(help_text="The last day on which it held.")
    is_comparable = models.BooleanField(
        default=True, help_text="Figures before and after may be set against each other."
    )
    reason = models.TextField(help_text="Why it was changed.")

    class Meta:
        ordering = ["-until_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "until_on"], name="one_definition_ends_on_a_day"),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="definition_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.code} until {self.until_on}"


class Breakdown(models.Model):
    """One part that a measure's total is parted into: a ward, an age band, a service."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="breakdowns")
    by = models.CharField(max_length=10, choices=choices(BreakdownBy))
    name = models.CharField(max_length=100, help_text="As observations name it.")
    adds_up = models.BooleanField(default=False, help_text="Its parts make the total.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["by", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["measure", "name"], name="one_breakdown_per_name")]

    def __str__(self) -> str:
        return f"{self.measure.code}: {self.name}"


class Alias(models.Model):
    """What others call a measure: its number in a national set, or in the system it came from."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="measure_aliases")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="aliases")
    scheme = models.CharField(max_length=10, choices=choices(Scheme))
    code = models.CharField(max_length=60)

    class Meta:
        ordering = ["scheme", "code"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "scheme", "code"], name="one_alias_per_code"),
            models.CheckConstraint(condition=~Q(code=""), name="alias_has_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"


class MeasureGapNote(models.Model):
    """Why something is missing from a measure, who will fill it and by when."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="measure_gap_notes")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="gap_notes")
    code = models.CharField(max_length=10, help_text="See core.findings.")
    reason = models.TextField(blank=True)
    owner = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="measure_gap_notes"
    )
    due_on = models.DateField(null=True, blank=True)
    is_accepted = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "code"], name="one_note_per_measure_gap")]

    def __str__(self) -> str:
        return f"{self.code}: {self.measure}"
