"""The medium term: money released and allocated by year and priority, and days of work beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from goldenthread.core.sentences import start
from goldenthread.plans.queries import levels_of, main_edition, top_lines
from goldenthread.reports.figures.money_term import MediumTerm, of_term, term_of
from goldenthread.reports.tables import money_term as tables
from goldenthread.resources.money_queries import thread_of
from goldenthread.web.asking import officer_of
from goldenthread.web.money_parts import Part, parts_page
from goldenthread.web.pages import day_of, of_council

if TYPE_CHECKING:
    from goldenthread.core.money_term import Term
    from goldenthread.people.models import Council

RULE = (
    "Each figure is the pounds of that year, not the change from the year before. Savings, and bids that go "
    "on, stay at the level last written; what is for one year counts in that year only.",
    "What an approved bid pays of an element’s costs is counted once, as the bid.",
)


@of_council
def medium_term(request: HttpRequest, council: Council) -> HttpResponse:
    """Five years of money released and taken by priority, and days of work beside it."""
    edition, viewer = main_edition(council), officer_of(request)
    levels = levels_of(edition) if edition else []
    tops = top_lines(edition, viewer) if edition else []
    named = [(pk, words.partition(": ")[2] or words) for pk, words in tops]
    if levels and edition:
        thread = thread_of([edition.pk], viewer)
        level = next((one for one in levels if one.is_monitored), levels[0])
        named = [(pk, thread.title(pk)) for pk in thread.order if thread.level_of[pk] == level.pk]
    found = term_of(council, edition, named, day_of(council), viewer)
    parts = [
        *_term_parts(found, "revenue", found.revenue),
        *_term_parts(found, "capital", found.capital),
        Part("days", "Days of work", "By priority and year", tables.days(found),
             nothing="Nobody has said yet how many days of work these take."),
    ]  # fmt: skip
    return parts_page(request, council, title="The medium term", sentences=of_term(found), parts=parts)


def _term_parts(found: MediumTerm, key: str, term: Term) -> list[Part]:
    """Revenue or capital in all and by priority; capital only where there is any."""
    named = start(key)
    if not term:
        nothing = f"No {key} is released, allocated or costed in these years."
        return [Part(key, named, "By year", nothing=nothing)] if key == "revenue" else []
    by_priority = tables.by_priority(found, term, named)
    priorities = Part(f"{key}-priorities", f"{named} by priority", "Comes to the same", by_priority)
    words = RULE if key == "revenue" else ()
    parts = [Part(key, named, "Pounds in the year", tables.by_year(term, named), words=words)]
    parts += [priorities] if by_priority else []
    beside = tables.beside(term, named)
    told = "Told beside, added to nothing"
    return [*parts, Part(f"{key}-beside", f"Beside {key}", told, beside)] if beside else parts
