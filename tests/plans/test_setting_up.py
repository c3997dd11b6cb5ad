"""Plans, editions and levels made again: one main plan, one current edition, levels in the order given."""

from __future__ import annotations

from typing import Any

import pytest

from goldenthread.ledger.models import Entry
from goldenthread.plans import actions, queries
from goldenthread.plans.gap_queries import NoteRow, notes_in
from goldenthread.plans.models import Edition, Element, GapNote, Plan
from tests.cast import LEVELS, ON, WHO, Cast, a_council, element

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def edition(cast: Cast, slug: str, levels: list[dict[str, Any]] = LEVELS, **facts: Any) -> Edition:
    plan = Plan.objects.get(council=cast.council, slug="strategy")
    return actions.set_up_edition(plan=plan, slug=slug, name=slug, levels=levels, **facts, **WHO)


def test_when_another_plan_becomes_the_main_one_the_first_steps_down(cast: Cast) -> None:
    facts = {"slug": "new", "name": "New", "kind": "CORPORATE", "is_main": True}
    actions.set_up_plan(council=cast.council, **facts, **WHO)
    assert dict(Plan.objects.values_list("slug", "is_main")) == {"strategy": False, "new": True}
    stepped = Entry.objects.get(verb="changed", subject_kind="plan")
    assert (stepped.subject, stepped.before, stepped.after) == (
        "Strategy", {"is_main": True}, {"is_main": False},
    )  # fmt: skip
    before = Entry.objects.count()
    actions.set_up_plan(council=cast.council, **facts, **WHO)
    assert Entry.objects.count() == before


def test_when_another_edition_becomes_current_the_first_steps_down_and_stays_readable(cast: Cast) -> None:
    """R022."""
    new = edition(cast, "2015", is_current=True, replaces_id=cast.edition.pk)
    assert dict(Edition.objects.values_list("slug", "is_current")) == {"2014": False, "2015": True}
    assert queries.main_edition(cast.council) == new
    assert queries.edition_at(cast.council, "strategy", "2014") == cast.edition
    assert len(queries.elements_of(cast.edition)) == 4
    edition(cast, "2014", is_current=True)
    assert queries.main_edition(cast.council) == cast.edition


@pytest.mark.parametrize("keys", [["action", "theme", "vision", "improvement"], ["vision", "new", "theme"]])
def test_levels_are_kept_in_the_order_given_and_those_left_out_below_them(
    cast: Cast, keys: list[str]
) -> None:
    """R025: the council names its levels, and may put one between two others."""
    named = {level["key"]: level for level in LEVELS}
    levels = [named.get(key, {"key": key, "name": "New", "plural": "News"}) for key in keys]
    left = [key for key in named if key not in keys]
    for _ in range(2):
        edition(cast, "2014", levels)
        assert [level.key for level in queries.levels_of(cast.edition)] == [*keys, *left]
    after = Entry.objects.count()
    edition(cast, "2014", levels)
    assert Entry.objects.count() == after


def test_an_element_that_is_listed_again_is_counted_again(cast: Cast) -> None:
    def mark(gone: set[int]) -> int:
        recorded = actions.mark_not_listed(
            council=cast.council, edition=cast.edition, element_ids=gone, **WHO
        )
        return recorded.changed

    action = cast.elements["action"].pk
    assert [mark({action}), mark({action}), mark(set())] == [1, 0, 1]
    assert action in {line.id for line in queries.elements_of(cast.edition)}
    entries = Entry.objects.filter(verb="changed", subject="Action").order_by("id")
    assert [(one.reason, one.after["state"]) for one in entries] == [
        ("Not in the latest file of milestones.", "NOT_LISTED"),
        ("Not in the latest file of milestones.", "LIVE"),
    ]


def test_the_latest_update_made_by_a_day_is_the_one_that_counts(cast: Cast) -> None:
    action = cast.elements["action"]
    rows = [
        {"element_id": action.pk, "made_on": ON.replace(month=month), "is_done": done, "stated": stated}
        for month, done, stated in [(6, False, "red"), (8, None, "amber"), (10, True, "green")]
    ]
    actions.record_updates(council=cast.council, rows=rows, **WHO)
    assert queries.latest_updates(cast.edition, ON) == {
        action.pk: queries.UpdateRow(ON.replace(month=8), None, "amber", None)
    }
    assert [update.stated for update in queries.updates_of(action)] == ["green", "amber", "red"]


def test_a_gap_has_a_name_an_owner_and_a_date(cast: Cast) -> None:
    owner = cast.council.posts.get(title="Strategy Manager")
    element_id = cast.elements["action"].pk
    rows = [
        {
            "element_id": element_id,
            "code": "MEA1",
            "reason": "Being defined",
            "owner_id": owner.pk,
            "due_on": ON,
        },
        {"element_id": element_id, "code": "WRD1", "reason": "Cut off in the scan"},
    ]
    actions.name_gaps(council=cast.council, rows=rows, **WHO)
    assert sorted(notes_in([cast.edition.pk])) == [
        NoteRow(element_id, "MEA1", "Being defined", "Strategy Manager", ON, False),
        NoteRow(element_id, "WRD1", "Cut off in the scan", "", None, False),
    ]
    assert str(GapNote.objects.get(code="MEA1")) == "MEA1: Action"


def test_a_vision_may_be_taken_from_another_plan(cast: Cast) -> None:
    """R003, R023: the vision of the sustainable community strategy stands over the council's own."""
    facts = {"slug": "scs", "name": "Community strategy", "kind": "COMMUNITY", "owned_by": "The partnership"}
    community = actions.set_up_plan(council=cast.council, **facts, **WHO)
    theirs = actions.set_up_edition(plan=community, slug="2008", name="2008", levels=LEVELS, **WHO)
    actions.place_elements(
        council=cast.council, edition=theirs, rows=[element("better", "vision", kind="VISION")], **WHO
    )
    source = Element.objects.get(edition=theirs)
    vision = cast.elements["vision"]
    assert queries.vision_source(vision.pk) is None
    actions.link_elements(
        council=cast.council,
        rows=[{"giver_id": vision.pk, "taker_id": source.pk, "kind": "CONTRIBUTES"}],
        **WHO,
    )
    assert queries.vision_source(vision.pk) == source
    assert [str(link) for link in queries.links_of(source)] == ["Vision contributes to Better"]
    assert [row.plan.owned_by for row in queries.plans_of(cast.council)] == ["The partnership", ""]


def test_what_became_of_an_element_is_told_from_either_end(cast: Cast) -> None:
    """R024."""
    old, new = cast.elements["place"], cast.elements["clean"]
    rows = [
        {"old_id": old.pk, "new_id": new.pk, "kind": "REPLACED"},
        {"old_id": None, "new_id": new.pk, "kind": "ADDED"},
        {"old_id": old.pk, "new_id": None, "kind": "DROPPED"},
    ]
    actions.record_successions(council=cast.council, rows=rows, **WHO)
    told = {
        code: [str(one) for one in queries.successions_of(cast.elements[code])] for code in ("place", "clean")
    }
    assert told == {
        "place": ["Place → Clean", "Place → nothing"],
        "clean": ["Place → Clean", "nothing → Clean"],
    }


def test_the_crosswalk_of_an_edition_holds_what_the_one_before_it_dropped(cast: Cast) -> None:
    """R022, R024: dropped elements belong to the edition that replaced theirs."""
    new = edition(cast, "2015", replaces_id=cast.edition.pk)
    actions.place_elements(council=cast.council, edition=new, rows=[element("streets", "theme")], **WHO)
    streets = Element.objects.get(edition=new)
    rows = [
        {"old_id": cast.elements["place"].pk, "new_id": streets.pk, "kind": "AMENDED"},
        {"old_id": cast.elements["clean"].pk, "new_id": None, "kind": "DROPPED"},
    ]
    actions.record_successions(council=cast.council, rows=rows, **WHO)
    assert [one.kind for one in queries.crosswalk(new)] == ["AMENDED", "DROPPED"]
    assert queries.crosswalk(cast.edition) == []


def test_another_councils_element_is_not_found(cast: Cast) -> None:
    elsewhere = a_council("elsewhere")
    assert queries.element_at(elsewhere.council, cast.elements["place"].pk) is None
    assert queries.edition_at(elsewhere.council, "strategy", "2014") == elsewhere.edition
    assert queries.element_at(cast.council, cast.elements["place"].pk) == cast.elements["place"]


def test_a_council_without_a_current_edition_has_none_to_show(cast: Cast) -> None:
    Edition.objects.update(is_current=False)
    assert queries.main_edition(cast.council) is None


def test_rows_that_hang_from_each_other_are_refused(cast: Cast) -> None:
    """R044: a ring has no top."""
    ring = [element("a", "action", "b"), element("b", "action", "a")]
    with pytest.raises(KeyError, match="b"):
        actions.place_elements(council=cast.council, edition=cast.edition, rows=ring, **WHO)
    assert not Element.objects.filter(code__in=["a", "b"]).exists()
