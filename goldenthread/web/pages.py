"""What every page shares: the council it is of, the day it is read at, and where its links lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from goldenthread.people.queries import council_for
from goldenthread.plans.queries import main_edition
from goldenthread.reports.figures.position import Position, gather
from goldenthread.reports.grids import Link
from goldenthread.web.asking import officer_of

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.plans.models import Edition


View = Callable[..., HttpResponse]


def of_council(view: View) -> View:
    """Give a view its council instead of the slug, or answer that there is no such page."""

    @wraps(view)
    def found(request: HttpRequest, council: str, **rest: Any) -> HttpResponse:
        if any("\0" in part for part in rest.values() if isinstance(part, str)):
            raise Http404("No address holds such a character.")  # PostgreSQL would refuse the question itself
        held = council_for(council, officer_of(request))
        if held is None:
            raise Http404("No council that you may read is at this address.")
        return view(request, held, **rest)

    return found


def day_of(council: Council) -> date:
    """The day that a council's pages are read at: its own, or today."""
    return council.position_on or timezone.localdate()


def link_to(council: Council) -> Callable[[Link], str]:
    """Where the links in tables lead."""
    addresses: dict[str, Callable[[str], str]] = {
        "element": lambda key: reverse("element", args=[council.slug, key]),
        "measure": lambda key: reverse("measure", args=[council.slug, key]),
        "measure-id": lambda key: reverse("measure-by-id", args=[council.slug, key]),
        "gaps": lambda key: reverse("gaps", args=[council.slug]) + f"?kind={key}",
        "edition": lambda key: reverse("edition", args=[council.slug, *key.split("/")]),
        "paper": lambda key: reverse("paper", args=[council.slug, key]),
    }
    return lambda link: addresses[link.kind](link.key)


def page(
    request: HttpRequest, template: str, council: Council, current: str, *, code: int = 200, **shown: Any
) -> HttpResponse:
    """Answer with a page of a council; `current` is the part of the navigation it belongs to."""
    context = {
        "council": council,
        "current": current,
        "on": day_of(council),
        "link_to": link_to(council),
        **shown,
    }
    return render(request, template, context, status=code)


def edition_or_404(council: Council, edition: Edition | None) -> Edition:
    if edition is None:
        raise Http404("No plan is held at this address.")
    return edition


def position_of(council: Council, edition: Edition | None = None) -> Position | None:
    """Where the council's main plan, or the edition given, stands on the day its pages are read at."""
    edition = edition or main_edition(council)
    return gather(council, edition, day_of(council)) if edition else None
