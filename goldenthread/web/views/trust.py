"""Data quality: what a council's records say of themselves, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from goldenthread.people.permissions import has_power, reasons_of_place, subject_of
from goldenthread.reports.figures.data_quality import data_quality
from goldenthread.reports.figures.polarity import findings, sentence_of
from goldenthread.reports.tables import data_quality as tables
from goldenthread.reports.tables.mending import May
from goldenthread.reports.tables.polarity import polarities_in_doubt
from goldenthread.reports.thresholds import limits
from goldenthread.web.asking import officer_of
from goldenthread.web.listing import answer_list
from goldenthread.web.pages import day_of, file_asked_for, of_council

if TYPE_CHECKING:
    from goldenthread.measures.models import Measure
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer


def _may(council: Council, by: Officer) -> May:
    """Whether this person has a power over a measure of this council, asked without a query for each."""
    is_here = not reasons_of_place(council, by)

    def may(power: str, one: Measure) -> bool:
        posts = (one.owner, one.updater) if power == "record_results" else (one.owner,)
        return is_here and has_power(power, by, subject_of(one.service, *posts))

    return may


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """The checks, the posts, and every measure: filtered, sorted and paged as asked."""
    found, may = data_quality(council, day_of(council), limits()), _may(council, officer_of(request))
    doubts = findings(row.measure for row in found.rows)
    grids: dict[str, Any] = {
        "checks": tables.checks(found),
        "posts": tables.posts(found),
        "polarity": polarities_in_doubt(doubts, may),
    }
    return file_asked_for(request, council, grids) or answer_list(
        request,
        "web/data_quality.html",
        council,
        "Measures",
        found.rows,
        tables.measures_table(may),
        name="data-quality",
        found=found,
        of_polarity=[sentence_of(doubts)],
        **grids,
    )
