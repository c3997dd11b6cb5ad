"""A period's figures as plain records: what a snapshot freezes, and all that a document may be made of.

Facts hold what was true and how it was worked out, never how it looks. They encode to one canonical text, so
that the same figures have the same digest wherever and whenever they are frozen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import msgspec

from goldenthread.core.difference import Box, Lacking, Thresholds, Verdict
from goldenthread.core.doing import Doing, DoingRollUp, roll_up_doing
from goldenthread.core.figures import Shape
from goldenthread.core.periods import Period, YearStart
from goldenthread.core.rating import Status
from goldenthread.core.rollup import RollUp, TravelRollUp, roll_up, roll_up_travel
from goldenthread.core.signals_told import Said, Told
from goldenthread.core.standing import Aim, Result, Sheet, Standing
from goldenthread.reports.fact_parts import (
    CarryFact,
    ChangeFact,
    GapFact,
    MoneyFact,
    NeedFact,
    PaidFact,
    PaperFact,
    PublishedFact,
    RiskFact,
    RoundFact,
    StepFact,
    VirementFact,
)

SHAPE = 1  # of these records; a later shape reads the earlier ones


@dataclass(frozen=True, slots=True)
class Head:
    """What the figures are of: council, plan, period, the day they were read at, and by which rules."""

    council: str
    slug: str
    is_demonstration: bool
    year_start: YearStart
    title: str
    plan: str
    edition: str
    period: Period
    on: date
    top_name: str
    top_plural: str
    work_name: str
    report: str
    code_version: str
    rule_name: str
    rule_note: str
    rule_words: tuple[str, ...]
    action_rule: str = ""
    action_rule_words: tuple[str, ...] = ()
    by: Thresholds = field(default_factory=Thresholds)
    policies: tuple[tuple[str, str], ...] = ()  # each policy that decided something, with its digest
    about: str = ""
    follows: str = ""  # the digest of the snapshot before
    shape: int = SHAPE


@dataclass(frozen=True, slots=True)
class TopFact:
    """A theme, objective or service that the plan is read by."""

    pk: int
    title: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post by its title."""

    title: str

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """What a measure is called and how its figures look; named as the record's fields are."""

    pk: int
    code: str
    title: str
    unit: str
    polarity: str
    is_data_only: bool
    is_cumulative: bool
    owner: PostFact | None = None
    service: str = ""
    directorate: str = ""
    question: str = ""
    quality: str = ""


@dataclass(frozen=True, slots=True)
class SignalFact:
    """A measure's other signals in words, and where they disagree with its status."""

    forecast: Said
    variation: Said
    has_forecast: bool = False
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """One measure and where it stands in the period, with the results and aims that its chart draws."""

    measure: MeasureWords
    shape: Shape
    sheet: Sheet
    standing: Standing
    why: str
    tops: tuple[int, ...] = ()
    elements: tuple[int, ...] = ()
    results: tuple[Result, ...] = ()
    aims: tuple[Aim, ...] = ()
    signals: SignalFact | None = None
    words: str = ""
    doing_about: str = ""
    wordings: tuple[tuple[str, str], ...] = ()  # audience, words
    sign_off: str = ""
    body: str = ""

    @property
    def is_short(self) -> bool:
        """True where it is near or off target."""
        return self.standing.status in (Status.NEAR_TARGET, Status.OFF_TARGET)


@dataclass(frozen=True, slots=True)
class WorkFact:
    """One piece of work: where it stands by its date, by the published rule, and what its owner says."""

    pk: int
    title: str
    level: str
    top: int | None
    code: str = ""
    owner: str = ""
    service: str = ""
    directorate: str = ""
    due_on: date | None = None
    doing: Doing = Doing.NO_DATE
    status: str = ""
    status_words: str = ""
    status_colour: Status | None = None
    why: str = ""
    made_on: date | None = None
    words: str = ""
    percent: int | None = None
    milestones: tuple[int, int] | None = None
    expected_on: date | None = None
    in_the_way: str = ""
    corrective: str = ""
    help_wanted: tuple[tuple[str, str, str], ...] = ()  # service, what, answer in words
    view: str = ""
    view_reason: str = ""
    alerts: tuple[str, ...] = ()
    was_due_on: date | None = None  # as first approved, where a request moved it
    wordings: tuple[tuple[str, str], ...] = ()
    sign_off: str = ""
    body: str = ""

    @property
    def id(self) -> int:
        """As lists of elements call it."""
        return self.pk


@dataclass(frozen=True, slots=True)
class DifferenceFact:
    """A theme's box, or the whole plan's where it has no `top`: its work, its measures, and the verdict."""

    top: int | None
    doing: DoingRollUp
    status: RollUp
    travel: TravelRollUp
    box: Box
    lacking: tuple[Lacking, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.box, self.lacking)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything frozen of one report's period."""

    head: Head
    tops: tuple[TopFact, ...]
    measures: tuple[MeasureFact, ...]
    work: tuple[WorkFact, ...]
    difference: tuple[DifferenceFact, ...] = ()
    money: tuple[MoneyFact, ...] = ()
    carry_forwards: tuple[CarryFact, ...] = ()
    virements: tuple[VirementFact, ...] = ()
    risks: tuple[RiskFact, ...] = ()
    changes: tuple[ChangeFact, ...] = ()
    gaps: tuple[GapFact, ...] = ()
    needs: tuple[NeedFact, ...] = ()
    paid: tuple[PaidFact, ...] = ()
    paid_year: str = ""  # whose budget is linked; figures frozen before links were read have none
    route: tuple[StepFact, ...] = ()
    published: tuple[PublishedFact, ...] = ()
    paper: PaperFact | None = None
    round: RoundFact | None = None

    def status(self) -> RollUp:
        return status_of(self.measures)

    def travel(self) -> TravelRollUp:
        return travel_of(self.measures)

    def doing(self) -> DoingRollUp:
        return roll_up_doing(one.doing for one in self.work)

    def in_no_theme(self) -> list[MeasureFact]:
        return [one for one in self.measures if not one.tops]

    def top_title(self, top: int | None) -> str:
        return next((one.title for one in self.tops if one.pk == top), "")

    def under(self, top: int) -> list[MeasureFact]:
        return [one for one in self.measures if top in one.tops]

    def work_under(self, top: int) -> list[WorkFact]:
        return [one for one in self.work if one.top == top]


def status_of(measures: Iterable[MeasureFact]) -> RollUp:
    return roll_up(one.standing.status for one in measures)


def travel_of(measures: Iterable[MeasureFact]) -> TravelRollUp:
    return roll_up_travel(one.standing.direction for one in measures)


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set of measures with two counts that stand apart: against target, and direction of travel."""

    name: str
    status: RollUp
    travel: TravelRollUp


__all__ = [
    "SHAPE",
    "CarryFact",
    "ChangeFact",
    "DifferenceFact",
    "Facts",
    "GapFact",
    "Head",
    "MeasureFact",
    "MeasureWords",
    "MoneyFact",
    "NeedFact",
    "PaidFact",
    "PaperFact",
    "PostFact",
    "PublishedFact",
    "RiskFact",
    "RoundFact",
    "SetRow",
    "SignalFact",
    "StepFact",
    "TopFact",
    "VirementFact",
    "WorkFact",
    "decoded",
    "digest_of",
    "encoded",
    "status_of",
    "travel_of",
]
_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Facts)


def encoded(facts: Facts) -> bytes:
    """Facts as canonical JSON: keys in order, figures exact, days as ISO."""
    return _ENCODER.encode(facts)


def decoded(content: bytes) -> Facts:
    """Facts from what a snapshot holds. Raises `msgspec.ValidationError` where it was tampered with."""
    return _DECODER.decode(content)


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal: the name of these figures."""
    return hashlib.sha256(content).hexdigest()
