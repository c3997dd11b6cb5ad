"""Building an edition line by line: what works, what is refused in which words, what the ledger keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans import editing, reshaping
from goldenthread.plans.actions import place_elements, set_up_edition
from goldenthread.plans.models import Contribution, Edition, Element, Succession
from goldenthread.plans.origins import Why
from tests.cast import AT, OWNER, STRANGER, STRATEGY, Cast, a_council, element
from tests.cast import WHO as AS_OPERATOR

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": STRATEGY, "at": AT}
WHY = Why("Members asked for it.", "Executive", date(2014, 6, 1))


@pytest.fixture
def draft() -> Cast:
    """The council with its edition still a draft, and a second theme and action to work with."""
    cast = a_council()
    rows = [
        element("safe", "theme", "vision", position=5),
        element("patrol", "action", "safe", position=7),
        element("lights", "action", "safe", position=8),
    ]
    place_elements(council=cast.council, edition=cast.edition, rows=rows, **AS_OPERATOR)
    elements = {one.code: one for one in Element.objects.filter(edition=cast.edition)}
    return replace(cast, elements=elements, edition=Edition.objects.get(pk=cast.edition.pk))


def order(cast: Cast, parent: str) -> list[str]:
    return list(Element.objects.listed().filter(parent=cast.elements[parent]).values_list("title", flat=True))


def levels(cast: Cast) -> dict[str, Any]:
    return {level.key: level for level in cast.edition.levels.all()}


def test_a_line_is_added_at_the_end_of_its_level(draft: Cast) -> None:
    made = editing.add_element(
        edition=draft.edition,
        level=levels(draft)["action"],
        parent=draft.elements["safe"],
        facts={"title": "Light the underpass", "rank": 2},
        **WHO,
    )
    assert order(draft, "safe") == ["Patrol", "Lights", "Light the underpass"]
    entry = Entry.objects.get(subject_id=str(made.pk), subject_kind="element")
    assert (entry.verb, entry.by_post, entry.after) == (
        "added", "Strategy Manager", {"title": "Light the underpass", "rank": "2", "position": "18"},
    )  # fmt: skip


def test_a_line_can_not_be_added_where_the_levels_would_turn_round(draft: Cast) -> None:
    with pytest.raises(Refused, match="a line of a higher level"):
        editing.add_element(
            edition=draft.edition,
            level=levels(draft)["theme"],
            parent=draft.elements["clean"],
            facts={"title": "A theme under an improvement"},
            **WHO,
        )


def test_what_changes_is_kept_with_what_was_there_before(draft: Cast) -> None:
    patrol = draft.elements["patrol"]
    editing.amend_element(
        element=patrol, version=1, changes={"title": "Patrol at night", "detail": ""}, why=WHY, **WHO
    )
    held = Element.objects.get(pk=patrol.pk)
    entry = Entry.objects.filter(subject_id=str(patrol.pk), subject_kind="element").first()
    assert (held.title, held.version) == ("Patrol at night", 2)
    assert entry is not None
    assert (entry.before, entry.after, entry.reason) == (
        {"title": "Patrol"}, {"title": "Patrol at night"}, "Members asked for it.",
    )  # fmt: skip


def test_saving_a_line_as_it_is_writes_nothing(draft: Cast) -> None:
    before = Entry.objects.count()
    held = editing.amend_element(
        element=draft.elements["patrol"], version=1, changes={"title": "Patrol"}, **WHO
    )
    assert (held.version, Entry.objects.count()) == (1, before)


def test_the_second_of_two_who_write_at_once_is_told(draft: Cast) -> None:
    """Nothing is overwritten unseen."""
    patrol = draft.elements["patrol"]
    editing.amend_element(element=patrol, version=1, changes={"title": "Patrol at night"}, **WHO)
    with pytest.raises(Stale, match="Somebody else changed “Patrol at night”"):
        editing.amend_element(element=patrol, version=1, changes={"title": "Patrol by day"}, **WHO)
    assert Element.objects.get(pk=patrol.pk).title == "Patrol at night"


def test_a_line_moves_with_what_hangs_from_it(draft: Cast) -> None:
    """R008: re-parent."""
    clean = draft.elements["clean"]
    editing.move_element(element=clean, version=1, parent=draft.elements["safe"], **WHO)
    assert order(draft, "place") == []
    assert "Clean" in order(draft, "safe")
    assert order(draft, "clean") == ["Action"]


def test_a_line_moves_to_stand_before_another(draft: Cast) -> None:
    editing.move_element(
        element=draft.elements["lights"],
        version=1,
        parent=draft.elements["safe"],
        before=draft.elements["patrol"],
        **WHO,
    )
    assert order(draft, "safe") == ["Lights", "Patrol"]


def test_a_line_changes_level_only_where_what_hangs_from_it_still_fits(draft: Cast) -> None:
    clean, vision = draft.elements["clean"], draft.elements["vision"]
    with pytest.raises(Refused, match="What hangs from this line is of the same level"):
        editing.move_element(element=clean, version=1, parent=vision, level=levels(draft)["action"], **WHO)
    moved = editing.move_element(element=clean, version=1, parent=vision, level=levels(draft)["theme"], **WHO)
    assert (moved.level.key, moved.parent_id) == ("theme", vision.pk)


def test_lines_shift_up_and_down_and_stay_at_the_ends(draft: Cast) -> None:
    lights = draft.elements["lights"]
    for up, expected in [
        (True, ["Lights", "Patrol"]),
        (True, ["Lights", "Patrol"]),
        (False, ["Patrol", "Lights"]),
        (False, ["Patrol", "Lights"]),
    ]:
        editing.shift_element(element=lights, up=up, **WHO)
        assert order(draft, "safe") == expected


def test_lines_at_the_same_place_shift_all_the_same(draft: Cast) -> None:
    Element.objects.filter(parent=draft.elements["safe"]).update(position=0)
    editing.shift_element(element=draft.elements["lights"], up=True, **WHO)
    assert order(draft, "safe") == ["Lights", "Patrol"]


def test_merged_lines_leave_their_children_and_links_to_the_one_that_stays(draft: Cast) -> None:
    """R008: merge and keep history."""
    place, safe = draft.elements["place"], draft.elements["safe"]
    for giver, taker in [(safe, place), (draft.elements["action"], safe), (draft.elements["action"], place)]:
        Contribution.objects.create(council=draft.council, giver=giver, taker=taker)

    reshaping.merge_elements(into=place, version=1, others=[safe], why=WHY, **WHO)

    safe.refresh_from_db()
    assert (safe.state, safe.parent_id) == ("RETIRED", None)
    assert order(draft, "place") == ["Clean", "Patrol", "Lights"]
    assert list(Contribution.objects.values_list("giver__code", "taker__code")) == [("action", "place")]
    inside = Succession.objects.get()
    assert (inside.old_id, inside.new_id, inside.kind) == (safe.pk, place.pk, "MERGED")
    verbs = set(Entry.objects.filter(reason=WHY.reason).values_list("verb", flat=True))
    assert verbs == {"changed", "merged into “Place”", "merged others into"}


def test_a_split_line_becomes_parts_that_keep_its_owner_and_parent(draft: Cast) -> None:
    """R008."""
    clean = draft.elements["clean"]
    parts = reshaping.split_element(
        element=clean, version=1, parts=["Clean  streets", "Clean parks"], why=WHY, **WHO
    )
    assert [(one.title, one.owner_id, one.parent_id) for one in parts] == [
        ("Clean streets", clean.owner_id, clean.parent_id), ("Clean parks", clean.owner_id, clean.parent_id),
    ]  # fmt: skip
    assert list(Element.objects.filter(parent=parts[0]).values_list("title", flat=True)) == ["Action"]
    assert order(draft, "place") == ["Clean streets", "Clean parks"]


def test_a_retired_line_is_kept_and_what_hung_from_it_hangs_elsewhere(draft: Cast) -> None:
    """R008: retire and keep history."""
    safe, place = draft.elements["safe"], draft.elements["place"]
    with pytest.raises(Refused, match="Say why it is retired"):
        reshaping.retire_element(element=safe, version=1, under=place, why=Why(" "), **WHO)

    reshaping.retire_element(element=safe, version=1, under=place, why=WHY, **WHO)

    assert order(draft, "vision") == ["Place"]
    assert order(draft, "place") == ["Clean", "Patrol", "Lights"]
    entry = Entry.objects.get(verb="retired")
    assert (entry.before["state"], entry.before["code"], entry.reason) == ("LIVE", "safe", WHY.reason)
    with pytest.raises(Refused, match="This line is retired"):
        editing.amend_element(element=safe, version=2, changes={"title": "Back"}, **WHO)


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        (VISITOR, "Sign in first."),
        (STRANGER, "You work for another council than Testbury."),
        (
            OWNER,
            "Only the strategy team can change a draft plan. You are signed in as an owner.",
        ),
    ],
)
def test_who_may_not_change_a_plan_is_told_why(draft: Cast, by: Officer, sentence: str) -> None:
    """R142."""
    with pytest.raises(Refused) as refusal:
        editing.amend_element(
            element=draft.elements["patrol"], version=1, changes={"title": "X"}, by=by, at=AT
        )
    assert refusal.value.reasons == [sentence]


def test_a_service_manager_changes_the_plan_of_their_service_only(draft: Cast) -> None:
    """R142: duties reach as far as the policy says."""
    manager = Officer("Head of Streets", "m", "testbury", "SERVICE_MANAGER", "Streets", "Place")
    change: dict[str, Any] = {"element": draft.elements["patrol"], "version": 1, "by": manager, "at": AT}
    with pytest.raises(Refused):
        editing.amend_element(changes={"title": "X"}, **change)
    plan = draft.edition.plan
    plan.kind, plan.service, plan.is_main = "SERVICE", draft.council.services.get(), False
    plan.save()
    assert editing.amend_element(changes={"title": "Y"}, **change).title == "Y"


@pytest.mark.parametrize("state", ["ADOPTED", "REPLACED"])
def test_an_adopted_edition_stays_as_it_is(draft: Cast, state: str) -> None:
    """R022: what was approved is changed by a new edition, or by a request for change."""
    Edition.objects.filter(pk=draft.edition.pk).update(state=state)
    edition = Edition.objects.get(pk=draft.edition.pk)
    line = Element.objects.get(pk=draft.elements["patrol"].pk)
    changes: Sequence[Any] = [
        lambda: editing.add_element(
            edition=edition, level=levels(draft)["action"], parent=None, facts={"title": "X"}, **WHO
        ),
        lambda: editing.amend_element(element=line, version=1, changes={"title": "X"}, **WHO),
        lambda: editing.move_element(element=line, version=1, parent=None, **WHO),
        lambda: editing.shift_element(element=line, up=True, **WHO),
        lambda: reshaping.split_element(element=line, version=1, parts=["A", "B"], why=WHY, **WHO),
        lambda: reshaping.retire_element(element=line, version=1, under=None, why=WHY, **WHO),
        lambda: reshaping.merge_elements(
            into=line, version=1, others=[draft.elements["lights"]], why=WHY, **WHO
        ),
    ]
    before = Entry.objects.count()
    for change in changes:
        with pytest.raises(Refused, match="Start a new edition from it"):
            change()
    assert Entry.objects.count() == before


def test_lines_of_two_editions_are_not_merged(draft: Cast) -> None:
    other = set_up_edition(
        plan=draft.edition.plan, slug="other", name="Other",
        levels=[{"key": "theme", "name": "Theme", "plural": "Themes"}], **AS_OPERATOR,
    )  # fmt: skip
    place_elements(council=draft.council, edition=other, rows=[element("far", "theme")], **AS_OPERATOR)
    far = Element.objects.get(code="far")
    with pytest.raises(Refused, match="“Far” is of another edition"):
        reshaping.merge_elements(into=draft.elements["place"], version=1, others=[far], why=WHY, **WHO)
