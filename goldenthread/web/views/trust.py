"""Data quality: what a council's records say of themselves, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from goldenthread.reports.figures.data_quality import data_quality
from goldenthread.reports.tables import data_quality as tables
from goldenthread.reports.thresholds import limits
from goldenthread.web.listing import answer_list
from goldenthread.web.pages import day_of, file_asked_for, of_council

if TYPE_CHECKING:
    from goldenthread.people.models import Council


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The checks, the posts, and every measure: filtered, sorted and paged as asked."""
    found = data_quality(council, day_of(council), limits())
    grids: dict[str, Any] = {"checks": tables.checks(found), "posts": tables.posts(found)}
    return file_asked_for(request, council, grids) or answer_list(
        request,
        "web/data_quality.html",
        council,
        "Measures",
        found.rows,
        tables.TABLE,
        name="data-quality",
        found=found,
        **grids,
    )
