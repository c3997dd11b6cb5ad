"""Requests to change what was approved: what each would change, in words, and how many stand how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.core import sheet_words
from goldenthread.core.effects import Effect, read
from goldenthread.core.figures import Shape, exactly
from goldenthread.core.periods import Period
from goldenthread.core.refused import UnreadableFile
from goldenthread.core.sentences import Sentence, Span, counted, on_day, plain, spell, start
from goldenthread.core.targets import Doubt, doubts_about
from goldenthread.core.words import number
from goldenthread.governance.change_permissions import (
    reasons_not_to_decide,
    reasons_not_to_put,
    reasons_not_to_withdraw,
    sentence_for,
)
from goldenthread.governance.change_values import FIGURES
from goldenthread.governance.changing import effects_of, period_of, reasons_moved_on
from goldenthread.governance.grounds import said_of_ground
from goldenthread.governance.models import ChangeRequest
from goldenthread.ledger.models import Entry
from goldenthread.ledger.queries import history_of
from goldenthread.measures.queries import shape_of
from goldenthread.measures.target_queries import past_of
from goldenthread.people.models import Council
from goldenthread.people.officers import Officer

NAMES: Mapping[str, str] = {
    "value": "Target",
    "stretch": "Stretch",
    "tolerance": "Tolerance",
    "tolerance_is_percent": "Tolerance is a percentage of the target",
    "floor": "Floor",
    "low": "Lower edge of the range",
    "high": "Upper edge of the range",
    "definition": "Definition",
    "method": "Method",
    "kind": "Kind of data",
    "unit": "Unit",
    "numerator": "Counted above the line",
    "denominator": "Counted below the line",
    "per": "Multiplied by",
    "polarity": "Better when it is",
    "levels": "Levels",
    "formula": "Formula",
    "if_zero": "If the formula would divide by 0",
    "if_missing": "If a figure that it needs is missing",
    "frequency": "Collected",
    "reporting": "Reported, if less often",
    "derivation": "The figure reported",
    "is_cumulative": "Adds up through the year",
    "is_data_only": "For information, without a target",
    "from_on": "Holds from",
    "is_comparable": "Earlier figures can be compared",
    "starts_on": "Starts",
    "due_on": "Due",
    "baseline": "Baseline",
    "baseline_on": "Day of the baseline",
    "baseline_note": "About the baseline",
    "owner": "Owner",
    "state": "In the plan",
    "retired_on": "Followed until",
}
DAYS = ("from_on", "starts_on", "due_on", "baseline_on", "retired_on")
IN_UNIT = ("value", "stretch", "floor", "low", "high", "baseline")
WITHOUT_WORDS = ("owner_id",)  # the post’s title stands beside it
CHOICES: Mapping[str, Mapping[str, str]] = {
    "kind": sheet_words.KIND,
    "polarity": sheet_words.POLARITY,
    "if_zero": sheet_words.IF_ZERO,
    "if_missing": sheet_words.IF_MISSING,
    "frequency": sheet_words.FREQUENCY,
    "reporting": sheet_words.FREQUENCY,
    "derivation": sheet_words.DERIVATION,
    "state": {"LIVE": "in force", "RETIRED": "withdrawn"},
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a request: what it says, and what it would say."""

    name: str
    before: str
    after: str


def differences(request: ChangeRequest) -> list[Difference]:
    """What a request would change, field by field, in words."""
    shape = shape_of(request.measure) if request.measure else Shape()
    changed = [name for name in request.after if request.after[name] != request.before.get(name)]
    fields = [name for name in changed if name not in WITHOUT_WORDS]
    return [
        Difference(
            NAMES.get(name, name),
            _words(name, request.before.get(name), shape) if name in request.before else "Not said",
            _words(name, request.after[name], shape),
        )
        for name in fields
    ]


def _words(name: str, value: Any, shape: Shape) -> str:
    if value is None or value in ("", []):
        return "None"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if name in CHOICES:
        return start(CHOICES[name][value])
    if name in DAYS:
        value = on_day(date.fromisoformat(value))
    if isinstance(value, list):
        value = "; ".join(value)
    if name not in FIGURES:
        return str(value)
    return exactly(Decimal(value), shape) if name in IN_UNIT else number(Decimal(value))


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Everything that the page of a request shows."""

    request: ChangeRequest
    differences: list[Difference]
    doubts: list[Doubt]
    cannot_decide: list[str]
    cannot_withdraw: list[str]
    cannot_put: list[str]
    moved_on: list[str]
    history: Sequence[Entry]
    effects: Sequence[Effect] = ()
    ground: str = ""
    who: str = ""  # who may approve it

    @property
    def is_open(self) -> bool:
        return self.request.is_waiting

    @property
    def sentences(self) -> list[Sentence]:
        """Who asked, and what became of it."""
        held = self.request
        asked = f"{held.asked_by} asked for this on {on_day(held.asked_at.date())}"
        if held.state == ChangeRequest.State.NOTED:
            return [(Span(f"{held.asked_by} handed this over on {on_day(held.asked_at.date())}; it is "),
                     Span("noted", True), Span("."))]  # fmt: skip
        if self.is_open:
            put = f", and was put to {held.meeting}" if held.state == ChangeRequest.State.PUT else ""
            return [(Span(f"{asked}{put}; it is "), Span("not yet decided", True), Span("."))]
        if held.decided_at is None:
            return [plain(f"{asked} and took it back.")]
        by = f"{held.body}, recorded by {held.decided_by}" if held.body else held.decided_by
        state = str(held.get_state_display())
        return [
            (Span(f"{asked}; "), Span(state, True), Span(f" by {by} on {on_day(held.decided_at.date())}."))
        ]


def change_page(council: Council, request: ChangeRequest, viewer: Officer, on: date) -> ChangePage:
    """Gather one request; what it would do is worked out while it waits, and kept once it is decided."""
    is_open = request.is_waiting
    return ChangePage(
        request=request,
        differences=differences(request),
        doubts=_doubts(request, period_of(request)) if is_open else [],
        cannot_decide=reasons_not_to_decide(request, viewer),
        cannot_withdraw=reasons_not_to_withdraw(request, viewer),
        cannot_put=reasons_not_to_put(request, viewer),
        moved_on=reasons_moved_on(request) if is_open else [],
        history=history_of(request, council.slug),
        effects=effects_of(request, on) if is_open else read(request.effect),
        ground=said_of_ground(request),
        who=_who(request),
    )


def _who(request: ChangeRequest) -> str:
    try:
        return sentence_for(request)
    except UnreadableFile as broken:
        return " ".join(broken.reasons)


def _doubts(request: ChangeRequest, period: Period | None) -> list[Doubt]:
    """What to ask of a target that is asked for."""
    if request.measure is None or period is None:
        return []
    figures = {name: request.after.get(name) for name in ("value", "stretch")}
    value, stretch = (Decimal(held) if held else None for held in figures.values())
    return doubts_about(period, value, stretch, past_of(request.measure))


def of_requests(found: Sequence[ChangeRequest]) -> list[Sentence]:
    """How many requests there are and what became of them: the parts make the whole."""
    if not found:
        return [plain("Nobody has asked for a change to what was approved.")]
    counts = {state: sum(one.state == state for one in found) for state in ChangeRequest.State.values}
    parts = [
        f"{spell(counts[state])} {words}"
        for state, words in (
            ("OPEN", "waiting"),
            ("PUT", "put to a meeting"),
            ("APPROVED", "approved"),
            ("DECLINED", "declined"),
            ("WITHDRAWN", "taken back"),
            ("NOTED", "noted as handed over"),
        )
        if counts[state]
    ]
    strong = Span(start(counted(len(found), "change")), True)
    return [(strong, Span(f" to what was approved asked for: {', '.join(parts)}."))]


def said_in_short(request: ChangeRequest, *, is_before: bool) -> str:
    """What a request's fields say, or would say, in one cell of a table."""
    found = differences(request)
    if len(found) == 1:
        return found[0].before if is_before else found[0].after
    return "; ".join(f"{each.name}: {each.before if is_before else each.after}" for each in found)
