"""What a council printed beside a measure: its words for a status or a direction, read into ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from goldenthread.core.observed import Label, labelled, tidy
from goldenthread.core.rating import Rule, Status
from goldenthread.core.travel import Direction
from goldenthread.core.words import DIRECTION, STATUS

_Code = TypeVar("_Code", Status, Direction)


class UnreadableVerdict(ValueError):
    """A printed word is not one of those we know; the message says which are."""


_STATUS_WORDS: Mapping[Status, str] = {
    Status.ON_TARGET: (
        "on target|green|g|blue|met|target met|met target|exceeded|target exceeded|met or exceeded"
        "|achieved|target achieved|on track|yes"
    ),
    Status.NEAR_TARGET: (
        "near target|near|amber|a|yellow|close to target|within tolerance|slightly below target|just missed"
    ),
    Status.OFF_TARGET: (
        "off target|red|r|not met|target not met|missed|target missed|not achieved|target not achieved"
        "|significantly below target|no"
    ),
    Status.NOT_RATED: "not rated|no rating|unrated|not scored|grey|gray",
}
_DIRECTION_WORDS: Mapping[Direction, str] = {
    Direction.IMPROVED: "improved|improving|improvement|better|getting better|positive",
    Direction.SAME: (
        "same|the same|static|stable|steady|no change|unchanged|maintained|maintaining|no clear trend"
        "|stable or no clear trend|level|↔|→|="
    ),
    Direction.WORSE: (
        "worse|worsened|worsening|getting worse|declined|declining|deteriorated|deteriorating|negative"
    ),
    Direction.CANNOT_COMPARE: "cannot be compared|can't be compared|not comparable|cannot compare|new",
}


def _by_word(words: Mapping[_Code, str]) -> dict[str, _Code]:
    return {word: code for code, some in words.items() for word in some.split("|")}


_STATUS_BY_WORD = _by_word(_STATUS_WORDS)
_DIRECTION_BY_WORD = _by_word(_DIRECTION_WORDS)
_UP_OR_DOWN = re.compile(
    r"(?:up|down|upwards?|downwards?|increas\w*|decreas\w*|rising|falling|rose|fell|higher|lower|[↑↓▲▼⬆⬇]).*"
)
_ASIDE = re.compile(r"\([^)]*\)")
_PAUSE = re.compile(r"\s-\s|[,;:]")


def read_status(text: str, rule: Rule, labels: Mapping[str, Label]) -> Status | None:
    """“green (above target)”, “Met”, or the rule's own name for a band, as a status; None for a blank.

    Raises `UnreadableVerdict`.
    """
    own = {tidy(band.name).casefold(): band.status for band in rule.bands}

    def known(word: str) -> Status | None:
        return own.get(word) or _STATUS_BY_WORD.get(word)

    return _read(text, known, labels, Status.NOT_RATED, _unknown_status)


def read_direction(text: str, labels: Mapping[str, Label]) -> Direction | None:
    """“Improving”, “no change” or “worse” as a direction; None for a blank. Raises `UnreadableVerdict`."""
    return _read(text, _DIRECTION_BY_WORD.get, labels, Direction.CANNOT_COMPARE, _unknown_direction)


def _read(
    text: str,
    known: Callable[[str], _Code | None],
    labels: Mapping[str, Label],
    if_labelled: _Code,
    unknown: Callable[[str], str],
) -> _Code | None:
    said = tidy(text).casefold()
    if not said:
        return None
    without_asides = " ".join(_ASIDE.sub(" ", said).split())
    for words in (said, without_asides, _PAUSE.split(without_asides)[0].strip()):
        code = known(words)
        if code is not None:
            return code
        if labelled(words, labels):
            return if_labelled
    raise UnreadableVerdict(unknown(tidy(text)[:60]))


def _unknown_status(said: str) -> str:
    return (
        f"“{said}” is not a status we know: write {', '.join(STATUS.values())}, green, amber, red, "
        "met, not met, or one of the rule's own words"
    )


def _unknown_direction(said: str) -> str:
    allowed = ", ".join(DIRECTION.values())
    if _UP_OR_DOWN.fullmatch(said.casefold()):
        return f"“{said}” doesn't say whether that is better or worse: write {allowed}"
    return f"“{said}” is not a direction we know: write {allowed}"
