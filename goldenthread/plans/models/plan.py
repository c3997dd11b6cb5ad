"""A plan has editions, and an edition has levels."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council, Service
from goldenthread.people.officers import Officer


class Basis(models.TextChoices):
    """How we come to hold a fact."""

    STATED = "STATED", "stated in the source"
    INFERRED = "INFERRED", "inferred from the source"
    ILLUSTRATIVE = "ILLUSTRATIVE", "illustrative"


class Plan(models.Model):
    """A strategy or plan with a horizon and an owner, which may be a partnership."""

    class Kind(models.TextChoices):
        CORPORATE = "CORPORATE", "corporate strategy"
        COMMUNITY = "COMMUNITY", "partnership strategy"
        SERVICE = "SERVICE", "service plans"
        FRAMEWORK = "FRAMEWORK", "assessment framework"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="plans")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    owned_by = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_main = models.BooleanField(default=False, help_text="Shown on the council's first page.")
    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        help_text="Whose service plan this is.",
    )
    retired_on = models.DateField(
        null=True, blank=True, help_text="No longer in use from this day; its links are kept."
    )
    retired_because = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="one_plan_per_slug"),
            models.UniqueConstraint(
                fields=["council"], condition=Q(is_main=True), name="one_main_plan_per_council"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["service"], condition=Q(kind="SERVICE"), name="one_service_plan_per_service"
            ),
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True) | ~Q(retired_because=""), name="retired_plan_says_why"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EditionQuerySet(models.QuerySet["Edition"]):
    """Editions by who reads them."""

    def seen_by(self, viewer: Officer) -> EditionQuerySet:
        """Those this person may read: a draft is for the council's own people until it is opened."""
        if viewer.serves_everyone:
            return self
        return self.filter(Q(is_open=True) | Q(plan__council__slug=viewer.inside or None))


class Edition(models.Model):
    """One year's adopted or draft version of a plan; old editions stay readable."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", "draft"
        ADOPTED = "ADOPTED", "adopted"
        REPLACED = "REPLACED", "replaced"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="editions")
    slug = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    is_current = models.BooleanField(default=False)
    adopted = models.CharField(max_length=200, blank=True, help_text="By whom and when, in words.")
    adopted_on = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    update_number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Which yearly update of its strategy this is: 2 for the second."
    )
    how_prepared = models.TextField(blank=True, help_text="How this edition was prepared.")
    is_open = models.BooleanField(
        default=True, help_text="Anybody who may read the council may read it; a draft starts closed."
    )
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="one_edition_per_slug"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(is_current=True), name="one_current_edition_per_plan"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """The council's own name for a layer of the plan, with its span in years."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="levels")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    plural = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField()
    years = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How long an element lasts.")
    is_monitored = models.BooleanField(default=True)
    needs_measure = models.BooleanField(default=False)
    needs_owner = models.BooleanField(default=False)
    needs_budget = models.BooleanField(default=False)
    needs_capacity = models.BooleanField(default=False)
    needs_carrier = models.BooleanField(default=False)
    needs_evidence = models.BooleanField(default=False)
    needs_update = models.BooleanField(default=False)
    limit = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Warn when an edition holds more elements than this."
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="one_level_per_key"),
            models.UniqueConstraint(fields=["edition", "position"], name="one_level_per_position"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lower_plural(self) -> str:
        """The plural inside a sentence."""
        return self.plural[:1].lower() + self.plural[1:]
