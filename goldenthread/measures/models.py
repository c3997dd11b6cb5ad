"""Measures, their targets, and observations that are added to and never overwritten."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period, PeriodKind, label
from goldenthread.core.rating import Allowance
from goldenthread.core.travel import Polarity
from goldenthread.people.models import Council, Post, Service
from goldenthread.plans.models import Basis, Element

WITH_FIGURE = [state.value for state in State if state.has_figure]


def _choices(codes: type[StrEnum]) -> list[tuple[str, str]]:
    return [(code.value, code.value.replace("_", " ").lower()) for code in codes]


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

    class Frequency(models.TextChoices):
        MONTHLY = "MONTHLY", "every month"
        QUARTERLY = "QUARTERLY", "every quarter"
        YEARLY = "YEARLY", "once a year"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="measures")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    definition = models.TextField(blank=True)
    unit = models.CharField(max_length=60, blank=True)
    polarity = models.CharField(max_length=10, choices=_choices(Polarity), default=Polarity.HIGHER.value)
    low = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.QUARTERLY)
    is_cumulative = models.BooleanField(default=False)
    is_data_only = models.BooleanField(default=False)
    control = models.CharField(max_length=10, choices=Control, default=Control.COUNCIL)
    tolerance = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    tolerance_is_percent = models.BooleanField(default=False)
    floor = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    rule = models.ForeignKey(
        RatingRule, on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="measures")
    elements: models.ManyToManyField[Element, MeasureLink] = models.ManyToManyField(
        Element, through="MeasureLink", related_name="measures"
    )
    baseline = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    baseline_note = models.TextField(
        blank=True, help_text="Why there is no baseline, or where it comes from."
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
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def own_tolerance(self) -> Allowance | None:
        return None if self.tolerance is None else Allowance(self.tolerance, self.tolerance_is_percent)


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


class InPeriod(models.Model):
    """A record about one measure in one period."""

    period_kind = models.CharField(max_length=10, choices=_choices(PeriodKind))
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.starts_on, self.ends_on)


class Target(InPeriod):
    """What a measure should reach in a period, or why there is no target and who will set it by when."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="targets")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    state = models.CharField(max_length=20, choices=_choices(TargetState), default=TargetState.SET.value)
    reason = models.TextField(blank=True)
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="targets")
    due_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period_kind", "starts_on", "ends_on"], name="one_target_per_period"
            ),
            models.CheckConstraint(
                condition=Q(state="SET", value__isnull=False) | (~Q(state="SET") & Q(value__isnull=True)),
                name="target_has_a_value_or_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["council", "ends_on"], name="target_by_council")]

    def __str__(self) -> str:
        return f"{self.measure.code}, {self.ends_on}: {self.value}"


class Observation(InPeriod):
    """What was counted for a measure in a period. A correction is a new row that supersedes the old one."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="observations")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="observations")
    breakdown = models.CharField(
        max_length=100, blank=True, help_text="Whom a part counts; empty for the total, the only row rated."
    )
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    state = models.CharField(max_length=20, choices=_choices(State))
    is_questioned = models.BooleanField(
        default=False, help_text="Suspicious as entered: shown, but not rated until it is confirmed."
    )
    note = models.TextField(blank=True)
    published_status = models.CharField(max_length=100, blank=True)
    source = models.TextField(blank=True)
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    reason = models.TextField(blank=True, help_text="Why the figure was restated.")

    class Meta:
        ordering = ["ends_on", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period_kind", "starts_on", "ends_on", "breakdown"],
                condition=Q(is_current=True),
                name="one_current_observation_per_period",
            ),
            models.CheckConstraint(
                condition=Q(state__in=WITH_FIGURE, value__isnull=False)
                | (~Q(state__in=WITH_FIGURE) & Q(value__isnull=True)),
                name="observation_has_a_figure_or_a_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="RESTATED") | (Q(supersedes__isnull=False) & ~Q(reason="")),
                name="restated_keeps_the_old_figure_and_why",
            ),
        ]
        indexes = [models.Index(fields=["council", "is_current", "ends_on"], name="observation_by_council")]

    def __str__(self) -> str:
        return f"{self.measure.code}, {label(self.period)}"


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
