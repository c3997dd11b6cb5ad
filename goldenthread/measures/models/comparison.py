"""What other councils count: published figures, open to all, that a council's measures are set beside.

These tables alone belong to no council: they hold what has been published about many, and nothing else.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.core.periods import Period, PeriodKind
from goldenthread.measures.models.choices import choices
from goldenthread.people.models import Council


class ComparisonSet(models.Model):
    """A published set of measures counted the same way in many places, such as Scotland's LGBF."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A council or an area that a set has figures for; a whole nation is to compare with, never to rank."""

    set = models.ForeignKey(ComparisonSet, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=20, blank=True, help_text="Its code in national statistics.")
    is_whole = models.BooleanField(default=False, help_text="A nation or region, not one council.")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["set", "name"], name="one_place_per_name")]

    def __str__(self) -> str:
        return self.name


class ComparedMeasure(models.Model):
    """One measure of a set, with what its publisher says of it, right or wrong."""

    set = models.ForeignKey(ComparisonSet, on_delete=models.CASCADE, related_name="compared_measures")
    code = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=200, blank=True)
    domain = models.CharField(max_length=200, blank=True)
    polarity_stated = models.CharField(max_length=10, blank=True, help_text="HIGHER, LOWER or empty.")
    frequency = models.CharField(max_length=60, blank=True, help_text="As its publisher says it.")
    note = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["set", "code"], name="one_compared_measure_per_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class ComparedValue(models.Model):
    """What a place counted in a period, as published."""

    compared = models.ForeignKey(ComparedMeasure, on_delete=models.CASCADE, related_name="values")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="values")
    period_kind = models.CharField(max_length=10, choices=choices(PeriodKind))
    starts_on = models.DateField()
    ends_on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["compared", "place", "period_kind", "starts_on", "ends_on"],
                name="one_compared_value_per_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.compared.code}, {self.place}, {self.ends_on}: {self.value}"

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.starts_on, self.ends_on)


class HomePlace(models.Model):
    """Which place of a set a council is."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="home_places")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="homes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "place"], name="one_home_per_place")]

    def __str__(self) -> str:
        return f"{self.council}: {self.place}"


class SimilarGroup(models.Model):
    """Councils that a council chooses to be set beside, and why these."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="similar_groups")
    set = models.ForeignKey(ComparisonSet, on_delete=models.CASCADE, related_name="similar_groups")
    name = models.CharField(max_length=200)
    why = models.TextField(blank=True, help_text="Why these councils are like this one.")
    places = models.ManyToManyField(Place, related_name="similar_groups")
    is_usual = models.BooleanField(default=False, help_text="Used where a measure names no group.")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "name"], name="one_similar_group_per_name"),
            models.UniqueConstraint(
                fields=["council", "set"], condition=Q(is_usual=True), name="one_usual_group_per_set"
            ),
        ]

    def __str__(self) -> str:
        return self.name
