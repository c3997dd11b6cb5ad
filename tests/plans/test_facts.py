"""Facts about elements brought in many at once: counted, noted, and the same the second time."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import Recorded
from goldenthread.people.actions import set_up_units
from goldenthread.people.officers import OPERATOR, VISITOR
from goldenthread.plans import actions, facts, queries
from goldenthread.plans.models import Element, Evidence, Tag, WorkplanItem
from tests.cast import STRANGER, STRATEGY, WHO, Cast, a_council, element

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = a_council()
    Entry.objects.all().delete()
    return cast


def test_tags_are_made_once_and_carried_once(cast: Cast) -> None:
    """R005, R078."""
    other = a_council("elsewhere")
    rows = [{"kind": "WARD", "name": "North", "about": ""}]
    for council in (cast.council, other.council):
        facts.set_up_tags(council=council, rows=rows, **WHO)
    tag = Tag.objects.get(council=cast.council)
    carried = [{"tag_id": tag.pk, "element_id": cast.elements["place"].pk}]
    assert facts.tag_elements(council=cast.council, rows=carried, **WHO) == Recorded(created=1)
    assert facts.tag_elements(council=cast.council, rows=carried, **WHO) == Recorded(same=1)
    assert facts.tag_elements(council=other.council, rows=[], **WHO) == Recorded()
    (entry,) = Entry.objects.filter(subject_kind="tagging")
    assert (entry.verb, entry.subject, entry.council) == ("recorded", "Place: North", "testbury")


def test_parts_taken_second_plans_and_offers_are_brought_up_to_date(cast: Cast) -> None:
    """R015, R038, R097."""
    council, action = cast.council, cast.elements["action"]
    streets = council.services.get()
    plan = actions.set_up_plan(council=council, slug="streets", name="Streets", kind="SERVICE", **WHO)
    level = {"key": "item", "name": "Item", "plural": "Items"}
    edition = actions.set_up_edition(plan=plan, slug="2014", name="2014", levels=[level], **WHO)
    part = {"element_id": action.pk, "role": "PROVIDER", "partner_id": None, "service_id": streets.pk}
    assert facts.record_involvements(council=council, rows=[part], **WHO).created == 1
    assert facts.record_involvements(council=council, rows=[{**part, "source": "B"}], **WHO).changed == 1
    place = {"element_id": action.pk, "edition_id": edition.pk, "level_id": edition.levels.get().pk}
    assert facts.place_again(council=council, rows=[place], **WHO).created == 1
    offer = {"action_id": action.pk, "service_id": streets.pk, "offered_on": date(2014, 4, 1)}
    assert facts.record_offers(council=council, rows=[offer], **WHO).created == 1
    answer = {**offer, "state": "DECLINED", "reason": "No vans", "answered_on": date(2014, 4, 2)}
    assert facts.record_offers(council=council, rows=[answer], **WHO).changed == 1
    entry = Entry.objects.get(subject_kind="offer", verb="changed")
    assert entry.after == {"state": "DECLINED", "reason": "No vans", "answered_on": "2014-04-02"}


def test_evidence_keeps_what_it_answers_where_a_row_says_nothing_of_it(cast: Cast) -> None:
    """R073."""
    row = {"element_id": cast.elements["action"].pk, "title": "Survey", "text": "Cleaner"}
    answers = [cast.elements["place"].pk, cast.elements["vision"].pk]
    recorded = facts.record_evidence(council=cast.council, rows=[{**row, "answers": answers}], **WHO)
    assert recorded == Recorded(created=1)
    assert facts.record_evidence(council=cast.council, rows=[row], **WHO) == Recorded(same=1)
    assert {line.pk for line in Evidence.objects.get().answers.all()} == set(answers)
    entries = Entry.objects.filter(subject_kind="evidence").order_by("id")
    assert [entry.verb for entry in entries] == ["recorded", "tagged"]
    assert entries[1].after == {"answers": sorted(answers)}


def test_a_workplan_item_is_noted_without_its_words(cast: Cast) -> None:
    """R070: personal content is its keeper's and their manager's."""
    post = cast.council.posts.get(title="Head of Streets")
    row = {
        "item_id": cast.elements["action"].pk,
        "post_id": post.pk,
        "words": "See the doctor",
        "note": "Secret",
    }
    record = facts.record_workplan_items
    assert record(council=cast.council, rows=[row], **WHO) == Recorded(created=1)
    assert record(council=cast.council, rows=[row], **WHO) == Recorded(same=1)
    assert record(council=cast.council, rows=[{**row, "is_done": True}], **WHO) == Recorded(changed=1)
    assert WorkplanItem.objects.get().version == 2
    entries = Entry.objects.filter(subject_kind="workplanitem").order_by("id")
    assert [(entry.verb, entry.subject) for entry in entries] == [
        ("recorded", "A workplan item of Head of Streets"), ("changed", "A workplan item of Head of Streets"),
    ]  # fmt: skip
    assert not [word for word in ("doctor", "Secret") if word in str(list(entries.values()))]
    with pytest.raises(Refused, match="is too long for words"):
        record(council=cast.council, rows=[{**row, "words": "x" * 501}], **WHO)


def test_what_a_council_retired_stays_retired_whatever_a_list_says(cast: Cast) -> None:
    """R008."""
    Element.objects.filter(code="action").update(state="RETIRED")
    actions.mark_not_listed(council=cast.council, edition=cast.edition, element_ids=set(), **WHO)
    assert Element.objects.get(code="action").state == "RETIRED"


def test_a_post_keeps_its_manager_and_may_be_given_another(cast: Cast) -> None:
    """R070: a workplan is read by the post's manager."""
    head = {"title": "Head of Streets", "manager": "Strategy Manager"}
    set_up_units(council=cast.council, posts=[head])
    set_up_units(council=cast.council, posts=[{"title": "Head of Streets"}])
    assert str(cast.council.posts.get(title="Head of Streets").manager) == "Strategy Manager"
    facts_of = {"meaning": "Key performance indicator", "source": "Annex A"}
    for meaning in ("Old", facts_of["meaning"]):
        set_up_units(council=cast.council, terms=[{"word": "KPI", **facts_of, "meaning": meaning}])
    assert [str(term) for term in cast.council.terms.all()] == ["KPI"]


def test_what_stands_in_a_closed_draft_is_not_named_to_visitors(cast: Cast) -> None:
    """R142: neither as a plan, nor as a link of an element that anybody may read."""
    council, action = cast.council, cast.elements["action"]
    plan = actions.set_up_plan(council=council, slug="streets", name="Streets", kind="SERVICE", **WHO)
    level = {"key": "item", "name": "Item", "plural": "Items"}
    facts_of = {"slug": "2014", "name": "2014", "is_open": False, "levels": [level]}
    edition = actions.set_up_edition(plan=plan, **facts_of, **WHO)
    actions.place_elements(council=council, edition=edition, rows=[element("round", "item")], **WHO)
    item = Element.objects.get(edition=edition)
    link = {"giver_id": item.pk, "taker_id": action.pk, "kind": "CONTRIBUTES"}
    actions.link_elements(council=council, rows=[link], **WHO)
    for reader, plans, links in [(VISITOR, 1, 0), (STRANGER, 1, 0), (STRATEGY, 2, 1), (OPERATOR, 2, 1)]:
        assert len(queries.plans_of(council, reader)) == plans
        assert len(queries.links_of(action, reader)) == links
    actions.set_up_edition(plan=plan, **{**facts_of, "is_open": True}, **WHO)
    assert (len(queries.plans_of(council, VISITOR)), len(queries.links_of(action, VISITOR))) == (2, 1)
