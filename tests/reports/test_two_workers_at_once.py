"""Workers and askers at the same moment, where the database lets them: on PostgreSQL.

On a SQLite file they queue for it, as `tests/faults` tries with real processes.
"""

from __future__ import annotations

import pytest
from django.db import connection

from goldenthread.reports.making import ask_for_document, claim_next, finish
from goldenthread.reports.models import Document
from tests.cast import AT, STRATEGY, a_council
from tests.cast_frozen import VERSION, a_snapshot
from tests.measures.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _lets_several_write() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory turns a second writer away")


FORMATS = ("html", "docx", "pdf")


def test_of_workers_that_claim_at_once_each_gets_another_document() -> None:
    snapshot = a_snapshot(a_council().council)
    for form in FORMATS:
        ask_for_document(
            snapshot=snapshot, product="MONITOR", form=form, code_version=VERSION, by=STRATEGY, at=AT
        )
    doings = [lambda n=n: claim_next(worker=f"w{n}", at=AT) for n in range(5)]
    claimed = [one for one in at_once(*doings) if one is not None]

    assert all(isinstance(one, Document) for one in claimed), claimed
    assert len({one.pk for one in claimed}) == len(claimed) == len(FORMATS)
    assert all(one.attempts == 1 for one in Document.objects.all())


def test_people_who_ask_for_the_same_at_once_get_one_document() -> None:
    snapshot = a_snapshot(a_council().council)

    def ask() -> Document:
        return ask_for_document(
            snapshot=snapshot, product="MONITOR", form="html", code_version=VERSION, by=STRATEGY, at=AT
        )

    found = at_once(ask, ask, ask)
    assert all(isinstance(one, Document) for one in found), found
    assert Document.objects.count() == 1


def test_two_that_finish_one_claim_at_once_keep_one_file() -> None:
    snapshot = a_snapshot(a_council().council)
    ask_for_document(
        snapshot=snapshot, product="MONITOR", form="html", code_version=VERSION, by=STRATEGY, at=AT
    )
    claimed = claim_next(worker="one", at=AT)
    assert claimed is not None

    def keep(content: bytes) -> bool:
        return finish(claimed, content, words="", notices=(), code_version=VERSION, at=AT)

    assert sorted(at_once(lambda: keep(b"one"), lambda: keep(b"two"))) == [False, True]
