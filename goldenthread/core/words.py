"""English for codes: statuses, directions, states and the sentences that give the arithmetic.

Codes and parameters travel; people's words are looked up here, so that a translation has one place to go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from goldenthread.core.observed import State, TargetState
from goldenthread.core.rating import Allowance, Band, Condition, Figure, Question, Rating, Rule, Status
from goldenthread.core.rollup import PublishedRollUp
from goldenthread.core.travel import Against, Direction, Polarity

STATUS: Mapping[Status, str] = {
    Status.ON_TARGET: "on target",
    Status.NEAR_TARGET: "near target",
    Status.OFF_TARGET: "off target",
    Status.NOT_RATED: "not rated",
}

DIRECTION: Mapping[Direction, str] = {
    Direction.IMPROVED: "improved",
    Direction.SAME: "same",
    Direction.WORSE: "worse",
    Direction.CANNOT_COMPARE: "cannot be compared",
}

STATE: Mapping[State, str] = {
    State.REPORTED: "reported",
    State.PROVISIONAL: "provisional",
    State.RESTATED: "restated",
    State.NOT_DUE: "not due",
    State.AWAITED: "awaited",
    State.OVERDUE: "overdue",
    State.NIL_ACTIVITY: "nil activity",
    State.NOT_APPLICABLE: "not applicable",
    State.SUPPRESSED: "suppressed",
    State.IN_WORDS: "told in words",
}

TARGET_STATE: Mapping[TargetState, str] = {
    TargetState.SET: "set",
    TargetState.NO_TARGET: "no target",
    TargetState.TO_BE_SET: "to be set",
    TargetState.DATA_ONLY: "data only",
}

AGAINST: Mapping[Against, str] = {
    Against.PREVIOUS_PERIOD: "previous period",
    Against.SAME_PERIOD_LAST_YEAR: "same period last year",
    Against.LATEST_THREE: "latest three",
}

SUSPICION: Mapping[str, str] = {
    "unconfirmed_zero": (
        "the 0 stands beside a note that the figure is not confirmed: leave the cell blank until it is, "
        "or change the note if 0 is what was counted"
    ),
    "nil_scored_full": (
        "the 100 stands beside a note that nothing took place: write “nil activity”, "
        "or change the note if 100 is what was counted"
    ),
}


def number(value: Decimal) -> str:
    """A number as given, plainly: 1234.50 is “1,234.50”, −3 has a true minus sign, never an exponent."""
    return ("−" if value < 0 else "") + f"{value.copy_abs():,f}"  # copied: abs would round to the context


def with_unit(value: Decimal, unit: str) -> str:
    """“78.5%”, “£447”, “28”: signs stay with the number, longer units are said elsewhere."""
    shown = number(value)
    if unit == "%":
        return f"{shown}%"
    if unit != "£":
        return shown
    return f"−£{shown[1:]}" if value < 0 else f"£{shown}"


def worked_out(value: Decimal) -> str:
    """A number that we calculated: as `number`, without zeros at the end of its decimals."""
    text = number(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


# Why a figure has the status it has


def reason(
    rating: Rating,
    figure: Figure,
    *,
    state: State = State.REPORTED,
    target_state: TargetState = TargetState.SET,
) -> str:
    """The arithmetic behind a rating: “78.5 against a target of 80: missed by 1.5, within the 8 allowed (…)”.

    `state` and `target_state` say why a figure or a target is missing, and mark a provisional figure.
    """
    sentence = _REASONS[rating.reason](rating, figure, state, target_state)
    marked = state in (State.PROVISIONAL, State.RESTATED) and figure.actual is not None
    return f"{sentence} ({STATE[state]})" if marked else sentence


def _no_figure(rating: Rating, figure: Figure, state: State, target_state: TargetState) -> str:
    return f"no figure: {STATE[state]}"


def _no_target(rating: Rating, figure: Figure, state: State, target_state: TargetState) -> str:
    if target_state in (TargetState.SET, TargetState.NO_TARGET):
        return TARGET_STATE[TargetState.NO_TARGET]
    return f"no target: {TARGET_STATE[target_state]}"


def _cannot_decide(rating: Rating, figure: Figure, state: State, target_state: TargetState) -> str:
    asks = "the rule asks how it compares with an earlier figure, and there is none to compare"
    if rating.missed_by is None:
        return f"{number(figure.actual or Decimal(0))}: {asks}"
    return f"{_against(figure)}: {_how_missed(rating)}; {asks}"


def _by_band(rating: Rating, figure: Figure, state: State, target_state: TargetState) -> str:
    actual = figure.actual or Decimal(0)
    if figure.previous is None:
        return f"{number(actual)}: {rating.band}"
    return f"{number(actual)} against {number(figure.previous)} before{_moved_by(figure)}: {rating.band}"


def _moved_by(figure: Figure) -> str:
    change = (figure.actual or Decimal(0)) - (figure.previous or Decimal(0))
    if not change or not figure.previous:
        return ""
    share = abs(change * 100 / figure.previous).quantize(Decimal("0.1"))
    return f", {'up' if change > 0 else 'down'} {worked_out(change.copy_abs())} ({worked_out(share)}%)"


def _about_target(rating: Rating, figure: Figure, state: State, target_state: TargetState) -> str:
    return f"{_against(figure)}: {_how_missed(rating)}{_ENDINGS[rating.reason](rating, figure)}"


_REASONS: Mapping[str, Callable[[Rating, Figure, State, TargetState], str]] = {
    "no_figure": _no_figure,
    "no_target": _no_target,
    "cannot_decide": _cannot_decide,
    "by_band": _by_band,
    "met": _about_target,
    "missed_within": _about_target,
    "missed_beyond": _about_target,
    "missed_floor_met": _about_target,
    "missed_floor_missed": _about_target,
    "missed_but_moved": _about_target,
    "missed_not_moved": _about_target,
}


def _against(figure: Figure) -> str:
    actual = number(figure.actual if figure.actual is not None else Decimal(0))
    if figure.polarity is Polarity.RANGE and figure.low is not None and figure.high is not None:
        return f"{actual} against a range of {number(figure.low)} to {number(figure.high)}"
    return (
        f"{actual} against a target of {number(figure.target if figure.target is not None else Decimal(0))}"
    )


def _how_missed(rating: Rating) -> str:
    gap = rating.missed_by
    return "met" if gap is None or gap <= 0 else f"missed by {worked_out(gap)}"


def _allowed(rating: Rating, figure: Figure) -> str:
    base = "the edge missed" if figure.polarity is Polarity.RANGE else "the target"
    share = rating.allowance
    of = f" ({worked_out(share.amount)}% of {base})" if share and share.is_percent else ""
    return f"the {worked_out(rating.allowed or Decimal(0))} allowed{of}"


def _beyond(rating: Rating, figure: Figure) -> str:
    if not rating.allowed or not rating.missed_by:
        return ""
    comparison = "more than" if rating.missed_by > rating.allowed else "as much as"
    return f", {comparison} {_allowed(rating, figure)}"


def _floor(figure: Figure, ending: str) -> str:
    if figure.floor is None:
        return ", and no floor is given"
    return ending.format(number(figure.floor))


def _moved(figure: Figure, conjunction: str) -> str:
    how = _SINCE[figure.direction or Direction.CANNOT_COMPARE]
    return f", {conjunction} {how}"


_SINCE = {
    Direction.IMPROVED: "better than before",
    Direction.SAME: "the same as before",
    Direction.WORSE: "worse than before",
    Direction.CANNOT_COMPARE: "not to be compared with before",
}

_ENDINGS: Mapping[str, Callable[[Rating, Figure], str]] = {
    "met": lambda rating, figure: "",
    "missed_within": lambda rating, figure: f", within {_allowed(rating, figure)}",
    "missed_beyond": _beyond,
    "missed_floor_met": lambda rating, figure: _floor(figure, ", but the floor of {} is met"),
    "missed_floor_missed": lambda rating, figure: _floor(figure, ", and the floor of {} is missed too"),
    "missed_but_moved": lambda rating, figure: _beyond(rating, figure) + _moved(figure, "but"),
    "missed_not_moved": lambda rating, figure: _beyond(rating, figure) + _moved(figure, "and"),
}


# Whether printed counts add up


def adding_up(published: PublishedRollUp) -> str:
    """The sum behind a published roll-up: “17 + 14 + 8 = 39, but the stated total is 40: 1 missing”."""
    if published.adds_up is None:
        return _untested(published)
    done = f"{' + '.join(worked_out(part) for part in published.parts)} = {worked_out(published.sum)}"
    if published.adds_up:
        return f"{done}, as stated"
    stated = published.stated_total or Decimal(0)
    if published.is_rounding:
        return (
            f"{done} against {worked_out(stated)}: rounding of {len(published.parts)} percentages explains it"
        )
    short = stated - published.sum
    how = f"{worked_out(short.copy_abs())} {'missing' if short > 0 else 'too many'}"
    return f"{done}, but the stated total is {worked_out(stated)}: {how}"


def _untested(published: PublishedRollUp) -> str:
    if len(published.parts) < 2:
        return "cannot be tested: fewer than two parts are given"
    return "cannot be tested: no total is stated"


# What became of a line, said from either end

BECAME_OTHER = {
    "CARRIED": "Carried forward as",
    "AMENDED": "Amended to",
    "MERGED": "Merged with others into",
    "SPLIT": "Split; one part is",
    "REPLACED": "Replaced by",
    "ADDED": "Added as",
    "DROPPED": "Dropped",
}
BECAME_THIS = {
    "CARRIED": "was carried forward",
    "AMENDED": "was amended",
    "MERGED": "was merged with others into it",
    "SPLIT": "was split; this is one part",
    "REPLACED": "was replaced by it",
    "ADDED": "was added",
    "DROPPED": "was dropped",
}


# A rule in plain English


def in_words(rule: Rule) -> list[str]:
    """One sentence for each band: “Near target: misses the target by no more than 10% of it.”"""
    return [_band_in_words(band) for band in rule.bands]


def _band_in_words(band: Band) -> str:
    status = STATUS[band.status]
    name = band.name if band.name.casefold() == status else f"{band.name} ({status})"
    asked = [_PHRASES[condition.question](condition) for condition in band.conditions]
    return f"{name}: {' and '.join(asked) or 'everything else'}."


def _size(condition: Condition, of: str) -> str:
    allowance = condition.allowance
    if allowance is None:
        return "its own tolerance"
    return (
        f"{worked_out(allowance.amount)}% of {of}" if allowance.is_percent else worked_out(allowance.amount)
    )


def _is_nothing(allowance: Allowance | None) -> bool:
    return allowance is not None and allowance.amount == 0


def _by(verb: str, comparison: str, when_nothing: str) -> Callable[[Condition], str]:
    def phrase(condition: Condition) -> str:
        if _is_nothing(condition.allowance):
            return when_nothing
        return f"{verb} the target by {comparison} {_size(condition, 'it')}"

    return phrase


def _change(verb: str, when_nothing: str) -> Callable[[Condition], str]:
    def phrase(condition: Condition) -> str:
        if _is_nothing(condition.allowance):
            return when_nothing
        return f"is {verb} than the earlier figure by at least {_size(condition, 'it')}"

    return phrase


def _directions(condition: Condition) -> str:
    words = [_DIRECTION_PHRASES[one] for one in Direction if one in condition.directions]
    return " or ".join(words) + " since the earlier figure"


_DIRECTION_PHRASES = {
    Direction.IMPROVED: "has improved",
    Direction.SAME: "has stayed the same",
    Direction.WORSE: "has got worse",
    Direction.CANNOT_COMPARE: "cannot be compared",
}

_PHRASES: Mapping[Question, Callable[[Condition], str]] = {
    Question.MISSES_BY_AT_MOST: _by("misses", "no more than", "meets or betters the target"),
    Question.MISSES_BY_LESS_THAN: _by("misses", "less than", "betters the target"),
    Question.MISSES_BY_MORE_THAN: _by("misses", "more than", "misses the target"),
    Question.BEATS_BY_AT_LEAST: _by("betters", "at least", "meets or betters the target"),
    Question.BEATS_BY_MORE_THAN: _by("betters", "more than", "betters the target"),
    Question.MEETS_FLOOR: lambda condition: "meets its own floor",
    Question.DIRECTION: _directions,
    Question.IMPROVES_BY_AT_LEAST: _change("better", "is at least as good as the earlier figure"),
    Question.WORSENS_BY_AT_LEAST: _change("worse", "is no better than the earlier figure"),
    Question.AT_LEAST: lambda condition: f"is {_size(condition, '')} or more",
    Question.BELOW: lambda condition: f"is below {_size(condition, '')}",
}
