"""The register of risks in sentences: how grave, how they moved, and which are overdue for a look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goldenthread.core.risk_scale import Movement
from goldenthread.core.sentences import Sentence, Span, counted, on_day, plain, spell, start
from goldenthread.resources.models import RiskScore
from goldenthread.resources.risk_queries import Standing


def of_register(found: Sequence[Standing], on: date) -> list[Sentence]:
    """How many risks are open and how grave, how many moved, and how many are overdue for a look."""
    held = [one for one in found if one.risk.closed_on is None]
    if not held:
        return [plain("No risk is open." if found else "No risk is on the register yet.")]
    is_or_are = "is" if len(held) == 1 else "are"
    first = (Span(start(counted(len(held), "risk")), True), Span(f" {is_or_are} open: {_bands(held)}."))
    return [first, *_moved(held), *_overdue(held, on)]


def _bands(held: Sequence[Standing]) -> str:
    counts: dict[str, int] = {}
    for one in held:  # the gravest first
        name = one.band.name[:1].lower() + one.band.name[1:] if one.band else "not scored"
        counts[name] = counts.get(name, 0) + 1
    return ", ".join(f"{spell(count)} {name}" for name, count in counts.items())


def _moved(held: Sequence[Standing]) -> list[Sentence]:
    moves = [one.movement for one in held]
    said = [
        f"{spell(moves.count(move))} {words}"
        for move, words in ((Movement.UP, "moved up"), (Movement.DOWN, "moved down"), (Movement.NEW, "new"))
        if move in moves
    ]
    return [plain(f"Since last time {', '.join(said)}.")] if said else []


def _overdue(held: Sequence[Standing], on: date) -> list[Sentence]:
    late = [one for one in held if one.risk.is_overdue(on)]
    if not late:
        return []
    first = min(one.risk.next_review_on for one in late if one.risk.next_review_on)
    who = "should have been looked at again"
    end = f" {who} on {on_day(first)}." if len(late) == 1 else f" {who}, the first on {on_day(first)}."
    return [(Span(start(spell(len(late))), True), Span(end))]


def of_risk(one: Standing, on: date) -> list[Sentence]:
    """How one risk stands, how it moved, and when it is looked at again."""
    risk, words = one.risk, one.words()
    if risk.closed_on:
        return [plain(f"Closed on {on_day(risk.closed_on)}: {risk.closed_because}")]
    score = one.latest()
    said: list[Sentence] = []
    if score is None:
        stated = f"Stated as {words}; it has" if words else "It has"
        said.append(plain(f"{stated} no score on the council’s scale yet."))
    else:
        said.append((Span(words, True), Span(f", scored on {on_day(score.scored_on)}.")))
    said += [plain(f"{_movement(one)}.")] if one.movement else []
    return [*said, _review(one, on)]


def _movement(one: Standing) -> str:
    scores = one.scores.get(RiskScore.Kind.CURRENT, ())
    if one.movement in (Movement.UP, Movement.DOWN, Movement.SAME) and len(scores) > 1:
        before = scores[-2]
        was = f"from {before.likelihood * before.impact} on {on_day(before.scored_on)}"
        return {"UP": f"Up {was}", "DOWN": f"Down {was}"}.get(one.movement.value, "The same as last time")
    if one.movement is Movement.OTHER_SCALE:
        return "Its movement can’t be told: it was scored by another scale last time"
    if one.movement is Movement.NEW:
        return "New: there is no earlier score"
    return f"Its source says that it moved {one.risk.get_movement_display()}"


def _review(one: Standing, on: date) -> Sentence:
    due = one.risk.next_review_on
    if due is None:
        return plain("When it is looked at again is not said.")
    if one.risk.is_overdue(on):
        return (Span(f"It should have been looked at again on {on_day(due)}", True), Span("."))
    return plain(f"It is looked at again by {on_day(due)}.")
