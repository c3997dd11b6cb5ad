"""Keeping what is worked out: figures that come of other measures' figures, or of shorter periods'.

They are stored like any other observation, so that every page, table and report reads them in the same way;
what changes in their parts supersedes them, and the old figure is kept with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from goldenthread.core.deriving import Piece, derive, period_of, pieces_of
from goldenthread.core.formulas import Part, UnreadableFormula, Worked, codes_in, order_of, parse, work
from goldenthread.core.kinds import Derivation, Frequency, IfMissing, IfZero
from goldenthread.core.observed import State
from goldenthread.core.periods import Period
from goldenthread.core.standing import KIND_OF
from goldenthread.ledger.actions import entry_for, note_all
from goldenthread.ledger.recording import BATCH
from goldenthread.measures.models import Measure, Observation
from goldenthread.measures.queries import period_from, shape_of
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

WORKED_OUT = "Worked out"  # who entered a derived figure: nobody did
AGAIN = "Worked out again, because what it comes of has changed."


@dataclass(slots=True)
class _Working:
    """One working out: the measures behind it, the codes of those touched, what is held, and what is new."""

    council: Council
    measures: Mapping[str, Measure]
    touched: Collection[str]
    held: dict[int, dict[Period, Observation]]
    new: list[Observation] = field(default_factory=list)

    def keep(self, measure: Measure, period: Period, piece: Piece, source: str) -> None:
        """Put a result in its place, unless the same stands there or somebody typed one there."""
        before = self.held[measure.pk].get(period)
        if before is None and piece.state.is_waiting:
            return
        if before is not None and (not before.is_derived or _is_same(before, piece)):
            return
        made = _observation(self.council, measure, period, piece, before, source)
        self.new = [one for one in self.new if one is not before]
        self.new.append(made)
        self.held[measure.pk][period] = made


@transaction.atomic
def work_out(*, council: Council, measures: Collection[int], by: Officer, at: datetime) -> int:
    """Work out again everything that comes of these measures' figures; gives how many figures changed.

    The measures themselves are among them: to be called when figures came in, and when a formula or the way
    that a longer period is derived has changed. A figure that somebody typed is never overwritten.
    """
    working = _working(council, measures)
    if working is None:
        return 0
    for code in _in_order(working):
        measure = working.measures[code]
        if measure.is_worked_out:
            _by_formula(working, measure)
        if measure.reporting:
            _by_period(working, measure)
    return _store(working, by, at)


def reasons_not_to_work_out(council: Council, code: str, formula: str) -> list[str]:
    """Why a formula can't stand on a measure: it can't be read, names no such measure, or goes in a ring."""
    if not formula.strip():
        return []
    try:
        needs = codes_in(parse(formula))
        held = dict(Measure.objects.filter(council=council).values_list("code", "formula"))
        unknown = [one for one in needs if one not in held]
        if unknown:
            return [f"No measure of this council has the code {unknown[0]}. Write a code that it has."]
        others = {one: codes_in(parse(text)) for one, text in held.items() if text.strip() and one != code}
        order_of({**others, code: needs})
    except UnreadableFormula as unclear:
        return [str(unclear)]
    return []


def _working(council: Council, changed: Collection[int]) -> _Working | None:
    """What is touched by a change of these measures; None, after one query, where nothing is worked out."""
    rows = Measure.objects.filter(council=council).exclude(formula="", reporting="").order_by("id")
    worked = list(rows)
    if not worked:
        return None
    touched = _touched(worked, changed)
    if not touched:
        return None
    needed = {code for one in touched if one.is_worked_out for code in _needs(one)} | {
        one.code for one in touched
    }
    # Two people recording two parts at once: the second waits here, and then reads what the first recorded.
    locked = Measure.objects.select_for_update().filter(pk__in=[one.pk for one in touched])
    list(locked.order_by("pk").values_list("pk"))
    involved = {one.code: one for one in Measure.objects.filter(council=council, code__in=needed)}
    held: dict[int, dict[Period, Observation]] = defaultdict(dict)
    totals = Observation.objects.filter(
        council=council, is_current=True, breakdown="", measure__in=[one.pk for one in involved.values()]
    )
    for one in totals:
        held[one.measure_id][period_from(one.period_kind, one.starts_on, one.ends_on)] = one
    return _Working(council, involved, {one.code for one in touched}, held)


def _touched(worked: Iterable[Measure], changed: Collection[int]) -> list[Measure]:
    """The measures with something to work out that are changed, or need one that is, however far down."""
    every = list(worked)
    codes = {one.code for one in every if one.pk in changed}
    codes |= set(Measure.objects.filter(pk__in=changed).values_list("code", flat=True))
    grown = True
    while grown:
        more = {one.code for one in every if one.is_worked_out and codes & set(_needs(one))} - codes
        codes |= more
        grown = bool(more)
    return [one for one in every if one.code in codes]


def _needs(measure: Measure) -> list[str]:
    try:
        return codes_in(parse(measure.formula))
    except UnreadableFormula:  # kept from another system: nothing is worked out until it is mended
        return []


def _in_order(working: _Working) -> list[str]:
    """The touched, each after those it needs: first those whose longer periods alone are worked out.

    What isn't touched stays as it is: its own parts are not at hand. Rings are refused when a formula is
    kept, so one here works nothing out by formula.
    """
    touched = {code: one for code, one in working.measures.items() if code in working.touched}
    needs = {code: _needs(one) for code, one in touched.items() if one.is_worked_out}
    try:
        last = order_of(needs)
    except UnreadableFormula:
        last = []
    return [*(code for code in touched if code not in needs), *last]


def _by_formula(working: _Working, measure: Measure) -> None:
    """A measure's figures for every period that one of its parts has, as often as it is collected."""
    try:
        node = parse(measure.formula)
    except UnreadableFormula:
        return
    parts = [working.measures[code] for code in codes_in(node) if code in working.measures]
    kind = KIND_OF[measure.frequency]
    periods = {period for part in parts for period in working.held[part.pk] if period.kind is kind}
    for period in sorted(periods | {one for one in working.held[measure.pk] if one.kind is kind}):
        behind = {part.code: _part(working.held[part.pk].get(period)) for part in parts}
        worked = work(
            node,
            {code: part for code, part in behind.items() if part is not None},
            if_zero=IfZero(measure.if_zero),
            if_missing=IfMissing(measure.if_missing),
        )
        working.keep(measure, period, _as_piece(worked), f"Worked out: {measure.formula.strip()}")


def _part(held: Observation | None) -> Part | None:
    return None if held is None else Part(held.value, State(held.state), held.is_questioned)


def _as_piece(worked: Worked) -> Piece:
    return Piece(worked.value, worked.state, is_questioned=worked.is_questioned)


def _by_period(working: _Working, measure: Measure) -> None:
    """A measure's figures for the periods it is reported for, from those it is collected for."""
    collected, reported = Frequency(measure.frequency), Frequency(measure.reporting)
    how, shape, start = Derivation(measure.derivation), shape_of(measure), working.council.year_start
    held = working.held[measure.pk]
    shorter = [one for one in held if one.kind is KIND_OF[collected]]
    longer = {period_of(one.ends_on, reported, start) for one in shorter}
    longer |= {one for one, told in held.items() if told.is_derived and one.kind is KIND_OF[reported]}
    if collected.months >= reported.months:
        return
    for period in sorted(longer):
        needed = pieces_of(period, collected, how, start)
        pieces = [_piece(held.get(one)) for one in needed]
        working.keep(measure, period, derive(pieces, how, shape), _told(how, needed))


def _told(how: Derivation, needed: Collection[Period]) -> str:
    return f"Worked out: {how.value.replace('_', ' ').lower()} of {len(needed)} shorter periods"


def _piece(held: Observation | None) -> Piece | None:
    if held is None:
        return None
    return Piece(held.value, State(held.state), held.numerator, held.denominator, held.is_questioned)


def _is_same(before: Observation, piece: Piece) -> bool:
    """True where a stored figure says what was worked out: its being restated is about the figure before."""
    said = State.REPORTED if before.state == State.RESTATED else State(before.state)
    return (before.value, said, before.numerator, before.denominator, before.is_questioned) == (
        piece.value, piece.state, piece.numerator, piece.denominator, piece.is_questioned,
    )  # fmt: skip


def _observation(
    council: Council, measure: Measure, period: Period, piece: Piece, before: Observation | None, source: str
) -> Observation:
    """The row to store; one not stored yet is replaced in place, for only what is stored is superseded."""
    stored = before if before is not None and before.pk else before.supersedes if before is not None else None
    state = piece.state
    if stored is not None and _was_said(stored) and state is State.REPORTED and stored.value != piece.value:
        state = State.RESTATED
    return Observation(
        council=council,
        measure=measure,
        period_kind=period.kind.value,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        value=piece.value,
        numerator=piece.numerator,
        denominator=piece.denominator,
        state=state.value,
        is_questioned=piece.is_questioned,
        is_derived=True,
        source=source,
        entered_by=WORKED_OUT,
        supersedes=stored,
        reason=AGAIN if stored is not None else "",
    )


def _was_said(stored: Observation) -> bool:
    """True where a figure stood that wasn't provisional, so that another in its place restates it."""
    return stored.value is not None and stored.state != State.PROVISIONAL


def _store(working: _Working, by: Officer, at: datetime) -> int:
    for one in working.new:
        one.entered_at = at
    replaced = [one.supersedes_id for one in working.new if one.supersedes_id]
    Observation.objects.filter(pk__in=replaced).update(is_current=False)
    made = Observation.objects.bulk_create(working.new, batch_size=BATCH)
    note_all(
        entry_for(
            verb="worked out",
            subject=one,
            council=working.council.slug,
            by=by,
            at=at,
            before={"value": _text(one.supersedes.value)} if one.supersedes else {},
            after={"value": _text(one.value), "state": one.state},
            reason=one.reason,
            source=one.source,
        )
        for one in made
    )
    return len(made)


def _text(value: Decimal | None) -> str:
    return str(value)
