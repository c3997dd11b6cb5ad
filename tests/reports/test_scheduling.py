"""Reports made and sent on a day: frozen, made and told once each, whatever happens in between."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council, User
from goldenthread.reports.drawing import draw_document
from goldenthread.reports.freezing import freeze, publish
from goldenthread.reports.making import claim_next, fail
from goldenthread.reports.models import Document, Schedule, Snapshot
from goldenthread.reports.scheduling import (
    Planned,
    resume_schedule,
    schedule_report,
    send_made,
    start_due,
    stop_schedule,
)
from goldenthread.rounds.models import Notice
from tests.cast import AT, ON, OWNER, STRANGER, STRATEGY, WHO, a_council
from tests.cast_frozen import a_report, plainly

pytestmark = pytest.mark.django_db
DAY = ON + timedelta(days=3)


@pytest.fixture
def council(db) -> Council:
    held = a_council().council
    post = held.posts.get(title="Head of Streets")
    User.objects.create(username="owner", post=post, email="streets@testbury.example")
    return held


def said(council: Council, **more: Any) -> Planned:
    given = {
        "setting": a_report(council), "product": "MONITOR", "part": "", "format": "html", "send_on": DAY,
        "posts": list(council.posts.order_by("title")), **more,
    }  # fmt: skip
    return Planned(**given)


def scheduled(council: Council, **more: Any) -> Schedule:
    return schedule_report(council=council, said=said(council, **more), on=ON, by=STRATEGY, at=AT)


def made(council: Council) -> Document:
    claimed = claim_next(worker="one", at=AT)
    assert claimed is not None
    draw_document(claimed, plainly())
    return claimed


def test_on_its_day_a_report_is_frozen_made_and_sent_once(council: Council) -> None:
    """R132."""
    scheduled(council)
    assert start_due(council=council, on=DAY - timedelta(days=1), at=AT) == 0
    assert start_due(council=council, on=DAY, at=AT) == 1
    assert start_due(council=council, on=DAY, at=AT) == 0 and send_made(at=AT) == 0
    document = made(council)
    assert send_made(at=AT) == 1 and send_made(at=AT) == 0

    held = Schedule.objects.get()
    assert (held.state, held.done_at, held.document_id) == ("DONE", AT, document.pk)
    told = {one.to: one for one in Notice.objects.all()}
    assert {title: one.state for title, one in told.items()} == {
        "Head of Streets": "WAITING",
        "Strategy Manager": "UNSENT",  # nobody's address is held, and that can be seen
    }
    mail = told["Head of Streets"]
    assert (mail.email, mail.attachment) == ("streets@testbury.example", document.pk)
    assert mail.subject == "Monitor, Testbury"
    assert f"/testbury/documents/{document.pk}/" in mail.text
    written = Entry.objects.filter(subject_kind="schedule").order_by("pk")
    assert list(written.values_list("verb", flat=True)) == [
        "scheduled", "begun", "sent",
    ]  # fmt: skip
    assert Entry.objects.get(verb="frozen").by_post == "The worker of this installation"


def test_published_figures_are_sent_as_they_are_and_never_corrected_by_a_schedule(council: Council) -> None:
    frozen = freeze(council=council, setting=a_report(council), on=ON, **WHO)
    publish(snapshot=frozen, version=frozen.version, reason="To try it", **WHO)
    council.measures.update(title="Another name")
    scheduled(council)
    start_due(council=council, on=DAY, at=AT)

    assert Snapshot.objects.count() == 1
    assert Document.objects.get().snapshot_id == frozen.pk


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"send_on": ON - timedelta(days=1)}, "1 September 2014 is past. Choose 2 September 2014 or a later"),
        ({"posts": []}, "Choose at least one post to send it to."),
        ({"product": "POEM"}, "There is no product “POEM”."),
        ({"format": "ods"}, "is not made as “ods”. Choose one of: html, docx, pdf."),
        ({"product": "ONE_PAGE", "part": "Sky"}, "has no part “Sky”. It has: Place."),
        ({"product": "ONE_PAGE"}, "“A directorate on a page” is of one part. Choose one of: Place."),
    ],
)
def test_what_cannot_be_scheduled_is_refused(council: Council, wrong: Any, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        scheduled(council, **wrong)
    assert sentence in str(refused.value)


def test_only_who_may_schedules_and_only_their_own_councils_posts(council: Council) -> None:
    for by, sentence in ((OWNER, "You are signed in as an owner."), (STRANGER, "for another council")):
        with pytest.raises(Refused) as refused:
            schedule_report(council=council, said=said(council), on=ON, by=by, at=AT)
        assert sentence in str(refused.value)
    theirs = list(a_council("elsewhere").council.posts.all())
    with pytest.raises(Refused, match="belongs to another council"):
        scheduled(council, posts=theirs)


def test_a_schedule_is_stopped_and_nothing_comes_of_it(council: Council) -> None:
    held = scheduled(council)
    with pytest.raises(Stale):
        stop_schedule(schedule=held, version=held.version + 1, by=STRATEGY, at=AT)
    stop_schedule(schedule=held, version=held.version, by=STRATEGY, at=AT)
    assert start_due(council=council, on=DAY, at=AT) == 0
    held.refresh_from_db()
    with pytest.raises(Refused, match="It is stopped already"):
        stop_schedule(schedule=held, version=held.version, by=STRATEGY, at=AT)
    resume_schedule(schedule=held, version=held.version, by=STRATEGY, at=AT)
    assert start_due(council=council, on=DAY, at=AT) == 1


def test_a_schedule_whose_document_fails_says_why_and_others_go_on(council: Council) -> None:
    broken, sound = scheduled(council), scheduled(council, product="RESIDENTS")
    Schedule.objects.filter(pk=broken.pk).update(product="POEM")
    assert start_due(council=council, on=DAY, at=AT) == 2

    broken.refresh_from_db()
    assert (broken.state, broken.document_id) == ("FAILED", None)
    assert broken.fault.startswith("There is no product “POEM”.")
    claimed = claim_next(worker="one", at=AT)
    assert claimed is not None
    fail(claimed, "No ink.", at=AT, is_final=True)
    send_made(at=AT)
    sound.refresh_from_db()
    assert (sound.state, sound.fault) == ("FAILED", "No ink.")
    assert not Notice.objects.exists()


def test_a_step_that_breaks_half_way_leaves_nothing_of_itself(council: Council) -> None:
    """The figures are frozen and the document asked for together, or neither is there."""
    scheduled(council)
    Schedule.objects.update(format="exe")
    start_due(council=council, on=DAY, at=AT)
    assert not Snapshot.objects.exists() and not Document.objects.exists()
    assert Schedule.objects.get().state == "FAILED"
