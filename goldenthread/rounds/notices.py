"""The outbox: what is to be told to whom, once, and what became of it.

A notice is written in the transaction of what it tells of, so that neither is there without the other. It is
sent later and elsewhere (`jobs.sending`), and never twice by itself: see docs/decisions/0029. Its text holds
`{site}` where the installation's address goes and `{link}` where a personal link goes; both are put in as it
is sent, so that nobody reads another's link here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from goldenthread.core import duties
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.actions import entry_for, note, note_all
from goldenthread.ledger.recording import BATCH, reasons_too_long
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.rounds.models import Notice, Round

BY_ITSELF = Officer(post="Golden Thread, by itself", duty=duties.OPERATOR)
SITE, LINK = "{site}", "{link}"
MOST_ATTEMPTS = 3
WAIT = timedelta(minutes=5)  # before a second attempt; twice that before a third

State = Notice.State


@dataclass(frozen=True, slots=True)
class Letter:
    """A message still to be written: its key, for which post or organisation, where it goes, what it says."""

    key: str
    to: str
    email: str
    subject: str
    text: str
    attachment: int | None = None


def tell(
    *,
    council: Council,
    round: Round | None = None,
    kind: str,
    key: str,
    to: str,
    email: str,
    subject: str,
    text: str,
    attachment: int | None = None,
    by: Officer = BY_ITSELF,
    at: datetime,
) -> Notice:
    """Put a message in the outbox; a second call with the same key and address gives the first's notice.

    `to` is the post or organisation; without an address it is kept as not sent. `attachment` is the number
    of a reports.Document. Called inside the transaction of what it tells of.
    """
    letter = Letter(key, to, email, subject, text, attachment)
    return tell_many(council=council, round=round, kind=kind, letters=[letter], by=by, at=at)[0]


@transaction.atomic
def tell_many(
    *,
    council: Council,
    round: Round | None = None,
    kind: str,
    letters: Sequence[Letter],
    by: Officer = BY_ITSELF,
    at: datetime,
) -> list[Notice]:
    """Put messages in the outbox, each once for its key and address, in as many queries for many as for one.

    Where two write the same at once, the database refuses the second's whole transaction: callers that may
    run at once lock what they write of.
    """
    asked = {(one.key, one.email): one for one in letters}
    found = Notice.objects.filter(council=council, key__in={one.key for one in letters})
    held = {(one.key, one.email): one for one in found}
    new = [_notice(council, round, kind, one, at) for place, one in asked.items() if place not in held]
    for one in new:
        refuse_if(reasons_too_long(Notice, {field: getattr(one, field) for field in _KEPT}))
    Notice.objects.bulk_create(new, batch_size=BATCH)
    note_all(
        entry_for(verb="message written", subject=one, council=council.slug, by=by, at=at, after=_said(one))
        for one in new
    )
    held |= {(one.key, one.email): one for one in new}
    return [held[place] for place in asked]


_KEPT = ("kind", "key", "to", "email", "subject")


def _notice(council: Council, round: Round | None, kind: str, letter: Letter, at: datetime) -> Notice:
    return Notice(
        council=council,
        round=round,
        kind=kind,
        key=letter.key,
        to=letter.to,
        email=letter.email,
        subject=" ".join(letter.subject.split()),  # one line: no header can be smuggled in
        text=letter.text,
        state=State.WAITING if letter.email else State.UNSENT,
        made_at=at,
        attachment=letter.attachment,
    )


def _said(one: Notice) -> dict[str, str]:
    """What the ledger keeps of a message: neither its text nor an address, which are people's own."""
    return {"kind": one.kind, "to": one.to, "state": str(one.get_state_display())}


def claim_next(at: datetime, but_not: Collection[int] = ()) -> Notice | None:
    """The oldest message that waits, now being sent by the caller alone; None where none is due.

    Whoever claims it says what became of it by `mark_sent`, `mark_failed` or `mark_unknown`.
    """
    while True:
        found = _due(at, but_not).order_by("made_at", "pk").values_list("pk", flat=True).first()
        if found is None:
            return None
        mine = Notice.objects.filter(pk=found, state=State.WAITING)
        if mine.update(state=State.SENDING, sent_at=at, attempts=F("attempts") + 1):
            return Notice.objects.select_related("council", "round").get(pk=found)


def is_any_due(at: datetime, but_not: Collection[int] = ()) -> bool:
    """True where a message waits to be sent now."""
    return _due(at, but_not).exists()


def _due(at: datetime, but_not: Collection[int]) -> QuerySet[Notice]:
    """Never tried, or tried long enough ago; `sent_at` of what waits is when it was last tried."""
    due = Q(attempts=0)
    for n in range(1, MOST_ATTEMPTS):
        due |= Q(attempts=n, sent_at__lte=at - WAIT * n)
    return Notice.objects.filter(due, state=State.WAITING).exclude(pk__in=but_not)


def mark_sent(notice: Notice, at: datetime) -> None:
    """It was handed over to the mail server."""
    _mine(notice).update(state=State.SENT, sent_at=at, fault="")


def mark_failed(notice: Notice, fault: str, *, for_good: bool = False) -> None:
    """It was refused before it was handed over: it waits for another attempt, or is given up."""
    is_over = for_good or notice.attempts >= MOST_ATTEMPTS
    _mine(notice).update(state=State.FAILED if is_over else State.WAITING, fault=fault)


def mark_unknown(notice: Notice, fault: str) -> None:
    """The connection broke while it was handed over: nobody knows whether it went, so it stays as it is."""
    _mine(notice).update(fault=fault)


def _mine(notice: Notice) -> QuerySet[Notice]:
    """The notice, if the claim on it is still the caller's: a person may have let another have it."""
    return Notice.objects.filter(pk=notice.pk, state=State.SENDING, sent_at=notice.sent_at)


def reasons_not_to_send_again(notice: Notice, by: Officer) -> list[str]:
    """Why this person may not have a message sent again, or why it can't be."""
    found = reasons_of_duty(notice.council, "keep_rounds", by)
    if notice.state == State.SENT:
        return [*found, "This message was sent. What has to be said again is said in a new message."]
    if notice.state == State.WAITING:
        return [*found, "This message waits to go: it goes with the next that are sent."]
    if not notice.email:
        return [*found, f"No address is held for {notice.to}. Give the post an address, then ask again."]
    return found


@transaction.atomic
def send_again(*, notice: Notice, attempts: int, by: Officer, at: datetime) -> None:
    """Have a message sent that failed, or of which nobody knows whether it went; a person decides that.

    `attempts` is how many the person saw, so that two people do not send it twice.
    """
    held = Notice.objects.select_for_update(of=("self",)).select_related("council").get(pk=notice.pk)
    refuse_if(reasons_not_to_send_again(held, by))
    refuse_if_stale(attempts, held.attempts, "this message")
    before = str(held.get_state_display())
    held.state, held.attempts, held.fault = State.WAITING, 0, ""
    held.save(update_fields=["state", "attempts", "fault"])
    note(
        verb="message to be sent again",
        subject=held,
        council=held.council.slug,
        by=by,
        at=at,
        before={"state": before},
        after={"state": str(held.get_state_display())},
    )
