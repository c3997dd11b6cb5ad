"""Entering results: one, a grid of many, confirming what was provisional, answering what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.asked import Query, keys_of, worded
from goldenthread.core.periods import Period, UnreadablePeriod, label, parse_period
from goldenthread.core.refused import Refused, refuse_if
from goldenthread.exchange.policies import read_labels
from goldenthread.measures.door_queries import observation_of
from goldenthread.measures.entering import (
    NotStored,
    answer_queries,
    check_many,
    confirm_observations,
    record_many,
)
from goldenthread.measures.permissions import reasons_not_to_record
from goldenthread.measures.queries import measure_at, shape_of
from goldenthread.reports.figures.entering import (
    RecordPage,
    figure_of,
    missing_period,
    period_to_enter,
    questioned_of,
    record_page,
    rows_to_enter,
    services_in,
    to_confirm,
    unanswered,
    usual_period,
)
from goldenthread.reports.tables.entering import before as before_table
from goldenthread.reports.tables.entering import questions as questions_table
from goldenthread.reports.tables.entering import to_fill_in
from goldenthread.reports.tables.measures import period_words
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.entering import AnswerForm, GridRow, RecordForm
from goldenthread.web.pages import day_of, file_of, needing, of_council, page, page_or_file
from goldenthread.web.paging import Pages

if TYPE_CHECKING:
    from goldenthread.measures.models import Measure
    from goldenthread.people.models import Council


def _measure(request: HttpRequest, council: Council, code: str) -> Measure:
    found = measure_at(council, code)
    if found is None:
        raise Http404("No measure of this council has this code.")
    refuse_if(reasons_not_to_record(found, None, "", officer_of(request)))
    return found


def _period_asked(council: Council, text: str) -> Period | None:
    try:
        return parse_period(text, council.year_start) if text else None
    except UnreadablePeriod:
        return None


@needing("record_results")
@of_council
def record(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Record one result; where its figure raises questions they are put before anything is stored."""
    measure = _measure(request, council, code)
    typed = request.POST.get("period", "") or request.GET.get("period", "")
    usual = missing_period if typed == "missing" else period_to_enter
    period = _period_asked(council, typed) or usual(measure, day_of(council))
    shown = record_page(measure, period)
    form = RecordForm(request.POST or None, page=shown, year_start=council.year_start, labels=read_labels())
    asked: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            record_many(council=council, given=[form.given()], by=officer_of(request), at=timezone.now())
            return redirect("measure", council.slug, measure.code)
        except NotStored as refusal:
            asked = _put(form, refusal, shown)
    return _record_answer(request, council, shown, form, asked)


def _put(form: RecordForm, refusal: NotStored, shown: RecordPage) -> list[str]:
    """Say in the form what is wrong; or put the questions, and give them in words."""
    for reason in refusal.problems.get(0, []):
        form.add_error("reason" if "Say why it changes" in reason else None, reason)
    if refusal.stale:
        form.show_held(shown)
    found = refusal.questions.get(0, [])
    if found:
        form.show_questions(found)
    return [worded(one, shape_of(shown.measure)) for one in found]


def _record_answer(
    request: HttpRequest, council: Council, shown: RecordPage, form: RecordForm, asked: list[str]
) -> HttpResponse:
    return page(
        request,
        "web/record.html",
        council,
        "Measures",
        measure=shown.measure,
        form=form,
        asked=asked,
        held=figure_of(shown.held, shown.measure) if shown.held else "",
        held_row=shown.held,
        period=period_words(shown.period, council.year_start),
        before=before_table(shown.before, shown.measure, council.year_start) if shown.before else None,
        code=422 if form.errors or asked else 200,
    )


@needing("record_results")
@of_council
def enter(request: HttpRequest, council: Council) -> HttpResponse:
    """A grid of one period: every measure that this person may record, saved together or not at all."""
    officer = officer_of(request)
    asked_for = request.GET.get("period", "")
    period = _period_asked(council, asked_for) or usual_period(council, day_of(council))
    every = rows_to_enter(council, period, officer)
    service = request.GET.get("service", "")
    wanted = [row for row in every if not service or str(row.measure.service_id) == service]
    if request.GET.get("as") == "xlsx":
        grid = to_fill_in(wanted, period, council.year_start)
        return file_of(grid, f"{council.slug}-results-to-fill-in", "xlsx")
    pages = Pages.of(_without_stored(request), len(wanted))
    data = request.POST if request.method == "POST" else None
    rows = [GridRow(row, data) for row in wanted[pages.slice]]
    if data is not None and (count := _store(council, rows, period, request)):
        return _to_grid(request, count)
    return _grid_answer(request, council, rows, period, pages, services_in(every), asked_for)


def _to_grid(request: HttpRequest, stored: int) -> HttpResponse:
    """Back to the same grid, which says how many results were stored."""
    asked = request.GET.copy()
    asked["stored"] = str(stored)
    return redirect(f"{request.path}?{asked.urlencode()}")


def _without_stored(request: HttpRequest) -> QueryDict:
    asked = request.GET.copy()
    asked.pop("stored", None)
    return asked


def _stored(request: HttpRequest) -> int:
    given = request.GET.get("stored", "") if request.method != "POST" else ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0


def _store(council: Council, rows: list[GridRow], period: Period, request: HttpRequest) -> int:
    """Store every row that was touched, or none: 0, with problems and questions said at their rows."""
    is_later = request.POST.get("later") == "on"
    labels = read_labels()
    read = [(row, row.given(period, labels, is_later)) for row in rows if row.is_touched]
    good = [(row, one) for row, one in read if one is not None]
    given = [one for _, one in good]
    who: dict[str, Any] = {"by": officer_of(request), "at": timezone.now()}
    try:
        if len(good) == len(read):
            return len(record_many(council=council, given=given, **who))
        check_many(council=council, given=given, **who)
    except NotStored as refusal:
        for place, (row, _) in enumerate(good):
            _say(row, refusal.problems.get(place, []), refusal.questions.get(place, []))
            if place in refusal.stale:
                row.seen = row.row.held.pk if row.row.held else 0
    return 0


def _say(row: GridRow, problems: list[str], asked: list[Query]) -> None:
    """Say at a row what is wrong with it, or what is asked of it."""
    row.problems = problems
    row.questions = [worded(one, shape_of(row.measure)) for one in asked]
    row.put = keys_of(asked) or row.put


def _grid_answer(
    request: HttpRequest,
    council: Council,
    rows: list[GridRow],
    period: Period,
    pages: Pages,
    services: list[tuple[int, str]],
    asked_for: str,
) -> HttpResponse:
    wrong = [row for row in rows if row.problems]
    asked = [row for row in rows if row.questions]
    return page(
        request,
        "web/enter.html",
        council,
        "Measures",
        rows=rows,
        pages=pages,
        period=label(period, council.year_start),
        period_words=period_words(period, council.year_start),
        unclear=asked_for if asked_for and _period_asked(council, asked_for) is None else "",
        services=services,
        service=request.GET.get("service", ""),
        stored=_stored(request),
        is_nothing=request.method == "POST" and not wrong and not asked,
        wrong=wrong,
        asked=asked,
        has_two_numbers=any(row.has_two_numbers for row in rows),
        held=sum(1 for row in rows if row.row.held),
        to_confirm=len(to_confirm(council, officer_of(request))),
        code=422 if wrong or asked else 200,
    )


@needing("record_results")
@of_council
def confirm(request: HttpRequest, council: Council, code: str = "") -> HttpResponse:
    """Confirm provisional results as they are: of one measure, or of every measure in one's hands."""
    officer = officer_of(request)
    measure = _measure(request, council, code) if code else None
    held = to_confirm(council, officer, measure)
    wrong: list[str] = []
    if request.method == "POST":
        chosen = set(request.POST.getlist("observation"))
        try:
            refuse_if([] if chosen else ["Choose the results that stay as they are."])
            wanted = [one for one in held if str(one.pk) in chosen]
            gone = len(chosen) - len(wanted)
            refuse_if(
                ["Some of these are provisional no more. Look at them as they are now."] if gone else []
            )
            confirm_observations(observations=wanted, by=officer, at=timezone.now())
            return redirect("measure", council.slug, code) if code else redirect("confirm-many", council.slug)
        except Refused as refusal:
            wrong = refusal.reasons
    rows = [
        (one, one.measure, period_words(one.period, council.year_start), figure_of(one, one.measure))
        for one in held
    ]
    shown = {"measure": measure, "rows": rows, "wrong": wrong}
    return page(request, "web/confirm.html", council, "Measures", **shown, code=422 if wrong else 200)


@of_council
def queries(request: HttpRequest, council: Council) -> HttpResponse:
    """The results in question: what is asked, and whose it is to answer."""
    found = unanswered(council, officer_of(request))
    return page_or_file(
        request,
        "web/queries.html",
        council,
        "Measures",
        grid=questions_table(found, council.year_start),
        name="results-in-question",
        found=found,
        mine=sum(1 for one in found if one.is_mine),
    )


@needing("record_results")
@of_council
def question(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Answer what is asked of one result: say why it is right, or go and change it."""
    held = observation_of(council, pk)
    if held is None:
        raise Http404("No result of this council has this number.")
    officer = officer_of(request)
    refuse_if(reasons_not_to_record(held.measure, None, "", officer))
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data["explanation"]
            answer_queries(observation=held, explanation=words, by=officer, at=timezone.now())
            return redirect("queries", council.slug)
        except Refused as refusal:
            form.add_error("explanation", " ".join(refusal.reasons))
    return page(
        request,
        "web/question.html",
        council,
        "Measures",
        one=questioned_of(held, officer),
        form=form,
        period=label(held.period, council.year_start),
        period_words=period_words(held.period, council.year_start),
        code=422 if form.errors else 200,
    )
