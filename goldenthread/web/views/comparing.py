"""A measure beside other councils', the overview of all comparisons, groups, and what is linked to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.comparing_words import METHOD
from goldenthread.core.listing import matches, read
from goldenthread.core.refused import Refused
from goldenthread.measures import comparison_queries as queries
from goldenthread.measures.comparison_permissions import reasons_not_to_compare
from goldenthread.measures.comparisons import change_group, link_compared, make_group, remove_group, say_home
from goldenthread.measures.queries import measure_at
from goldenthread.reports.figures.compare_links import suggestions
from goldenthread.reports.figures.compared_overview import overview
from goldenthread.reports.figures.comparing import comparison
from goldenthread.reports.tables import comparing as tables
from goldenthread.reports.tables.comparing_list import TABLE, UNCOMPARED
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.comparing import GroupForm, HomeForm, LinkForm
from goldenthread.web.listing import answer_list
from goldenthread.web.pages import file_asked_for, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.measures.models import ComparisonSet, Measure, SimilarGroup
    from goldenthread.people.models import Council


def _measure(council: Council, code: str) -> Measure:
    found = measure_at(council, code)
    if found is None:
        raise Http404("No measure of this council has this code.")
    return found


def _set(slug: str) -> ComparisonSet:
    found = queries.set_at(slug)
    if found is None:
        raise Http404("No published set is at this address.")
    return found


def _group(council: Council, pk: int) -> SimilarGroup:
    found = queries.group_at(council, pk)
    if found is None:
        raise Http404("This council has no such group.")
    return found


@of_council
def compare(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """One measure beside the others', in a period and among a group that may be chosen."""
    held = _measure(council, code)
    asked = request.GET.get
    found = comparison(council, held, group=asked("group", ""), period=asked("period", ""))
    is_ranked = asked("rank") == "1" and found is not None and bool(found.ranked)
    grids = {
        "councils": tables.councils(found, is_ranked=is_ranked) if found else None,
        "years": tables.years(found) if found else None,
    }
    kept = request.GET.copy()
    for name in ("as", "table"):
        kept.pop(name, None)
    return file_asked_for(request, council, grids) or page(
        request,
        "web/compare.html",
        council,
        "Measures",
        measure=held,
        found=found,
        is_ranked=is_ranked,
        asked=kept.urlencode(),
        method=METHOD,
        cannot_choose=reasons_not_to_compare(council, officer_of(request)),
        councils=grids["councils"],
        years=grids["years"],
    )


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every comparison of the council: found by words or theme, paged; and what isn't compared and why."""
    found = overview(council)
    asked = read(UNCOMPARED, {"words": request.GET.getlist("words")})
    left_out = [one for one in found.uncompared if matches(UNCOMPARED, asked, one)]
    grids = {"not-compared": tables.uncompared(left_out)}
    return file_asked_for(request, council, grids) or answer_list(
        request,
        "web/comparing.html",
        council,
        "Measures",
        found.compared,
        TABLE,
        name="comparisons",
        found=found,
        words=asked.words,
        uncompared=grids["not-compared"],
        method=METHOD,
        cannot_choose=reasons_not_to_compare(council, officer_of(request)),
    )


@of_council
def groups(request: HttpRequest, council: Council) -> HttpResponse:
    """The groups of similar councils, by published set, and which place of each set the council is."""
    held, homes = queries.groups_of(council), queries.homes_of(council)
    parts = [
        (one, homes.get(one.pk), [group for group in held if group.set_id == one.pk])
        for one in queries.sets()
    ]
    return page(
        request,
        "web/comparing_groups.html",
        council,
        "Measures",
        parts=parts,
        cannot_choose=reasons_not_to_compare(council, officer_of(request)),
    )


@needing("keep_comparisons")
@of_council
def home(request: HttpRequest, council: Council, held: str) -> HttpResponse:
    """Say which place of a set the council is."""
    of = _set(held)
    now = queries.homes_of(council).get(of.pk)
    places = queries.places_in([of.pk]).values()
    form = HomeForm(request.POST or None, places=places, initial={"place": now.pk if now else ""})
    if request.method == "POST" and form.is_valid():
        say_home(council=council, place=form.place, by=officer_of(request), at=timezone.now())
        return redirect("comparing-groups", council.slug)
    return _form(request, council, form, f"Which council of {of} are you?")


@needing("keep_comparisons")
@of_council
def add_group(request: HttpRequest, council: Council, held: str) -> HttpResponse:
    """Make a group of similar councils."""
    of = _set(held)
    form = GroupForm(request.POST or None, places=queries.places_in([of.pk]).values())
    if request.method == "POST" and form.is_valid():
        try:
            make_group(
                council=council, held=of, asked=form.asked(), by=officer_of(request), at=timezone.now()
            )
            return redirect("comparing-groups", council.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return _form(request, council, form, "Make a group of similar councils")


@needing("keep_comparisons")
@of_council
def edit_group(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Change a group; the second of two people sees what the first wrote."""
    held = _group(council, pk)
    places = queries.places_in([held.set_id]).values()
    form = GroupForm(request.POST or None, places=places, initial=GroupForm.held(held))
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            change_group(
                group=held, asked=form.asked(), version=version, by=officer_of(request), at=timezone.now()
            )
            return redirect("comparing-groups", council.slug)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
            now = _group(council, pk)
            if form.cleaned_data["version"] != now.version:
                form.show_held(now)
    return _form(request, council, form, f"Change the group “{held.name}”", group=held)


@require_POST
@needing("keep_comparisons")
@of_council
def delete_group(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Remove a group."""
    held = _group(council, pk)
    given = request.POST.get("version", "")
    version = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    remove_group(group=held, version=version, by=officer_of(request), at=timezone.now())
    return redirect("comparing-groups", council.slug)


@needing("keep_comparisons")
@of_council
def link(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Say which published measure a measure is set beside."""
    held = _measure(council, code)
    among = queries.compared_measures()
    initial = {
        "compared": held.compared_id or "",
        "similar": held.similar_id or "",
        "version": held.version,
    }
    form = LinkForm(
        request.POST or None,
        suggested=suggestions(held, among),
        among=among,
        groups=queries.groups_of(council),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            link_compared(
                measure=held,
                compared=form.compared,
                similar=form.similar,
                version=form.cleaned_data["version"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("compare", council.slug, code)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
            form.data = {**dict(form.data.items()), "version": str(held.version)}
    return _form(request, council, form, "Compare with others", measure=held)


def _form(
    request: HttpRequest, council: Council, form: GroupForm | HomeForm | LinkForm, title: str, **shown: object
) -> HttpResponse:
    code = 422 if form.errors else 200
    return page(
        request, "web/comparing_form.html", council, "Measures", form=form, heading=title, code=code, **shown
    )
