"""What stands beside frozen figures in a document: people's words, notices, the stamp, colours or none."""

from __future__ import annotations

from datetime import date

from goldenthread.core.sentences import on_day
from goldenthread.reports.models import ReportSetting, Snapshot
from goldenthread.reports.products import Beside, Product

DRAFT = "A draft: these figures are not frozen and may change."
NOT_PUBLISHED = "Frozen, not yet published."
WITHHELD = "Before an election: statuses are shown without colour. No figure is left out."


def beside_of(snapshot: Snapshot, product: Product, part: str = "", *, is_plain: bool = False) -> Beside:
    """What a document of a snapshot shows beside its figures, as it stands now."""
    return Beside(
        words=words_of(snapshot.setting, product, part),
        notices=notices_of(snapshot, is_plain=is_plain),
        stamp=snapshot.digest,
        dated=on_day(snapshot.on),
        is_plain=is_plain,
    )


def beside_draft(setting: ReportSetting, product: Product, on: date, *, is_plain: bool) -> Beside:
    """What a report shows beside figures that are not frozen."""
    notices = (DRAFT, WITHHELD) if is_plain else (DRAFT,)
    return Beside(words_of(setting, product, ""), notices, "", on_day(on), is_plain)


def words_of(setting: ReportSetting, product: Product, part: str) -> dict[str, tuple[str, str]]:
    """People's words of one product by place, each with what the figures said when it was written."""
    rows = setting.narratives.filter(product=product.value, part=part)
    return {place: (text, then) for place, text, then in rows.values_list("place", "text", "generated")}


def notices_of(snapshot: Snapshot, *, is_plain: bool) -> tuple[str, ...]:
    """What every document of a snapshot says first: a correction, a draft, that colour is withheld."""
    found = []
    since = getattr(snapshot, "corrected_by", None)
    if since is not None and since.published_at is not None:
        when = on_day(since.made_at.date())
        found.append(f"Corrected on {when}: {_ended(since.reason)} These are the earlier figures.")
    if snapshot.corrects is not None:
        before = on_day(snapshot.corrects.made_at.date())
        found.append(f"This corrects the figures frozen on {before}: {_ended(snapshot.reason)}")
    if snapshot.published_at is None:
        found.append(NOT_PUBLISHED)
    return (*found, WITHHELD) if is_plain else tuple(found)


def _ended(reason: str) -> str:
    """A reason as a sentence."""
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."
