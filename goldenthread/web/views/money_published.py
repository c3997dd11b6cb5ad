"""Saying which years' budgets and which periods' monitoring are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.money_told import year_named
from goldenthread.resources.money_queries import years_of
from goldenthread.resources.monitoring_queries import reports_of
from goldenthread.resources.opening_money import opened_reports, opened_years, say_what_is_published
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.money import PublishedForm
from goldenthread.web.kept import Words, written
from goldenthread.web.money_parts import CURRENT
from goldenthread.web.pages import needing, of_council

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@needing("keep_money")
@of_council
def published(request: HttpRequest, council: Council) -> HttpResponse:
    """Tick what everybody may read; the rest is for the council's own people."""
    reports = reports_of(council)
    names, opened = {one.pk: one.name for one in reports}, opened_reports(council)
    read = [one for one in names if names[one] in opened]
    form = PublishedForm(
        request.POST or None,
        years=[(one, year_named(one)) for one in years_of(council)],
        reports=[(one.pk, one.name) for one in reports],
        begin={"years": sorted(opened_years(council)), "reports": read},
    )  # fmt: skip
    to = reverse("money", args=[council.slug])

    def store() -> str:
        given = form.said()
        say_what_is_published(
            council=council, years=given["years"], reports=[names[pk] for pk in given["reports"]],
            by=officer_of(request), at=timezone.now(),
        )  # fmt: skip
        return to

    words = Words(
        margin="Money", title="What is published of the money", label="Published", back=to, current=CURRENT,
        sentence="What is ticked is read by everybody. Tick a year once its budget is adopted, a period "
        "with its report. Virements go with their year and their report.",
    )  # fmt: skip
    return written(request, council, form=form, words=words, store=store)
