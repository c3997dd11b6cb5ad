"""The `goldenthread` command: tells Django where the settings are, then hands over to the jobs."""

from __future__ import annotations

import os


def main() -> None:
    """Run the command named on the command line; exits with its code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    from goldenthread.jobs.commands import cli  # noqa: PLC0415 - after the settings are named

    cli()
