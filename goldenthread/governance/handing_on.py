"""What happens to remits when the lines they are of are copied into a new edition."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.governance.models import Remit
from goldenthread.ledger.recording import BATCH


def copy_remits(copies: Mapping[int, int]) -> None:
    """The body that scrutinises a line now scrutinises its copy too."""
    held = Remit.objects.filter(element__in=list(copies), until_on=None).order_by("id")
    Remit.objects.bulk_create(
        [
            Remit(
                council_id=one.council_id,
                element_id=copies[one.element_id],
                body_id=one.body_id,
                from_on=one.from_on,
                reason=one.reason,
            )
            for one in held
        ],
        batch_size=BATCH,
    )
