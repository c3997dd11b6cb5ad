"""`goldenthread report`: a council's reports as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from goldenthread.jobs.console import fail, progress, start_django, told_plainly


@click.command()
@click.argument("council")
@click.argument("name", required=False)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to write to.")
@told_plainly
def report(council: str, name: str | None, out: Path | None) -> None:
    """Write a council's reports as Word, HTML and PDF files: all of them, or the one called NAME."""
    start_django()
    from django.conf import settings  # noqa: PLC0415 - after Django is started

    with progress("Writing reports", 2) as step:
        written = write_reports(council, name, out or settings.OUT_DIR, step)
    for path in written:
        click.echo(path)


def write_reports(council: str, name: str | None, out: Path, step: Callable[[str], None]) -> list[Path]:
    """Write the reports of a council to a folder; gives the files in the order written."""
    from goldenthread.people.days import day_at  # noqa: PLC0415
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415 - tables need Django started
    from goldenthread.people.queries import council_for, councils_for_operator  # noqa: PLC0415
    from goldenthread.plans.queries import main_edition  # noqa: PLC0415
    from goldenthread.reports.besides import beside_draft  # noqa: PLC0415
    from goldenthread.reports.freezing import facts_now  # noqa: PLC0415
    from goldenthread.reports.products import Format, Product, composed, render  # noqa: PLC0415
    from goldenthread.reports.queries import reports_of  # noqa: PLC0415

    held = council_for(council, OPERATOR)
    if held is None:
        known = ", ".join(one.slug for one in councils_for_operator()) or "none yet"
        fail(f"there is no council “{council}”. On record: {known}.")
    edition, settings_ = main_edition(held), reports_of(held)
    found = [one for one in settings_ if name in (None, one.slug)]
    if edition is None or not found:
        fail(
            f"{held.name} has no report {f'“{name}”' if name else 'set up'}. "
            f"It has: {', '.join(one.slug for one in settings_) or 'none'}."
        )
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for setting in found:
        step(setting.title)
        on = day_at(held, datetime.now(UTC))
        beside = beside_draft(setting, Product.MONITOR, on, is_plain=held.is_plain(on))
        outline = composed(facts_now(held, setting, on), Product.MONITOR, "", beside)
        for form in (Format.DOCX, Format.HTML, Format.PDF):
            path = out / f"{held.slug}-{setting.slug}.{form}"
            path.write_bytes(render(outline, form))
            written.append(path)
    return written
