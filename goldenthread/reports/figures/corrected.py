"""What a correction changed: every figure, status and word that differs between two snapshots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.core.sentences import on_day, start
from goldenthread.core.words import STATUS
from goldenthread.reports.facts import Facts, MeasureFact, MoneyFact, WorkFact
from goldenthread.reports.tables.measures import direction_cell, result_cell, target_cell
from goldenthread.reports.tables.money import thousands
from goldenthread.reports.tables.of_facts import stands_cell

GONE, NEW = "Not in the report", "Not in the earlier report"


@dataclass(frozen=True, slots=True)
class Corrected:
    """One thing that differs: what it is of, what about it, what it said and what it says now."""

    of: str
    what: str
    before: str
    after: str


def corrections(before: Facts, after: Facts) -> list[Corrected]:
    """Everything that differs from one snapshot to the next, the headline counts first."""
    return [*_counts(before, after), *_measures(before, after), *_work(before, after), *_money(before, after)]


def _differing(of: str, was: dict[str, str], now: dict[str, str]) -> Iterator[Corrected]:
    for what in was.keys() | now.keys():
        old, new = was.get(what, NEW), now.get(what, GONE)
        if old != new:
            yield Corrected(of, what, old or "Nothing", new or "Nothing")


def _sorted(found: Iterator[Corrected]) -> list[Corrected]:
    return sorted(found, key=lambda one: one.what)


def _counts(before: Facts, after: Facts) -> list[Corrected]:
    return _sorted(_differing("The whole report", _counted(before), _counted(after)))


def _counted(facts: Facts) -> dict[str, str]:
    status, travel, doing = facts.status(), facts.travel(), facts.doing()
    return {
        "On target": f"{status.on_target} of {status.rated}",
        "Near target": f"{status.near_target} of {status.rated}",
        "Off target": f"{status.off_target} of {status.rated}",
        "Not rated": str(status.not_rated),
        "Improved": f"{travel.improved} of {travel.compared}",
        "Worse": f"{travel.worse} of {travel.compared}",
        f"Overdue {facts.head.work_name.lower()}": f"{doing.overdue} of {doing.dated}",
        "Gaps": str(len(facts.gaps)),
    }


def _measures(before: Facts, after: Facts) -> list[Corrected]:
    was = {one.measure.code: one for one in before.measures}
    now = {one.measure.code: one for one in after.measures}
    found: list[Corrected] = []
    for code in dict.fromkeys([*was, *now]):
        title = (now.get(code) or was[code]).measure.title
        found += _sorted(
            _differing(f"{code}: {title}", _of_measure(was.get(code)), _of_measure(now.get(code)))
        )
    return found


def _of_measure(one: MeasureFact | None) -> dict[str, str]:
    if one is None:
        return {}
    return {
        "Result": result_cell(one).text,
        "Target": target_cell(one).text,
        "Status": start(STATUS[one.standing.status]),
        "Direction of travel": direction_cell(one.standing.direction).text,
        "What readers should know": one.words,
        "What is being done": one.doing_about,
    }


def _work(before: Facts, after: Facts) -> list[Corrected]:
    was, now = ({one.pk: one for one in facts.work} for facts in (before, after))
    found: list[Corrected] = []
    for key in dict.fromkeys([*was, *now]):
        title = (now.get(key) or was[key]).title
        found += _sorted(_differing(title, _of_work(was.get(key)), _of_work(now.get(key))))
    return found


def _of_work(one: WorkFact | None) -> dict[str, str]:
    if one is None:
        return {}
    due = on_day(one.due_on) if one.due_on else "No date"
    return {"Where it stands": stands_cell(one).text, "Due": due, "What its owner says": one.words}


def _money(before: Facts, after: Facts) -> list[Corrected]:
    was, now = _lines(before), _lines(after)
    found: list[Corrected] = []
    for name in dict.fromkeys([*was, *now]):
        found += _sorted(_differing(name, _of_money(was.get(name)), _of_money(now.get(name))))
    return found


def _lines(facts: Facts) -> dict[str, MoneyFact]:
    return {one.name: one for one in facts.money}


def _of_money(one: MoneyFact | None) -> dict[str, str]:
    return {"Variance, £ thousand": thousands(one.money.amount)} if one else {}
