"""A paper as plain records, with everything that its outline is composed of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.core.paper_template import PaperTemplate
from goldenthread.reports.blocks import Block


@dataclass(frozen=True, slots=True)
class OptionFact:
    """One option; advantages and disadvantages one a line."""

    number: int
    text: str
    advantages: tuple[str, ...]
    disadvantages: tuple[str, ...]
    does_nothing: bool = False


@dataclass(frozen=True, slots=True)
class ImplicationFact:
    """One category: its words, or that there are none, and from which option, when and where."""

    category: str
    text: str
    is_none: bool
    option: int | None = None
    year: str = ""
    element: str = ""
    signer: str = ""
    signed_on: date | None = None

    @property
    def said(self) -> str:
        """The category's words; that there are none is said (York 2008, paragraph 24)."""
        return f"There are no {self.category} implications." if self.is_none else self.text

    @property
    def tied(self) -> str:
        """What it depends on, when it falls and which line of the plan takes it up; empty where nothing."""
        parts = [
            f"If option {self.option} is taken" if self.option else "",
            self.year,
            f"Taken up in {self.element}" if self.element else "",
        ]
        return ". ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class AskFact:
    """One recommendation."""

    number: int
    text: str
    reason: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class RiskSaid:
    """One risk statement."""

    cause: str
    effect: str
    control: str
    element: str
    number: str = ""  # on the council's register, where it was taken from there


@dataclass(frozen=True, slots=True)
class ContactFact:
    """Somebody named on the paper."""

    role: str
    name: str
    post: str
    team: str
    phone: str


@dataclass(frozen=True, slots=True)
class StopFact:
    """One clearance or sign-off, with its day once it is given."""

    what: str
    name: str
    post: str
    given_on: date | None


@dataclass(frozen=True, slots=True)
class AnnexFact:
    """An annex: its letter and title, and its content where it is made from the plan."""

    letter: str
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """The whole paper. `figures` are those of the snapshot of that `digest`, by the names that texts use."""

    title: str
    council: str
    is_demonstration: bool
    kind: str
    state: str
    report_of: str
    template: PaperTemplate
    front: tuple[tuple[str, str], ...]
    texts: dict[str, str]
    options: tuple[OptionFact, ...] = ()
    implications: tuple[ImplicationFact, ...] = ()
    recommendations: tuple[AskFact, ...] = ()
    risks: tuple[RiskSaid, ...] = ()
    contacts: tuple[ContactFact, ...] = ()
    stops: tuple[StopFact, ...] = ()
    wards: str = ""
    background: tuple[str, ...] = ()
    annexes: tuple[AnnexFact, ...] = ()
    route: tuple[Block, ...] = ()
    comments: tuple[Block, ...] = ()
    figures: dict[str, str] | None = None
    digest: str = ""
    dated: str = ""
    notices: tuple[str, ...] = ()
    body: str = ""
