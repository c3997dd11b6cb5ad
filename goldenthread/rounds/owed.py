"""Reading who owes what of a round: each person's lines, and where they are told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from goldenthread.core.nudging import Line, Role
from goldenthread.people.addresses import Addresses, addresses_of
from goldenthread.people.covering import stand_ins
from goldenthread.people.models import Directorate, Partner, Post, User
from goldenthread.rounds.models import Ask, Round
from goldenthread.rounds.permissions import service_of

ASKED = "ASKED"
_WITH = (
    "measure__service__directorate",
    "element__service__directorate",
    "updater__service__directorate",
    "updater__directorate",
    "updater__manager",
    "owner__service__directorate",
    "owner__directorate",
    "partner",
)


@dataclass(frozen=True, slots=True)
class Person:
    """A post or a partner that is told of things."""

    post: Post | None = None
    partner: Partner | None = None

    @property
    def key(self) -> str:
        """What it is known by in keys of messages."""
        return f"partner-{self.partner.pk}" if self.partner else f"post-{self.post.pk}" if self.post else ""

    @property
    def name(self) -> str:
        return self.partner.name if self.partner else str(self.post or "")


@dataclass(frozen=True, slots=True)
class To:
    """Where a message to a person goes: the address (empty: none is held), and for whom it stands in."""

    name: str
    email: str
    on_behalf_of: str = ""
    is_partner: bool = False


@dataclass(slots=True)
class Directory:
    """Where everybody is reached on a day: addresses, who stands in, and each directorate's directors."""

    addresses: Addresses
    standing_in: dict[int, list[Post]]
    directors: dict[int, list[Post]] = field(default_factory=dict)

    def reach(self, person: Person) -> list[To]:
        """Each address of a person and of who stands in for them; an empty one where none is held."""
        if person.partner:
            held = self.addresses.of_partner.get(person.partner.pk, [])
            return [To(person.name, email, is_partner=True) for email in held or [""]]
        if person.post is None:
            return []
        own = [To(person.name, email) for email in self.addresses.of_post.get(person.post.pk, [])]
        standing = [
            To(post.title, email, person.name)
            for post in self.standing_in.get(person.post.pk, [])
            for email in self.addresses.of_post.get(post.pk, [""])
        ]
        return [*own, *standing] or [To(person.name, "")]


def answerer(ask: Ask) -> Person:
    """Who is asked to answer a line: the partner where one provides it, else the post that updates it."""
    return Person(partner=ask.partner) if ask.partner else Person(post=ask.updater)


def directorate_of(ask: Ask) -> Directorate | None:
    """The directorate that a line belongs to: its service's, or else that of who owns or updates it."""
    service = service_of(ask)
    if service and service.directorate:
        return service.directorate
    return next((post.directorate for post in (ask.owner, ask.updater) if post and post.directorate), None)


def asks_of(round: Round) -> QuerySet[Ask]:
    """The lines of a round with all that says whose they are: one query."""
    return round.asks.select_related(*_WITH)


def by_person(asks: Iterable[Ask]) -> list[tuple[Person, list[Ask]]]:
    """The lines of each person who answers, by name; those asked of nobody are left out."""
    people: dict[str, Person] = {}
    theirs: dict[str, list[Ask]] = defaultdict(list)
    for ask in asks:
        person = answerer(ask)
        people[person.key] = person
        theirs[person.key].append(ask)
    people.pop("", None)
    return sorted(((people[key], theirs[key]) for key in people), key=lambda one: (one[0].name, one[0].key))


def directory_for(round: Round, asks: Sequence[Ask], on: date) -> Directory:
    """Where those of a round are reached on a day: three queries."""
    posts = [post for ask in asks for post in (ask.updater, ask.owner) if post]
    posts += [post.manager for post in posts if post.manager]
    directors = directors_of(round.council_id)
    posts += [post for held in directors.values() for post in held]
    return Directory(addresses_of(round.council), stand_ins(posts, on), directors)


def directors_of(council_id: int) -> dict[int, list[Post]]:
    """The posts whose holders sign off for a directorate, by the directorate: one query.

    Its director comes before those of its parts, and who reports to nobody before who does.
    """
    held = User.objects.filter(post__council=council_id, is_active=True, duty="DIRECTOR")
    found: dict[int, dict[int, Post]] = defaultdict(dict)
    for user in held.select_related("post__service"):
        post = user.post
        part = post and (post.directorate_id or (post.service.directorate_id if post.service else None))
        if post and part:
            found[part][post.pk] = post
    return {part: sorted(posts.values(), key=_by_rank) for part, posts in found.items()}


def _by_rank(post: Post) -> tuple[bool, bool, str]:
    return (post.directorate_id is None, post.manager_id is not None, post.title)


def lines_of(asks: Iterable[Ask], directory: Directory) -> tuple[list[Line], dict[str, Person]]:
    """The lines as the rules of nudging know them, and the people in them by their keys."""
    people: dict[str, Person] = {}
    lines = []
    for ask in asks:
        held = _people_of(ask, directory)
        people |= {person.key: person for person in held.values()}
        lines.append(Line(ask.pk, ask.state, {role: person.key for role, person in held.items()}))
    return lines, people


def _people_of(ask: Ask, directory: Directory) -> dict[Role, Person]:
    directorate = directorate_of(ask)
    directors = directory.directors.get(directorate.pk, []) if directorate else []
    manager = ask.updater.manager if ask.updater else None
    found = {
        Role.UPDATER: answerer(ask),
        Role.OWNER: Person(post=ask.owner),
        Role.MANAGER: Person(post=manager),
        Role.DIRECTOR: Person(post=directors[0] if directors else None),
    }
    return {role: person for role, person in found.items() if person.key}
