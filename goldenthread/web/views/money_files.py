"""Bringing in budget lines and monitoring: upload, say what columns are, look at it, store it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.money_told import year_named
from goldenthread.core.refused import Refused, UnreadableFile
from goldenthread.exchange import money_files as actions
from goldenthread.reports.figures.money_brought import of_beside, of_looked, what_to_look_at
from goldenthread.reports.tables.money_brought import beside, coming, left_out, wrong
from goldenthread.resources.money_queries import year_on
from goldenthread.resources.monitoring import Period
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.money import (
    MoneyColumnsForm,
    MoneyUploadForm,
    StoreLinesForm,
    StoreMonitoringForm,
    YearField,
)
from goldenthread.web.money_parts import CURRENT
from goldenthread.web.pages import day_of, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.exchange.money_files import Looked
    from goldenthread.people.models import Council
    from goldenthread.resources.models import MoneyFile

MOST_SHOWN = 200


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": officer_of(request), "at": timezone.now()}


@needing("keep_money")
@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Upload a file, and go on with those that were uploaded."""
    is_sent = request.method == "POST"
    form = MoneyUploadForm(request.POST, request.FILES) if is_sent else MoneyUploadForm()
    problems: list[object] = []
    if is_sent and form.is_valid():
        given, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        try:
            held = actions.begin_money_file(
                council=council, kind=kind, data=given.read(), file=given.name, **_who(request)
            )
            return redirect("money-columns", council.slug, held.pk)
        except UnreadableFile as refusal:
            problems = list(refusal.problems)
    shown = {"form": form, "problems": problems, "files": actions.money_files_of(council)}
    code = 422 if form.errors or problems else 200
    return page(request, "web/money_bring.html", council, CURRENT, code=code, **shown)


def _held(council: Council, pk: int) -> MoneyFile:
    found = actions.money_file_at(council, pk)
    if found is None:
        raise Http404("No upload of this council is at this address: it was stored or given up.")
    return found


@needing("keep_money")
@of_council
def columns(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Correct what each column is for, the unit, and which rows are totals."""
    held = _held(council, pk)
    looked = actions.looked_at(held)
    form = MoneyColumnsForm(request.POST or None, looked=looked)
    if request.method == "POST" and form.is_valid():
        moves = form.cleaned_data["head"] != looked.reading.head
        try:
            actions.correct_money_reading(
                file=held, reading=form.reading(), version=form.cleaned_data["version"], **_who(request)
            )
            return redirect("money-columns" if moves else "money-look", council.slug, pk)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    code = 422 if form.errors else 200
    return page(
        request, "web/money_columns.html", council, CURRENT, form=form, file=held, looked=looked, code=code
    )


@needing("keep_money")
@of_council
def look(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """What comes of the file, what doesn't add up in it, and what it becomes."""
    held = _held(council, pk)
    looked = actions.looked_at(held)
    form = _store_form(request, council, looked)
    if request.method == "POST" and form.is_valid():
        try:
            return _stored(request, council, held, form)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    grid = coming(looked.brought)
    shown: dict[str, Any] = {}
    if isinstance(form, StoreLinesForm):
        year = int(form.showing.partition(" ")[0])
        besides = beside(form.found, year)
        shown = {
            "beside": besides.first(MOST_SHOWN),
            "of_beside": of_beside(form.found, year),
            "beside_year": year_named(year),
            "beside_more": max(len(besides.rows) - MOST_SHOWN, 0),
        }
    return page(
        request, "web/money_look.html", council, CURRENT, form=form, file=held, looked=looked,
        opening=of_looked(looked.brought), coming=grid.first(MOST_SHOWN),
        more=max(len(grid.rows) - MOST_SHOWN, 0),
        told=what_to_look_at(looked.brought), wrong=wrong(looked.brought), left_out=left_out(looked.brought),
        code=422 if form.errors else 200, **shown,
    )  # fmt: skip


def _store_form(request: HttpRequest, council: Council, looked: Looked) -> Any:
    year = year_on(council, day_of(council))
    begin: dict[str, Any] = {"version": looked.file.version, "year": year}
    if looked.file.kind == "LINES":
        year, kind = _asked(request, year)
        found = actions.beside_record(looked, year, kind)
        return StoreLinesForm(
            request.POST or None, initial={**begin, "kind": "REVENUE"}, found=found, showing=f"{year} {kind}"
        )
    would_change = actions.what_is_replaced(looked, request.POST.get("name", ""))
    return StoreMonitoringForm(request.POST or None, initial=begin, would_change=would_change)


def _asked(request: HttpRequest, year: int) -> tuple[int, str]:
    """The year and kind that are asked for, or this year and revenue."""
    try:
        said = YearField().clean(request.POST.get("year", ""))
    except ValidationError:
        said = None
    kind = request.POST.get("kind", "")
    return said or year, kind if kind in ("REVENUE", "CAPITAL") else "REVENUE"


def _stored(request: HttpRequest, council: Council, held: MoneyFile, form: Any) -> HttpResponse:
    data = dict(form.cleaned_data)
    version = data.pop("version")
    if held.kind == "LINES":
        data.pop("seen", None)
        of = actions.LinesOf(**data)
        actions.store_budget_lines(file=held, of=of, version=version, **_who(request))
        answer = redirect("budget-lines", council.slug)
        answer["Location"] += f"?year={of.year}"
        return answer
    replaces = data.pop("replaces", False)
    report = actions.store_monitoring(
        file=held, period=Period(**data), version=version, replaces=replaces, **_who(request)
    )
    return redirect("monitoring-report", council.slug, report.pk)


@require_POST
@needing("keep_money")
@of_council
def give_up(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Forget an upload."""
    actions.give_up_money_file(file=_held(council, pk), **_who(request))
    return redirect("bring-money", council.slug)
