"""Having documents made: asked for on a page, watched without a script, taken away by who may read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.people.models import Council
from goldenthread.reports.drawing import draw_document
from goldenthread.reports.making import claim_next, fail, note_progress
from goldenthread.reports.models import Document, Snapshot
from tests.cast_frozen import a_snapshot, plainly

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
MONITOR = {"product": "MONITOR", "format": "html"}


@pytest.fixture
def snapshot(demo) -> Snapshot:
    return a_snapshot(Council.objects.get(slug="hart"))


def ask(client: Client, snapshot: Snapshot, **more: Any) -> Any:
    return client.post(f"/hart/snapshots/{snapshot.pk}/documents/", {**MONITOR, **more}, follow=True)


def test_a_document_is_asked_for_watched_and_taken_away(signed_in, snapshot: Snapshot) -> None:
    """R141: long work shows how far it is, with no script."""
    client = signed_in("hart.performance")
    page = ask(client, snapshot)
    held = Document.objects.get()
    where = f"/hart/documents/{held.pk}/"
    assert page.redirect_chain[-1][0] == where
    assert b"Waiting: it is next." in page.content and page["Refresh"] == "2"
    assert b"<script" not in page.content

    claimed = claim_next(worker="one", at=NOW)
    assert claimed is not None
    note_progress(claimed, 3, 5)
    page = client.get(where)
    assert b"Being made: step 3 of 5, putting it in order." in page.content
    assert b'<progress class="gt-progress" id="how-far" max="5" value="3">' in page.content
    assert client.get(f"{where}?still=1").get("Refresh") is None
    assert client.get(f"{where}file/").status_code == 302  # not yet

    draw_document(claimed, plainly(NOW))
    page = client.get(where)
    assert b"Made on 1 May 2026." in page.content and page.get("Refresh") is None
    file = client.get(f"{where}file/")
    assert file["Content-Disposition"] == 'inline; filename="hart-monitor-2014-15-q1.html"'
    assert file["Content-Type"] == "text/html; charset=utf-8"
    assert (
        "script-src" not in file["Content-Security-Policy"]
        and "default-src 'none'" in (file["Content-Security-Policy"])
    )
    assert snapshot.digest.encode() in file.content and snapshot.digest.encode() in page.content


def test_it_says_when_no_worker_is_running(signed_in, snapshot: Snapshot) -> None:
    client = signed_in("hart.performance")
    ask(client, snapshot)
    Document.objects.update(asked_at=NOW - timedelta(days=900))
    assert (
        "No worker is running, so nothing is made yet"
        in client.get(f"/hart/documents/{Document.objects.get().pk}/").content.decode()
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"product": ""}, "Choose which document to make."),
        ({"format": "xlsx"}, "is not made as “xlsx”. Choose one of: html, docx, pdf."),
        ({"product": "ONE_PAGE"}, "“A directorate on a page” is of one part. Choose one of: Place."),
        ({"part": "Place"}, "has no part “Place”. It is made of the whole only."),
        ({"part": "Sky"}, "Sky"),
        ({"format": "exe"}, "exe"),
    ],
)
def test_what_cannot_be_made_is_said_beside_the_form(
    signed_in, snapshot: Snapshot, given: dict[str, str], sentence: str
) -> None:
    page = ask(signed_in("hart.performance"), snapshot, **given)
    assert page.status_code == 422 and sentence in page.content.decode()
    assert not Document.objects.exists()


def test_a_failed_document_says_why_and_is_tried_again(signed_in, snapshot: Snapshot) -> None:
    client = signed_in("hart.performance")
    ask(client, snapshot)
    claimed = claim_next(worker="one", at=NOW)
    assert claimed is not None
    fail(claimed, "The template has no place for notices.", at=NOW, is_final=True)
    where = f"/hart/documents/{claimed.pk}/"
    assert b"It could not be made. The template has no place for notices." in client.get(where).content
    # Somebody who may not try it reads why, beside the button.
    visitor = Client().get(where).content.decode()
    assert "Sign in first." in visitor and "disabled" in visitor
    assert b"Waiting: it is next." in client.post(f"{where}again/", follow=True).content


def test_a_corrected_document_is_not_handed_out_without_its_notice(signed_in, snapshot: Snapshot) -> None:
    """R141: every document made from figures that were corrected since says so."""
    client = signed_in("hart.performance")
    ask(client, snapshot)
    claimed = claim_next(worker="one", at=NOW)
    assert claimed is not None
    draw_document(claimed, plainly(NOW))
    a_snapshot(snapshot.council, "Corrected", corrects=snapshot, reason="Two sites were counted twice.")

    where = f"/hart/documents/{claimed.pk}/"
    assert client.get(f"{where}file/").status_code == 302
    page = client.get(where).content.decode()
    assert "they were corrected on 2 September 2014. Two sites were counted twice." in page
    assert "is being made again with a note that says so" in page


def test_everybody_reads_what_is_made_of_published_figures_and_nobody_else_a_draft(
    signed_in, snapshot: Snapshot
) -> None:
    """R142."""
    draft = a_snapshot(snapshot.council, "Draft", published=False)
    client = signed_in("hart.performance")
    for one in (snapshot, draft):
        ask(client, one)
        claimed = claim_next(worker="one", at=NOW)
        assert claimed is not None
        draw_document(claimed, plainly(NOW))
    published, kept = snapshot.documents.get(), draft.documents.get()

    for other in (Client(), signed_in("york.strategy")):
        assert other.get(f"/hart/documents/{published.pk}/file/").status_code == 200
        assert other.get(f"/hart/documents/{kept.pk}/").status_code == 404
        assert other.get(f"/hart/documents/{kept.pk}/file/").status_code == 404
        assert other.get(f"/hart/snapshots/{draft.pk}/documents/").status_code in (403, 404)
        listed = other.get("/hart/documents/").content.decode()
        assert f"/documents/{published.pk}/" in listed and f"/documents/{kept.pk}/" not in listed
    assert client.get(f"/hart/documents/{kept.pk}/file/").status_code == 200
    assert client.get(f"/york/documents/{published.pk}/").status_code == 404


def test_in_days_without_colour_documents_are_made_without(signed_in, snapshot: Snapshot) -> None:
    on = snapshot.council.position_on
    Council.objects.filter(slug="hart").update(plain_from=on, plain_until=on)
    ask(signed_in("hart.performance"), snapshot)
    assert Document.objects.get().is_plain


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(snapshot: Snapshot, count: int) -> None:
    for number in range(count):
        Document.objects.create(
            council=snapshot.council, snapshot=snapshot, product="MONITOR", format="pdf", key=str(number),
            asked_by="A post", asked_at=NOW,
        )  # fmt: skip
    with CaptureQueriesContext(
        connection,
    ) as asked:
        Client().get("/hart/documents/")
    assert len(asked) == 2


def test_figures_are_frozen_published_and_lead_to_a_document(signed_in) -> None:
    client = signed_in("hart.performance")
    report = Council.objects.get(slug="hart").report_settings.order_by("pk")[0]
    page = client.post(f"/hart/reports/{report.slug}/freeze/", follow=True)
    held = Snapshot.objects.get()
    assert page.redirect_chain[-1][0] == f"/hart/snapshots/{held.pk}/"
    assert f"/hart/snapshots/{held.pk}/documents/" in page.content.decode()
    refused = client.post(f"/hart/snapshots/{held.pk}/publish/", {"version": held.version})
    assert refused.status_code == 422 and "Say why it is published all the same" in refused.content.decode()
    said = {"version": held.version, "reason": "The Cabinet meets tomorrow."}
    client.post(f"/hart/snapshots/{held.pk}/publish/", said)
    held.refresh_from_db()
    assert held.published_at is not None
