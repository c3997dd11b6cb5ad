"""Searching all of a council that a person may read: what was found, and how the query was understood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import Any, NamedTuple

from goldenthread.core.search import Found, search, words_of
from goldenthread.core.sentences import Sentence, Span, plain
from goldenthread.governance.find_queries import body_words, paper_words
from goldenthread.measures.find_queries import measure_words
from goldenthread.people.find_queries import partner_words, post_words, service_words, term_words
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.find_queries import EditionWords, edition_words, element_words, level_words


class Kind(StrEnum):
    """What can be found, in the order it is shown; the value is what an address calls it."""

    ELEMENT = "elements"
    MEASURE = "measures"
    PAPER = "papers"
    POST = "people"
    PARTNER = "partners"
    BODY = "bodies"
    TERM = "words"


ONE = {
    Kind.ELEMENT: "element",
    Kind.MEASURE: "measure",
    Kind.PAPER: "paper",
    Kind.POST: "post",
    Kind.PARTNER: "partner",
    Kind.BODY: "body",
    Kind.TERM: "word",
}
MANY = {**{kind: f"{one}s" for kind, one in ONE.items()}, Kind.BODY: "bodies"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, where it stands and who answers for it."""

    kind: Kind
    key: str
    title: str
    note: str = ""
    level: str = ""
    edition: str = ""
    owner: str = ""


class _Shelf(NamedTuple):
    """Everything of one kind: what is looked in, how equals are put in order, and how one is shown."""

    kind: Kind
    titles: list[str]
    more: list[str]
    order: Callable[[int], tuple[Any, ...]]
    hit: Callable[[int], Hit]


@dataclass(frozen=True)
class Findings:
    """The answer to one query: how many of each kind, and each hit made only when it is asked for."""

    query: str
    found: Found
    places: dict[Kind, list[int]]
    _hit: Callable[[Kind, int], Hit] = field(repr=False)

    @property
    def counts(self) -> list[tuple[Kind, int]]:
        """The kinds that hold something, with how many."""
        return [(kind, len(held)) for kind, held in self.places.items() if held]

    @property
    def total(self) -> int:
        return len(self.found.places)

    def hits(self, kind: Kind, first: int = 0, last: int | None = None) -> list[Hit]:
        """The hits of a kind, best first, from one place to another."""
        return [self._hit(kind, place) for place in self.places[kind][first:last]]

    def all_hits(self) -> Iterator[Hit]:
        """Every hit, kind by kind."""
        return (hit for kind in Kind for hit in self.hits(kind))


def find(council: Council, query: str, viewer: Officer = VISITOR) -> Findings:
    """Search a council in ten queries, whatever it holds; `viewer` decides what is looked in at all."""
    if not words_of(query):
        return Findings(query, Found((), []), {kind: [] for kind in Kind}, _nothing)
    posts, services = post_words(council), service_words(council)
    shelves = [
        _elements(council, viewer, posts, services),
        _measures(council, posts, services),
        _papers(council, viewer),
        _posts(posts, services),
        _partners(council),
        _bodies(council),
        _terms(council),
    ]
    starts = list(accumulate((len(shelf.titles) for shelf in shelves), initial=0))

    def stands(place: int) -> tuple[_Shelf, int]:
        number = bisect_right(starts, place) - 1
        return shelves[number], place - starts[number]

    def order(place: int) -> tuple[Any, ...]:
        shelf, own = stands(place)
        return shelf.order(own)

    titles = [title for shelf in shelves for title in shelf.titles]
    found = search(query, titles, [more for shelf in shelves for more in shelf.more], order)
    places: dict[Kind, list[int]] = {kind: [] for kind in Kind}
    for place in found.places:
        shelf, own = stands(place)
        places[shelf.kind].append(own)
    hits = {shelf.kind: shelf.hit for shelf in shelves}
    return Findings(query, found, places, lambda kind, place: hits[kind](place))


def _nothing(kind: Kind, place: int) -> Hit:
    raise LookupError((kind, place))


Posts = dict[int, tuple[str, int | None]]


def _elements(council: Council, viewer: Officer, posts: Posts, services: dict[int, str]) -> _Shelf:
    rows = element_words(council, viewer)
    editions, levels = edition_words(council, viewer), level_words(council)
    owners: dict[int | None, str] = {None: ""} | {key: title for key, (title, _) in posts.items()}
    units: dict[int | None, str] = {None: ""} | dict(services.items())

    def order(place: int) -> tuple[Any, ...]:
        _, edition, level, _, title, _, _, _ = rows[place]
        return (not editions[edition].is_current, levels[level][1], title)

    def hit(place: int) -> Hit:
        key, edition, level, code, title, _, owner, service = rows[place]
        return Hit(
            Kind.ELEMENT,
            str(key),
            title,
            note=", ".join(part for part in (codes[code], units[service]) if part),
            level=levels[level][0],
            edition=_edition(editions[edition]),
            owner=owners[owner],
        )

    codes = {code: _said(code) for code in {row[3] for row in rows}}
    more = [
        f"{codes[code]} {detail} {owners[owner]} {units[service]}"
        for _, _, _, code, _, detail, owner, service in rows
    ]
    return _Shelf(Kind.ELEMENT, [row[4] for row in rows], more, order, hit)


_HAS_NUMBER = re.compile(r"\d").search


def _said(code: str) -> str:
    """A code that people use, such as A1.2; one without a number is a name for machines."""
    return code if _HAS_NUMBER(code) else ""


def _edition(edition: EditionWords) -> str:
    if edition.is_current:
        return edition.name
    return f"{edition.name} ({'draft' if edition.state == 'DRAFT' else 'earlier edition'})"


def _by_title(titles: Sequence[str]) -> Callable[[int], tuple[Any, ...]]:
    return lambda place: (False, 0, titles[place])


def _measures(council: Council, posts: Posts, services: dict[int, str]) -> _Shelf:
    rows = measure_words(council)
    titles = [title for _, title, _, _, _ in rows]
    owners = [posts[owner][0] if owner else "" for _, _, _, owner, _ in rows]
    units = [services[unit] if unit else "" for _, _, _, _, unit in rows]
    more = [
        f"{code} {definition} {owner} {unit}"
        for (code, _, definition, _, _), owner, unit in zip(rows, owners, units, strict=True)
    ]

    def hit(place: int) -> Hit:
        code = rows[place][0]
        return Hit(
            Kind.MEASURE, code, titles[place], ", ".join(filter(None, (code, units[place]))),
            owner=owners[place],
        )  # fmt: skip

    return _Shelf(Kind.MEASURE, titles, more, _by_title(titles), hit)


def _papers(council: Council, viewer: Officer) -> _Shelf:
    rows = paper_words(council, viewer)
    titles = [row[1] for row in rows]
    more = [f"{summary} {report_of} {body or ''}" for _, _, summary, report_of, body, _ in rows]

    def hit(place: int) -> Hit:
        slug, title, _, report_of, body, meets_on = rows[place]
        day = f"{meets_on.day} {meets_on:%B %Y}" if meets_on else ""
        return Hit(Kind.PAPER, slug, title, ", ".join(part for part in (body, day) if part), owner=report_of)

    return _Shelf(Kind.PAPER, titles, more, _by_title(titles), hit)


def _posts(posts: Posts, services: dict[int, str]) -> _Shelf:
    rows = [(key, title, services[unit] if unit else "") for key, (title, unit) in posts.items()]
    titles = [title for _, title, _ in rows]

    def hit(place: int) -> Hit:
        key, title, unit = rows[place]
        return Hit(Kind.POST, str(key), title, unit)

    return _Shelf(Kind.POST, titles, [unit for _, _, unit in rows], _by_title(titles), hit)


def _partners(council: Council) -> _Shelf:
    rows = partner_words(council)
    titles = [name for _, name, _ in rows]
    return _Shelf(
        Kind.PARTNER,
        titles,
        [about for _, _, about in rows],
        _by_title(titles),
        lambda place: Hit(Kind.PARTNER, rows[place][0], rows[place][1], rows[place][2]),
    )


def _bodies(council: Council) -> _Shelf:
    rows = body_words(council)
    titles = [name for _, name, _, _ in rows]

    def hit(place: int) -> Hit:
        key, name, _, kind = rows[place]
        return Hit(Kind.BODY, str(key), name, kind)

    return _Shelf(
        Kind.BODY, titles, [f"{short} {kind}" for _, _, short, kind in rows], _by_title(titles), hit
    )


def _terms(council: Council) -> _Shelf:
    rows = term_words(council)
    titles = [word for word, _ in rows]
    return _Shelf(
        Kind.TERM,
        titles,
        [meaning for _, meaning in rows],
        _by_title(titles),
        lambda place: Hit(Kind.TERM, rows[place][0], rows[place][0], rows[place][1]),
    )


def counted(kind: Kind, count: int) -> str:
    return f"{count:,} {ONE[kind] if count == 1 else MANY[kind]}"


def in_sentences(findings: Findings) -> list[Sentence]:
    """What was found, and how the query was understood."""
    found, said = findings.found, []
    if not found.words:
        return [
            plain("Type a word, a code or a name. Every word must be there; a mistyped one is put right.")
        ]
    for one in found.meant:
        words = " or ".join(f"“{word}”" for word in one.words)
        said.append(plain(f"Nothing has “{one.typed}”; shown for {words}."))
    if findings.total:
        is_told = found.meant or len(findings.query) > 60
        asked = "" if is_told else f" for “{findings.query.strip()}”"
        is_one = findings.total == 1
        figure = Span(f"{findings.total:,} {'result' if is_one else 'results'}", True)
        parts = ", ".join(counted(kind, count) for kind, count in findings.counts)
        return [*said, (figure, Span(f"{asked}: {parts}."))]
    if len(found.apart) > 1:
        return [*said, plain("Nothing has all of these words together.")]
    return [plain(f"Nothing that you may read has “{found.words[0]}”.")]
