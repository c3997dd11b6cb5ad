"""The figures of a snapshot by the names that a paper's text may use, so that text and report agree."""

from __future__ import annotations

from goldenthread.core import figures
from goldenthread.core.money_told import change as figures_of_money
from goldenthread.core.words import worked_out
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.reports.facts import Facts
from goldenthread.reports.models import Snapshot
from goldenthread.reports.snapshot_queries import facts_in


def named_figures(facts: Facts) -> dict[str, str]:
    """Each figure by its name: counts with what they are of, and each measure's result, status and target."""
    status, travel, doing = facts.status(), facts.travel(), facts.doing()
    work = facts.head.work_name.lower()
    found = {
        "period": facts.head.about,
        "position at": f"{facts.head.on.day} {facts.head.on:%B %Y}",
        "measures": str(status.total),
        "measures rated": str(status.rated),
        "measures on target": str(status.on_target),
        "measures near target": str(status.near_target),
        "measures off target": str(status.off_target),
        "measures not rated": str(status.not_rated),
        "measures improved": str(travel.improved),
        "measures worse": str(travel.worse),
        "measures compared": str(travel.compared),
        work: str(doing.total),
        f"{work} done": str(doing.done),
        f"{work} overdue": str(doing.overdue),
        f"{work} with a date": str(doing.dated),
    }
    whole = next((one for one in facts.money if one.is_total), None)
    if whole is not None:
        found["forecast variance"] = figures_of_money(whole.money.amount)
        if whole.money.percent is not None:
            percent = worked_out(whole.money.percent)
            found["forecast variance in per cent"] = f"{percent}% of the {whole.money.base_kind}"
    for one in facts.measures:
        result = one.standing.result
        if result and result.value is not None:
            found[f"result {one.measure.code}"] = figures.shown(result.value, one.shape)
        found[f"status {one.measure.code}"] = one.standing.status.value.replace("_", " ").lower()
    return found


def snapshots_to_name(council: Council, viewer: Officer) -> list[tuple[str, str]]:
    """The snapshots that a paper may be tied to, newest first: their digests and what each is of."""
    found = Snapshot.objects.filter(council=council).defer("content").select_related("setting")
    if not viewer.serves_everyone and viewer.inside != council.slug:
        found = found.filter(published_at__isnull=False)
    return [(one.digest, f"{one.setting.title}, {one}") for one in found.order_by("-pk")]


def figures_of(council: Council, digest: str) -> dict[str, str] | None:
    """The figures of one snapshot of a council; None where it has no such snapshot."""
    found = Snapshot.objects.filter(council=council, digest=digest).first() if digest else None
    return named_figures(facts_in(found)) if found else None
