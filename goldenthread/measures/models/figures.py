"""What is aimed at, what was counted, and what is expected. A figure is added to and never overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.core.observed import State, TargetState
from goldenthread.core.periods import Period, PeriodKind, label
from goldenthread.measures.models.choices import choices
from goldenthread.measures.models.measure import Measure
from goldenthread.people.models import Council, Post

WITH_FIGURE = [state.value for state in State if state.has_figure]


class InPeriod(models.Model):
    """A record about one measure in one period."""

    period_kind = models.CharField(max_length=10, choices=choices(PeriodKind))
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
    stretch = models.DecimalField(
        max_digits=20, decimal_places=6, null=True, blank=True, help_text="What would be better still."
    )
    state = models.CharField(max_length=20, choices=choices(TargetState), default=TargetState.SET.value)
    reason = models.TextField(blank=True)
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="targets")
    due_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period_kind", "starts_on", "ends_on"], name="one_target_per_period"
            ),
            models.CheckConstraint(
                condition=Q(state="SET", value__isnull=False) | (~Q(state="SET") & Q(value__isnull=True)),
                name="target_has_a_value_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(stretch__isnull=True) | Q(value__isnull=False),
                name="stretch_goes_beyond_a_target",
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
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    state = models.CharField(max_length=20, choices=choices(State))
    is_questioned = models.BooleanField(
        default=False, help_text="Suspicious as entered: shown, but not rated until it is confirmed."
    )
    queries = models.JSONField(
        default=list, blank=True, help_text="What was asked when it came in, each a code and its figures."
    )
    explanation = models.TextField(blank=True, help_text="The answer to what was asked.")
    is_derived = models.BooleanField(
        default=False, help_text="Worked out from other observations, by a formula or from shorter periods."
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
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False),
                name="numerator_comes_with_its_denominator",
            ),
        ]
        indexes = [
            models.Index(fields=["council", "is_current", "ends_on"], name="observation_by_council"),
            models.Index(fields=["measure", "breakdown", "ends_on", "starts_on"], name="newest_of_a_measure"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.code}, {label(self.period)}"


class Forecast(InPeriod):
    """What the owner expects the year to end at, apart from the rule and the sums. An earlier one is kept."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="forecasts")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="forecasts")
    value = models.DecimalField(max_digits=20, decimal_places=6)
    words = models.TextField(blank=True, help_text="Why the owner expects this.")
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    is_current = models.BooleanField(default=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period_kind", "starts_on", "ends_on"],
                condition=Q(is_current=True),
                name="one_current_forecast_per_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure.code}, {label(self.period)}: {self.value}"


class Rebase(models.Model):
    """From which day a measure's control limits are worked out afresh, and the known reason."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="rebases")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="rebases")
    from_on = models.DateField(help_text="The first day of the first period under the new limits.")
    reason = models.TextField()
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "from_on"], name="one_rebase_per_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="rebase_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.measure.code} from {self.from_on}"
