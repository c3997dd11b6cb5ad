"""What changed since the edition before: the changes, and the two editions' figures side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.core.changes import Change, Link, Written, changes_between
from goldenthread.core.changes_told import AUDIENCES, Audience, levels_changed, opening, told
from goldenthread.core.sentences import Sentence
from goldenthread.measures.queries import measured_elements
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.history_queries import lines_of, links_into
from goldenthread.plans.models import Edition, Level
from goldenthread.plans.queries import levels_of


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, printed as “32 of 50”."""

    count: int
    whole: int


@dataclass(frozen=True, slots=True)
class Tally:
    """One edition counted: its lines by level; how many have a measure, an owner; levels within limits."""

    by_level: list[tuple[str, int, int | None]]
    lines: int
    with_measure: Share
    with_owner: Share
    within_limit: Share

    @property
    def levels(self) -> dict[str, int]:
        return {name: count for name, count, _ in self.by_level}


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that the page and the document say of what changed."""

    edition: Edition
    before: Edition
    audience: Audience
    opening: Sentence
    levels: list[str]
    told: list[Change]
    unsaid: list[Change]
    every: list[Change]
    old: Tally
    new: Tally


def changes_to(edition: Edition, audience: str, viewer: Officer = VISITOR) -> Changes | None:
    """What changed from the edition that this one replaces; None where it replaces none.

    An unknown audience reads what staff read. A fixed number of queries, whatever the size of the editions.
    """
    before = edition.replaces
    if before is None:
        return None
    olds, news = lines_of(before, viewer), lines_of(edition, viewer)
    old, new = _tally(before, olds), _tally(edition, news)
    links = links_into(edition)
    olds, news = _with_both_ends(olds, news, links)
    every = changes_between(olds, news, _readable(links, olds, news))
    reader = AUDIENCES.get(audience, AUDIENCES["staff"])
    return Changes(
        edition=edition,
        before=before,
        audience=reader,
        opening=opening(every, (before.name, edition.name)),
        levels=levels_changed(list(old.levels), list(new.levels)),
        told=told(every, reader),
        unsaid=[one for one in every if one.became.value == "NOT_SAID"],
        every=every,
        old=old,
        new=new,
    )


def _with_both_ends(
    olds: Sequence[Written], news: Sequence[Written], links: Sequence[Link]
) -> tuple[list[Written], list[Written]]:
    """Without the lines whose other end this reader may not read: to call those dropped or new is untrue."""
    held, come = {line.id for line in olds}, {line.id for line in news}
    of_old = {(link.old, link.new in come) for link in links if link.new is not None}
    of_new = {(link.new, link.old in held) for link in links if link.old is not None}
    return (
        [one for one in olds if (one.id, False) not in of_old or (one.id, True) in of_old],
        [one for one in news if (one.id, False) not in of_new or (one.id, True) in of_new],
    )


def _readable(links: Sequence[Link], olds: Sequence[Written], news: Sequence[Written]) -> list[Link]:
    """The crosswalk without the reasons given for a line that this reader may not read."""
    seen = {None, *(line.id for line in (*olds, *news))}
    return [one if one.old in seen and one.new in seen else Link(one.old, one.new, one.kind) for one in links]


def _tally(edition: Edition, lines: Sequence[Written]) -> Tally:
    levels: list[Level] = levels_of(edition)
    counts = Counter(line.place for line in lines)
    measured = measured_elements(edition)
    by_level = [(level.plural, counts[level.position], level.limit) for level in levels]
    limited = [(count, limit) for _, count, limit in by_level if limit is not None]
    return Tally(
        by_level=by_level,
        lines=len(lines),
        with_measure=Share(sum(line.id in measured for line in lines), len(lines)),
        with_owner=Share(sum(bool(line.owner) for line in lines), len(lines)),
        within_limit=Share(sum(count <= limit for count, limit in limited), len(limited)),
    )
