"""Reading links between elements, and what changed at their other end since somebody last looked."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Q

from goldenthread.ledger.models import Entry
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Contribution, Edition, Element

WORDS_OF = {"title": "Its words", "detail": "Its detail", "due_on": "Its date", "state": "Its state"}


class Change(NamedTuple):
    """One thing that changed: what, and what it was before and is since."""

    what: str
    before: str
    after: str


class ChangedSource(NamedTuple):
    """A link whose other end has changed, or stands in an edition that was replaced."""

    link: Contribution
    changes: list[Change]
    newer: Edition | None

    @property
    def has_changed(self) -> bool:
        return self.link.taker.version > (self.link.seen_version or 1)


def links_seen(element: Element, viewer: Officer) -> list[Contribution]:
    """What an element serves and what serves it, as far as this person may read the other end."""
    seen = Element.objects.seen_by(viewer)
    links = Contribution.objects.select_related(
        "giver__edition__plan", "giver__level", "taker__edition__plan", "taker__level"
    )
    found = links.filter(Q(giver=element, taker__in=seen) | Q(taker=element, giver__in=seen))
    return list(found.order_by("kind", "id"))


def link_at(council: Council, pk: int) -> Contribution | None:
    """One link of this council with what its actions ask of it."""
    joined = Contribution.objects.select_related(
        "council", "giver__council", "giver__edition__plan__service", "giver__service__directorate",
        "giver__owner", "taker",
    )  # fmt: skip
    return joined.filter(council=council, pk=pk).first()


def changed_sources(council: Council, givers: Collection[int], viewer: Officer) -> list[ChangedSource]:
    """The links of these elements to other plans whose other end isn't what it was: three queries."""
    links = Contribution.objects.select_related("giver__edition", "taker__edition__plan", "taker__level")
    seen = Element.objects.seen_by(viewer)
    of_others = links.filter(council=council, giver__in=givers, taker__in=seen).order_by("id")
    found = [one for one in of_others if one.giver.edition.plan_id != one.taker.edition.plan_id]
    newer = _newer(found, viewer)
    changed = [one for one in found if _is_stale(one) or one.taker.edition.plan_id in newer]
    entries = _entries(council, [one.taker_id for one in changed])
    return [
        ChangedSource(one, _changes(one, entries.get(one.taker_id, [])), _after(one, newer))
        for one in changed
        if _is_stale(one) or _after(one, newer)
    ]


def _is_stale(link: Contribution) -> bool:
    return link.taker.version > (link.seen_version or 1)


def _newer(links: Collection[Contribution], viewer: Officer) -> dict[int, Edition]:
    """The edition in force of each plan that the links lead to."""
    plans = {one.taker.edition.plan_id for one in links}
    current = Edition.objects.seen_by(viewer).select_related("plan").filter(plan__in=plans, is_current=True)
    return {one.plan_id: one for one in current}


def _after(link: Contribution, newer: dict[int, Edition]) -> Edition | None:
    """The edition that has replaced the one a link leads to, if any has."""
    held = newer.get(link.taker.edition.plan_id)
    mine = link.taker.edition
    if held is None or held.pk == mine.pk or mine.state == Edition.State.DRAFT:
        return None
    return held


def _entries(council: Council, takers: Collection[int]) -> dict[int, list[Entry]]:
    """What the ledger says changed at each other end, oldest first."""
    keys = [str(pk) for pk in takers]
    entries = Entry.objects.filter(council=council.slug, subject_kind="element", subject_id__in=keys)
    found: dict[int, list[Entry]] = {}
    for entry in entries.exclude(before={}).order_by("at", "id"):
        found.setdefault(int(entry.subject_id), []).append(entry)
    return found


def _changes(link: Contribution, entries: list[Entry]) -> list[Change]:
    """From the first version not yet looked at to now: each thing once, with its first and its last words."""
    missed = link.taker.version - (link.seen_version or 1)
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for entry in entries[-missed:] if missed > 0 else []:
        for name in WORDS_OF.keys() & entry.before.keys():
            first.setdefault(name, str(entry.before[name] or "nothing"))
            last[name] = str(entry.after.get(name) or "nothing")
    return [
        Change(words, first[name], last[name])
        for name, words in WORDS_OF.items()
        if name in first and first[name] != last[name]
    ]
