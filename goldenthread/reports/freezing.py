"""Freezing a period's figures, publishing them, and correcting what was published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.ledger.one import change, make
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.plans.queries import main_edition
from goldenthread.reports.facts import Facts, decoded, digest_of, encoded
from goldenthread.reports.figures.frozen import code_version, facts_of
from goldenthread.reports.models import ReportSetting, Snapshot


def reasons_not_to_freeze(council: Council, by: Officer) -> list[str]:
    """Why this person may not freeze, publish or correct a period's figures."""
    return reasons_of_duty(council, "freeze_figures", by)


def reasons_not_to_publish(snapshot: Snapshot, by: Officer) -> list[str]:
    """Why this snapshot may not be published: by whom, that it is already, or that a later one is there."""
    found = reasons_not_to_freeze(snapshot.council, by)
    if not found and snapshot.published_at is not None:
        found = ["These figures are published already."]
    if not found and Snapshot.objects.filter(setting=snapshot.setting_id, pk__gt=snapshot.pk).exists():
        found = ["Figures of this report were frozen again since. Publish the latest."]
    return found


def latest_of(setting: ReportSetting) -> Snapshot | None:
    """The newest snapshot of a report."""
    return setting.snapshots.order_by("-pk").first()


def facts_now(council: Council, setting: ReportSetting, on: date) -> Facts:
    """A report's facts as they stand now, not frozen. Raises `Refused` where the council has no plan."""
    edition = setting.round.edition if setting.round and setting.round.edition else main_edition(council)
    refuse_if([] if edition else ["The council has no plan yet, so there is nothing to report."])
    assert edition is not None
    return facts_of(council, edition, setting, on)


@transaction.atomic
def freeze(
    *, council: Council, setting: ReportSetting, on: date, by: Officer, at: datetime, reason: str = ""
) -> Snapshot:
    """Freeze a report's period as it stands on a day; where nothing changed since the last, give that one.

    After publication a new snapshot corrects the published one, and needs a reason. Raises `Refused`.
    """
    refuse_if(reasons_not_to_freeze(council, by))
    ReportSetting.objects.select_for_update(of=("self",)).get(pk=setting.pk)
    before = latest_of(setting)
    facts = facts_now(council, setting, on)
    if before is not None and _same(before, facts):
        return before
    published = before if before is not None and before.published_at else None
    refuse_if(
        ["Figures of this report are published. Say why they are corrected: every document will show it."]
        if published and not reason.strip()
        else []
    )
    facts = _following(facts, before.digest if before else "")
    content = encoded(facts)
    row = {
        "council_id": council.pk,
        "setting_id": setting.pk,
        "period": setting.period,
        "on": on,
        "digest": digest_of(content),
        "content": content,
        "code_version": code_version(),
        "made_at": at,
        "made_by": by.post,
        "corrects_id": published.pk if published else None,
        "reason": reason.strip() if published else "",
    }
    return make(Snapshot, row, council=council, by=by, at=at, verb="frozen", reason=reason.strip())


def _following(facts: Facts, before: str) -> Facts:
    """The same facts, naming the snapshot before: figures that go back to what they were get a new name."""
    return replace(facts, head=replace(facts.head, follows=before))


def _same(before: Snapshot, facts: Facts) -> bool:
    """Whether the facts are those of a snapshot, whatever each follows."""
    held = decoded(bytes(before.content))
    return encoded(_following(facts, held.head.follows)) == bytes(before.content)


def open_ends(facts: Facts) -> list[str]:
    """What is not finished of the figures to be published: answers not signed off, blank implications."""
    found = []
    held, paper = facts.round, facts.paper
    if held and held.signed < held.total:
        found.append(f"{held.signed} of {held.total} lines of {held.name} are signed off.")
    blank = sum(not is_none and not text.strip() for _, text, is_none in paper.implications) if paper else 0
    if blank:
        of = f"{blank} of {len(paper.implications) if paper else 0} kinds of implications"
        found.append(f"{of} {'is' if blank == 1 else 'are'} not written.")
    return found


@transaction.atomic
def publish(*, snapshot: Snapshot, version: int, by: Officer, at: datetime, reason: str = "") -> None:
    """Publish a snapshot: from now on a change of its figures is a correction.

    What is not signed off or not written is published only with a reason, which the ledger keeps. Raises
    `Refused`.
    """
    held = Snapshot.objects.select_for_update(of=("self",)).select_related("council").get(pk=snapshot.pk)
    refuse_if(reasons_not_to_publish(held, by))
    refuse_if_stale(version, held.version, "this snapshot")
    left = open_ends(decoded(bytes(held.content)))
    refuse_if([*left, "Say why it is published all the same."] if left and not reason.strip() else [])
    row = {"published_at": at, "published_by": by.post}
    change(held, row, council=held.council, by=by, at=at, verb="published", reason=reason.strip())
