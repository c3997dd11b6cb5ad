"""Documents are asked for once, claimed by one worker, kept once, and made again when more must be said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goldenthread.core.refused import Refused
from goldenthread.ledger.claims import LEASE, MOST_ATTEMPTS, WORKER
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from goldenthread.reports.drawing import draw_document
from goldenthread.reports.making import (
    ask_for_document,
    claim_next,
    fail,
    finish,
    let_go,
    make_again,
    note_progress,
    renew,
    says_now,
    try_again,
)
from goldenthread.reports.making_queries import document_at, documents_of, file_of, queue_of
from goldenthread.reports.models import Document, Snapshot
from tests.cast import AT, STRANGER, STRATEGY, a_council
from tests.cast_frozen import VERSION, a_snapshot, plainly

pytestmark = pytest.mark.django_db
LATER = AT + LEASE + timedelta(seconds=1)


def ask(snapshot: Snapshot, **more: Any) -> Document:
    given = {"product": "MONITOR", "form": "html", "code_version": VERSION, "by": STRATEGY, "at": AT, **more}
    return ask_for_document(snapshot=snapshot, **given)


def claimed(worker: str = "one", at: Any = AT) -> Document:
    found = claim_next(worker=worker, at=at)
    assert found is not None
    return found


@pytest.fixture
def snapshot(db) -> Snapshot:
    return a_snapshot(a_council().council)


def test_asking_twice_is_one_document_and_one_entry(snapshot: Snapshot) -> None:
    """R141."""
    assert ask(snapshot).pk == ask(snapshot, at=LATER).pk
    assert Entry.objects.filter(verb="asked for").count() == 1


@pytest.mark.parametrize(
    "otherwise",
    [
        {"product": "SCRUTINY", "part": "Scrutiny Committee"},
        {"form": "pdf"},
        {"is_plain": True},
        {"code_version": "another"},
    ],
)
def test_whatever_decides_its_content_makes_it_another(snapshot: Snapshot, otherwise: Any) -> None:
    assert ask(snapshot).pk != ask(snapshot, **otherwise).pk


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"by": STRANGER}, "You work for another council than Testbury."),
        ({"by": VISITOR}, "Sign in first."),
        (
            {"by": Officer("Clerk", "clerk", "testbury", "UPDATER")},
            "can have a document made from frozen figures. You are signed in as an updater.",
        ),
        ({"product": "POEM"}, "There is no product “POEM”. Choose one of: MONITOR, SCRUTINY,"),
        ({"form": "xlsx"}, "Performance Monitor” is not made as “xlsx”. Choose one of: html, docx, pdf."),
        ({"part": "Place"}, "of these figures has no part “Place”. It is made of the whole only."),
        ({"product": "ONE_PAGE"}, "“A directorate on a page” is of one part. Choose one of: Place."),
        ({"product": "ONE_PAGE", "part": "Sky"}, "has no part “Sky”. It has: Place."),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused_in_a_sentence(snapshot: Snapshot, wrong: Any, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(snapshot, **wrong)
    assert sentence in str(refused.value)
    assert not Document.objects.exists()


def test_a_document_is_made_and_says_so_in_the_ledger(snapshot: Snapshot) -> None:
    """R141: the file bears the stamp of its figures."""
    asked = ask(snapshot)
    assert draw_document(claimed(), plainly(LATER))

    held = Document.objects.get()
    assert (held.state, held.made_at, held.claimed_by, held.step) == ("MADE", LATER, "", 5)
    assert file_of(held) == f"html|Monitor||{snapshot.digest}".encode()
    assert Entry.objects.get(verb="made").by_post == WORKER.post
    assert ask(snapshot).pk == asked.pk and claim_next(worker="two", at=LATER) is None


def test_the_oldest_is_taken_first_and_by_one_worker_only(snapshot: Snapshot) -> None:
    second, first = ask(snapshot, at=LATER), ask(snapshot, form="pdf")

    assert queue_of(second, AT).before == 1
    assert [claimed("one").pk, claimed("two").pk] == [first.pk, second.pk]
    assert claim_next(worker="three", at=AT) is None


def test_a_claim_that_ran_out_is_taken_by_another_and_the_first_keeps_nothing(snapshot: Snapshot) -> None:
    ask(snapshot)
    slow, quick = claimed("slow"), claimed("quick", LATER)

    assert not renew(slow, LATER) and not note_progress(slow, 1, 5) and not let_go(slow)
    assert not draw_document(slow, plainly())
    assert not finish(slow, b"late", words="", notices=(), code_version=VERSION, at=LATER)
    fail(slow, "I was late.", at=LATER)
    assert draw_document(quick, plainly(LATER))
    assert not finish(quick, b"twice", words="", notices=(), code_version=VERSION, at=LATER)
    assert Entry.objects.filter(verb="made").count() == 1
    assert file_of(quick) != b"late"


def test_the_same_worker_that_claims_again_has_lost_its_first_claim(snapshot: Snapshot) -> None:
    ask(snapshot)
    before, after = claimed("one"), claimed("one", LATER)
    assert not renew(before, LATER) and renew(after, LATER)


def test_a_claim_that_is_renewed_is_nobody_elses(snapshot: Snapshot) -> None:
    ask(snapshot)
    held = claimed()
    assert renew(held, AT + LEASE / 2)
    assert claim_next(worker="two", at=LATER) is None


def test_a_worker_that_dies_each_time_is_not_tried_for_ever(snapshot: Snapshot) -> None:
    ask(snapshot)
    for turn in range(MOST_ATTEMPTS):
        claimed("one", AT + turn * (LEASE * 2))
    assert claim_next(worker="one", at=AT + LEASE * 10) is None

    held = Document.objects.get()
    assert (held.state, held.claimed_until) == ("FAILED", None)
    assert held.fault.startswith("It was begun 3 times and never finished: the worker stopped each time")
    assert Entry.objects.filter(verb="could not be made").count() == 1


def test_what_failed_is_tried_three_times_and_again_when_somebody_asks(snapshot: Snapshot) -> None:
    ask(snapshot)
    for turn in range(MOST_ATTEMPTS):
        assert Document.objects.get().state == "WAITING", turn
        fail(claimed(), "No ink.", at=AT)
    held = Document.objects.get()
    assert (held.state, held.fault) == ("FAILED", "No ink.")

    again = ask(snapshot)
    assert (again.pk, again.state, again.attempts, again.fault) == (held.pk, "WAITING", 0, "")
    assert try_again(document=again, by=STRATEGY, at=AT).state == "WAITING"  # it waits already
    assert Entry.objects.filter(verb="tried again").count() == 1
    fail(claimed(), "Such a template can’t be filled.", at=AT, is_final=True)
    assert Document.objects.get().state == "FAILED"


def test_a_worker_that_is_stopped_lets_go_and_the_attempt_does_not_count(snapshot: Snapshot) -> None:
    ask(snapshot)
    assert not draw_document(claimed(), plainly(is_stopped=lambda: True))
    held = Document.objects.get()
    assert (held.state, held.attempts, held.claimed_by, held.step) == ("WAITING", 0, "", 0)


def test_a_stopped_worker_keeps_what_is_drawn_already(snapshot: Snapshot) -> None:
    ask(snapshot)
    told: list[bool] = []

    def rendered(*what: Any) -> bytes:
        told.append(True)
        return b"drawn"

    assert draw_document(claimed(), plainly(render=rendered, is_stopped=lambda: bool(told)))
    assert file_of(Document.objects.get()) == b"drawn"


def correct(snapshot: Snapshot) -> Snapshot:
    reason = "A figure was typed twice"
    return a_snapshot(
        snapshot.council,
        "Corrected",
        corrects=snapshot,
        reason=reason,
    )


def test_after_a_correction_the_same_document_is_made_again_with_a_notice(snapshot: Snapshot) -> None:
    """R141: a late correction is said in every document made from the old figures."""
    ask(snapshot)
    draw_document(claimed(), plainly())
    assert says_now(Document.objects.select_related("snapshot").get())
    assert make_again(at=LATER) == 0
    correct(snapshot)

    held = Document.objects.select_related("snapshot").get()
    assert not says_now(held)
    assert make_again(at=LATER) == 1 and make_again(at=LATER) == 0
    assert file_of(held) is None
    draw_document(claimed(), plainly())
    made = Document.objects.select_related("snapshot").get()
    assert made.pk == held.pk and says_now(made)
    assert b"Corrected on 2 September 2014: A figure was typed twice" in (file_of(made) or b"")
    assert Entry.objects.filter(verb="to be made again").count() == 1


def test_a_correction_made_while_it_is_drawn_is_not_missed(snapshot: Snapshot) -> None:
    ask(snapshot)

    def rendered(*what: Any) -> bytes:
        correct(snapshot)
        return b"without the notice"

    assert not draw_document(claimed(), plainly(render=rendered))
    assert Document.objects.get().state == "WAITING"
    draw_document(claimed(), plainly())
    assert b"Corrected on" in (file_of(Document.objects.get()) or b"")


def test_what_somebody_asked_for_since_the_correction_is_not_made_twice(snapshot: Snapshot) -> None:
    old = ask(snapshot)
    draw_document(claimed(), plainly())
    correct(snapshot)
    assert ask(Snapshot.objects.get(pk=snapshot.pk)).pk != old.pk
    assert make_again(at=LATER) == 0


def test_a_draft_says_that_it_is_one(snapshot: Snapshot) -> None:
    draft = a_snapshot(snapshot.council, "Draft", published=False)
    ask(draft)
    draw_document(claimed(), plainly())
    held = Document.objects.get()
    assert b"Frozen, not yet published." in (file_of(held) or b"")

    council = snapshot.council
    assert documents_of(council, VISITOR) == [] and document_at(council, held.pk, STRANGER) is None
    assert document_at(council, held.pk, STRATEGY) == held
    partner = Officer("Partner", "partner", "testbury", "PARTNER")
    assert document_at(council, held.pk, partner) is None


def test_nobody_at_work_is_noticed_after_a_minute(snapshot: Snapshot) -> None:
    waiting = ask(snapshot)
    assert not queue_of(waiting, AT).is_unattended
    assert queue_of(waiting, LATER).is_unattended
    ask(snapshot, form="pdf")
    claimed("one", LATER)
    assert not queue_of(Document.objects.get(state="WAITING"), LATER).is_unattended


class TestAnyOrder(TestCase):
    """Whatever workers do, one after another, a document is made at most once and none is left for ever."""

    def _do(self, deed: str, held: Document, at: datetime) -> None:
        if deed == "draw":
            draw_document(held, plainly(at))
        elif deed == "let go":
            let_go(held)
        else:
            fail(held, "No ink.", at=at)

    @settings(max_examples=25)
    @given(st.lists(st.sampled_from(["claim", "draw", "die", "fail", "let go", "stay"]), max_size=12))
    def test_whatever_workers_do_each_document_is_made_once(self, deeds: list[str]) -> None:
        snapshot = a_snapshot(a_council().council)
        ask(snapshot)
        at, held = AT, None
        for turn, deed in enumerate(deeds):
            if deed == "claim":
                held = claim_next(worker=f"w{turn}", at=at) or held
            elif deed == "die":
                at, held = at + LEASE * 2, None
            elif deed == "stay":
                at = at + LEASE * 2  # it sleeps and its claim runs out
            elif held is not None:
                self._do(deed, held, at)
        for turn in range(MOST_ATTEMPTS + 1):
            at = at + LEASE * 2
            last = claim_next(worker=f"last{turn}", at=at)
            if last is not None:
                draw_document(last, plainly(at))

        one = Document.objects.get()
        assert one.state in ("MADE", "FAILED") and one.claimed_by == ""
        assert Entry.objects.filter(verb="made").count() == (1 if one.state == "MADE" else 0)
        assert (one.file is not None) == (one.state == "MADE")


def test_the_operator_may_have_documents_made(snapshot: Snapshot) -> None:
    assert ask(snapshot, by=OPERATOR).asked_by == OPERATOR.post
