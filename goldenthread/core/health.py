"""How healthy a plan is: 100 less the points that its gaps lose, with every point traced to its gap.

Each rule that asks anything has a share of the 100 in proportion to its weight, and inside a rule every
subject asked weighs the same. So the points lost add up to what lacks of 100 exactly: fractions see to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from goldenthread.core.findings import NAMES, Findings, Gap

WHOLE = Fraction(100)
TENTHS = Decimal("0.1")


class Weight(NamedTuple):
    """How much one rule weighs beside the others, and why."""

    code: str
    weight: int
    reason: str


class UnreadableWeights(ValueError):
    """The policy of weights says something that can't be obeyed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One rule's part of the recipe: its share of the 100, how many it asked, and what its gaps lose."""

    code: str
    weight: int
    share: Fraction
    asked: int
    gaps: tuple[Gap, ...]

    @property
    def missing(self) -> int:
        return len(self.gaps)

    @property
    def each(self) -> Fraction:
        """What one gap of this rule loses."""
        return self.share / self.asked

    @property
    def lost(self) -> Fraction:
        return self.each * self.missing

    @property
    def accepted(self) -> Fraction:
        """What is lost by gaps that it was decided to leave: they count, and are shown apart."""
        return self.each * sum(gap.is_accepted for gap in self.gaps)


class Fix(NamedTuple):
    """Everything missing from one element or measure, and the points that filling it would win."""

    gaps: tuple[Gap, ...]
    points: Fraction


@dataclass(frozen=True, slots=True)
class Health:
    """A plan's health with its recipe. `score` is None where no rule asked anything: nothing is scored."""

    parts: tuple[Part, ...]

    @property
    def lost(self) -> Fraction:
        return sum((part.lost for part in self.parts), Fraction(0))

    @property
    def accepted(self) -> Fraction:
        return sum((part.accepted for part in self.parts), Fraction(0))

    @property
    def score(self) -> Fraction | None:
        return WHOLE - self.lost if self.parts else None

    @property
    def losses(self) -> list[tuple[Gap, Fraction]]:
        """Every gap with what it loses, most first."""
        found = [(gap, part.each) for part in self.parts for gap in part.gaps]
        return sorted(found, key=lambda pair: -pair[1])

    def fixes(self, most: int = 10) -> list[Fix]:
        """The elements and measures whose gaps lose most, each with all that is missing from it."""
        held: dict[tuple[str, int], list[tuple[Gap, Fraction]]] = defaultdict(list)
        for gap, points in self.losses:
            held[gap.kind, gap.subject].append((gap, points))
        fixes = [
            Fix(tuple(gap for gap, _ in found), sum((points for _, points in found), Fraction(0)))
            for found in held.values()
        ]
        return sorted(fixes, key=lambda fix: -fix.points)[:most]


def health_of(findings: Findings, weights: Iterable[Weight]) -> Health:
    """The health that findings come to. A rule without a weight, or that asked nothing, has no part in it."""
    held: dict[str, list[Gap]] = defaultdict(list)
    for gap in findings.gaps:
        held[gap.code].append(gap)
    asking = [one for one in weights if findings.asked[one.code] and one.weight]
    whole = sum(one.weight for one in asking)
    return Health(
        tuple(
            Part(
                one.code,
                one.weight,
                WHOLE * one.weight / whole,
                findings.asked[one.code],
                tuple(held[one.code]),
            )
            for one in asking
        )
    )


def printed(amount: Fraction, whole: Fraction = WHOLE) -> Decimal:
    """An amount in tenths, half up; never nothing where there is something, nor all where a little lacks."""
    tenths = Decimal(int(amount * 10 + Fraction(1, 2))) * TENTHS
    if amount > 0 and tenths == 0:
        return TENTHS
    if amount < whole and tenths >= Decimal(int(whole)):
        return Decimal(int(whole)) - TENTHS
    return tenths


def printed_parts(amounts: Sequence[Fraction], total: Decimal) -> list[Decimal]:
    """Amounts in tenths that sum to their printed total: each cut, then the largest remainders rounded up."""
    tenths = [amount * 10 for amount in amounts]
    cut = [int(amount) for amount in tenths]
    over = int(total * 10) - sum(cut)
    largest_first = sorted(range(len(amounts)), key=lambda place: (cut[place] - tenths[place], place))
    for place in largest_first[:over]:
        cut[place] += 1
    return [Decimal(amount) * TENTHS for amount in cut]


def weights_from(data: Mapping[str, object]) -> list[Weight]:
    """The weights that a policy gives; raises `UnreadableWeights` with a sentence about what is wrong."""
    rules = data.get("rule")
    if not isinstance(rules, dict):
        raise UnreadableWeights("The file needs [rule.CODE] tables.")
    return [_weight(code, given) for code, given in rules.items()]


def _weight(code: str, given: object) -> Weight:
    if code not in NAMES:
        raise UnreadableWeights(f"No rule is called {code}. See docs/reference/gaps.md.")
    if not isinstance(given, dict) or not isinstance(given.get("reason"), str) or not given["reason"].strip():
        raise UnreadableWeights(f"Rule {code} gives no reason for its weight.")
    weight = given.get("weight")
    if not isinstance(weight, int) or isinstance(weight, bool) or not 0 <= weight <= 100:
        raise UnreadableWeights(f"Rule {code}: write a weight from 0 (not counted) to 100.")
    return Weight(code, weight, given["reason"].strip())
