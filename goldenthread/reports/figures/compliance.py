"""Who has answered a reporting round, by post, service and directorate; earlier rounds beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.core.compliance import Line, Outcome, Tally, outcome_of, tally, tally_by
from goldenthread.core.observed import State
from goldenthread.core.periods import from_code
from goldenthread.core.sentences import Sentence, Span, on_day, plain, spell, start
from goldenthread.measures.models import Observation
from goldenthread.people.models import Council
from goldenthread.rounds.models import Ask, Deadline, Round
from goldenthread.rounds.owed import answerer, asks_of, directorate_of
from goldenthread.rounds.permissions import service_of

EARLIER = 8  # rounds set beside one


@dataclass(frozen=True, slots=True)
class AskRow:
    """One line of a round and what became of it."""

    ask: Ask
    outcome: Outcome
    post: str
    service: str
    directorate: str


@dataclass(frozen=True, slots=True)
class Compliance:
    """A round's lines with their outcomes, the day they were due, and the tallies of earlier rounds."""

    round: Round
    on: date
    due_on: date | None
    rows: Sequence[AskRow]
    earlier: Sequence[tuple[Round, Tally]]

    @property
    def whole(self) -> Tally:
        return tally(row.outcome for row in self.rows)

    def by(self, part: str) -> dict[str, Tally]:
        """Tallies by “post”, “service” or “directorate”; what has none is under an empty name, last."""
        return tally_by(self.rows, lambda row: str(getattr(row, part)), lambda row: row.outcome)


def rounds_with_lines(council: Council) -> list[Round]:
    """The rounds that were opened, the latest first."""
    held = council.rounds.exclude(state=Round.State.PLANNED).select_related("council", "body")
    return list(held.order_by("-meets_on", "slug"))


def compliance(round: Round, on: date) -> Compliance:
    """A round's compliance as it stands on a day, in six queries whatever the number of lines."""
    due_on = _due_on([round]).get(round.pk)
    asks = list(asks_of(round))
    provisional = _provisional([round])
    rows = [_row(ask, due_on, on, provisional) for ask in asks]
    return Compliance(round, on, due_on, rows, _earlier(round, on))


def _row(ask: Ask, due_on: date | None, on: date, provisional: set[tuple[int, date]]) -> AskRow:
    return AskRow(
        ask,
        outcome_of(_line(ask, ask.round.period, provisional), due_on, on),
        answerer(ask).name,
        str(service_of(ask) or ""),
        str(directorate_of(ask) or ""),
    )


def _line(ask: Ask, period: str, provisional: set[tuple[int, date]]) -> Line:
    is_asked = ask.updater_id is not None or ask.partner_id is not None
    ends_on = from_code(period).ends_on
    return Line(is_asked, ask.sent_on, (ask.measure_id or 0, ends_on) in provisional)


def _provisional(rounds: Iterable[Round]) -> set[tuple[int, date]]:
    """The measures whose figure at the end of a round's period is provisional: one query."""
    held = {one.council_id: from_code(one.period).ends_on for one in rounds}
    ends = {from_code(one.period).ends_on for one in rounds}
    found = Observation.objects.filter(
        council__in=list(held), ends_on__in=ends, is_current=True, breakdown="", state=State.PROVISIONAL.value
    )
    return set(found.values_list("measure_id", "ends_on"))


def _due_on(rounds: Iterable[Round]) -> dict[int, date]:
    held = Deadline.objects.filter(round__in=list(rounds), step="updater")
    return dict(held.values_list("round_id", "due_on"))


def _earlier(round: Round, on: date) -> list[tuple[Round, Tally]]:
    """The tallies of the rounds that met before this one, the latest first: four queries."""
    held = Round.objects.filter(council=round.council_id, meets_on__lt=round.meets_on)
    rounds = list(held.exclude(state=Round.State.PLANNED).order_by("-meets_on", "slug")[:EARLIER])
    due_on, provisional = _due_on(rounds), _provisional(rounds)
    found: dict[int, list[Outcome]] = {one.pk: [] for one in rounds}
    periods = {one.pk: one.period for one in rounds}
    for ask in Ask.objects.filter(round__in=rounds):
        line = _line(ask, periods[ask.round_id], provisional)
        found[ask.round_id].append(outcome_of(line, due_on.get(ask.round_id), on))
    return [(one, tally(found[one.pk])) for one in rounds]


def opening(found: Compliance) -> list[Sentence]:
    """How many of the lines asked for were answered, how many late, and what is still to come."""
    whole = found.whole
    if not whole.total:
        return [plain(f"{found.round} asks for nothing yet: open it, and its lines are listed here.")]
    if not whole.asked:
        return [
            plain(f"None of the {spell(whole.total)} lines is asked of anybody: name who answers for them.")
        ]
    lines = "line was" if whole.asked == 1 else "lines were"
    parts = [Span(f"{whole.answered} of {whole.asked}", True), Span(f" {lines} answered")]
    extra = [
        f"{spell(whole[one])} {words}"
        for one, words in ((Outcome.LATE, "late"), (Outcome.PROVISIONAL, "provisional"))
        if whole[one]
    ]
    parts += [Span(f" ({', '.join(extra)})")] if extra else []
    return [(*parts, Span(_rest(found, whole)))]


def _rest(found: Compliance, whole: Tally) -> str:
    """What has not come, and what is asked of nobody."""
    said = ""
    if whole[Outcome.MISSING]:
        are = "is" if whole[Outcome.MISSING] == 1 else "are"
        since = f" since {on_day(found.due_on)}" if found.due_on else ""
        said += f"; {spell(whole[Outcome.MISSING])} {are} missing{since}"
    if whole[Outcome.NOT_DUE]:
        are = "is" if whole[Outcome.NOT_DUE] == 1 else "are"
        by = f" by {on_day(found.due_on)}" if found.due_on else ""
        said += f"; {spell(whole[Outcome.NOT_DUE])} {are} due{by}"
    if whole[Outcome.NOBODY]:
        are = "is" if whole[Outcome.NOBODY] == 1 else "are"
        said += f"; {spell(whole[Outcome.NOBODY])} {are} asked of nobody"
    return f"{said}."


def title_of(ask: Ask) -> str:
    """The measure or the work that a line is about."""
    return start(str(ask.measure or (ask.element.title if ask.element else "")))
