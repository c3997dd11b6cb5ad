"""What commands share: starting Django, saying what went wrong in a line, and showing progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, NoReturn

import click
import django
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from goldenthread.core.refused import Refused, UnreadableFile


def start_django() -> None:
    """Load the settings and the rooms' tables; a setting that is wrong is said in a line."""
    try:
        django.setup()
    except Exception as fault:  # whatever a setting's fault is, it is told plainly
        fail(f"the settings can't be used: {fault}")


def fail(sentence: str, code: int = 1) -> NoReturn:
    """End with one line on standard error."""
    context = click.get_current_context(silent=True)
    name = f"goldenthread {context.info_name}" if context and context.info_name else "goldenthread"
    click.echo(f"{name}: {sentence}", err=True)
    sys.exit(code)


def told_plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn refusals, unreadable files and faults of disk or database into lines on standard error."""

    @wraps(command)
    def run(*given: Any, **named: Any) -> Any:
        from django.db import DatabaseError  # noqa: PLC0415 - only once Django is wanted

        try:
            return command(*given, **named)
        except UnreadableFile as refusal:
            for problem in refusal.problems[:-1]:
                click.echo(str(problem), err=True)
            fail(f"nothing was stored. {refusal.problems[-1]}", 2)
        except Refused as refusal:
            fail(" ".join(refusal.reasons))
        except BrokenPipeError:  # whoever was reading has read enough
            sys.exit(1)
        except OSError as fault:
            fail(f"{fault.filename or 'a file'}: {fault.strerror or fault}")
        except DatabaseError as fault:
            fail(
                f"the database answered: {str(fault).splitlines()[0]}. "
                "Is it set up? Try: goldenthread manage migrate"
            )

    return run


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[str], None]]:
    """A bar on standard error while something long runs; call what it gives with each step's name."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=total)

        def step(name: str) -> None:
            bar.update(task, advance=1, description=f"{what}: {name}")

        yield step
        bar.update(task, completed=total, description=what)


@contextmanager
def progress_of_rows(what: str, expected: int | None) -> Iterator[Callable[[int], None]]:
    """A bar that counts rows while a long file is read; call what it gives with the rows read so far."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} rows"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=expected)

        def tell(rows: int) -> None:
            bar.update(task, completed=rows)

        yield tell
