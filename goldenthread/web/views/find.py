"""Finding things: search across a council, the list of elements, and views of lists that people save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.core.refused import Refused
from goldenthread.core.sentences import start
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.people.saved_view_queries import view_at
from goldenthread.people.saved_views import delete_view, save_view
from goldenthread.reports.figures.element_list import elements_listed
from goldenthread.reports.figures.search import MANY, Findings, Kind, find, in_sentences
from goldenthread.reports.tables.element_list import element_table
from goldenthread.reports.tables.find import found_of_a_kind, found_of_all_kinds
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.find import SaveViewForm
from goldenthread.web.listing import LISTS, Select, address_of, answer_list, paging
from goldenthread.web.pages import file_of, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council

FIRST = 10  # of each kind, when every kind is shown
SIZE = 50  # on a page of one kind


@of_council
def search(request: HttpRequest, council: Council) -> HttpResponse:
    """What has these words: by kind, or one kind page by page."""
    query = request.GET.get("q", "").replace("\0", "").strip()
    found = find(council, query, officer_of(request))
    kind = next((one for one in Kind if one.value == request.GET.get("kind", "")), None)
    wanted = request.GET.get("as", "")
    if wanted in ("csv", "xlsx"):
        hits = found.hits(kind) if kind else list(found.all_hits())
        return file_of(found_of_all_kinds(hits, query), f"{council.slug}-search", wanted)
    number = request.GET.get("page", "")
    current = max(1, int(number)) if number.isascii() and number.isdecimal() and len(number) < 7 else 1
    return page(
        request,
        "web/search.html",
        council,
        "",
        query=query,
        found=found,
        kind=kind,
        opening=in_sentences(found),
        asked=urlencode([("q", query), *([("kind", kind.value)] if kind else [])]),
        apart=[(word, count, address_of([("q", word)])) for word, count in found.found.apart if count],
        kinds=[(one, start(MANY[one]), count, _of_kind(query, one)) for one, count in found.counts],
        **(_one_kind(found, kind, query, current) if kind else _every_kind(found)),
    )


def _of_kind(query: str, kind: Kind, number: int = 1) -> str:
    pairs = [("q", query), ("kind", kind.value)]
    return address_of([*pairs, ("page", str(number))] if number > 1 else pairs)


def _every_kind(found: Findings) -> dict[str, Any]:
    return {
        "sections": [
            (kind, start(MANY[kind]), count, found_of_a_kind(kind, found.hits(kind, 0, FIRST)), count > FIRST,
             _of_kind(found.query, kind))
            for kind, count in found.counts
        ]
    }  # fmt: skip


def _one_kind(found: Findings, kind: Kind, query: str, current: int) -> dict[str, Any]:
    count = len(found.places[kind])
    pages = max(1, -(-count // SIZE))
    current = min(current, pages)
    table = found_of_a_kind(kind, found.hits(kind, (current - 1) * SIZE, current * SIZE))
    return {
        "sections": [(kind, start(MANY[kind]), count, table, False, "")] if count else [],
        "paging": paging(current, pages, lambda number: _of_kind(query, kind, number)),
    }


@of_council
def elements(request: HttpRequest, council: Council) -> HttpResponse:
    """Every element of an edition: filtered, grouped, sorted and paged as asked."""
    found = elements_listed(council, request.GET.get("edition", ""), officer_of(request))
    edition = Select("edition", "Edition", found.to_choose, found.chosen)
    return answer_list(
        request,
        "web/elements.html",
        council,
        "Plans",
        found.lines,
        element_table(found),
        name="elements",
        scope=[edition] if len(found.to_choose) > 1 else [],
        found=found,
    )


@needing("save_views")
@of_council
def save(request: HttpRequest, council: Council, of: str) -> HttpResponse:
    """Save the list of an address, as it stands, under a name of one's own."""
    if of not in LISTS:
        raise Http404("No list of this council has such a name.")
    officer, query = officer_of(request), _clean(request.GET.get("query", ""))
    cannot_share = reasons_of_duty(council, "share_views", officer)
    form = SaveViewForm(request.POST or None, may_share=not cannot_share)
    if request.method == "POST" and form.is_valid():
        try:
            save_view(council=council, page=of, query=query, by=officer, **form.view())
            return redirect(_list_at(council, of, query))
        except Refused as refusal:
            form.add_error("name", " ".join(refusal.reasons))
    shown = {"form": form, "cannot_share": cannot_share, "back": _list_at(council, of, query)}
    return page(request, "web/save_view.html", council, "", **shown, code=422 if form.errors else 200)


def _clean(query: str) -> str:
    """A question as the list itself would write it: no file, nothing that isn't a pair."""
    pairs = parse_qsl(query.replace("\0", ""))
    return urlencode([(key, value) for key, value in pairs if key != "as"])


def _list_at(council: Council, name: str, query: str) -> str:
    at = reverse(name, args=[council.slug])
    return f"{at}?{query}" if query else at


@require_POST
@needing("save_views")
@of_council
def delete(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Delete a saved view of one's own, and go back to its list."""
    view = view_at(council, pk, officer_of(request))
    if view is None:
        raise Http404("No saved view of yours is at this address.")
    at = reverse(view.page, args=[council.slug])
    delete_view(view=view, by=officer_of(request))
    return redirect(at)
