"""A document as what goes with a message: its name, its kind and its bytes."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import slugify

from goldenthread.core.refused import Refused
from goldenthread.reports.models import Document
from goldenthread.reports.products import MEDIA, Format


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send: its name, its media type and its bytes."""

    name: str
    media: str
    content: bytes


def attachment_of(pk: int, council_id: int) -> Attachment:
    """A council's document as an attachment. Raises `Refused` where it is not there or was not made."""
    found = Document.objects.select_related("snapshot__setting", "council").filter(pk=pk, council=council_id)
    held = found.first()
    if held is None:
        raise Refused("The document that goes with this message is no longer held.")
    if held.file is None:
        raise Refused("The document that goes with this message is not made yet.")
    stem = "-".join((held.council.slug, held.snapshot.setting.slug, slugify(f"{held.product} {held.part}")))
    media = MEDIA[Format(held.format)].partition(";")[0]
    return Attachment(f"{stem}.{held.format}", media, bytes(held.file))
