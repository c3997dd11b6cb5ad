"""Major projects and programmes: money, stages, milestones, benefits, and what they give to priorities."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goldenthread.measures.models import Measure
from goldenthread.people.models import Council, Post, Service
from goldenthread.plans.models import Basis, Element
from goldenthread.resources.models.needs import Cost
from goldenthread.resources.models.risks import Risk


class ProjectRule(models.Model):
    """A rule for how projects stand as the council adopted it, kept whole."""

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="project_rules")
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=200)
    body = models.JSONField(help_text="The rule as data; see core.project_rules.")
    source = models.TextField(blank=True)
    in_force_from = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-in_force_from", "-id"]
        constraints = [models.UniqueConstraint(fields=["council", "code"], name="one_project_rule_per_code")]

    def __str__(self) -> str:
        return self.name


class Project(models.Model):
    """A major project, or a programme of several, with its owner's own view of how it goes."""

    class Kind(models.TextChoices):
        PROJECT = "PROJECT", "project"
        PROGRAMME = "PROGRAMME", "programme"

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "proposed"
        UNDER_WAY = "UNDER_WAY", "under way"
        ON_HOLD = "ON_HOLD", "on hold"
        FINISHED = "FINISHED", "finished"
        STOPPED = "STOPPED", "stopped"

    class View(models.TextChoices):
        NONE = "", "not said"
        ON_TARGET = "ON_TARGET", "on track"
        NEAR_TARGET = "NEAR_TARGET", "slipping"
        OFF_TARGET = "OFF_TARGET", "off track"

    council = models.ForeignKey(Council, on_delete=models.CASCADE, related_name="projects")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PROJECT)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts",
        help_text="The programme that it is a part of.",
    )  # fmt: skip
    about = models.TextField(blank=True)
    sponsor = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="sponsored_projects"
    )
    manager = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="managed_projects"
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    state_reason = models.TextField(blank=True, help_text="Why it is on hold or stopped, or what came of it.")
    view = models.CharField(max_length=20, choices=View, default=View.NONE, blank=True)
    view_words = models.TextField(blank=True, help_text="The owner's own words on how it goes.")
    view_on = models.DateField(null=True, blank=True)
    risks: models.ManyToManyField[Risk, models.Model] = models.ManyToManyField(
        Risk, related_name="projects", blank=True
    )
    basis = models.CharField(max_length=20, choices=Basis, default=Basis.STATED)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["council", "code"], name="one_project_per_code"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(kind="PROJECT"), name="only_a_project_is_part_of_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ON_HOLD", "FINISHED", "STOPPED"]) | ~Q(state_reason=""),
                name="project_held_or_over_says_why",
            ),
            models.CheckConstraint(
                condition=Q(view="") | (Q(view_on__isnull=False) & ~Q(view_words="")),
                name="own_view_has_words_and_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Investment(models.Model):
    """Pounds put into a project in one financial year: agreed, forecast, spent, and who pays."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="investments")
    year = models.PositiveSmallIntegerField(help_text="The year it begins in: 2012 for 2012/13.")
    kind = models.CharField(max_length=10, choices=Cost.Kind, default=Cost.Kind.CAPITAL)
    payer = models.CharField(max_length=10, choices=Cost.Payer, default=Cost.Payer.UNFUNDED)
    funding = models.CharField(max_length=200, blank=True, help_text="The budget, grant or fund by name.")
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="What was agreed.")
    forecast = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["year", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "year", "kind", "payer", "funding"], name="one_investment_a_year_and_payer"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="investment_is_not_below_nought"),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.year}: {self.amount}"


class ProjectStage(models.Model):
    """One stage of a project: when it was planned, and when it was."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stages")
    name = models.CharField(max_length=200)
    starts_on = models.DateField(null=True, blank=True, help_text="Planned.")
    ends_on = models.DateField(null=True, blank=True, help_text="Planned.")
    forecast_on = models.DateField(null=True, blank=True, help_text="When it is now expected to end.")
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "starts_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="one_project_stage_of_a_name"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="project_stage_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="project_stage_ended_after_it_started",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """A dated promise of a project: when it is due, when it is expected now, and when it was done."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=200)
    due_on = models.DateField()
    forecast_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="one_milestone_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Benefit(models.Model):
    """What a project is for, told by a measure: from where, to where, and by when."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="benefits")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="benefits")
    words = models.TextField(blank=True, help_text="What will be better, and for whom.")
    baseline = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    expected = models.DecimalField(max_digits=18, decimal_places=6)
    due_on = models.DateField(null=True, blank=True, help_text="By when it is expected.")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "measure"], name="one_benefit_of_a_measure"),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | ~Q(baseline=F("expected")),
                name="benefit_is_expected_to_change",
            ),
        ]

    def __str__(self) -> str:
        return str(self.measure)


class ProjectLink(models.Model):
    """That a project contributes to a line of a plan, and how, in words."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="links")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="project_links")
    how = models.TextField(help_text="What it contributes.")
    source = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["element__level__position", "element__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "element"], name="project_linked_once_to_an_element"),
            models.CheckConstraint(condition=~Q(how=""), name="project_link_says_what_it_contributes"),
        ]

    def __str__(self) -> str:
        return f"{self.project} → {self.element}"
