"""`goldenthread serve`: the site, by Granian."""

from __future__ import annotations

import os
import socket
from contextlib import nullcontext

import click

from goldenthread.jobs.console import fail, start_django
from goldenthread.jobs.work import a_worker_beside


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option(
    "--work/--no-work",
    "with_work",
    default=True,
    show_default=True,
    help="Run a worker beside it, which makes documents; without, run `goldenthread work` apart.",
)
def serve(host: str, port: int, workers: int, with_work: bool) -> None:
    """Serve the site until it is stopped with Ctrl+C."""
    os.environ.setdefault("GOLDENTHREAD_SITE", f"http://{host}:{port}" if _is_trial() else "")
    start_django()
    run_server(host, port, workers, with_work=with_work)


def _is_trial() -> bool:
    """A demonstration on one's own machine: its links lead to where it is served."""
    return os.environ.get("GOLDENTHREAD_TRIAL", "") == "1"


def run_server(host: str, port: int, workers: int = 1, *, with_work: bool = True) -> None:
    """Serve the site, with a worker beside it; a port that is taken is said in a line."""
    from granian import Granian  # noqa: PLC0415 - loads a server that other commands don't need
    from granian.constants import Interfaces  # noqa: PLC0415

    _refuse_taken(host, port)
    server = Granian(
        "goldenthread.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        log_enabled=False,
    )
    with a_worker_beside() if with_work else nullcontext():
        server.serve()


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as fault:
            fail(
                f"cannot listen on {host}:{port} ({fault.strerror}). "
                "Stop what is there, or choose another --port."
            )
