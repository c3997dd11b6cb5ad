"""Who may do what: duties, what each may do and how far it reaches; the answer says why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

OPERATOR = "OPERATOR"  # whoever runs the installation; never a duty that somebody signs in with


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


class Answer(NamedTuple):
    """Whether somebody has a power, said in words that follow “can”, and how far it reaches or why not."""

    power: str
    words: str
    may: bool
    sentence: str


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
    if not isinstance(powers, dict) or not isinstance(duties, dict) or len(data) > 2:
        raise UnreadableDuties("The file needs one [power] table and [duty.NAME] tables, and nothing else.")
    for code, words in powers.items():
        if not isinstance(words, str) or not words.strip():
            raise UnreadableDuties(f"Power {code} is not said in words.")
    return Policy(powers, {code: _duty(code, given, powers) for code, given in duties.items()})


def _duty(code: str, given: object, powers: Mapping[str, str]) -> Duty:
    if not isinstance(given, dict) or not isinstance(given.get("name"), str) or not given["name"].strip():
        raise UnreadableDuties(f"Duty {code} has no name.")
    if code == OPERATOR:
        raise UnreadableDuties(f"{code} is whoever runs the installation: no council can give that duty.")
    may = given.get("may", {})
    for line in set(given) - {"name", "about", "may"}:
        raise UnreadableDuties(f"Duty {code}: there is no line “{line}”. Write name, about and may.")
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
    """True when a duty held by a post reaches a subject.

    Where a duty that reaches a directorate is held for one service alone, or for a service that belongs to
    no directorate, it reaches that service and nothing else.
    """
    if reach is Reach.COUNCIL:
        return True
    if reach is Reach.OWN:
        return post in subject.posts
    if reach is Reach.SERVICE or not held.directorate:
        return bool(held.service) and held.service == subject.service
    return held.directorate == subject.directorate


def may(policy: Policy, power: str, held: Sequence[Held], post: str, subject: Subject | None = None) -> bool:
    """True when one of the duties held has the power, and reaches the subject where one is given."""
    if power not in policy.powers:
        raise KeyError(power)  # a slip of ours, not of the person's: a power nobody can hold
    able = [one for one in held if _has(policy, power, one)]
    return any(
        subject is None or reaches(policy.duties[one.duty].may[power], one, post, subject) for one in able
    )


def reasons_not(
    policy: Policy, power: str, held: Sequence[Held], post: str, subject: Subject | None = None
) -> list[str]:
    """Why somebody may not: “Only the strategy team can fly. You are signed in as an owner.”"""
    if may(policy, power, held, post, subject):
        return []
    return [f"{only_who(policy, power, subject)} {as_what(policy, held)}"]


def only_who(policy: Policy, power: str, subject: Subject | None = None, also: Sequence[str] = ()) -> str:
    """Who could: “Only the strategy team can fly.”; `also` are further posts that could."""
    able = list(dict.fromkeys([*_able(policy.having(power), power, subject), *also]))
    return (
        f"Only {either(able)} can {policy.powers[power]}."
        if able
        else f"Nobody can {policy.powers[power]} here."
    )


def _able(duties: Sequence[Duty], power: str, subject: Subject | None) -> list[str]:
    """Who could do it, each once, the widest reach first: those whose own it is are named by their posts."""
    ranked = sorted(duties, key=lambda duty: list(Reach).index(duty.may[power]))
    said = (words for duty in ranked for words in _whose(duty, duty.may[power], subject))
    return list(dict.fromkeys(said))


def _whose(duty: Duty, reach: Reach, subject: Subject | None) -> Sequence[str]:
    if reach is Reach.COUNCIL or subject is None:
        return [with_article(duty.name)]
    if reach is Reach.OWN:
        return subject.posts or ["the post that answers for it (none is named yet)"]
    part = subject.service if reach is Reach.SERVICE else subject.directorate or subject.service
    return [f"{with_article(duty.name)} of {part}"] if part else []


def parts_of(policy: Policy, power: str, held: Sequence[Held]) -> list[str]:
    """The services and directorates that somebody has a power for, in words that follow “Choose”."""
    found = []
    for one in held:
        reach = policy.duties[one.duty].may[power] if _has(policy, power, one) else None
        if reach is Reach.SERVICE and one.service:
            found.append(f"{one.service} as its service")
        elif reach is Reach.DIRECTORATE and one.directorate:
            found.append(f"a service of {one.directorate}")
    return list(dict.fromkeys(found))


def as_what(policy: Policy, held: Sequence[Held]) -> str:
    """“You are signed in as an owner.”, or that none of the duties held is known."""
    known = [with_article(policy.duties[one.duty].name) for one in held if one.duty in policy.duties]
    if not known:
        codes = either(sorted({one.duty for one in held})) or "none"
        return f"Your duty here ({codes}) is not in the council's list of duties. Ask the strategy team."
    return f"You are signed in as {joined(list(dict.fromkeys(known)))}."


def with_article(name: str) -> str:
    """A duty inside a sentence: “the strategy team”, “an owner”, “a director”."""
    plain = name[:1].lower() + name[1:]
    if plain.endswith("team"):
        return f"the {plain}"
    return f"{'an' if plain[:1] in 'aeiou' else 'a'} {plain}"


def either(names: Sequence[str]) -> str:
    """“a”, “a or b”, “a, b or c”."""
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def joined(names: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def who_may(policy: Policy, power: str) -> dict[Reach, list[Duty]]:
    """The duties that have a power, by how far each reaches."""
    return {reach: [duty for duty in policy.having(power) if duty.may[power] is reach] for reach in Reach}


def answers(policy: Policy, held: Sequence[Held], post: str) -> list[Answer]:
    """For each power of the policy: whether somebody holding these duties has it, and how far, or why not."""
    return [_answer(policy, power, held, post) for power in policy.powers]


def _answer(policy: Policy, power: str, held: Sequence[Held], post: str) -> Answer:
    able = {one: policy.duties[one.duty].may[power] for one in held if _has(policy, power, one)}
    if not able:
        return Answer(power, policy.powers[power], False, only_who(policy, power))
    if Reach.COUNCIL in able.values():
        return Answer(power, policy.powers[power], True, "For everything of the council.")
    far = dict.fromkeys(_how_far(reach, one, post) for one, reach in able.items())
    return Answer(power, policy.powers[power], True, f"For {joined(list(far))}.")


def _has(policy: Policy, power: str, one: Held) -> bool:
    return one.duty in policy.duties and power in policy.duties[one.duty].may


def _how_far(reach: Reach, held: Held, post: str) -> str:
    if reach is Reach.OWN:
        return f"what {post} answers for"
    part = held.service if reach is Reach.SERVICE else held.directorate or held.service
    return f"what belongs to {part}" if part else f"one {reach.value}: none is named for you yet"
