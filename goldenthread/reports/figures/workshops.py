"""Workshops gathered for people to read: how the rounds stand, who took part, and what was proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from goldenthread.core.sentences import counted, on_day, spell, start
from goldenthread.core.workshops import CLOSED, HELD, KINDS, MISSING, OPEN, PLANNED, SESSION, Part, Step
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer
from goldenthread.planning.models import WorkshopRound, WorkshopSession
from goldenthread.planning.workshop_queries import (
    Tally,
    parts_by_session,
    rounds_of,
    sessions_in,
    tallies_by_session,
)

NAMES: Mapping[str, tuple[str, str]] = {
    "MEMBER": ("member", "members"),
    "OFFICER": ("officer", "officers"),
    "PARTNER": ("partner", "partners"),
}


@dataclass(frozen=True, slots=True)
class SessionAt:
    """A session with who took part, by kind, and how its proposals stand."""

    session: WorkshopSession
    parts: Mapping[str, Part]
    tally: Tally

    @property
    def part(self) -> Part:
        return reduce(add, self.parts.values(), Part())


@dataclass(frozen=True, slots=True)
class RoundAt:
    """A round with its sessions."""

    round: WorkshopRound
    sessions: Sequence[SessionAt]

    @property
    def parts(self) -> dict[str, Part]:
        """Invitations by kind over all sessions: whoever is asked to two is counted twice."""
        found = {kind: [one.parts[kind] for one in self.sessions if kind in one.parts] for kind in KINDS}
        return {kind: reduce(add, parts, Part()) for kind, parts in found.items() if parts}

    @property
    def tally(self) -> Tally:
        tallies = [one.tally for one in self.sessions]
        return Tally(
            sum(one.open for one in tallies),
            sum(one.promoted for one in tallies),
            sum(one.set_aside for one in tallies),
            {code: sum(one.lacking.get(code, 0) for one in tallies) for code in MISSING},
        )

    @property
    def held(self) -> int:
        return sum(1 for one in self.sessions if one.session.state == HELD)


def workshops_of(council: Council, viewer: Officer) -> list[RoundAt]:
    """Every round that this person may read: four queries, however many there are."""
    return gathered(rounds_of(council, viewer))


def gathered(rounds: Sequence[WorkshopRound]) -> list[RoundAt]:
    """Rounds with their sessions, who took part, and how the proposals stand."""
    sessions = sessions_in(rounds)
    every = [one for found in sessions.values() for one in found]
    parts, tallies = parts_by_session(every), tallies_by_session(every)
    return [
        RoundAt(
            round,
            [SessionAt(one, parts[one.pk], tallies.get(one.pk, Tally())) for one in sessions[round.pk]],
        )
        for round in rounds
    ]


def when_of(round: WorkshopRound) -> str:
    """When a round is, as far as it is known."""
    if round.starts_on and round.ends_on and round.ends_on != round.starts_on:
        return f"{on_day(round.starts_on)} to {on_day(round.ends_on)}"
    day = round.starts_on or round.ends_on
    return on_day(day) if day else start(round.when) or "No time set"


def of_workshops(found: Sequence[RoundAt]) -> str:
    """How many rounds there are, and which of them the report on the whole strategy waits for."""
    if not found:
        return "No round of workshops is on record yet."
    said = f"{start(counted(len(found), 'round'))} of workshops"
    order = (CLOSED, OPEN, PLANNED)
    states = [(state, sum(1 for one in found if one.round.state == state)) for state in order]
    parts = [f"{spell(count)} {state.lower()}" for state, count in states if count]
    waits = [one.round for one in found if one.round.state != CLOSED and one.round.edition.state == "DRAFT"]
    end = ""
    if len(waits) == 1:
        end = f" The report on the whole strategy waits until “{waits[0]}” is closed."
    elif waits:
        end = f" Reports on whole strategies wait until {spell(len(waits))} of them are closed."
    return f"{said}: {', '.join(parts)}.{end}"


def of_round(one: RoundAt) -> str:
    """How many sessions were held, and what was proposed in them."""
    if not one.sessions:
        return f"The round is {one.round.get_state_display()}, and no session of it is on record yet."
    held = f"{spell(one.held) if one.held else 'none'} of {counted(len(one.sessions), 'session')} held"
    if one.held == len(one.sessions):
        held = f"{counted(len(one.sessions), 'session')} held"
    return f"The round is {one.round.get_state_display()}: {held}. {of_proposals(one.tally)}"


def of_proposals(tally: Tally) -> str:
    """How many proposals are open and what they lack, how many are in the draft or set aside (R035)."""
    if not tally.total:
        return "Nothing proposed is on record."
    said = [f"{start(counted(tally.open, 'proposal'))} {'is' if tally.open == 1 else 'are'} open"]
    lacking = [
        f"{spell(tally.lacking[code])} without {'an' if code == 'owner' else 'a'} {words}"
        for code, words in MISSING.items()
        if tally.lacking.get(code)
    ]
    if lacking:
        said[0] += f" ({', '.join(lacking)})"
    if tally.promoted:
        said.append(f"{spell(tally.promoted)} {'is' if tally.promoted == 1 else 'are'} in the draft")
    if tally.set_aside:
        said.append(f"{spell(tally.set_aside)} {'is' if tally.set_aside == 1 else 'are'} set aside")
    return f"{'; '.join(said)}."


def of_part(parts: Mapping[str, Part], took_part: str = "") -> str:
    """Who was asked, who replied and who came; that it is not known is said (R034, R063)."""
    if not parts:
        if took_part:
            return f"{took_part.rstrip('.')}. There is no list of who was asked."
        return "Who was asked is not on record."
    whole = reduce(add, parts.values(), Part())
    said = f"{start(counted(whole.invited, 'invitation'))}, {_none(whole.replied)} answered"
    if whole.unknown == whole.invited:
        return f"{said}. Who came is not on record yet."
    came = ", ".join(
        f"{_none(part.came)} of {counted(part.invited, *NAMES[kind])}" for kind, part in parts.items()
    )
    end = f" Of {spell(whole.unknown)} it is not on record." if whole.unknown else ""
    return f"{said}. {start(came)} came.{end}"


def _none(count: int) -> str:
    return spell(count) if count else "none"


def steps_of(session: WorkshopSession) -> list[Step]:
    """What can be said of a session now."""
    return SESSION.steps_from(session.state)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a plan says of one workshop in “how this plan was prepared”: its name, day and counts by kind."""

    round: str
    name: str
    day: str
    counts: Mapping[str, int | None]
    words: str


def prepared_by(rounds: Sequence[RoundAt]) -> list[Prepared]:
    """The plain record of the workshops held for an edition: one for each session that was held.

    How many came is None where it is not known of everybody asked, or there is no list.
    """
    return [
        _prepared(one.round, held) for one in rounds for held in one.sessions if held.session.state == HELD
    ]


def _prepared(round: WorkshopRound, held: SessionAt) -> Prepared:
    day = on_day(held.session.held_on) if held.session.held_on else when_of(round)
    counts = {
        kind: (held.parts[kind].came if not held.parts[kind].unknown else None)
        if kind in held.parts
        else None
        for kind in KINDS
    }
    known = [counted(count, *NAMES[kind]) for kind, count in counts.items() if count is not None]
    who = ", ".join(known) if known else (round.took_part.rstrip(".") or "who took part is not on record")
    return Prepared(str(round), str(held.session), day, counts, f"{round}, {held.session} ({day}): {who}.")
