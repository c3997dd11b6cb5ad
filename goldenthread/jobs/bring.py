"""`goldenthread import`: a council's folder, or a file of results."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goldenthread.core.sentences import counted, spell, start
from goldenthread.jobs.console import fail, progress, progress_of_rows, start_django, told_plainly

if TYPE_CHECKING:
    from goldenthread.measures.recording import Taken


@click.group(name="import")
def bring() -> None:
    """Bring plans and figures in from files."""


@bring.command()
@click.argument("folder", type=click.Path(path_type=Path))
@told_plainly
def council(folder: Path) -> None:
    """Load a whole council from a FOLDER that holds council.toml and the tables beside it.

    It is stored whole or not at all. Loading it again changes only what differs.
    """
    start_django()
    from goldenthread.exchange.council import STAGES, load_council  # noqa: PLC0415 - tables need Django started
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415

    with progress(f"Loading {folder.name}", len(STAGES)) as step:
        loaded, counts = load_council(folder, by=OPERATOR, at=datetime.now(UTC), tell=step)
    for name, count in counts.items():
        click.echo(f"{name}: {count.created} new, {count.changed} changed, {count.same} as before")
    click.echo(f"{loaded.name} is loaded.")


@bring.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--council", "slug", required=True, help="Whose results they are: the council's short name.")
@click.option("--store-good-rows", is_flag=True, help="Store the rows that are right; write the others out.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="Where to write the rows that were not stored."
)
@click.option("--restate", default="", help="Restate every figure that differs, for this reason.")
@told_plainly
def observations(file: Path, slug: str, store_good_rows: bool, rejects: Path | None, restate: str) -> None:
    """Record results from a FILE (CSV or Excel) with columns measure, period and value.

    If any row is wrong nothing is stored, unless --store-good-rows is given. A figure that differs from the
    one held is refused, unless --restate gives the reason: the old one is kept.
    """
    start_django()
    from goldenthread.exchange.observations import bring_figures, read_figures  # noqa: PLC0415
    from goldenthread.exchange.policies import read_labels  # noqa: PLC0415
    from goldenthread.measures.queries import measured_of  # noqa: PLC0415
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415
    from goldenthread.people.queries import council_for  # noqa: PLC0415

    held = council_for(slug, OPERATOR)
    if held is None:
        fail(f"there is no council “{slug}”.")
    read = read_figures(file, held, measured_of(held), read_labels())
    with progress_of_rows(f"Reading {file.name}", read.expected) as tell:
        brought = bring_figures(
            read,
            by=OPERATOR,
            at=datetime.now(UTC),
            good_rows_only=store_good_rows,
            restate=restate,
            tell=tell,
        )
    click.echo(_what_was_stored(brought.taken))
    if brought.questioned:
        click.echo(
            f"{start(counted(brought.questioned, 'result'))} in question, not rated until somebody answers."
        )
    if brought.wrong_rows:
        path = rejects or file.with_name(f"{file.stem}-not-stored.csv")
        path.write_bytes(brought.rejected_file())
        rows_were = counted(brought.wrong_rows, "row was", "rows were")
        fail(f"{rows_were} not stored; see {path} for what is wrong.")


@bring.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--council", "name", help="Make this council of the set, with its own figures: “Fife”.")
@told_plainly
def lgbf(folder: Path, name: str | None) -> None:
    """Load Scotland's Local Government Benchmarking Framework from a FOLDER with its two tables.

    It is stored whole or not at all. Loading it again changes only what differs.
    """
    _load_published("lgbf", folder, name)


@bring.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--council", "name", help="Make this council of the set, with its own figures: “Trafford”.")
@told_plainly
def neighbours(folder: Path, name: str | None) -> None:
    """Load a council's series with its neighbours' from a FOLDER with the series and the plan's indicators.

    It is stored whole or not at all. Loading it again changes only what differs.
    """
    _load_published("trafford", folder, name)


def _load_published(kind: str, folder: Path, name: str | None) -> None:
    start_django()
    from goldenthread.exchange.compared_council import load_set  # noqa: PLC0415 - tables need Django started
    from goldenthread.exchange.published_readers import READERS  # noqa: PLC0415
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415

    with progress(f"Reading {folder.name}", 2) as step:
        read = READERS[kind](folder)
        step("storing")
        loaded = load_set(read, name, by=OPERATOR, at=datetime.now(UTC))
    for what, count in loaded.counts.items():
        click.echo(f"{what}: {count.created} new, {count.changed} changed, {count.same} as before")
    click.echo(f"Cells without a figure: {read.without_figure}.")
    click.echo(f"{loaded.held.name} is loaded{f', and {loaded.council.name}' if loaded.council else ''}.")


@bring.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--council", "slug", required=True, help="Whose measures they are: the council's short name.")
@click.option("--make-posts", is_flag=True, help="Make posts of the owners named that are not on record.")
@told_plainly
def pentana(file: Path, slug: str, make_posts: bool) -> None:
    """Bring measures in from another system's export, a FILE (CSV or Excel) as Pentana writes it.

    It is stored whole or not at all. What has no place here is kept with its measure.
    """
    start_django()
    from goldenthread.exchange.measure_files import look_at, store_measures  # noqa: PLC0415
    from goldenthread.people.officers import OPERATOR  # noqa: PLC0415
    from goldenthread.people.queries import council_for  # noqa: PLC0415

    held = council_for(slug, OPERATOR)
    if held is None:
        fail(f"there is no council “{slug}”.")
    with progress(f"Reading {file.name}", 2) as step:
        looked = look_at(council=held, source=file)
        step("storing")
        stored = store_measures(looked=looked, makes_posts=make_posts, by=OPERATOR, at=datetime.now(UTC))
    for doubt in looked.doubts:
        click.echo(str(doubt))
    for name, count in (
        ("measures", stored.measures),
        ("targets", stored.targets),
        ("results", stored.results),
    ):
        click.echo(f"{name}: {count.created} new, {count.changed} changed, {count.same} as before")
    kept = sum(len(one.kept) for one in looked.moved.measures)
    click.echo(f"{start(counted(kept, 'cell'))} also kept word for word with the measures.")
    for name in (*looked.unknown_posts, *looked.unknown_services):
        click.echo(f"Not on record: {name}")


def _what_was_stored(taken: Taken) -> str:
    restated = f", {spell(taken.restated)} restated" if taken.restated else ""
    return f"{start(counted(taken.new, 'result'))} stored{restated}, {spell(taken.same)} already held."
