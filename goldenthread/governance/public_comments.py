"""Comments by a public form without an account, and the moderator who lets them in.

Nothing here sends anything to anybody. What comes in is plain text of limited length, waits unseen, and is
limited: by sender and hour, by form and hour, and by how much one form may hold unmoderated.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction

from goldenthread.core.public_words import digest_of, reasons_not_to_take, tidied
from goldenthread.core.refused import Refused, refuse_if, refuse_if_stale
from goldenthread.core.sentences import on_day
from goldenthread.governance.comment_permissions import reasons_not_to_moderate
from goldenthread.governance.commenting import From, Origin, Remark, store_comment
from goldenthread.governance.models import Comment, CommentWindow, PublicComment, SentLately
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change
from goldenthread.people.models import Council
from goldenthread.people.officers import VISITOR, Officer
from goldenthread.plans.models import Edition, Element

HOUR = timedelta(hours=1)
MOST_OF_A_SENDER = 5  # in an hour
MOST_IN_AN_HOUR = 300  # by one form
MOST_WAITING = 500  # unmoderated, by one form: at most 500 x 4,000 letters
SOONEST = 3  # seconds in which nobody reads a form and writes
LATEST = 24 * 60 * 60  # seconds after which a form is fetched anew
A_MEMBER = "A member of the public"
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that are read for another


class TooMany(Refused):
    """Too much came in at once; later it can be sent again."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a public form brought, and how."""

    text: str
    token: str
    element: Element | None = None
    stance: str = ""
    trap: str = ""  # a field that people don't see, and programs fill in
    address: str = ""  # where it came from; never stored


def token_for(window: CommentWindow, at: datetime) -> str:
    """What a form carries: which window it is of, and when it was fetched, signed."""
    return _signer().sign(f"{window.pk}-{int(at.timestamp())}")


def _signer() -> Signer:
    return Signer(salt="goldenthread.governance.public_comment", sep=".")


def reasons_of_token(window: CommentWindow, token: str, at: datetime) -> list[str]:
    """Why a form is not taken: it is not ours, was answered at once, or is too old."""
    try:
        pk, _, fetched = _signer().unsign(token).partition("-")
    except BadSignature:
        return ["This form was not fetched from here. It is fetched anew below: send it once more."]
    age = at.timestamp() - int(fetched)
    if int(pk) != window.pk or age > LATEST:
        return ["This form lay open for long. It is fetched anew below: send it once more."]
    if age < SOONEST:
        return ["That was very quick. Look your comment over, then send it once more."]
    return []


def reasons_of_window(window: CommentWindow, on: date) -> list[str]:
    """Why nothing can be sent in by this form now."""
    if on < window.opens_on:
        return [f"Comments open on {on_day(window.opens_on)}. Come back then."]
    if on > window.closes_on or window.edition.state != Edition.State.DRAFT:
        last = min(on, window.closes_on)
        return [f"Comments closed on {on_day(last)}. What came of them is in the register of comments."]
    return []


def sender_of(address: str, at: datetime) -> str:
    """Who sends, as a mark that can't be turned back into an address and is another tomorrow."""
    try:
        found = ip_address(address)
    except ValueError:
        place = "nowhere"
    else:
        # One household or company has a whole /64 of the newer addresses to itself.
        place = str(int(found) >> 64) if isinstance(found, IPv6Address) else str(found)
    key = f"{settings.SECRET_KEY}/{at.date()}".encode()
    return hmac.new(key, place.encode(), "sha256").hexdigest()


@transaction.atomic
def send_in(*, window: CommentWindow, sent: Sent, on: date, at: datetime) -> PublicComment:
    """Keep a comment until a moderator has seen it; the same words again are counted, not stored.

    `on` is the council's day. Raises `TooMany` and `Refused`.
    """
    held = CommentWindow.objects.select_for_update(of=("self",)).select_related("edition", "council")
    window = held.get(pk=window.pk)
    text = tidied(sent.text)
    refuse_if(reasons_of_window(window, on) or reasons_not_to_take(text))
    refuse_if(reasons_of_token(window, sent.token, at))
    refuse_if(["This could not be taken. Leave the field that is to stay empty empty."] if sent.trap else [])
    refuse_if(_reasons_of_element(window, sent.element))
    _count_sender(window, sender_of(sent.address, at), at)
    digest = digest_of(text, str(sent.element.pk if sent.element else ""))
    same = PublicComment.objects.filter(window=window, digest=digest).first()
    if same is not None:
        PublicComment.objects.filter(pk=same.pk).update(times=same.times + 1)
        return same
    waiting = PublicComment.objects.filter(window=window, state=PublicComment.State.WAITING).count()
    if waiting >= MOST_WAITING:
        raise TooMany("So many comments wait to be read that no more can be taken today. Come back tomorrow.")
    made = PublicComment.objects.create(
        council=window.council, window=window, reference=_reference(window.council), text=text,
        element=sent.element, stance=sent.stance, digest=digest, received_at=at,
    )  # fmt: skip
    note(verb="was sent in", subject=made, council=window.council.slug, by=VISITOR, at=at)
    return made


def _reasons_of_element(window: CommentWindow, element: Element | None) -> list[str]:
    if element is None:
        return []
    is_there = element.edition_id == window.edition_id and not element.is_exempt and element.state == "LIVE"
    return [] if is_there else ["Choose one of the lines listed."]


def _count_sender(window: CommentWindow, sender: str, at: datetime) -> None:
    """Forget what is older than an hour, and refuse who sent too much within it."""
    SentLately.objects.filter(at__lte=at - HOUR).delete()
    lately = SentLately.objects.filter(window=window)
    if lately.filter(sender=sender).count() >= MOST_OF_A_SENDER:
        raise TooMany(
            "You, or somebody at the same connection, sent several comments within the hour. "
            "Send this one later."
        )
    if lately.count() >= MOST_IN_AN_HOUR:
        raise TooMany("Very many comments came in within the hour. Send yours later.")
    SentLately.objects.create(window=window, sender=sender, at=at)


def _reference(council: Council) -> str:
    while True:
        made = "".join(secrets.choice(_LETTERS) for _ in range(8))
        if not PublicComment.objects.filter(council=council, reference=made).exists():
            return made


# The moderator


@transaction.atomic
def take_in(*, sent: PublicComment, version: int, is_gap: bool = False, by: Officer, at: datetime) -> Comment:
    """Let a public comment into the register, word for word, marked as what it is. Raises `Refused`."""
    held = _held(sent, version, by)
    said = Remark(held.text, held.element, is_gap, held.stance, _strength(held))
    when = f"{held.received_at.day} {held.received_at:%B %Y}"
    origin = Origin(From.PERSON, A_MEMBER, when=when, source=f"Public form, reference {held.reference}")
    made = store_comment(held.window.edition, said, origin, by, at)
    row = {"state": PublicComment.State.TAKEN.value, "comment_id": made.pk}
    change(held, row, council=held.council, by=by, at=at, verb="took into the register")
    return made


def _strength(held: PublicComment) -> str:
    return f"The same words were sent {held.times} times" if held.times > 1 else ""


@transaction.atomic
def set_aside(*, sent: PublicComment, reason: str, version: int, by: Officer, at: datetime) -> None:
    """Keep a public comment out of the register, for a reason that is kept with it. Raises `Refused`."""
    held = _held(sent, version, by)
    refuse_if([] if reason.strip() else ["Say why it is set aside: the reason is kept, and counted."])
    row = {"state": PublicComment.State.SET_ASIDE.value, "reason": reason.strip()}
    change(held, row, council=held.council, by=by, at=at, verb="set aside", reason=reason.strip())


def _held(sent: PublicComment, version: int, by: Officer) -> PublicComment:
    joined = ("council", "window__edition__plan", "element")
    locked = PublicComment.objects.select_for_update(of=("self",)).select_related(*joined)
    held = locked.get(pk=sent.pk)
    refuse_if(reasons_not_to_moderate(held.council, by))
    refuse_if_stale(version, held.version, "this comment")
    if held.state != PublicComment.State.WAITING:
        raise Refused(f"This comment is {held.get_state_display()} already.")
    return held


def waiting_in(council: Council, viewer: Officer) -> list[PublicComment]:
    """What waits for a moderator, the oldest first; nothing for anybody else."""
    if reasons_not_to_moderate(council, viewer):
        return []
    found = PublicComment.objects.filter(council=council, state=PublicComment.State.WAITING)
    return list(found.select_related("window__edition", "element"))


def public_comment_at(council: Council, pk: int, viewer: Officer) -> PublicComment | None:
    if reasons_not_to_moderate(council, viewer):
        return None
    joined = PublicComment.objects.select_related("window__edition", "element", "council", "comment")
    return joined.filter(council=council, pk=pk).first()


def set_aside_counts(edition: Edition) -> int:
    """How many public comments on an edition were set aside: counted, so that nothing is lost unseen."""
    return PublicComment.objects.filter(window__edition=edition, state=PublicComment.State.SET_ASIDE).count()
