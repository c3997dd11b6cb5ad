"""The facts beside measures and work: money, risks, gaps, requests, the paper, and how the round went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.core.findings import Gap
from goldenthread.core.variance import Money


@dataclass(frozen=True, slots=True)
class MoneyFact:
    """A line of finance: the variance, what it was before, and its percentage with the base named."""

    name: str
    money: Money
    previous: Decimal | None
    note: str
    is_total: bool = False
    is_detail: bool = False
    directorate: str = ""
    watched: WatchedFact | None = None  # where it comes from budget monitoring; older snapshots have none
    covers: str = ""  # of a total: which of the budget's lines it follows, “four of five revenue lines”


@dataclass(frozen=True, slots=True)
class WatchedFact:
    """What monitoring gives beside the variance; `before` says where the figure before comes from."""

    budget: Decimal | None
    actual: Decimal | None
    forecast: Decimal | None
    movement: Decimal | None
    before: str


@dataclass(frozen=True, slots=True)
class CarryFact:
    """A request to carry money forward."""

    line: str
    directorate: str
    amount: Decimal
    reason: str
    decision: str


@dataclass(frozen=True, slots=True)
class VirementFact:
    """Money moved between budgets."""

    moved_from: str
    moved_to: str
    amount: Decimal
    reason: str
    agreed_by: str


@dataclass(frozen=True, slots=True)
class RiskFact:
    """A key corporate risk, as it stood by the council's own scale."""

    code: str
    title: str
    cause: str
    effect: str
    control: str
    owner: str
    likelihood: str
    impact: str
    movement: str
    score: int | None = None  # figures frozen before there were scores have none
    band: str = ""
    judged: str = ""  # “Likely, Major: 16 of 25, High”


@dataclass(frozen=True, slots=True)
class NeedFact:
    """What a line of the plan needs of a service, and the budget line that pays for it."""

    element: str
    top: int | None
    service: str
    days: Decimal | None
    money: Decimal | None
    budget_line: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class PaidFact:
    """What a line of the plan takes in money over all its years, and what is linked to it of one year."""

    element: str
    top: int | None
    takes: Decimal
    unpaid: Decimal
    revenue: Decimal
    capital: Decimal
    bids: Decimal  # approved growth and capital bids


@dataclass(frozen=True, slots=True)
class StepFact:
    """One stop on the plan's route: which body considered it, when, and what came of it."""

    body: str
    when: str
    what: str


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """A request to change what was approved. `when` is decided, since or waiting."""

    pk: int
    what: str
    of: str
    before: str
    after: str
    reason: str
    asked_by: str
    asked_on: date
    when: str
    state: str
    decided_by: str = ""
    decided_on: date | None = None
    decision: str = ""
    is_approved: bool = False
    top: int | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class GapFact:
    """Something missing, with the name and the published sentence of its kind."""

    gap: Gap
    name: str
    sentence: str
    asked: int = 0  # how many of the plan its rule asked
    tops: tuple[int, ...] = ()
    directorate: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class PublishedFact:
    """A headline as an earlier report printed it."""

    subject: str
    value: str
    part: int | None
    whole: int | None
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class PaperFact:
    """The paper that carries the report to its body."""

    title: str
    report_of: str
    kind: str
    state: str
    body: str
    meets_on: date | None
    summary: str
    recommendation: str
    reason: str
    wards: str
    background: tuple[str, ...]
    annexes: tuple[str, ...]
    source: str
    contacts: tuple[tuple[str, str, str, str, str], ...] = ()  # role, name, post, team, phone
    approvals: tuple[tuple[int, str, str, date | None], ...] = ()  # place, post, name, day
    implications: tuple[tuple[str, str, bool], ...] = ()  # category, text, is none


@dataclass(frozen=True, slots=True)
class RoundFact:
    """How the round that brought the figures in went: every line is counted in one of the four states."""

    name: str
    asked: int
    sent: int
    checked: int
    signed: int
    on_time: int
    late: int

    @property
    def total(self) -> int:
        return self.asked + self.sent + self.checked + self.signed
