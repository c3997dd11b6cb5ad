"""Linking elements across plans, parting them, and looking again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR
from goldenthread.plans.actions import place_elements
from goldenthread.plans.link_queries import changed_sources, link_at, links_seen
from goldenthread.plans.linking import (
    link_element,
    link_to_every_top,
    look_again,
    not_yet_served,
    reasons_not_to_link,
    unlink,
)
from goldenthread.plans.models import Contribution, Edition, Element
from tests.cast import AT, NEIGHBOUR, OWNER, STRANGER, STRATEGY, WHO, element
from tests.threads import a_thread, join

MANAGER = replace(OWNER, duty="SERVICE_MANAGER", service="Streets")


@pytest.fixture
def threads(db):
    return a_thread()


def link(threads, giver: str, taker: str, by=STRATEGY, **more: Any) -> Contribution:
    given = {"kind": "CONTRIBUTES", "how": "", "basis": "STATED", **more}
    return link_element(giver=threads.of[giver], taker=threads.of[taker], by=by, at=AT, **given)


def test_a_link_says_how_and_keeps_what_was_seen(threads):
    """R003 R052: a line is linked to a partnership's line, with the contribution in words."""
    made = link(threads, "clean", "cleaner", how=" Sweeps 90 streets. ", basis="INFERRED")

    assert (made.how, made.basis, made.seen_version) == ("Sweeps 90 streets.", "INFERRED", 1)
    entry = Entry.objects.first()
    assert (entry.verb, entry.subject, entry.by_post) == ("linked", "Clean", "Strategy Manager")
    assert entry.after == {
        "contributes to": "A cleaner place",
        "how": "Sweeps 90 streets.",
        "basis": "INFERRED",
    }


@pytest.mark.parametrize("by", [OWNER, NEIGHBOUR, STRANGER, VISITOR])
def test_others_may_not_link_the_strategy(by, threads):
    with pytest.raises(Refused):
        link(threads, "clean", "safer", by=by)
    assert Contribution.objects.count() == 3


def test_a_service_manager_links_the_lines_of_the_services_own_plan(threads):
    assert reasons_not_to_link(threads.of["usual"], MANAGER) == []
    assert "Only the strategy team can link" in reasons_not_to_link(threads.of["clean"], MANAGER)[0]
    other = replace(MANAGER, service="Parks")
    assert reasons_not_to_link(threads.of["usual"], other)

    link(threads, "usual", "clean", by=MANAGER)


def test_a_link_that_makes_no_sense_is_refused_in_a_sentence(threads):
    elsewhere = a_thread("elsewhere")
    cases = {
        "“Sweep at dawn” contributes to “Action” already.": ("sweep", threads.of["action"]),
        "An element does not serve itself. Choose another.": ("sweep", threads.of["sweep"]),
        "That element belongs to another council. Choose one of your own.": ("sweep", elsewhere.of["action"]),
    }
    for words, (giver, taker) in cases.items():
        with pytest.raises(Refused, match=words):
            link_element(giver=threads.of[giver], taker=taker, kind="CONTRIBUTES", how="", basis="STATED",
                         by=STRATEGY, at=AT)  # fmt: skip


@pytest.mark.parametrize(
    ("giver", "taker"), [("shared-vision", "sweep"), ("clean", "action"), ("cleaner", "place")]
)
def test_a_link_back_would_make_a_ring(giver, taker, threads):
    with pytest.raises(Refused, match="would make a ring"):
        link(threads, giver, taker)


def test_unlinking_needs_a_reason_and_the_ledger_keeps_what_it_was(threads):
    made = link(threads, "clean", "safer")

    with pytest.raises(Refused, match="Say why"):
        unlink(link=made, reason=" ", by=STRATEGY, at=AT)
    unlink(link=made, reason="It was a slip.", by=STRATEGY, at=AT)

    entry = Entry.objects.first()
    assert (entry.verb, entry.reason, entry.before["contributes to"]) == (
        "unlinked",
        "It was a slip.",
        "A safer place",
    )
    assert link_at(threads.council, made.pk) is None


def test_an_internal_theme_is_linked_to_every_theme_in_one_step(threads):
    """R021: internal elements say which themes they enable."""
    rows = [element("inside", "theme", "vision", kind="INTERNAL"), element("second", "theme", "vision")]
    place_elements(council=threads.council, edition=threads.cast.edition, rows=rows, **WHO)
    inside = Element.objects.get(code="inside")

    assert link_to_every_top(giver=inside, by=STRATEGY, at=AT) == 2
    assert not_yet_served(inside) == []
    found = Contribution.objects.filter(giver=inside).order_by("id").values_list("taker__code", "kind")
    assert set(found) == {("place", "ENABLES"), ("second", "ENABLES")}
    with pytest.raises(Refused, match="enables all of them already"):
        link_to_every_top(giver=inside, by=STRATEGY, at=AT)
    with pytest.raises(Refused, match="neither internal nor cross-cutting"):
        link_to_every_top(giver=threads.of["place"], by=STRATEGY, at=AT)


def reword(threads, code: str, title: str) -> None:
    """The partnership brings in other words, as a file does."""
    held = threads.of[code]
    row = element(code, held.level.key, "", title=title, kind=held.kind)
    place_elements(council=threads.council, edition=threads.community, rows=[row], **WHO)


def test_a_changed_source_is_flagged_with_what_it_was_until_somebody_has_looked(threads):
    """R023: the vision shows its source, and changes there are flagged."""
    vision = threads.of["vision"]
    assert changed_sources(threads.council, [vision.pk], VISITOR) == []
    reword(threads, "shared-vision", "A bolder vision")
    reword(threads, "shared-vision", "The boldest vision")

    (found,) = changed_sources(threads.council, [vision.pk], VISITOR)

    assert found.changes == [("Its words", "A shared vision", "The boldest vision")]
    assert found.newer is None and found.has_changed
    held = link_at(threads.council, found.link.pk)
    with pytest.raises(Refused, match="has changed again"):
        look_again(link=held, version=2, by=STRATEGY, at=AT)
    with pytest.raises(Refused):
        look_again(link=held, version=3, by=NEIGHBOUR, at=AT)
    look_again(link=held, version=3, by=STRATEGY, at=AT)
    assert changed_sources(threads.council, [vision.pk], VISITOR) == []
    reword(threads, "shared-vision", "Another")
    (again,) = changed_sources(threads.council, [vision.pk], VISITOR)
    assert again.changes == [("Its words", "The boldest vision", "Another")]


def test_a_source_in_an_edition_that_was_replaced_is_flagged(threads):
    old = threads.community
    Edition.objects.filter(pk=old.pk).update(is_current=False, state="REPLACED")
    newer = Edition.objects.create(plan=old.plan, slug="later", name="Later strategy", is_current=True)

    (found,) = changed_sources(threads.council, [threads.of["vision"].pk], VISITOR)

    assert (found.newer, found.has_changed, found.changes) == (newer, False, [])
    newer.is_open = False
    newer.save()
    assert changed_sources(threads.council, [threads.of["vision"].pk], VISITOR) == []


def test_the_number_of_queries_does_not_grow_with_what_changed(threads, django_assert_num_queries):
    keys = [one.pk for one in threads.of.values()]
    reword(threads, "shared-vision", "A bolder vision")
    for expected in (3, 3):
        with django_assert_num_queries(expected):
            changed_sources(threads.council, keys, VISITOR)
        reword(threads, "cleaner", "The cleanest place")


def test_links_to_what_a_person_may_not_read_are_left_out(threads):
    Element.objects.filter(code="sweep").update(is_exempt=True)

    assert links_seen(threads.of["action"], VISITOR) == []
    assert len(links_seen(threads.of["action"], STRATEGY)) == 1


def test_words_typed_in_are_kept_as_they_are(threads):
    join(threads.of["usual"], threads.of["safer"])
    made = link(threads, "clean", "safer", how="<b>=1+1</b> “ok”")

    assert made.how == "<b>=1+1</b> “ok”"
