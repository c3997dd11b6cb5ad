"""What changed from one edition to the next, in plain words, for whoever reads it.

York's Executive asked in December 2008 that changes since the strategy before can be followed; several old
lines may become one, one may become several, and a line that is dropped is said to be dropped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from goldenthread.core.sentences import on_day


class Became(StrEnum):
    """What became of lines; the codes are those that successions are stored under."""

    ADDED = "ADDED"
    MERGED = "MERGED"
    SPLIT = "SPLIT"
    REPLACED = "REPLACED"
    AMENDED = "AMENDED"
    DROPPED = "DROPPED"
    CARRIED = "CARRIED"
    NOT_SAID = "NOT_SAID"


class Written(NamedTuple):
    """One line of an edition as its readers knew it: `level` by name, `place` the level's from the top."""

    id: int
    title: str
    level: str
    place: int
    detail: str = ""
    under: str = ""
    owner: str = ""
    service: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    is_work: bool = False
    is_shared: bool = False


class Link(NamedTuple):
    """One row of a crosswalk: what an old line became, why, and who decided it when."""

    old: int | None
    new: int | None
    kind: str
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None


class Difference(NamedTuple):
    """One thing about a line that is no longer the same."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of some lines together: one to many, many to one, one to one, new, or dropped."""

    became: Became
    olds: tuple[Written, ...]
    news: tuple[Written, ...]
    differences: tuple[Difference, ...] = ()
    links: tuple[Link, ...] = ()
    reason: str = ""
    decided_by: str = ""
    decided_on: date | None = None

    @property
    def lines(self) -> tuple[Written, ...]:
        return (*self.olds, *self.news)


def changes_between(olds: Sequence[Written], news: Sequence[Written], links: Iterable[Link]) -> list[Change]:
    """Every line of both editions in exactly one change; new lines in the new order, then what went.

    Lines that the crosswalk joins, directly or through others, are one change. Lines it doesn't name are
    changes of their own kind, `NOT_SAID`, so that nothing goes unnoticed.
    """
    old_of, new_of = {one.id: one for one in olds}, {one.id: one for one in news}
    held = [link for link in links if link.old in old_of or link.new in new_of]
    groups = _joined(held, old_of, new_of)
    titles = _titles_in_words(held, old_of, new_of)
    found = [_change(group, old_of, new_of, titles) for group in groups]
    seen = {line.id for change in found for line in change.olds}, {n.id for c in found for n in c.news}
    found += [Change(Became.NOT_SAID, (one,), ()) for one in olds if one.id not in seen[0]]
    found += [Change(Became.NOT_SAID, (), (one,)) for one in news if one.id not in seen[1]]
    order = {one.id: place for place, one in enumerate(news)}
    last = {one.id: place for place, one in enumerate(olds)}
    return sorted(found, key=lambda one: _place(one, order, last))


def _place(change: Change, order: Mapping[int, int], last: Mapping[int, int]) -> tuple[int, int]:
    if change.news:
        return 0, min(order[one.id] for one in change.news)
    return 1, min(last[one.id] for one in change.olds)


Known = Mapping[int, Written]


def _joined(links: Sequence[Link], old_of: Known, new_of: Known) -> list[list[Link]]:
    """The rows that share a line, directly or through others."""
    by_end: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, link in enumerate(links):
        for end in _ends(link, old_of, new_of):
            by_end[end].append(place)
    groups, seen = [], set()
    for first in range(len(links)):
        waiting, group = [first], []
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            group.append(place)
            for end in _ends(links[place], old_of, new_of):
                waiting += by_end[end]
        if group:
            groups.append([links[place] for place in sorted(group)])
    return groups


def _ends(link: Link, old_of: Known, new_of: Known) -> list[tuple[str, int]]:
    ends = []
    if link.old is not None and link.old in old_of:
        ends.append(("old", link.old))
    if link.new is not None and link.new in new_of:
        ends.append(("new", link.new))
    return ends


def _titles_in_words(links: Iterable[Link], old_of: Known, new_of: Known) -> dict[str, set[str]]:
    """For each old title, what it is called now: so that hanging from the same theme, renamed, is no move."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in links:
        old, new = old_of.get(link.old or 0), new_of.get(link.new or 0)
        if old and new:
            found[old.title].add(new.title)
    return found


def _change(group: Sequence[Link], old_of: Known, new_of: Known, titles: Mapping[str, set[str]]) -> Change:
    olds = tuple(one for pk, one in old_of.items() if any(link.old == pk for link in group))
    news = tuple(one for pk, one in new_of.items() if any(link.new == pk for link in group))
    differences = _differences(olds[0], news[0], titles) if len(olds) == len(news) == 1 else ()
    said = next((link for link in group if link.reason), group[0])
    return Change(
        _became(group, olds, news, differences),
        olds,
        news,
        differences,
        tuple(group),
        _reasons(group),
        said.decided_by,
        said.decided_on,
    )


def _reasons(group: Sequence[Link]) -> str:
    """The reasons given for a change, each once; where there are many, the one given most often."""
    given = Counter(link.reason.rstrip(".") for link in group if link.reason)
    said = list(given) if len(given) <= 2 else [given.most_common(1)[0][0]]
    return "; ".join(said)


def _became(
    group: Sequence[Link], olds: Sequence[Written], news: Sequence[Written], differences: Sequence[Difference]
) -> Became:
    kinds = {link.kind for link in group}
    if not olds:
        return Became.ADDED
    if not news:
        return Became.DROPPED
    if len(olds) == len(news) == 1:
        one = next(iter(kinds - {"ADDED", "DROPPED"}), "CARRIED")
        if one in ("CARRIED", "MERGED", "SPLIT"):
            return Became.AMENDED if differences else Became.CARRIED
        return Became(one)
    if "REPLACED" in kinds or (len(olds) > 1 and len(news) > 1):
        return Became.REPLACED
    return Became.SPLIT if len(news) > 1 else Became.MERGED


def _differences(old: Written, new: Written, titles: Mapping[str, set[str]]) -> tuple[Difference, ...]:
    pairs = (
        ("words", old.title, new.title),
        ("detail", old.detail, new.detail),
        ("level", old.level, new.level),
        ("owner", old.owner or "nobody named", new.owner or "nobody named"),
        ("service", old.service or "none named", new.service or "none named"),
        ("start", _day(old.starts_on), _day(new.starts_on)),
        ("date", _day(old.due_on), _day(new.due_on)),
    )
    found = [Difference(*pair) for pair in pairs if " ".join(pair[1].split()) != " ".join(pair[2].split())]
    if old.under != new.under and new.under not in titles.get(old.under, ()):
        found.append(Difference("place", old.under or "nothing", new.under or "nothing"))
    return tuple(found)


def _day(day: date | None) -> str:
    return on_day(day) if day else "no date"


class Piece(NamedTuple):
    """A run of words that stayed, came or went."""

    text: str
    is_gone: bool = False
    is_new: bool = False


def compared_words(before: str, after: str) -> list[Piece]:
    """Two wordings as one: what stayed, what went and what came, word by word."""
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece(" ".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece(" ".join(old[a:b]), is_gone=True))
        if d > c:
            pieces.append(Piece(" ".join(new[c:d]), is_new=True))
    return pieces


def rewording(change: Change) -> list[Piece]:
    """The old and new words of a line as one, where its words have changed."""
    words = next((one for one in change.differences if one.what == "words"), None)
    return compared_words(words.before, words.after) if words else []
