"""Tables of risks: the register, the matrix, one risk's scores through time, and what is done about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from goldenthread.core.risk_scale import MOVED, Band, Movement, Pair, Scale
from goldenthread.core.sentences import on_day, start
from goldenthread.reports.grids import Cell, Column, Grid, Link, blank, grid, text
from goldenthread.resources.models import RiskControl, RiskScore
from goldenthread.resources.risk_queries import Standing

NOBODY = "Nobody named"


def register(found: Iterable[Standing], on: date) -> Grid:
    """Every risk: how it stands, how it moved, who answers for it, what is done, and the next look at it."""
    columns = (
        Column("Code", width=8),
        Column("Risk", width=32),
        Column("Likelihood and impact", width=18),
        Column("Movement", width=10),
        Column("Owner", width=16),
        Column("Looked at again", width=16),
    )
    return grid("The register of risks", columns, (_row(one, on) for one in found), "wide")


def _row(one: Standing, on: date) -> list[Cell]:
    risk, words = one.risk, one.words()
    basis = "" if risk.basis == "STATED" else start(str(risk.get_basis_display()))
    why = ". ".join(part.rstrip(".") for part in (risk.cause, risk.effect, basis) if part)
    return [
        text(risk.code),
        text(risk.title, link=Link("risk", str(risk.pk)), note=why),
        text(words, strong=one.band is not None) if words else blank("Not scored"),
        text(f"{_ARROWS.get(one.movement, '')}{start(MOVED[one.movement])}")
        if one.movement
        else blank("Not stated"),
        text(risk.answered_by) if risk.answered_by else blank(NOBODY),
        _review(one, on),
    ]


def _review(one: Standing, on: date) -> Cell:
    risk = one.risk
    if risk.closed_on:
        return text(f"Closed {on_day(risk.closed_on)}", note=risk.closed_because)
    if risk.next_review_on is None:
        return blank("No day")
    return text(on_day(risk.next_review_on), note="Overdue" if risk.is_overdue(on) else "")


# How deep a cell is tinted, by how grave its band is among the scale's own.
_HEAT = ("", "tight", "over", "far-over")
_ARROWS = {Movement.UP: "↑ ", Movement.DOWN: "↓ ", Movement.SAME: "→ "}


def matrix(found: Sequence[Standing], scale: Scale) -> Grid:
    """The council's matrix with the open risks in it: in each cell the band in words, and the risks' codes.

    The likeliest stand first, the least grave on the left.
    """
    held: dict[Pair, list[str]] = {}
    for one in found:
        if one.pair is not None and one.risk.closed_on is None:
            held.setdefault(one.pair, []).append(one.risk.code)
    deep = {
        one.code: _HEAT[round(3 * place / max(len(scale.bands) - 1, 1))]
        for place, one in enumerate(scale.bands)
    }
    steps = [Column(f"{place}. {step.word}", width=18) for place, step in enumerate(scale.impact, start=1)]
    rows = []
    for row in range(len(scale.likelihood), 0, -1):
        step = scale.likelihood[row - 1]
        pairs = [Pair(row, place) for place in range(1, len(scale.impact) + 1)]
        cells = [replace(_cell(one, scale, held), heat=deep[scale.band(one).code]) for one in pairs]
        rows.append([text(f"{row}. {step.word}"), *cells])
    return grid(
        f"{scale.name}: likelihood by impact", (Column("Likelihood ↑, impact →", width=22), *steps), rows
    )


def _cell(pair: Pair, scale: Scale, held: dict[Pair, list[str]]) -> Cell:
    codes, band = held.get(pair, []), scale.band(pair)
    if not codes:
        return blank(f"{band.name}: none")
    return text(f"{band.name}: {len(codes)}", note=", ".join(codes), strong=True)


def bands(scale: Scale) -> list[Band]:
    """The bands, the gravest first."""
    return list(reversed(scale.bands))


def history(one: Standing) -> Grid:
    """Every score of a risk, the latest first, each with who scored it and why."""
    columns = (
        Column("When", width=16),
        Column("What is scored", width=14),
        Column("Likelihood and impact", width=26),
        Column("Scored by", width=18),
        Column("Why", width=26),
    )
    found = sorted(
        (score for scores in one.scores.values() for score in scores),
        key=lambda score: (score.scored_on, score.pk),
        reverse=True,
    )
    return grid("Its scores through time", columns, (_score(one, score) for score in found), "wide")


def _score(one: Standing, score: RiskScore) -> list[Cell]:
    scale, pair = one.scale(score), Pair(score.likelihood, score.impact)
    words = scale.words(pair) if scale else f"{score.likelihood} × {score.impact}"
    other = "" if score.scale == one.scales.now.code else "By another scale than the one in force"
    return [
        text(on_day(score.scored_on)),
        text(start(str(score.get_kind_display()))),
        text(words, note=other),
        text(score.by) if score.by else blank("Not stated"),
        text(score.why) if score.why else blank("No reason given"),
    ]


def controls(found: Sequence[RiskControl], on: date, mine: Collection[int] = ()) -> Grid:
    """What is done about a risk: how each control stands, who answers for it, and by when.

    `mine` are those that the reader may say how they stand.
    """
    columns = (
        Column("What is done", width=44),
        Column("How it stands", width=18),
        Column("Owner", width=20),
        Column("By when", width=18),
    )
    return grid("What is done about it", columns, (_control(one, on, one.pk in mine) for one in found))


def _control(one: RiskControl, on: date, may_change: bool) -> list[Cell]:
    is_late = one.state == RiskControl.State.PLANNED and one.due_on is not None and one.due_on < on
    link = Link("risk-control", f"{one.risk_id}/{one.pk}") if may_change else None
    return [
        text(one.text, link=link),
        text(start(str(one.get_state_display()))),
        text(str(one.owner)) if one.owner else blank(NOBODY),
        text(on_day(one.due_on), note="Overdue" if is_late else "") if one.due_on else blank("No day"),
    ]
