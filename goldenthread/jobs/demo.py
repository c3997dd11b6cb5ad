"""`goldenthread demo`: five real councils, their reports, and the site, in one command."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from goldenthread.jobs.console import progress, start_django, told_plainly
from goldenthread.jobs.demo_round import HEAD, OWNER, UPDATER, open_a_round, publish_a_report
from goldenthread.jobs.report import write_reports
from goldenthread.jobs.serve import run_server

COUNCILS = ("york", "cheltenham", "hart")
# Councils made of published sets of comparisons: the folder, and which of its places.
SETS = (("lgbf", "Fife"), ("trafford", "Trafford"))
PASSWORD = "golden-thread-demo"
# Who signs in to look around: a post of each council and what it may do. In York there is one for every duty;
# in Hart there are two of one duty, as nobody decides a request of their own.
SIGN_INS = (
    ("york.strategy", "york", "Corporate Planning & Development Officer", "STRATEGY"),
    ("york.director", "york", "Director of Resources", "DIRECTOR"),
    (
        "york.assistant",
        "york",
        "Assistant Director of Resources - Customer Service and Governance",
        "DIRECTOR",
    ),
    ("york.service-manager", "york", "Head of Service, City Strategy", "SERVICE_MANAGER"),
    ("york.performance", "york", "Programme Manager", "SERVICE_MANAGER"),
    ("york.owner", "york", "Carbon Projects Officer", "OWNER"),
    ("york.finance", "york", "Finance Officer", "FINANCE"),
    ("york.democratic", "york", "Democratic Services Officer", "DEMOCRATIC"),
    ("york.executive", "york", "Executive Member for City Strategy", "EXECUTIVE"),
    ("york.scrutiny", "york", "Scrutiny Member", "SCRUTINY"),
    ("york.auditor", "york", "Internal Auditor", "AUDITOR"),
    ("york.partner", "york", "Partnership Officer, Without Walls", "PARTNER"),
    ("cheltenham.strategy", "cheltenham", "Strategy and Engagement Manager", "STRATEGY"),
    ("cheltenham.environment", "cheltenham", "Director of Built Environment", "DIRECTOR"),
    ("hart.performance", "hart", "Performance Officer", "STRATEGY"),
    ("hart.corporate", "hart", "Head of Corporate Services", "STRATEGY"),
    ("hart.customer", "hart", UPDATER, "UPDATER"),
    ("hart.contact", "hart", OWNER, "OWNER"),
    ("hart.head", "hart", HEAD, "SERVICE_MANAGER"),
)
SET_SIGN_INS = (
    ("fife.strategy", "fife", "Strategy and Performance Officer", "STRATEGY"),
    ("trafford.strategy", "trafford", "Strategy and Performance Officer", "STRATEGY"),
)
# Whose person a partner's sign-in is: the partner's slug.
PARTNERS = {"york.partner": "without-walls"}


@click.command()
@click.option("--serve/--no-serve", default=True, show_default=True, help="Serve the site when it is loaded.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@told_plainly
def demo(serve: bool, host: str, port: int) -> None:
    """Load five real councils, write their reports, and serve the site. Harmless to run again."""
    os.environ.setdefault("GOLDENTHREAD_SITE", f"http://{host}:{port}")
    start_django()
    from django.conf import settings  # noqa: PLC0415 - after Django is started
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    written, given = _load_all(settings.DEMO_DIR, settings.OUT_DIR)
    _tell(written, given, host, port, serve)
    if serve:
        run_server(host, port)


def _load_all(folder: Path, out: Path) -> tuple[list[Path], list[str]]:
    """The reports that were written, and the names that can sign in."""
    from goldenthread.exchange.council import STAGES, load_council  # noqa: PLC0415 - tables need Django started
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415
    from goldenthread.people.queries import council_for  # noqa: PLC0415

    written: list[Path] = []
    with progress("Loading", len(COUNCILS) * (len(STAGES) + 2) + len(SETS)) as step:
        councils: dict[str, Any] = {}
        for slug in COUNCILS:
            # What is loaded is left alone: somebody may have tried things out in it.
            council = council_for(slug, OPERATOR)
            if council is None:
                council, _ = load_council(folder / slug, by=OPERATOR, at=datetime.now(UTC), tell=step)
                _try_out(council)
            councils[slug] = council
            written += write_reports(slug, None, out, step)
        councils |= _load_sets(folder, step)
        given = _give_sign_ins(councils)
    return written, given


def _try_out(council: Any) -> None:
    """Open Hart's round and publish York's report, so that there is something to answer and to correct."""
    if council.slug == "hart":
        open_a_round(council, datetime.now(UTC))
    elif council.slug == "york":
        publish_a_report(council, datetime.now(UTC))


def _load_sets(folder: Path, step: Callable[[str], None]) -> dict[str, Any]:
    """Councils made of published sets, beside the others that the sets have figures of."""
    from goldenthread.exchange.compared_council import load_set  # noqa: PLC0415 - tables need Django started
    from goldenthread.exchange.published_readers import READERS  # noqa: PLC0415
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415
    from goldenthread.people.queries import council_for  # noqa: PLC0415

    found: dict[str, Any] = {}
    for name, place in SETS:
        step(f"{place}, compared")
        held = council_for(place.casefold(), OPERATOR)
        if held is None:
            read = READERS[name](folder / name)
            held = load_set(read, place, by=OPERATOR, at=datetime.now(UTC), is_demonstration=True).council
        found[place.casefold()] = held
    return found


def _give_sign_ins(councils: Mapping[str, Any]) -> list[str]:
    """Let everybody sign in whose post is on record; a council loaded by an earlier version lacks some."""
    from goldenthread.people.actions import give_sign_in  # noqa: PLC0415 - tables need Django started
    from goldenthread.people.queries import partners_of, posts_by_title  # noqa: PLC0415

    posts = {slug: posts_by_title(council) for slug, council in councils.items()}
    partners = {slug: {one.slug: one for one in partners_of(council)} for slug, council in councils.items()}
    given = []
    for username, slug, title, duty in SIGN_INS + SET_SIGN_INS:
        if title in posts.get(slug, {}):
            partner = partners[slug].get(PARTNERS.get(username, ""))
            post = posts[slug][title]
            name, _, job = username.partition(".")
            give_sign_in(
                username=username,
                password=PASSWORD,
                post=post,
                duty=duty,
                partner=partner,
                email=f"{job}@{name}.example",  # a name that is kept for examples: nothing is ever delivered
            )
            given.append(username)
    return given


def _tell(written: list[Path], given: list[str], host: str, port: int, serve: bool) -> None:
    site = f"http://{host}:{port}/"
    click.echo("\nFive councils are loaded.")
    click.echo("Reports:")
    for path in written:
        click.echo(f"  {path}")
    click.echo(f"Sign-ins (password for each: {PASSWORD}):")
    for username, _, title, _ in SIGN_INS + SET_SIGN_INS:
        if username in given:
            click.echo(f"  {username:<24}{title}")
    if not {name for name, *_ in SIGN_INS} <= set(given):
        click.echo(
            "  An earlier version loaded these councils, so some posts are missing.\n"
            "  To have them all, stop the site, move its database away, and run this again."
        )
    where = "The site" if serve else "To serve the site, run: make demo. It will be at"
    click.echo(f"{where}: {site}" if serve else f"{where} {site}")
    for slug in (*COUNCILS, *(place.casefold() for _, place in SETS)):
        click.echo(f"  {site}{slug}/")
