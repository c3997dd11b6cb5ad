"""English for a measure's three signals and how they disagree. Codes travel; words are looked up here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from goldenthread.core.figures import Shape, shown
from goldenthread.core.periods import MONTH_NAMES
from goldenthread.core.sentences import on_day, start
from goldenthread.core.signals import Clash, Outlook, Signals, disagreements
from goldenthread.core.spc import Assurance, Cause, Variation
from goldenthread.core.travel import Direction, Polarity
from goldenthread.core.words import STATUS


class Told(NamedTuple):
    """One thing said: which signals, in a few words, and a plain sentence of what each says."""

    head: str
    rest: str

    @property
    def whole(self) -> str:
        """“Status and forecast disagree: ……”"""
        return f"{self.head}: {self.rest[:1].lower()}{self.rest[1:]}"


class Said(NamedTuple):
    """A signal on the page: the word for it, and what that means here."""

    word: str
    meaning: str


VARIATION: Mapping[Variation, Said] = {
    Variation.TOO_FEW: Said("Cannot say yet", "Too few results to tell signal from noise"),
    Variation.COMMON_CAUSE: Said("No real change", "Ups and downs that chance alone makes"),
    Variation.IMPROVEMENT: Said("Improving", "A change for the better that chance doesn't explain"),
    Variation.CONCERN: Said("Getting worse", "A change for the worse that chance doesn't explain"),
    Variation.NEUTRAL_HIGH: Said("Higher than usual", "A change upwards that chance doesn't explain"),
    Variation.NEUTRAL_LOW: Said("Lower than usual", "A change downwards that chance doesn't explain"),
}

ASSURANCE: Mapping[Assurance, str] = {
    Assurance.PASSES: "Left as it is, it can be expected to meet its target every time.",
    Assurance.FAILS: "Left as it is, it can't be expected to meet its target: something has to change.",
    Assurance.HIT_AND_MISS: "Left as it is, it will sometimes meet its target and sometimes miss, by chance.",
    Assurance.NO_TARGET: "No target is held to set it against.",
    Assurance.TOO_FEW: "Too few results to say whether it can be relied on to meet its target.",
}

CAUSE: Mapping[Cause, str] = {
    Cause.OUTSIDE: "outside the limits",
    Cause.SHIFT: "one of seven or more in a row on one side of the mean",
    Cause.TREND: "one of seven or more in a row all rising or all falling",
    Cause.TWO_OF_THREE: "one of two in three close to a limit",
}

BOTH = "Both are shown; neither corrects the other."


def month_of(day: date) -> str:
    """“March 2015”."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def target_words(signals: Signals, shape: Shape) -> str:
    """“the target of 80%”, “the range of 20 to 30”."""
    wanted = signals.wanted
    if wanted.polarity is not Polarity.RANGE:
        return f"the target of {_figure(wanted.target, shape)}"
    edges = [shown(edge, shape) for edge in (wanted.low, wanted.high) if edge is not None]
    if len(edges) == 2:
        return f"the range of {' to '.join(edges)}"
    return f"the range of {edges[0]} or {'less' if wanted.low is None else 'more'}"


def forecast_said(signals: Signals, shape: Shape) -> Said:
    """The owner's forecast as a signal: “Will meet 80%”, by when, by whom and when it was said."""
    forecast, by = signals.forecast, month_of(signals.year.ends_on)
    if forecast is None:
        return Said("None given", f"The owner hasn't said what to expect by {by}")
    made = f"said on {on_day(forecast.made_on)}" + (f" by {forecast.made_by}" if forecast.made_by else "")
    value = shown(forecast.value, shape)
    if signals.outlook is Outlook.NO_TARGET:
        return Said(f"Expects {value}", f"By {by}, {made}. No target is held for the year")
    is_met = signals.outlook is Outlook.MET
    aim = target_words(signals, shape).removeprefix("the target of ").removeprefix("the ")
    word = f"Will {'meet' if is_met else 'miss'} {aim}"
    return Said(word, f"Expects {value} by {by}, {made}")


def told(clash: Clash, signals: Signals, shape: Shape) -> Told:
    """What a disagreement is, in full plain sentences."""
    head, sentence = _TOLD[clash]
    return Told(head, sentence(signals, shape))


def all_told(signals: Signals, shape: Shape) -> list[Told]:
    """Every disagreement between the signals of a measure, in words."""
    return [told(clash, signals, shape) for clash in disagreements(signals)]


def _figure(value: Decimal | None, shape: Shape) -> str:
    return "nothing" if value is None else shown(value, shape)


def _forecast(signals: Signals, shape: Shape) -> str:
    return _figure(signals.forecast.value if signals.forecast else None, shape)


def _interval(signals: Signals, shape: Shape) -> str:
    one = signals.projection
    return f"{shown(one.low, shape)} to {shown(one.high, shape)}" if one else "nothing"


def _by(signals: Signals) -> str:
    return month_of(signals.year.ends_on)


def _latest(signals: Signals) -> str:
    return f"the latest result is {STATUS[signals.status]}"


def _status_and_forecast(signals: Signals, shape: Shape) -> str:
    outcome = "meets" if signals.outlook is Outlook.MET else "misses"
    return start(
        f"{_latest(signals)}; the owner expects {_forecast(signals, shape)} by {_by(signals)}, which "
        f"{outcome} {target_words(signals, shape)}. {BOTH}"
    )


def _status_and(words: str) -> Callable[[Signals, Shape], str]:
    return lambda signals, shape: start(f"{_latest(signals)}; {words} {BOTH}")


def _status_and_projection(signals: Signals, shape: Shape) -> str:
    outcome = "meets" if signals.projected is Outlook.MET else "misses"
    return start(
        f"{_latest(signals)}; figures so far point to {_interval(signals, shape)} by {_by(signals)}, "
        f"all of which {outcome} {target_words(signals, shape)}. {BOTH}"
    )


def _forecast_and_projection(signals: Signals, shape: Shape) -> str:
    met, other = ("meets", "misses") if signals.outlook is Outlook.MET else ("misses", "meets")
    return (
        f"The owner expects {_forecast(signals, shape)} by {_by(signals)}, which {met} "
        f"{target_words(signals, shape)}; figures so far point to {_interval(signals, shape)}, "
        f"all of which {other} it. {BOTH}"
    )


def _outside(signals: Signals, shape: Shape) -> str:
    return (
        f"The owner expects {_forecast(signals, shape)} by {_by(signals)}; "
        f"figures so far point to {_interval(signals, shape)}. {BOTH}"
    )


def _older(signals: Signals, shape: Shape) -> str:
    made = on_day(signals.forecast.made_on) if signals.forecast else ""
    until = on_day(signals.result.period.ends_on) if signals.result else ""
    return (
        f"The owner's forecast was given on {made}; the latest result runs to {until}. "
        "Ask the owner whether it still holds."
    )


def _within_chance(signals: Signals, shape: Shape) -> str:
    how = "better" if signals.direction is Direction.IMPROVED else "worse"
    return (
        f"The latest result is {how} than the one it is compared with; "
        f"a change of that size is within what chance alone makes. {BOTH}"
    )


_FORECAST_HEAD = "Status and forecast disagree"
_VARIATION_HEAD = "Status and variation disagree"
_PROJECTION_HEAD = "Status and projection disagree"
_TWO_AHEAD_HEAD = "Forecast and projection disagree"
_DIRECTION_HEAD = "Status and direction of travel disagree"

_TOLD: Mapping[Clash, tuple[str, Callable[[Signals, Shape], str]]] = {
    Clash.SHORT_BUT_FORECAST_MET: (_FORECAST_HEAD, _status_and_forecast),
    Clash.ON_BUT_FORECAST_MISSED: (_FORECAST_HEAD, _status_and_forecast),
    Clash.ON_BUT_FAILS: (
        _VARIATION_HEAD,
        _status_and("the limits say that it can't be expected to meet its target unless something changes."),
    ),
    Clash.ON_BUT_HIT_AND_MISS: (
        _VARIATION_HEAD,
        _status_and("the target lies within the limits, so it will be missed at times by chance alone."),
    ),
    Clash.SHORT_BUT_PASSES: (
        _VARIATION_HEAD,
        _status_and(
            "the limits say that it can be expected to meet its target, so look for what was unusual."
        ),
    ),
    Clash.SHORT_BY_CHANCE: (
        _VARIATION_HEAD,
        _status_and("nothing has changed, as a miss of this size comes by chance alone from time to time."),
    ),
    Clash.ON_BUT_CONCERN: (
        _VARIATION_HEAD,
        _status_and("it is getting worse by more than chance explains."),
    ),
    Clash.SHORT_BUT_IMPROVEMENT: (
        _VARIATION_HEAD,
        _status_and("it is improving by more than chance explains, which the status hides."),
    ),
    Clash.ON_BUT_PROJECTION_MISSES: (_PROJECTION_HEAD, _status_and_projection),
    Clash.SHORT_BUT_PROJECTION_MEETS: (_PROJECTION_HEAD, _status_and_projection),
    Clash.FORECAST_MET_PROJECTION_MISSES: (_TWO_AHEAD_HEAD, _forecast_and_projection),
    Clash.FORECAST_MISSED_PROJECTION_MEETS: (_TWO_AHEAD_HEAD, _forecast_and_projection),
    Clash.FORECAST_OUTSIDE_PROJECTION: (_TWO_AHEAD_HEAD, _outside),
    Clash.FORECAST_IS_OLDER: ("The forecast is older than the latest result", _older),
    Clash.MOVED_WITHIN_CHANCE: ("Direction of travel and variation disagree", _within_chance),
    Clash.ON_BUT_WORSE: (
        _DIRECTION_HEAD,
        _status_and("it is worse than the result it is compared with."),
    ),
    Clash.SHORT_BUT_BETTER: (
        _DIRECTION_HEAD,
        _status_and("it is better than the result it is compared with."),
    ),
}
