"""Measures of another system brought in from its export: definitions, targets and results, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from goldenthread.core.kinds import Kind, Scheme
from goldenthread.core.measure_table import Moved, MovedIn, Remark
from goldenthread.core.observed import tidy
from goldenthread.core.periods import Period, PeriodKind
from goldenthread.core.refused import Problem, refuse_if
from goldenthread.core.sentences import counted
from goldenthread.exchange.measure_readers import read_measure_file
from goldenthread.exchange.permissions import reasons_not_to_bring_measures
from goldenthread.exchange.tables import refuse_if_any
from goldenthread.ledger.recording import Recorded, bring_up_to_date
from goldenthread.measures.actions import (
    define_measures,
    fields_of,
    is_questionable,
    record_observations,
    set_targets,
)
from goldenthread.measures.approval import is_approved
from goldenthread.measures.models import Alias, Measure, Observation, Target
from goldenthread.people.actions import set_up_units
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

LONGEST_POST = 200


@dataclass(slots=True)
class MeasureFile:
    """What a file comes to for a council: its measures, those held already, and who isn't on record."""

    council: Council
    file: str
    moved: MovedIn
    held: dict[str, Measure] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    services: dict[str, int] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """Why it can't be stored."""
        return [self._problem(one) for one in self.moved.stops]

    @property
    def doubts(self) -> list[Problem]:
        """What to know before it is stored."""
        return [self._problem(one) for one in self.moved.remarks if not one.stops]

    def _problem(self, one: Remark) -> Problem:
        return Problem(self.file, one.row, one.heading, one.sentence)

    @property
    def unknown_posts(self) -> list[str]:
        """Owners and updaters named that are no posts on record; their names are kept in any case."""
        said = [one.said.get(fact, "") for one in self.moved.measures for fact in ("owner", "updater")]
        return [name for name in dict.fromkeys(said) if name and _same(name) not in self.posts]

    def becoming(self) -> list[tuple[Moved, str]]:
        """Each measure, and whether it is new here."""
        return [(one, "held already" if one.code in self.held else "new") for one in self.moved.measures]

    @property
    def sentence(self) -> str:
        """The whole in a sentence."""
        measures = self.moved.measures
        said = [
            counted(len(measures), "measure"),
            counted(sum(len(one.targets) for one in measures), "target"),
            counted(sum(len(one.results) for one in measures), "result"),
        ]
        kept = counted(sum(len(one.kept) for one in measures), "cell")
        return f"{self.file} holds {said[0]}, {said[1]} and {said[2]}. Also kept word for word: {kept}."

    @property
    def unknown_services(self) -> list[str]:
        said = [one.said.get("service", "") for one in self.moved.measures]
        return [name for name in dict.fromkeys(said) if name and _same(name) not in self.services]


@dataclass(frozen=True, slots=True)
class Stored:
    """How much was new, changed and as before."""

    measures: Recorded
    targets: Recorded
    results: Recorded


def _same(name: str) -> str:
    return tidy(name).casefold()


def look_at(*, council: Council, source: Path | bytes, name: str = "") -> MeasureFile:
    """Read an export and set it beside what the council holds; stores nothing. Raises `UnreadableFile`."""
    shown = name or (source.name if isinstance(source, Path) else "the file")
    file, moved = read_measure_file(source, shown, council.year_start)
    aliases = Alias.objects.filter(council=council, scheme=Scheme.PENTANA).select_related("measure")
    held = {one.code: one.measure for one in aliases}
    held |= {one.code: one for one in council.measures.all() if one.code not in held}
    for one in held.values():
        one.council = council
    wanted = {one.code for one in moved.measures}
    looked = MeasureFile(council, file, moved, {code: one for code, one in held.items() if code in wanted})
    _look_beside_held(looked)
    looked.posts = {_same(one.title): one.pk for one in council.posts.all()}
    looked.services = {_same(one.name): one.pk for one in council.services.all()}
    return looked


def _look_beside_held(looked: MeasureFile) -> None:
    seen: dict[int, str] = {}
    for one in looked.moved.measures:
        held = looked.held.get(one.code)
        if held is None:
            continue
        if held.pk in seen:
            sentence = f"“{seen[held.pk]}” is the same measure here ({held.code}): keep one of them"
            looked.moved.remarks.append(Remark(one.row, "Code", sentence))
        seen[held.pk] = one.code
        unit = str(one.facts.get("unit", ""))
        if one.facts["kind"] == Kind.DURATION and "unit" in one.guessed and unit != held.unit:
            sentence = f"its times are held in “{held.unit}”: give the file a column Unit that says so"
            looked.moved.remarks.append(Remark(one.row, "Unit", sentence))


@transaction.atomic
def store_measures(*, looked: MeasureFile, makes_posts: bool, by: Officer, at: datetime) -> Stored:
    """Store what a file holds, all or nothing. A second time changes nothing.

    Posts not on record are made only when asked; otherwise their names are kept with the measure. Raises
    `UnreadableFile` and `Refused`.
    """
    council = looked.council
    refuse_if(reasons_not_to_bring_measures(council, by))
    refuse_if_any(looked.problems)
    who: dict[str, Any] = {"council": council, "by": by, "at": at}
    if makes_posts and looked.unknown_posts:
        set_up_units(posts=[{"title": one[:LONGEST_POST]} for one in looked.unknown_posts], council=council)
        looked.posts |= {_same(one.title): one.pk for one in council.posts.all()}
    rows = {one.code: _definition(looked, one) for one in looked.moved.measures}
    refuse_if(_reasons_of_approved(looked, rows))
    measures = define_measures(rows=rows.values(), **who)
    keys = dict(council.measures.values_list("code", "pk"))
    ids = {code: keys[row["code"]] for code, row in rows.items()}
    aliases = [{"measure_id": pk, "scheme": Scheme.PENTANA.value, "code": code} for code, pk in ids.items()]
    bring_up_to_date(Alias, aliases, key=["measure_id", "scheme", "code"], **who)
    results = list(_results(looked, ids))
    refuse_if(_reasons_of_words(council, results))
    return Stored(
        measures,
        set_targets(rows=list(_targets(looked, ids)), **who),
        record_observations(rows=results, **who),
    )


def _definition(looked: MeasureFile, one: Moved) -> dict[str, Any]:
    held = looked.held.get(one.code)
    guessed = one.guessed if held else set()
    facts = {name: value for name, value in one.facts.items() if name not in guessed}
    row: dict[str, Any] = {"code": held.code if held else one.code, **facts}
    for fact, known in (("owner", looked.posts), ("updater", looked.posts), ("service", looked.services)):
        found = known.get(_same(one.said.get(fact, "")))
        if found is not None:
            row[f"{fact}_id"] = found
    row["other_facts"] = {**(held.other_facts if held else {}), **one.kept}
    if held is None:
        row["source"] = looked.file
    return row


def _reasons_of_approved(looked: MeasureFile, rows: dict[str, dict[str, Any]]) -> Iterator[str]:
    """What was approved with a plan changes by request, not by a file."""
    for code, measure in looked.held.items():
        others = {name: value for name, value in rows[code].items() if name != "other_facts"}
        differs = [name for name, value in others.items() if getattr(measure, name) != value]
        targets = {one.period: one for one in Target.objects.filter(measure=measure)}
        moved = next(one for one in looked.moved.measures if one.code == code)
        changed = [
            period
            for period, aim in moved.targets.items()
            if period in targets and targets[period].value is not None and targets[period].value != aim.value
        ]
        if (differs or changed) and is_approved(measure):
            what = ", ".join(name.removesuffix("_id") for name in differs) or "targets"
            yield f"Measure {measure.code} was approved with the plan and differs ({what}). Ask for a change."


def _targets(looked: MeasureFile, ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    for one in looked.moved.measures:
        for period, aim in one.targets.items():
            yield {
                "measure_id": ids[one.code], **fields_of(period), "value": aim.value,
                "state": aim.state.value, "reason": aim.reason, "source": looked.file,
            }  # fmt: skip


def _results(looked: MeasureFile, ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    for one in looked.moved.measures:
        for period, result in one.results.items():
            yield {
                "measure_id": ids[one.code], **fields_of(period), "value": result.value,
                "state": result.state.value, "numerator": result.numerator,
                "denominator": result.denominator, "note": result.note,
                "published_status": result.status, "breakdown": "", "source": looked.file,
                "is_questioned": is_questionable(result.value, result.note),
            }  # fmt: skip


def _reasons_of_words(council: Council, rows: list[dict[str, Any]]) -> list[str]:
    """Words and parts of a result held already would be lost without a word, so they are refused."""
    now = Observation.objects.filter(council=council, is_current=True, breakdown="")
    held = {(one.measure_id, one.period): one for one in now}
    names = ("note", "published_status", "numerator", "denominator")
    count = 0
    for row in rows:
        period = Period(PeriodKind(row["period_kind"]), row["starts_on"], row["ends_on"])
        one = held.get((row["measure_id"], period))
        same_figure = one is not None and one.value == row["value"]
        if same_figure and any(row[name] and row[name] != getattr(one, name) for name in names):
            count += 1
    if not count:
        return []
    return [
        f"{count} of its results are held with the same figure and another note, status or parts. "
        "Change those on the measure's page, or leave them out of the file."
    ]
