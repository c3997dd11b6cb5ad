"""`goldenthread demo`: three real councils, their reports, and the site, in one command."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from goldenthread.jobs.console import progress, start_django, told_plainly
from goldenthread.jobs.report import write_reports
from goldenthread.jobs.serve import run_server

COUNCILS = ("york", "cheltenham", "hart")
PASSWORD = "golden-thread-demo"
# Who signs in to look around: a post of each council and what it may do.
SIGN_INS = (
    ("york.strategy", "york", "Corporate Planning & Development Officer", "STRATEGY"),
    ("york.director", "york", "Director of Resources", "DIRECTOR"),
    (
        "york.assistant",
        "york",
        "Assistant Director of Resources - Customer Service and Governance",
        "DIRECTOR",
    ),
    ("cheltenham.strategy", "cheltenham", "Strategy and Engagement Manager", "STRATEGY"),
    ("cheltenham.environment", "cheltenham", "Director of Built Environment", "DIRECTOR"),
    ("hart.performance", "hart", "Performance Officer", "STRATEGY"),
)


@click.command()
@click.option("--serve/--no-serve", default=True, show_default=True, help="Serve the site when it is loaded.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@told_plainly
def demo(serve: bool, host: str, port: int) -> None:
    """Load three real councils, write their reports, and serve the site. Harmless to run again."""
    start_django()
    from django.conf import settings  # noqa: PLC0415 - after Django is started
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    written = _load_all(settings.DEMO_DIR, settings.OUT_DIR)
    _tell(written, host, port, serve)
    if serve:
        run_server(host, port)


def _load_all(folder: Path, out: Path) -> list[Path]:
    from goldenthread.exchange.council import STAGES, load_council  # noqa: PLC0415 - tables need Django started
    from goldenthread.people.actions import give_sign_in  # noqa: PLC0415
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415
    from goldenthread.people.queries import council_for, posts_by_title  # noqa: PLC0415

    written: list[Path] = []
    with progress("Loading", len(COUNCILS) * (len(STAGES) + 2)) as step:
        posts: dict[str, Any] = {}
        for slug in COUNCILS:
            # What is loaded is left alone: somebody may have tried things out in it.
            council = council_for(slug, OPERATOR)
            if council is None:
                council, _ = load_council(folder / slug, by=OPERATOR, at=datetime.now(UTC), tell=step)
            posts[slug] = posts_by_title(council)
            written += write_reports(slug, None, out, step)
        for username, slug, title, duty in SIGN_INS:
            give_sign_in(username=username, password=PASSWORD, post=posts[slug][title], duty=duty)
    return written


def _tell(written: list[Path], host: str, port: int, serve: bool) -> None:
    site = f"http://{host}:{port}/"
    click.echo("\nThree councils are loaded.")
    click.echo("Reports:")
    for path in written:
        click.echo(f"  {path}")
    click.echo(f"Sign-ins (password for each: {PASSWORD}):")
    for username, _, title, _ in SIGN_INS:
        click.echo(f"  {username:<24}{title}")
    where = "The site" if serve else "To serve the site, run: make demo. It will be at"
    click.echo(f"{where}: {site}" if serve else f"{where} {site}")
    for slug in COUNCILS:
        click.echo(f"  {site}{slug}/")
