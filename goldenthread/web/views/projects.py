"""Major projects and programmes: the list, one project, and what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.project_rules import project_rule_words
from goldenthread.core.projects import year_words
from goldenthread.core.rating import Status
from goldenthread.core.refused import refuse_if
from goldenthread.ledger.queries import history_of
from goldenthread.measures.queries import measures_of
from goldenthread.people.queries import posts_of, services_of
from goldenthread.plans.queries import elements_to_choose
from goldenthread.reports.figures import projects as told
from goldenthread.reports.tables import projects as tables
from goldenthread.resources import project_queries as queries
from goldenthread.resources.project_parts import (
    PARTS,
    add_part,
    change_part,
    reasons_not_to_keep_part,
    remove_part,
)
from goldenthread.resources.projects import (
    Seen,
    Undertaken,
    change_project,
    link_risks,
    reasons_not_to_keep,
    reasons_not_to_manage,
    record_project,
    say_own_view,
)
from goldenthread.resources.risk_queries import risks_of_project, risks_to_choose
from goldenthread.resources.rules_adopted import project_rule_of
from goldenthread.web.asking import officer_of, own_service
from goldenthread.web.forms.projects import PART_FORMS, ProjectForm, RisksForm, ViewForm
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import by_post, day_of, needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.resources.models import Project
    from goldenthread.web.forms.kept import KeptForm

NAV = "Plans"
# What a part is called on its form, and what is said of it there.
PART_WORDS = {
    "investments": ("an investment", "Pounds in one financial year, of one kind and from one payer."),
    "stages": ("a stage", "What was planned stays beside what happened."),
    "milestones": ("a milestone", "Leave the day that it is due as it is; say when it is expected."),
    "benefits": ("a benefit", "A benefit is told by a measure; its latest result is read, never typed here."),
    "contributions": ("a contribution", "Say in words what the project does for the line."),
}


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every project and programme, with how each stands."""
    officer = officer_of(request)
    found = queries.projects_of(council, officer, day_of(council))
    rule = found[0].rule if found else project_rule_of(council)
    return page_or_file(
        request,
        "web/projects.html",
        council,
        NAV,
        grid=tables.projects(found),
        name="projects",
        sentences=told.of_projects(found),
        rule=rule,
        rule_words=project_rule_words(rule),
        cannot=reasons_not_to_keep(council, officer),
    )


def _project(council: Council, pk: int) -> Project:
    found = queries.project_at(council, pk)
    if found is None:
        raise Http404("No project of this council is at this address.")
    return found


def _kept(request: HttpRequest, council: Council, pk: int) -> Project:
    """A project that this person may keep."""
    held = _project(council, pk)
    refuse_if(reasons_not_to_keep(council, officer_of(request), held))
    return held


@of_council
def project(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One project: how it stands and why, its money, stages, milestones, benefits, risks, contributions."""
    held, officer, on = _project(council, pk), officer_of(request), day_of(council)
    found = queries.undertaking(held, officer, on)
    cannot = reasons_not_to_keep(council, officer, held)
    cannot_manage = reasons_not_to_manage(held, officer)
    may, manages, month = not cannot, not cannot_manage, council.year_start_month
    return page(
        request,
        "web/project.html",
        council,
        NAV,
        project=held,
        found=found,
        sentences=told.of_project(found),
        view=told.view_words(found),
        signals=tables.signals(found),
        rule=found.rule,
        rule_words=project_rule_words(found.rule),
        investments=tables.investments(
            found.investments, found.money, may, lambda year: year_words(year, month)
        ),
        stages=tables.stages(found.stages, manages),
        milestones=tables.milestones(found.milestones, on, manages),
        benefits=tables.benefits(found.benefits, manages),
        contributions=tables.contributions(found.links, may),
        risks=tables.risks(risks_of_project(council, found.risks, on)),
        parts=tables.parts(queries.parts_of(held)),
        cannot=cannot,
        cannot_manage=cannot_manage,
        history=history_of(held, council.slug),
    )


def _records(council: Council, without: Project | None = None) -> dict[str, Any]:
    posts = posts_of(council)
    return {
        "parent": queries.programmes_to_choose(council, without),
        "sponsor": posts,
        "manager": posts,
        "service": services_of(council),
    }


_ABOUT = "What is spent on it, when it is done, what it is for and what it gives to priorities come after."


@needing("keep_projects")
@of_council
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """Put a project or programme on record."""
    begin = own_service(council, officer_of(request), "keep_projects")
    form = ProjectForm(request.POST or None, records=_records(council), begin=begin)

    def store() -> str:
        said = Undertaken(**form.said())
        made = record_project(council=council, said=said, by=officer_of(request), at=timezone.now())
        return reverse("project", args=[council.slug, made.pk])

    back = reverse("projects", args=[council.slug])
    words = Words("Projects", "Record a project or programme", _ABOUT, back, label="The project")
    return written(request, council, form=form, words=words.under(NAV), store=store)


@needing("keep_projects")
@of_council
def change(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Put right what is written of a project, or move it along its way."""
    held = _kept(request, council, pk)
    form = ProjectForm(request.POST or None, records=_records(council, held), held=held)
    here = reverse("project", args=[council.slug, pk])

    def store() -> str:
        said, version = Undertaken(**form.said()), form.cleaned_data["version"]
        change_project(project=held, said=said, version=version, by=officer_of(request), at=timezone.now())
        return here

    words = Words(held.code, f"Change {held.name}", _ABOUT, here, label="The project")
    return written(
        request, council, form=form, words=words.under(NAV), store=store,
        held_now=lambda: _project(council, pk),
    )  # fmt: skip


@by_post
@of_council
def own_view(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say how its owner sees it, beside what the rule works out."""
    held, rule = _project(council, pk), project_rule_of(council)
    refuse_if(reasons_not_to_manage(held, officer_of(request)))
    statuses = (Status.ON_TARGET, Status.NEAR_TARGET, Status.OFF_TARGET)
    choices = [(one.value, rule.said(one)) for one in statuses]
    begin = {"view_on": day_of(council)}
    form = ViewForm(request.POST or None, words=choices, held=held, begin=begin)
    here = reverse("project", args=[council.slug, pk])

    def store() -> str:
        given = form.said()
        said = Seen(given["view"], given["view_words"], given["view_on"])
        version = form.cleaned_data["version"]
        say_own_view(project=held, said=said, version=version, by=officer_of(request), at=timezone.now())
        return here

    sentence = "The rule’s status stays beside it. Where the two differ, the page says so."
    words = Words(held.code, f"How you see {held.name}", sentence, here, label="Your own view")
    return written(
        request, council, form=form, words=words.under(NAV), store=store,
        held_now=lambda: _project(council, pk),
    )  # fmt: skip


@needing("keep_projects")
@of_council
def risks(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say which risks of the register bear on a project."""
    held, officer = _kept(request, council, pk), officer_of(request)
    found = risks_to_choose(council, officer)
    chosen = [one.pk for one in queries.undertaking(held, officer, day_of(council)).risks]
    form = RisksForm(
        request.POST or None, chosen=chosen, begin={"version": held.version},
        risks=[(one.pk, f"{one.code}: {one.title}") for one in found],
    )  # fmt: skip
    here = reverse("project", args=[council.slug, pk])

    def store() -> str:
        picked = set(form.cleaned_data["risks"])
        link_risks(
            project=held, risks=[one for one in found if one.pk in picked],
            version=form.cleaned_data["version"], by=officer, at=timezone.now(),
        )  # fmt: skip
        return here

    also = (reverse("risk-add", args=[council.slug]), "Record a risk that is not on the register yet")
    sentence = "Risks are kept on the register; here you say which of them bear on the project."
    words = Words(held.code, f"Risks of {held.name}", sentence, here, label="Its risks", also=also)
    return written(
        request, council, form=form, words=words.under(NAV), store=store,
        held_now=lambda: _project(council, pk),
    )  # fmt: skip


def _form(request: HttpRequest, council: Council, kind: str, held: Any = None) -> KeptForm:
    records: dict[str, Any] = {}
    if kind == "benefits":
        records = {"measure": measures_of(council)}
    elif kind == "contributions":
        lines = elements_to_choose(council, officer_of(request))
        is_missing = held is not None and all(one.pk != held.element_id for one in lines)
        records = {"element": [*lines, held.element] if is_missing else lines}
    return PART_FORMS[kind](request.POST or None, records=records, held=held)


def _row(form: KeptForm) -> dict[str, Any]:
    """What was written of a part, with records by their numbers."""
    given = form.said()
    for name in form.RECORDS:
        record = given.pop(name)
        given[f"{name}_id"] = record.pk if record else None
    return given


@by_post
@of_council
def add_a_part(request: HttpRequest, council: Council, pk: int, kind: str) -> HttpResponse:
    """Add money of a year, a stage, a milestone, a benefit or a contribution."""
    if kind not in PARTS:
        raise Http404("A project has no such part.")
    held, form = _project(council, pk), _form(request, council, kind)
    refuse_if(reasons_not_to_keep_part(held, kind, officer_of(request)))
    here = f"{reverse('project', args=[council.slug, pk])}#{kind}"

    def store() -> str:
        add_part(project=held, kind=kind, row=_row(form), by=officer_of(request), at=timezone.now())
        return here

    what, sentence = PART_WORDS[kind]
    words = Words(held.name, f"Add {what}", sentence, here, label=held.name)
    return written(request, council, form=form, words=words.under(NAV), store=store)


@by_post
@of_council
def part(request: HttpRequest, council: Council, pk: int, kind: str, part: int) -> HttpResponse:
    """Put a part of a project right, or remove it."""
    project = _project(council, pk)
    held = queries.part_at(project, kind, part) if kind in PARTS else None
    if held is None:
        raise Http404("This project has no such part.")
    refuse_if(reasons_not_to_keep_part(project, kind, officer_of(request)))
    form, officer = _form(request, council, kind, held), officer_of(request)
    here = f"{reverse('project', args=[council.slug, pk])}#{kind}"

    def store() -> str:
        what: dict[str, Any] = {"kind": kind, "version": form.cleaned_data["version"]}
        if "remove" in request.POST:
            remove_part(part=held, **what, by=officer, at=timezone.now())
        else:
            change_part(part=held, row=_row(form), **what, by=officer, at=timezone.now())
        return here

    what, sentence = PART_WORDS[kind]
    words = Words(
        project.name, f"Change {what}", sentence, here, label=f"Of {project.name}", remove="Remove it"
    )
    return written(
        request, council, form=form, words=words.under(NAV), store=store,
        held_now=lambda: queries.part_at(project, kind, part),
    )  # fmt: skip
