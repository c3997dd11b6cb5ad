"""Sentences that say what matters: the first line of each page and report, made from its figures.

A sentence is a row of spans, some of them strong, so that a page and a Word file set it in their own type.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.doing import DoingRollUp
from goldenthread.core.figures import Shape, in_print, shape_for, shown
from goldenthread.core.kinds import Kind
from goldenthread.core.observed import State, TargetState
from goldenthread.core.rating import Status
from goldenthread.core.rollup import RollUp, TravelRollUp
from goldenthread.core.standing import Sheet, Standing, figure_of
from goldenthread.core.travel import Polarity
from goldenthread.core.words import STATUS, number, reason, worked_out


class Span(NamedTuple):
    """A run of words; strong ones carry the figures."""

    text: str
    is_strong: bool = False


Sentence = tuple[Span, ...]

MOST_LETTERS = 20  # of a unit that is said after each figure; a longer one is said once, elsewhere
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def spell(count: int) -> str:
    """One to nine in words, other numbers in figures with thousands commas; nothing is “no”."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """“one measure”, “12 measures”, “no measures”."""
    return f"{spell(count)} {one if count == 1 else many or one + 's'}"


_CONSONANTS = ("uni", "use", "eu", "one-", "one ")  # written with a vowel, said without


def with_article(noun: str) -> str:
    """“a theme”, “an outcome”: a name with its article, its capital lost unless it is an abbreviation."""
    words = noun if noun[1:2].isupper() else noun[:1].lower() + noun[1:]
    is_vowel = words[:1].lower() in set("aeiou") and not words.lower().startswith(_CONSONANTS)
    return f"{'an' if is_vowel else 'a'} {words}"


def part_of(part: int, whole: int, one: str, many: str = "") -> str:
    """“two of three partners”, “all three partners”, “both partners”, “the one partner”, “none of three”."""
    if part != whole or not whole:
        return f"{spell(part) if part else 'none'} of {counted(whole, one, many)}"
    if whole == 1:
        return f"the one {one}"
    return f"both {many or one + 's'}" if whole == 2 else f"all {counted(whole, one, many)}"


def start(text: str) -> str:
    """The same text with a capital to begin a sentence."""
    return text[:1].upper() + text[1:]


_OPENERS_OF_TIMES = (
    "A ", "After ", "An ", "At ", "Before ", "Between ", "By ", "Early ", "From ", "In ", "Late ", "Mid ",
    "The ", "Until ", "While ",
)  # fmt: skip


def inside(when: str) -> str:
    """A time inside a sentence: “the week after”, but “March 2012” keeps its capital."""
    return when[:1].lower() + when[1:] if when.startswith(_OPENERS_OF_TIMES) else when


def on_day(day: date) -> str:
    """“2 September 2014”."""
    return f"{day.day} {day:%B %Y}"


def said(sentences: Sequence[Sentence]) -> str:
    """The plain text of sentences."""
    return " ".join("".join(span.text for span in sentence) for sentence in sentences)


# Words that open a sentence and lose their capital inside one; names keep theirs.
_OPENERS = ("Of ", "None", "Nothing", "No ", "The one ", "The council ")


def as_one(found: Sequence[Sentence]) -> list[Sentence]:
    """Several sentences as one, parted by semicolons: a page opens with a single sentence."""
    whole = list(found[0]) if found else []
    for sentence in found[1:]:
        whole[-1] = whole[-1]._replace(text=whole[-1].text.rstrip("."))
        whole += [Span("; "), *_without_capital(sentence)]
    return [tuple(whole)] if whole else []


def _without_capital(sentence: Sentence) -> Sentence:
    first = sentence[0]
    if not first.text.startswith(_OPENERS):
        return sentence
    return (first._replace(text=first.text[:1].lower() + first.text[1:]), *sentence[1:])


def plain(text: str) -> Sentence:
    return (Span(text),)


def of_status(rollup: RollUp) -> list[Sentence]:
    """How many rated measures are on target, and how many can't be rated."""
    if rollup.total == 0:
        return [plain("No measures are defined yet.")]
    if rollup.rated == 0:
        if rollup.total == 1:
            return [(Span("The one measure", True), Span(" cannot be rated yet."))]
        return [(Span("None", True), Span(f" of the {spell(rollup.total)} measures can be rated yet."))]
    strong = Span(f"{rollup.on_target} of {rollup.rated}", True)
    rest = f" rated {'measure is' if rollup.rated == 1 else 'measures are'} on target"
    if rollup.not_rated:
        return [(strong, Span(f"{rest}, and {spell(rollup.not_rated)} cannot be rated."))]
    return [(strong, Span(f"{rest}."))]


def of_travel(travel: TravelRollUp) -> list[Sentence]:
    """How many comparable measures improved."""
    if travel.compared == 0:
        return []
    of_all = f"Of {counted(travel.compared, 'measure')} that can be compared, "
    return [(Span(of_all), Span(f"{spell(travel.improved)} improved", True), Span("."))]


def of_doing(doing: DoingRollUp, many: str) -> list[Sentence]:
    """How much of the work is late."""
    if doing.dated == 0:
        return []
    if doing.overdue == 0 and doing.dated == 1:
        return [plain("Nothing dated is overdue.")]
    if doing.overdue == 0:
        return [plain(f"Of {spell(doing.dated)} dated {many}, none is overdue.")]
    are = "is" if doing.overdue == 1 else "are"
    return [(Span(f"{doing.overdue} of {doing.dated}", True), Span(f" dated {many} {are} overdue."))]


def of_trouble(names: Sequence[tuple[str, int]], what: str) -> list[Sentence]:
    """Where most of the trouble is, when one place has more than any other."""
    ranked = sorted(names, key=lambda pair: -pair[1])
    if len(ranked) < 2 or ranked[0][1] < 2 or ranked[0][1] == ranked[1][1]:
        return []
    return [plain(f"{ranked[0][0]} has most of them, {spell(ranked[0][1])} {what}.")]


def of_gaps(count: int, overdue: int) -> list[Sentence]:
    """How many things are missing."""
    if count == 0:
        return [plain("Nothing is missing.")]
    are = "is" if count == 1 else "are"
    late = f", {spell(overdue)} of them past the day it should have been filled" if overdue else ""
    return [(Span(f"{count:,} {'gap' if count == 1 else 'gaps'}", True), Span(f" {are} open{late}."))]


def why_rated(sheet: Sheet, standing: Standing) -> str:
    """The arithmetic or the reason behind a measure's status, as one sentence without its full stop."""
    code = standing.rating.reason
    if code == "overdue":
        return "the latest result is older than the measure's frequency allows"
    if code == "questioned":
        return "the figure entered is in question, so it is shown and not rated"
    if code == "data_only":
        return "followed for information only: no target is set"
    figure = figure_of(sheet, standing.result, standing.aim, standing.compared_with, standing.direction)
    target_state = standing.aim.state if standing.aim else TargetState.NO_TARGET
    return reason(standing.rating, figure, state=standing.state, target_state=target_state)


def why_no_target(standing: Standing) -> str:
    """Who owes the target, by when and why, where it is blank."""
    aim = standing.aim
    if aim is None or aim.state is TargetState.SET:
        return ""
    parts = [aim.reason.rstrip(".")] if aim.reason else []
    if aim.owner:
        parts.append(f"to be set by {aim.owner}" + (f", due {on_day(aim.due_on)}" if aim.due_on else ""))
    return start("; ".join(parts))


def of_measure(period: str, how: Shape | str, sheet: Sheet, standing: Standing) -> list[Sentence]:
    """What a measure's latest result says, in one or two sentences."""
    if standing.result is None or standing.value is None:
        return [
            plain("No result is held yet.") if standing.result is None else _without_figure(period, standing)
        ]
    value = told(standing.value, how)
    opening = (Span(f"{start(period)}: "), Span(value, True))
    if standing.state is State.OVERDUE:
        return [(*opening, Span(". The next result is overdue."))]
    missed = standing.rating.missed_by
    if standing.status is Status.NOT_RATED:
        return [(*opening, Span(f", not rated: {why_rated(sheet, standing)}."))]
    if missed is None:
        return [(*opening, Span(f", {STATUS[standing.status]} ({why_rated(sheet, standing)})."))]
    if sheet.polarity is Polarity.RANGE:
        where = "within" if missed <= 0 else f"{missed_by(missed, how)} outside"
        return [(*opening, Span(f", {where} the range of {_range(sheet, how)}."))]
    target = told(standing.aim.value, how) if standing.aim and standing.aim.value is not None else ""
    return [(*opening, Span(f", {_beside(missed, how, sheet.polarity)} the target of {target}."))]


def _beside(missed: Decimal, how: Shape | str, polarity: Polarity) -> str:
    """“1.5 points short of”, “12 days after”, “better than”: how a result stands to its target."""
    kind = shape_for(how).kind
    if missed <= 0:
        return "exactly on" if missed == 0 else "better than"
    if kind is Kind.YES_NO:
        return "which is not"
    if kind is Kind.PLAN_DATE:
        return f"{missed_by(missed, how)} {'before' if polarity is Polarity.HIGHER else 'after'}"
    return f"{missed_by(missed, how)} {'short of' if polarity is Polarity.HIGHER else 'over'}"


def _range(sheet: Sheet, how: Shape | str) -> str:
    """“20 to 30”, “20 or more”, “30 or less”."""
    edges = [told(edge, how) for edge in (sheet.low, sheet.high) if edge is not None]
    if len(edges) == 2:
        return " to ".join(edges)
    return f"{edges[0]} or {'less' if sheet.low is None else 'more'}"


def _without_figure(period: str, standing: Standing) -> Sentence:
    return plain(f"{start(period)}: no figure ({standing.state.value.replace('_', ' ').lower()}).")


_MISSED_IN = {Kind.PERCENTAGE: "point", Kind.PLAN_DATE: "day", Kind.LEVEL: "level"}


def missed_by(amount: Decimal, how: Shape | str) -> str:
    """“1.5 points” for percentages, which never miss by a percentage; days, levels; “1.5” for all else."""
    shape = shape_for(how)
    shown_amount = worked_out(in_print(amount, shape)) if shape.kind.is_counted else worked_out(amount)
    counted_in = _MISSED_IN.get(Kind.PERCENTAGE if shape.unit == "%" else shape.kind, "")
    return " ".join(filter(None, (shown_amount, plural(counted_in, amount) if counted_in else "")))


def plural(word: str, amount: Decimal) -> str:
    return word if amount == 1 else f"{word}s"


def told(value: Decimal, how: Shape | str) -> str:
    """A figure in a sentence: as it is printed, and with its unit where that reads well: “18 days”."""
    shape = shape_for(how)
    words = shown(value, shape)
    is_short = shape.unit not in ("", "%", "£") and len(shape.unit) <= MOST_LETTERS
    if shape.kind is Kind.DURATION and is_short:
        return f"{words} {shape.unit}"
    if shape.kind is Kind.RATE and shape.per is not None and not shape.unit:
        return f"{words} per {number(shape.per)}"
    return f"{words} {shape.unit}" if shape.kind is Kind.RATE and shape.unit.startswith("per ") else words


def of_money(forecast: Decimal) -> str:
    """“an underspend of £742,000”."""
    if forecast == 0:
        return "neither an overspend nor an underspend"
    return f"an {'overspend' if forecast > 0 else 'underspend'} of £{number(abs(forecast).normalize() + 0)}"
