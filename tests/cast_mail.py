"""A council whose round is open: who is asked for what, and where they are reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.core.periods import code
from goldenthread.people.models import Council, Post, User
from goldenthread.rounds.models import Ask, Round
from tests.cast import AT, ON, Q1, Cast, a_council

DUE_ON = date(2014, 9, 12)  # a Friday; ON is Tuesday 2 September 2014
STEPS = {"open": date(2014, 8, 29), "updater": DUE_ON, "owner": DUE_ON + timedelta(days=5),
         "director": DUE_ON + timedelta(days=10), "meeting": date(2014, 10, 9)}  # fmt: skip
OPENED = AT - timedelta(days=4)


@dataclass(frozen=True)
class RoundCast:
    """The council with its open round, and its two lines: a measure and an action."""

    cast: Cast
    council: Council
    round: Round
    measure: Ask
    action: Ask

    def post(self, title: str) -> Post:
        return self.council.posts.get(title=title)


def a_sign_in(post: Post, email: str = "", duty: str = "OWNER", username: str = "") -> User:
    """Somebody who signs in for a post."""
    name = username or f"{post.council.slug}.{post.title.casefold().replace(' ', '-')}"
    return User.objects.create(username=name, post=post, email=email, duty=duty)


def a_round(slug: str = "testbury", **more: object) -> RoundCast:
    """Make a council and its open round: the clerk updates, the head of streets owns, the director signs."""
    cast = a_council(slug)
    council = cast.council
    director = council.posts.create(title="Director of Place", directorate=council.directorates.get())
    head = council.posts.get(title="Head of Streets")
    head.manager = director
    head.save(update_fields=["manager"])
    clerk = council.posts.create(title="Street Clerk", service=head.service, manager=head)
    given = {"name": "Quarter 1", "state": "OPEN", "opened_at": OPENED, "meets_on": STEPS["meeting"], **more}
    round = council.rounds.create(slug="q1", period=code(Q1), edition=cast.edition, **given)
    for step, due_on in STEPS.items():
        round.deadlines.create(step=step, due_on=due_on)
    of = {"council": council, "updater": clerk, "owner": head}
    measure = round.asks.create(measure=cast.measure, **of)
    action = round.asks.create(element=cast.elements["action"], **{**of, "updater": head})
    return RoundCast(cast, council, round, measure, action)


def everybody_has_an_address(made: RoundCast) -> None:
    """Give each post of the round a sign-in with an address of its own."""
    for title, email, duty in [
        ("Street Clerk", "clerk@testbury.example", "UPDATER"),
        ("Head of Streets", "head@testbury.example", "OWNER"),
        ("Director of Place", "director@testbury.example", "DIRECTOR"),
        ("Strategy Manager", "strategy@testbury.example", "STRATEGY"),
    ]:
        a_sign_in(made.post(title), email, duty)


__all__ = ["DUE_ON", "ON", "OPENED", "STEPS", "RoundCast", "a_round", "a_sign_in", "everybody_has_an_address"]
