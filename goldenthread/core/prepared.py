"""“How this plan was prepared”, written from dated facts (R093; York 2008, paragraphs 8 and 19).

Every fact is a plain record, so that whatever keeps a log can add its own: stages, workshops with who came,
consultations, bodies that considered it, what partnerships decided, changes made on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from goldenthread.core.sentences import counted, inside, on_day, spell, start
from goldenthread.core.stages import Awaited, Planned, Stand, stand, waiting_words


@dataclass(frozen=True, slots=True)
class StageFact:
    """A stage of its making: what was done there, or what it still waits for."""

    stage: Planned
    done_what: str = ""
    purpose: str = ""
    awaited: tuple[Awaited, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkshopFact:
    """A workshop held, and how many of each kind came: “members”, “officers”, “partners” (R063).

    Where its day is not known, when it was in words; where nobody counted, who took part in words.
    """

    name: str
    on: date | None
    came: Mapping[str, int] = field(default_factory=dict)
    when: str = ""
    took_part: str = ""


@dataclass(frozen=True, slots=True)
class ConsultedFact:
    """An event or survey: whom it asked, when (in words, where no day is known), and how many answered."""

    name: str
    audience: str
    first: date | None
    last: date | None
    answers: int | None = None
    when: str = ""


@dataclass(frozen=True, slots=True)
class ConsideredFact:
    """A body on its route: the day, where it is known, or else when in words; and what came of it (R062).

    A step that is to come has its meeting's day, and was not considered yet whatever that day is.
    """

    body: str
    on: date | None
    when: str
    what: str
    is_to_come: bool = False


@dataclass(frozen=True, slots=True)
class CommentsFact:
    """What was said of it: how many comments, how many are open, and how often words changed (R117)."""

    count: int
    open: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class TakenInFact:
    """What a partnership decided, and whether the plan takes it in: “taken in”, “taken in in part”…"""

    body: str
    what: str
    on: date | None
    taken_in: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A change that somebody made on the way: the Senior Leadership Team “added value for money”."""

    who: str
    what: str
    on: date | None = None


Fact = StageFact | WorkshopFact | ConsultedFact | ConsideredFact | CommentsFact | TakenInFact | ChangedFact
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph under its heading, and the lines that say more of each thing it counts."""

    heading: str
    text: str
    lines: tuple[str, ...] = ()


def how_prepared(facts: Iterable[Fact], on: date) -> list[Passage]:
    """The section, in the order in which a plan is made; nothing is said of what nothing is known of."""
    held = list(facts)
    stages = sorted(_of(held, StageFact), key=lambda one: (one.stage.first, one.stage.last, one.stage.key))
    considered = _of(held, ConsideredFact)
    left = [one for one in considered if one.is_to_come or (one.on is not None and one.on > on)]
    found = [
        _done(stages, on),
        _workshops(_of(held, WorkshopFact), on),
        _consulted(_of(held, ConsultedFact), on),
        _taken_in(_of(held, TakenInFact)),
        _considered([one for one in considered if one not in left]),
        _commented(_of(held, CommentsFact)),
        _changed(_of(held, ChangedFact)),
        _to_come(stages, left, on),
    ]
    return [one for one in found if one is not None]


def _of(facts: Sequence[Fact], kind: type[F]) -> list[F]:
    return [one for one in facts if isinstance(one, kind)]


def listed(names: Sequence[str]) -> str:
    """“one”, “one and two”, “one, two and three”."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _sentence(words: str) -> str:
    text = words.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _done(stages: Sequence[StageFact], on: date) -> Passage | None:
    done = [one for one in stages if stand(one.stage, on) is Stand.DONE]
    if not stages:
        return None
    whole = counted(len(stages), "stage")
    if not done:
        said = f"None of the {whole}" if len(stages) > 1 else "Its one stage"
        text = f"{said} of its making {'is' if len(stages) > 1 else 'is not'} said to be done yet."
        return Passage("What was done", text)
    part = f"{start(spell(len(done)))} of the {whole}" if len(done) < len(stages) else f"All {whole}"
    if len(stages) == 1:
        part = "The one stage"
    text = f"{part} of its making {_are(len(done))} done."
    return Passage("What was done", text, tuple(_done_line(one) for one in done))


def _done_line(one: StageFact) -> str:
    day = f", {on_day(one.stage.done_on)}" if one.stage.done_on else ""
    told = one.done_what or one.purpose
    return _sentence(f"{one.stage.name}{day}" + (f": {told}" if told else ""))


def _workshops(found: Sequence[WorkshopFact], on: date) -> Passage | None:
    held = sorted(
        (one for one in found if one.on is None or one.on <= on), key=lambda one: one.on or date.max
    )
    if not held:
        return None
    came: Counter[str] = Counter()
    for one in held:
        came.update(one.came)
    text = f"{start(counted(len(held), 'workshop was', 'workshops were'))} held{_held_when(held)}."
    if came.total():
        parts = listed(_by_kind(came))
        text += f" {start(counted(came.total(), 'person', 'people'))} came: {parts}."
        text += " Somebody who came to several is counted at each." if len(held) > 1 else ""
    said = list(dict.fromkeys(one.took_part.rstrip(".") for one in held if one.took_part))
    text += f" Who took part: {'; '.join(said)}." if said else ""
    if len(held) > 1 and not came and len({(one.on, one.when) for one in held}) == 1:
        return Passage("Workshops", f"{text} {_named(held)}", ())
    lines = tuple(
        f"{one.name}, {on_day(one.on) if one.on else one.when or 'day not stated'}{_came(one)}."
        for one in held
    )
    return Passage("Workshops", text, lines)


def _named(held: Sequence[WorkshopFact]) -> str:
    """The names of workshops, with that of their round once where it is the same: “First round: A and B.”"""
    rounds = {one.name.partition(": ")[0] for one in held}
    names = [one.name.partition(": ")[2] for one in held]
    if len(rounds) == 1 and all(names):
        return f"{rounds.pop()}: {listed(names)}."
    return f"They were {listed([one.name for one in held])}."


def _held_when(held: Sequence[WorkshopFact]) -> str:
    """“ between 3 and 9 November 2008”, “ by November 2008”; empty where nothing is known."""
    days = [one.on for one in held if one.on is not None]
    if not days:
        said = list(dict.fromkeys(one.when for one in held if one.when))
        return f" ({'; '.join(map(inside, said))})" if said else ""
    first, last = min(days), max(days)
    when = f" on {on_day(first)}" if first == last else f" between {on_day(first)} and {on_day(last)}"
    return when if len(days) == len(held) else f"{when}, as far as days are known"


def _by_kind(came: Mapping[str, int]) -> list[str]:
    """“four members”, “one partner”: kinds are named in the plural."""
    return [counted(count, kind.removesuffix("s"), kind) for kind, count in came.items() if count]


def _came(one: WorkshopFact) -> str:
    parts = listed(_by_kind(one.came))
    return f": {parts}" if parts else ": who came is not recorded"


def _consulted(found: Sequence[ConsultedFact], on: date) -> Passage | None:
    held = sorted(
        (one for one in found if one.first is None or one.first <= on),
        key=lambda one: (one.first or date.max, one.last or date.max),
    )
    if not held:
        return None
    audiences = listed(list(dict.fromkeys(one.audience for one in held if one.audience)))
    known = [one.answers for one in held if one.answers is not None]
    text = f"{start(counted(len(held), 'consultation'))} asked for views"
    text += f" from {audiences}." if audiences else "."
    if known:
        of = "" if len(known) == len(held) else f", counting the {spell(len(known))} for which that is known"
        text += f" {sum(known):,} answered{of}."
    lines = tuple(
        f"{one.name}, {_days(one)}"
        + (f": {one.answers:,} answered." if one.answers is not None else ": how many answered is not known.")
        for one in held
    )
    return Passage("Consultation", text, lines)


def _days(one: ConsultedFact) -> str:
    if one.first is None:
        return inside(one.when) or "day not stated"
    last = one.last or one.first
    return on_day(one.first) if one.first == last else f"{on_day(one.first)} to {on_day(last)}"


def _taken_in(found: Sequence[TakenInFact]) -> Passage | None:
    if not found:
        return None
    text = (
        f"{start(counted(len(found), 'decision'))} of partnerships {'was' if len(found) == 1 else 'were'} "
        "looked at for this plan."
    )
    lines = []
    for one in found:
        day = f", {on_day(one.on)}" if one.on else ""
        why = f" {_sentence(start(one.reason))}" if one.reason else ""
        lines.append(f"{one.body}{day}: {one.what.rstrip('.')}. {start(one.taken_in)}.{why}")
    return Passage("What partnerships decided", text, tuple(lines))


def _considered(found: Sequence[ConsideredFact]) -> Passage | None:
    """Only a day on record shows that a body considered it; one without is on the route, and no more."""
    by: dict[str, list[str]] = {}
    for one in found:
        if one.on is not None:
            by.setdefault(one.body, []).append(on_day(one.on))
    without = list(dict.fromkeys(one.body for one in found if one.on is None))
    parts = []
    if by:
        names = [f"{body} on {listed(days)}" for body, days in by.items()]
        parts.append(f"These bodies considered it: {listed(names)}.")
    if without:
        parts.append(f"On its route, with no day on record: {listed(without)}.")
    if not parts:
        return None
    lines = tuple(_sentence(f"{one.body}, {_when(one)}: {one.what}") for one in found)
    return Passage("Who considered it", " ".join(parts), lines)


def _commented(found: Sequence[CommentsFact]) -> Passage | None:
    """How many comments, answers and changed words there are."""
    count, left = sum(one.count for one in found), sum(one.open for one in found)
    changed = sum(one.changed for one in found)
    if not count:
        return None
    answered, waiting = (spell(many) if many else "none" for many in (count - left, left))
    text = (
        f"{start(counted(count, 'comment'))} {_are(count)} on record: {answered} answered and {waiting} open."
    )
    if changed:
        text += f" The words of the plan changed {_times(changed)} because of what was said."
    return Passage("What was said of it", text)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{spell(count)} times")


def _when(one: ConsideredFact) -> str:
    return on_day(one.on) if one.on else inside(one.when) or "day not stated"


def _changed(found: Sequence[ChangedFact]) -> Passage | None:
    if not found:
        return None
    text = f"{start(counted(len(found), 'change was', 'changes were'))} made on the way."
    lines = (f"{one.who} {one.what}" + (f", {on_day(one.on)}" if one.on else "") for one in found)
    return Passage("What changed on the way", text, tuple(_sentence(start(one)) for one in lines))


def _to_come(stages: Sequence[StageFact], bodies: Sequence[ConsideredFact], on: date) -> Passage | None:
    left = [one for one in stages if stand(one.stage, on) is not Stand.DONE]
    parts = []
    if left:
        late = sum(stand(one.stage, on) is Stand.OVERDUE for one in left)
        text = f"{start(counted(len(left), 'stage'))} {_are(len(left))} still to be done"
        text += (
            f", {spell(late) if late < len(left) else 'all'} of them past their last day." if late else "."
        )
        parts.append(text)
    if bodies:
        parts.append(f"It goes to {listed([_goes(one) for one in bodies])}.")
    if not parts:
        return None
    return Passage("What is still to come", " ".join(parts), tuple(_to_come_line(one, on) for one in left))


def _goes(one: ConsideredFact) -> str:
    """“Executive on 20 April 2009”, “Council (April 2009)”, “Council, on a day not stated”."""
    if one.on:
        return f"{one.body} on {on_day(one.on)}"
    return f"{one.body} ({inside(one.when)})" if one.when else f"{one.body}, on a day not stated"


_STANDS = {Stand.OVERDUE: "it was to be done by {last}", Stand.UNDER_WAY: "under way, until {last}"}


def _to_come_line(one: StageFact, on: date) -> str:
    first, last = on_day(one.stage.first), on_day(one.stage.last)
    told = _STANDS.get(stand(one.stage, on), "from {first} to {last}" if first != last else "{first}")
    said = f"{one.stage.name}: {told.format(first=first, last=last)}."
    waiting = waiting_words(one.awaited)
    return f"{said} {waiting}" if waiting else said
