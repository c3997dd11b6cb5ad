"""What joins elements: links beside the parent, and what became of them from edition to edition."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.people.models import Council
from goldenthread.plans.models.element import Element
from goldenthread.plans.models.plan import Basis


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
    how = models.TextField(blank=True, help_text="What the contribution is, in words.")
    seen_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="The version of the other end when the link was last looked at."
    )
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
        MERGED = "MERGED", "merged with others"
        SPLIT = "SPLIT", "split into parts"
        ADDED = "ADDED", "new in this edition"
        DROPPED = "DROPPED", "no longer an element in its own right"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="successions")
    old = models.ForeignKey(Element, on_delete=models.CASCADE, null=True, blank=True, related_name="became")
    new = models.ForeignKey(
        Element, on_delete=models.CASCADE, null=True, blank=True, related_name="came_from"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True, help_text="The body or post that decided it.")
    decided_on = models.DateField(null=True, blank=True)
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
