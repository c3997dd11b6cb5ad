"""A workbook that comes back filled in: its columns, what a cell means, and what differs from what is held.

Each field of a line is a text in plain form: a figure without needless zeros (`84.13`, with `*` where it is
provisional), a state in words (`Nil activity`), a day as `2014-06-30`, `Yes` or nothing, words as they are.
What went out, what is held now and what came back are set beside each other field by field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.figures import Shape, read_figure, shown
from goldenthread.core.observed import Label, Observed, State, UnreadableNumber, read_number, tidy
from goldenthread.core.periods import PeriodKind, UnreadablePeriod, parse_period
from goldenthread.core.sentences import on_day, start
from goldenthread.core.words import STATE

KEY = "Line"
LONGEST = 32_000  # characters of one cell; a spreadsheet holds little more
YES = "Yes"
SAME_AS_LAST = ("still", "stays")  # what says that nothing has changed: an answer, and no fact of its own
BESIDE = ("reason",)  # what goes with a change and is none by itself


class Column(NamedTuple):
    """One column: its field, or “” where it is only to be read; its heading, a note, its width in letters."""

    field: str
    heading: str
    note: str = ""
    width: int = 12
    is_words: bool = False


MEASURES = (
    Column("", KEY, "Leave this as it is: it says which line the row is.", 7),
    Column("", "Code", width=9),
    Column("", "Measure", width=28, is_words=True),
    Column("", "Period", width=14, is_words=True),
    Column("", "Unit", "What the figure is counted in, or what it may be.", 11, is_words=True),
    Column("", "Last time", "What was reported for the period before.", 11),
    Column("", "Target", width=10),
    Column(
        "figure", "Your figure",
        "A number, or why there is none: Nil activity, Not applicable, Suppressed. Leave it blank where you "
        "give the two numbers that it is worked out from.", 11,
    ),
    Column("numerator", "Number counted", "With “Out of”, the figure is worked out from the two.", 10),
    Column("denominator", "Out of", "What the number counted is out of.", 10),
    Column("provisional", "Provisional", "Yes where the figure is still to be confirmed.", 12),
    Column(
        "still", "Same as last time", "Yes where it has not changed, so that you need not type it.", 12
    ),
    Column("words", "What readers should know", "Needed where it falls short of its target.", 30, True),
    Column("doing_about", "What is being done about it", "Where it falls short.", 24, True),
    Column(
        "reason", "Why it changes",
        "Only where a figure stands for this period already. The old one is kept.", 18, True,
    ),
)  # fmt: skip
ACTIONS = (
    Column("", KEY, "Leave this as it is: it says which line the row is.", 7),
    Column("", "Code", width=9),
    Column("", "Action", width=30, is_words=True),
    Column("", "Due", width=13),
    Column("", "Said last time", "What was said of it last, and when.", 26, True),
    Column("where", "Where it stands", "Choose from the list.", 15),
    Column("percent", "Percent complete", "A whole number from 0 to 100.", 10),
    Column("expected", "Expected to be finished", "A day, such as 30 June 2014.", 15),
    Column("text", "How it is going", "What readers should know.", 32, True),
    Column("in_the_way", "What is in the way", width=24, is_words=True),
    Column("corrective", "What is done about it", "Where it is late or off track.", 24, True),
    Column("stays", "Nothing has changed", "Yes where all of it is as it was last time.", 12),
)  # fmt: skip
ANSWERS = Column("", "Who answers", width=26, is_words=True)
LABELS: Mapping[str, str] = {
    **{one.field: one.heading for one in (*MEASURES, *ACTIONS) if one.field},
}
FIGURES = ("figure", "numerator", "denominator", "provisional")


@dataclass(frozen=True, slots=True)
class Reader:
    """What a line's cells are read by: the shape of its figure, labels, and where an action may stand."""

    shape: Shape = field(default_factory=Shape)
    labels: Mapping[str, Label] = field(default_factory=dict)
    stands: Mapping[str, str] = field(default_factory=dict)

    def read(self, name: str, text: str) -> str:
        """A cell of a field in plain form; raises `UnreadableNumber` with a remedy."""
        said = _whole(text)
        if not said:
            return ""
        if name == "figure":
            found = self.observed(said)
            return said if found.state is State.IN_WORDS else figure_text(found, self.shape)
        if name in ("numerator", "denominator"):
            return decimal_text(read_number(said).value)
        if name in ("provisional", *SAME_AS_LAST):
            return _yes(said)
        readers = {"where": self._where, "percent": _percent, "expected": _day}
        return readers[name](said) if name in readers else said

    def observed(self, text: str) -> Observed:
        """A figure's cell as a figure, or the state that stands for one."""
        state = _STATES.get(tidy(text).casefold())
        return Observed(None, state, text) if state else read_figure(text, self.shape, self.labels)

    def _where(self, said: str) -> str:
        for code, words in self.stands.items():
            if tidy(said).casefold() in (code.casefold(), words.casefold()):
                return words
        raise UnreadableNumber(f"“{said[:60]}” is none of these: {', '.join(self.stands.values())}.")


_FAULTS = re.compile(r"#(?:DIV/0!|REF!|N/A|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
_STATES = {STATE[one]: one for one in (State.NIL_ACTIVITY, State.NOT_APPLICABLE, State.SUPPRESSED)}


def _whole(text: str) -> str:
    said = text.strip()
    if _FAULTS.fullmatch(said):
        raise UnreadableNumber(f"The formula in this cell came to {said}. Write what it should say.")
    if len(said) > LONGEST:
        raise UnreadableNumber(f"It holds more than {LONGEST:,} characters. Shorten it.")
    return said


def _yes(said: str) -> str:
    word = tidy(said).casefold()
    if word in ("yes", "y", "true", "1", "x"):
        return YES
    if word in ("no", "n", "false", "0"):
        return ""
    raise UnreadableNumber(f"“{said[:60]}” is neither Yes nor No. Write Yes, or leave it blank.")


def _percent(said: str) -> str:
    value = read_number(said).value
    if value != value.to_integral_value() or not 0 <= value <= 100:
        raise UnreadableNumber(f"“{said[:60]}” is not a whole number from 0 to 100.")
    return str(int(value))


def _day(said: str) -> str:
    try:
        found = parse_period(said)
    except UnreadablePeriod:
        found = None
    if found is None or found.kind is not PeriodKind.DAY:
        raise UnreadableNumber(f"“{said[:60]}” is not a day. Write one such as 30 June 2014 or 30/06/2014.")
    return found.starts_on.isoformat()


def decimal_text(value: Decimal) -> str:
    """A number without needless zeros and without an exponent."""
    text = f"{value:f}"
    bare = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if bare in ("-0", "") else bare


def figure_text(observed: Observed, shape: Shape) -> str:
    """A figure in plain form: as its kind is written, or its state; nothing while it is awaited."""
    if observed.state is State.IN_WORDS:
        return observed.said
    if observed.value is None:
        return "" if observed.state.is_waiting else start(STATE[observed.state])
    mark = "*" if observed.state is State.PROVISIONAL else ""
    whole = decimal_text(observed.value) if shape.kind.is_counted else shown(observed.value, shape)
    return whole + mark


def as_shown(name: str, text: str) -> str:
    """A field in plain form as it is read on a page: a day in words."""
    return on_day(date.fromisoformat(text)) if name == "expected" and text else text


class Change(NamedTuple):
    """One field that is to change: what it was, and what it becomes."""

    field: str
    was: str
    becomes: str


class Clash(NamedTuple):
    """One field that two people changed: as it went out, as it is held now, and as it came back."""

    field: str
    out: str
    held: str
    typed: str


def same(one: str, other: str) -> bool:
    """Whether two texts say the same: spaces and ends of lines don't count."""
    return one == other or " ".join(one.split()) == " ".join(other.split())


def compared(
    out: Mapping[str, str], held: Mapping[str, str], typed: Mapping[str, str]
) -> tuple[list[Change], list[Clash]]:
    """What came back that differs from what went out: plain changes, and those where what is held moved too.

    A field that nobody touched stays as it is held, whatever went out; one that came back as it is held
    already is no change.
    """
    changes, clashes = [], []
    for name, text in typed.items():
        before, now = out.get(name, ""), held.get(name, "")
        if name in BESIDE or same(text, before) or same(text, now):
            continue
        if same(before, now):
            changes.append(Change(name, now, text))
        else:
            clashes.append(Clash(name, before, now, text))
    return changes, clashes
