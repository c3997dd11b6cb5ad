"""Refreshing a plan: a new edition from the old, lines merged and split with what hangs on them, adoption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.governance.handing_on import copy_remits
from goldenthread.ledger.actions import note
from goldenthread.measures.handing_on import link_copies, move_links
from goldenthread.people.officers import Officer
from goldenthread.planning.carrying import copy_audiences
from goldenthread.planning.copying import (
    NewEdition,
    account_for,
    by_depth,
    copy_beside,
    copy_levels,
    copy_lines,
    make_edition,
    note_copies,
)
from goldenthread.planning.off_route import open_comments, reasons_off_route
from goldenthread.plans import reshaping
from goldenthread.plans.editing import held_edition
from goldenthread.plans.models import Edition, Element
from goldenthread.plans.origins import Why
from goldenthread.plans.permissions import reasons_not_to_adopt, reasons_not_to_start
from goldenthread.plans.workplans import rehang_workplans
from goldenthread.resources.handing_on import copy_needs
from goldenthread.resources.overload import reasons_of_overload


class Step(NamedTuple):
    """How far the making of an edition has come: what is being done, and how much of it."""

    what: str
    done: int
    whole: int


def reasons_not_to_start_from(old: Edition, new: NewEdition, by: Officer) -> list[str]:
    """Why a new edition can't be started from this one by this person, under this name."""
    found = reasons_not_to_start(old.plan.council, old, by)
    if found:
        return found
    if old.plan.editions.filter(slug=new.slug).exists():
        found.append(f"{old.plan} has an edition “{new.slug}” already. Choose another short name.")
    under_way = old.replaced_by.filter(state=Edition.State.DRAFT).first()
    if under_way is not None:
        found.append(f"{under_way} is being made from this edition already. Go on with that one.")
    if old.state == Edition.State.DRAFT:
        found.append("This edition is still a draft. Adopt it first, or change it as it is.")
    if new.starts_on and new.ends_on and new.ends_on < new.starts_on:
        found.append("The edition ends before it starts. Change one of the days.")
    return found


def start_edition(*, old: Edition, new: NewEdition, by: Officer, at: datetime) -> Edition:
    """Start a new edition from an old one in one step; see `edition_in_steps`."""
    for _ in edition_in_steps(old=old, new=new, by=by, at=at):
        pass
    return old.plan.editions.get(slug=new.slug)


def edition_in_steps(*, old: Edition, new: NewEdition, by: Officer, at: datetime) -> Iterator[Step]:
    """Start a new edition from an old one, telling after each step how far it has come.

    Every line still listed is carried forward with its tags, links, measures, named gaps and the reason,
    and with what it needs from then on. The lines of levels that the new edition does without are
    dropped, and what hung from them hangs from the nearest line above that is kept. One transaction: an
    iterator not run to its end stores nothing. Raises `Refused`.
    """
    with transaction.atomic():
        old = held_edition(old)
        refuse_if(reasons_not_to_start_from(old, new, by))
        edition = make_edition(old, new)
        levels = copy_levels(old, edition, new.without_levels)
        held = list(
            Element.objects.listed().filter(edition=old).order_by("level__position", "position", "id")
        )
        kept = [one for one in held if one.level_id in levels]
        yield Step("Levels", len(levels), len(levels))
        copies: dict[int, int] = {}
        for batch in by_depth(held, kept):
            copy_lines(batch, held, edition, levels, copies)
            yield Step("Lines", len(copies), len(kept))
        account_for(edition, held, copies, new.why)
        yield Step("Crosswalk", len(held), len(held))
        copy_beside(copies, edition, levels)
        link_copies(copies)
        copy_remits(copies)
        copy_audiences(old, edition, copies)
        copy_needs(edition, copies)
        yield Step("Links, tags and measures", len(copies), len(copies))
        note_copies(edition, kept, copies, new.why, by, at)
        yield Step("Ledger", len(copies), len(copies))


@transaction.atomic
def merge(
    *, into: Element, version: int, others: Sequence[Element], why: Why, by: Officer, at: datetime
) -> Element:
    """Merge lines, with their measures."""
    made = reshaping.merge_elements(into=into, version=version, others=others, why=why, by=by, at=at)
    move_links(others, made)
    return made


@transaction.atomic
def split(
    *, element: Element, version: int, parts: Sequence[str], why: Why, by: Officer, at: datetime
) -> list[Element]:
    """Split a line; its measures go with the first part."""
    made = reshaping.split_element(element=element, version=version, parts=parts, why=why, by=by, at=at)
    move_links([element], made[0])
    return made


@transaction.atomic
def open_edition(*, edition: Edition, is_open: bool, version: int, by: Officer, at: datetime) -> None:
    """Let anybody who may read the council read a draft, or close it again."""
    held = _held(edition, version)
    refuse_if(reasons_not_to_start(held.plan.council, held, by))
    refuse_if(
        ["What is adopted is open to read."] if held.state != Edition.State.DRAFT and not is_open else []
    )
    _save(held, {"is_open": is_open}, "opened" if is_open else "closed", "", by, at)


@transaction.atomic
def adopt_edition(
    *, edition: Edition, adopted: str, adopted_on: date | None, version: int, by: Officer, at: datetime
) -> None:
    """Adopt a draft: it becomes the plan's current edition, open to read, and the one before is replaced.

    `adopted` says by whom and when, in words. From then on its lines change only by a new edition. An edition
    with a route is adopted at its end: see `reasons_off_route`.
    """
    held = _held(edition, version)
    refuse_if(reasons_not_to_adopt(held, by) or reasons_off_route(held))
    refuse_if([] if adopted.strip() else ["Say who adopted it: the body, and the day."])
    adopt_held(held=held, adopted=adopted, adopted_on=adopted_on, by=by, at=at)


def adopt_held(*, held: Edition, adopted: str, adopted_on: date | None, by: Officer, at: datetime) -> None:
    """Adopt a draft that is locked; whether this person may, and whether it is ready, is asked before.

    Its route binds every way in: refused while a step is to come or Council's decision is not on record. The
    comments that are open then are counted in the ledger, and stay open. A plan that asks too much of
    services waits too: see `reasons_of_overload`.
    """
    refuse_if(reasons_off_route(held) or reasons_of_overload(held, adopted_on or at.date()))
    for before in Edition.objects.filter(plan=held.plan, is_current=True).exclude(pk=held.pk):
        _save(before, {"is_current": False, "state": Edition.State.REPLACED}, "replaced", "", by, at)
    changed = {"state": Edition.State.ADOPTED, "is_current": True, "is_open": True}
    row = {**changed, "adopted": adopted.strip(), "adopted_on": adopted_on}
    said = " ".join(filter(None, (adopted.strip(), open_comments(held))))
    _save(held, row, "adopted", said, by, at)
    rehang_workplans(edition=held, by=by, at=at)


def _held(edition: Edition, version: int) -> Edition:
    held = held_edition(edition)
    refuse_if_stale(version, held.version, f"{held}")
    return held


def _save(held: Edition, changed: dict[str, Any], verb: str, reason: str, by: Officer, at: datetime) -> None:
    before = {name: str(getattr(held, name)) for name in changed}
    for name, value in changed.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*changed, "version"])
    after = {name: str(value) for name, value in changed.items()}
    note(
        verb=verb, subject=held, council=held.plan.council.slug, by=by, at=at, reason=reason, before=before,
        after=after,
    )  # fmt: skip
