"""The commands an operator types, gathered in one group."""

from __future__ import annotations

import click

from goldenthread.jobs.bring import bring
from goldenthread.jobs.check import check
from goldenthread.jobs.demo import demo
from goldenthread.jobs.frozen import freeze, make, snapshots, verify
from goldenthread.jobs.key import key
from goldenthread.jobs.manage import manage
from goldenthread.jobs.report import report
from goldenthread.jobs.sending import send
from goldenthread.jobs.serve import serve
from goldenthread.jobs.sign_in import sign_in
from goldenthread.jobs.work import work


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="goldenthread")
def cli() -> None:
    """Golden Thread runs a council's corporate strategy."""


_REPORTS = (report, freeze, snapshots, make, verify)
for command in (check, demo, bring, *_REPORTS, send, serve, work, sign_in, key, manage):
    cli.add_command(command)
