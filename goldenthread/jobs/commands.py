"""The commands an operator types, gathered in one group."""

from __future__ import annotations

import click

from goldenthread.jobs.check import check


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Golden Thread runs a council's corporate strategy."""


cli.add_command(check)
