"""Which reports come in by which round: set up with it, joined to it, and let go when it is removed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.text import slugify

from goldenthread.core.refused import refuse_if
from goldenthread.ledger.one import change, make
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.reports.models import ReportSetting
from goldenthread.rounds.models import Round
from goldenthread.rounds.setting_up import (
    SetUp,
    reasons_not_to_change,
    reasons_not_to_remove,
    remove_round,
    set_up_round,
)

MOST_LETTERS = 80  # of a report's address


class WhichReport(NamedTuple):
    """The report that a round is for: one that is set up already, a new one by its title, or none."""

    setting: ReportSetting | None = None
    title: str = ""


def reports_of_round(round: Round) -> list[ReportSetting]:
    return list(ReportSetting.objects.filter(round=round).select_related("paper"))


def reports_to_join(council: Council) -> list[ReportSetting]:
    """The reports that come in by no round yet."""
    return list(ReportSetting.objects.filter(council=council, round=None))


@transaction.atomic
def set_up_round_for(
    *, council: Council, said: SetUp, report: WhichReport, by: Officer, at: datetime
) -> Round:
    """Set a round up with the report that it is for. Raises `Refused`."""
    made = set_up_round(council=council, said=said, by=by, at=at)
    _join(made, report, by, at)
    return made


@transaction.atomic
def join_report(*, round: Round, report: WhichReport, by: Officer, at: datetime) -> None:
    """Let a report's words and figures come in by a round. Raises `Refused`."""
    refuse_if(reasons_not_to_change(round, by))
    _join(round, report, by, at)


def _join(round: Round, report: WhichReport, by: Officer, at: datetime) -> None:
    council, title = round.council, report.title.strip()
    if report.setting is not None:
        held = ReportSetting.objects.select_for_update(of=("self",)).get(pk=report.setting.pk)
        refuse_if(_reasons_not_to_join(round, held))
        change(held, {"round_id": round.pk}, council=council, by=by, at=at, verb="joined to a round")
    elif title:
        same = ReportSetting.objects.filter(council=council, title=title).exists()
        refuse_if(["A report of this title is there already. Choose it, or another title."] if same else [])
        count = ReportSetting.objects.filter(council=council).count()
        row = {"council_id": council.pk, "slug": _free_slug(council, title), "title": title,
               "period": round.period, "round_id": round.pk, "position": count + 1}  # fmt: skip
        make(ReportSetting, row, council=council, by=by, at=at, verb="set up")


def _reasons_not_to_join(round: Round, held: ReportSetting) -> list[str]:
    if held.council_id != round.council_id:
        return ["The report belongs to another council. Choose one of yours."]
    if held.round_id not in (None, round.pk):
        return [f"“{held}” comes in by another round already. Choose another report."]
    if held.period != round.period:
        return [f"“{held}” is of another period than this round. Choose another, or set a new one up."]
    return []


def _free_slug(council: Council, title: str) -> str:
    stem = slugify(title)[: MOST_LETTERS - 4].strip("-") or "report"
    taken = set(ReportSetting.objects.filter(council=council).values_list("slug", flat=True))
    return next(one for one in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


@transaction.atomic
def let_round_go(*, round: Round, by: Officer, at: datetime) -> None:
    """Remove a round that hasn't opened; its reports stay, coming in by none. Raises `Refused`."""
    refuse_if(reasons_not_to_remove(round, by))
    for held in ReportSetting.objects.select_for_update(of=("self",)).filter(round=round):
        change(held, {"round_id": None}, council=round.council, by=by, at=at, verb="taken off a round")
    remove_round(round=round, by=by, at=at)
