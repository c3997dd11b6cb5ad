"""An installation in a folder of its own, whose processes are killed as when a machine fails."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
COMMAND = "from goldenthread.config.command import main; main()"
SET_UP = "import django; django.setup(); from tests.faults.set_up import main; main()"
TRIALS = int(os.environ.get("FAULTS", "1"))
PATIENCE = 240.0  # seconds, on a busy machine


@dataclass
class Installation:
    """A database in a folder, what stands in it, and the processes that run on it."""

    folder: Path
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        own = {"GOLDENTHREAD_VAR": str(self.folder / "var"), "GOLDENTHREAD_OUT": str(self.folder / "out")}
        return {**kept, **own, "GOLDENTHREAD_TRIAL": "1", "PYTHONPATH": str(ROOT)}

    def set_up(self) -> Installation:
        program = [sys.executable, "-c", SET_UP]
        settings = {"DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"}
        done = subprocess.run(
            program, env=self.environment | settings, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        self.facts = json.loads(done.stdout.splitlines()[-1])
        return self

    def copied(self, folder: Path) -> Installation:
        """The same installation in another folder, to be harmed in its own way."""
        shutil.copytree(self.folder, folder)
        return Installation(folder, self.facts)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """A command in a group of its own, so that all of its processes can be killed at once."""
        return subprocess.Popen(
            [sys.executable, "-c", COMMAND, *words], env=self.environment, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip

    @contextmanager
    def serving(self) -> Iterator[Served]:
        """The site on a port of its own, without a worker."""
        port = free_port()
        server = self.start("serve", "--port", str(port), "--no-work")
        try:
            site = f"http://127.0.0.1:{port}"
            wait_until(lambda: _answers(f"{site}/sign-in/"))
            yield Served(site, server)
        finally:
            kill(server)

    def rows(self, question: str, *values: Any) -> list[Any]:
        """What the database answers now, asked from outside."""
        with closing(sqlite3.connect(self.folder / "var" / "goldenthread.sqlite3", timeout=20)) as held:
            return held.execute(question, values).fetchall()

    def number(self, question: str, *values: Any) -> int:
        return int(self.rows(question, *values)[0][0])

    def assert_whole(self) -> None:
        """The database itself is sound, whatever was killed."""
        assert self.rows("PRAGMA integrity_check") == [("ok",)]
        assert self.rows("PRAGMA foreign_key_check") == []


@dataclass
class Served:
    """Where the site answers, and the process that answers."""

    site: str
    server: subprocess.Popen[bytes]


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to a process and all that it started: nobody gets to tidy up."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(is_so: Callable[[], bool], every: float = 0.05) -> None:
    """Wait until something is so. Raises AssertionError where it never is."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(every)


def chances(seed: int) -> random.Random:
    """Chance that is the same each time."""
    return random.Random(f"faults {seed}")


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
