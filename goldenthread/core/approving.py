"""Who may approve which change of what was approved: a council's own policy, as data.

Each rule names kinds of change, the duties whose holders may approve them by themselves, the kinds of body
that may decide them, and perhaps within how many days a date may move for the rule to hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

KINDS: Mapping[str, str] = {
    "TARGET": "a target",
    "BASELINE": "a baseline",
    "TOLERANCE": "a tolerance or floor",
    "DEFINITION": "a definition",
    "COUNTING": "a way of counting or judging",
    "DATE": "a date",
    "OWNER": "an owner",
    "WITHDRAWAL": "a withdrawal",
}
BODIES: Mapping[str, str] = {
    "COUNCIL": "full council",
    "EXECUTIVE": "the executive",
    "SCRUTINY": "overview and scrutiny",
    "PARTNERSHIP": "a partnership",
    "MANAGEMENT": "a management team",
}
_LINES = {"kinds", "duties", "bodies", "within_days"}


class UnreadableChanges(ValueError):
    """The policy of who approves changes says something that can't be obeyed."""


@dataclass(frozen=True, slots=True)
class Approving:
    """One rule: for these kinds, these duties by themselves, or a body of these kinds."""

    kinds: tuple[str, ...]
    duties: tuple[str, ...]
    bodies: tuple[str, ...]
    within_days: int | None = None

    def is_of(self, kind: str, days: int | None) -> bool:
        """Whether the rule holds for a change; `days` is how far a date moves, None where it has no end."""
        if kind not in self.kinds:
            return False
        return self.within_days is None or (days is not None and abs(days) <= self.within_days)


@dataclass(frozen=True, slots=True)
class Approvers:
    """Who may approve one change: duties that may by themselves, and kinds of body, in the rules' order."""

    duties: tuple[str, ...]
    bodies: tuple[str, ...]


def approvers_of(rules: Iterable[Approving], kind: str, days: int | None = None) -> Approvers:
    """Who may approve a change of a kind, by every rule that holds for it."""
    held = [rule for rule in rules if rule.is_of(kind, days)]
    duties = dict.fromkeys(duty for rule in held for duty in rule.duties)
    bodies = dict.fromkeys(body for rule in held for body in rule.bodies)
    return Approvers(tuple(duties), tuple(bodies))


def who_words(found: Approvers, names: Mapping[str, str]) -> str:
    """“the executive member, or a decision of the executive or full council”; `names` are of duties."""
    duties = " or ".join(_inside(names.get(one, one)) for one in found.duties)
    bodies = " or ".join(BODIES[one] for one in found.bodies)
    of_bodies = f"a decision of {bodies}" if bodies else ""
    return ", or ".join(part for part in (f"the {duties}" if duties else "", of_bodies) if part)


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:]


# Reading


def approving_from(data: Mapping[str, object], duties: Collection[str]) -> tuple[Approving, ...]:
    """The rules from their file's data; raises `UnreadableChanges` with a sentence about what is wrong."""
    given = data.get("approves")
    if not isinstance(given, list) or not given or len(data) > 1:
        raise UnreadableChanges("The file needs [[approves]] tables, and nothing else.")
    rules = tuple(_rule(place, one, duties) for place, one in enumerate(given, start=1))
    for kind, words in KINDS.items():
        if not any(kind in rule.kinds and rule.within_days is None for rule in rules):
            raise UnreadableChanges(
                f"Nobody may approve {words} ({kind}): name it in a rule without within_days."
            )
    return rules


def _rule(place: int, given: object, duties: Collection[str]) -> Approving:
    if not isinstance(given, dict):
        raise UnreadableChanges(f"Rule {place} is not a table.")
    for line in sorted(set(given) - _LINES):
        raise UnreadableChanges(
            f"Rule {place}: there is no line “{line}”. Write {', '.join(sorted(_LINES))}."
        )
    kinds = _names(place, "kinds", given, KINDS)
    days = given.get("within_days")
    if days is not None and (isinstance(days, bool) or not isinstance(days, int) or days < 1):
        raise UnreadableChanges(f"Rule {place}: within_days is a whole number of days, such as 92.")
    if days is not None and kinds != ("DATE",):
        raise UnreadableChanges(f"Rule {place}: only a date moves by days. Leave within_days out.")
    may = _names(place, "duties", given, duties)
    found = Approving(kinds, may, _names(place, "bodies", given, BODIES), days)
    if not kinds:
        raise UnreadableChanges(f"Rule {place} names no kind. Write {', '.join(KINDS)}.")
    if not found.duties and not found.bodies:
        raise UnreadableChanges(f"Rule {place} names nobody who may approve: give duties, bodies or both.")
    return found


def _names(place: int, line: str, given: Mapping[str, object], known: Collection[str]) -> tuple[str, ...]:
    held = given.get(line, [])
    if not isinstance(held, list) or not all(isinstance(one, str) for one in held):
        raise UnreadableChanges(f"Rule {place}: {line} is a list of words.")
    for one in held:
        if one not in known:
            raise UnreadableChanges(f"Rule {place}: {line} has no {one}. Write {', '.join(known)}.")
    return tuple(held)


def sentence_of(rules: Sequence[Approving], kind: str, days: int | None, names: Mapping[str, str]) -> str:
    """The sentence that says who approves a change: “A date that moves by 30 days is approved by …”."""
    far = f" that moves by {abs(days)} days" if kind == "DATE" and days is not None else ""
    words = KINDS[kind]
    who = who_words(approvers_of(rules, kind, days), names)
    return f"{words[:1].upper()}{words[1:]}{far} is approved by {who}."
