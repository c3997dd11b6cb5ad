"""`goldenthread key`: a key by which another system acts as somebody who signs in."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from goldenthread.jobs.console import fail, start_django, told_plainly


@click.command()
@click.argument("username")
@click.option("--name", default="", help="What the key is for: “Open data portal”.")
@click.option("--end", is_flag=True, help="End the keys of this name instead.")
@told_plainly
def key(username: str, name: str, end: bool) -> None:
    """Make a key for USERNAME, shown once. Without --name, list the keys that there are."""
    start_django()
    from goldenthread.ledger.keys import end_key, make_key  # noqa: PLC0415 - tables need Django started
    from goldenthread.people.key_queries import keys_of, user_named  # noqa: PLC0415
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415

    user, now = user_named(username), datetime.now(UTC)
    if user is None:
        fail(f"nobody signs in as “{username}”.")
    held = keys_of(user)
    if not name:
        for one in held:
            ended = f", ended {one.ends_at:%d %B %Y}" if one.ends_at else ""
            click.echo(f"{one.name}, made {one.made_at:%d %B %Y}{ended}")
    elif end:
        found = [one for one in held if one.name == name and one.ends_at is None]
        if not found:
            fail(f"{username} has no key “{name}” in use.")
        for one in found:
            end_key(key=one, by=OPERATOR, at=now)
        click.echo(f"The key “{name}” of {username} is ended.")
    else:
        click.echo(make_key(user=user, name=name, by=OPERATOR, at=now))
        click.echo("Keep it safe: it is shown this once, and whoever has it acts as that person.", err=True)
