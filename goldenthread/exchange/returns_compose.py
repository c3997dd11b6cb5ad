"""What a line that came back says, as the room that stores it takes it: a figure, an update, or words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from goldenthread.core.asked import PARTED_BY
from goldenthread.core.observed import State, UnreadableNumber
from goldenthread.core.returned import FIGURES, SAME_AS_LAST, YES, Change, Clash, compared, same
from goldenthread.exchange.returns import MINE, Kept
from goldenthread.exchange.returns_lines import Line, day_of
from goldenthread.measures.entering import Given
from goldenthread.plans.updating import Said
from goldenthread.rounds.answering import CHANGED, Answer

NO_LAST = "No figure was reported last time. Write the figure of this time."
NOTHING_SAID = "Nothing was said of it before. Say how it goes."
NO_FIGURE = "Give a figure, or say why there is none, such as Nil activity."


@dataclass
class Came:
    """One line as it came back, set beside what went out and what is held now."""

    line: Line
    kept: Kept
    held: Mapping[str, str]
    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)

    @property
    def of(self) -> str:
        """What is held where two people changed it: a choice holds for that alone."""
        return "\n".join(f"{one.field}: {one.held}" for one in self.clashes)

    @property
    def is_chosen(self) -> bool:
        """Whether somebody said which of the two holds, of what is held now."""
        settled = self.kept.settled
        return not self.clashes or (bool(settled.take) and settled.of == self.of)

    @property
    def taken(self) -> dict[str, str]:
        """The fields that are to change, with what they become."""
        found = {one.field: one.becomes for one in self.changes}
        if self.clashes and self.is_chosen and self.kept.settled.take == MINE:
            found |= {one.field: one.typed for one in self.clashes}
        return found

    @property
    def reason(self) -> str:
        return self.kept.settled.reason or self.typed.get("reason", "")


def came_of(line: Line, kept: Kept) -> Came:
    """Read the cells of a line, and set them beside what went out and what is held."""
    came = Came(line, kept, line.held(), wrong=dict(kept.wrong))
    mended = kept.settled.mended
    for name in line.fields:
        if name in mended:
            came.wrong.pop(name, None)
        elif name not in kept.typed or name in came.wrong:
            continue
        try:
            came.typed[name] = line.reader.read(name, mended.get(name, kept.typed.get(name, "")))
        except UnreadableNumber as unclear:
            came.wrong[name] = str(unclear)
    came.changes, came.clashes = compared(kept.out, came.held, came.typed)
    for name in SAME_AS_LAST:
        if came.taken.get(name) == YES and (
            reason := _reason_not_the_same(line, name) or _reason_of_two(came, name)
        ):
            came.wrong[name] = reason
    return came


def _reason_not_the_same(line: Line, name: str) -> str:
    if name == "stays":
        return "" if line.latest else NOTHING_SAID
    is_held = line.owed.held is not None and not State(line.owed.held.state).is_waiting
    return "" if is_held or line.last_figure() else NO_LAST


def _reason_of_two(came: Came, name: str) -> str:
    """Why a line can't be the same as last time: a figure stands there, and it is another."""
    figure, last = came.typed.get("figure", came.held.get("figure", "")), came.line.last_figure()
    if name == "stays" or not figure or not last or same(figure, last):
        return ""
    return (
        f"It says that it is the same as last time, which was {last}, and the figure there is {figure}. "
        "Leave one of them out."
    )


def answer_of(came: Came, on: date) -> Answer | None:
    """What a line says, to be stored; None where it changes nothing."""
    taken = came.taken
    if not taken:
        return None
    ask = came.line.owed.ask
    if came.line.measure is None:
        update = came.line.owed.update
        seen = update.version if update and update.made_on == on else 0
        return Answer(ask, said=_said(came, taken), seen=ask.version, update_seen=seen)
    words = came.kept.settled.words or taken.get("words")
    return Answer(
        ask, given=_given(came, taken), words=words, doing_about=taken.get("doing_about"), seen=ask.version
    )


# A figure


def _given(came: Came, taken: Mapping[str, str]) -> Given | None:
    """The figure, where anything of it changes or it is said to be that of last time."""
    line, held = came.line, came.line.owed.held
    assert line.measure is not None
    values = {name: taken.get(name, came.held.get(name, "")) for name in FIGURES}
    is_new = held is None or State(held.state).is_waiting
    if taken.get("still") == YES and is_new and not any(values[name] for name in FIGURES[:3]):
        values["figure"] = line.last_figure()
    elif not any(name in taken for name in FIGURES):
        return None
    settled = came.kept.settled
    given = Given(
        measure=line.measure,
        period=line.owed.period,
        note=held.note if held else "",
        reason=came.reason or (CHANGED if line.owed.is_draft else ""),
        explanation=settled.explanation,
        seen=held.pk if held else 0,
        is_later=settled.is_later,
        put=frozenset(settled.put.split(PARTED_BY)),
    )
    return _with_figure(given, values, taken, line)


def _with_figure(given: Given, values: Mapping[str, str], taken: Mapping[str, str], line: Line) -> Given:
    """The figure read: two numbers that are typed take the place of a figure that is not, and the reverse."""
    above, below = (_number(values[name]) for name in ("numerator", "denominator"))
    typed_two = "numerator" in taken or "denominator" in taken
    figure = "" if typed_two and "figure" not in taken else values["figure"]
    observed = line.reader.observed(figure)
    state, note = observed.state, given.note
    if state is State.IN_WORDS:
        note = figure
    if not typed_two and "figure" in taken and not state.has_figure and figure:
        above = below = None
    if observed.value is None and (above is not None or below is not None) and not figure:
        state = State.REPORTED
    if state is State.REPORTED and values["provisional"] == YES:
        state = State.PROVISIONAL
    return replace(given, state=state, value=observed.value, numerator=above, denominator=below, note=note)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def is_without_figure(given: Given | None) -> bool:
    """Whether a figure is spoken of and none is given, nor why there is none, where none was held."""
    return given is not None and given.state is State.AWAITED and given.seen == 0


# An update


def _said(came: Came, taken: Mapping[str, str]) -> Said:
    """The update: what is not touched is said again as it was said last."""
    line, latest = came.line, came.line.latest
    text = taken.get("text", came.line.owed.update.text if came.line.owed.update else "")
    if taken.get("stays") == YES and latest and not text:
        text = latest.text
    where = taken.get("where", came.held.get("where", ""))
    is_done, state = _stand(line, where)
    percent = taken.get("percent", came.held.get("percent", ""))
    if "where" in taken and "percent" not in taken and is_done != (percent == "100"):
        percent = "" if is_done or percent == "100" else percent
    expected = taken.get("expected", came.held.get("expected", ""))
    has_view = latest is not None and not line.rule.is_stated and latest.view in line.rule.names
    return Said(
        text=text,
        is_done=is_done,
        percent_complete=int(percent) if percent else None,
        milestones_done=latest.milestones_done if latest else None,
        milestones=latest.milestones if latest else None,
        expected_on=None if is_done else day_of(expected),
        in_the_way=taken.get("in_the_way", latest.in_the_way if latest else ""),
        corrective=taken.get("corrective", latest.corrective if latest else ""),
        state=state,
        view=latest.view if latest and has_view else "",
        view_reason=latest.view_reason if latest and has_view else "",
    )


def _stand(line: Line, where: str) -> tuple[bool | None, str]:
    """Whether work is done, and the state it is in, by what its owner chose."""
    code = next((code for code, words in line.reader.stands.items() if words == where), "")
    if not code:
        return None, ""
    if not line.rule.is_stated:
        return code == "done", ""
    is_plain_done = code == "done" and code not in line.rule.names
    is_done = is_plain_done or line.rule.is_over(code)
    return is_done, line.rule.when_done if is_plain_done else code
