"""A workbook sent back: taken in, settled, stored whole or given up. Nothing is stored before that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from goldenthread.core.refused import Problem, Refused, UnreadableFile, refuse_if, refuse_if_stale
from goldenthread.core.returned import LONGEST
from goldenthread.core.sentences import counted
from goldenthread.exchange.file_kinds import file_name
from goldenthread.exchange.models import Return
from goldenthread.exchange.return_permissions import reasons_not_to_return, reasons_not_to_see
from goldenthread.exchange.returns import Settled, as_data, from_data, kept_of
from goldenthread.exchange.returns_in import Workbook, read_return
from goldenthread.exchange.returns_preview import Asker, Preview, preview_of
from goldenthread.ledger.actions import note
from goldenthread.people.models import Council
from goldenthread.rounds.answering import NotAnswered, answer_many
from goldenthread.rounds.models import Ask, Round

KEPT_FOR = timedelta(days=30)
STORED, GIVEN_UP = "stored a workbook", "gave up a workbook"


class NotStoredYet(Refused):
    """Nothing was stored: what was found wrong when it was to be, by the line."""

    def __init__(self, problems: Mapping[int, list[str]], said: Sequence[str]) -> None:
        self.problems = dict(problems)
        super().__init__(said)


@transaction.atomic
def take_return(*, council: Council, data: bytes, file: str, asker: Asker) -> Return:
    """Read a workbook and keep it to be looked at. Raises `UnreadableFile` for one that is refused whole."""
    refuse_if(reasons_not_to_return(council, asker))
    name = file_name(file)
    book = read_return(data, name)
    round = _round_of(council, book, name, asker)
    _forget_old(council, asker)
    made = Return.objects.create(
        council=council,
        round=round,
        file=name,
        brought_at=asker.at,
        by_post=asker.by.post,
        by_user=asker.by.username,
        invitation=asker.invitation,
        lines=as_data(kept_of(book)),
    )
    _note("sent a workbook back", made, asker, {"lines": len(book.lines)})
    return made


def _round_of(council: Council, book: Workbook, file: str, asker: Asker) -> Round:
    """The round that the workbook is of; refused where it is another council's, or not the link's."""
    if book.seal.council != council.slug:
        sentence = f"this workbook is of another council than {council}. Upload it on that council’s pages"
        raise UnreadableFile([Problem(file, None, None, sentence)])
    found = council.rounds.filter(slug=book.seal.round).first()
    if found is None:
        sentence = "the round that this workbook is of is not held any more. Download your lines again"
        raise UnreadableFile([Problem(file, None, None, sentence)])
    if asker.invitation and asker.invitation.round_id != found.pk:
        sentence = f"this workbook is of another round, {found}. Send back the one that this link gives"
        raise UnreadableFile([Problem(file, None, None, sentence)])
    return found


def _forget_old(council: Council, asker: Asker) -> None:
    for old in Return.objects.filter(council=council, brought_at__lt=asker.at - KEPT_FOR):
        reason = f"Nobody stored it in {KEPT_FOR.days} days."
        _note("forgot a workbook", old, asker, {}, reason)
        old.delete()


def _note(verb: str, held: Return, asker: Asker, after: dict[str, object], reason: str = "") -> None:
    note(
        verb=verb, subject=held, council=held.council.slug, by=asker.by, at=asker.at, after=after,
        reason=reason, source=held.file,
    )  # fmt: skip


def held_return(given: Return, version: int | None, asker: Asker) -> Return:
    """The return as it is now, locked, if it is this person's and they saw it as it is."""
    found = Return.objects.select_for_update(of=("self",)).select_related("council", "round__council")
    held = found.filter(pk=given.pk).first()
    if held is None:
        raise Refused(f"{given.file} was stored or given up meanwhile.")
    refuse_if(reasons_not_to_see(held, asker))
    if version is not None:
        refuse_if_stale(version, held.version, f"what is settled of {held.file}")
    return held


@transaction.atomic
def settle_return(*, held: Return, settled: Mapping[int, Settled], version: int, asker: Asker) -> Return:
    """Keep what somebody said of lines in the preview, by their keys; nothing is stored of them yet."""
    found = held_return(held, version, asker)
    kept = from_data(found.lines)
    lines = [replace(one, settled=settled.get(one.ask, one.settled)) for one in kept.lines]
    refuse_if(
        f"What is said of a line is longer than {LONGEST:,} characters. Shorten it."
        for one in lines
        if any(len(text) > LONGEST for text in _texts(one.settled))
    )
    if lines == kept.lines:
        return found
    count = sum(1 for one, before in zip(lines, kept.lines, strict=True) if one != before)
    found.lines = as_data(replace(kept, lines=lines))
    found.version += 1
    found.save(update_fields=["lines", "version"])
    _note("settled a workbook", found, asker, {"lines": count})
    return found


def _texts(settled: Settled) -> list[str]:
    return [settled.explanation, settled.reason, settled.words, *settled.mended.values()]


@transaction.atomic
def store_return(*, held: Return, version: int, is_sent: bool, asker: Asker) -> list[Ask]:
    """Store everything that a return changes, or nothing; with `is_sent` it goes on to be checked.

    Raises `NotStoredYet` with what is wrong by the line, or `Refused` where something is to be settled.
    """
    found = held_return(held, version, asker)
    shown = preview_of(found, asker)
    refuse_if(shown.reasons_not_to_store())
    stored = _stored(found, shown, is_sent, asker)
    after = {"lines": " ".join(str(one.pk) for one in stored), "sent": is_sent, "round": found.round.slug}
    _note(STORED, found, asker, after)
    found.delete()
    return stored


def _stored(held: Return, shown: Preview, is_sent: bool, asker: Asker) -> list[Ask]:
    lines = shown.to_store
    answers = [one.answer for one in lines if one.answer is not None]
    try:
        return answer_many(
            round=held.round, answers=answers, is_sent=is_sent, on=asker.on, by=asker.by, at=asker.at,
            invitation=asker.invitation,
        )  # fmt: skip
    except NotAnswered as refusal:
        problems = {lines[place].key: found for place, found in refusal.problems.items()}
        count = counted(len(problems), "line")
        said = [f"Nothing is stored: {count} can’t be, as said below."] if problems else refusal.reasons
        raise NotStoredYet(problems, said) from refusal


@transaction.atomic
def give_up_return(*, held: Return, asker: Asker) -> None:
    """Forget a workbook that was sent back; nothing of it is kept but that it was."""
    found = held_return(held, None, asker)
    _note(GIVEN_UP, found, asker, {})
    found.delete()
