"""An edition exactly as a body saw it: written down in one canonical way, read back, set against another.

The same edition always gives the same text, so that the digest of the text says whether it is the same, and
a text once kept can be shown whatever becomes of the edition (Cheltenham 2012, paragraph 4: each step of the
route is put a version of the document).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from goldenthread.core.changes import Became, Change, Link, Written, changes_between
from goldenthread.core.changes_told import AUDIENCES, in_words
from goldenthread.core.thread import children_of, descendants

FORMAT = 1


@dataclass(frozen=True, slots=True)
class SeenMeasure:
    """A measure as it was: its targets are pairs of the period and what was aimed at, both in words."""

    code: str
    title: str
    unit: str = ""
    targets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SeenLine:
    """One line as it was; `place` is its level's from the top, `remit` the body that scrutinised it."""

    id: int
    code: str
    level: str
    place: int
    parent: int | None
    title: str
    detail: str = ""
    kind: str = ""
    owner: str = ""
    service: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    quantity: str = ""
    remit: str = ""
    is_exempt: bool = False
    measures: tuple[SeenMeasure, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A whole edition as it was: its lines as it is read, each before what hangs from it."""

    plan: str
    edition: str
    state: str
    lines: tuple[SeenLine, ...]

    def in_remit_of(self, body: str) -> Seen:
        """The body's own slice, by the remits as they were."""
        return replace(self, lines=tuple(one for one in self.lines if one.remit == body))

    def without_exempt(self) -> Seen:
        """What anybody may read: no exempt line, and none that hung from one."""
        hidden: set[int] = set()
        for line in self.lines:
            if line.is_exempt or line.parent in hidden:
                hidden.add(line.id)
        return replace(self, lines=tuple(one for one in self.lines if one.id not in hidden))


def as_read(lines: Iterable[SeenLine]) -> tuple[SeenLine, ...]:
    """Lines in the order of their places, put so that each comes before what hangs from it."""
    held = {one.id: one for one in lines}
    parents = {pk: one.parent if one.parent in held else None for pk, one in held.items()}
    below = children_of(parents)
    found = []
    for top in below[None]:
        found.append(held[top])
        found += [held[pk] for pk, _ in descendants(top, below)]
    return tuple(found)


# Kept and read


def canonical(seen: Seen) -> str:
    """The one text that an edition is kept as."""
    kept = {"format": FORMAT, **asdict(seen)}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def digest_of(text: str) -> str:
    """SHA-256 of the text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Seen:
    """An edition from the text it was kept as."""
    kept = json.loads(text)
    return Seen(kept["plan"], kept["edition"], kept["state"], tuple(map(_line, kept["lines"])))


def _line(kept: Mapping[str, Any]) -> SeenLine:
    days = {name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("starts_on", "due_on")}
    measures = tuple(
        SeenMeasure(one["code"], one["title"], one["unit"], tuple((a, b) for a, b in one["targets"]))
        for one in kept["measures"]
    )
    return SeenLine(**{**kept, **days, "measures": measures})


# Set against another


class Told(NamedTuple):
    """One line that is no longer as it was seen: what became of it, and that in sentences."""

    became: Became
    title: str
    level: str
    sentences: tuple[str, ...]


def changes_since(old: Seen, new: Seen) -> list[Told]:
    """What changed from one state of an edition to another; lines that stayed as they were are left out."""
    olds, news = {one.id: one for one in old.lines}, {one.id: one for one in new.lines}
    changes = changes_between(_written(old.lines), _written(new.lines), _links(olds, news))
    told = (_told(one, olds, news) for one in changes)
    return [one for one in told if one.sentences]


def _links(olds: Mapping[int, SeenLine], news: Mapping[int, SeenLine]) -> list[Link]:
    """A line keeps its number while it is in its edition."""
    stayed = [Link(pk, pk, "CARRIED") for pk in olds if pk in news]
    gone = [Link(pk, None, "DROPPED") for pk in olds if pk not in news]
    return [*stayed, *gone, *(Link(None, pk, "ADDED") for pk in news if pk not in olds)]


def _written(lines: Sequence[SeenLine]) -> list[Written]:
    titles = {one.id: one.title for one in lines}
    return [
        Written(
            one.id, one.title, one.level, one.place, one.detail, titles.get(one.parent or 0, ""), one.owner,
            one.service, one.starts_on, one.due_on,
        )
        for one in lines
    ]  # fmt: skip


def _told(change: Change, olds: Mapping[int, SeenLine], news: Mapping[int, SeenLine]) -> Told:
    line = change.lines[-1]
    said = [] if change.became is Became.CARRIED else [in_words(change, AUDIENCES["staff"])]
    became = change.became
    if line.id in olds and line.id in news:
        said += _beside(olds[line.id], news[line.id])
        became = Became.AMENDED if said else became
    return Told(became, line.title, line.level, tuple(said))


def _beside(old: SeenLine, new: SeenLine) -> list[str]:
    """What else is no longer the same: quantity, remit, measures and their targets."""
    said = []
    if old.quantity != new.quantity:
        said.append(f"Its quantity is {new.quantity or 'not stated'}, before {old.quantity or 'not stated'}.")
    if old.remit != new.remit:
        said.append(f"It is in the remit of {new.remit or 'no body'}, before {old.remit or 'no body'}.")
    held, now = {one.code: one for one in old.measures}, {one.code: one for one in new.measures}
    said += [f"It is measured by “{one.title}” too." for code, one in now.items() if code not in held]
    said += [f"It is no longer measured by “{one.title}”." for code, one in held.items() if code not in now]
    for code in held.keys() & now.keys():
        said += _targets(held[code], now[code])
    return said


def _targets(old: SeenMeasure, new: SeenMeasure) -> list[str]:
    before, after = dict(old.targets), dict(new.targets)
    periods = list(dict.fromkeys([*before, *after]))
    said = [f"Its measure “{old.title}” is now “{new.title}”."] if old.title != new.title else []
    return said + [
        f"The target of “{new.title}” for {period} is {after.get(period, 'gone')}, "
        f"before {before.get(period, 'none')}."
        for period in periods
        if before.get(period) != after.get(period)
    ]
