"""An element's costs, its terms, what it waits for, and the scarce skills it takes: small forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.refused import refuse_if
from goldenthread.people.queries import partners_of
from goldenthread.reports.tables.element_facts import skills as skills_table
from goldenthread.resources import element_fact_queries as queries
from goldenthread.resources import element_facts as actions
from goldenthread.resources import skills as skill_actions
from goldenthread.resources.capacity_queries import skills_of
from goldenthread.resources.needs_permissions import reasons_not_to_say_need
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.element_facts import (
    CostForm,
    DependencyForm,
    SkillForm,
    SkillNeedForm,
    TermsForm,
)
from goldenthread.web.kept import Words, written
from goldenthread.web.pages import day_of, needing, of_council, page_or_file
from goldenthread.web.views.needs import element_or_404, need_or_404

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Element
    from goldenthread.resources.models import Skill
    from goldenthread.web.forms.kept import KeptForm


def _to_change(request: HttpRequest, council: Council, pk: int) -> Element:
    """The element, where this person may say what it needs."""
    element = element_or_404(request, council, pk)
    refuse_if(reasons_not_to_say_need(element, officer_of(request)))
    return element


def _words(element: Element, title: str, label: str, *, remove: str = "", note: str = "") -> Words:
    back = reverse("needs", args=[element.council.slug, element.pk])
    return Words(
        element.level.name, title, element.title, back, label=label, remove=remove, note=note,
        current="Plans",
    )  # fmt: skip


def _who(request: HttpRequest, form: KeptForm) -> dict[str, Any]:
    return {"version": form.cleaned_data["version"], "by": officer_of(request), "at": timezone.now()}


@needing("say_needs")
@of_council
def cost(request: HttpRequest, council: Council, pk: int, cost: int | None = None) -> HttpResponse:
    """Say what an element costs in one year, change it or take it back."""
    element = _to_change(request, council, pk)
    held = queries.cost_of(element, cost) if cost is not None else None
    if cost is not None and held is None:
        raise Http404("This element has no such cost.")
    form = CostForm(
        request.POST or None, held=held, records={"partner": partners_of(council)},
        years=queries.years_of(element, day_of(council), held),
        begin={"kind": "REVENUE", "payer": "UNFUNDED"},
    )  # fmt: skip
    words = _words(
        element,
        f"The cost “{held.what}”" if held else "What it costs",
        "The cost",
        remove="Take it back" if held else "",
    )

    def store() -> str:
        who = _who(request, form)
        if held is not None and "remove" in request.POST:
            actions.remove_fact(held=held, **who)
        else:
            actions.say_cost(element=element, held=held, said=form.said(), **who)
        return words.back

    again = queries.cost_of
    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: again(element, cost) if cost is not None else None,
    )  # fmt: skip


@needing("say_needs")
@of_council
def terms(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Say whether an element may be moved or dropped, and what it is worth."""
    element = _to_change(request, council, pk)
    held = queries.terms_of(element)
    form = TermsForm(request.POST or None, held=held, begin={"may_drop": True})
    words = _words(
        element, "On what terms", "Its terms", remove="Take them back" if held else "",
        note="The way out of an overloaded plan goes by these.",
    )  # fmt: skip

    def store() -> str:
        who = _who(request, form)
        if held is not None and "remove" in request.POST:
            actions.remove_fact(held=held, **who)
        else:
            actions.say_terms(element=element, held=held, said=form.said(), **who)
        return words.back

    return written(
        request, council, form=form, words=words, store=store, held_now=lambda: queries.terms_of(element)
    )


@needing("say_needs")
@of_council
def dependency(
    request: HttpRequest, council: Council, pk: int, dependency: int | None = None
) -> HttpResponse:
    """Say what an element waits for, change it or take it back."""
    element, officer = _to_change(request, council, pk), officer_of(request)
    held = queries.dependency_of(element, dependency, officer) if dependency is not None else None
    if dependency is not None and held is None:
        raise Http404("This element waits for no such thing.")
    others = queries.others_to_wait_for(element, officer)
    form = DependencyForm(request.POST or None, held=held, records={"on": others})
    words = _words(
        element,
        "One thing it waits for" if held else "What it waits for",
        "The wait",
        remove="Take it back" if held else "",
    )

    def store() -> str:
        who = _who(request, form)
        if held is not None and "remove" in request.POST:
            actions.remove_fact(held=held, **who)
        else:
            actions.say_dependency(element=element, held=held, said=form.said(), **who)
        return words.back

    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: queries.dependency_of(element, dependency, officer) if dependency else None,
    )  # fmt: skip


@needing("say_needs")
@of_council
def skill_need(
    request: HttpRequest, council: Council, pk: int, need: int, skill_need: int | None = None
) -> HttpResponse:
    """Say how many of a need's days take a scarce skill, or take that back."""
    held_need = need_or_404(request, council, pk, need)
    refuse_if(reasons_not_to_say_need(held_need.element, officer_of(request)))
    held = queries.skill_need_of(held_need, skill_need) if skill_need is not None else None
    if skill_need is not None and held is None:
        raise Http404("This need takes no such skill.")
    records = {"skill": [held.skill] if held else skills_of(council)}
    form = SkillNeedForm(request.POST or None, held=held, records=records)
    form.fields["version"].initial = held_need.version
    back = reverse("need", args=[council.slug, pk, need])
    title = f"How much {held.skill} it takes" if held else "Which skill does it take?"
    words = Words(
        str(held_need.service or ""), title, held_need.element.title, back,
        label="The skill", remove="It takes none of this skill" if held else "", current="Plans",
        also=(reverse("skills", args=[council.slug]), "The council’s scarce skills"),
    )  # fmt: skip

    def store() -> str:
        said = form.said()
        days = None if held is not None and "remove" in request.POST else said["days"]
        skill_actions.say_skill_need(need=held_need, skill=said["skill"], days=days, **_who(request, form))
        return back

    return written(request, council, form=form, words=words, store=store)


@of_council
def skills(request: HttpRequest, council: Council) -> HttpResponse:
    """The skills that are in short supply, how much of each there is, and what takes them."""
    found, officer = skills_of(council), officer_of(request)
    grid = skills_table(found, queries.uses_of(found, officer))
    return page_or_file(
        request, "web/skills.html", council, "Plans", grid=grid, name="skills", count=len(found),
        cannot=skill_actions.reasons_not_to_keep_skills(council, officer),
    )  # fmt: skip


@needing("keep_capacity")
@of_council
def skill(request: HttpRequest, council: Council, pk: int | None = None) -> HttpResponse:
    """Put a scarce skill on the list, change it or take it off."""
    refuse_if(skill_actions.reasons_not_to_keep_skills(council, officer_of(request)))
    held = _skill(council, pk) if pk is not None else None
    form = SkillForm(request.POST or None, held=held)
    title = f"The skill “{held}”" if held else "A scarce skill"
    words = Words(
        "Capacity", title, "One that several actions need, and few people have",
        reverse("skills", args=[council.slug]), label="The skill",
        remove="Take it off the list" if held else "", current="Plans",
    )  # fmt: skip

    def store() -> str:
        who = _who(request, form)
        if held is not None and "remove" in request.POST:
            skill_actions.remove_skill(held=held, **who)
        else:
            skill_actions.keep_skill(council=council, held=held, said=form.said(), **who)
        return words.back

    return written(
        request, council, form=form, words=words, store=store,
        held_now=lambda: queries.skill_at(council, pk) if pk is not None else None,
    )  # fmt: skip


def _skill(council: Council, pk: int) -> Skill:
    found = queries.skill_at(council, pk)
    if found is None:
        raise Http404("No such skill is on this council’s list.")
    return found
