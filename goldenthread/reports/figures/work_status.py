"""Where work stands by the council's published rule, what its owner says beside it, and what raises an alert.

Two signals that never stand for each other: the rule's verdict, and the owner's view where they disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from goldenthread.core.action_status import ActionRule, Alert, Verdict, Work, alerts_of, judge
from goldenthread.core.doing import Doing
from goldenthread.core.rating import Status
from goldenthread.core.rollup import RollUp, roll_up
from goldenthread.core.sentences import Sentence, Span, counted, plain, spell, start
from goldenthread.governance.change_queries import original_dates
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.plans.help_queries import help_in
from goldenthread.plans.helping import help_in_words
from goldenthread.plans.models import Help, Update
from goldenthread.plans.queries import ElementRow
from goldenthread.plans.update_queries import dates_first_stated, latest_two
from goldenthread.reports.facts import WorkFact
from goldenthread.reports.figures.position import Position


@dataclass(frozen=True, slots=True)
class WorkStatus:
    """One piece of work: the rule's verdict, the owner's own view, what was promised first, and alerts."""

    line: ElementRow
    rule: ActionRule
    verdict: Verdict
    update: Update | None = None
    before: Verdict | None = None
    was_due_on: date | None = None  # as first approved, where it has moved since
    alerts: tuple[Alert, ...] = ()
    help: tuple[Help, ...] = ()
    milestones: tuple[int, int] | None = None  # done, and how many there are

    @property
    def view(self) -> str:
        """The status that the owner would give, in words, where that differs from the rule's."""
        held = self.update
        return self.rule.words(held.view) if held and held.view and held.view != self.verdict.code else ""

    @property
    def view_counts_as(self) -> Status:
        return self.rule.counts_as(self.update.view) if self.update else Status.NOT_RATED

    @property
    def view_reason(self) -> str:
        return self.update.view_reason if self.update and self.view else ""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of the work of an edition, beside its lines."""

    rule: ActionRule
    updates: Mapping[int, Sequence[Update]] = field(default_factory=dict)
    first: Mapping[int, date] = field(default_factory=dict)
    original: Mapping[int, date] = field(default_factory=dict)
    help: Mapping[int, Sequence[Help]] = field(default_factory=dict)


def held_of(position: Position) -> Held:
    """Everything that decides where an edition's work stands, in five queries whatever its size."""
    return Held(
        rule=action_rule_of(position.council),
        updates=latest_two(position.edition, position.on),
        first=dates_first_stated(position.edition, position.on),
        original=original_dates(position.edition),
        help=help_in(position.edition),
    )


def work_statuses(position: Position, held: Held | None = None) -> dict[int, WorkStatus]:
    """Where each piece of work of the edition stands on the position's day."""
    held = held or held_of(position)
    return {pk: status_of_line(position, pk, held) for pk in position.doing}


def status_of_line(position: Position, pk: int, held: Held) -> WorkStatus:
    """Where one monitored line stands, whatever its level."""
    line, updates = position.lines[pk], held.updates.get(pk, ())
    due_on = held.original.get(pk) or held.first.get(pk) or line.due_on
    latest = updates[0] if updates else None
    moved_to = line.due_on if due_on != line.due_on else None
    work = _work(latest, due_on, position.on, moved_to)
    verdict = judge(held.rule, work)
    before = _as_it_was(held.rule, updates[1], due_on) if len(updates) > 1 else None
    return WorkStatus(
        line=line,
        rule=held.rule,
        verdict=verdict,
        update=latest,
        before=before,
        was_due_on=due_on if moved_to else None,
        alerts=alerts_of(work, verdict, before, latest.corrective if latest else ""),
        help=tuple(held.help.get(pk, ())),
        milestones=milestones_below(position, pk) or _as_stated(latest),
    )


def _work(update: Update | None, due_on: date | None, on: date, moved_to: date | None) -> Work:
    if update is None:
        return Work(on, due_on, moved_to=moved_to)
    said = (update.made_on, update.is_done, update.expected_on, update.state)
    return Work(on, due_on, *said, moved_to=moved_to)


def _as_it_was(rule: ActionRule, before: Update, due_on: date | None) -> Verdict:
    """The verdict on the day of an earlier update, by the date that it stated then."""
    moved_to = before.due_on if before.due_on != due_on else None
    return judge(rule, _work(before, due_on, before.made_on, moved_to))


def milestones_below(position: Position, pk: int) -> tuple[int, int] | None:
    """How many of the dated pieces of work that hang from a line are done, and how many there are."""
    below = [position.doing[one] for one in position.below.get(pk, []) if one in position.doing]
    return (sum(one is Doing.DONE for one in below), len(below)) if below else None


def _as_stated(update: Update | None) -> tuple[int, int] | None:
    if update is None or update.milestones is None or update.milestones_done is None:
        return None
    return update.milestones_done, update.milestones


def work_facts(
    position: Position,
    held: Held | None = None,
    directorates: Mapping[str, str] | None = None,
    bodies: Mapping[int, str] | None = None,
) -> tuple[WorkFact, ...]:
    """The work of an edition as a snapshot freezes it: five queries at most, whatever the size of the plan.

    `directorates` are named by service, and `bodies` by the elements in their remits.
    """
    found, parts, remits = work_statuses(position, held), directorates or {}, bodies or {}
    return tuple(
        _fact(position, one, parts.get(one.line.service, ""), remits.get(pk, "")) for pk, one in found.items()
    )


def _fact(position: Position, one: WorkStatus, directorate: str, body: str) -> WorkFact:
    line, said = one.line, one.update
    return WorkFact(
        pk=line.id,
        title=line.title,
        level=position.level_name(line.id),
        top=position.top_of.get(line.id),
        code=line.code,
        owner=line.owner,
        service=line.service,
        directorate=directorate,
        due_on=line.due_on,
        doing=position.doing[line.id],
        status=one.verdict.code,
        status_words=one.verdict.words,
        status_colour=one.verdict.counts_as,
        why=one.verdict.reason,
        made_on=said.made_on if said else None,
        words=said.text if said else "",
        percent=said.percent_complete if said else None,
        milestones=one.milestones,
        expected_on=said.expected_on if said else None,
        in_the_way=said.in_the_way if said else "",
        corrective=said.corrective if said else "",
        help_wanted=tuple((str(each.service), each.words, help_in_words(each)) for each in one.help),
        view=one.view,
        view_reason=one.view_reason,
        alerts=tuple(each.words for each in one.alerts),
        was_due_on=one.was_due_on,
        body=body,
    )


def roll_up_work(found: Iterable[WorkStatus]) -> RollUp:
    """How much work counts as on, near and off target or is not rated; the parts make the whole."""
    return roll_up(one.verdict.counts_as for one in found)


def of_work(found: Sequence[WorkStatus], one: str, many: str) -> list[Sentence]:
    """“Three of eight rated actions are on target; two have an alert that nobody has answered.”"""
    if not found:
        return [plain(f"No {many} are planned yet.")]
    rollup, alerts = roll_up_work(found), sum(bool(each.alerts) for each in found)
    if rollup.rated == 0:
        said: list[Span] = [
            Span("None", True),
            Span(f" of {counted(rollup.total, one, many)} can be rated yet"),
        ]
    else:
        noun, are = (one, "is") if rollup.rated == 1 else (many, "are")
        said = [
            Span(
                f"{start(spell(rollup.on_target)) if rollup.on_target else 'None'} of {spell(rollup.rated)}",
                True,
            ),
            Span(f" rated {noun} {are} on target"),
        ]
        said += [Span(f", and {spell(rollup.not_rated)} can’t be rated")] if rollup.not_rated else []
    has = "has" if alerts == 1 else "have"
    said.append(Span(f"; {spell(alerts)} {has} an alert that nobody has answered." if alerts else "."))
    return [tuple(said)]
