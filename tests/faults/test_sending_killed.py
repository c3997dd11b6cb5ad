"""Sending is killed while messages go out: none goes twice by itself, and none is lost from sight."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.killed import TRIALS, Installation, chances, kill
from tests.jobs.mail_server import Told, a_mail_server

MESSAGES = 60
WRITE = (
    """INSERT INTO rounds_notice (council_id, kind, key, "to", email, """
    """subject, text, state, made_at, fault, """
    """attempts) VALUES (?, 'ask', ?, 'A post', ?, 'One line', 'Please.', 'WAITING', '2014-09-02', '', 0)"""
)


class Mailing(Installation):
    """An installation with messages that wait, which sends by a server of the test's own."""

    port = 0

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "GOLDENTHREAD_MAIL": f"smtp://127.0.0.1:{self.port}"}

    def write_messages(self) -> None:
        council = self.number("SELECT min(id) FROM people_council")
        rows = [(council, f"waiting/{n}", f"post{n}@york.example") for n in range(MESSAGES)]
        with closing(sqlite3.connect(self.folder / "var" / "goldenthread.sqlite3")) as held:
            held.execute("UPDATE rounds_notice SET state = 'SENT' WHERE state = 'WAITING'")
            held.executemany(WRITE, rows)
            held.commit()

    def states(self) -> Counter[str]:
        found = self.rows(
            "SELECT state, count(*) FROM rounds_notice WHERE key LIKE 'waiting/%' GROUP BY state"
        )
        return Counter(dict(found))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("sending") / "before").set_up()


@pytest.fixture
def mailing(before: Installation, tmp_path: Path) -> Iterator[tuple[Mailing, Told]]:
    held = Mailing(before.copied(tmp_path / "killed").folder)
    held.write_messages()
    with a_mail_server() as (told, port):
        held.port = port
        yield held, told


def arrived(told: Told) -> Counter[str]:
    return Counter(str(one["To"]) for one in told.messages)


@pytest.mark.parametrize("trial", range(TRIALS))
def test_killed_at_any_moment_a_message_arrives_once_or_is_known_to_be_unknown(
    mailing: tuple[Mailing, Told], trial: int
) -> None:
    held, told = mailing
    chance = chances(trial)
    for _ in range(2):
        seen = len(told.messages)
        sender = held.start("send")
        while len(told.messages) == seen and sender.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.15))
        kill(sender)
    assert held.start("send").wait(timeout=90) == 0

    held.assert_whole()
    states = held.states()
    assert states["SENT"] + states["SENDING"] == MESSAGES and states["SENDING"] <= 2
    assert max(arrived(told).values()) == 1
    sent = {to for (to,) in held.rows("SELECT email FROM rounds_notice WHERE state = 'SENT'")}
    assert {to for to in sent if to.startswith("post")} <= set(arrived(told))


def test_two_at_once_send_each_message_once(mailing: tuple[Mailing, Told]) -> None:
    held, told = mailing
    senders = [held.start("send") for _ in range(2)]
    assert [one.wait(timeout=90) for one in senders] == [0, 0]
    assert held.states() == {"SENT": MESSAGES}
    assert arrived(told) == {f"post{n}@york.example": 1 for n in range(MESSAGES)}
