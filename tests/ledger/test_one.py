"""One record made, changed and removed; and what the ledger doesn't repeat of it."""

from __future__ import annotations

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger import one
from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import bring_up_to_date
from goldenthread.plans.models import Offer, WorkplanItem
from tests.cast import ON, WHO
from tests.cast_cascade import CANARY, Cascade, a_cascade

pytestmark = pytest.mark.django_db


@pytest.fixture
def cascade() -> Cascade:
    return a_cascade()


def _row(cascade: Cascade) -> dict:
    return {
        "council_id": cascade.council.pk,
        "action_id": cascade.action.pk,
        "service_id": cascade.streets.pk,
        "offered_on": ON,
        "words": "Please",
    }


def test_a_record_is_made_changed_and_removed_each_with_its_entry(cascade: Cascade) -> None:
    """R145: who, when, what was before, and why."""
    who = {"council": cascade.council, **WHO}
    made = one.make(Offer, _row(cascade), reason="Because", **who)
    assert one.change(made, {"words": "Please do", "offered_on": ON}, **who)
    assert not one.change(made, {"words": "Please do"}, **who)
    assert (made.version, Offer.objects.get().words) == (2, "Please do")
    key = made.pk
    one.remove(made, verb="took back", **who)

    entries = Entry.objects.filter(subject_kind="offer", subject_id=str(key)).order_by("id")
    assert [(entry.verb, entry.reason) for entry in entries] == [
        ("recorded", "Because"),
        ("changed", ""),
        ("took back", ""),
    ]
    assert (entries[1].before, entries[1].after) == ({"words": "Please"}, {"words": "Please do"})
    assert entries[0].after["offered_on"] == "2014-09-02"
    assert entries[2].before["words"] == "Please do"


def test_a_text_too_long_for_its_place_is_refused_with_nothing_written(cascade: Cascade) -> None:
    cascade.taken_in()
    before = Entry.objects.count()
    row = {"council_id": cascade.council.pk, "item_id": cascade.action.pk, "words": "x" * 501}
    with pytest.raises(Refused, match="too long for words"):
        one.make(WorkplanItem, {**row, "post_id": cascade.post("Sweeper").pk}, council=cascade.council, **WHO)
    assert Entry.objects.count() == before


def test_what_a_table_keeps_private_is_in_no_entry_whichever_way_it_came(cascade: Cascade) -> None:
    """R070: a loader that brings many records up to date repeats no word of a workplan either."""
    item = cascade.taken_in().item
    key = ["item_id", "post_id"]
    row = {"item_id": item.pk, "post_id": cascade.post("Sweeper").pk, "words": CANARY}
    bring_up_to_date(WorkplanItem, [row], key=key, council=cascade.council, **WHO)
    bring_up_to_date(WorkplanItem, [{**row, "words": f"{CANARY} 2"}], key=key, council=cascade.council, **WHO)

    made, changed = Entry.objects.filter(subject_kind="workplanitem").order_by("id")
    assert made.after["words"] == "kept private" and made.after["item_id"] == item.pk
    assert (changed.before, changed.after) == ({"words": "kept private"}, {"words": "kept private"})
    assert not [
        entry for entry in Entry.objects.all() if CANARY in f"{entry.before}{entry.after}{entry.subject}"
    ]
