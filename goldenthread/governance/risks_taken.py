"""Taking risks of the council's register into a paper: copied once, and told of where the register moves on.

What was taken is the paper's own from then on: it may be written otherwise, and no change of the register
changes it. Only somebody who may write the paper takes it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread.core.paper_template import Part
from goldenthread.core.refused import refuse_if
from goldenthread.core.risk_taken import Said, closed, moved_on
from goldenthread.governance.models import Paper, RiskStatement
from goldenthread.governance.permissions import reasons_not_an_author, reasons_not_to_write
from goldenthread.governance.writing import as_taken, put_rows
from goldenthread.ledger.recording import Row
from goldenthread.people.officers import Officer
from goldenthread.plans.models import Element
from goldenthread.resources.models import Risk
from goldenthread.resources.risk_queries import lines_of, risks_to_choose


@dataclass(frozen=True, slots=True)
class Taken:
    """A risk statement that was taken from the register, and what the register says otherwise since."""

    statement: RiskStatement
    risk: Risk
    since: str

    @property
    def is_open(self) -> bool:
        """True where it may be taken again: it stands on the register, and is said whole."""
        return self.risk.closed_on is None and not _reasons_bare(self.risk)


def risks_to_take(paper: Paper, viewer: Officer) -> tuple[list[Risk], list[str]]:
    """The open risks that may be taken in, and of the others why not: two queries."""
    taken = set(paper.risks.values_list("risk_id", flat=True))
    held = [one for one in risks_to_choose(paper.council, viewer) if one.pk not in taken]
    bare = [reason for one in held for reason in _reasons_bare(one)]
    return [one for one in held if not _reasons_bare(one)], bare


def _reasons_bare(risk: Risk) -> list[str]:
    if risk.cause.strip() and risk.effect.strip():
        return []
    lacks = "its effect" if risk.cause.strip() else "its cause" if risk.effect.strip() else "cause and effect"
    return [f"{risk.code}, “{risk}”, lacks {lacks} on the register. Write that there first."]


def risks_taken(paper: Paper, viewer: Officer) -> list[Taken]:
    """What a paper took from the register, for those who may write it; for others nothing. Three queries."""
    if reasons_not_an_author(paper, viewer):
        return []
    rows = RiskStatement.objects.filter(paper=paper, risk__in=Risk.objects.seen_by(viewer))
    held = list(rows.select_related("risk").prefetch_related("risk__elements"))
    lines = {one.pk for row in held if row.risk for one in row.risk.elements.all()}
    seen = set(Element.objects.seen_by(viewer).filter(pk__in=lines).values_list("pk", flat=True))
    return [Taken(row, row.risk, _since(row, row.risk, seen)) for row in held if row.risk]


def _since(row: RiskStatement, risk: Risk, seen: set[int]) -> str:
    """What the register says otherwise; a line that this person may not read is no news to them."""
    lines = {one.pk for one in risk.elements.all()}
    return moved_on(
        Said(row.register_number, row.taken_cause, row.taken_effect),
        Said(risk.code, risk.cause, risk.effect),
        line=row.taken_line_id,
        lines=lines if row.taken_line_id else lines & seen,
        closed_on=risk.closed_on,
    )


def take_risks(
    *, paper: Paper, risks: Sequence[Risk], version: int, on: date, by: Officer, at: datetime
) -> None:
    """Take risks of the register into a paper, after those that it states. Raises `Refused`, `Stale`."""
    refuse_if(reasons_not_to_write(paper, by))
    refuse_if([] if risks else ["Choose at least one risk."])
    held = list(RiskStatement.objects.filter(paper=paper))
    found = _as_they_are(paper, risks, held, by)
    rows = [*map(_kept, held), *(_copied(paper, one, on, by) for one in found)]
    _put(paper, rows, version, by, at)


def take_risk_again(*, paper: Paper, risk: Risk, version: int, on: date, by: Officer, at: datetime) -> None:
    """Take one again as the register says it now; what is done about it stays. Raises `Refused`, `Stale`."""
    refuse_if(reasons_not_to_write(paper, by))
    held = list(RiskStatement.objects.filter(paper=paper))
    is_held = any(one.risk_id == risk.pk for one in held)
    refuse_if([] if is_held else ["This risk isn’t taken from the register in this paper."])
    (found,) = _as_they_are(paper, [risk], [], by)
    now = _copied(paper, found, on, by)
    rows = [{**now, "control": one.control} if one.risk_id == risk.pk else _kept(one) for one in held]
    _put(paper, rows, version, by, at)


def _as_they_are(
    paper: Paper, risks: Sequence[Risk], held: Sequence[RiskStatement], by: Officer
) -> list[Risk]:
    """Risks as the register says them now, refused where they can't be taken.

    They may be closed, another council's or not to be read by this person, and taken or not said whole.
    """
    named = [one.pk for one in risks]
    found = Risk.objects.seen_by(by).open().filter(council=paper.council, pk__in=named).in_bulk()
    refuse_if(
        f"{one.code} is no open risk of this council’s register." for one in risks if one.pk not in found
    )
    taken = {one.risk_id for one in held}
    refuse_if(f"{one.code} is taken into this paper already." for one in risks if one.pk in taken)
    refuse_if(reason for pk in named for reason in _reasons_bare(found[pk]))
    return [found[pk] for pk in named]


def _kept(one: RiskStatement) -> dict[str, Any]:
    said = {"cause": one.cause, "effect": one.effect, "control": one.control, "element_id": one.element_id}
    return {**said, **as_taken(one)}


def _copied(paper: Paper, risk: Risk, on: date, by: Officer) -> dict[str, Any]:
    """What is copied of a risk: its words, its number, and the line of the paper's plan that it bears on."""
    lines = lines_of(risk, by)
    ours = [one for one in lines if one.edition_id == paper.edition_id]
    line = next(iter([*ours, *lines]), None)
    return {
        "cause": closed(risk.cause), "effect": closed(risk.effect), "control": "",
        "element_id": line.pk if line else None, "risk_id": risk.pk, "register_number": risk.code,
        "taken_on": on, "taken_cause": risk.cause, "taken_effect": risk.effect,
        "taken_line_id": line.pk if line else None,
    }  # fmt: skip


def _put(paper: Paper, rows: Sequence[Row], version: int, by: Officer, at: datetime) -> None:
    placed = [{**row, "position": place} for place, row in enumerate(rows, start=1)]
    put_rows(paper, Part.RISKS, RiskStatement, placed, [], version, by, at)
