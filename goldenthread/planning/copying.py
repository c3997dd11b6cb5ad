"""Copying an edition: its levels, its lines with their parents, and what stands beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from goldenthread.core.refresh import nearest_kept
from goldenthread.core.thread import children_of, descendants
from goldenthread.ledger.actions import entry_for, note, note_all
from goldenthread.ledger.recording import BATCH
from goldenthread.people.officers import Officer
from goldenthread.plans.models import (
    Contribution,
    Edition,
    Element,
    GapNote,
    Involvement,
    Level,
    Placement,
    Succession,
    Tagging,
)
from goldenthread.plans.origins import Why


@dataclass(frozen=True, slots=True)
class NewEdition:
    """What a new edition is called, what it covers, and which levels it does without."""

    slug: str
    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    update_number: int | None = None
    without_levels: frozenset[str] = frozenset()
    why: Why = field(default_factory=Why)


def make_edition(old: Edition, new: NewEdition) -> Edition:
    return Edition.objects.create(
        plan=old.plan,
        slug=new.slug,
        name=new.name,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        update_number=new.update_number,
        replaces=old,
        is_open=False,
    )


_OF_LEVEL = (
    "key", "name", "plural", "position", "years", "is_monitored", "needs_measure", "needs_owner",
    "needs_budget", "needs_capacity", "needs_carrier", "needs_evidence", "needs_update", "limit",
)  # fmt: skip


def copy_levels(old: Edition, edition: Edition, without: frozenset[str]) -> dict[int, int]:
    """The new edition's levels; gives for each old level its copy."""
    kept = [level for level in old.levels.all() if level.key not in without]
    made = Level.objects.bulk_create(
        Level(edition=edition, **{name: getattr(level, name) for name in _OF_LEVEL}) for level in kept
    )
    return {level.pk: copy.pk for level, copy in zip(kept, made, strict=True)}


def by_depth(held: Sequence[Element], kept: Sequence[Element]) -> Iterator[list[Element]]:
    """The lines that are kept, parents before what hangs from them."""
    parent_of = {one.pk: one.parent_id for one in held}
    below = children_of(parent_of)
    depth = {pk: 0 for pk in below.get(None, [])}
    for top in list(depth):
        depth.update(descendants(top, below))
    layers: dict[int, list[Element]] = defaultdict(list)
    for one in kept:
        layers[depth[one.pk]].append(one)
    for layer in sorted(layers):
        for start in range(0, len(layers[layer]), BATCH):
            yield layers[layer][start : start + BATCH]


_OF_ELEMENT = (
    "council_id", "position", "code", "title", "detail", "kind", "owner_id", "service_id",
    "portfolio_holder_id", "starts_on", "due_on", "quantity", "agreement", "rank", "need",
    "continuing_since", "is_exempt", "basis", "source",
)  # fmt: skip


def copy_lines(
    batch: Sequence[Element],
    held: Sequence[Element],
    edition: Edition,
    levels: dict[int, int],
    copies: dict[int, int],
) -> None:
    parent_of = {one.pk: one.parent_id for one in held}
    above = [nearest_kept(one.pk, parent_of, copies.keys()) for one in batch]
    made = Element.objects.bulk_create(
        [
            Element(
                edition=edition,
                level_id=levels[one.level_id],
                parent_id=None if parent is None else copies[parent],
                **{name: getattr(one, name) for name in _OF_ELEMENT},
            )
            for one, parent in zip(batch, above, strict=True)
        ],
        batch_size=BATCH,
    )
    copies.update((one.pk, copy.pk) for one, copy in zip(batch, made, strict=True))


def account_for(edition: Edition, held: Sequence[Element], copies: dict[int, int], why: Why) -> None:
    """Say of every old line what became of it: carried forward, or dropped with its level."""
    said: dict[str, Any] = {"decided_by": why.decided_by, "decided_on": why.decided_on}
    carried, dropped = Succession.Kind.CARRIED, Succession.Kind.DROPPED
    Succession.objects.bulk_create(
        [
            Succession(
                council_id=one.council_id,
                old=one,
                new_id=copies.get(one.pk),
                kind=carried if one.pk in copies else dropped,
                reason=why.reason if one.pk in copies else _without(one, why),
                **said,
            )
            for one in held
        ],
        batch_size=BATCH,
    )


def _without(one: Element, why: Why) -> str:
    return why.reason or "Its level is not part of the new edition."


def copy_beside(copies: dict[int, int], edition: Edition, levels: dict[int, int]) -> None:
    """Tags, parts in it, links and named gaps of every line that is carried forward."""
    old = list(copies)
    Tagging.objects.bulk_create(
        [
            Tagging(tag_id=one.tag_id, element_id=copies[one.element_id])
            for one in _of(Tagging, "element", old)
        ],
        batch_size=BATCH,
    )
    for model, end in ((Involvement, "element"), (GapNote, "element")):
        rows: list[Any] = _of(model, end, old)
        for row in rows:
            row.pk, row.element_id = None, copies[row.element_id]
        model._default_manager.bulk_create(rows, batch_size=BATCH)
    _copy_links(copies)
    placed: list[Any] = list(Placement.objects.filter(edition=edition.replaces_id))
    for one in placed:
        one.pk, one.edition_id = None, edition.pk
        one.level_id, one.parent_id = levels.get(one.level_id), copies.get(one.parent_id or 0)
    Placement.objects.bulk_create([one for one in placed if one.level_id is not None], batch_size=BATCH)


def _of(model: Any, end: str, old: Sequence[int]) -> list[Any]:
    return list(model._default_manager.filter(**{f"{end}__in": old}).order_by("id"))


def _copy_links(copies: dict[int, int]) -> None:
    """What lines give goes on from their copies; what they are given goes on from service plans only.

    A service plan carries an action from year to year. Another plan linked to the old line has to look at the
    new one first: its line warns that what it was linked to has been replaced.
    """
    from_services = Contribution.objects.filter(taker__in=list(copies), giver__edition__plan__kind="SERVICE")
    made = []
    seen: set[int] = set()
    for link in [*_of(Contribution, "giver", list(copies)), *from_services.order_by("id")]:
        if link.pk in seen:
            continue
        seen.add(link.pk)
        link.pk = None
        link.giver_id = copies.get(link.giver_id, link.giver_id)
        link.taker_id = copies.get(link.taker_id, link.taker_id)
        made.append(link)
    Contribution.objects.bulk_create(made, batch_size=BATCH)


def note_copies(
    edition: Edition, kept: Sequence[Element], copies: dict[int, int], why: Why, by: Officer, at: datetime
) -> None:
    council = edition.plan.council.slug
    said: dict[str, Any] = {"council": council, "by": by, "at": at, "reason": why.reason}
    note(
        verb="started",
        subject=edition,
        after={"from": str(edition.replaces), "carried forward": len(copies)},
        **said,
    )
    note_all(
        entry_for(verb="carried forward", subject=Element(pk=copies[one.pk], title=one.title), **said)
        for one in kept
    )
