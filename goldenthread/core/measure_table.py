"""Another system's measures, row by row: what each becomes here, and what has no place and is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from goldenthread.core.figures import Shape, read_figure, read_value
from goldenthread.core.kinds import Kind
from goldenthread.core.measure_headings import (
    MeasureWords,
    Place,
    places_of,
    read_period,
    same,
    word_for,
)
from goldenthread.core.observed import Label, State, TargetState, UnreadableNumber, labelled
from goldenthread.core.periods import Period, YearStart
from goldenthread.core.travel import Polarity

Facts = dict[str, str | Decimal | bool | None]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a cell. `stops` where the file can't be stored with it."""

    row: int
    heading: str
    sentence: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Went:
    """Where a cell went: `to` is “title”, “2014/15 Q1 value”, or “kept” for what has no place here."""

    row: int
    heading: str
    text: str
    to: str


@dataclass(frozen=True, slots=True)
class Result:
    """A result of a period, as it is to be recorded."""

    value: Decimal | None
    state: State
    note: str = ""
    status: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """A target of a period, or in which words there is none."""

    value: Decimal | None
    state: TargetState
    reason: str = ""


@dataclass(slots=True)
class Moved:
    """One measure with all that its rows say."""

    row: int
    code: str
    facts: Facts = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    guessed: set[str] = field(default_factory=set)  # facts that the file doesn't say: not for a held measure
    kept: dict[str, str] = field(default_factory=dict)
    results: dict[Period, Result] = field(default_factory=dict)
    targets: dict[Period, Aim] = field(default_factory=dict)


@dataclass(slots=True)
class MovedIn:
    """A whole table: its measures, where each cell went, and what is to be told."""

    measures: list[Moved] = field(default_factory=list)
    went: list[Went] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def stops(self) -> list[Remark]:
        return [one for one in self.remarks if one.stops]


_Cell = tuple[str, str]  # the heading and the text under it
_Part = tuple[int, str, str, str]  # row, heading, text, and under which name it is kept if it is


@dataclass(slots=True)
class _Gathered:
    """The cells of one measure by what they hold, before they are read."""

    row: int
    facts: dict[str, _Cell] = field(default_factory=dict)
    parts: dict[Period, dict[str, _Part]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


def move_in(
    headings: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    words: MeasureWords,
    labels: Mapping[str, Label],
    year_start: YearStart,
) -> MovedIn:
    """Read a table of measures: one row each with columns by period, or one row for each and period.

    `rows` come with their numbers as a spreadsheet shows them. Nothing is dropped: `went` names every cell
    that holds anything.
    """
    found = MovedIn()
    places = places_of(headings, words, year_start)
    gathered: dict[str, _Gathered] = {}
    is_long = any(one.part == "period" for one in places)
    for number, cells in rows:
        _gather(number, cells, headings, places, is_long, year_start, gathered, found)
    for code, one in gathered.items():
        found.measures.append(_Reader(code, one, words, labels, found).read())
    return found


def _gather(
    number: int,
    cells: Sequence[str],
    headings: Sequence[str],
    places: Sequence[Place],
    is_long: bool,
    year_start: YearStart,
    gathered: dict[str, _Gathered],
    found: MovedIn,
) -> None:
    filled = [(h, p, c) for h, p, c in zip(headings, places, cells, strict=False) if c]
    code = next((text for _, place, text in filled if place.fact == "code"), "")
    if not code:
        found.remarks.append(Remark(number, "Code", "the row has no code: give it one, or take the row out"))
        return
    if code in gathered and not is_long:
        was = gathered[code].row
        found.remarks.append(Remark(number, "Code", f"row {was} has the code “{code}” too: keep one of them"))
        return
    one = gathered.setdefault(code, _Gathered(number))
    said = next(((h, text) for h, place, text in filled if place.part == "period"), None)
    period = read_period(said[1], year_start) if said else None
    if said and period is None:
        sentence = f"“{said[1][:60]}” is not a period: write one such as 2014/15 Q1 or April 2014"
        found.remarks.append(Remark(number, said[0], sentence))
        return
    for heading, place, text in filled:
        to = _put(one, number, heading, place, text, period, found)
        found.went.append(Went(number, heading, text, to))


def _put(
    one: _Gathered,
    number: int,
    heading: str,
    place: Place,
    text: str,
    of_row: Period | None,
    found: MovedIn,
) -> str:
    when = place.period or of_row
    if place.fact:
        held = one.facts.setdefault(place.fact, (heading, text))
        if held[0] == heading and held[1] != text:
            found.remarks.append(
                Remark(
                    number, heading, f"row {one.row} says “{held[1][:60]}” of the same measure: make them one"
                )
            )
        if held[0] == heading:
            return place.fact
    elif place.part == "period":
        return "period"
    elif place.part and when:
        if place.part in one.parts.setdefault(when, {}):
            found.remarks.append(Remark(number, heading, "this period is given twice: keep one of them"))
        one.parts[when].setdefault(place.part, (number, heading, text, kept_as(heading, of_row)))
        return f"{place.part} {when.starts_on} to {when.ends_on}"
    # What is said of a row's period keeps its period, so that no two rows lose each other's.
    one.kept[kept_as(heading, of_row)] = text
    return "kept"


def kept_as(heading: str, of_row: Period | None) -> str:
    """Under which name a cell without a place is kept: its heading, and its row's period if it has one."""
    return f"{heading} ({of_row.starts_on} to {of_row.ends_on})" if of_row else heading


class _Reader:
    """Reads what was gathered of one measure."""

    def __init__(
        self, code: str, given: _Gathered, words: MeasureWords, labels: Mapping[str, Label], found: MovedIn
    ) -> None:
        self.given, self.words, self.labels, self.found = given, words, labels, found
        self.moved = Moved(given.row, code, kept=dict(given.kept))
        self.shape = Shape()

    def read(self) -> Moved:
        """The measure."""
        self._words()
        self._kind()
        self._aim()
        for period, parts in self.given.parts.items():
            self._period(period, parts)
        self._limits()
        self._look_for_fractions()
        columns = {"kind": "kind", "unit": "unit", "frequency": "frequency", "polarity": "aim"}
        self.moved.guessed = {fact for fact, column in columns.items() if not self._said(column)}
        return self.moved

    def _said(self, fact: str) -> str:
        return self.given.facts.get(fact, ("", ""))[1]

    def _tell(self, fact: str, sentence: str, *, stops: bool = True) -> None:
        heading = self.given.facts.get(fact, (fact.capitalize(), ""))[0]
        self.found.remarks.append(Remark(self.given.row, heading, sentence, stops))

    def _keep(self, *facts: str) -> None:
        for fact in facts:
            if fact in self.given.facts:
                heading, text = self.given.facts[fact]
                self.moved.kept[heading] = text

    def _words(self) -> None:
        if not self._said("title"):
            self._tell("title", "the measure has no title: give it one")
        for fact in ("title", "definition", "method", "unit", "numerator", "denominator", "data_source"):
            if self._said(fact):
                self.moved.facts[fact] = self._said(fact)
        for fact in ("owner", "updater", "service"):
            if self._said(fact):
                self.moved.said[fact] = self._said(fact)
                self._keep(fact)
        if self._said("data_only"):
            self.moved.facts["is_data_only"] = same(self._said("data_only")) in ("yes", "y", "true", "1")
            self._keep("data_only")

    def _code(self, fact: str, words: Mapping[str, Sequence[str]], otherwise: str) -> str:
        said = self._said(fact)
        code = word_for(said, words)
        if said and not code:
            known = ", ".join(each[0] for each in words.values())
            self._tell(fact, f"“{said[:60]}” is not understood: write one of {known}")
        if said:
            self._keep(fact)
        return code or otherwise

    def _kind(self) -> None:
        kind = Kind(self._code("kind", self.words.kinds, Kind.NUMBER.value))
        unit = self._said("unit")
        if kind is Kind.MONEY:
            unit = unit or "£"
        if kind is Kind.DURATION and not unit:
            times = [part[2] for parts in self.given.parts.values() for part in parts.values()]
            unit = "seconds" if any(_CLOCK.fullmatch(text.strip()) for text in times) else "days"
        self.moved.facts |= {"kind": kind.value, "unit": unit}
        self.moved.facts["frequency"] = self._code("frequency", self.words.frequencies, "QUARTERLY")
        self.shape = Shape(kind, unit)

    def _aim(self) -> None:
        aim = Polarity(self._code("aim", self.words.aims, Polarity.HIGHER.value))
        for edge in ("low", "high"):
            if self._said(edge):
                self.moved.facts[edge] = self._number(edge)
        low, high = self.moved.facts.get("low"), self.moved.facts.get("high")
        if aim is Polarity.RANGE and low is None and high is None:
            self._tell("aim", "to keep between needs a minimum or a maximum: give one")
        if isinstance(low, Decimal) and isinstance(high, Decimal) and high < low:
            self._tell("high", "the maximum is below the minimum: change them about")
        if not self._said("aim") and not self.moved.facts.get("is_data_only"):
            self._tell("aim", "it isn't said what is better; higher is taken to be", stops=False)
        self.moved.facts["polarity"] = aim.value

    def _number(self, fact: str) -> Decimal | None:
        try:
            return figure_of(self._said(fact), self.shape)
        except UnreadableNumber as unclear:
            self._tell(fact, str(unclear))
            return None

    def _period(self, period: Period, parts: Mapping[str, _Part]) -> None:
        read = {
            name: self._part(name, *part) for name, part in parts.items() if name not in ("note", "status")
        }
        note, status = (parts[name][2] if name in parts else "" for name in ("note", "status"))
        above, below = read.get("numerator"), read.get("denominator")
        top, bottom = (one[0] if one else None for one in (above, below))
        if (top is None) != (bottom is None):
            name = "numerator" if top is not None else "denominator"
            self.moved.kept[parts[name][3]] = parts[name][2]
            top = bottom = None
        if set(parts) - {"target"}:
            value, state = read.get("value") or (None, State.AWAITED)
            self.moved.results[period] = Result(value, state, note, status, top, bottom)
        if "target" in parts:
            self._target(period, *parts["target"])

    def _part(
        self, name: str, row: int, heading: str, text: str, key: str
    ) -> tuple[Decimal | None, State] | None:
        if name == "target":
            return None
        try:
            if labelled(text, self.labels) is None and self.shape.kind is Kind.DURATION:
                return figure_of(text, self.shape), State.REPORTED
            observed = read_figure(text, self.shape, self.labels)
        except UnreadableNumber as unclear:
            self.found.remarks.append(Remark(row, heading, str(unclear)))
            return None
        if observed.value is None:
            self.moved.kept[key] = text
        return observed.value, observed.state

    def _target(self, period: Period, row: int, heading: str, text: str, key: str) -> None:
        label = labelled(text, self.labels)
        if label:
            self.moved.targets[period] = Aim(None, label.as_target, text)
            self.moved.kept[key] = text
            return
        try:
            self.moved.targets[period] = Aim(figure_of(text, self.shape), TargetState.SET)
        except UnreadableNumber as unclear:
            self.found.remarks.append(Remark(row, heading, str(unclear)))

    def _limits(self) -> None:
        """Thresholds: said as tolerance or floor where they mean the same here, and kept in any case."""
        self._keep("red", "amber", "red_percent", "amber_percent")
        percents = [one for one in ("red_percent", "amber_percent") if self._said(one)]
        if len(percents) == 1:
            amount = self._number(percents[0])
            self.moved.facts |= {"tolerance": abs(amount) if amount is not None else None}
            self.moved.facts["tolerance_is_percent"] = True
        edges = [one for one in ("red", "amber") if self._said(one)]
        values = {one: self._number(one) for one in edges}
        targets = [one.value for one in self.moved.targets.values() if one.value is not None]
        polarity = self.moved.facts["polarity"]
        if not targets or polarity == Polarity.RANGE.value or "%" in "".join(map(self._said, edges)):
            return
        for edge, value in values.items():
            if value is None:
                continue
            if any(_is_beyond(value, target, polarity) for target in targets):
                sentence = (
                    "it lies on the good side of a target, against the aim; it is kept, and rates nothing"
                )
                self._tell(edge, sentence, stops=False)
            elif len(edges) == 1 and value not in targets:
                self.moved.facts["floor"] = value

    def _look_for_fractions(self) -> None:
        if self.shape.kind is not Kind.PERCENTAGE:
            return
        values = [one.value for one in self.moved.results.values() if one.value]
        targets = [one.value for one in self.moved.targets.values() if one.value]
        if values and targets and max(map(abs, values)) <= 1 < min(map(abs, targets)):
            sentence = "its results are fractions and its targets percentages: write 78.5 rather than 0.785"
            self._tell("kind", sentence)


def _is_beyond(value: Decimal, target: Decimal, polarity: object) -> bool:
    return value > target if polarity == Polarity.HIGHER.value else value < target


_CLOCK = re.compile(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d))?")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def figure_of(text: str, shape: Shape) -> Decimal:
    """A figure as another system writes it: also “01:30:00”. Raises UnreadableNumber."""
    clock = _CLOCK.fullmatch(text.strip())
    if shape.kind is not Kind.DURATION or clock is None:
        return read_value(text, shape)
    seconds = int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3] or 0)
    each = _SECONDS.get(same(shape.unit).rstrip("s"))
    if each is None:
        raise UnreadableNumber(f"“{text}” is a time, and the unit is “{shape.unit}”: write hours or minutes.")
    value = Decimal(seconds) / each
    if value != value.quantize(Decimal("0.000001")):
        raise UnreadableNumber(f"“{text}” is no round number of {shape.unit}: make the unit seconds.")
    return value
