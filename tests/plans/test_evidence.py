"""Evidence of elements, and which lines of a framework it answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR
from goldenthread.plans.evidence import add_evidence, change_evidence, reasons_not_to_give, remove_evidence
from goldenthread.plans.evidence_queries import evidence_at, evidence_by_line, framework_lines, untagged
from goldenthread.plans.involvement import give_part
from goldenthread.plans.models import Element, Evidence
from tests.cast import AT, NEIGHBOUR, OWNER, STRANGER, STRATEGY
from tests.threads import a_thread

PARTNER = replace(NEIGHBOUR, duty="PARTNER", partner="tidy-trust")


@pytest.fixture
def threads(db):
    return a_thread()


def give(threads, title: str = "An inspection letter", by=STRATEGY, **more: Any) -> Evidence:
    return add_evidence(element=threads.of["clean"], title=title, by=by, at=AT, **more)


def test_evidence_answers_lines_of_a_framework(threads):
    """R073: evidence is tagged to an external assessment framework."""
    cleaner = threads.of["cleaner"]
    given = give(threads, text="Nine in ten.", dated_on=date(2009, 3, 31), answers=[cleaner.pk])

    assert evidence_by_line(threads.community, VISITOR) == {cleaner.pk: [given]}
    assert untagged(threads.council, VISITOR) == 0
    entry = Entry.objects.first()
    assert (entry.verb, entry.subject) == ("gave evidence of", "Clean")
    assert entry.after["answers"] == "A cleaner place"
    assert [line.code for line in framework_lines(threads.council, VISITOR)] == [
        "shared-vision",
        "cleaner",
        "safer",
    ]


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER, VISITOR])
def test_evidence_is_given_by_those_whose_line_it_is(by, threads):
    with pytest.raises(Refused):
        give(threads, by=by)
    give(threads, by=OWNER)


def test_a_partner_gives_evidence_where_it_has_a_part(threads):
    """R006: partners answer for their own lines."""
    assert reasons_not_to_give(threads.of["clean"], PARTNER)
    give_part(element=threads.of["clean"], role="PROVIDER", partner=threads.partner, by=STRATEGY, at=AT)

    assert reasons_not_to_give(threads.of["clean"], PARTNER) == []
    assert reasons_not_to_give(threads.of["place"], PARTNER)


def test_evidence_that_makes_no_sense_is_refused(threads):
    give(threads)

    with pytest.raises(Refused, match="is given here already"):
        give(threads)
    with pytest.raises(Refused, match="Say what the evidence is"):
        give(threads, " ")
    with pytest.raises(Refused, match="too long"):
        give(threads, "x" * 301)
    with pytest.raises(Refused, match="frameworks only"):
        give(threads, "Other", answers=[threads.of["place"].pk])
    with pytest.raises(Refused, match="frameworks only"):
        give(threads, "Other", answers=[a_thread("elsewhere").of["cleaner"].pk])
    assert Evidence.objects.count() == 1


def test_a_change_is_refused_where_somebody_else_was_first(threads):
    given = give(threads)
    change_evidence(evidence=given, version=1, title="Another letter", by=OWNER, at=AT)

    with pytest.raises(Refused, match="“Another letter” was changed meanwhile"):
        change_evidence(evidence=given, version=1, title="Mine", by=STRATEGY, at=AT)
    held = Evidence.objects.get()
    assert (held.title, held.version) == ("Another letter", 2)
    entry = Entry.objects.first()
    assert (entry.before, entry.after) == (
        {"title": "An inspection letter"}, {"title": "Another letter"},
    )  # fmt: skip


def test_removing_evidence_keeps_it_in_the_ledger(threads):
    given = give(threads, kept_at="Room 9")

    with pytest.raises(Refused, match="Say why"):
        remove_evidence(evidence=given, reason="", by=STRATEGY, at=AT)
    with pytest.raises(Refused):
        remove_evidence(evidence=given, reason="No.", by=NEIGHBOUR, at=AT)
    remove_evidence(evidence=given, reason="It was of another street.", by=STRATEGY, at=AT)

    entry = Entry.objects.first()
    assert (entry.before["kept_at"], entry.reason) == ("Room 9", "It was of another street.")
    assert not Evidence.objects.exists()


def test_evidence_of_what_a_person_may_not_read_is_not_shown(threads):
    given = give(threads, answers=[threads.of["cleaner"].pk])
    Element.objects.filter(code="clean").update(is_exempt=True)

    assert evidence_at(threads.council, given.pk, VISITOR) is None
    assert evidence_by_line(threads.community, VISITOR) == {}
    assert evidence_at(threads.council, given.pk, STRATEGY) == given
