"""`goldenthread check`: does a published table follow the council's own rule? It needs no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import click

from goldenthread.core.refused import Problem, UnreadableFile
from goldenthread.core.rulebook import Rulebook
from goldenthread.exchange import published, published_rollups
from goldenthread.exchange.policies import read_labels, read_rulebook
from goldenthread.exchange.tables import Sheets, find_table, has_columns, read_sheets
from goldenthread.jobs import check_printed

AGREES, DIFFERS, UNREADABLE = 0, 1, 2


@click.command(short_help="Check a published table of measures against the council's rule.")
@click.argument("table")
@click.option(
    "--rule",
    metavar="RULE",
    help="A rule in policies/rating (kent), a rule's file, or met, within:10%, within:2, floor.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for another program.")
@click.option(
    "--sheet", metavar="NAME", help="The sheet of a workbook; otherwise the first with the columns."
)
@click.option(
    "--column",
    "columns",
    metavar="NAME=HEADER",
    multiple=True,
    help="The table's own heading for a column: --column actual=q1_2014_15. May be repeated.",
)
def check(table: str, rule: str | None, *, as_json: bool, sheet: str | None, columns: Sequence[str]) -> None:
    """Work out each status and direction in TABLE (.csv or .xlsx) by RULE, and compare with those published.

    TABLE has the columns measure, polarity, target and actual, and may have tolerance, floor, previous,
    earlier, published_status, published_direction, provisional and note. A table with the columns parts
    and stated_total is checked for whether the parts make the total; that needs no rule.

    \b
    Exit code 0: all that was published agrees.
              1: something differs.
              2: the input can't be read; each problem is printed with its file, row and column.
    """
    renamed = _renamed(columns)
    try:
        sheets = read_sheets(table)
        if _holds_rollups(sheets, renamed):
            sys.exit(_check_rollups(sheets, renamed, sheet, as_json=as_json))
        sys.exit(_check_measures(sheets, renamed, sheet, _rulebook(rule), as_json=as_json))
    except UnreadableFile as unreadable:
        _complain(unreadable.problems)
        sys.exit(UNREADABLE)


def _renamed(columns: Sequence[str]) -> dict[str, str]:
    known = (*published.NEEDS, *published.ALSO, *published_rollups.NEEDS, *published_rollups.ALSO)
    renamed = {}
    for column in columns:
        name, equals, heading = (part.strip() for part in column.partition("="))
        name = name.casefold()
        if not equals or not heading or name not in known:
            said = f"“{column}” is not NAME=HEADER, where NAME is one of: {', '.join(known)}"
            raise click.BadParameter(said, param_hint="--column")
        renamed[name] = heading
    return renamed


def _rulebook(rule: str | None) -> Rulebook:
    if not rule or not rule.strip():
        raise click.UsageError(
            "Give a rule: --rule met, within:10%, within:2, floor, or one in policies/rating."
        )
    return read_rulebook(rule)


def _holds_rollups(sheets: Sheets, renamed: dict[str, str]) -> bool:
    is_measures = any(has_columns(sheets, [column], renamed) for column in ("measure", "actual"))
    return not is_measures and has_columns(sheets, published_rollups.NEEDS, renamed)


def _check_measures(
    sheets: Sheets, renamed: dict[str, str], sheet: str | None, rulebook: Rulebook, *, as_json: bool
) -> int:
    table = find_table(sheets, published.NEEDS, published.ALSO, sheet=sheet, renamed=renamed)
    checked = published.check(table, rulebook, read_labels())
    if as_json:
        _print_json(published.as_json(checked))
    else:
        check_printed.measures(checked, rulebook, table.name)
    return DIFFERS if checked.how_many(agrees=False) else AGREES


def _check_rollups(sheets: Sheets, renamed: dict[str, str], sheet: str | None, *, as_json: bool) -> int:
    table = find_table(sheets, published_rollups.NEEDS, published_rollups.ALSO, sheet=sheet, renamed=renamed)
    rows = published_rollups.check_rollups(table)
    if as_json:
        _print_json(published_rollups.as_json(rows))
    else:
        check_printed.rollups(rows, table.name)
    return DIFFERS if any(row.adds_up is False for row in rows) else AGREES


def _print_json(data: object) -> None:
    # Escaped, so that it survives whatever encoding a pipe is given.
    click.echo(json.dumps(data, indent=2))


def _complain(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(check_printed.safe(f"goldenthread check: {problem}", sys.stderr), err=True)
