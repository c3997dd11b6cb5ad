"""Placing elements, and what the database refuses of them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from goldenthread.ledger.models import Entry
from goldenthread.plans import actions
from goldenthread.plans.models import Contribution, Element, Succession, Update
from goldenthread.plans.queries import crosswalk, elements_of, main_edition, plans_of
from tests.cast import ON, WHO, Cast, a_council, element

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return a_council()


def test_parents_are_placed_before_their_children_whatever_the_order_of_the_rows(cast: Cast) -> None:
    """R019, R020, R025: themes with a kind, and two levels under them with their own spans."""
    above = {code: one.parent.code if one.parent else None for code, one in cast.elements.items()}
    assert above == {"vision": None, "place": "vision", "clean": "place", "action": "clean"}
    assert cast.elements["place"].kind == "CITIZEN"
    assert [(level.name, level.years) for level in cast.edition.levels.all()] == [
        ("Vision", None), ("Theme", None), ("Improvement", 3), ("Action", 1),
    ]  # fmt: skip


def test_placing_the_same_again_changes_nothing_and_writes_nothing(cast: Cast) -> None:
    before = Entry.objects.count()
    row = element("place", "theme", "vision", kind="CITIZEN")
    recorded = actions.place_elements(council=cast.council, edition=cast.edition, rows=[row], **WHO)
    assert (recorded.created, recorded.changed, recorded.same) == (0, 0, 1)
    assert Entry.objects.count() == before


def test_a_change_is_in_the_ledger_with_what_was_there_before(cast: Cast) -> None:
    """R145: who, when, what was before."""
    row = {**element("place", "theme", "vision"), "title": "Places and streets"}
    actions.place_elements(council=cast.council, edition=cast.edition, rows=[row], **WHO)
    entry = Entry.objects.filter(verb="changed", subject_kind="element").get()
    assert (entry.before, entry.after) == ({"title": "Place"}, {"title": "Places and streets"})
    assert Element.objects.get(pk=cast.elements["place"].pk).version == 2


def test_a_parent_that_is_nowhere_is_refused(cast: Cast) -> None:
    with pytest.raises(KeyError):
        actions.place_elements(
            council=cast.council, edition=cast.edition, rows=[element("x", "theme", "nowhere")], **WHO
        )


def test_what_is_no_longer_listed_stays_readable_and_is_not_counted(cast: Cast) -> None:
    """R022: what was there stays readable."""
    gone = cast.elements["action"]
    actions.mark_not_listed(council=cast.council, edition=cast.edition, element_ids={gone.pk}, **WHO)
    assert gone.pk not in {line.id for line in elements_of(cast.edition)}
    assert Element.objects.get(pk=gone.pk).state == "NOT_LISTED"


def test_old_elements_are_mapped_to_new_ones(cast: Cast) -> None:
    """R024: one to many, many to one, dropped."""
    old, new = cast.elements["place"], cast.elements["clean"]
    rows = [
        {"old_id": old.pk, "new_id": new.pk, "kind": "REPLACED", "reason": "Ten become eight"},
        {"old_id": old.pk, "new_id": None, "kind": "DROPPED", "reason": "No longer shown"},
    ]
    actions.record_successions(council=cast.council, rows=rows, **WHO)
    assert [one.reason for one in crosswalk(cast.edition)] == ["Ten become eight"]


def test_an_internal_theme_says_which_it_enables_and_a_shared_aim_runs_across(cast: Cast) -> None:
    """R021, R095, R003: links beside the thread, to this plan or another."""
    theme, other = cast.elements["place"], cast.elements["clean"]
    rows = [
        {"giver_id": theme.pk, "taker_id": other.pk, "kind": kind}
        for kind in ("ENABLES", "RUNS_ACROSS", "CONTRIBUTES")
    ]
    actions.link_elements(council=cast.council, rows=rows, **WHO)
    assert {(link.get_kind_display(), link.from_the_other_end) for link in Contribution.objects.all()} == {
        ("enables", "enabled by"), ("runs across", "run across by"), ("contributes to", "contributed to by"),
    }  # fmt: skip


def test_plans_are_listed_with_their_editions_in_two_questions(
    cast: Cast, django_assert_num_queries: object
) -> None:
    """R018, R022."""
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = plans_of(cast.council)
    assert [(row.plan.name, [(e.name, n) for e, n in row.editions]) for row in found] == [
        ("Strategy", [("Strategy 2014", 4)])
    ]
    assert main_edition(cast.council) == cast.edition


def refused(model: type, **fields: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**fields)  # type: ignore[attr-defined]


def test_the_database_refuses_what_a_plan_cannot_be(cast: Cast) -> None:
    council, place = cast.council, cast.elements["place"]
    base = {"council": council, "edition": cast.edition, "level": place.level}
    refused(Element, **base, code="place", title="Twice")
    refused(Element, **base, code="blank", title="")
    refused(Contribution, council=council, giver=place, taker=place)
    refused(Succession, council=council, kind="REPLACED")
    refused(Succession, council=council, kind="DROPPED", old=place, new=cast.elements["clean"])
    refused(Update, council=council, element=place, made_on=ON, percent_complete=101)
    refused(type(cast.edition), plan=cast.edition.plan, slug="second", name="x", is_current=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Element.objects.filter(pk=place.pk).update(parent=place)
