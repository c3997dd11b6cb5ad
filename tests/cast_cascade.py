"""The cast of the cascade: services with managers and officers, and a corporate action to take in.

Head of Streets manages Streets, Street Clerk and Sweeper work there, Sweeper under the clerk; Head of Parks
manages Parks and has nothing to do with Streets; the auditor and the member read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.core.cascade import Answer
from goldenthread.core.periods import financial_year_of
from goldenthread.people.actions import set_up_units
from goldenthread.people.models import Council, Post, Service, User
from goldenthread.people.officers import Officer
from goldenthread.people.queries import officer_for
from goldenthread.plans.cascade import (
    Wording,
    add_service_item,
    answer_offer,
    offer_action,
    start_service_plan,
)
from goldenthread.plans.models import Edition, Element, Offer
from goldenthread.plans.workplans import Doings, add_to_workplan
from tests.cast import AT, ON, STRATEGY, WHO, Cast, a_council

YEAR = financial_year_of(ON)
CANARY = "Xanthic-canary-4711"
_PLACE = {"service": "Streets", "directorate": "Place"}
_PARKS = {"service": "Parks", "directorate": "Place"}
MANAGER = Officer("Head of Streets", "manager", "testbury", "SERVICE_MANAGER", **_PLACE)
CLERK = Officer("Street Clerk", "clerk", "testbury", "OWNER", **_PLACE)
SWEEPER = Officer("Sweeper", "sweeper", "testbury", "UPDATER", **_PLACE)
PARKS = Officer("Head of Parks", "parks", "testbury", "SERVICE_MANAGER", **_PARKS)
DIRECTOR = Officer("Director of Place", "director", "testbury", "DIRECTOR", directorate="Place")
AUDITOR = Officer("Auditor", "auditor", "testbury", "AUDITOR")
MEMBER = Officer("Executive Member", "member", "testbury", "EXECUTIVE")
STRATEGIST = STRATEGY
EVERYBODY = (MANAGER, CLERK, SWEEPER, PARKS, DIRECTOR, AUDITOR, MEMBER, STRATEGIST)


@dataclass(frozen=True)
class Cascade:
    """The council of `cast`, with two services and their posts."""

    cast: Cast
    streets: Service
    parks: Service

    @property
    def council(self) -> Council:
        return self.cast.council

    @property
    def action(self) -> Element:
        return self.cast.elements["action"]

    def post(self, title: str) -> Post:
        return self.council.posts.select_related("council", "service__directorate", "manager").get(
            title=title
        )

    def offered(self, *services: Service, words: str = "Can you do it?") -> list[Offer]:
        asked = services or (self.streets,)
        return offer_action(action=self.action, services=asked, words=words, on=ON, by=STRATEGIST, at=AT)

    def started(self, service: Service | None = None) -> Edition:
        return start_service_plan(service=service or self.streets, year=YEAR, **WHO)

    def item(self, title: str, is_usual: bool = True, **more: Any) -> Element:
        wording = Wording(title, **more)
        return add_service_item(service=self.streets, wording=wording, is_usual=is_usual, by=MANAGER, at=AT)

    def taken_in(self) -> Offer:
        """The action offered to Streets and accepted as it is, in its first draft."""
        self.started()
        (offer,) = self.offered()
        return answer_offer(offer=offer, version=1, answer=Answer.ACCEPTED, on=ON, by=MANAGER, at=AT)

    def planned(self, item: Element, words: str = CANARY, title: str = "Street Clerk", **more: Any):
        by = {one.post: one for one in EVERYBODY}[title]
        return add_to_workplan(post=self.post(title), item=item, doings=Doings(words, **more), by=by, at=AT)


def a_cascade(slug: str = "testbury") -> Cascade:
    """Make it."""
    cast = a_council(slug)
    set_up_units(
        council=cast.council,
        directorates=["Place"],
        services=[
            {"name": "Streets", "code": "ST", "directorate": "Place"},
            {"name": "Parks", "code": "PK", "directorate": "Place"},
        ],
        posts=[
            {"title": "Director of Place", "directorate": "Place"},
            {"title": "Head of Streets", "service": "Streets"},
            {"title": "Street Clerk", "service": "Streets"},
            {"title": "Sweeper", "service": "Streets"},
            {"title": "Head of Parks", "service": "Parks"},
            {"title": "Auditor"},
            {"title": "Executive Member"},
        ],
    )
    posts = {post.title: post for post in cast.council.posts.all()}
    for below, above in {
        "Head of Streets": "Director of Place",
        "Street Clerk": "Head of Streets",
        "Sweeper": "Street Clerk",
    }.items():
        Post.objects.filter(pk=posts[below].pk).update(manager=posts[above])
    services = cast.council.services.select_related("directorate", "council")
    return Cascade(cast, services.get(name="Streets"), services.get(name="Parks"))


def sign_ins(cascade: Cascade) -> dict[str, User]:
    """A sign-in for each of the cast, by username."""
    made = {
        one.username: User.objects.create(username=one.username, post=cascade.post(one.post), duty=one.duty)
        for one in EVERYBODY
    }
    for one in EVERYBODY:
        held = officer_for(made[one.username])
        assert (held.post, held.duty, held.council) == (one.post, one.duty, cascade.council.slug)
    return made
