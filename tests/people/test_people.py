"""Who is who, and which councils a person may read."""

from __future__ import annotations

import pytest

from goldenthread.people import actions, queries
from goldenthread.people.models import Council, Post, Service, User
from goldenthread.people.officers import OPERATOR, VISITOR, Officer
from tests.cast import OWNER, STRANGER, a_council

pytestmark = pytest.mark.django_db


def test_units_are_made_once_and_brought_up_to_date() -> None:
    council = a_council().council
    actions.set_up_units(
        council=council,
        directorates=["Place", "People"],
        services=[{"name": "Streets", "code": "STR", "directorate": "People"}, {"name": "Parks"}],
        posts=[{"title": "Head of Streets", "directorate": "People", "basis": "INFERRED"}],
    )
    assert list(council.directorates.values_list("name", flat=True)) == ["People", "Place"]
    assert list(Service.objects.values_list("name", "code", "directorate__name")) == [
        ("Parks", "", None),
        ("Streets", "STR", "People"),
    ]
    assert list(Post.objects.values_list("title", "service__name", "directorate__name", "basis")) == [
        ("Head of Streets", None, "People", "INFERRED"),
        ("Strategy Manager", None, None, "STATED"),
    ]
    assert [str(one) for one in (council, *Service.objects.all(), *council.directorates.all())] == [
        "Testbury", "Parks", "Streets", "People", "Place",
    ]  # fmt: skip


def test_a_council_set_up_again_is_the_same_council_brought_up_to_date() -> None:
    council = a_council().council
    again = actions.set_up_council(slug="testbury", name="Testbury Borough Council", year_start_month=1)
    assert (again.pk, again.name, again.year_start.month, again.year_start.day) == (
        council.pk, "Testbury Borough Council", 1, 1,
    )  # fmt: skip


def test_what_a_person_may_do_comes_from_the_post_they_hold() -> None:
    post = a_council().council.posts.get(title="Head of Streets")
    user = actions.give_sign_in(username="owner", password="a long enough password", post=post, duty="OWNER")
    assert queries.officer_for(user) == OWNER
    assert (str(user), user.check_password("a long enough password")) == ("Head of Streets", True)


def test_a_second_sign_in_for_a_name_resets_its_password_and_post() -> None:
    council = a_council().council
    for title, password in [
        ("Head of Streets", "the first password"),
        ("Strategy Manager", "the second one"),
    ]:
        actions.give_sign_in(
            username="owner", password=password, post=council.posts.get(title=title), duty="STRATEGY"
        )
    user = User.objects.get()
    assert (str(user), user.duty) == ("Strategy Manager", "STRATEGY")
    assert [user.check_password(one) for one in ("the first password", "the second one")] == [False, True]


def test_somebody_without_a_post_signs_in_and_may_only_read_what_is_open() -> None:
    user = User.objects.create(username="reader")
    assert queries.officer_for(user) == Officer(post="reader", username="reader")
    assert (str(user), queries.officer_for(user).is_signed_in, VISITOR.is_signed_in) == (
        "reader", True, False,
    )  # fmt: skip


@pytest.fixture
def closed() -> Council:
    """A council that keeps its pages to itself, beside one that is open to everyone."""
    a_council()
    return actions.set_up_council(slug="closed", name="Closed", is_open=False)


INSIDER = Officer("Clerk", "clerk", "closed", "READER")


@pytest.mark.parametrize(
    ("officer", "read"),
    [
        (VISITOR, ["testbury"]),
        (STRANGER, ["testbury"]),
        (INSIDER, ["closed", "testbury"]),
        (Officer("reader", "reader"), ["testbury"]),
    ],
)
def test_a_council_that_is_not_open_is_read_by_its_own_people_only(
    closed: Council, officer: Officer, read: list[str]
) -> None:
    assert [council.slug for council in queries.councils_for(officer)] == read
    found = [queries.council_for(slug, officer) for slug in ("closed", "testbury")]
    assert [council.slug for council in found if council] == read


def test_the_operator_serves_every_council(closed: Council) -> None:
    assert queries.council_for("closed", OPERATOR) == closed
    assert queries.council_for("nowhere", OPERATOR) is None
    assert [one.slug for one in queries.councils_for_operator()] == ["closed", "testbury"]


def test_posts_are_found_by_their_titles() -> None:
    council = a_council().council
    assert sorted(queries.posts_by_title(council)) == ["Head of Streets", "Strategy Manager"]
