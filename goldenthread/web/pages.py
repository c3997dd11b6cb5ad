"""What every page shares: the council it is of, the day it is read at, and where its links lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goldenthread.core.refused import refuse_if
from goldenthread.people.days import day_at
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.people.permissions import reasons_of_duty, reasons_of_place
from goldenthread.people.queries import council_for
from goldenthread.plans.queries import main_edition
from goldenthread.reports.figures.position import Position, gather
from goldenthread.reports.grids import Grid, Link
from goldenthread.reports.sheets import CSV, XLSX, csv_of, xlsx_of
from goldenthread.web.asking import officer_of

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition


View = Callable[..., HttpResponseBase]
READING = ("GET", "HEAD")


def of_council(view: View) -> View:
    """Give a view its council instead of the slug, or answer that there is no such page.

    A view is for reading only, unless `needing` or `by_post` says who may change something by it.
    """

    @wraps(view)
    def found(request: HttpRequest, council: str, **rest: Any) -> HttpResponseBase:
        if any("\0" in part for part in rest.values() if isinstance(part, str)):
            raise Http404("No address holds such a character.")  # PostgreSQL would refuse the question itself
        held = council_for(council, officer_of(request))
        if held is None:
            raise Http404("No council that you may read is at this address.")
        power: str | None = getattr(found, "needs", None)
        if power is None and request.method not in READING:
            return HttpResponseNotAllowed(READING)  # nothing changes by a page that names no power for it
        refuse_if(_reasons_at_the_door(held, officer_of(request), power))
        return view(request, held, **rest)

    return found


def _reasons_at_the_door(council: Council, by: Officer, power: str | None) -> list[str]:
    if power is None:
        return []
    return reasons_of_duty(council, power, by) if power else reasons_of_place(council, by)


def needing(power: str) -> Callable[[View], View]:
    """Name the power without which nobody gets further: `@needing("change_plan") @of_council def …`.

    It asks only whether the person holds the power anywhere; the action asks whether it reaches this thing.
    """

    def mark(view: View) -> View:
        view.needs = power  # type: ignore[attr-defined]
        return view

    return mark


def by_post(view: View) -> View:
    """For what goes by the post a thing is in the hands of, such as a paper: `@by_post @of_council def …`.

    The council's own people get further, whatever their duties; the action asks whose it is.
    """
    return needing("")(view)


def day_of(council: Council) -> date:
    """The day that a council's pages are read at: its own, or today."""
    return day_at(council, timezone.now())


# Kinds of links whose address has another name, and those whose key holds several gaps.
NAMED = {
    "measure-id": "measure-by-id",
    "difference": "difference-of",
    "redefine": "redefine-measure",
    "deadline": "round-deadline",
}
OF_PARTS = frozenset(
    {
        "communication", "communication-part", "cost", "deadline", "dependency", "edition", "gap", "need",
        "project-part", "purse", "risk-control", "service-effort", "skill-need", "strain", "strain-cell",
    }
)  # fmt: skip


def link_to(council: Council) -> Callable[[Link], str]:
    """Where the links in tables lead: most kinds are the names of addresses, whose one gap is the key."""
    slug = council.slug
    other: dict[str, Callable[[str], str]] = {
        "gaps": lambda key: reverse("gaps", args=[council.slug]) + f"?kind={key}",
        "elements-of-post": lambda key: (
            reverse("elements", args=[council.slug]) + f"?edition=current&owner={key}"
        ),
        "element-gaps": lambda key: reverse("element", args=[council.slug, key]) + "#gaps",
        "data-quality-check": lambda key: reverse("data-quality", args=[council.slug]) + f"?check={key}#list",
        "targets-of": lambda key: _asked("targets-of", [council.slug], key),
        "ask-target": lambda key: _asked("ask-change", [council.slug, "target"], key),
        "ask-change": lambda key: reverse("ask-change", args=[council.slug, *key.rsplit("/", 1)]),
        "measure-at": lambda key: _at("measure", council, key),
        "sheet-at": lambda key: _at("edit-measure", council, key),
        "record-missing": lambda key: reverse("record", args=[council.slug, key]) + "?period=missing",
    }

    def address(link: Link) -> str:
        if link.kind in other:
            return other[link.kind](link.key)
        parts = link.key.split("/") if link.kind in OF_PARTS else [link.key]
        return reverse(NAMED.get(link.kind, link.kind), args=[slug, *parts])

    return address


def _at(name: str, council: Council, key: str) -> str:
    """The address of a place on a measure's page, whose key is its code and the place."""
    code, _, place = key.rpartition("#")
    return f"{reverse(name, args=[council.slug, code])}#{place}"


def _asked(name: str, parts: list[str], key: str) -> str:
    """The address of something of a measure, whose key is its code and what is asked of the page."""
    code, _, asked = key.rpartition("?")
    slug, *rest = parts
    return reverse(name, args=[slug, code or key, *rest]) + (f"?{asked}" if code else "")


def page(
    request: HttpRequest, template: str, council: Council, current: str, *, code: int = 200, **shown: Any
) -> HttpResponse:
    """Answer with a page of a council; `current` is the part of the navigation it belongs to."""
    context = {
        "council": council,
        "current": current,
        "on": day_of(council),
        "link_to": link_to(council),
        "is_plain": council.is_plain(day_of(council)),
        **shown,
    }
    return render(request, template, context, status=code)


def file_of(grid: Grid, name: str, kind: str) -> HttpResponse:
    """A table as a file to take away; `kind` is “csv” or “xlsx”."""
    content, media = (xlsx_of(grid), XLSX) if kind == "xlsx" else (csv_of(grid), CSV)
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def page_or_file(
    request: HttpRequest,
    template: str,
    council: Council,
    current: str,
    *,
    grid: Grid,
    name: str,
    **shown: Any,
) -> HttpResponse:
    """A page with a table, or with `?as=csv` or `?as=xlsx` the table alone as a file called `name`.

    The template has `grid`, and links with `{% include "web/take_away.html" %}`.
    """
    kind = request.GET.get("as", "")
    if kind in ("csv", "xlsx"):
        return file_of(grid, f"{council.slug}-{name}", kind)
    asked = request.GET.copy()
    asked.pop("as", None)
    return page(request, template, council, current, grid=grid, asked=asked.urlencode(), **shown)


def file_asked_for(
    request: HttpRequest, council: Council, grids: Mapping[str, Grid | None]
) -> HttpResponse | None:
    """One of a page's several tables as a file: `?table=services&as=csv`; None where none is asked for.

    The template links with `{% include "web/take_away.html" with table="services" %}`.
    """
    kind, name = request.GET.get("as", ""), request.GET.get("table", "")
    grid = grids.get(name)
    return file_of(grid, f"{council.slug}-{name}", kind) if grid and kind in ("csv", "xlsx") else None


def edition_or_404(council: Council, edition: Edition | None) -> Edition:
    if edition is None:
        raise Http404("No plan is held at this address.")
    return edition


def position_of(
    council: Council, edition: Edition | None = None, viewer: Officer = VISITOR
) -> Position | None:
    """Where the council's main plan, or the edition given, stands on the day its pages are read at."""
    edition = edition or main_edition(council)
    return gather(council, edition, day_of(council), viewer=viewer) if edition else None
