"""What stands beside frozen figures in a document: people's words, and what must be said first.

Notices are worked out from how a snapshot stands when they are asked for: a draft, a correction made since.
They are never frozen, as they may change after the figures are; see `reports.making.says_now`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from goldenthread.core.sentences import on_day
from goldenthread.reports.models import Document, Snapshot
from goldenthread.reports.products import Beside

PLAIN = "Statuses are shown without colour for the time before an election. No figure is left out or changed."


def correction_of(snapshot: Snapshot) -> Snapshot | None:
    """The snapshot that corrects this one, if there is one."""
    held: Snapshot | None = getattr(snapshot, "corrected_by", None)
    return held


def notices_of(snapshot: Snapshot, *, is_plain: bool = False) -> tuple[str, ...]:
    """What a reader is told before any figure, whatever the format."""
    corrected = correction_of(snapshot)
    said = []
    if corrected is not None:
        said.append(
            f"These figures were corrected on {on_day(corrected.made_at.date())}: "
            f"{_stopped(corrected.reason)} "
            f"Use the corrected figures, whose digest begins {corrected.digest[:12]}."
        )
    if snapshot.published_at is None:
        said.append("A draft: these figures are not published.")
    if snapshot.corrects_id is not None:
        said.append(f"These figures correct those published before: {_stopped(snapshot.reason)}")
    return (*said, PLAIN) if is_plain else tuple(said)


def _stopped(reason: str) -> str:
    said = reason.strip()
    return said if said.endswith((".", "!", "?")) else f"{said}."


def words_of_document(document: Document) -> Mapping[str, tuple[str, str]]:
    """The words that people wrote into this document's places: place to what stands there and what did."""
    return {}


def digest_of_words(words: Mapping[str, tuple[str, str]]) -> str:
    """A digest of people's words; empty where nobody wrote any."""
    if not words:
        return ""
    plain = json.dumps({place: list(pair) for place, pair in words.items()}, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def beside_of(document: Document) -> Beside:
    """All that stands beside the figures in a document, as it stands now."""
    snapshot = document.snapshot
    return Beside(
        words=words_of_document(document),
        notices=notices_of(snapshot, is_plain=document.is_plain),
        stamp=snapshot.digest,
        dated=on_day(snapshot.made_at.date()),
        is_plain=document.is_plain,
        template=bytes(document.template.file) if document.template else None,
    )
