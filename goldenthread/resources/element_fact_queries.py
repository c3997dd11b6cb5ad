"""Reading what is said of an element besides its needs: costs, terms, what it waits for, scarce skills."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from goldenthread.core.periods import financial_year_of, label
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.models import Cost, Dependency, Need, Skill, SkillNeed, Terms
from goldenthread.resources.workload_queries import quarters_of_edition, year_start_of

YEARS_MORE = 5


def costs_of(element: Element) -> list[Cost]:
    """What an element costs, by year."""
    return list(Cost.objects.filter(element=element).select_related("partner", "council"))


def cost_of(element: Element, pk: int) -> Cost | None:
    return Cost.objects.filter(element=element, pk=pk).select_related("element", "council").first()


def terms_of(element: Element) -> Terms | None:
    """On what terms it may be moved, where somebody said so."""
    return Terms.objects.filter(element=element).select_related("element", "council").first()


def dependencies_of(element: Element, viewer: Officer) -> list[Dependency]:
    """What an element waits for, as far as this person may read it."""
    seen = Element.objects.listed().seen_by(viewer).values("pk")
    rows = Dependency.objects.filter(element=element).select_related("on")
    return list(rows.filter(Q(on__isnull=True) | Q(on__in=seen)))


def waiting_for(element: Element, viewer: Officer) -> list[Element]:
    """The elements that wait for this one, as far as this person may read them."""
    rows = Element.objects.listed().seen_by(viewer).filter(waits_for__on=element)
    return list(rows.order_by("position", "pk"))


def dependency_of(element: Element, pk: int, viewer: Officer) -> Dependency | None:
    found = next((one for one in dependencies_of(element, viewer) if one.pk == pk), None)
    if found is not None:
        found.element = element
    return found


def others_to_wait_for(element: Element, viewer: Officer) -> list[Element]:
    """The other lines of the element's edition, to choose one from."""
    rows = Element.objects.listed().seen_by(viewer).filter(edition_id=element.edition_id)
    return list(rows.exclude(pk=element.pk).order_by("-level__position", "position", "pk"))


def years_of(element: Element, on: date, held: Cost | None = None) -> list[tuple[int, str]]:
    """The financial years that a cost may be of: those of the edition, and some more."""
    start = year_start_of(element.council)
    first = quarters_of_edition(element.edition, on)[0].starts_on
    first = min(first, element.edition.starts_on or first)
    begins = financial_year_of(first, start).starts_on
    last = financial_year_of(element.edition.ends_on or first, start).starts_on.year + YEARS_MORE
    years = {*range(begins.year, last + 1), *([held.year] if held else [])}
    return [(year, year_told(year, element.council)) for year in sorted(years)]


def year_told(year: int, council: Council) -> str:
    """A financial year by the year it begins in: 2012/13."""
    start = year_start_of(council)
    return label(financial_year_of(date(year, start.month, start.day), start), start)


def skill_at(council: Council, pk: int) -> Skill | None:
    return Skill.objects.filter(council=council, pk=pk).select_related("council").first()


def skill_need_of(need: Need, pk: int) -> SkillNeed | None:
    return SkillNeed.objects.filter(need=need, pk=pk).select_related("skill").first()


def uses_of(skills: Sequence[Skill], viewer: Officer) -> list[SkillNeed]:
    """What takes the council's scarce skills, as far as this person may read it."""
    seen = Element.objects.listed().seen_by(viewer).values("pk")
    rows = SkillNeed.objects.filter(skill__in=skills, need__element__in=seen)
    return list(rows.select_related("need__element", "need__service", "skill"))
