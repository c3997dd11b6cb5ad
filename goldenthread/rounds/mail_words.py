"""What messages say, in one place: what is asked, what is still owed, who is told, and a link's message.

Plain text. `{site}` and `{link}` are put in as a message is sent (see `rounds.notices`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.timezone import localtime

from goldenthread.core.nudging import Nudge, Role
from goldenthread.core.sentences import counted, on_day, spell, start
from goldenthread.core.working_days import WorkingDays
from goldenthread.rounds.models import Ask, Invitation, Round
from goldenthread.rounds.notices import LINK, SITE
from goldenthread.rounds.owed import To, answerer

MOST_LISTED = 40  # lines in one message; the page has them all
_WHAT = {"ASKED": "to update", "SENT": "to check", "CHECKED": "to sign off"}
_PAGES = {"ASKED": "updates", "SENT": "updates/check", "CHECKED": "updates/sign"}


class Message(NamedTuple):
    """What a message says."""

    subject: str
    text: str


def lines_in_words(count: int) -> str:
    """“one line”, “three lines”."""
    return counted(count, "line")


def due_in_words(due_on: date, on: date, days: WorkingDays) -> str:
    """“They are due on Friday 11 July 2014, in three working days.”"""
    when = f"{due_on:%A} {on_day(due_on)}"
    if due_on < on:
        return f"They were due on {when}, {counted(days.between(due_on, on), 'working day')} ago."
    if due_on == on:
        return f"They are due today, {when}."
    return f"They are due on {when}, in {counted(days.between(on, due_on), 'working day')}."


def of_asks(round: Round, to: To, asks: Sequence[Ask], due_on: date | None, on: date) -> Message:
    """The message of a round that opens: everything that one person owes, and the page to answer it on."""
    days = WorkingDays(round.council.nation)
    by = f" by {on_day(due_on)}" if due_on else ""
    parts = [
        f"{round.council} asks for {round}. {start(lines_in_words(len(asks)))} "
        f"{'is' if len(asks) == 1 else 'are'} {_yours(to)}.",
        _due(asks, due_on, on, days),
        f"Answer on one page, filled in with last period’s figures:\n{_page(round, 'ASKED')}",
        _listed(asks),
        f"{_goes_to(round)} If you will be away, say who stands in for you:\n"
        f"{SITE}/{round.council.slug}/cover/",
        _why(to),
    ]
    return Message(f"{start(lines_in_words(len(asks)))} to update{by}: {round}", _letter(parts))


def of_nudge(
    round: Round, to: To, nudge: Nudge, role: Role, asks: Sequence[Ask], due_on: date, on: date
) -> Message:
    """A reminder to whoever owes lines, or a word to others that lines have not come."""
    days = WorkingDays(round.council.nation)
    is_own = role is Role.UPDATER or nudge.state != "ASKED"
    said = _reminder(round, to, nudge.state, len(asks)) if is_own else _escalation(round, to, role, len(asks))
    parts = [said.text, _due(asks, due_on, on, days), _listed(asks, with_people=not is_own), _why(to)]
    return Message(said.subject, _letter(parts))


def _reminder(round: Round, to: To, state: str, count: int) -> Message:
    lines, what = lines_in_words(count), _WHAT[state]
    are = "is" if count == 1 else "are"
    text = (
        f"{start(lines)} for {round} {are} still yours {what}{_for(to)}. Do it here:\n{_page(round, state)}"
    )
    return Message(f"Still {what}: {lines} for {round}", text)


def _escalation(round: Round, to: To, role: Role, count: int) -> Message:
    lines = lines_in_words(count)
    text = (
        f"{start(lines)} for {round} {'has' if count == 1 else 'have'} not been answered. Those asked are "
        f"reminded too; you are told as {_ROLES[role]}{_for(to)}."
    )
    if role is not Role.OWNER:  # who owns lines and no more doesn't see everybody's
        text += f" See who has answered:\n{SITE}/{round.council.slug}/rounds/{round.slug}/compliance/"
    return Message(f"Not answered: {lines} for {round}", text)


_ROLES = {
    Role.OWNER: "their owner",
    Role.MANAGER: "the manager of whoever was asked",
    Role.DIRECTOR: "the director of the directorate",
}


def of_link(invitation: Invitation, asks: Sequence[Ask], due_on: date | None, on: date) -> Message:
    """The message that carries a link by which somebody without an account answers."""
    round = invitation.round
    days = WorkingDays(round.council.nation)
    parts = [
        f"{round.council} asks {invitation.who} for {lines_in_words(len(asks))} for {round}.",
        _due(asks, due_on, on, days),
        "Answer here, without an account or a password. Whoever has this link can answer, so pass it on "
        f"only to who answers in your place:\n{LINK}",
        f"It works until {on_day(localtime(invitation.expires_at).date())}. You can save what you have, "
        "open it again and send it later.",
        _listed(asks),
    ]
    return Message(
        f"{start(lines_in_words(len(asks)))} to answer for {round.council}: {round}", _letter(parts)
    )


def _yours(to: To) -> str:
    return f"asked of {to.on_behalf_of}, for whom you stand in" if to.on_behalf_of else f"asked of {to.name}"


def _for(to: To) -> str:
    return f" on behalf of {to.on_behalf_of}, for whom you stand in" if to.on_behalf_of else ""


def _due(asks: Sequence[Ask], due_on: date | None, on: date, days: WorkingDays) -> str:
    if due_on is None:
        return ""
    said = due_in_words(due_on, on, days)
    return said if len(asks) != 1 else said.replace("They are", "It is").replace("They were", "It was")


def _page(round: Round, state: str) -> str:
    return f"{SITE}/{round.council.slug}/{_PAGES[state]}/"


def _goes_to(round: Round) -> str:
    body = str(round.body) if round.body else "its meeting"
    return f"What you send is checked, signed off, and reported to {body} on {on_day(round.meets_on)}."


def _listed(asks: Sequence[Ask], *, with_people: bool = False) -> str:
    shown = [f"- {_named(ask)}{_who(ask) if with_people else ''}" for ask in asks[:MOST_LISTED]]
    more = len(asks) - MOST_LISTED
    return "\n".join([*shown, *([f"- and {spell(more)} more"] if more > 0 else [])])


def _named(ask: Ask) -> str:
    title = str(ask.measure or (ask.element.title if ask.element else ""))
    return f"{title} (sent back: {' '.join(ask.sent_back.split())})" if ask.sent_back else title


def _who(ask: Ask) -> str:
    return f" ({answerer(ask).name or 'asked of nobody'})"


def _why(to: To) -> str:
    who = f"stand in for {to.on_behalf_of}" if to.on_behalf_of else f"hold the post of {to.name}"
    who = f"work for {to.name}" if to.is_partner else who
    return f"You get this message because you {who}. Nobody reads answers to it; ask the strategy team."


def _letter(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
