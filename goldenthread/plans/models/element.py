"""The lines of an edition, and what is said of them: tags, who takes part, and where else they count."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council, Partner, Post, Service
from goldenthread.people.officers import Officer
from goldenthread.plans.models.plan import Basis, Edition, Level


class ElementQuerySet(models.QuerySet["Element"]):
    """Elements by who reads them and whether they still count."""

    def listed(self) -> ElementQuerySet:
        """Those still in their edition: neither retired nor missing from their source's latest list."""
        return self.filter(state="LIVE")

    def seen_by(self, viewer: Officer) -> ElementQuerySet:
        """Those this person may read: exempt lines and closed drafts are for the council's own people."""
        if viewer.serves_everyone:
            return self
        is_own = Q(council__slug=viewer.inside or None)
        return self.filter(is_own | Q(is_exempt=False, edition__is_open=True))


class Element(models.Model):
    """One line of an edition at some level."""

    class Kind(models.TextChoices):
        VISION = "VISION", "vision"
        VALUE = "VALUE", "value"
        CITIZEN = "CITIZEN", "citizen-facing"
        INTERNAL = "INTERNAL", "internal: enables the others"
        COMMUNITY = "COMMUNITY", "community"
        CROSS_CUTTING = "CROSS_CUTTING", "runs across all the others"
        AS_USUAL = "AS_USUAL", "business as usual"
        ORDINARY = "ORDINARY", ""

    class State(models.TextChoices):
        LIVE = "LIVE", "live"
        NOT_LISTED = "NOT_LISTED", "no longer listed"
        RETIRED = "RETIRED", "retired"

    class Agreement(models.TextChoices):
        AS_EDITION = "", "as its edition"
        PROPOSED = "PROPOSED", "proposed"
        CONFIRMED = "CONFIRMED", "confirmed"
        APPROVED = "APPROVED", "approved"

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
    agreement = models.CharField(
        max_length=20, choices=Agreement, blank=True, help_text="Empty follows the edition."
    )
    portfolio_holder = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="portfolio"
    )
    rank = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 comes first.")
    need = models.TextField(blank=True, help_text="The evidence of need that it answers.")
    continuing_since = models.DateField(
        null=True, blank=True, help_text="Where it goes on from an earlier year: since when."
    )
    is_exempt = models.BooleanField(
        default=False, help_text="Holds exempt information: shown to the council's own people only."
    )
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ElementQuerySet.as_manager()

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
        indexes = [
            models.Index(fields=["council", "edition", "level", "position"], name="element_in_order"),
            models.Index(fields=["edition", "state", "parent"], name="element_under_parent"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def agreed_so_far(self) -> Agreement:
        """Proposed, confirmed or approved; an element that says nothing follows its edition."""
        if self.agreement:
            return self.Agreement(self.agreement)
        is_draft = self.edition.state == Edition.State.DRAFT
        return self.Agreement.PROPOSED if is_draft else self.Agreement.APPROVED


class Placement(models.Model):
    """Where else an element counts: a second plan that it belongs to and reports to."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="placements")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="placements")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="placements")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(
        Element, on_delete=models.PROTECT, null=True, blank=True, related_name="placed_below"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["element", "edition"], name="placed_once_per_edition")]

    def __str__(self) -> str:
        return f"{self.element} in {self.edition}"


class Tag(models.Model):
    """A word that elements are found by: a ward, a legal duty, an equality strand, a group of people."""

    class Kind(models.TextChoices):
        EQUALITIES = "EQUALITIES", "equalities"
        LEGAL_DUTY = "LEGAL_DUTY", "legal duty"
        POPULATION = "POPULATION", "population group"
        WARD = "WARD", "ward"
        SUBJECT = "SUBJECT", "subject"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="tags")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True, help_text="What it means; for a duty, the Act and section.")
    elements: models.ManyToManyField[Element, Tagging] = models.ManyToManyField(
        Element, through="Tagging", related_name="tags"
    )

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["council", "kind", "name"], name="one_tag_per_name")]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """That an element carries a tag."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "element"], name="tagged_once")]

    def __str__(self) -> str:
        return f"{self.element}: {self.tag}"


class Involvement(models.Model):
    """A partner's or a service's part in an element: it commissions, provides, or works with others on it."""

    class Role(models.TextChoices):
        COMMISSIONER = "COMMISSIONER", "commissions"
        PROVIDER = "PROVIDER", "provides"
        PARTNER = "PARTNER", "takes part"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="involvements")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="involvements")
    role = models.CharField(max_length=20, choices=Role)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="involvements"
    )
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["element", "role", "partner"], name="one_part_of_a_partner"),
            models.UniqueConstraint(fields=["element", "role", "service"], name="one_part_of_a_service"),
            models.CheckConstraint(
                condition=Q(partner__isnull=True, service__isnull=False)
                | Q(partner__isnull=False, service__isnull=True),
                name="a_partner_or_a_service",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} {self.get_role_display()} {self.element}"

    @property
    def who(self) -> str:
        """The partner's or the service's name."""
        return str(self.partner or self.service)
