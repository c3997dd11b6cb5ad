"""Bringing in a plan: upload a file, choose its table, correct its columns, look, and store it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.plan_table import body_of, nested, of_tree
from goldenthread.core.refused import Refused, Stale, UnreadableFile
from goldenthread.exchange import bringing as actions
from goldenthread.exchange.bringing_queries import (
    Upload,
    bringing_at,
    plans_to_add_to,
    tables_of,
    upload_of,
    uploads_of,
)
from goldenthread.people.queries import services_of
from goldenthread.reports.tables.bringing import levels, problems
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.bring import ColumnsForm, GoalForm, PlanFileForm, TableForm
from goldenthread.web.pages import needing, of_council, page, page_or_file

if TYPE_CHECKING:
    from goldenthread.exchange.models import Bringing
    from goldenthread.people.models import Council

MOST_SHOWN = 200
MOST_PROBLEMS = 100


@needing("import_plan")
@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Upload a file, and go on with those that were uploaded."""
    is_sent = request.method == "POST"
    form = PlanFileForm(request.POST, request.FILES) if is_sent else PlanFileForm()
    wrong: list[object] = []
    if is_sent and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            begun = actions.begin_bringing(
                council=council, data=given.read(), file=given.name, by=officer_of(request), at=timezone.now()
            )
            return redirect("bring-columns", council.slug, begun.pk)
        except UnreadableFile as refusal:
            wrong = list(refusal.problems)
    code = 422 if form.errors or wrong else 200
    shown = {"form": form, "problems": wrong, "uploads": uploads_of(council)}
    return page(request, "web/bring.html", council, "Plans", code=code, **shown)


def _held(council: Council, pk: int) -> Bringing:
    found = bringing_at(council, pk)
    if found is None:
        raise Http404("No upload of this council is at this address: it was stored or given up.")
    return found


def _upload(council: Council, pk: int) -> Upload | None:
    return upload_of(_held(council, pk))


@needing("import_plan")
@of_council
def table(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Choose which table of the file is the plan."""
    held = _held(council, pk)
    start = {"version": held.version, "table": held.table}
    form = TableForm(request.POST or None, tables=tables_of(held), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_table(
                bringing=held, by=officer_of(request), at=timezone.now(), **form.cleaned_data
            )
            return redirect("bring-columns", council.slug, pk)
        except Stale as refusal:
            form.add_error(None, refusal.reasons)
    shown = {"form": form, "bringing": held}
    return page(request, "web/bring_table.html", council, "Plans", **shown, code=422 if form.errors else 200)


@needing("import_plan")
@of_council
def columns(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Correct what each column is for."""
    upload = _upload(council, pk)
    if upload is None:
        return redirect("bring-table", council.slug, pk)
    form = ColumnsForm(request.POST or None, upload=upload)
    if request.method == "POST" and form.is_valid():
        try:
            return _corrected(request, council, upload, form)
        except Stale as refusal:
            form.add_error(None, refusal.reasons)
    shown = {"form": form, "upload": upload, "rows": len(body_of(upload.table, upload.reading))}
    return page(
        request, "web/bring_columns.html", council, "Plans", **shown, code=422 if form.errors else 200
    )


def _corrected(request: HttpRequest, council: Council, upload: Upload, form: ColumnsForm) -> HttpResponse:
    who = {"by": officer_of(request), "at": timezone.now(), "version": form.cleaned_data["version"]}
    held = upload.bringing
    if form.moves_headings:
        first, last = form.cleaned_data["head"]
        actions.move_headings(bringing=held, head_from=first, head_to=last, **who)
        return redirect("bring-columns", council.slug, held.pk)
    actions.correct_reading(bringing=held, reading=form.reading(), **who)
    return redirect("bring-preview", council.slug, held.pk)


@needing("import_plan")
@of_council
def preview(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The tree that comes of it, what to look at, and what it becomes; or the problems as a file."""
    upload = _upload(council, pk)
    if upload is None:
        return redirect("bring-table", council.slug, pk)
    tree = upload.tree()
    form = GoalForm(
        request.POST or None,
        plans=plans_to_add_to(council),
        services=services_of(council),
        tree=tree,
        year_start=council.year_start,
        initial={"version": upload.bringing.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            edition = actions.store_plan(
                bringing=upload.bringing,
                goal=form.goal(),
                version=form.cleaned_data["version"],
                by=officer_of(request),
                at=timezone.now(),
            )
            return redirect("edition", council.slug, edition.plan.slug, edition.slug)
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
    rows = len(body_of(upload.table, upload.reading))
    found = problems(tree)
    answer = page_or_file(
        request,
        "web/bring_preview.html",
        council,
        "Plans",
        grid=found,
        name="plan-problems",
        upload=upload,
        form=form,
        opening=of_tree(tree, rows),
        levels=levels(tree),
        problems=found.first(MOST_PROBLEMS),
        more_problems=max(len(found.rows) - MOST_PROBLEMS, 0),
        top=nested(tree, MOST_SHOWN),
        more=max(len(tree.lines) - MOST_SHOWN, 0),
    )
    if form.errors:
        answer.status_code = 422
    return answer


@require_POST
@needing("import_plan")
@of_council
def give_up(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Forget an upload."""
    actions.give_up(bringing=_held(council, pk), by=officer_of(request), at=timezone.now())
    return redirect("bring", council.slug)
