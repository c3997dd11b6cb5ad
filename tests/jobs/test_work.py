"""The worker's turn: every chore is looked at, one that fails stops no other, and it ends when it is told."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from goldenthread.jobs.chores import CHORES, Chore, make_documents
from goldenthread.jobs.shift import Shift, held
from goldenthread.jobs.work import do_what_waits, keep_working
from goldenthread.people.officers import OPERATOR
from goldenthread.reports.making import ask_for_document
from goldenthread.reports.models import Document
from tests.cast import AT, a_council
from tests.cast_frozen import a_snapshot


def counting(seen: list[str], name: str, answers: list[bool]) -> Callable[[Shift], bool]:
    def run(shift: Shift) -> bool:
        seen.append(name)
        return answers.pop(0) if answers else False

    return run


def test_once_does_what_waits_until_nothing_is_found() -> None:
    seen: list[str] = []
    chores = [Chore("one", counting(seen, "one", [True])), Chore("two", counting(seen, "two", [True, True]))]
    do_what_waits(Shift(), chores)
    assert seen.count("one") == seen.count("two") == 3


def test_a_chore_that_fails_is_logged_and_the_others_go_on(caplog: pytest.LogCaptureFixture) -> None:
    shift, seen = Shift(), []

    def broken(shift: Shift) -> bool:
        seen.append("broken")
        raise RuntimeError("No ink")

    def last(shift: Shift) -> bool:
        seen.append("last")
        shift.end.set()
        return True

    with caplog.at_level(logging.CRITICAL, "goldenthread.work"):
        keep_working(shift, [Chore("broken", broken), Chore("last", last)])
    assert seen == ["broken", "last"]


def test_a_chore_that_is_seldom_is_not_looked_at_each_time() -> None:
    shift, seen = Shift(), []

    def often(shift: Shift) -> bool:
        seen.append("often")
        if len(seen) > 5:
            shift.end.set()
        return True

    keep_working(
        shift, [Chore("seldom", counting(seen, "seldom", [True]), every=3600), Chore("often", often)]
    )
    assert seen.count("seldom") == 1 and seen.count("often") >= 4


def test_a_worker_whose_server_is_gone_ends() -> None:
    assert Shift(beside=1).is_over()  # our parent is another process than that
    assert not Shift().is_over()


@pytest.mark.django_db(transaction=True)
def test_a_claim_is_renewed_while_the_work_lasts_and_no_longer() -> None:
    seen: list[bool] = []

    def renew() -> bool:
        seen.append(True)
        return len(seen) < 3

    with held(renew, 0.01):
        while len(seen) < 3:
            pass
    counted = len(seen)
    assert counted == 3  # it was told that the claim is lost, and stopped


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_drawn_is_said_and_what_breaks_is_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    snapshot = a_snapshot(a_council().council)
    ask_for_document(
        snapshot=snapshot, product="MONITOR", form="html", code_version="test", by=OPERATOR, at=AT
    )
    Document.objects.update(product="ONE_PAGE", part="Sky")
    assert make_documents(Shift())
    held_ = Document.objects.get()
    assert (held_.state, held_.fault) == ("FAILED", "These figures have no part “Sky”.")

    Document.objects.update(state="WAITING", product="POEM", attempts=0)
    with caplog.at_level(logging.CRITICAL, "goldenthread.work"):
        for state in ("WAITING", "WAITING", "FAILED"):
            assert make_documents(Shift())
            assert Document.objects.get().state == state
    assert Document.objects.get().fault.startswith("Something went wrong while it was made (ValueError).")


@pytest.mark.django_db
def test_every_chore_finds_nothing_to_do_where_there_is_nothing() -> None:
    a_council()
    assert [chore.name for chore in CHORES if chore.run(Shift())] == []
