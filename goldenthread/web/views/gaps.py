"""The gap register: what is missing from everything that the council works by."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict

from goldenthread.core.findings import GapState
from goldenthread.people.queries import post_titles, services_of
from goldenthread.plans.gap_queries import standing_editions, titles_in
from goldenthread.plans.queries import element_at
from goldenthread.reports import tables
from goldenthread.reports.figures.register import Register, Wanted, about, opening, register, with_titles
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.gaps import GapFilter
from goldenthread.web.listing import saved_views
from goldenthread.web.pages import day_of, of_council, page_or_file
from goldenthread.web.paging import Pages
from goldenthread.web.views.councils import no_plan_yet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer
    from goldenthread.plans.models import Edition

LONGEST = 19  # digits of the largest number that a database keeps


@of_council
def register_page(request: HttpRequest, council: Council) -> HttpResponse:
    """The gap register, all of it or a part: one kind, one plan, one service, what hangs under one theme."""
    viewer = officer_of(request)
    everything = standing_editions(council, viewer)
    if not everything:
        return no_plan_yet(request, council, "Gaps", "Gaps")
    editions = _narrowed(request.GET, council, viewer, everything)
    posts = post_titles(council)
    found = register(council, editions, day_of(council), posts, viewer, is_part=editions is not everything)
    kinds = tables.kinds_of(found)
    form = _filter(request.GET, council, found, everything)
    chosen = form.chosen
    part = found.part(_wanted(chosen))
    pages = Pages.of(request.GET, len(part))
    shown = part if request.GET.get("as") else part[pages.slice]
    gaps = with_titles(shown, found)
    more = about(shown, gaps, found)
    return page_or_file(
        request,
        "web/gaps.html",
        council,
        "Gaps",
        grid=tables.gap_register(gaps, found.on, more),
        name="gaps",
        form=form,
        opening=opening(found, part),
        kinds=tables.gap_kinds(kinds, _query(chosen)),
        accepted=found.states(part)[GapState.ACCEPTED],
        pages=pages,
        is_part=bool(chosen.keys() - {"sort"}),
        plan=next((one for one in editions if chosen.get("plan") == one.plan.slug), None),
        under=form.name_of("under"),
        **saved_views(request, council, "gaps", urlencode(chosen)),
    )


def _narrowed(asked: QueryDict, council: Council, viewer: Officer, editions: list[Edition]) -> list[Edition]:
    """The editions of the plan asked for or, with a theme, the theme's own; all of them if that is none."""
    under = asked.get("under", "")
    if under.isascii() and under.isdigit() and len(under) < LONGEST:
        top = element_at(council, int(under), viewer)
        own = [one for one in editions if top is not None and one.pk == top.edition_id]
        return own or editions
    return [one for one in editions if one.plan.slug == asked.get("plan")] or editions


def _filter(asked: QueryDict, council: Council, found: Register, editions: Sequence[Edition]) -> GapFilter:
    tops = found.tops
    titles = titles_in({top.id for top in tops})
    plans = {one.plan.slug: one.plan.name for one in editions}
    return GapFilter(
        asked,
        tops=[(str(top.id), titles[top.id]) for top in tops],
        services=[(str(one.pk), one.name) for one in services_of(council)],
        posts=found.posts.values(),
        plans=plans.items(),
    )


def _wanted(chosen: dict[str, str]) -> Wanted:
    under, service = chosen.get("under"), chosen.get("service")
    return Wanted(
        kind=chosen.get("kind", ""),
        under=int(under) if under else None,
        service=int(service) if service else None,
        owner=chosen.get("owner", ""),
        state=chosen.get("state", ""),
        sort=chosen.get("sort", ""),
    )


def _query(chosen: dict[str, str]) -> str:
    """What was chosen beside the kind, for links that choose another kind of the same part."""
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in chosen.items() if name != "kind"})
    return query.urlencode()
