"""Reading what partners have a part in, and which lines of the partnership's plans those reach."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from goldenthread.people.models import Council, Partner
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Contribution, Element, Involvement
from goldenthread.plans.thread_queries import rows_of


class Part(NamedTuple):
    """A partner's part in one element."""

    partner_id: int
    element_id: int
    role: str


class Stated(NamedTuple):
    """A contribution between two lines as it was stated, in words where somebody gave them."""

    giver_id: int
    taker_id: int
    how: str


_UP_OF_PARTNERS = """
WITH RECURSIVE walk(origin, id, plan_id) AS (
    SELECT DISTINCT e.id, e.id, d.plan_id
    FROM plans_involvement i JOIN plans_element e ON e.id = i.element_id
    JOIN plans_edition d ON d.id = e.edition_id
    WHERE i.council_id = %(council)s AND i.partner_id IS NOT NULL AND d.is_current = {yes}
  UNION
    SELECT walk.origin, n.id, nd.plan_id
    FROM walk
    JOIN plans_element e ON e.id = walk.id
    CROSS JOIN (SELECT 0 AS crosses UNION ALL SELECT 1) way
    LEFT JOIN plans_contribution c
      ON way.crosses = 1 AND c.giver_id = walk.id AND c.kind = 'CONTRIBUTES'
    JOIN plans_element n ON n.id = CASE way.crosses WHEN 0 THEN e.parent_id ELSE c.taker_id END
    JOIN plans_edition nd ON nd.id = n.edition_id
    WHERE {seen} AND (way.crosses = 0 OR nd.plan_id <> walk.plan_id)
)
SELECT DISTINCT walk.origin, walk.id FROM walk
JOIN plans_plan p ON p.id = walk.plan_id
JOIN plans_element t ON t.id = walk.id JOIN plans_edition td ON td.id = t.edition_id
WHERE p.kind = 'COMMUNITY' AND td.is_current = {yes} ORDER BY walk.origin, walk.id
"""


def parts_of_partners(council: Council, viewer: Officer) -> list[Part]:
    """Every part of a partner in a line of a plan in force that this person may read."""
    seen = Element.objects.listed().seen_by(viewer).filter(council=council, edition__is_current=True)
    parts = Involvement.objects.filter(council=council, partner__isnull=False, element__in=seen)
    rows = parts.order_by("partner__name", "element__level__position", "element__position", "id")
    return [Part(*row) for row in rows.values_list("partner_id", "element_id", "role")]


def targets_reached(council: Council, viewer: Officer) -> dict[int, list[int]]:
    """By each line that a partner has a part in: the partnership's lines in force that it reaches upwards.

    When a partnership renews its plan, the links go with it; the old edition's lines are not counted again.
    """
    own = viewer.serves_everyone or viewer.inside == council.slug
    found: dict[int, list[int]] = defaultdict(list)
    for origin, line in rows_of(_UP_OF_PARTNERS, {"council": council.pk, "own": own}):
        found[origin].append(line)
    return found


def stated_contributions(council: Council, takers: list[int]) -> list[Stated]:
    """What contributes to these lines, with the words that were given."""
    rows = Contribution.objects.filter(council=council, taker__in=takers, kind="CONTRIBUTES")
    return [Stated(*row) for row in rows.order_by("id").values_list("giver_id", "taker_id", "how")]


def partner_at(council: Council, slug: str) -> Partner | None:
    return council.partners.filter(slug=slug).first()


def partnership_lines(council: Council, viewer: Officer) -> int:
    """How many lines the partnership's plans in force hold below their visions."""
    lines = Element.objects.listed().seen_by(viewer).filter(council=council, edition__is_current=True)
    return lines.filter(edition__plan__kind="COMMUNITY").exclude(kind__in=["VISION", "VALUE"]).count()
