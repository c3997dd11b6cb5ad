"""Keeping evidence of what is done or needed, and which lines of a framework each piece answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import reasons_too_long
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty, subject_of
from goldenthread.plans.frameworks import KINDS
from goldenthread.plans.models import Element, Evidence

FACTS = ("title", "text", "dated_on", "kept_at")


def reasons_not_to_give(element: Element, by: Officer) -> list[str]:
    """Why this person may not give evidence of an element; a partner's people may where it has a part."""
    service = element.service or element.edition.plan.service
    subject = subject_of(service, element.owner)
    if by.partner and element.involvements.filter(partner__slug=by.partner).exists():
        subject = subject._replace(posts=(*subject.posts, by.post))
    return reasons_of_duty(element.council, "give_evidence", by, subject)


def _reasons(element: Element, facts: dict[str, Any], but: Evidence | None) -> Iterator[str]:
    """Why facts can't be kept as evidence, whoever gives them."""
    if not facts["title"]:
        yield "Say what the evidence is."
    yield from reasons_too_long(Evidence, facts)
    same = Evidence.objects.filter(element=element, title=facts["title"])
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        yield f"“{facts['title']}” is given here already. Change that, or call this something else."


def _facts(title: str, text: str, dated_on: date | None, kept_at: str) -> dict[str, Any]:
    return {"title": title.strip(), "text": text.strip(), "dated_on": dated_on, "kept_at": kept_at.strip()}


def _lines(council: Council, answers: Collection[int]) -> list[Element]:
    """The lines of frameworks that are answered; refuses any that is of no framework of this council."""
    found = list(Element.objects.filter(council=council, edition__plan__kind__in=KINDS, pk__in=answers))
    if len(found) != len(set(answers)):
        refuse_if(["Evidence answers lines of this council’s frameworks only. Choose from the list."])
    return found


@transaction.atomic
def add_evidence(
    *, element: Element, title: str, text: str = "", dated_on: date | None = None, kept_at: str = "",
    answers: Collection[int] = (), by: Officer, at: datetime,
) -> Evidence:  # fmt: skip
    """Give evidence of an element."""
    refuse_if(reasons_not_to_give(element, by))
    facts = _facts(title, text, dated_on, kept_at)
    refuse_if(_reasons(element, facts, None))
    lines = _lines(element.council, answers)
    given = Evidence.objects.create(
        council=element.council, element=element, source=f"{by.post}, {at:%-d %B %Y}", **facts
    )
    given.answers.set(lines)
    after = {**_plain(facts), "answers": _titles(lines)}
    note(verb="gave evidence of", subject=element, council=element.council.slug, by=by, at=at, after=after)
    return given


@transaction.atomic
def change_evidence(
    *, evidence: Evidence, version: int, title: str, text: str = "", dated_on: date | None = None,
    kept_at: str = "", answers: Collection[int] = (), by: Officer, at: datetime,
) -> None:  # fmt: skip
    """Change evidence, unless somebody else has since the person saw it."""
    held = Evidence.objects.select_for_update().select_related("element__council").get(pk=evidence.pk)
    refuse_if(reasons_not_to_give(evidence.element, by))
    if held.version != version:
        refuse_if([f"“{held.title}” was changed meanwhile. Look at what it says now, then change it again."])
    facts = _facts(title, text, dated_on, kept_at)
    refuse_if(_reasons(held.element, facts, held))
    lines = _lines(held.element.council, answers)
    before = {**_plain({name: getattr(held, name) for name in FACTS}), "answers": _titles(held.answers.all())}
    for name, value in facts.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*facts, "version"])
    held.answers.set(lines)
    after = {**_plain(facts), "answers": _titles(lines)}
    changed = [name for name in after if after[name] != before[name]]
    note(
        verb="changed evidence of", subject=held.element, council=held.element.council.slug, by=by, at=at,
        before={name: before[name] for name in changed}, after={name: after[name] for name in changed},
    )  # fmt: skip


@transaction.atomic
def remove_evidence(*, evidence: Evidence, reason: str, by: Officer, at: datetime) -> None:
    """Take evidence away; the ledger keeps what it was and why it went."""
    refuse_if(reasons_not_to_give(evidence.element, by))
    refuse_if([] if reason.strip() else ["Say why the evidence is removed: the ledger keeps the reason."])
    facts = {name: getattr(evidence, name) for name in FACTS}
    before = {**_plain(facts), "answers": _titles(evidence.answers.all())}
    note(
        verb="removed evidence of", subject=evidence.element, council=evidence.council.slug, by=by, at=at,
        before=before, reason=reason.strip(),
    )  # fmt: skip
    evidence.delete()


def _plain(facts: dict[str, Any]) -> dict[str, str]:
    return {name: str(value or "") for name, value in facts.items()}


def _titles(lines: Collection[Element] | Any) -> str:
    return "; ".join(sorted(str(line) for line in lines))
