"""Joining elements across plans, parting them, and looking again when the other end has changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.models import Contribution, Element, Plan
from goldenthread.plans.thread_queries import APART, walks_from

Kind = Contribution.Kind
OF_ITS_KIND = {Element.Kind.INTERNAL: Kind.ENABLES, Element.Kind.CROSS_CUTTING: Kind.RUNS_ACROSS}
SET_APART = (*APART, Element.Kind.INTERNAL, Element.Kind.CROSS_CUTTING)


def reasons_not_to_link(element: Element, by: Officer) -> list[str]:
    """Why this person may not link an element: it takes the power, or a service plan of one's own."""
    found = reasons_of_duty(element.council, "link_elements", by)
    plan = element.edition.plan
    if found and plan.kind == Plan.Kind.SERVICE:
        subject = subject_of(element.service or plan.service, element.owner)
        if not reasons_of_duty(element.council, "change_plan", by, subject):
            return []
    return found


def reasons_not_to_join(giver: Element, taker: Element, kind: str) -> Iterator[str]:
    """Why two elements can't be joined so, whoever asks."""
    if taker.council_id != giver.council_id:
        yield "That element belongs to another council. Choose one of your own."
    elif taker.pk == giver.pk:
        yield "An element does not serve itself. Choose another."
    elif Contribution.objects.filter(giver=giver, taker=taker, kind=kind).exists():
        yield f"“{giver}” {Kind(kind).label} “{taker}” already."
    elif kind == Kind.CONTRIBUTES and giver.pk in _above(taker):
        yield (
            f"“{taker}” hangs from “{giver}” already, or contributes to it through others: "
            "a link back would make a ring. Link it the other way round, or choose another element."
        )


def _above(element: Element) -> set[int]:
    """The lines that an element reaches upwards, through plans too, whoever may read them."""
    return {step.id for step in walks_from(element.council, element.pk, OPERATOR).up}


@transaction.atomic
def link_element(
    *, giver: Element, taker: Element, kind: str, how: str, basis: str, by: Officer, at: datetime
) -> Contribution:
    """Say that one element contributes to, enables or runs across another; its state now is what was seen."""
    refuse_if(reasons_not_to_link(giver, by))
    refuse_if(reasons_not_to_join(giver, taker, kind))
    return _join(giver, taker, kind, how.strip(), basis, by, at)


def _join(
    giver: Element, taker: Element, kind: str, how: str, basis: str, by: Officer, at: datetime
) -> Contribution:
    link = Contribution.objects.create(
        council=giver.council,
        giver=giver,
        taker=taker,
        kind=kind,
        how=how,
        basis=basis,
        seen_version=taker.version,
        source=f"{by.post}, {at:%-d %B %Y}",
    )
    words = _words(link)
    note(verb="linked", subject=giver, council=giver.council.slug, by=by, at=at, after=words)
    return link


@transaction.atomic
def link_to_every_top(*, giver: Element, by: Officer, at: datetime) -> int:
    """Link an internal or cross-cutting element to every theme of its edition that it isn't yet linked to."""
    refuse_if(reasons_not_to_link(giver, by))
    kind = kind_of_many(giver)
    if kind is None:
        refuse_if([f"“{giver}” is neither internal nor cross-cutting. Link it to one element at a time."])
        return 0
    missing = not_yet_served(giver)
    if not missing:
        refuse_if([f"“{giver}” {kind.label} all of them already."])
    for taker in missing:
        _join(giver, taker, kind, "", "STATED", by, at)
    return len(missing)


def not_yet_served(giver: Element) -> list[Element]:
    """The themes that an internal or cross-cutting element isn't yet linked to in the way of its kind."""
    kind = kind_of_many(giver)
    if kind is None:
        return []
    joined = set(Contribution.objects.filter(giver=giver, kind=kind).values_list("taker", flat=True))
    return [one for one in tops_of(giver) if one.pk not in joined and one.pk != giver.pk]


def kind_of_many(element: Element) -> Contribution.Kind | None:
    """How an element serves every theme, where its kind says that it does."""
    return OF_ITS_KIND.get(Element.Kind(element.kind))


def tops_of(element: Element) -> list[Element]:
    """The citizen-facing themes of an element's edition: its highest level, but for what enables them."""
    lines = Element.objects.listed().filter(edition=element.edition).exclude(kind__in=SET_APART)
    found = list(lines.select_related("level").order_by("level__position", "position", "id"))
    return [one for one in found if one.level.position == found[0].level.position]


@transaction.atomic
def unlink(*, link: Contribution, reason: str, by: Officer, at: datetime) -> None:
    """Take a link away; the ledger keeps what it was and why it went."""
    refuse_if(reasons_not_to_link(link.giver, by))
    if not reason.strip():
        refuse_if(["Say why the link is removed: the ledger keeps the reason."])
    who = {"council": link.council.slug, "by": by, "at": at, "reason": reason.strip()}
    note(verb="unlinked", subject=link.giver, before=_words(link), **who)
    link.delete()


@transaction.atomic
def look_again(*, link: Contribution, version: int, by: Officer, at: datetime) -> None:
    """Say that the change at the other end was looked at and the link still holds."""
    refuse_if(reasons_not_to_link(link.giver, by))
    if link.taker.version != version:
        refuse_if([f"“{link.taker}” has changed again since you opened this page. Look once more."])
    before, link.seen_version = link.seen_version, version
    link.save(update_fields=["seen_version"])
    note(
        verb="looked again at a link of", subject=link.giver, council=link.council.slug, by=by, at=at,
        before={"seen_version": before or 1}, after={**_words(link), "seen_version": version},
    )  # fmt: skip


def _words(link: Contribution) -> dict[str, str]:
    return {link.get_kind_display(): str(link.taker), "how": link.how, "basis": link.basis}
