"""Who may do what: duties, what each may do and how far it reaches; the answer says why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Reach(StrEnum):
    """How far a duty reaches for one power."""

    COUNCIL = "council"
    DIRECTORATE = "directorate"
    SERVICE = "service"
    OWN = "own"


class Held(NamedTuple):
    """A duty somebody holds, and the service and directorate it is held for (empty: the whole council)."""

    duty: str
    service: str = ""
    directorate: str = ""


class Subject(NamedTuple):
    """What a thing belongs to: its service and directorate, and the posts that it is in the hands of."""

    service: str = ""
    directorate: str = ""
    posts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: what people call it, what it is for, and its reach for each power it has."""

    code: str
    name: str
    about: str
    may: Mapping[str, Reach]


@dataclass(frozen=True, slots=True)
class Policy:
    """Every power in words that follow “can”, and every duty."""

    powers: Mapping[str, str]
    duties: Mapping[str, Duty]

    def having(self, power: str) -> list[Duty]:
        """The duties that have a power at all, in the policy's order."""
        return [duty for duty in self.duties.values() if power in duty.may]


class UnreadableDuties(ValueError):
    """The policy of duties says something that can't be obeyed."""


def policy_from(data: Mapping[str, object]) -> Policy:
    """A policy from its file's data; raises `UnreadableDuties` with a sentence about what is wrong."""
    powers, duties = data.get("power"), data.get("duty")
    if not isinstance(powers, dict) or not isinstance(duties, dict):
        raise UnreadableDuties("The file needs a [power] table and [duty.NAME] tables.")
    for code, words in powers.items():
        if not isinstance(words, str) or not words.strip():
            raise UnreadableDuties(f"Power {code} is not said in words.")
    return Policy(powers, {code: _duty(code, given, powers) for code, given in duties.items()})


def _duty(code: str, given: object, powers: Mapping[str, str]) -> Duty:
    if not isinstance(given, dict) or not isinstance(given.get("name"), str):
        raise UnreadableDuties(f"Duty {code} has no name.")
    may = given.get("may", {})
    if not isinstance(may, dict):
        raise UnreadableDuties(f"Duty {code}: may is not a table of powers.")
    for power, reach in may.items():
        if power not in powers:
            raise UnreadableDuties(f"Duty {code}: there is no power “{power}”. Add it to [power].")
        if reach not in list(Reach):
            raise UnreadableDuties(f"Duty {code}, {power}: write council, directorate, service or own.")
    return Duty(
        code,
        given["name"],
        str(given.get("about", "")),
        {power: Reach(reach) for power, reach in may.items()},
    )


def reaches(reach: Reach, held: Held, post: str, subject: Subject) -> bool:
    """True when a duty held by a post reaches a subject."""
    if reach is Reach.COUNCIL:
        return True
    if reach is Reach.OWN:
        return post in subject.posts
    if reach is Reach.SERVICE:
        return bool(held.service) and held.service == subject.service
    return bool(held.directorate) and held.directorate == subject.directorate


def may(policy: Policy, power: str, held: Sequence[Held], post: str, subject: Subject | None = None) -> bool:
    """True when one of the duties held has the power, and reaches the subject where one is given."""
    if power not in policy.powers:
        raise KeyError(power)  # a slip of ours, not of the person's: a power nobody can hold
    for one in held:
        reach = policy.duties[one.duty].may.get(power) if one.duty in policy.duties else None
        if reach is not None and (subject is None or reaches(reach, one, post, subject)):
            return True
    return False


_WHOSE = {
    Reach.COUNCIL: "the {name}",
    Reach.DIRECTORATE: "the {name} of its directorate",
    Reach.SERVICE: "the {name} of its service",
    Reach.OWN: "the {name} it belongs to",
}


def reasons_not(
    policy: Policy, power: str, held: Sequence[Held], post: str, subject: Subject | None = None
) -> list[str]:
    """Why somebody may not: “Only the strategy team can change a plan. You are here as an owner.”"""
    if may(policy, power, held, post, subject):
        return []
    able = [_WHOSE[duty.may[power]].format(name=duty.name.lower()) for duty in policy.having(power)]
    mine = [policy.duties[one.duty].name.lower() for one in held if one.duty in policy.duties]
    here = f" You are signed in as {' and '.join(mine)}." if mine else ""
    if not able:
        return [f"Nobody can {policy.powers[power]} here.{here}"]
    return [f"Only {_either(able)} can {policy.powers[power]}.{here}"]


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
