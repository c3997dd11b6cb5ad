"""Having documents made: asked for once, claimed by one worker at a time, made again when more must be said.

A document's key is the digest of all that decides its content, so that asking twice is one document. Its last
sixteen digits are of the notices alone, so that one can tell whether a file still says what must be said.
How it is claimed: `ledger.claims`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.actions import note
from goldenthread.ledger.claims import WORKER, Queue
from goldenthread.ledger.one import make
from goldenthread.people.officers import Officer
from goldenthread.reports.besides import notices_of, words_of
from goldenthread.reports.making_permissions import (
    reasons_not_template,
    reasons_not_this,
    reasons_not_to_make,
)
from goldenthread.reports.models import Document, Snapshot, Template
from goldenthread.reports.products import Product

_OF_NOTICES = 16  # digits of a key
_HEAVY = ("content", "corrected_by__content", "corrects__content")
QUEUE = Queue(
    Document,
    waiting=Document.State.WAITING,
    at_work=Document.State.MAKING,
    fails="could not be made",
    anew={"step": 0, "steps": 0},
    joined=("snapshot__council", "template", "council"),
    heavy=("file",),
)
claim_next, renew, let_go, fail = QUEUE.claim_next, QUEUE.renew, QUEUE.let_go, QUEUE.fail


def note_progress(document: Document, step: int, steps: int) -> bool:
    """Say how far it is; False where the claim is ours no more."""
    return QUEUE.tell(document, step=step, steps=steps)


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
    digest = hashlib.sha256(file).hexdigest()
    return QUEUE.finish(
        document, "made", at, digest, state=Document.State.MADE, file=file, digest=digest, made_at=at,
        words=words, key=document.key if is_taken else key,
    )  # fmt: skip


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
