"""Saved views: one's own, shared only within the council, and never anybody else's."""

from __future__ import annotations

import pytest

from goldenthread.core.refused import Refused
from goldenthread.ledger.models import Entry
from goldenthread.people.models import SavedView, User
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from goldenthread.people.saved_view_queries import view_at, views_of
from goldenthread.people.saved_views import delete_view, reasons_not_to_save, save_view
from tests.cast import NEIGHBOUR, OWNER, STRANGER, STRATEGY, Cast, a_council

AUDITOR = Officer("Auditor", "auditor", "testbury", "AUDITOR")
PUBLIC = Officer("Somebody", "somebody", "testbury", "PUBLIC")


@pytest.fixture
def cast(db) -> Cast:
    made, other = a_council(), a_council("elsewhere")
    for officer in (STRATEGY, OWNER, NEIGHBOUR, AUDITOR, PUBLIC):
        User.objects.create(username=officer.username, post=made.council.posts.first(), duty=officer.duty)
    User.objects.create(username="stranger", post=other.council.posts.first(), duty="STRATEGY")
    return made


def save(cast: Cast, by: Officer, name: str = "Mine", **more) -> SavedView:
    given = {"page": "elements", "query": "owner=1", "is_shared": False, **more}
    return save_view(council=cast.council, name=name, by=by, **given)


def names(cast: Cast, viewer: Officer, page: str = "elements") -> list[str]:
    return [view.name for view in views_of(cast.council, page, viewer)]


def test_a_view_is_saved_with_its_name_and_question(cast):
    view = save(cast, OWNER, "  Mine  ", query="owner=1&sort=-due")

    assert (view.name, view.query, view.page, view.is_shared) == (
        "Mine",
        "owner=1&sort=-due",
        "elements",
        False,
    )
    assert view.user.username == "owner"


def test_a_view_is_nobodys_record_and_not_in_the_ledger(cast):
    before = Entry.objects.count()
    delete_view(view=save(cast, OWNER), by=OWNER)
    assert Entry.objects.count() == before


def test_saving_under_a_name_of_ones_own_again_means_the_new_view(cast):
    save(cast, OWNER, query="owner=1")
    save(cast, OWNER, query="owner=2")
    save(cast, NEIGHBOUR, query="owner=3")

    assert sorted(SavedView.objects.values_list("user__username", "query")) == [
        ("neighbour", "owner=3"),
        ("owner", "owner=2"),
    ]


def test_a_view_of_ones_own_is_nobody_elses(cast):
    view = save(cast, OWNER)

    assert names(cast, OWNER) == ["Mine"]
    for other in (NEIGHBOUR, STRATEGY, STRANGER, VISITOR, OPERATOR):
        assert names(cast, other) == []
        assert view_at(cast.council, view.pk, other) is None


def test_a_shared_view_is_seen_by_everybody_who_signs_in_here_and_nobody_else(cast):
    view = save(cast, STRATEGY, "Ours", is_shared=True)

    assert names(cast, NEIGHBOUR) == names(cast, AUDITOR) == names(cast, PUBLIC) == ["Ours"]
    assert names(cast, STRANGER) == names(cast, VISITOR) == []
    assert view_at(cast.council, view.pk, NEIGHBOUR) == view
    assert view_at(cast.council, view.pk, STRANGER) is None


def test_views_belong_to_their_list_and_their_council(cast):
    view = save(cast, OWNER)
    other = a_council("third").council

    assert names(cast, OWNER, "measures") == []
    assert views_of(other, "elements", OWNER) == []
    assert view_at(other, view.pk, OWNER) is None


@pytest.mark.parametrize(
    ("by", "is_shared", "sentence"),
    [
        (VISITOR, False, "Sign in first."),
        (STRANGER, False, "You work for another council than Testbury."),
        (PUBLIC, False, "Only the strategy team, "),
        (OWNER, True, "Only the strategy team can share a saved view with colleagues."),
        (OPERATOR, False, "Sign in first: a view belongs to somebody."),
    ],
)
def test_who_may_not_save_is_told_why(by, is_shared, sentence, cast):
    with pytest.raises(Refused, match=sentence):
        save(cast, by, is_shared=is_shared)
    assert not SavedView.objects.exists()


def test_who_may_save_has_no_reason_against_it(cast):
    assert reasons_not_to_save(cast.council, True, STRATEGY) == []
    assert reasons_not_to_save(cast.council, False, OWNER) == []


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        ("  ", "", "Give the view a name."),
        ("n" * 101, "", "The name is too long: up to 100"),
        ("Mine", "q" * 1001, "more filters than can be kept"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(name, query, sentence, cast):
    with pytest.raises(Refused, match=sentence):
        save(cast, OWNER, name, query=query)


def test_only_whoever_saved_a_view_deletes_it(cast):
    view = save(cast, STRATEGY, "Ours", is_shared=True)

    with pytest.raises(Refused, match=r"Only whoever saved “Ours” can delete it\."):
        delete_view(view=view, by=NEIGHBOUR)
    with pytest.raises(Refused, match="You work for another council"):
        delete_view(view=view, by=STRANGER)
    delete_view(view=view, by=STRATEGY)
    assert not SavedView.objects.exists()
