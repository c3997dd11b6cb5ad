"""The outbox: what is to be told to whom, once, and what became of it.

A notice is written in the transaction of what it tells of, so that neither is there without the other. It is
sent later and elsewhere (`jobs.sending`), and never twice by itself: see docs/decisions/0029. Its text holds
`{site}` where the installation's address goes and `{link}` where a personal link goes; both are put in as it
is sent, so that nobody reads another's link here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from goldenthread.core import duties
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.actions import note
from goldenthread.ledger.recording import reasons_too_long
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.rounds.models import Notice, Round

BY_ITSELF = Officer(post="Golden Thread, by itself", duty=duties.OPERATOR)
SITE, LINK = "{site}", "{link}"
MOST_ATTEMPTS = 3
WAIT = timedelta(minutes=5)  # before a second attempt; twice that before a third

State = Notice.State


@transaction.atomic
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
    facts = {
        "round_id": round.pk if round else None,
        "kind": kind,
        "to": to,
        "subject": " ".join(subject.split()),  # a subject is one line: no header can be smuggled in
        "text": text,
        "state": State.WAITING if email else State.UNSENT,
        "made_at": at,
        "attachment": attachment,
    }
    refuse_if(reasons_too_long(Notice, {**facts, "key": key, "email": email}))
    made, is_new = Notice.objects.get_or_create(council=council, key=key, email=email, defaults=facts)
    if is_new:
        after = {"kind": kind, "to": to, "state": str(made.get_state_display())}
        note(verb="message written", subject=made, council=council.slug, by=by, at=at, after=after)
    return made


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
