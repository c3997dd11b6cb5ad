"""Merging, splitting and retiring lines: what hangs from them, and what they came from, goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from goldenthread.core.refresh import (
    after_merging,
    after_replacing,
    after_retiring,
    after_splitting,
    reasons_not_to_hang,
    reasons_not_to_merge,
    reasons_not_to_retire,
    reasons_not_to_split,
)
from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import as_kept, bring_up_to_date
from goldenthread.people.officers import Officer
from goldenthread.plans.editing import branch_of, branches_of, held_for_change, reasons_without_reason
from goldenthread.plans.models import Contribution, Element, Succession
from goldenthread.plans.origins import Why, note_inside, origins_of, write_origins


@transaction.atomic
def merge_elements(
    *, into: Element, version: int, others: Sequence[Element], why: Why, by: Officer, at: datetime
) -> Element:
    """Merge lines into one, which takes what hangs from them, their links and their origins."""
    held = held_for_change(into, version, by)
    merged = [held_for_change(one, None, by) for one in others]
    plan = branches_of(held.edition)
    refuse_if(f"“{one}” is of another edition." for one in merged if one.edition_id != held.edition_id)
    refuse_if(reasons_not_to_merge(plan[held.pk], [plan[one.pk] for one in merged]))
    refuse_if(reasons_without_reason(held.edition, why, "they are merged"))
    before = after = origins_of(held.edition)
    for other in merged:
        _hand_over_children(other, held, why, by, at)
        _hand_over_links(other, held)
        after = after_merging(after, held.pk, other.pk)
        _retire(other, f"merged into “{held}”", why, by, at)
    write_origins(held.edition, after, before, why)
    note_inside(held.edition, [(one.pk, held.pk) for one in merged], Succession.Kind.MERGED, why)
    note(
        verb="merged others into", subject=held, council=held.council.slug, by=by, at=at, reason=why.reason,
        after={"merged": [str(one) for one in merged]},
    )  # fmt: skip
    return held


@transaction.atomic
def split_element(
    *, element: Element, version: int, parts: Sequence[str], why: Why, by: Officer, at: datetime
) -> list[Element]:
    """Split a line into parts of the same level and parent; what hangs from it goes to the first part."""
    held = held_for_change(element, version, by)
    plan = branches_of(held.edition)
    titles = [" ".join(part.split()) for part in parts]
    refuse_if(reasons_not_to_split(plan[held.pk], titles))
    refuse_if(reasons_without_reason(held.edition, why, "it is split"))
    before = origins_of(held.edition)
    made = [_part(held, title, place) for place, title in enumerate(titles)]
    _hand_over_children(held, made[0], why, by, at)
    _hand_over_links(held, made[0])
    _retire(held, f"split into {len(made)} parts", why, by, at)
    write_origins(held.edition, after_splitting(before, held.pk, [one.pk for one in made]), before, why)
    note_inside(held.edition, [(held.pk, one.pk) for one in made], Succession.Kind.SPLIT, why)
    for one in made:
        note(
            verb="made by splitting", subject=one, council=held.council.slug, by=by, at=at, reason=why.reason,
            before={"title": held.title},
        )  # fmt: skip
    return made


_KEPT_BY_PARTS = (
    "council_id", "edition_id", "level_id", "parent_id", "detail", "kind", "owner_id", "service_id",
    "portfolio_holder_id", "starts_on", "due_on", "agreement", "need", "continuing_since", "is_exempt",
    "basis", "source",
)  # fmt: skip


def _part(held: Element, title: str, place: int) -> Element:
    kept = {name: getattr(held, name) for name in _KEPT_BY_PARTS}
    row = as_kept(Element, {"title": title})
    return Element.objects.create(**kept, **row, position=held.position + place)


@transaction.atomic
def replace_lines(
    *, element: Element, version: int, olds: Sequence[Element], why: Why, by: Officer, at: datetime
) -> Element:
    """Say that a line of a refresh replaces lines of the edition before (York 2008: ten become eight)."""
    held = held_for_change(element, version, by)
    earlier = held.edition.replaces_id
    refuse_if(f"“{one}” is not of the edition before this one." for one in olds if one.edition_id != earlier)
    refuse_if([] if olds else ["Choose at least one line of the edition before."])
    refuse_if(reasons_without_reason(held.edition, why, "it replaces them"))
    before = origins_of(held.edition)
    write_origins(held.edition, after_replacing(before, held.pk, {one.pk for one in olds}), before, why)
    note(
        verb="said to replace lines", subject=held, council=held.council.slug, by=by, at=at,
        reason=why.reason, after={"replaced": [str(one) for one in olds]},
    )  # fmt: skip
    return held


@transaction.atomic
def retire_element(
    *, element: Element, version: int, under: Element | None, why: Why, by: Officer, at: datetime
) -> Element:
    """Take a line out of the plan; what hangs from it hangs from `under` instead, or from nothing."""
    held = held_for_change(element, version, by)
    plan = branches_of(held.edition)
    refuse_if(reasons_not_to_retire(plan[held.pk]))
    refuse_if([] if why.reason.strip() else ["Say why it is retired: readers will ask."])
    before = origins_of(held.edition)
    _hand_over_children(held, under, why, by, at)
    _retire(held, "retired", why, by, at)
    write_origins(held.edition, after_retiring(before, held.pk), before, why)
    return held


def _retire(element: Element, verb: str, why: Why, by: Officer, at: datetime) -> None:
    Element.objects.filter(pk=element.pk).update(
        state=Element.State.RETIRED, version=F("version") + 1, parent=None, code=""
    )
    note(
        verb=verb, subject=element, council=element.council.slug, by=by, at=at, reason=why.reason,
        before={"state": element.state, "parent_id": element.parent_id, "code": element.code},
    )  # fmt: skip


def _hand_over_children(old: Element, new: Element | None, why: Why, by: Officer, at: datetime) -> None:
    children = list(Element.objects.filter(parent=old).select_related("level"))
    plan = branches_of(old.edition)
    for child in children:
        refuse_if(reasons_not_to_hang(plan[child.pk], branch_of(new), plan))
    rows = [{"id": child.pk, "parent_id": new.pk if new else None} for child in children]
    bring_up_to_date(
        Element, rows, key=["id"], within={"edition_id": old.edition_id, "parent_id": old.pk},
        council=old.council, by=by, at=at, reason=why.reason,
    )  # fmt: skip


def _hand_over_links(old: Element, new: Element) -> None:
    """Contributions go where the line goes; one that the new line has already, or to itself, ends here."""
    have = set(
        Contribution.objects.filter(Q(giver=new) | Q(taker=new)).values_list("giver_id", "taker_id", "kind")
    )
    for link in Contribution.objects.filter(Q(giver=old) | Q(taker=old)):
        ends = [new.pk if end == old.pk else end for end in (link.giver_id, link.taker_id)]
        key = (ends[0], ends[1], link.kind)
        if ends[0] == ends[1] or key in have:
            link.delete()
        else:
            have.add(key)
            Contribution.objects.filter(pk=link.pk).update(giver_id=ends[0], taker_id=ends[1])
