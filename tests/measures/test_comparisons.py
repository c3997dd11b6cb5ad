"""What is compared: published sets stored as they come out, and what a council chooses of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.models import Entry
from goldenthread.ledger.recording import Recorded
from goldenthread.measures.comparisons import (
    GroupAsked,
    change_group,
    link_compared,
    make_group,
    remove_group,
    say_home,
    store_set,
)
from goldenthread.measures.models import ComparedValue, HomePlace, Measure, SimilarGroup
from tests.cast import AT, NEIGHBOUR, STRANGER, WHO, a_council
from tests.cast_compared import FACTS, a_set, beside, compared_row, published

pytestmark = pytest.mark.django_db


def asked(held, *names, name="Like us", why="As many people", is_usual=False):
    return GroupAsked(name, why, tuple(held.places.filter(name__in=names)), is_usual)


def test_a_set_is_stored_once_and_again_changes_nothing():
    first, second = a_set(), a_set()
    assert (first.places, first.measures, first.values) == (Recorded(5), Recorded(1), Recorded(10))
    assert (second.places, second.measures, second.values) == (
        Recorded(same=5), Recorded(same=1), Recorded(same=10),
    )  # fmt: skip


def test_a_later_publication_changes_what_differs_and_keeps_what_it_lacks():
    a_set()
    later = store_set(
        facts={**FACTS, "name": "The shires, restated"},
        places=[],
        measures=[compared_row("S1", title="Streets swept")],
        values=[published("S1", "Angus", 2013, "11.5")],
    )
    assert (later.measures, later.values) == (Recorded(changed=1), Recorded(changed=1))
    assert later.held.name == "The shires, restated"
    held = ComparedValue.objects.filter(place__name="Angus").order_by("ends_on")
    assert list(held.values_list("value", flat=True)) == [Decimal(10), Decimal("11.5")]


def test_a_council_is_one_place_of_each_set_and_never_a_nation():
    council, held = a_council().council, a_set().held
    angus, borders = held.places.get(name="Angus"), held.places.get(name="Borders")
    assert say_home(council=council, place=angus, **WHO)
    assert not say_home(council=council, place=angus, **WHO)
    assert say_home(council=council, place=borders, **WHO)
    assert [one.place for one in HomePlace.objects.all()] == [borders]
    with pytest.raises(Refused, match="A nation or region is no council"):
        say_home(council=council, place=held.places.get(name="Nation"), **WHO)


def test_a_group_is_made_changed_and_removed_and_the_ledger_names_who_came_and_went():
    council, held = a_council().council, a_set().held
    group = make_group(council=council, held=held, asked=asked(held, "Angus", "Borders"), **WHO)
    change_group(group=group, asked=asked(held, "Angus", "Clackmannan"), version=1, **WHO)
    group.refresh_from_db()
    assert [one.name for one in group.places.all()] == ["Angus", "Clackmannan"]
    assert group.version == 2
    last = Entry.objects.order_by("-id").first()
    assert (last.before, last.after) == ({"places": "Angus, Borders"}, {"places": "Angus, Clackmannan"})
    remove_group(group=group, version=2, **WHO)
    assert not SimilarGroup.objects.exists()


def test_of_two_people_who_change_a_group_the_second_is_told():
    council, held = a_council().council, a_set().held
    group = make_group(council=council, held=held, asked=asked(held, "Angus"), **WHO)
    change_group(group=group, asked=asked(held, "Borders"), version=1, **WHO)
    with pytest.raises(Stale, match="Somebody else changed this group"):
        change_group(group=group, asked=asked(held, "Clackmannan"), version=1, **WHO)
    with pytest.raises(Stale):
        remove_group(group=group, version=1, **WHO)


def test_one_group_of_a_set_is_the_usual_one():
    council, held = a_council().council, a_set().held
    first = make_group(council=council, held=held, asked=asked(held, "Angus", is_usual=True), **WHO)
    second = asked(held, "Borders", name="Others", is_usual=True)
    make_group(council=council, held=held, asked=second, **WHO)
    first.refresh_from_db()
    assert not first.is_usual
    assert SimilarGroup.objects.get(is_usual=True).name == "Others"


@pytest.mark.parametrize(
    ("names", "more", "sentence"),
    [
        (["Angus"], {"name": " "}, "Give the group a name."),
        (["Angus"], {"why": ""}, "Say why these councils are like yours."),
        ([], {}, "Choose at least one council."),
        (["Nation"], {}, "A nation or a region is always shown"),
        (["Angus"], {"name": "Taken"}, "A group is called “Taken” already."),
        (["Angus"], {"name": "x" * 300}, "is too long for name"),
    ],
)
def test_a_group_that_can_not_be_is_refused_with_what_to_do(names, more, sentence):
    council, held = a_council().council, a_set().held
    make_group(council=council, held=held, asked=asked(held, "Angus", name="Taken"), **WHO)
    with pytest.raises(Refused, match=sentence):
        make_group(council=council, held=held, asked=asked(held, *names, **more), **WHO)


@pytest.mark.parametrize("by", [NEIGHBOUR, STRANGER])
def test_only_who_keeps_comparisons_changes_them(by):
    cast = a_council()
    held = a_set().held
    with pytest.raises(Refused):
        make_group(council=cast.council, held=held, asked=asked(held, "Angus"), by=by, at=AT)
    with pytest.raises(Refused):
        say_home(council=cast.council, place=held.places.get(name="Angus"), by=by, at=AT)
    with pytest.raises(Refused):
        link_compared(measure=cast.measure, compared=None, version=1, by=by, at=AT)


def test_a_published_measure_is_set_beside_one_measure_alone():
    cast = a_council()
    beside(cast)
    other = Measure.objects.create(council=cast.council, code="M2", title="Other")
    compared = Measure.objects.get(pk=cast.measure.pk).compared
    with pytest.raises(Refused, match="M1 is compared with S1 already"):
        link_compared(measure=other, compared=compared, version=1, **WHO)
    with pytest.raises(Stale):
        link_compared(measure=cast.measure, compared=None, version=1, **WHO)
    assert link_compared(measure=cast.measure, compared=None, version=2, **WHO)
    assert Measure.objects.get(pk=cast.measure.pk).compared is None


def test_a_measure_may_have_a_group_of_its_own_of_the_same_set():
    cast = a_council()
    beside(cast)
    measure = Measure.objects.get(pk=cast.measure.pk)
    held = measure.compared.set
    group = make_group(council=cast.council, held=held, asked=asked(held, "Angus"), **WHO)
    assert link_compared(measure=measure, compared=measure.compared, similar=group, version=2, **WHO)
    assert Measure.objects.get(pk=measure.pk).similar == group
    with pytest.raises(Refused, match="Choose a group of the same set"):
        link_compared(measure=measure, compared=None, similar=group, version=3, **WHO)
    theirs = make_group(council=a_council("other").council, held=held, asked=asked(held, "Angus"), **WHO)
    with pytest.raises(Refused, match="your own council's groups"):
        link_compared(measure=measure, compared=measure.compared, similar=theirs, version=3, **WHO)
