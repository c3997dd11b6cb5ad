"""What waits for somebody to check or sign off, and how one answer came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from goldenthread.core.sentences import Sentence, counted, plain, start
from goldenthread.core.workflow import ASKED, Move
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.people.permissions import reasons_of_duty
from goldenthread.reports.figures.owed import OwedLine, lines_of
from goldenthread.rounds.ask_queries import asks_in, covered_by, deadlines_of
from goldenthread.rounds.models import Ask, Round
from goldenthread.rounds.permissions import reasons_not_to_move, service_of, subject_of_ask
from goldenthread.rounds.sign_off import sign_off


@dataclass(frozen=True, slots=True)
class Waiting:
    """One answer that waits, and why this person may not move it on although it is theirs."""

    line: OwedLine
    reasons: Sequence[str]
    is_late: bool

    @property
    def ask(self) -> Ask:
        return self.line.ask


@dataclass(frozen=True)
class Moving:
    """What waits for one person's move in a round, by service, and what is still to come."""

    round: Round
    move: Move
    groups: Sequence[tuple[str, str, Sequence[Waiting]]]  # a key for the page, the service, its answers
    to_come: int
    due_on: date | None

    @property
    def waiting(self) -> list[Waiting]:
        return [one for _, _, held in self.groups for one in held]

    @property
    def can_move(self) -> list[Waiting]:
        return [one for one in self.waiting if not one.reasons]

    @property
    def sentences(self) -> list[Sentence]:
        """“Four answers wait for you to sign them off. Six more are still to come.”"""
        does = "check" if self.move.code == "check" else "sign off"
        count = len(self.waiting)
        wait = "waits" if count == 1 else "wait"
        answers = f"{start(counted(count, 'answer'))} {wait}" if count else "No answer waits"
        first = f"{answers} for you to {does}."
        more = f"{start(counted(self.to_come, 'line'))} {'is' if self.to_come == 1 else 'are'} still to come."
        return [plain(first), *([plain(more)] if self.to_come else [])]


def moving(round: Round, code: str, by: Officer, on: date) -> Moving | None:
    """What waits for somebody to check or to sign off; None where the council's map has no such step."""
    move = sign_off().moves.get(code)
    if move is None:
        return None
    who = replace(by, stands_in=tuple(covered_by(round.council, by, on)))
    theirs = [ask for ask in asks_in(round) if _is_theirs(ask, move, who)]
    here = [ask for ask in theirs if ask.state in move.goes_from]
    deadlines = deadlines_of(round)
    due_on = deadlines.get("updater")
    groups: dict[str, list[Waiting]] = {}
    for line in lines_of(round, here, on, deadlines):
        reasons = reasons_not_to_move(line.ask, sign_off(), move, who)
        is_late = bool(due_on and line.ask.sent_on and line.ask.sent_on > due_on)
        service = str(service_of(line.ask) or "No service named")
        groups.setdefault(service, []).append(Waiting(line, reasons, is_late))
    return Moving(
        round=round,
        move=move,
        groups=[(f"service-{n}", name, groups[name]) for n, name in enumerate(sorted(groups))],
        to_come=sum(1 for ask in theirs if _is_before(ask, move)),
        due_on=deadlines.get({"check": "owner", "sign": "director"}[code]),
    )


def _is_theirs(ask: Ask, move: Move, by: Officer) -> bool:
    return not reasons_of_duty(ask.council, move.power, by, subject_of_ask(ask, ask.owner))


def _is_before(ask: Ask, move: Move) -> bool:
    """Whether an answer has still to come to this step."""
    is_asked = ask.updater_id is not None or ask.partner_id is not None
    order = [*sign_off().states]
    return is_asked and order.index(ask.state) < min(order.index(state) for state in move.goes_from)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an answer: what is done, by whom and when, or that it is still to come."""

    words: str
    who: str = ""
    when: date | None = None

    @property
    def is_done(self) -> bool:
        return bool(self.who)


def steps_of(ask: Ask) -> list[Step]:
    """How far one answer has come, each step with who did it."""
    sent = Step("Sent", ask.sent_by if ask.state != ASKED else "", ask.sent_on)
    checked = Step("Checked by its owner", ask.checked_by, ask.checked_at.date() if ask.checked_at else None)
    signed = Step("Signed off", ask.signed_by, ask.signed_at.date() if ask.signed_at else None)
    has_check = "check" in sign_off().moves and (bool(ask.checked_by) or not _is_owners_own(ask))
    return [sent, *([checked] if has_check else []), signed]


def _is_owners_own(ask: Ask) -> bool:
    """Whether its owner answered it, so that nobody is left to check it but who signs it off."""
    return ask.owner is not None and ask.sent_by == ask.owner.title


def line_of(ask: Ask, on: date) -> OwedLine:
    """One line with all that stands beside it."""
    return lines_of(ask.round, [ask], on)[0]


def may_read(ask: Ask, council: Council, by: Officer) -> bool:
    """Whether this person may read what a line says before it is published: the council's own may."""
    is_partners = bool(by.partner) and ask.partner is not None and ask.partner.slug == by.partner
    return by.serves_everyone or by.inside == council.slug or (by.council == council.slug and is_partners)
