"""Reviews of the reporting arrangements, and what they ask for."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.governance.models import Review
from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council, Post, User

pytestmark = pytest.mark.django_db
ADD = "/small/data-quality/reviews/add/"


@pytest.fixture
def small(grow) -> Council:
    return grow(2, slug="small")


@pytest.fixture
def strategy(small) -> Client:
    post = Post.objects.filter(council=small).first()
    client = Client()
    client.force_login(User.objects.create(username="small.strategist", post=post, duty="STRATEGY"))
    return client


def looked(small: Council, **more: object) -> dict[str, object]:
    post = small.posts.first()
    return {
        "version": 0, "held_on": "1 September 2014", "about": "The quarterly report", "found": "Too long",
        "to_do": "Halve it", "owner": post.pk, "due_on": "1 August 2014", **more,
    }  # fmt: skip


def test_what_a_review_asks_is_followed_until_it_is_done(small, strategy) -> None:
    """R060."""
    assert strategy.post(ADD, looked(small)).status_code == 302
    shown = strategy.get("/small/data-quality/reviews/").content.decode()
    assert "One review on record. Of one thing asked for, one still to be done, one of them overdue." in shown
    assert "Overdue since 1 August 2014" in shown
    review = Review.objects.get()
    done = looked(small, version=1, done_on="2 September 2014")
    assert strategy.post(f"/small/data-quality/reviews/{review.pk}/", done).status_code == 302
    assert "none still to be done" in strategy.get("/small/data-quality/reviews/").content.decode()
    assert Entry.objects.filter(subject_kind="review").count() == 2
    stale = strategy.post(f"/small/data-quality/reviews/{review.pk}/", done)
    assert "Somebody else changed this review" in stale.content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"owner": ""}, "Say who does what is to be done"),
        ({"due_on": ""}, "Say who does what is to be done"),
        ({"done_on": "1 August 2014"}, "have been done before the review"),
        ({"to_do": "", "done_on": "3 September 2014"}, "nothing to be done yet"),
        ({"held_on": ""}, "When it was held"),
    ],
)
def test_a_review_that_cannot_be_is_refused(small, strategy, wrong, sentence) -> None:
    answer = strategy.post(ADD, looked(small, **wrong))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Review.objects.exists()


def test_only_the_strategy_team_reviews_and_everybody_reads(small) -> None:
    owner = User.objects.create(username="o", post=Post.objects.filter(council=small).first(), duty="OWNER")
    client = Client()
    client.force_login(owner)
    assert client.post(ADD, looked(small)).status_code == 403
    assert Client().get("/small/data-quality/reviews/?as=csv").status_code == 200
