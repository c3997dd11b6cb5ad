"""Setting up rounds of workshops and their sessions, from state to state (York 2008, paragraphs 5 and 8)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from goldenthread.core.refused import refuse_if, refuse_if_stale
from goldenthread.core.sentences import counted, on_day, start
from goldenthread.core.workshops import (
    CANCELLED,
    CLOSED,
    HELD,
    PROPOSAL,
    ROUND,
    SESSION,
    reasons_not_to_step,
    reasons_not_when,
)
from goldenthread.ledger.one import change, make
from goldenthread.people.officers import Officer
from goldenthread.planning.models import Proposal, WorkshopRound, WorkshopSession
from goldenthread.planning.workshop_permissions import reasons_not_to_run
from goldenthread.plans.models import Edition, Element, Level

TOLD = ("title", "held_on", "starts_at", "ends_at", "place")  # what those invited are told of a session


class RoundSaid(NamedTuple):
    """One round as somebody writes it; `when` is its planned month in words, beside days or instead."""

    name: str
    purpose: str
    when: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    took_part: str = ""
    source: str = ""


class SessionSaid(NamedTuple):
    """One session as somebody writes it; without a theme it is about all of them."""

    title: str
    theme: Element | None = None
    held_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    notes: str = ""


def held_round(round: WorkshopRound) -> WorkshopRound:
    """The round as it is now, locked: what is written in it and its closing wait for each other."""
    joined = WorkshopRound.objects.select_for_update(of=("self",)).select_related("council", "edition__plan")
    return joined.get(pk=round.pk)


def _held_session(session: WorkshopSession) -> WorkshopSession:
    joined = WorkshopSession.objects.select_for_update(of=("self",)).select_related("council", "round")
    return joined.get(pk=session.pk)


@transaction.atomic
def add_round(*, edition: Edition, said: RoundSaid, by: Officer, at: datetime) -> WorkshopRound:
    """Set a round up for an edition. Raises `Refused`."""
    council = edition.plan.council
    refuse_if(reasons_not_to_run(council, by) or _reasons_not_this_round(edition, said, None))
    last = WorkshopRound.objects.filter(edition=edition).aggregate(last=Max("position"))["last"] or 0
    row = {"council_id": council.pk, "edition_id": edition.pk, "position": last + 1, **_plain(said)}
    return make(WorkshopRound, row, council=council, by=by, at=at)


@transaction.atomic
def change_round(*, round: WorkshopRound, said: RoundSaid, version: int, by: Officer, at: datetime) -> None:
    """Put a round right; its state is another matter. Raises `Refused`."""
    held = held_round(round)
    refuse_if(reasons_not_to_run(held.council, by))
    refuse_if_stale(version, held.version, "this round")
    refuse_if(_reasons_not_this_round(held.edition, said, held))
    change(held, _plain(said), council=held.council, by=by, at=at)


def _plain(said: RoundSaid) -> dict[str, object]:
    return {name: one.strip() if isinstance(one, str) else one for name, one in said._asdict().items()}


def _reasons_not_this_round(edition: Edition, said: RoundSaid, held: WorkshopRound | None) -> list[str]:
    found = []
    if not said.name.strip() or not said.purpose.strip():
        found.append("Give the round a name, and say what it is for.")
    if said.starts_on and said.ends_on and said.ends_on < said.starts_on:
        found.append("The round ends before it starts. Write the earlier day first.")
    same = WorkshopRound.objects.filter(edition=edition, name=said.name.strip())
    if (same.exclude(pk=held.pk) if held else same).exists():
        found.append(f"{edition} has a round of this name already. Choose another name.")
    return found


@transaction.atomic
def move_round(
    *, round: WorkshopRound, code: str, version: int, reason: str = "", by: Officer, at: datetime
) -> None:
    """Open a round, or open it again, saying why. Closing has its own question: `close_round`."""
    held = held_round(round)
    refuse_if(reasons_not_to_run(held.council, by))
    refuse_if_stale(version, held.version, "this round")
    refuse_if(["Close a round on its own page."] if ROUND.step(code).to == CLOSED else [])
    refuse_if(reasons_not_to_step(ROUND, code, held.state, reason))
    step = ROUND.step(code)
    row = {"state": step.to, "left_open": ""}
    change(held, row, council=held.council, by=by, at=at, verb=step.verb, reason=reason.strip())


@transaction.atomic
def close_round(
    *, round: WorkshopRound, version: int, sets_aside: bool, reason: str, by: Officer, at: datetime
) -> None:
    """Close a round. What is neither in the draft nor set aside is answered for: all of it is set aside with
    a reason, or it stays open with a word on what becomes of it. Raises `Refused`."""
    held = held_round(round)
    refuse_if(reasons_not_to_run(held.council, by))
    refuse_if_stale(version, held.version, "this round")
    refuse_if(reasons_not_to_step(ROUND, "close", held.state))
    left = list(
        Proposal.objects.select_for_update(of=("self",)).filter(
            session__round=held, state=Proposal.State.OPEN
        )
    )
    refuse_if(_reasons_left(len(left), reason))
    for one in left if sets_aside else []:
        row = {"state": PROPOSAL.step("set_aside").to, "reason": reason.strip()}
        change(one, row, council=held.council, by=by, at=at, verb="set aside", reason=reason.strip())
    row = {"state": CLOSED, "left_open": "" if sets_aside or not left else reason.strip()}
    change(held, row, council=held.council, by=by, at=at, verb="closed", reason=reason.strip())


def _reasons_left(count: int, reason: str) -> list[str]:
    if not count or reason.strip():
        return []
    is_one = count == 1
    return [
        f"{start(counted(count, 'proposal'))} {'is' if is_one else 'are'} neither in the draft "
        f"nor set aside. Say what becomes of {'it' if is_one else 'them'}."
    ]


@transaction.atomic
def add_session(*, round: WorkshopRound, said: SessionSaid, by: Officer, at: datetime) -> WorkshopSession:
    """Plan a session of a round. Raises `Refused`."""
    held = held_round(round)
    refuse_if(reasons_not_to_run(held.council, by) or _reasons_closed(held))
    refuse_if(_reasons_not_this_session(held, said, None))
    row = {"council_id": held.council_id, "round_id": held.pk, **_row(said)}
    return make(WorkshopSession, row, council=held.council, by=by, at=at)


@transaction.atomic
def add_sessions_by_theme(
    *, round: WorkshopRound, level: Level, by: Officer, at: datetime
) -> list[WorkshopSession]:
    """A session for every theme of the edition that has none in this round yet, in their order.

    `level` is the one whose elements are the themes: councils name it themselves. Raises `Refused`.
    """
    held = held_round(round)
    refuse_if(reasons_not_to_run(held.council, by) or _reasons_closed(held))
    refuse_if(["Choose a level of this edition."] if level.edition_id != held.edition_id else [])
    lines = Element.objects.listed().filter(edition=held.edition, level=level, is_exempt=False)
    taken = set(held.sessions.values_list("theme_id", flat=True))
    titles = set(held.sessions.values_list("title", flat=True))
    made = []
    new = lines.exclude(pk__in=[pk for pk in taken if pk]).order_by("position", "id")
    for theme in new:
        title = theme.title[:200] if theme.title[:200] not in titles else f"{theme.title[:180]} ({theme.pk})"
        titles.add(title)
        row = {"council_id": held.council_id, "round_id": held.pk, "theme_id": theme.pk, "title": title}
        made.append(make(WorkshopSession, row, council=held.council, by=by, at=at))
    return made


@transaction.atomic
def change_session(
    *, session: WorkshopSession, said: SessionSaid, version: int, by: Officer, at: datetime
) -> None:
    """Move a session or put it right; the ledger keeps what it was. Raises `Refused`."""
    held = _held_session(session)
    refuse_if(reasons_not_to_run(held.council, by))
    refuse_if_stale(version, held.version, "this session")
    refuse_if(_reasons_not_this_session(held.round, said, held))
    row = _row(said)
    if any(getattr(held, name) != row[name] for name in TOLD):
        row["sequence"] = held.sequence + 1
    change(held, row, council=held.council, by=by, at=at)


@transaction.atomic
def move_session(
    *, session: WorkshopSession, code: str, version: int, on: date, by: Officer, at: datetime
) -> None:
    """Say that a session was held, cancel it, or plan it again. Raises `Refused`.

    `on` is the council's day: a session is held once its own has come.
    """
    held = _held_session(session)
    refuse_if(reasons_not_to_run(held.council, by))
    refuse_if_stale(version, held.version, "this session")
    refuse_if(reasons_not_to_step(SESSION, code, held.state))
    step = SESSION.step(code)
    if step.to == HELD and held.held_on and held.held_on > on:
        day = on_day(held.held_on)
        refuse_if([f"It is on {day}. Say that it was held once that day has come, or correct the day."])
    row: dict[str, object] = {"state": step.to}
    if CANCELLED in (held.state, step.to):
        row["sequence"] = held.sequence + 1
    change(held, row, council=held.council, by=by, at=at, verb=step.verb)


def _reasons_closed(round: WorkshopRound) -> list[str]:
    return ["This round is closed. Open it again before you add to it."] if round.state == CLOSED else []


def _reasons_not_this_session(
    round: WorkshopRound, said: SessionSaid, held: WorkshopSession | None
) -> list[str]:
    found = reasons_not_when(said.held_on, said.starts_at, said.ends_at)
    if not said.title.strip():
        found.append("Give the session a title.")
    if said.theme is not None and said.theme.edition_id != round.edition_id:
        found.append("Choose a theme of the edition that this round is about.")
    same = WorkshopSession.objects.filter(round=round, title=said.title.strip())
    if (same.exclude(pk=held.pk) if held else same).exists():
        found.append("This round has a session of this title already. Choose another title.")
    return found


def _row(said: SessionSaid) -> dict[str, object]:
    return {
        "title": said.title.strip(),
        "theme_id": said.theme.pk if said.theme else None,
        "held_on": said.held_on,
        "starts_at": said.starts_at,
        "ends_at": said.ends_at,
        "place": said.place.strip(),
        "notes": said.notes.strip(),
    }
