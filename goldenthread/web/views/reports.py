"""Reports as pages: the published figures, or how they stand now; and snapshots to freeze and publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread.core.periods import from_code, in_words
from goldenthread.core.refused import Refused
from goldenthread.reports.besides import beside_draft, beside_of
from goldenthread.reports.blocks import Outline
from goldenthread.reports.figures.corrected import corrections
from goldenthread.reports.freezing import (
    facts_now,
    freeze,
    latest_of,
    open_ends,
    publish,
    reasons_not_to_freeze,
    reasons_not_to_publish,
)
from goldenthread.reports.products import (
    FORMATS,
    MEDIA,
    NAMES,
    Format,
    Product,
    composed,
    parts_of,
    render,
)
from goldenthread.reports.queries import report_at, reports_of
from goldenthread.reports.rendering.html import body
from goldenthread.reports.scheduling import reasons_not_to_schedule
from goldenthread.reports.snapshot_queries import (
    facts_in,
    published_by_report,
    published_snapshot,
    snapshot_at,
    snapshots_of,
)
from goldenthread.reports.tables.snapshots import corrected
from goldenthread.reports.tables.snapshots import snapshots as snapshots_table
from goldenthread.web.asking import officer_of
from goldenthread.web.forms.snapshots import FreezeForm, PublishForm
from goldenthread.web.pages import day_of, link_to, needing, of_council, page

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.reports.models import ReportSetting, Snapshot


@of_council
def index(request: HttpRequest, council: Council) -> HttpResponse:
    """Every report of the council, with what was last published of each."""
    held = published_by_report(council)
    rows = [(one, held.get(one.pk), in_words(from_code(one.period))) for one in reports_of(council)]
    can_schedule = not reasons_not_to_schedule(council, officer_of(request))
    return page(request, "web/reports.html", council, "Reports", rows=rows, can_schedule=can_schedule)


def setting_or_404(council: Council, report: str) -> ReportSetting:
    """A report by its address. Raises `Http404`."""
    found = report_at(council, report)
    if found is None:
        raise Http404("No report of this council is at this address.")
    return found


def _is_plain(council: Council) -> bool:
    return council.is_plain(day_of(council))


def outline_of(council: Council, setting: ReportSetting, snapshot: Snapshot | None) -> Outline:
    """The Monitor of a snapshot; without one, of the figures as they stand now."""
    on, plain = day_of(council), _is_plain(council)
    if snapshot is None:
        facts = facts_now(council, setting, on)
        beside = beside_draft(setting, Product.MONITOR, on, is_plain=plain)
    else:
        facts, beside = facts_in(snapshot), beside_of(snapshot, Product.MONITOR, is_plain=plain)
    made = composed(facts, Product.MONITOR, "", beside)
    assert isinstance(made, Outline)
    return made


def _wants_draft(request: HttpRequest) -> bool:
    return request.GET.get("as") == "draft"


@of_council
def monitor(request: HttpRequest, council: Council, report: str) -> HttpResponse:
    """The report as a page: as published, or as it stands now."""
    setting = setting_or_404(council, report)
    published = published_snapshot(setting)
    snapshot = None if _wants_draft(request) else published
    outline = outline_of(council, setting, snapshot)
    return page(
        request,
        "web/monitor.html",
        council,
        "Reports",
        setting=setting,
        outline=outline,
        snapshot=snapshot,
        is_draft=snapshot is None,
        is_published=published is not None,
        content=body(outline, link_to(council)),
    )


@of_council
def monitor_word(request: HttpRequest, council: Council, report: str) -> HttpResponse:
    """The report as a Word file."""
    setting = setting_or_404(council, report)
    snapshot = None if _wants_draft(request) else published_snapshot(setting)
    outline = outline_of(council, setting, snapshot)
    return file_answer(render(outline, Format.DOCX), Format.DOCX, f"{council.slug}-{report}")


def file_answer(content: bytes, form: Format, name: str) -> HttpResponse:
    """A document to take away."""
    answer = HttpResponse(content, content_type=MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


@of_council
def snapshots(request: HttpRequest, council: Council, report: str) -> HttpResponse:
    """The snapshots of a report, and the form to freeze the next."""
    return _snapshots_answer(request, council, setting_or_404(council, report), None)


def _snapshots_answer(
    request: HttpRequest, council: Council, setting: ReportSetting, form: FreezeForm | None
) -> HttpResponse:
    officer, newest = officer_of(request), latest_of(setting)
    found = snapshots_of(setting, officer)
    is_correction = newest is not None and newest.published_at is not None
    return page(
        request,
        "web/snapshots.html",
        council,
        "Reports",
        code=422 if form is not None and form.errors else 200,
        setting=setting,
        period_words=in_words(from_code(setting.period)),
        found=found,
        table=snapshots_table(found),
        cannot_freeze=reasons_not_to_freeze(council, officer),
        is_correction=is_correction,
        form=form or FreezeForm(is_correction=is_correction),
    )


@require_POST
@needing("freeze_figures")
@of_council
def freeze_now(request: HttpRequest, council: Council, report: str) -> HttpResponse:
    """Freeze the report's figures as they stand on the council's day."""
    setting = setting_or_404(council, report)
    newest = latest_of(setting)
    form = FreezeForm(request.POST, is_correction=newest is not None and newest.published_at is not None)
    if form.is_valid():
        try:
            made = freeze(
                council=council,
                setting=setting,
                on=day_of(council),
                by=officer_of(request),
                at=timezone.now(),
                reason=form.cleaned_data["reason"],
            )
            return redirect("snapshot", council.slug, made.pk)
        except Refused as refusal:
            form.add_error(None, refusal.reasons)
    return _snapshots_answer(request, council, setting, form)


def snapshot_or_404(request: HttpRequest, council: Council, pk: int) -> Snapshot:
    """A snapshot that this person may read. Raises `Http404`."""
    found = snapshot_at(council, pk, officer_of(request))
    if found is None:
        raise Http404("No snapshot that you may read is at this address.")
    return found


@of_council
def snapshot(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One snapshot: what it holds, what was made of it, and what a correction changed."""
    return _snapshot_answer(request, council, snapshot_or_404(request, council, pk), None)


def _snapshot_answer(
    request: HttpRequest, council: Council, held: Snapshot, form: PublishForm | None
) -> HttpResponse:
    facts, since = facts_in(held), getattr(held, "corrected_by", None)
    changed = corrections(facts_in(held.corrects), facts) if held.corrects else []
    products = [(one, NAMES[one], FORMATS[one], parts_of(facts, one)) for one in Product]
    return page(
        request,
        "web/snapshot.html",
        council,
        "Reports",
        code=422 if form is not None else 200,
        form=form or PublishForm(initial={"version": held.version}),
        open_ends=open_ends(facts),
        correction=snapshot_at(council, since.pk, officer_of(request)) if since else None,
        held=held,
        facts=facts,
        products=products,
        changed=corrected(changed) if held.corrects else None,
        cannot_publish=reasons_not_to_publish(held, officer_of(request)),
    )


@require_POST
@needing("freeze_figures")
@of_council
def publish_now(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Publish a snapshot."""
    held = snapshot_or_404(request, council, pk)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _snapshot_answer(request, council, held, form)
    given = form.cleaned_data
    try:
        publish(
            snapshot=held,
            version=given["version"],
            by=officer_of(request),
            at=timezone.now(),
            reason=given["reason"],
        )
    except Refused as refusal:
        form.add_error(None, refusal.reasons)
        return _snapshot_answer(request, council, held, form)
    return redirect("snapshot", council.slug, pk)


@of_council
def facts_file(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The very bytes whose SHA-256 names the snapshot, so that anybody can check it."""
    held = snapshot_or_404(request, council, pk)
    answer = HttpResponse(bytes(held.content), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{council.slug}-{held.digest[:12]}.json"'
    return answer


@of_council
def read(request: HttpRequest, council: Council, pk: int, product: str) -> HttpResponse:
    """One product of a snapshot as a page."""
    held = snapshot_or_404(request, council, pk)
    wanted = next((one for one in Product if one.value.lower() == product), None)
    if wanted is None or Format.HTML not in FORMATS[wanted]:
        raise Http404("Nothing of this kind is made of a snapshot.")
    part = request.GET.get("part", "")
    facts = facts_in(held)
    if part not in (parts_of(facts, wanted) or [""]):
        raise Http404("These figures have no such part.")
    made = composed(facts, wanted, part, beside_of(held, wanted, part, is_plain=_is_plain(council)))
    assert isinstance(made, Outline)
    content = body(made, link_to(council))
    return page(request, "web/read.html", council, "Reports", held=held, outline=made, content=content)
