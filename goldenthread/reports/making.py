"""Having documents made: asked for once, claimed by one worker at a time, made again when more must be said.

A document's key is the digest of all that decides its content, so that asking twice is one document. Its last
sixteen digits are of the notices alone, so that one can tell whether a file still says what must be said.
A claim lasts until a time and is renewed; whoever finds it past may take it, as its worker is dead (decision
0032).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import make
from goldenthread.people.officers import OPERATOR, Officer
from goldenthread.reports.besides import notices_of, words_of
from goldenthread.reports.making_permissions import (
    reasons_not_template,
    reasons_not_this,
    reasons_not_to_make,
)
from goldenthread.reports.models import Document, Snapshot, Template
from goldenthread.reports.products import Product

LEASE = timedelta(minutes=1)
MOST_ATTEMPTS = 3
WORKER = Officer(post="The worker of this installation", duty=OPERATOR.duty)
_OF_NOTICES = 16  # digits of a key
_HEAVY = ("content", "corrected_by__content", "corrects__content")
_TIRED = (
    f"It was begun {MOST_ATTEMPTS} times and never finished: the worker stopped each time, perhaps for want "
    "of memory. Ask whoever runs the installation to look at the worker's log, then try again."
)


def key_of(document: Document, code_version: str, notices: Sequence[str]) -> str:
    """The digest of all that decides a document's content."""
    parts = (
        document.snapshot.digest, document.snapshot_id, document.product, document.part, document.format,
        document.template.digest if document.template else "", document.is_plain, document.words,
        code_version,
    )  # fmt: skip
    return _sha(parts)[:-_OF_NOTICES] + _sha(notices)[-_OF_NOTICES:]


def _sha(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(list(parts)).encode()).hexdigest()


def digest_of_words(words: Mapping[str, tuple[str, str]]) -> str:
    """The digest of people's words; empty where nobody wrote any."""
    return _sha([[place, *pair] for place, pair in sorted(words.items())]) if words else ""


def says_now(document: Document) -> bool:
    """True while a document says what must be said of its figures today: not after a correction."""
    notices = notices_of(document.snapshot, is_plain=document.is_plain)
    return document.key[-_OF_NOTICES:] == _sha(notices)[-_OF_NOTICES:]


@transaction.atomic
def ask_for_document(
    *,
    snapshot: Snapshot,
    product: str,
    part: str = "",
    form: str,
    template: Template | None = None,
    is_plain: bool = False,
    code_version: str,
    by: Officer,
    at: datetime,
) -> Document:
    """Have a document made by the worker; the one that is there where it was asked for before.

    One that could not be made is tried again. Raises `Refused`.
    """
    council = snapshot.council
    refuse_if(reasons_not_to_make(council, by))
    _lock(snapshot.pk)
    refuse_if(
        [*reasons_not_this(snapshot, product, part, form), *reasons_not_template(council, template, form)]
    )
    wanted = Document(
        council=council, snapshot=snapshot, product=product, part=part, format=form, template=template,
        is_plain=is_plain,
    )  # fmt: skip
    wanted.words = digest_of_words(words_of(snapshot.setting, Product(product), part))
    wanted.key = key_of(wanted, code_version, notices_of(snapshot, is_plain=is_plain))
    held = Document.objects.filter(key=wanted.key).defer("file").first()
    if held is not None:
        return try_again(document=held, by=by, at=at) if held.state == Document.State.FAILED else held
    row = {
        "snapshot_id": snapshot.pk, "product": product, "part": part, "format": str(form),
        "template_id": template.pk if template else None, "is_plain": is_plain, "words": wanted.words,
        "key": wanted.key, "asked_by": by.post, "asked_at": at,
    }  # fmt: skip
    return make(Document, {"council_id": council.pk, **row}, council=council, by=by, at=at, verb="asked for")


def _lock(snapshot: int) -> None:
    """Let nobody else ask for a document of a snapshot, nor correct it, until this transaction ends."""
    Snapshot.objects.select_for_update(of=("self",)).only("pk").get(pk=snapshot)


@transaction.atomic
def try_again(*, document: Document, by: Officer, at: datetime) -> Document:
    """Put a document that could not be made back in the queue. Raises `Refused`."""
    refuse_if(reasons_not_to_make(document.council, by))
    failed = Document.objects.filter(pk=document.pk, state=Document.State.FAILED)
    if failed.update(state=Document.State.WAITING, attempts=0, fault="", asked_at=at, asked_by=by.post):
        _note(document, "tried again", by, at)
    return Document.objects.defer("file").get(pk=document.pk)


def claim_next(
    *, worker: str, at: datetime, lease: timedelta = LEASE, only: int | None = None
) -> Document | None:
    """Take the oldest document that nobody is making, or `only` one; None where there is none to take.

    Each change is one statement that says what it expects to find, so of two workers one gets it.
    """
    lost = Q(state=Document.State.MAKING, claimed_until__lt=at)
    _give_up(lost, at)
    free = Document.objects.filter(Q(state=Document.State.WAITING) | lost, attempts__lt=MOST_ATTEMPTS)
    free = free if only is None else free.filter(pk=only)
    for pk in free.order_by("asked_at", "pk").values_list("pk", flat=True)[:10]:
        taken = free.filter(pk=pk).order_by().update(
            state=Document.State.MAKING, claimed_by=worker, claimed_until=at + lease,
            attempts=F("attempts") + 1, step=0, steps=0,
        )  # fmt: skip
        if taken:
            return Document.objects.select_related("snapshot__council", "template", "council").get(pk=pk)
    return None


def _give_up(lost: Q, at: datetime) -> None:
    for held in Document.objects.filter(lost, attempts__gte=MOST_ATTEMPTS).defer("file"):
        with transaction.atomic():
            again = Document.objects.filter(lost, pk=held.pk, attempts__gte=MOST_ATTEMPTS)
            if again.update(state=Document.State.FAILED, fault=_TIRED, claimed_by="", claimed_until=None):
                _note(held, "could not be made", WORKER, at, reason=_TIRED)


def _ours(document: Document) -> Q:
    """This claim and no later one: a worker that slept too long finds nothing."""
    return Q(
        pk=document.pk,
        state=Document.State.MAKING,
        claimed_by=document.claimed_by,
        attempts=document.attempts,
    )


def renew(document: Document, at: datetime, lease: timedelta = LEASE) -> bool:
    """Hold a claim longer; False where it is ours no more."""
    return bool(Document.objects.filter(_ours(document)).update(claimed_until=at + lease))


def note_progress(document: Document, step: int, steps: int) -> bool:
    """Say how far it is; False where the claim is ours no more."""
    return bool(Document.objects.filter(_ours(document)).update(step=step, steps=steps))


def let_go(document: Document) -> bool:
    """Give a claim back unfinished, as a worker that is stopped does; the attempt doesn't count."""
    return bool(
        Document.objects.filter(_ours(document)).update(
            state=Document.State.WAITING,
            claimed_by="",
            claimed_until=None,
            step=0,
            steps=0,
            attempts=F("attempts") - 1,
        )
    )


@transaction.atomic
def finish(
    document: Document, file: bytes, *, words: str, notices: Sequence[str], code_version: str, at: datetime
) -> bool:
    """Keep the file of a claim that is still ours, once; False, with nothing kept, where it is not.

    `words` and `notices` are those that stand in the file. Where notices changed while it was drawn, it
    is put back to be drawn with them.
    """
    _lock(document.snapshot_id)
    now = notices_of(Snapshot.objects.get(pk=document.snapshot_id), is_plain=document.is_plain)
    if tuple(now) != tuple(notices):
        let_go(document)
        return False
    document.words = words
    key = key_of(document, code_version, notices)
    is_taken = Document.objects.filter(key=key).exclude(pk=document.pk).exists()
    changed = Document.objects.filter(_ours(document)).update(
        state=Document.State.MADE, file=file, digest=hashlib.sha256(file).hexdigest(), made_at=at,
        claimed_by="", claimed_until=None, fault="", words=words,
        key=document.key if is_taken else key,
    )  # fmt: skip
    if changed:
        _note(document, "made", WORKER, at, after={"digest": hashlib.sha256(file).hexdigest()})
    return bool(changed)


@transaction.atomic
def fail(document: Document, fault: str, *, at: datetime, is_final: bool = False) -> None:
    """Say why a document could not be made: tried again up to three times, unless it never can be."""
    is_over = is_final or document.attempts >= MOST_ATTEMPTS
    state = Document.State.FAILED if is_over else Document.State.WAITING
    changed = Document.objects.filter(_ours(document)).update(
        state=state, fault=fault, claimed_by="", claimed_until=None
    )
    if changed and is_over:
        _note(document, "could not be made", WORKER, at, reason=fault)


def make_again(*, at: datetime) -> int:
    """Put back in the queue what no longer says what must be said, as after a correction; gives how many.

    The document keeps its address; what stood there before can be made from the snapshot at any time.
    """
    made = Document.objects.filter(state=Document.State.MADE)
    made = made.defer("file", *(f"snapshot__{one}" for one in _HEAVY))
    joined = made.select_related("snapshot__corrected_by", "snapshot__corrects", "council")
    return sum(_put_back(one, at) for one in joined if not says_now(one))


@transaction.atomic
def _put_back(made: Document, at: datetime) -> bool:
    """Put one document back, unless somebody asked for the same already or another worker was here first."""
    _lock(made.snapshot_id)
    notices = notices_of(made.snapshot, is_plain=made.is_plain)
    key = made.key[:-_OF_NOTICES] + _sha(notices)[-_OF_NOTICES:]
    if Document.objects.filter(key=key).exists():
        return False
    held = Document.objects.filter(pk=made.pk, state=Document.State.MADE, key=made.key)
    if not held.update(state=Document.State.WAITING, file=None, digest="", made_at=None, attempts=0, key=key):
        return False
    _note(made, "to be made again", WORKER, at, reason=" ".join(notices))
    return True


def _note(document: Document, verb: str, by: Officer, at: datetime, **more: object) -> None:
    note(verb=verb, subject=document, council=document.council.slug, by=by, at=at, **more)
