"""A person's words in a report: writing them, and going back to what the figures say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from goldenthread.core.duties import Subject
from goldenthread.core.kept_words import is_untouched
from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make, remove
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.reports.models import Narrative, ReportSetting
from goldenthread.reports.products import Product

MOST = 20_000  # letters in one place
_PLACE = re.compile(r"[a-z0-9-]{1,60}")


def reasons_not_to_write(setting: ReportSetting, product: Product, part: str, by: Officer) -> list[str]:
    """Why this person may not write the words of a product, or of a directorate's part of it."""
    of = Subject(directorate=part if product is Product.ONE_PAGE else "")
    return reasons_of_duty(setting.council, "write_narratives", by, of)


def narratives_of(setting: ReportSetting, product: Product, part: str = "") -> dict[str, Narrative]:
    """People's words of one product by their place."""
    found = Narrative.objects.filter(setting=setting, product=product.value, part=part)
    return {one.place: one for one in found}


@transaction.atomic
def write_words(
    *,
    setting: ReportSetting,
    product: Product,
    part: str,
    place: str,
    text: str,
    generated: str,
    seen: int,
    by: Officer,
    at: datetime,
) -> Narrative | None:
    """Keep a person's words in a place, beside what the figures said when they wrote.

    `seen` is the version that they had before them, 0 where nobody had written. Words that are blank, or no
    more than was generated, leave the place to the figures; then None is given. Raises `Refused`.
    """
    refuse_if(reasons_not_to_write(setting, product, part, by))
    plain = _plain(text)
    refuse_if(_reasons_not_such(place, plain))
    held = _held(setting, product, part, place)
    refuse_if_stale(seen, held.version if held else 0, "these words")
    who: dict[str, Any] = {"council": setting.council, "by": by, "at": at}
    if is_untouched(plain, generated):
        if held is not None:
            remove(held, **who, verb="left to the figures")
        return None
    row = {"text": plain, "generated": generated, "made_by": by.post}
    if held is None:
        where = {"setting_id": setting.pk, "product": product.value, "part": part, "place": place}
        return make(Narrative, {**where, **row, "made_at": at}, **who, verb="written")
    if change(held, row, **who, verb="rewritten"):
        held.made_at = at
        held.save(update_fields=["made_at"])
    return held


@dataclass(frozen=True, slots=True)
class Written:
    """Words for one place: the text, what the figures said there, and the version that was seen."""

    place: str
    text: str
    generated: str
    seen: int


@transaction.atomic
def write_many(
    *,
    setting: ReportSetting,
    product: Product,
    part: str,
    given: Sequence[Written],
    by: Officer,
    at: datetime,
) -> None:
    """Keep words in several places at once: all of them or, where one is refused, none. Raises `Refused`."""
    refuse_if([] if given else ["Tick at least one place whose words are to be taken."])
    for one in given:
        write_words(
            setting=setting,
            product=product,
            part=part,
            place=one.place,
            text=one.text,
            generated=one.generated,
            seen=one.seen,
            by=by,
            at=at,
        )


@transaction.atomic
def forget_words(
    *, setting: ReportSetting, product: Product, part: str, place: str, seen: int, by: Officer, at: datetime
) -> None:
    """Leave a place to the figures again; the ledger keeps the words. Raises `Refused`."""
    refuse_if(reasons_not_to_write(setting, product, part, by))
    held = _held(setting, product, part, place)
    refuse_if_stale(seen, held.version if held else 0, "these words")
    if held is not None:
        remove(held, council=setting.council, by=by, at=at, verb="left to the figures")


def _held(setting: ReportSetting, product: Product, part: str, place: str) -> Narrative | None:
    """The words of a place, locked; the report is locked first, so that two can't write the first words."""
    ReportSetting.objects.select_for_update(of=("self",)).get(pk=setting.pk)
    return narratives_of(setting, product, part).get(place)


def _plain(text: str) -> str:
    """A text without spaces at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.replace("\0", "").strip().splitlines())


def _reasons_not_such(place: str, text: str) -> list[str]:
    if not _PLACE.fullmatch(place):
        return ["No place of a report has such a name."]
    if len(text) > MOST:
        return [
            f"The words have {len(text):,} letters. Up to {MOST:,} can be kept in one place: shorten them."
        ]
    return []
