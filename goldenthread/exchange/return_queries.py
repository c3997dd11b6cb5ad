"""Reading returns, and what goes out in a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.core.refused import refuse_if
from goldenthread.exchange.models import Return
from goldenthread.exchange.policies import read_labels
from goldenthread.exchange.return_permissions import reasons_not_to_see, reasons_not_to_take_all
from goldenthread.exchange.returning import STORED
from goldenthread.exchange.returns_lines import lines_told
from goldenthread.exchange.returns_out import sealed, workbook_of
from goldenthread.exchange.returns_preview import Asker
from goldenthread.ledger.queries import entry_of
from goldenthread.people.models import Council
from goldenthread.plans.action_rules import action_rule_of
from goldenthread.reports.figures.owed import OwedLine, lines_of, owed_by
from goldenthread.rounds.ask_queries import asks_in, deadlines_of
from goldenthread.rounds.models import Ask, Round
from goldenthread.rounds.sign_off import sign_off


def returns_of(council: Council, asker: Asker) -> list[Return]:
    """This person's workbooks that are neither stored nor given up, the latest first."""
    held = Return.objects.filter(council=council, invitation=asker.invitation)
    mine = held if asker.invitation else held.filter(by_user=asker.by.username)
    return list(mine.select_related("round"))


def return_at(council: Council, pk: int, asker: Asker) -> Return | None:
    """One workbook of this council, if it is this person's."""
    held = Return.objects.select_related("council", "round__council").filter(council=council, pk=pk).first()
    return held if held is not None and not reasons_not_to_see(held, asker) else None


@dataclass(frozen=True)
class Done:
    """A workbook that was stored: when, of which round, and its lines."""

    file: str
    at: datetime
    is_sent: bool
    round: Round | None
    asks: list[Ask]


def done_at(council: Council, pk: int, asker: Asker) -> Done | None:
    """What was stored of a workbook of this person's, as the ledger tells it."""
    entry = entry_of("return", pk, STORED, council.slug)
    if entry is None or (entry.by_user, entry.by_post) != (asker.by.username, asker.by.post):
        return None
    keys = [int(key) for key in str(entry.after.get("lines", "")).split()]
    round = council.rounds.filter(slug=entry.after.get("round", "")).first()
    asks = list(asks_in(round).filter(pk__in=keys)) if round else []
    return Done(entry.source, entry.at, bool(entry.after.get("sent")), round, asks)


def lines_owed(round: Round, asker: Asker) -> list[OwedLine]:
    """The lines of a round that this person answers and that are not sent yet, or that their link is for."""
    if asker.invitation is not None:
        asks = list(asks_in(round).filter(invitations=asker.invitation))
        return _unsent(lines_of(round, asks, asker.on))
    return _unsent(list(owed_by(round, asker.by, asker.on).lines))


def every_line(round: Round, asker: Asker) -> list[OwedLine]:
    """Everybody's lines of a round that are not sent yet. Raises `Refused` for who keeps no rounds."""
    refuse_if(reasons_not_to_take_all(round, asker))
    return _unsent(lines_of(round, list(asks_in(round)), asker.on))


def _unsent(lines: list[OwedLine]) -> list[OwedLine]:
    """What is sent already is changed by sending it back first, so it does not go out again."""
    begins = sign_off().moves["send"].goes_from
    return [one for one in lines if one.ask.state in begins]


def workbook_for(round: Round, lines: list[OwedLine], asker: Asker, *, with_posts: bool = False) -> bytes:
    """Some lines of a round as a workbook to be filled in and sent back."""
    told = lines_told(lines, action_rule_of(round.council), read_labels())
    return workbook_of(
        lines=told,
        seal=sealed(told, round.council.slug, round.slug, asker.at),
        title=f"{round.council.name}: {round.name}",
        due_on=deadlines_of(round).get("updater"),
        with_posts=with_posts,
    )
