"""The worker is killed at random moments: every document is made exactly once, and none is left half-done.

One trial is made with the other tests; `make faults` makes many.
"""

from __future__ import annotations

import hashlib
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.faults.killed import TRIALS, Installation, chances, free_port, kill, wait_until

MADE = "SELECT count(*) FROM reports_document WHERE state = 'MADE'"
OPEN = "SELECT count(*) FROM reports_document WHERE state IN ('WAITING', 'MAKING')"
CLAIMED = "SELECT coalesce(sum(attempts), 0) FROM reports_document"
SCHEDULED = "SELECT count(*) FROM reports_schedule WHERE state IN ('WAITING', 'RUNNING')"
LEASE = "5"
DOCUMENTS = 4  # three that were asked for, and the scheduled one


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("faults") / "before").set_up()


@pytest.fixture(scope="module")
def making(before: Installation, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Seconds from a worker’s first claim until every document is made, where nobody kills it."""
    held = before.copied(tmp_path_factory.mktemp("timed") / "timed")
    worker = held.start("work", "--lease", LEASE)
    try:
        wait_until(lambda: held.number(CLAIMED) > 0, every=0.01)
        began = time.monotonic()
        wait_until(lambda: held.number(MADE) == DOCUMENTS, every=0.01)
        return time.monotonic() - began
    finally:
        kill(worker)


@pytest.fixture
def installation(before: Installation, tmp_path: Path) -> Iterator[Installation]:
    yield before.copied(tmp_path / "killed")


def is_done(held: Installation) -> bool:
    """Nothing waits for a worker, and none is at work."""
    return held.number(OPEN) + held.number(SCHEDULED) == 0


def assert_all_is_made_once(held: Installation) -> None:
    """Each document has its whole file, made once; the schedule told each post once."""
    held.assert_whole()
    rows = held.rows("SELECT id, state, format, file, digest, claimed_by, attempts FROM reports_document")
    assert len(rows) == DOCUMENTS
    for pk, state, form, file, digest, claimed_by, attempts in rows:
        assert (state, claimed_by) == ("MADE", ""), (pk, form, attempts)
        assert hashlib.sha256(file).hexdigest() == digest
        assert file.startswith({"html": b"<!", "docx": b"PK", "pdf": b"%PDF-"}[form]) and len(file) > 2000
        written = "SELECT count(*) FROM ledger_entry WHERE verb = 'made' AND subject_id = ?"
        assert held.number(written, str(pk)) == 1
    assert held.rows("SELECT state, done_at IS NOT NULL FROM reports_schedule") == [("DONE", 1)]
    assert held.number("SELECT count(*) FROM rounds_notice WHERE kind = 'report'") == 2  # two posts
    assert held.number("SELECT count(*) FROM reports_snapshot") == 1


@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_worker_killed_at_any_moment_leaves_everything_to_be_done_once(
    installation: Installation, making: float, trial: int
) -> None:
    """Long work survives a restart of the worker, and never runs twice."""
    chance = chances(trial)
    for _ in range(2):  # a third time in the making of one document would rightly be its last
        before = installation.number(CLAIMED)
        worker = installation.start("work", "--lease", LEASE)
        wait_until(partial(_has_claimed, installation, before))
        time.sleep(chance.uniform(0, making / 2))
        kill(worker)
        installation.assert_whole()
    worker = installation.start("work", "--lease", LEASE)
    try:
        wait_until(lambda: is_done(installation))
    finally:
        kill(worker)
    assert_all_is_made_once(installation)


def _has_claimed(held: Installation, before: int) -> bool:
    return held.number(CLAIMED) > before or is_done(held)


def test_two_workers_at_once_make_each_document_once_and_stop_when_they_are_told(
    installation: Installation,
) -> None:
    workers = [installation.start("work", "--lease", LEASE) for _ in range(2)]
    try:
        wait_until(lambda: is_done(installation))
        for one in workers:
            one.send_signal(signal.SIGTERM)
        assert [one.wait(30) for one in workers] == [0, 0]
    finally:
        for one in workers:
            kill(one)
    assert_all_is_made_once(installation)


def test_a_worker_that_is_told_to_stop_lets_go_of_what_it_is_making(installation: Installation) -> None:
    worker = installation.start("work", "--lease", LEASE)
    try:
        wait_until(lambda: installation.number(MADE + " OR state = 'MAKING'") > 0, every=0.01)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
    finally:
        kill(worker)
    assert installation.number("SELECT count(*) FROM reports_document WHERE state = 'MAKING'") == 0
    installation.assert_whole()


def test_a_worker_dies_with_the_server_that_it_runs_beside(installation: Installation) -> None:
    """The server alone is killed, and nothing tells the worker but that it is gone."""
    server = installation.start("serve", "--port", str(free_port()))
    try:
        wait_until(lambda: installation.number(MADE) > 0)
        server.kill()
        server.wait()
        made = installation.number(MADE)
        wait_until(lambda: not _workers_beside(server.pid))
        assert made > 0
    finally:
        kill(server)


def _workers_beside(pid: int) -> list[str]:
    """The command lines of the workers of one server that still run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:
            continue
        if words[-3:-1] == ["--beside", str(pid)]:
            found.append(" ".join(words))
    return found
