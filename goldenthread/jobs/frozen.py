"""`goldenthread freeze`, `snapshots`, `make` and `verify`: frozen figures and documents in a terminal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.jobs.console import fail, progress, start_django, told_plainly

if TYPE_CHECKING:
    from goldenthread.people.models import Council
    from goldenthread.reports.models import Document, ReportSetting, Snapshot

WHY = "Why published figures are corrected: every document made from the old ones will show it."


@click.command(short_help="Freeze a report's figures.")
@click.argument("council")
@click.argument("report")
@click.option("--reason", default="", help=WHY)
@click.option("--publish", "publishes", is_flag=True, help="Publish them too.")
@told_plainly
def freeze(council: str, report: str, reason: str, publishes: bool) -> None:
    """Freeze the figures of a council's REPORT as they stand on the council's day, and print their digest."""
    start_django()
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415 - tables need Django started
    from goldenthread.reports.freezing import publish  # noqa: PLC0415

    made = _frozen(*_report(council, report), reason)
    if publishes and made.published_at is None:
        publish(snapshot=made, version=made.version, by=OPERATOR, at=datetime.now(UTC), reason=reason)
    click.echo(made.digest)


@click.command(short_help="List a council's snapshots.")
@click.argument("council")
@told_plainly
def snapshots(council: str) -> None:
    """List a council's snapshots, the newest first: number, digest, report, and how each stands."""
    start_django()
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415 - tables need Django started
    from goldenthread.reports.making_queries import all_snapshots_of  # noqa: PLC0415
    from goldenthread.reports.making_words import of_snapshot  # noqa: PLC0415

    for one in all_snapshots_of(_council(council), OPERATOR):
        click.echo(f"{one.pk:>5}  {one.digest}  {of_snapshot(one)}, {_stands(one)}")


def _stands(one: Snapshot) -> str:
    if getattr(one, "corrected_by", None):
        return "corrected since"
    return "published" if one.published_at else "not published"


@click.command(short_help="Make a document of frozen figures.")
@click.argument("council")
@click.argument("report")
@click.argument("product")
@click.argument("form", metavar="FORMAT")
@click.option("--part", default="", help="Whose part: a scrutiny body or a directorate, by its name.")
@click.option("--freeze", "freezes", is_flag=True, help="Freeze the figures first, as they stand now.")
@click.option("--reason", default="", help=WHY)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.")
@told_plainly
def make(
    council: str,
    report: str,
    product: str,
    form: str,
    part: str,
    freezes: bool,
    reason: str,
    out: Path | None,
) -> None:
    """Make PRODUCT of a council's latest snapshot of REPORT.

    PRODUCT is monitor, scrutiny, one_page, slides, workbook, residents or year_end. FORMAT is html, docx,
    pdf, pptx, xlsx or ods. The document is kept, so it is found on the site as well.
    """
    start_django()
    from django.conf import settings  # noqa: PLC0415 - after Django is started

    from goldenthread.reports.making_queries import file_of, latest_snapshot  # noqa: PLC0415
    from goldenthread.reports.making_words import file_name  # noqa: PLC0415

    held, setting = _report(council, report)
    snapshot = _frozen(held, setting, reason) if freezes else latest_snapshot(held, setting.slug)
    if snapshot is None:
        fail(f"no figures of “{report}” are frozen yet. Add --freeze, or run: goldenthread freeze")
    document = _asked(held, snapshot, product.upper(), form.lower(), part)
    content = file_of(_made(document))
    if content is None:
        fail("a worker is making this document already. Try again in a moment.")
    folder = out or settings.OUT_DIR
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(document)
    path.write_bytes(content)
    click.echo(path)


def _asked(held: Council, snapshot: Snapshot, product: str, form: str, part: str) -> Document:
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415 - tables need Django started
    from goldenthread.reports.figures.frozen import code_version  # noqa: PLC0415
    from goldenthread.reports.making import ask_for_document  # noqa: PLC0415

    return ask_for_document(
        snapshot=snapshot,
        product=product,
        part=part,
        form=form,
        is_plain=held.is_plain(_day_of(held)),
        code_version=code_version(),
        by=OPERATOR,
        at=datetime.now(UTC),
    )


def _made(document: Document) -> Document:
    """The document, made here and now unless it is made, or being made, already."""
    from goldenthread.jobs.chores import make_claimed  # noqa: PLC0415 - tables need Django started
    from goldenthread.jobs.shift import Shift  # noqa: PLC0415
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415
    from goldenthread.reports.drawing import STEPS  # noqa: PLC0415
    from goldenthread.reports.making import claim_next  # noqa: PLC0415
    from goldenthread.reports.making_queries import document_at  # noqa: PLC0415

    shift = Shift()
    claimed = claim_next(worker=shift.worker, at=shift.now(), only=document.pk)
    if claimed is not None:
        with progress("Making it", len(STEPS)):
            make_claimed(claimed, shift)
    found = document_at(document.council, document.pk, OPERATOR)
    if found is not None and found.state == "FAILED":
        fail(f"it could not be made. {found.fault}")
    return found or document


@click.command(short_help="Say whether documents are of the same figures.")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@told_plainly
def verify(files: tuple[Path, ...]) -> None:
    """Read the digest of figures that each of FILES prints, and say whether they are of the same figures.

    \b
    Exit code 0: all are of the same figures.
              1: they are not, or one bears no digest.
    """
    from goldenthread.reports.stamps import stamps_in  # noqa: PLC0415 - loads what other commands don't need

    found = {path: stamps_in(path.read_bytes()) for path in files}
    for path, stamps in found.items():
        click.echo(f"{path}: {' '.join(sorted(stamps)) or 'no digest of figures'}")
    if not all(found.values()):
        fail("a file bears no digest, so nothing is proved of it.")
    if len(set.union(*found.values())) > 1 and not set.intersection(*found.values()):
        fail("they are of different figures.")
    said = "All bear the name of the same figures." if len(files) > 1 else "It bears one set of figures."
    click.echo(f"{said} Whether a file was changed since it was made is not looked at.")


def _council(slug: str) -> Council:
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415 - tables need Django started
    from goldenthread.people.queries import council_for, councils_for_operator  # noqa: PLC0415

    held = council_for(slug, OPERATOR)
    if held is None:
        known = ", ".join(one.slug for one in councils_for_operator()) or "none yet"
        fail(f"there is no council “{slug}”. On record: {known}.")
    return held


def _report(slug: str, report: str) -> tuple[Council, ReportSetting]:
    from goldenthread.reports.queries import report_at, reports_of  # noqa: PLC0415 - tables need Django started

    held = _council(slug)
    setting = report_at(held, report)
    if setting is None:
        known = ", ".join(one.slug for one in reports_of(held)) or "none"
        fail(f"{held} has no report “{report}”. It has: {known}.")
    return held, setting


def _frozen(held: Council, setting: ReportSetting, reason: str) -> Snapshot:
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415 - tables need Django started
    from goldenthread.reports.freezing import freeze as freeze_figures  # noqa: PLC0415

    now = datetime.now(UTC)
    return freeze_figures(council=held, setting=setting, on=_day_of(held), by=OPERATOR, at=now, reason=reason)


def _day_of(held: Council) -> date:
    from goldenthread.people.days import day_at  # noqa: PLC0415 - after Django is started

    return day_at(held, datetime.now(UTC))
