"""Recording results: each figure is asked about as it comes in, and a correction supersedes the one held.

Nothing is stored before the questions are answered, unless whoever records says that they were asked and the
answer has to wait; then the figure is shown and not rated until somebody answers (decision 0024).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from goldenthread.core.asked import Query, as_kept, from_kept, worded
from goldenthread.core.door import Entry, agrees
from goldenthread.core.figures import MOST_PLACES, fraction, rounded
from goldenthread.core.observed import State
from goldenthread.core.periods import Period
from goldenthread.core.refused import Refused, refuse_if
from goldenthread.core.spc import scale_of
from goldenthread.ledger.actions import note
from goldenthread.ledger.one import change
from goldenthread.measures.actions import fields_of
from goldenthread.measures.deriving import work_out
from goldenthread.measures.door_queries import Known, known_of, questions_of
from goldenthread.measures.models import Measure, Observation
from goldenthread.measures.permissions import (
    TOO_LARGE,
    reasons_not_to_answer,
    reasons_not_to_confirm,
    reasons_not_to_enter,
    reasons_not_to_keep,
    reasons_not_to_record,
)
from goldenthread.measures.queries import plain, shape_of
from goldenthread.people.days import day_at
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

OF_MEASURE = ("measure__council", "measure__service__directorate")
Place = tuple[int, Period, str]  # a measure, a period, and the part or “” for the total


@dataclass(frozen=True, slots=True)
class Given:
    """One result as somebody gives it: a figure, the two numbers it comes of, or a state in its place.

    `parts` are figures of breakdowns by name. `seen` is the number of the result that was held when the
    person looked, 0 where none was; None where nobody looked. `explanation` answers what is asked; with
    `is_later` the answer has to wait. `put` are the keys of the questions that were put to the person: an
    answer holds for those alone; None where it holds for any.
    """

    measure: Measure
    period: Period
    state: State = State.REPORTED
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    reason: str = ""
    explanation: str = ""
    source: str = ""
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    seen: int | None = None
    is_later: bool = False
    put: frozenset[str] | None = None


class NotStored(Refused):
    """Nothing was stored: what is wrong, and what is asked, by the place of each result among those given.

    `stale` are the places where somebody else recorded in between.
    """

    def __init__(
        self,
        problems: Mapping[int, list[str]],
        questions: Mapping[int, list[Query]],
        stale: Iterable[int],
        said: Sequence[str],
    ) -> None:
        self.problems, self.questions, self.stale = dict(problems), dict(questions), set(stale)
        super().__init__(said)


@transaction.atomic
def record_observation(
    *,
    measure: Measure,
    period: Period,
    value: Decimal | None,
    state: State,
    by: Officer,
    at: datetime,
    note_text: str = "",
    reason: str = "",
    source: str = "",
    explanation: str = "",
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    parts: Mapping[str, Decimal] | None = None,
    seen: int | None = None,
    asked: bool = False,
) -> Observation:
    """Record one observation; where one is held already, restate it: the old one is kept, with who and why.

    A result that was awaited until now comes in, and a provisional one that stays is confirmed; neither
    restates anything. With a numerator and denominator the value is worked out. Raises `NotStored` when this
    person may not, when a restatement gives no reason, or with the questions that the figure raises, unless
    `explanation` answers them or `asked` says that they were put and the answer must wait.
    """
    given = Given(
        measure, period, state, value, numerator, denominator, note_text, reason, explanation, source,
        parts or {}, seen, asked,
    )  # fmt: skip
    return record_many(council=measure.council, given=[given], by=by, at=at)[0]


@transaction.atomic
def record_many(*, council: Council, given: Sequence[Given], by: Officer, at: datetime) -> list[Observation]:
    """Record results of one council in one go: all of them, or none. Raises `NotStored` as above."""
    settled, held, questions = _checked(council, given, by, at)
    made = [_store(one, held, questions.get(place, []), by, at) for place, one in enumerate(settled)]
    work_out(council=council, measures={one.measure.pk for one in settled}, by=by, at=at)
    return made


@transaction.atomic
def check_many(*, council: Council, given: Sequence[Given], by: Officer, at: datetime) -> None:
    """Raise `NotStored` as recording these results would; store nothing either way."""
    _checked(council, given, by, at)


def _checked(
    council: Council, given: Sequence[Given], by: Officer, at: datetime
) -> tuple[list[Given], dict[Place, Observation], dict[int, list[Query]]]:
    """The results settled, what is held of their periods, and what is asked, all answered."""
    settled = [_settled(one) for one in given]
    keys = {one.measure.pk for one in given}
    # Two first results of a period at once: the second waits here, and then is told of the first.
    list(Measure.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    held = _held(keys, {one.period for one in given})
    known = known_of(keys)
    stale = {place for place, one in enumerate(settled) if _is_stale(one, held.get(_place(one)))}
    problems: dict[int, list[str]] = {}
    questions: dict[int, list[Query]] = {}
    for place, one in enumerate(settled):
        wrong = _problems(one, held, by)
        if wrong:
            problems[place] = wrong
        is_new = not _is_same(one, held.get(_place(one)))
        if place not in stale and is_new and not _is_too_large(one):
            questions[place] = _questions(one, known, council, at)
    _refuse(settled, problems, questions, stale)
    return settled, held, questions


def _place(one: Given, breakdown: str = "") -> Place:
    return one.measure.pk, one.period, breakdown


def _held(measures: Iterable[int], periods: Iterable[Period]) -> dict[Place, Observation]:
    """What is held of these measures in these periods, locked until the transaction ends."""
    rows = Observation.objects.select_for_update().filter(
        measure__in=list(measures),
        is_current=True,
        starts_on__in=[one.starts_on for one in periods],
    )
    return {(one.measure_id, one.period, one.breakdown): one for one in rows}


def _settled(one: Given) -> Given:
    """The result worked out from its two numbers; a typed one that disagrees stands, and is asked about."""
    one = replace(one, value=_to_places(one.value))
    if one.numerator is None or one.denominator is None or _is_too_large(one):
        return one
    try:
        worked = fraction(one.numerator, one.denominator, shape_of(one.measure))
    except InvalidOperation:  # over a denominator of next to nothing: more digits than can be counted with
        return replace(one, value=TOO_LARGE)
    if one.value is not None and worked is not None and not agrees(one.value, worked):
        return one
    return replace(one, value=worked)


def _to_places(value: Decimal | None) -> Decimal | None:
    """A figure with no more places than are kept, so that what is held is what was given."""
    return value if value is None or scale_of([value]) <= MOST_PLACES else rounded(value, MOST_PLACES)


def _is_too_large(one: Given) -> bool:
    figures = [one.value, one.numerator, one.denominator, *one.parts.values()]
    return any(reasons_not_to_keep(value) for value in figures)


def _questions(one: Given, known: Known, council: Council, at: datetime) -> list[Query]:
    entry = Entry(one.period, one.value, one.numerator, one.denominator, one.value, one.note)
    return questions_of(known, one.measure, entry, day_at(council, at), one.parts)


def _problems(one: Given, held: Mapping[Place, Observation], by: Officer) -> list[str]:
    before = held.get(_place(one))
    if _is_stale(one, before):
        return ["Somebody else recorded this result while you were writing. Look at it as it is now."]
    said = before if before and not State(before.state).is_waiting else None
    changes = None if said and (_is_same(one, said) or _is_confirmed(one, said)) else said
    figures = [one.value, one.numerator, one.denominator, *one.parts.values()]
    return [
        *(reasons_not_to_record(one.measure, changes, one.reason, by) or _parts_changed(one, held)),
        *reasons_not_to_enter(
            one.measure, one.period, one.state, one.value, one.numerator, one.denominator, one.note
        ),
        *(reason for value in figures for reason in reasons_not_to_keep(value)),
    ]


def _parts_changed(one: Given, held: Mapping[Place, Observation]) -> list[str]:
    """A part that changes is restated like a total, and says why."""
    pairs = ((held.get(_place(one, name)), value) for name, value in one.parts.items())
    is_changed = any(before and plain(before.value) not in (None, value) for before, value in pairs)
    if is_changed and not one.reason.strip():
        return ["A part is held for this period already. Say why it changes; the old one is kept."]
    return []


def _is_stale(one: Given, before: Observation | None) -> bool:
    return one.seen is not None and one.seen != (before.pk if before else 0)


def _is_same(one: Given, before: Observation | None) -> bool:
    """True where what is given is what is held already, word for word."""
    if before is None:
        return False
    state = State.REPORTED if before.state == State.RESTATED else State(before.state)
    return (state, plain(before.value), plain(before.numerator), plain(before.denominator), before.note) == (
        one.state, one.value, one.numerator, one.denominator, one.note,
    )  # fmt: skip


def _is_confirmed(one: Given, before: Observation) -> bool:
    is_figure = before.state == State.PROVISIONAL and one.state is State.REPORTED
    return is_figure and plain(before.value) == one.value


def _is_answered(one: Given, found: Sequence[Query]) -> bool:
    """Whether there is an answer, or will be, and to the very questions that this figure raises."""
    is_put = one.put is None or {query.key for query in found} <= one.put
    return is_put and (one.is_later or bool(one.explanation.strip()))


def _refuse(
    given: Sequence[Given],
    problems: Mapping[int, list[str]],
    questions: Mapping[int, list[Query]],
    stale: Iterable[int],
) -> None:
    """Raise `NotStored` with everything wrong and everything unanswered."""
    unanswered = {
        place: found for place, found in questions.items() if found and not _is_answered(given[place], found)
    }
    said = [reason for reasons in problems.values() for reason in reasons] or [
        worded(one, shape_of(given[place].measure)) for place, found in unanswered.items() for one in found
    ]
    if said:
        raise NotStored(problems, unanswered, stale, said)


def _store(
    one: Given, held: Mapping[Place, Observation], questions: Sequence[Query], by: Officer, at: datetime
) -> Observation:
    before = held.get(_place(one))
    if before and _is_same(one, before):
        made = before
        if before.is_questioned and one.explanation.strip():
            answer_queries(observation=before, explanation=one.explanation, by=by, at=at)
    else:
        made = _supersede(one, before, questions, by, at)
    for name, value in one.parts.items():
        part = held.get(_place(one, name))
        if part is None or plain(part.value) != value:
            given = replace(one, value=value, numerator=None, denominator=None, note="", explanation="")
            given = given if given.state.has_figure else replace(given, state=State.REPORTED)
            _supersede(given, part, [], by, at, name)
    return made


def _supersede(
    one: Given,
    before: Observation | None,
    questions: Sequence[Query],
    by: Officer,
    at: datetime,
    breakdown: str = "",
) -> Observation:
    """Store a result over the one held, if one is, and note it: recorded, confirmed or restated."""
    said = before if before and not State(before.state).is_waiting else None
    verb = "recorded" if said is None else "confirmed" if _is_confirmed(one, said) else "restated"
    is_restated = verb == "restated" and one.state is State.REPORTED and bool(one.reason.strip())
    state = State.RESTATED if is_restated else one.state
    if before:
        Observation.objects.filter(pk=before.pk).update(is_current=False)
    made = Observation.objects.create(
        council=one.measure.council,
        measure=one.measure,
        breakdown=breakdown,
        **fields_of(one.period),
        value=one.value,
        numerator=one.numerator,
        denominator=one.denominator,
        state=state.value,
        is_questioned=bool(questions) and not one.explanation.strip(),
        queries=as_kept(questions),
        explanation=one.explanation,
        note=one.note,
        reason=one.reason,
        source=one.source,
        entered_by=by.post,
        entered_at=at,
        supersedes=before,
    )
    _note(verb, made, before, by, at)
    return made


def _note(verb: str, made: Observation, before: Observation | None, by: Officer, at: datetime) -> None:
    after: dict[str, Any] = {"value": str(made.value), "state": made.state}
    if made.numerator is not None:
        after |= {"numerator": str(made.numerator), "denominator": str(made.denominator)}
    if made.queries:
        after["asked"] = ", ".join(one["code"] for one in made.queries)
    if made.explanation:
        after["explanation"] = made.explanation
    note(
        verb=verb,
        subject=made,
        council=made.council.slug,
        by=by,
        at=at,
        before={"value": str(before.value), "state": before.state} if before else {},
        after=after,
        reason=made.reason,
        source=made.source,
    )


@transaction.atomic
def confirm_observations(*, observations: Sequence[Observation], by: Officer, at: datetime) -> int:
    """Confirm provisional results as they are: each by a new row that supersedes it, and restates nothing.

    Raises `Refused` for one that is provisional no more, is in question still, or is not this person's;
    then none is confirmed. Gives how many were.
    """
    keys = [one.pk for one in observations]
    rows = list(
        Observation.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .select_related("council", *OF_MEASURE)
    )
    refuse_if(reason for one in rows for reason in reasons_not_to_confirm(one, by))
    for one in rows:
        given = Given(
            one.measure, one.period, State.REPORTED, plain(one.value), plain(one.numerator),
            plain(one.denominator), one.note, "", one.explanation, one.source,
        )  # fmt: skip
        _supersede(given, one, from_kept(one.queries), by, at, one.breakdown)
    for council in {one.council for one in rows}:
        work_out(council=council, measures={one.measure_id for one in rows}, by=by, at=at)
    return len(rows)


@transaction.atomic
def answer_queries(*, observation: Observation, explanation: str, by: Officer, at: datetime) -> None:
    """Explain a result that is in question, so that it stands and is rated. Raises `Refused`.

    The figure stays as it was recorded; one that is wrong is restated instead.
    """
    held = (
        Observation.objects.select_for_update(of=("self",)).select_related(*OF_MEASURE).get(pk=observation.pk)
    )
    refuse_if(reasons_not_to_answer(held, explanation, by))
    row = {"explanation": explanation.strip(), "is_questioned": False}
    change(held, row, council=held.council, by=by, at=at, verb="answered", reason=explanation.strip())
