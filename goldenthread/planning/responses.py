"""Written responses to a consultation: kept as a file was read, looked at, and stored once as comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max

from goldenthread.core.public_words import digest_of
from goldenthread.core.refused import Refused, refuse_if, refuse_if_stale
from goldenthread.governance.commenting import MOST_OF_AN_EDITION
from goldenthread.governance.models import Comment
from goldenthread.ledger.actions import entry_for, note, note_all
from goldenthread.ledger.recording import plain
from goldenthread.people.officers import Officer
from goldenthread.planning.consulting import held_consultation, reasons_not_to_consult
from goldenthread.planning.models import Consultation, Response, ResponseFile
from goldenthread.plans.models import Edition

BATCH = 500


class Written(NamedTuple):
    """One response as a file gives it; `row` is where it stands there."""

    row: int
    respondent: str
    text: str
    element_id: int | None
    about: str
    stance: str


class Looked(NamedTuple):
    """A response and whether it is held already."""

    said: Written
    digest: str
    is_held: bool


@transaction.atomic
def keep_file(
    *, consultation: Consultation, file: str, rows: Sequence[Written], by: Officer, at: datetime
) -> ResponseFile:
    """Keep what a file holds until it is looked at and stored; what lay there before is forgotten."""
    held = held_consultation(consultation, by)
    held.files.all().delete()
    given = [list(one) for one in rows]
    made = ResponseFile.objects.create(
        consultation=held, file=file, rows=given, brought_at=at, by_post=by.post
    )
    note(
        verb="uploaded responses", subject=made, council=held.council.slug, by=by, at=at, source=file,
        after={"rows": len(given)},
    )  # fmt: skip
    return made


def looked_at(file: ResponseFile) -> list[Looked]:
    """Each response of a file, and whether the consultation holds it already.

    The same words twice in one file are two responses; the same file twice is one.
    """
    held = set(file.consultation.responses.values_list("digest", flat=True))
    seen: Counter[tuple[object, ...]] = Counter()
    found = []
    for one in (Written(*row) for row in file.rows):
        key = (one.respondent, one.text, one.element_id, one.stance)
        seen[key] += 1
        digest = digest_of(one.text, f"{one.respondent}/{one.element_id}/{one.stance}/{seen[key]}")
        found.append(Looked(one, digest, digest in held))
    return found


@transaction.atomic
def store_responses(*, file: ResponseFile, version: int, by: Officer, at: datetime) -> int:
    """Store the responses that are not held yet, each as an open comment; how many. Raises `Refused`."""
    held = _held(file, version, by)
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=held.consultation.edition_id)
    new = [one for one in looked_at(held) if not one.is_held]
    last = Comment.objects.filter(edition=edition).aggregate(last=Max("position"))["last"] or 0
    if last + len(new) > MOST_OF_AN_EDITION:
        raise Refused(f"{edition} can’t hold so many comments. Leave out responses that say nothing.")
    made = Comment.objects.bulk_create(
        [Comment(**_row(held, one.said, last + place)) for place, one in enumerate(new, start=1)],
        batch_size=BATCH,
    )
    who: Mapping[str, Any] = {"council": held.consultation.council.slug, "by": by, "at": at}
    note_all(
        entry_for(verb="commented", subject=one, after=plain(one), source=held.file, **who) for one in made
    )
    links = zip(made, new, strict=True)
    Response.objects.bulk_create(
        [
            Response(
                consultation=held.consultation,
                comment=comment,
                respondent=one.said.respondent,
                digest=one.digest,
            )
            for comment, one in links
        ],
        batch_size=BATCH,
    )
    note(
        verb="stored responses of",
        subject=held.consultation,
        source=held.file,
        after={"new": len(new)},
        **who,
    )
    held.delete()
    return len(new)


def _row(file: ResponseFile, one: Written, position: int) -> dict[str, Any]:
    consultation = file.consultation
    return {
        "council_id": consultation.council_id,
        "edition_id": consultation.edition_id,
        "element_id": one.element_id,
        "position": position,
        "came_from": Comment.From.CONSULTATION.value,
        "who": one.respondent,
        "when": consultation.when,
        "text": one.text,
        "stance": one.stance,
        "source": f"{consultation}: {file.file}, row {one.row}",
    }


@transaction.atomic
def give_up_file(*, file: ResponseFile, by: Officer, at: datetime) -> None:
    """Forget a file that was read."""
    held = _held(file, None, by)
    note(verb="gave up an upload", subject=held, council=held.consultation.council.slug, by=by, at=at)
    held.delete()


def _held(file: ResponseFile, version: int | None, by: Officer) -> ResponseFile:
    locked = ResponseFile.objects.select_for_update(of=("self",)).select_related("consultation__council")
    held = locked.filter(pk=file.pk).first()
    if held is None:
        raise Refused("This file was stored or given up meanwhile.")
    refuse_if(reasons_not_to_consult(held.consultation.council, by))
    if version is not None:
        refuse_if_stale(version, held.version, "this file")
    return held
