"""A list as a page: a form that filters, groups and sorts it, its table, pages, saved views, and files.

How to put a list on this, in four steps:

1. Gather plain records (`reports.figures`), in the order they should come in when nobody sorts them.
2. In `reports.tables`, say what can be asked (a `Listing`: filters, orders, free words) and how each column
   is shown, and make a `ListTable` of both. `tables/measure_list.py` is the shortest example.
3. In the view: `return answer_list(request, "web/gaps.html", council, "Gaps", records, table, name="gaps")`,
   where `name` is the name of the page's address; add it to `LISTS` so that views of it can be saved.
4. In the template, after the page's opening (which has `opening`, the generated sentence):
   `<div class="gt-wrap">{% include "web/list.html" %}</div>`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from goldenthread.core.listing import (
    Asked,
    Choice,
    Listing,
    Shown,
    arrange,
    pages_to_offer,
    read,
    sentence,
)
from goldenthread.people.saved_view_queries import views_of
from goldenthread.people.saved_views import reasons_not_to_save
from goldenthread.reports.tables.lists import ListTable, all_of, page_of
from goldenthread.web.asking import officer_of
from goldenthread.web.pages import file_of, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council

R = TypeVar("R")
LISTS = ("elements", "measures", "gaps")  # the addresses whose views can be saved


@dataclass(frozen=True, slots=True)
class Select:
    """One question of the form above a list, with its possible answers and the one that is chosen."""

    key: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str = ""

    @property
    def id(self) -> str:
        return f"list-{self.key}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A filter that is on: what it says, the parts of the form that keep it, and the address without it."""

    key: str
    value: str
    words: str
    without: str


def address_of(pairs: Sequence[tuple[str, str]]) -> str:
    """The pairs of a question as an address on the same page."""
    return "?" + urlencode(pairs)


def answer_list(
    request: HttpRequest,
    template: str,
    council: Council,
    current: str,
    records: Sequence[R],
    table: ListTable[R],
    *,
    name: str,
    scope: Sequence[Select] = (),
    **shown: Any,
) -> HttpResponse:
    """A page with a list, or with `?as=csv` or `?as=xlsx` all that matches as a file.

    `scope` are questions that decide what is listed at all; the table's listing keeps them by `kept`.
    """
    asked = read(table.listing, dict(request.GET.lists()))
    answer = arrange(table.listing, records, asked)
    kind = request.GET.get("as", "")
    if kind in ("csv", "xlsx"):
        return file_of(all_of(table, answer), f"{council.slug}-{name}", kind)
    context = {
        "shown": answer,
        "listing_sentence": sentence(table.listing, answer, table.one, table.many),
        "grid": page_of(table, answer, lambda **changes: address_of(answer.asked.pairs(**changes))),
        "asked": urlencode(answer.asked.pairs()),
        "form": _form(table.listing, answer, scope),
        "paging": paging_of(answer.asked, answer.pages),
        **saved_views(request, council, name, urlencode(answer.asked.pairs())),
    }
    return page(request, template, council, current, **{**context, **shown})


def _form(listing: Listing[R], shown: Shown[R], scope: Sequence[Select]) -> dict[str, Any]:
    """What the form above a list asks, what it holds already, and how to take that away."""
    asked = shown.asked
    taken = [
        Taken(key, choice.key, f"{one.label}: {choice.name}", address_of(asked.pairs(chosen=less)))
        for one in listing.filters
        for key in [one.key]
        for choice in shown.choices[key]
        if choice.key in asked.chosen.get(key, ())
        for less in [asked.without(key, choice.key)]
    ]
    return {
        "scope": scope,
        "words": asked.words,
        "without_words": address_of(asked.pairs(words="")),
        "filters": [
            Select(one.key, one.label, _options(shown.choices[one.key], asked.chosen.get(one.key, ())))
            for one in listing.filters
            if len(shown.choices[one.key]) > 1
        ],
        "arranging": [_group(listing, shown), _sort(listing, asked)],
        "taken": taken,
        "is_open": not shown.total,  # otherwise the list itself is what was asked for
        "clear": address_of(list(asked.kept.items())) if asked.kept else "?",
    }


def _options(choices: Sequence[Choice], chosen: Sequence[str]) -> list[tuple[str, str]]:
    """The values still to be chosen; those chosen already stand above the list."""
    return [(one.key, f"{one.name} ({one.held:,})") for one in choices if one.key not in chosen]


def _group(listing: Listing[R], shown: Shown[R]) -> Select:
    by = [(one.key, one.label) for one in listing.filters if one.groups and len(shown.choices[one.key]) > 1]
    return Select("group", "Group by", by, shown.asked.group)


def _sort(listing: Listing[R], asked: Asked) -> Select:
    ways = [
        (sign + one.key, f"{one.label}, {words}")
        for one in listing.orders
        for sign, words in (("", one.up), ("-", one.down))
    ]
    return Select("sort", "Sort by", ways, f"-{asked.sort}" if asked.is_down else asked.sort)


def paging_of(asked: Asked, pages: int) -> dict[str, Any] | None:
    """The links to other pages, as GOV.UK's component takes them; None where there is one page."""

    def to(number: int) -> str:
        return address_of(asked.pairs(page=number))

    return paging(asked.page, pages, to)


def paging(current: int, pages: int, to: Any) -> dict[str, Any] | None:
    """The links from one page of several to the others; `to` is the address of a page by its number."""
    if pages < 2:
        return None
    items = [
        {"ellipsis": True}
        if number is None
        else {"number": number, "href": to(number), "current": number == current}
        for number in pages_to_offer(current, pages)
    ]
    return {
        "items": items,
        "previous": {"href": to(current - 1)} if current > 1 else None,
        "next": {"href": to(current + 1)} if current < pages else None,
    }


def saved_views(request: HttpRequest, council: Council, name: str, asked: str) -> dict[str, Any]:
    """The saved views of this list, and whether this one can be saved too."""
    if name not in LISTS:
        return {}
    viewer = officer_of(request)
    at = reverse(name, args=[council.slug])
    return {
        "views": [
            (view, f"{at}?{view.query}" if view.query else at, view.user.username == viewer.username)
            for view in views_of(council, name, viewer)
        ],
        "cannot_save": reasons_not_to_save(council, False, viewer),
        "save_at": f"{reverse('save-view', args=[council.slug, name])}?{urlencode({'query': asked})}",
    }
