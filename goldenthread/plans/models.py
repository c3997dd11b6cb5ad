"""Plans with time in them: a plan has editions, an edition has levels, a level has elements."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council, Post, Service


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

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="plans")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    owned_by = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_main = models.BooleanField(default=False, help_text="Shown on the council's first page.")
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
        ]

    def __str__(self) -> str:
        return self.name


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
    source = models.TextField(blank=True)

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


class Element(models.Model):
    """One line of an edition at some level."""

    class Kind(models.TextChoices):
        VISION = "VISION", "vision"
        VALUE = "VALUE", "value"
        CITIZEN = "CITIZEN", "citizen-facing"
        INTERNAL = "INTERNAL", "internal: enables the others"
        COMMUNITY = "COMMUNITY", "community"
        CROSS_CUTTING = "CROSS_CUTTING", "runs across all the others"
        ORDINARY = "ORDINARY", ""

    class State(models.TextChoices):
        LIVE = "LIVE", "live"
        NOT_LISTED = "NOT_LISTED", "no longer listed"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="elements")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="elements")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="elements")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=500)
    detail = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.ORDINARY)
    state = models.CharField(max_length=20, choices=State, default=State.LIVE)
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="elements")
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="elements"
    )
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    quantity = models.CharField(max_length=200, blank=True, help_text="As the source states it.")
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["level__position", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"], condition=~Q(code=""), name="one_element_per_code"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="element_has_a_title"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="element_is_not_its_own_parent"
            ),
        ]
        indexes = [models.Index(fields=["council", "edition", "level", "position"], name="element_in_order")]

    def __str__(self) -> str:
        return self.title


class Contribution(models.Model):
    """A link in the thread beside the parent: contributes to, enables, or runs across."""

    class Kind(models.TextChoices):
        CONTRIBUTES = "CONTRIBUTES", "contributes to"
        ENABLES = "ENABLES", "enables"
        RUNS_ACROSS = "RUNS_ACROSS", "runs across"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="contributions")
    giver = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="contributes")
    taker = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="contributed_by")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CONTRIBUTES)
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["giver", "taker", "kind"], name="one_contribution_of_a_kind"),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="element_does_not_serve_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} {self.get_kind_display()} {self.taker}"

    @property
    def from_the_other_end(self) -> str:
        """The kind as the taker would say it."""
        return {
            self.Kind.CONTRIBUTES: "contributed to by",
            self.Kind.ENABLES: "enabled by",
            self.Kind.RUNS_ACROSS: "run across by",
        }[self.Kind(self.kind)]


class Succession(models.Model):
    """What became of an element of an earlier edition; `new` is empty where it was dropped."""

    class Kind(models.TextChoices):
        CARRIED = "CARRIED", "carried forward unchanged"
        AMENDED = "AMENDED", "amended"
        REPLACED = "REPLACED", "replaced"
        ADDED = "ADDED", "new in this edition"
        DROPPED = "DROPPED", "no longer an element in its own right"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="successions")
    old = models.ForeignKey(Element, on_delete=models.CASCADE, null=True, blank=True, related_name="became")
    new = models.ForeignKey(
        Element, on_delete=models.CASCADE, null=True, blank=True, related_name="came_from"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(old__isnull=False) | Q(new__isnull=False), name="succession_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(kind="DROPPED") | Q(new__isnull=True), name="dropped_means_nothing_new"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old or 'nothing'} → {self.new or 'nothing'}"


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
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["-made_on"]
        constraints = [
            models.UniqueConstraint(fields=["element", "made_on"], name="one_update_a_day"),
            models.CheckConstraint(
                condition=Q(percent_complete__isnull=True) | Q(percent_complete__lte=100),
                name="update_at_most_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}, {self.made_on}"


class GapNote(models.Model):
    """Why something is missing, who will fill it and by when: a gap with a name."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="gap_notes")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="gap_notes")
    code = models.CharField(max_length=10, help_text="See core.findings.")
    reason = models.TextField()
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="gap_notes")
    due_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["element", "code"], name="one_note_per_gap")]

    def __str__(self) -> str:
        return f"{self.code}: {self.element}"
