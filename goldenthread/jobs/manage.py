"""`goldenthread manage`: Django's own commands."""

from __future__ import annotations

import click


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True}, add_help_option=False
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands: goldenthread manage migrate."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - slow, only for this command

    execute_from_command_line(["goldenthread manage", *(arguments or ("--help",))])
