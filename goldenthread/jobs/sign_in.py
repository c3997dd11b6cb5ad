"""`goldenthread sign-in`: let somebody sign in for a post."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from goldenthread.jobs.console import fail, start_django, told_plainly


@click.command(name="sign-in")
@click.argument("username")
@click.option("--council", "slug", required=True, help="The council's short name.")
@click.option("--post", "title", required=True, help="The post they sign in for, by its title.")
@click.option("--duty", required=True, help="What they do there: a code in policies/duties.toml.")
@click.option("--email", help="Where mail for them goes; an empty one takes it away.")
@click.password_option(help="Asked for when it is left out, so that it stays out of the shell's history.")
@told_plainly
def sign_in(username: str, slug: str, title: str, duty: str, email: str | None, password: str) -> None:
    """Let USERNAME sign in for a post; again gives a new password, post, duty or address."""
    start_django()
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415 - after Django
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    from goldenthread.ledger.appointments import let_sign_in  # noqa: PLC0415
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415
    from goldenthread.people.queries import council_for, posts_by_title  # noqa: PLC0415

    council = council_for(slug, OPERATOR)
    if council is None:
        fail(f"there is no council “{slug}”.")
    post = posts_by_title(council).get(title)
    if post is None:
        fail(f"{council} has no post “{title}”.")
    try:
        validate_password(password)
    except ValidationError as weak:
        fail(" ".join(weak.messages))
    now = datetime.now(UTC)
    who = {"username": username, "password": password, "duty": duty}
    let_sign_in(**who, post=post, email=email, by=OPERATOR, at=now)
    click.echo(f"{username} may sign in as {title} of {council}.")
