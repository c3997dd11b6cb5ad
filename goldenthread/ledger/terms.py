"""Keeping a council's words. Here and not among people, because the ledger is built upon that room."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import Stale, refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import reasons_too_long
from goldenthread.people.models import Council, Term
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty


def reasons_not_to_keep_words(council: Council, by: Officer) -> list[str]:
    """Why this person may not add, change or remove a word of the council's."""
    return reasons_of_duty(council, "keep_glossary", by)


@transaction.atomic
def add_term(
    *, council: Council, word: str, meaning: str, source: str = "", by: Officer, at: datetime
) -> Term:
    """Say what a word or an abbreviation means in this council's papers."""
    facts = {"word": word.strip(), "meaning": meaning.strip(), "source": source.strip()}
    refuse_if(reasons_not_to_keep_words(council, by) or _reasons_not_these(council, facts, None))
    made = Term.objects.create(council=council, **facts)
    note(verb="added", subject=made, council=council.slug, by=by, at=at, after=facts)
    return made


@transaction.atomic
def change_term(
    *, term: Term, seen: str, word: str, meaning: str, source: str = "", by: Officer, at: datetime
) -> Term:
    """Say it otherwise; `seen` is the meaning that the person saw when they began."""
    held = Term.objects.select_for_update(of=("self",)).select_related("council").get(pk=term.pk)
    facts = {"word": word.strip(), "meaning": meaning.strip(), "source": source.strip()}
    refuse_if(reasons_not_to_keep_words(held.council, by))
    if _plain(seen) != _plain(held.meaning):
        raise Stale(f"“{held}”")
    refuse_if(_reasons_not_these(held.council, facts, held))
    before = {name: getattr(held, name) for name, value in facts.items() if getattr(held, name) != value}
    if not before:
        return held
    for name in before:
        setattr(held, name, facts[name])
    held.save(update_fields=list(before))
    after = {name: facts[name] for name in before}
    note(verb="changed", subject=held, council=held.council.slug, by=by, at=at, before=before, after=after)
    return held


@transaction.atomic
def remove_term(*, term: Term, by: Officer, at: datetime) -> None:
    """Take a word out of the glossary; the ledger keeps what it said."""
    held = Term.objects.select_for_update(of=("self",)).select_related("council").get(pk=term.pk)
    refuse_if(reasons_not_to_keep_words(held.council, by))
    before = {"word": held.word, "meaning": held.meaning, "source": held.source}
    note(verb="removed", subject=held, council=held.council.slug, by=by, at=at, before=before)
    held.delete()


def _reasons_not_these(council: Council, facts: dict[str, str], held: Term | None) -> list[str]:
    if not facts["word"] or not facts["meaning"]:
        return ["Write the word and what it means."]
    same = Term.objects.filter(council=council, word__iexact=facts["word"])
    if (same.exclude(pk=held.pk) if held else same).exists():
        return [f"“{facts['word']}” is in the glossary already. Change what it says there."]
    return list(reasons_too_long(Term, facts))


def _plain(text: str) -> str:
    """Without space around it, or the line ends of a browser: words kept long ago may hold them still."""
    return "\n".join(text.split("\r\n")).strip()
