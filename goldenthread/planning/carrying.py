"""Carrying an edition's audiences into the next: whom to tell stays, what they are told is written anew."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.planning.models import Audience
from goldenthread.plans.models import Edition


def copy_audiences(old: Edition, edition: Edition, copies: Mapping[int, int]) -> None:
    """Audiences with the manner and the kinds of change they are told, and their themes by the new lines.

    Messages, tasks and booked time belong to the year, and so do the words about the edition itself.
    """
    Audience.objects.bulk_create(
        Audience(
            council_id=one.council_id,
            edition=edition,
            name=one.name,
            side=one.side,
            reads_as=one.reads_as,
            themes=sorted(copies[pk] for pk in one.themes if pk in copies),
            kinds=one.kinds,
            contact_id=one.contact_id,
            basis=one.basis,
            source=one.source,
        )
        for one in Audience.objects.filter(edition=old).order_by("id")
    )
