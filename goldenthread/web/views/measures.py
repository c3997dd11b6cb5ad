"""Measures: the list, one measure with its arithmetic, recording a result, and a file of results."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from goldenthread.core.periods import label
from goldenthread.core.refused import Refused, UnreadableFile
from goldenthread.core.sentences import of_status, of_travel
from goldenthread.core.words import DIRECTION, STATUS
from goldenthread.exchange.observations import bring_figures, read_figures
from goldenthread.exchange.permissions import reasons_not_to_bring_measures
from goldenthread.exchange.policies import read_labels
from goldenthread.measures.permissions import reasons_not_to_record, reasons_not_to_upload
from goldenthread.measures.queries import (
    is_followed,
    measure_at,
    measure_by_id,
    measured_of,
    rulebook_of,
)
from goldenthread.measures.sheet_permissions import reasons_not_to_change_sheet
from goldenthread.measures.sheet_queries import codes_by_measure
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.reports import tables
from goldenthread.reports.charts import Series, changes_told, scale_note
from goldenthread.reports.figures.comparing import comparison
from goldenthread.reports.figures.entering import count_provisional, in_question
from goldenthread.reports.figures.measure import MeasurePage, measure_page
from goldenthread.reports.figures.position import MeasureAt, measures_on, status_of, travel_of
from goldenthread.reports.figures.sheet import sheet_shown
from goldenthread.reports.tables.asks import rounds_of_measure
from goldenthread.reports.tables.entering import entered
from goldenthread.reports.tables.measure_list import measure_table
from goldenthread.reports.tables.sheet import parts_of
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.records import UploadForm
from goldenthread.web.listing import answer_list
from goldenthread.web.pages import day_of, file_asked_for, needing, of_council, page
from goldenthread.web.views.signals import files_of, of_signals
from goldenthread.web.views.targets import targets_section

if TYPE_CHECKING:
    from goldenthread.measures.models import Measure
    from goldenthread.people.models import Council
    from goldenthread.people.officers import Officer


LATEST = 8  # two years of quarters stand in sight; those before are opened when wanted


def _all(council: Council) -> list[MeasureAt]:
    _, rulebook = rulebook_of(council)
    found = list(measures_on(council, day_of(council), rulebook, with_retired=True).values())
    codes = codes_by_measure(council)
    for one in found:
        one.measure.others_codes = codes.get(one.measure.pk, "")
    return found


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every measure with its latest result: filtered, grouped, sorted and paged as asked."""
    found, on = _all(council), day_of(council)
    followed = [one for one in found if is_followed(one.measure, on)]
    return answer_list(
        request,
        "web/measures.html",
        council,
        "Measures",
        found,
        measure_table(council.year_start),
        name="measures",
        found=found,
        opening=[*of_status(status_of(followed)), *of_travel(travel_of(followed))],
        cannot_upload=reasons_not_to_upload(council, officer_of(request)),
        can_record=not reasons_of_duty(council, "record_results", officer_of(request)),
        can_bring=not reasons_not_to_bring_measures(council, officer_of(request)),
        can_define=not reasons_of_duty(council, "define_measures", officer_of(request)),
    )


@of_council
def index_csv(request: HttpRequest, council: Council) -> HttpResponse:
    """The list of measures as a table to download."""
    found = _all(council)
    head = [
        "code",
        "measure",
        "unit",
        "polarity",
        "period",
        "result",
        "state",
        "target",
        "status",
        "direction",
    ]
    return _csv(f"{council.slug}-measures", head, (_csv_row(one, council) for one in found))


def _csv_row(one: MeasureAt, council: Council) -> list[str]:
    standing = one.standing
    aim = standing.aim.value if standing.aim else None
    return [
        one.measure.code,
        one.measure.title,
        one.measure.unit,
        one.measure.polarity.lower(),
        label(standing.result.period, council.year_start) if standing.result else "",
        _plain(standing.value),
        standing.state.value.lower(),
        _plain(aim),
        STATUS[standing.status],
        DIRECTION[standing.direction],
    ]


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _csv(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """RFC 4180, UTF-8 with a byte order mark so that spreadsheets read £ and dashes right."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return answer


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as text; numbers stay numbers."""
    is_number = cell.replace(".", "", 1).lstrip("-").isdigit()
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not is_number else cell


def _measure(council: Council, code: str) -> Measure:
    found = measure_at(council, code)
    if found is None:
        raise Http404("No measure of this council has this code.")
    return found


def _series(shown: MeasurePage) -> Series:
    return Series(
        title=shown.measure.title,
        unit=shown.shape.sign,
        shape=shown.shape,
        results=[row.result for row in reversed(shown.rows)],
        aims=shown.aims,
        baseline=shown.baseline,
        is_cumulative=shown.measure.is_cumulative,
        year_start=shown.measure.council.year_start,
        changes=shown.changes,
    )


def _sheet(shown: MeasurePage, officer: Officer) -> dict[str, Any]:
    """What its page shows of a measure's sheet."""
    sheet = sheet_shown(shown.measure, [row.result for row in shown.rows])
    cannot_change = reasons_not_to_change_sheet(shown.measure, officer)
    return {"sheet": sheet, "parts": parts_of(sheet), "cannot_change": cannot_change}


@of_council
def measure(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """One measure: its results as chart and table, and its status with the arithmetic."""
    shown = measure_page(council, _measure(council, code), day_of(council))
    series = _series(shown)
    periods = tables.periods(shown.rows, shown.shape, council.year_start)
    signals = of_signals(shown, officer_of(request))
    file = file_asked_for(request, council, files_of(signals))
    if file is not None:
        return file
    return page(
        request,
        "web/measure.html",
        council,
        "Measures",
        shown=shown,
        series=series,
        scale_note=scale_note(series),
        changes_told=changes_told(series),
        periods=periods.first(LATEST),
        earlier=periods.after(LATEST),
        gaps=tables.gaps_of_one(shown.gaps, shown.on),
        cannot_record=reasons_not_to_record(shown.measure, None, "", officer_of(request)),
        entered=entered(shown.observations, shown.measure, council.year_start),
        in_question=in_question(shown.observations, officer_of(request)),
        provisional=count_provisional(shown.observations),
        **signals,
        beside=comparison(council, shown.measure),
        **_sheet(shown, officer_of(request)),
        **targets_section(shown.measure, shown.on, officer_of(request)),
        said_in_rounds=rounds_of_measure(shown.measure, officer_of(request)),
    )


@of_council
def by_id(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """A measure by its number in our records, sent on to its own address."""
    found = measure_by_id(council, pk)
    if found is None:
        raise Http404("No measure of this council has this number.")
    return redirect("measure", council.slug, found.code)


@of_council
def measure_csv(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """One measure's results as a table to download."""
    shown = measure_page(council, _measure(council, code), day_of(council))
    head = ["measure", "period", "value", "state", "target", "status", "direction", "note"]
    rows = (
        [
            shown.measure.code,
            row.period,
            _plain(row.result.value),
            row.result.state.value.lower(),
            _plain(row.aim.value if row.aim else None),
            STATUS[row.standing.status],
            DIRECTION[row.standing.direction],
            row.result.note,
        ]
        for row in shown.rows
    )
    return _csv(f"{council.slug}-{shown.measure.code}", head, rows)


@needing("upload_results")
@of_council
def upload(request: HttpRequest, council: Council) -> HttpResponse:
    """A file of results: stored whole, or refused with every row and remedy, or only its good rows."""
    officer = officer_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        code = 422 if form.errors else 200
        return page(request, "web/upload.html", council, "Measures", form=form, code=code)
    given, answers = form.cleaned_data["file"], form.cleaned_data
    try:
        file = read_figures(given.read(), council, measured_of(council), read_labels(), given.name)
        brought = bring_figures(
            file,
            by=officer,
            at=timezone.now(),
            good_rows_only=answers["good_rows_only"],
            restate=answers["restate"],
        )
    except UnreadableFile as refusal:
        return page(
            request, "web/upload.html", council, "Measures", form=form, problems=refusal.problems, code=422
        )
    except Refused as refusal:
        form.add_error("file", " ".join(refusal.reasons))
        return page(request, "web/upload.html", council, "Measures", form=form, code=422)
    if brought.wrong_rows:
        return _rejected(brought.rejected_file(), council)
    return page(
        request,
        "web/upload.html",
        council,
        "Measures",
        form=UploadForm(),
        stored=brought.taken,
        questioned=brought.questioned,
    )


def _rejected(content: bytes, council: Council) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{council.slug}-rows-not-stored.csv"'
    return answer
