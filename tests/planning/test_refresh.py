"""A new edition from the old: everything is carried forward, nothing is lost, and it is all accounted for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.refused import Refused, Stale
from goldenthread.core.thread import children_of, descendants
from goldenthread.governance.models import Body, Remit
from goldenthread.ledger.models import Entry
from goldenthread.measures.models import MeasureLink
from goldenthread.people.officers import Officer
from goldenthread.planning import refresh
from goldenthread.planning.copying import NewEdition
from goldenthread.plans import actions as plans
from goldenthread.plans import editing, reshaping
from goldenthread.plans.models import (
    Contribution,
    Edition,
    Element,
    GapNote,
    Succession,
    Tag,
    Tagging,
    WorkplanItem,
)
from goldenthread.plans.origins import Why
from tests.cast import AT, OWNER, STRATEGY, Cast, a_council, element
from tests.cast import WHO as AS_OPERATOR

pytestmark = pytest.mark.django_db
WHO: dict[str, Any] = {"by": STRATEGY, "at": AT}
WHY = Why("The partnership's themes come first.", "Executive", date(2015, 2, 3))
NEW = NewEdition("2015", "Strategy 2015", date(2015, 4, 1), date(2018, 3, 31), update_number=2, why=WHY)


@pytest.fixture
def cast() -> Cast:
    """The council with its edition adopted, a tag, a named gap and links beside the thread."""
    cast = a_council()
    rows = [
        element("safe", "theme", "vision", position=5),
        element("patrol", "action", "safe", position=7),
    ]
    plans.place_elements(council=cast.council, edition=cast.edition, rows=rows, **AS_OPERATOR)
    Edition.objects.filter(pk=cast.edition.pk).update(state="ADOPTED")
    elements = {one.code: one for one in Element.objects.filter(edition=cast.edition)}
    tag = Tag.objects.create(council=cast.council, kind="WARD", name="North")
    Tagging.objects.create(tag=tag, element=elements["action"])
    GapNote.objects.create(
        council=cast.council, element=elements["patrol"], code="OWN1", reason="To be named."
    )
    for giver, taker, kind in [("safe", "place", "ENABLES"), ("action", "safe", "CONTRIBUTES")]:
        Contribution.objects.create(
            council=cast.council, giver=elements[giver], taker=elements[taker], kind=kind
        )
    return replace(cast, elements=elements, edition=Edition.objects.get(pk=cast.edition.pk))


def shape(edition: Edition) -> dict[str, str | None]:
    """Each listed line and what it hangs from."""
    return {
        one.title: one.parent.title if one.parent else None
        for one in Element.objects.listed().filter(edition=edition).select_related("parent")
    }


def test_everything_is_carried_forward_in_one_step(cast: Cast) -> None:
    """R030: elements carry over unchanged, with what stands beside them."""
    new = refresh.start_edition(old=cast.edition, new=NEW, **WHO)

    assert (new.state, new.is_open, new.is_current, new.replaces_id) == (
        "DRAFT",
        False,
        False,
        cast.edition.pk,
    )
    assert shape(new) == shape(cast.edition)
    copies = {one.code: one for one in Element.objects.filter(edition=new)}
    assert {one.kind for one in Succession.objects.all()} == {"CARRIED"}
    assert {(one.old_id, one.new_id) for one in Succession.objects.all()} == {
        (cast.elements[code].pk, copies[code].pk) for code in copies
    }
    assert [one.element_id for one in Tagging.objects.order_by("id")][1:] == [copies["action"].pk]
    assert GapNote.objects.get(element=copies["patrol"]).reason == "To be named."
    links = Contribution.objects.filter(giver__edition=new)
    assert set(links.values_list("giver__code", "taker__code", "kind")) == {
        ("safe", "place", "ENABLES"), ("action", "safe", "CONTRIBUTES"),
    }  # fmt: skip
    assert Contribution.objects.filter(giver__edition=new, taker__edition=new).count() == 2
    assert MeasureLink.objects.filter(element=copies["clean"], measure=cast.measure).count() == 1
    assert Entry.objects.filter(verb="carried forward", reason=WHY.reason).count() == len(copies)
    assert Entry.objects.get(verb="started").after == {
        "from": "Strategy 2014",
        "carried forward": len(copies),
    }


def test_a_level_is_switched_off_and_stays_readable_in_the_old_edition(cast: Cast) -> None:
    """R031: direction statements are no longer an element."""
    new = refresh.start_edition(
        old=cast.edition, new=replace(NEW, without_levels=frozenset({"improvement"})), **WHO
    )
    assert "Clean" in shape(cast.edition)
    assert shape(new) == {
        "Vision": None, "Place": "Vision", "Safe": "Vision", "Action": "Place", "Patrol": "Safe",
    }  # fmt: skip
    dropped = Succession.objects.get(kind="DROPPED")
    assert (dropped.old_id, dropped.new_id, dropped.decided_by) == (
        cast.elements["clean"].pk,
        None,
        "Executive",
    )
    assert [level.key for level in new.levels.all()] == ["vision", "theme", "action"]


def test_making_it_tells_how_far_it_has_come_and_stores_nothing_if_it_is_left(cast: Cast) -> None:
    steps = refresh.edition_in_steps(old=cast.edition, new=NEW, **WHO)
    assert next(steps) == refresh.Step("Levels", 4, 4)
    assert next(steps) == refresh.Step("Lines", 1, 6)
    steps.close()
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "by", "sentence"),
    [
        ({"slug": "2014"}, STRATEGY, "has an edition “2014” already"),
        ({"ends_on": date(2014, 1, 1)}, STRATEGY, "ends before it starts"),
        ({}, OWNER, "Only the strategy team can start"),
    ],
)
def test_an_edition_that_can_not_be_started_is_refused(
    cast: Cast, change: dict[str, Any], by: Officer, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        refresh.start_edition(old=cast.edition, new=replace(NEW, **change), by=by, at=AT)


def test_one_draft_at_a_time_is_made_from_an_edition(cast: Cast) -> None:
    draft = refresh.start_edition(old=cast.edition, new=NEW, **WHO)
    for old, sentence in [
        (cast.edition, "is being made from this edition already"),
        (draft, "still a draft"),
    ]:
        with pytest.raises(Refused, match=sentence):
            refresh.start_edition(old=old, new=replace(NEW, slug="again"), **WHO)


def test_a_refresh_says_why_at_each_step(cast: Cast) -> None:
    """Carry forward, amend, merge, split, retire, new: each with a reason."""
    draft = refresh.start_edition(old=cast.edition, new=NEW, **WHO)
    copies = {one.code: one for one in Element.objects.filter(edition=draft)}
    steps = [
        lambda why: editing.amend_element(
            element=copies["patrol"], version=1, changes={"title": "Patrols"}, why=why, **WHO
        ),
        lambda why: editing.add_element(
            edition=draft, level=copies["place"].level, parent=None, facts={"title": "New"}, why=why, **WHO
        ),
        lambda why: refresh.split(element=copies["clean"], version=1, parts=["A", "B"], why=why, **WHO),
        lambda why: refresh.merge(into=copies["place"], version=1, others=[copies["safe"]], why=why, **WHO),
    ]
    for step in steps:
        with pytest.raises(Refused, match="Say why"):
            step(Why())
        step(WHY)
    kinds = dict(
        Succession.objects.filter(new__edition=draft, old__edition=cast.edition).values_list(
            "old__code", "kind"
        )
    )
    assert kinds == {
        "vision": "CARRIED", "place": "MERGED", "safe": "MERGED", "clean": "SPLIT", "action": "CARRIED",
        "patrol": "AMENDED",
    }  # fmt: skip
    assert Succession.objects.filter(new__title="New", kind="ADDED", reason=WHY.reason).count() == 1
    assert MeasureLink.objects.filter(measure=cast.measure, element__title="A").count() == 1


def test_an_owner_named_in_the_same_words_is_no_change_that_needs_a_reason(cast: Cast) -> None:
    draft = refresh.start_edition(old=cast.edition, new=NEW, **WHO)
    line = Element.objects.get(edition=draft, code="patrol")
    editing.amend_element(element=line, version=1, changes={"rank": 3}, **WHO)
    assert Succession.objects.get(new=line).kind == "CARRIED"


def test_a_draft_is_adopted_and_the_edition_before_is_replaced(cast: Cast) -> None:
    """R022, R046."""
    draft = refresh.start_edition(old=cast.edition, new=NEW, **WHO)
    with pytest.raises(Refused, match="Say who adopted it"):
        refresh.adopt_edition(edition=draft, adopted=" ", adopted_on=None, version=1, **WHO)
    refresh.adopt_edition(
        edition=draft, adopted="Council, 26 February 2015", adopted_on=date(2015, 2, 26), version=1, **WHO
    )
    rows = Edition.objects.order_by("slug").values_list("slug", "state", "is_current", "is_open")
    assert list(rows) == [("2014", "REPLACED", False, True), ("2015", "ADOPTED", True, True)]
    with pytest.raises(Refused, match="is adopted already"):
        refresh.adopt_edition(edition=draft, adopted="X", adopted_on=None, version=2, **WHO)


def test_an_empty_draft_is_not_adopted(cast: Cast) -> None:
    empty = plans.set_up_edition(plan=cast.edition.plan, slug="e", name="Empty", levels=[], **AS_OPERATOR)
    with pytest.raises(Refused, match="holds nothing yet"):
        refresh.adopt_edition(edition=empty, adopted="Council", adopted_on=None, version=1, **WHO)


def test_a_draft_is_opened_for_everybody_and_closed_again(cast: Cast) -> None:
    draft = refresh.start_edition(old=cast.edition, new=NEW, **WHO)
    refresh.open_edition(edition=draft, is_open=True, version=1, **WHO)
    with pytest.raises(Stale):
        refresh.open_edition(edition=draft, is_open=False, version=1, **WHO)
    refresh.open_edition(edition=draft, is_open=False, version=2, **WHO)
    assert Edition.objects.get(pk=draft.pk).is_open is False
    with pytest.raises(Refused, match="What is adopted is open"):
        refresh.open_edition(edition=cast.edition, is_open=False, version=1, **WHO)


Step = tuple[str, int, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["move", "merge", "split", "retire", "add", "up"]),
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    max_size=10,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=25,
)
@given(steps=STEPS)
def test_whatever_is_done_every_edition_stays_a_forest_and_every_old_line_is_accounted_for(
    cast: Cast, steps: list[Step]
) -> None:
    """R008, R024: any sequence of move, merge, split and retire; what the rules refuse changes nothing."""
    with transaction.atomic():
        draft = refresh.start_edition(old=cast.edition, new=NEW, **WHO)
        before = shape(cast.edition)
        for what, first, second in steps:
            _try(what, first, second, draft)
            _check(cast.edition, draft)
        assert shape(cast.edition) == before
        transaction.set_rollback(True)


def _try(what: str, first: int, second: int, draft: Edition) -> None:
    live = list(Element.objects.listed().filter(edition=draft).select_related("level", "edition__plan"))
    one, other = live[first % len(live)], live[second % len(live)]
    given_: dict[str, Any] = {"version": one.version, "why": WHY, **WHO}
    acts = {
        "move": lambda: editing.move_element(element=one, parent=other, **given_),
        "merge": lambda: refresh.merge(into=one, others=[other], **given_),
        "split": lambda: refresh.split(element=one, parts=[f"{one} a{second}", f"{one} b{second}"], **given_),
        "retire": lambda: reshaping.retire_element(element=one, under=one.parent, **given_),
        "up": lambda: editing.shift_element(element=one, up=bool(second % 2), **WHO),
        "add": lambda: editing.add_element(
            edition=draft,
            level=one.level,
            parent=one.parent,
            facts={"title": f"New {second}"},
            why=WHY,
            **WHO,
        ),
    }
    if len(live) == 1 and what == "retire":
        return
    try:
        with transaction.atomic():
            acts[what]()
    except Refused:
        return


def _check(old: Edition, draft: Edition) -> None:
    rows = list(Element.objects.filter(edition=draft).select_related("parent__level", "level"))
    parent_of = {one.pk: one.parent_id for one in rows}
    below = children_of(parent_of)
    reached = {top for top in below[None]} | {pk for top in below[None] for pk, _ in descendants(top, below)}
    assert reached == set(parent_of), "a ring, or a line that hangs from nowhere"
    for one in rows:
        assert one.parent is None or one.parent.level.position < one.level.position
        assert one.parent is None or (one.parent.state == "LIVE" and one.parent.edition_id == draft.pk)
    successions = Succession.objects.filter(old__edition=old)
    accounted = set(successions.values_list("old_id", flat=True))
    assert accounted == set(Element.objects.filter(edition=old).values_list("id", flat=True))
    live = {one.pk for one in rows if one.state == "LIVE"}
    into = set(
        Succession.objects.filter(new__edition=draft)
        .exclude(old__edition=draft)
        .values_list("new_id", flat=True)
    )
    assert into == live


def test_remits_go_on_and_so_does_work_that_is_still_to_be_done(cast: Cast) -> None:
    """R070, R100: what hangs on a line is there when its next edition is adopted."""
    body = Body.objects.create(council=cast.council, name="Scrutiny", kind="SCRUTINY")
    Remit.objects.create(council=cast.council, element=cast.elements["safe"], body=body)
    post = cast.council.posts.get(title="Head of Streets")
    made = {"council": cast.council, "item": cast.elements["patrol"], "post": post}
    WorkplanItem.objects.create(**made, words="Walk on Tuesdays")
    WorkplanItem.objects.create(**made, words="Buy boots", is_done=True)

    draft = refresh.start_edition(old=cast.edition, new=NEW, **WHO)
    assert Remit.objects.get(element__edition=draft).body == body
    assert set(WorkplanItem.objects.values_list("item__edition", flat=True)) == {cast.edition.pk}

    refresh.adopt_edition(edition=draft, adopted="Council", adopted_on=None, version=1, **WHO)
    found = WorkplanItem.objects.values_list("words", "item__edition__slug")
    assert dict(found) == {"Walk on Tuesdays": "2015", "Buy boots": "2014"}
    assert "Tuesdays" not in str(list(Entry.objects.filter(subject_kind="workplanitem").values()))


def test_another_plan_stays_linked_to_what_it_was_linked_to_and_only_service_plans_go_on(cast: Cast) -> None:
    """R023: whoever linked to the old line is told that it was replaced, and looks at the new one first."""
    made = {}
    for kind, slug in (("COMMUNITY", "scs"), ("SERVICE", "streets")):
        service = cast.council.services.get() if kind == "SERVICE" else None
        plan = cast.council.plans.create(slug=slug, name=slug, kind=kind, service=service)
        edition = plan.editions.create(slug="now", name="Now", is_current=True)
        level = edition.levels.create(key="line", name="Line", plural="Lines", position=1)
        made[kind] = edition.elements.create(council=cast.council, level=level, title=slug)
        Contribution.objects.create(council=cast.council, giver=made[kind], taker=cast.elements["patrol"])
    draft = refresh.start_edition(old=cast.edition, new=NEW, **WHO)
    patrol = Element.objects.get(edition=draft, code="patrol")
    assert [one.giver for one in Contribution.objects.filter(taker=patrol)] == [made["SERVICE"]]
