"""Every address, read and written to as everybody: each duty of this and of another council, and a visitor.

The addresses come from the URL configuration, so a later one joins by itself. What each view says of who may
(`needing`, `by_post`, or nothing: for reading only) is held against what it does.

Everybody who works here tries every address of the open council, and so does a visitor, open or closed. Those
of another council, of whom the door asks the same whatever their duty, share the addresses among them, and a
closed council is tried by its own people in part: `make sweep` has everybody try everything.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils.html import escape

from goldenthread.people.models import Council, Term, User
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.people.permissions import reasons_of_duty, reasons_of_place
from goldenthread.people.policies import duties
from goldenthread.people.queries import officer_for
from goldenthread.web.pages import needing, of_council
from tests.web.conftest import a_draft_of, an_upload_of
from tests.web.examples import Address, every_address, furnish

HERE, ELSEWHERE = "cheltenham", "york"
PEOPLE = ["a visitor", *(f"{council}.{code}" for council in (HERE, ELSEWHERE) for code in duties().duties)]
# Addresses that anybody may write to, and why that changes nothing of a council.
ANYBODY = {
    "sign-in": "it asks for a password, and changes only who is signed in",
    "sign-out": "it changes only who is signed in",
    "have-your-say": "it keeps a comment unseen until a moderator reads it, and an empty one is not kept",
    "workshop-reply": "the link is the leave to reply, and without a reply nothing changes",
    "workshop-reply-diary": "it is only read",
    "answer": "the link is the leave to answer its lines, and nothing filled in changes nothing",
}
# What the council tries or weighs before it decides: to others it isn't there.
INSIDE = {
    "budget-line": "a year's budget is the council's own until it is adopted",
    "monitoring-report": "a period's monitoring is the council's own until its report is published",
    "bid": "a bid is the council's own until it is decided",
    "scenario": "a scenario tries changes that nobody has asked for yet",
    "way-out": "a way out names lines of drafts",
}
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
SENTENCE = re.compile(r'<p class="gt-sentence">\s*[^<]+\.\s*</p>|govuk-error-summary')
ANSWERED, REFUSED = {200, 301, 302}, {403, 404, 405, 422}


@dataclass(frozen=True)
class Person:
    """Somebody at a browser."""

    officer: Officer
    user: User | None = None

    def client(self) -> Client:
        client = Client(raise_request_exception=False)
        if self.user:
            client.force_login(self.user)
        return client


@pytest.fixture(scope="module")
def _furnished(_loaded, django_db_blocker) -> None:
    """Somebody for each duty at both councils, and one record of each kind that the demonstration lacks."""
    with django_db_blocker.unblock():
        for slug in (HERE, ELSEWHERE):
            council = Council.objects.get(slug=slug)
            post = council.posts.order_by("service", "title").first()
            for code in duties().duties:
                User.objects.create(username=f"{slug}.{code}", post=post, duty=code)
        furnish(Council.objects.get(slug=HERE))
        a_draft_of(HERE)
        an_upload_of(HERE)


@pytest.fixture
def person(_furnished, db) -> Callable[[str], Person]:
    def find(name: str) -> Person:
        if name == "a visitor":
            return Person(VISITOR)
        user = User.objects.select_related("post__council").get(username=name)
        return Person(officer_for(user), user)

    return find


def rows() -> dict[str, int]:
    """How many rows each of our tables holds, the ledger's among them."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("goldenthread.")
    }


@contextmanager
def written() -> Iterator[list[str]]:
    """The statements that write, which are then undone."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            found.append(sql[:80])
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        yield found
        transaction.set_rollback(True)


def reasons_at_the_door(power: str | None, officer: Officer, council: Council) -> list[str]:
    """Why this person may not even begin, by what the view says of itself and the policy of duties."""
    if power is None:
        return []
    return reasons_of_duty(council, power, officer) if power else reasons_of_place(council, officer)


@dataclass(frozen=True)
class Asked:
    """One question put to the site, by whom, with what came back and what was written meanwhile."""

    address: Address
    where: str
    method: str
    person: Person
    council: Council
    answer: HttpResponse
    writes: list[str]

    @property
    def is_strange(self) -> bool:
        """True for somebody who isn't to know that the council is there."""
        is_own = self.person.officer.council == self.council.slug
        return self.address.is_of_a_council and not self.council.is_open and not is_own

    @property
    def said(self) -> str:
        return f"{self.method.upper()} {self.where} answers {self.answer.status_code}"

    def says(self, sentence: str) -> bool:
        return escape(sentence) in self.answer.content.decode()


def faults(asked: Asked) -> Iterator[str]:
    """What is wrong with how one address answered one person, in sentences."""
    power, reading = asked.address.power, asked.method == "get"
    reasons = reasons_at_the_door(power, asked.person.officer, asked.council)
    if asked.answer.status_code >= 500:
        yield f"{asked.said}: it broke"
    elif asked.is_strange:
        yield from _to_a_stranger(asked)
    elif reasons:
        yield from _at_the_door(asked, reasons[0])
    elif power is None:
        yield from _to_everybody(asked)
    elif asked.answer.status_code == 403 and not SENTENCE.search(asked.answer.content.decode()):
        yield f"{asked.said}, where a sentence should say why"
    if asked.writes and (reading or reasons or power is None):
        yield f"{asked.said} and wrote: {asked.writes[0]}"


def _to_a_stranger(asked: Asked) -> Iterator[str]:
    code = asked.answer.status_code
    if code == 404:
        return
    nowhere = asked.where.replace(HERE, "no-such-council", 1)
    if code != 405 or getattr(Client(), asked.method)(nowhere).status_code != 405:
        yield f"{asked.said}: a stranger learns that a closed council is there"


def _at_the_door(asked: Asked, reason: str) -> Iterator[str]:
    code = asked.answer.status_code
    is_never_read = code == 405 and asked.method == "get"
    if not is_never_read and (code != 403 or not asked.says(reason)):
        yield f"{asked.said} without the sentence “{reason}”"


def _to_everybody(asked: Asked) -> Iterator[str]:
    code = asked.answer.status_code
    is_hidden = asked.address.name in INSIDE and asked.person.officer.inside != asked.council.slug
    if asked.method == "get" and is_hidden:
        if code != 404:
            yield f"{asked.said}, and yet {INSIDE[asked.address.name]}"
    elif asked.method == "get" and code not in ANSWERED:
        yield f"{asked.said}, where everybody may read"
    if asked.method == "post" and code not in REFUSED:
        yield f"{asked.said}: it names no power, so it should be for reading only"


def all_faults(person: Person, council: Council, one_in: int = 1, first: int = 0) -> list[str]:
    """What is wrong with how the addresses answer, or one in so many of them from the first on."""
    client = person.client()
    found = []
    for address in list(every_address())[first::one_in]:
        if address.name in ANYBODY:
            continue
        where = address.at(council)
        for method in ("get", "post"):
            with written() as writes:
                answer = getattr(client, method)(where)
            found += faults(Asked(address, where, method, person, council, answer, writes))
    return found


def share_of(name: str, is_open: bool) -> tuple[int, int]:
    """One in how many addresses somebody tries, and from which on: together they try all several times."""
    is_from_here = name.startswith(f"{HERE}.")
    if "EVERY" in os.environ or name == "a visitor" or (is_from_here and is_open):
        return 1, 0
    one_in = 8 if is_from_here else 4
    return one_in, PEOPLE.index(name) % one_in


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
@pytest.mark.parametrize("name", PEOPLE)
def test_every_address_answers_everybody_as_it_should(name, is_open, person):
    """R142: whoever may not is told why in a sentence, changes nothing, and never breaks a page."""
    Council.objects.filter(slug=HERE).update(is_open=is_open)
    council, before = Council.objects.get(slug=HERE), rows()

    assert all_faults(person(name), council, *share_of(name, is_open)) == []
    assert rows() == before


def test_those_who_share_the_addresses_try_each_of_them() -> None:
    for is_open, where in ((True, ELSEWHERE), (False, ELSEWHERE), (False, HERE)):
        shares = [share_of(name, is_open) for name in PEOPLE if name.startswith(f"{where}.")]
        tried = {place for one_in, first in shares for place in range(first, 400, one_in)}
        assert tried == set(range(400))


@pytest.mark.parametrize("name", sorted(ANYBODY))
@pytest.mark.parametrize("who", ["a visitor", f"{HERE}.OWNER"])
def test_what_anybody_may_write_to_changes_nothing_of_a_council(name, who, person):
    address = next(one for one in every_address() if one.name == name)
    before = rows()

    for method in ("get", "post"):
        answer = getattr(person(who).client(), method)(address.at(Council.objects.get(slug=HERE)))
        assert answer.status_code in (200, 302, 403, 404, 405, 422), ANYBODY[name]

    assert rows() == before


def test_every_power_that_an_address_asks_for_is_in_the_policy():
    asked = {(one.name, one.power or "") for one in every_address()}
    unknown = {name: power for name, power in asked if power not in {"", *duties().powers}}

    assert unknown == {}


# The guard is tried on addresses that are wrong on purpose.


@of_council
def leaky(request: HttpRequest, council: Council) -> HttpResponse:
    Term.objects.create(council=council, word="Read", meaning="Written on reading")
    return HttpResponse("read")


@needing("keep_workplan")
@of_council
def broken(request: HttpRequest, council: Council) -> HttpResponse:
    raise RuntimeError("A slip of ours")


def unguarded(request: HttpRequest, council: str) -> HttpResponse:
    Council.objects.filter(slug=council).update(about=request.method)
    return HttpResponse("anybody")


def silent(request: HttpRequest, council: str) -> HttpResponse:
    return HttpResponse("No.", status=403)


@needing("keep_workplan")
@of_council
def mute(request: HttpRequest, council: Council) -> HttpResponse:
    return HttpResponse(
        "No." if request.method == "POST" else "", status=403 if request.method == "POST" else 200
    )


class Wrong:
    """A configuration of addresses that are wrong on purpose."""

    urlpatterns = [
        path("", include("goldenthread.web.urls")),
        path("", include([path("<slug:council>/leaky/", leaky, name="leaky")])),
        path("<slug:council>/broken/", broken, name="broken"),
        path("<slug:council>/unguarded/", unguarded, name="unguarded"),
        path("<slug:council>/silent/", silent, name="silent"),
        path("<slug:council>/mute/", mute, name="mute"),
    ]
    handler404 = "goldenthread.web.views.answers.not_found"
    handler500 = "goldenthread.web.views.answers.server_error"


WRONG = {
    (f"{HERE}.STRATEGY", True): [
        "GET /cheltenham/leaky/ answers 200 and wrote: INSERT",
        "GET /cheltenham/broken/ answers 500: it broke",
        "POST /cheltenham/broken/ answers 500: it broke",
        "GET /cheltenham/unguarded/ answers 200 and wrote: UPDATE",
        "POST /cheltenham/unguarded/ answers 200: it names no power, so it should be for reading only",
        "POST /cheltenham/unguarded/ answers 200 and wrote: UPDATE",
        "GET /cheltenham/silent/ answers 403, where everybody may read",
        "POST /cheltenham/mute/ answers 403, where a sentence should say why",
    ],
    ("a visitor", False): [
        "GET /cheltenham/unguarded/ answers 200: a stranger learns that a closed council is there",
        "GET /cheltenham/unguarded/ answers 200 and wrote: UPDATE",
        "POST /cheltenham/unguarded/ answers 200: a stranger learns that a closed council is there",
        "POST /cheltenham/unguarded/ answers 200 and wrote: UPDATE",
        "GET /cheltenham/silent/ answers 403: a stranger learns that a closed council is there",
        "POST /cheltenham/silent/ answers 403: a stranger learns that a closed council is there",
    ],
}


@pytest.mark.parametrize(("name", "is_open"), WRONG)
def test_an_address_that_is_wrong_is_found(name, is_open, person):
    Council.objects.filter(slug=HERE).update(is_open=is_open)

    with override_settings(ROOT_URLCONF=Wrong):
        found = all_faults(person(name), Council.objects.get(slug=HERE))

    assert [re.sub(r"(INSERT|UPDATE).*", r"\1", fault) for fault in found] == WRONG[name, is_open]


def test_an_address_with_a_gap_that_nobody_knows_says_where_its_example_goes(person):
    """A later address joins by itself, or says what it needs."""

    class Later:
        urlpatterns = [path("<slug:council>/wards/<int:ward>/", leaky, name="ward")]

    council = Council.objects.get(slug=HERE)
    with override_settings(ROOT_URLCONF=Later), pytest.raises(LookupError) as said:
        all_faults(person("a visitor"), council)
    assert str(said.value) == (
        "The address “ward” (<slug:council>/wards/<int:ward>/) has a gap that no example fills: add "
        "“wards/<ward>” to EXAMPLES in tests/web/examples.py, with a record of that kind."
    )


def test_an_address_without_a_name_or_that_is_no_plain_route_is_found(person):
    class Nameless:
        urlpatterns = [path("<slug:council>/x/", leaky)]

    with (
        override_settings(ROOT_URLCONF=Nameless),
        pytest.raises(LookupError, match="has no name: give it one"),
    ):
        every_address()
