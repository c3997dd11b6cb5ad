"""Reading the thread of one element across plans, up and down, in a fixed number of queries.

Two walks in the database follow parents and the links between plans; each line is known by the line it was
reached from, so a ring of links ends by itself. What a person may not read is not walked through.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import F, Min, Q

from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.gap_queries import NoteRow
from goldenthread.plans.models import Contribution, Element, GapNote, Level, Update

APART = (Element.Kind.VISION, Element.Kind.VALUE)


class Step(NamedTuple):
    """One step of a walk: a line, the line it was reached from, and whether it crossed from plan to plan."""

    id: int
    via: int
    crosses: bool
    level_id: int


class Place(NamedTuple):
    """One line of the thread as it is shown: what it is, and which plan and level it is of."""

    id: int
    title: str
    kind: str
    level: str
    level_plural: str
    level_position: int
    is_monitored: bool
    needs_owner: bool
    needs_carrier: bool
    edition_id: int
    edition: str
    edition_slug: str
    edition_state: str
    plan_kind: str
    plan: str
    plan_slug: str
    retired_on: date | None
    due_on: date | None
    version: int
    owner: str
    service: str

    @property
    def is_apart(self) -> bool:
        """True for visions and values, which nothing of their plan need stand above."""
        return self.kind in APART


class Workplans(NamedTuple):
    """How many workplan items carry a line, and of how many posts; never what they say."""

    items: int = 0
    posts: int = 0


class Beside(NamedTuple):
    """A link of a line to another of its own plan, which the thread doesn't follow."""

    giver_id: int
    taker_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Walks:
    """Every step up and down from one line, nearest first, and the workplan items below."""

    start: int
    up: list[Step]
    down: list[Step]
    workplans: Mapping[int, list[tuple[int, int]]]

    def workplans_of(self, lines: Iterable[int]) -> Workplans:
        """How many items hang from any of these lines, and of how many posts, each post once."""
        found = [pair for line in lines for pair in self.workplans.get(line, [])]
        return Workplans(sum(count for _, count in found), len({post for post, _ in found}))


# What may be walked through: live lines of the council, drafts and exempt lines for its own people only.
_SEEN = (
    "{e}.council_id = %(council)s AND {e}.state = 'LIVE' "
    "AND (%(own)s OR ({e}.is_exempt = {no} AND {d}.is_open = {yes}))"
)

# Up into another plan by its edition in force or, where the line isn't linked to that, by the latest it is.
_UP = """
WITH RECURSIVE walk(id, via, crosses, plan_id) AS (
    SELECT e.id, e.id, 0, d.plan_id FROM plans_element e JOIN plans_edition d ON d.id = e.edition_id
    WHERE e.id = %(start)s
  UNION
    SELECT n.id, walk.id, way.crosses, nd.plan_id
    FROM walk
    JOIN plans_element e ON e.id = walk.id
    CROSS JOIN (SELECT 0 AS crosses UNION ALL SELECT 1) way
    LEFT JOIN plans_contribution c
      ON way.crosses = 1 AND c.giver_id = walk.id AND c.kind = 'CONTRIBUTES'
    JOIN plans_element n ON n.id = CASE way.crosses WHEN 0 THEN e.parent_id ELSE c.taker_id END
    JOIN plans_edition nd ON nd.id = n.edition_id
    WHERE {seen} AND (way.crosses = 0 OR (nd.plan_id <> walk.plan_id
      AND (nd.is_current = {yes} OR NOT EXISTS (
      SELECT 1 FROM plans_contribution o JOIN plans_element t ON t.id = o.taker_id
      JOIN plans_edition td ON td.id = t.edition_id
      WHERE o.giver_id = walk.id AND o.kind = 'CONTRIBUTES' AND td.plan_id = nd.plan_id
        AND (td.is_current = {yes} OR td.starts_on > nd.starts_on)))))
)
SELECT walk.id, walk.via, walk.crosses, e.level_id FROM walk JOIN plans_element e ON e.id = walk.id
WHERE walk.id <> walk.via ORDER BY walk.crosses, e.id
"""

# Down another plan only where its edition is in force: an old edition's links stay on its own pages.
_WALK_DOWN = """
WITH RECURSIVE walk(id, via, crosses, plan_id) AS (
    SELECT e.id, e.id, 0, d.plan_id FROM plans_element e JOIN plans_edition d ON d.id = e.edition_id
    WHERE e.id = %(start)s
  UNION
    SELECT n.id, walk.id, way.crosses, nd.plan_id
    FROM walk
    CROSS JOIN (SELECT 0 AS crosses UNION ALL SELECT 1) way
    LEFT JOIN plans_element k ON way.crosses = 0 AND k.parent_id = walk.id
    LEFT JOIN plans_contribution c
      ON way.crosses = 1 AND c.taker_id = walk.id AND c.kind = 'CONTRIBUTES'
    JOIN plans_element n ON n.id = CASE way.crosses WHEN 0 THEN k.id ELSE c.giver_id END
    JOIN plans_edition nd ON nd.id = n.edition_id
    WHERE {seen} AND (way.crosses = 0 OR (nd.plan_id <> walk.plan_id AND nd.is_current = {yes}))
)
"""
_DOWN = (
    _WALK_DOWN
    + """
SELECT walk.id, walk.via, walk.crosses, e.level_id FROM walk
JOIN plans_element e ON e.id = walk.id JOIN plans_level l ON l.id = e.level_id
WHERE walk.id <> walk.via ORDER BY walk.crosses, l.position, e.position, e.id
"""
)
_WORKPLANS = (
    _WALK_DOWN
    + """
SELECT w.item_id, w.post_id, COUNT(*) FROM plans_workplanitem w
WHERE w.item_id IN (SELECT id FROM walk) GROUP BY w.item_id, w.post_id
"""
)


def walks_from(council: Council, start: int, viewer: Officer) -> Walks:
    """Walk up and down from one line: three queries, whatever hangs from it."""
    given = {
        "start": start,
        "council": council.pk,
        "own": viewer.serves_everyone or viewer.inside == council.slug,
    }
    up = [Step(line, via, bool(crosses), level) for line, via, crosses, level in rows_of(_UP, given)]
    down = [Step(line, via, bool(crosses), level) for line, via, crosses, level in rows_of(_DOWN, given)]
    workplans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for item, post, count in rows_of(_WORKPLANS, given):
        workplans[item].append((post, count))
    return Walks(start, up, down, workplans)


def rows_of(sql: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a walk; `{seen}` stands for what may be walked through, as `n` of the edition `nd`."""
    is_postgres = connection.vendor == "postgresql"
    words = {"yes": "true", "no": "false"} if is_postgres else {"yes": "1", "no": "0"}
    seen = _SEEN.format(e="n", d="nd", **words)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(seen=seen, **words), given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


_PLACE = (
    "id", "title", "kind", "level__name", "level__plural", "level__position", "level__is_monitored",
    "level__needs_owner", "level__needs_carrier", "edition_id", "edition__name", "edition__slug",
    "edition__state", "edition__plan__kind", "edition__plan__name", "edition__plan__slug",
    "edition__plan__retired_on", "due_on", "version", "owner__title", "service__name",
)  # fmt: skip


def places_of(lines: Collection[int], viewer: Officer) -> dict[int, Place]:
    """Those of the lines that this person may read, by their keys, in the order of their plan: one query."""
    rows = Element.objects.seen_by(viewer).filter(pk__in=lines)
    ordered = rows.order_by("edition__plan__position", "level__position", "position", "id")
    return {row[0]: _place(row) for row in ordered.values_list(*_PLACE)}


def _place(row: tuple[Any, ...]) -> Place:
    return Place._make((*row[:-2], row[-2] or "", row[-1] or ""))


def links_beside(lines: Collection[int]) -> list[Beside]:
    """The links of these lines within their own plan: what they enable, run across, and serve beside."""
    touching = Contribution.objects.filter(Q(giver__in=lines) | Q(taker__in=lines))
    own = touching.filter(giver__edition__plan_id=F("taker__edition__plan_id")).order_by("id")
    return [Beside(*row) for row in own.values_list("giver_id", "taker_id", "kind")]


def level_names(levels: Collection[int]) -> dict[int, tuple[str, str]]:
    """Each level's name and its plural."""
    rows = Level.objects.filter(pk__in=levels).values_list("id", "name", "plural")
    return {pk: (name, plural) for pk, name, plural in rows}


def highest_position(edition: int) -> int:
    """The position of the level that an edition is read by: the highest below visions and values."""
    lines = Element.objects.listed().filter(edition=edition).exclude(kind__in=APART)
    found: int | None = lines.aggregate(highest=Min("level__position"))["highest"]
    return found or 0


def done_by(lines: Collection[int], on: date) -> dict[int, bool | None]:
    """Whether each line was said to be done, by its latest update made by a day."""
    made = Update.objects.filter(element__in=lines, made_on__lte=on).order_by("made_on")
    return dict(made.values_list("element_id", "is_done"))


def reasons_on(lines: Collection[int]) -> dict[tuple[str, int], NoteRow]:
    """Why something is missing from these lines, by the rule's code and the line."""
    rows = GapNote.objects.filter(element__in=lines).values_list(
        "element_id", "code", "reason", "owner__title", "due_on", "is_accepted"
    )
    return {(row[1], row[0]): NoteRow(*row[:3], row[3] or "", *row[4:]) for row in rows}
