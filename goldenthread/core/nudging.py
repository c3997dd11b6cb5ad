"""When somebody is reminded of what they owe, and when others are told that it has not come: by rule.

Days are counted in working days of the council's nation. What was sent already is known by
its key, which holds the deadline: a deadline that moves is a new one, and is nudged about anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goldenthread.core.working_days import WorkingDays

FARTHEST = 60  # working days from a deadline; beyond that it is no nudge
STATES = ("ASKED", "SENT", "CHECKED")


class Role(StrEnum):
    """Who is told, in the order of escalation: a line reaches each person in the first role they have."""

    UPDATER = "updater"
    OWNER = "owner"
    MANAGER = "manager"
    DIRECTOR = "director"


@dataclass(frozen=True, slots=True)
class Nudge:
    """One rule: about lines in a state, so many working days after a deadline, to whoever has these roles."""

    code: str
    deadline: str
    state: str
    days: int
    to: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a round: how far it has come, and the keys of the people it is in the hands of."""

    id: int
    state: str
    people: Mapping[Role, str]


@dataclass(frozen=True, slots=True)
class Due:
    """One message to one person: by which rule, in which role, about which lines, and its key."""

    nudge: Nudge
    role: Role
    who: str
    lines: tuple[int, ...]
    due_on: date

    @property
    def key(self) -> str:
        return f"{self.nudge.code}/{self.due_on.isoformat()}/{self.role}/{self.who}"


class UnreadableNudging(ValueError):
    """The policy of nudges says something that can't be obeyed."""


def due_messages(
    lines: Iterable[Line],
    deadlines: Mapping[str, date],
    on: date,
    policy: Sequence[Nudge],
    days: WorkingDays,
    sent: Collection[str] = (),
) -> list[Due]:
    """What is to be sent on a day, at most one message for each person, role and state of their lines.

    Nothing on a day that is not worked, nothing that `sent` holds the key of, and nothing by a rule whose
    deadline the round doesn't have.
    """
    if not days.is_working(on):
        return []
    held = list(lines)
    by_group: dict[tuple[str, Role], list[tuple[date, Nudge]]] = defaultdict(list)
    for nudge in policy:
        if nudge.deadline in deadlines:
            day = day_of(nudge, deadlines[nudge.deadline], days)
            for role in nudge.to:
                by_group[nudge.state, role].append((day, nudge))
    found: list[Due] = []
    for (state, role), rules in by_group.items():
        past = [(day, place) for place, (day, _) in enumerate(rules) if day <= on]
        if past:
            nudge = rules[max(past)[1]][1]
            found += _for_each(held, nudge, role, state, deadlines[nudge.deadline])
    return [one for one in found if one.key not in sent]


def _for_each(lines: Sequence[Line], nudge: Nudge, role: Role, state: str, due_on: date) -> list[Due]:
    """One message for each person who has lines in this role."""
    theirs: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        who = line.people.get(role, "")
        if line.state == state and who and who not in _before(line, role):
            theirs[who].append(line.id)
    return [Due(nudge, role, who, tuple(ids), due_on) for who, ids in theirs.items()]


def _before(line: Line, role: Role) -> set[str]:
    """Whom a line reaches in an earlier role: of what they were told already they are not told again.

    Once a line was sent its updater has done what they were asked to, so only owners and on come before.
    """
    roles = list(Role)
    start = 0 if line.state == "ASKED" else 1
    return {line.people.get(one, "") for one in roles[start : roles.index(role)]}


def day_of(nudge: Nudge, deadline: date, days: WorkingDays) -> date:
    """The day that a rule says: for 0 the deadline itself, or the next day that is worked."""
    return days.back(deadline, -nudge.days) if nudge.days < 0 else days.forward(deadline, nudge.days)


def policy_from(data: Mapping[str, object]) -> tuple[Nudge, ...]:
    """The rules from their file's data; raises `UnreadableNudging` with a sentence about what is wrong."""
    given = data.get("nudge", [])
    if set(data) - {"nudge"} or not isinstance(given, list):
        raise UnreadableNudging("The file holds [[nudge]] tables, and nothing else.")
    rules = tuple(_nudge(one, place) for place, one in enumerate(given, start=1))
    codes = [one.code for one in rules]
    for code in codes:
        if codes.count(code) > 1:
            raise UnreadableNudging(f"Two nudges are called “{code}”. Give each a name of its own.")
    return rules


def _nudge(given: object, place: int) -> Nudge:
    names = {"code", "deadline", "state", "days", "to"}
    if not isinstance(given, dict) or set(given) != names:
        raise UnreadableNudging(f"Nudge {place} needs code, deadline, state, days and to, and nothing else.")
    code, deadline, state, days, to = (given[one] for one in ("code", "deadline", "state", "days", "to"))
    for name, value in (("code", code), ("deadline", deadline)):
        if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9_-]{1,30}", value):
            raise UnreadableNudging(
                f"Nudge {place}: {name} is a short name of small letters, such as “soon”."
            )
    if state not in STATES:
        raise UnreadableNudging(f"Nudge “{code}”: state is one of {', '.join(STATES)}.")
    if not isinstance(days, int) or isinstance(days, bool) or abs(days) > FARTHEST:
        raise UnreadableNudging(
            f"Nudge “{code}”: days is a whole number of working days, up to {FARTHEST} before or after."
        )
    if not isinstance(to, list) or not to or any(one not in list(Role) for one in to):
        raise UnreadableNudging(f"Nudge “{code}”: to is a list of {', '.join(Role)}.")
    return Nudge(str(code), str(deadline), str(state), days, tuple(Role(one) for one in to))
