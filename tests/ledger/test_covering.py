"""Standing in for a post that is away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.core.refused import Refused, Stale
from goldenthread.ledger.covering import cover_post, end_cover
from goldenthread.ledger.models import Entry
from goldenthread.people.covering import stand_ins, stands_in_for
from goldenthread.people.models import Cover
from tests.cast import AT, NEIGHBOUR, ON, OWNER, STRANGER, STRATEGY, a_council

pytestmark = pytest.mark.django_db
LAST = ON + timedelta(days=13)


@pytest.fixture
def posts():
    council = a_council().council
    return council.posts.get(title="Head of Streets"), council.posts.get(title="Strategy Manager")


def cover(posts, by=OWNER, **more):
    away, stand_in = posts
    given = {"from_on": ON, "until_on": LAST, "reason": "Leave", **more}
    return cover_post(**{"post": away, "stand_in": stand_in, **given}, by=by, at=AT)


def test_a_post_stands_in_from_the_first_day_to_the_last(posts, django_assert_num_queries) -> None:
    away, stand_in = posts
    cover(posts)

    for day, found in [
        (ON - timedelta(days=1), []),
        (ON, [away]),
        (LAST, [away]),
        (LAST + timedelta(days=1), []),
    ]:
        assert stands_in_for(stand_in, day) == found
        assert stand_ins([away, stand_in], day) == ({away.pk: [stand_in]} if found else {})
    with django_assert_num_queries(1):
        assert stands_in_for(stand_in, ON)[0].service.name == "Streets"
    with django_assert_num_queries(0):
        assert stands_in_for(None, ON) == []


def test_the_ledger_keeps_who_stood_in_and_why(posts) -> None:
    cover(posts)

    entry = Entry.objects.get(subject_kind="cover")
    assert (entry.verb, entry.by_post, entry.subject) == (
        "covered",
        "Head of Streets",
        "Strategy Manager for Head of Streets",
    )
    assert entry.after["reason"] == "Leave"


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        (NEIGHBOUR, "can say who stands in for a post that is away. You are signed in as an owner."),
        (STRANGER, "You work for another council than Testbury."),
    ],
)
def test_who_may_not_say_who_stands_in_is_told_why(by, sentence, posts) -> None:
    with pytest.raises(Refused) as said:
        cover(posts, by=by)
    assert sentence in str(said.value)
    assert not Cover.objects.exists()


def test_what_cannot_be_is_refused(posts) -> None:
    away, _stand_in = posts
    cover(posts)
    elsewhere = a_council("elsewhere").council.posts.first()
    for given, sentence in [
        ({"stand_in": away}, "Nobody stands in for themselves."),
        ({"stand_in": elsewhere}, "belongs to another council"),
        ({"until_on": date(2014, 9, 1)}, "The last day is before the first."),
        ({}, "stands in for Head of Streets from 2 September 2014 to 15 September 2014 already"),
    ]:
        with pytest.raises(Refused) as said:
            cover(posts, **given)
        assert sentence in str(said.value)
    assert Cover.objects.count() == 1
    cover(posts, from_on=LAST + timedelta(days=1), until_on=LAST + timedelta(days=2))


def test_a_cover_ends_from_today_and_one_that_never_began_is_taken_back(posts) -> None:
    _away, stand_in = posts
    held = cover(posts)
    end_cover(cover=held, version=1, on=ON + timedelta(days=3), by=STRATEGY, at=AT)
    held.refresh_from_db()
    assert held.until_on == ON + timedelta(days=2)
    assert stands_in_for(stand_in, ON + timedelta(days=3)) == []

    later = cover(posts, from_on=date(2014, 12, 1), until_on=date(2014, 12, 5))
    end_cover(cover=later, version=1, on=ON, by=OWNER, at=AT)
    assert not Cover.objects.filter(pk=later.pk).exists()
    with pytest.raises(Refused, match="taken back already"):
        end_cover(cover=later, version=1, on=ON, by=OWNER, at=AT)


def test_a_cover_that_somebody_else_changed_is_not_ended_unseen(posts) -> None:
    held = cover(posts)
    Cover.objects.filter(pk=held.pk).update(version=2)
    with pytest.raises(Stale, match="Somebody else changed this cover"):
        end_cover(cover=held, version=1, on=ON, by=OWNER, at=AT)
    with pytest.raises(Refused, match="This cover ended on 15 September 2014"):
        end_cover(cover=held, version=2, on=LAST + timedelta(days=1), by=OWNER, at=AT)
