"""A council's own scale for risks: words for each likelihood and impact, and a band for each pair of them.

A scale is data that a council may amend (`policies/risks`). A score is likelihood times impact, and so a
whole number; the band of a pair is written in the scale's matrix and not worked out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

_KEYS = ("code", "name", "source", "note", "likelihood", "impact", "band", "matrix")
_STEP_KEYS = ("word", "means")
_BAND_KEYS = ("code", "name", "means", "review_months")
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,29}", re.ASCII)
MOST_STEPS = 10


class UnreadableScale(ValueError):
    """A scale can't be understood; the message names the line and says what is allowed."""


class Step(NamedTuple):
    """One step of likelihood or impact: the council's word and what it means."""

    word: str
    means: str = ""


class Band(NamedTuple):
    """What a pair of steps amounts to: its word, what is to be done, and how often it is looked at again."""

    code: str
    name: str
    means: str = ""
    review_months: int = 3


class Pair(NamedTuple):
    """A step of likelihood and a step of impact, each counted from 1."""

    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps from the least to the most, bands from the least grave, and the band of each pair.

    `matrix` has a row for each likelihood and in it a band's code for each impact, both from the least.
    """

    code: str
    name: str
    likelihood: tuple[Step, ...]
    impact: tuple[Step, ...]
    bands: tuple[Band, ...]
    matrix: tuple[tuple[str, ...], ...]
    source: str = ""
    note: str = ""

    def holds(self, pair: Pair) -> bool:
        """True where both steps are on the scale."""
        return 1 <= pair.likelihood <= len(self.likelihood) and 1 <= pair.impact <= len(self.impact)

    def band(self, pair: Pair) -> Band:
        """The band of a pair. Raises KeyError where the pair isn't on the scale."""
        if not self.holds(pair):
            raise KeyError(pair)
        code = self.matrix[pair.likelihood - 1][pair.impact - 1]
        return next(one for one in self.bands if one.code == code)

    def words(self, pair: Pair) -> str:
        """“Likely, Major: 16 of 25, Very high”."""
        chance, harm = self.likelihood[pair.likelihood - 1], self.impact[pair.impact - 1]
        most = len(self.likelihood) * len(self.impact)
        return f"{chance.word}, {harm.word}: {pair.score} of {most}, {self.band(pair).name}"

    def reasons_not(self, pair: Pair) -> list[str]:
        """Why a pair can't be scored by this scale."""
        if self.holds(pair):
            return []
        return [
            f"By “{self.name}” likelihood goes from 1 to {len(self.likelihood)} and impact from 1 to "
            f"{len(self.impact)}. Choose steps of that scale."
        ]

    def counts(self, pairs: Iterable[Pair]) -> dict[Pair, int]:
        """How many stand in each cell, with every cell named; those not on the scale are left out."""
        held = Counter(pairs)
        return {
            Pair(row, column): held[Pair(row, column)]
            for row in range(1, len(self.likelihood) + 1)
            for column in range(1, len(self.impact) + 1)
        }


class Movement(StrEnum):
    """How a risk moved since last time."""

    UP = "UP"
    SAME = "SAME"
    DOWN = "DOWN"
    NEW = "NEW"
    OTHER_SCALE = "OTHER_SCALE"
    NOT_STATED = ""


MOVED: Mapping[Movement, str] = {
    Movement.UP: "up",
    Movement.SAME: "the same",
    Movement.DOWN: "down",
    Movement.NEW: "new",
    Movement.OTHER_SCALE: "cannot be compared: scored by another scale last time",
    Movement.NOT_STATED: "",
}


class Scored(NamedTuple):
    """One score in a risk's history: the day, the pair, and the scale that it was scored by."""

    on: date
    pair: Pair
    scale: str


def movement(history: Sequence[Scored], stated: str = "") -> Movement:
    """How a risk moved between its last two scores of one kind, in any order.

    One score alone is new. Without a history, what a source stated stands.
    """
    if not history:
        return Movement(stated)
    *before, last = sorted(history, key=lambda one: one.on)
    if not before:
        return Movement(stated) if stated else Movement.NEW
    if before[-1].scale != last.scale:
        return Movement.OTHER_SCALE
    difference = last.pair.score - before[-1].pair.score
    return Movement.UP if difference > 0 else Movement.DOWN if difference < 0 else Movement.SAME


def scale_from(data: Mapping[str, object], code: str = "") -> Scale:
    """Read a scale as TOML or JSON holds it; `code` is used where the data gives none.

    Raises `UnreadableScale`.
    """
    _refuse_other_keys(data, _KEYS, "the scale")
    chances, harms = (_steps(data, name) for name in ("likelihood", "impact"))
    bands = tuple(_band(one, place) for place, one in enumerate(_tables(data, "band"), start=1))
    if not bands:
        raise UnreadableScale("write at least one [[band]] table")
    twice = [one for one, count in Counter(band.code for band in bands).items() if count > 1]
    if twice:
        raise UnreadableScale(f"two bands have the code “{twice[0]}”; give each its own")
    matrix = _matrix(data, len(chances), len(harms), {band.code for band in bands})
    _refuse_falling(matrix, [band.code for band in bands])
    named = _text(data, "code") or code
    if not _CODE.fullmatch(named):
        raise UnreadableScale("code: write small letters, digits and hyphens, up to 30")
    words = _text(data, "name") or named
    return Scale(named, words, chances, harms, bands, matrix, _text(data, "source"), _text(data, "note"))


def _steps(data: Mapping[str, object], name: str) -> tuple[Step, ...]:
    found = []
    for place, one in enumerate(_tables(data, name), start=1):
        _refuse_other_keys(one, _STEP_KEYS, f"{name} {place}")
        if not _text(one, "word"):
            raise UnreadableScale(f"{name} {place}, word: write the council’s own word, such as “Likely”")
        found.append(Step(_text(one, "word"), _text(one, "means")))
    if not 2 <= len(found) <= MOST_STEPS:
        raise UnreadableScale(f"write from 2 to {MOST_STEPS} [[{name}]] tables, the least first")
    return tuple(found)


def _band(data: Mapping[str, object], place: int) -> Band:
    where = f"band {place}"
    _refuse_other_keys(data, _BAND_KEYS, where)
    code, name, months = _text(data, "code"), _text(data, "name"), data.get("review_months", 3)
    if not _CODE.fullmatch(code) or not name:
        raise UnreadableScale(f"{where}: give it a code in small letters and a name")
    if isinstance(months, bool) or not isinstance(months, int) or not 1 <= months <= 60:
        raise UnreadableScale(f"{where}, review_months: write a whole number from 1 to 60")
    return Band(code, name, _text(data, "means"), months)


def _matrix(
    data: Mapping[str, object], rows: int, columns: int, codes: set[str]
) -> tuple[tuple[str, ...], ...]:
    found = data.get("matrix")
    if not isinstance(found, list) or len(found) != rows:
        raise UnreadableScale(f"matrix: write {rows} rows, one for each likelihood from the least")
    for place, row in enumerate(found, start=1):
        if not isinstance(row, list) or len(row) != columns:
            raise UnreadableScale(f"matrix, row {place}: write {columns} bands, one for each impact")
        unknown = [one for one in row if one not in codes]
        if unknown:
            raise UnreadableScale(f"matrix, row {place}: “{unknown[0]}” is no band’s code")
    return tuple(tuple(row) for row in found)


def _refuse_falling(matrix: Sequence[Sequence[str]], order: Sequence[str]) -> None:
    """Likelier or graver is never a lesser band."""
    for place, row in enumerate(matrix):
        for column, code in enumerate(row):
            beside = [row[column - 1]] if column else []
            before = [*beside, *([matrix[place - 1][column]] if place else [])]
            if any(order.index(one) > order.index(code) for one in before):
                raise UnreadableScale(
                    f"matrix, row {place + 1}: “{code}” is a lesser band than one less likely or less grave"
                )


def _tables(data: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnreadableScale(f"{name}: write [[{name}]] tables")
    return found


def _text(data: Mapping[str, object], key: str) -> str:
    found = data.get(key, "")
    if not isinstance(found, str):
        raise UnreadableScale(f"{key}: write a text in quotation marks")
    return found.strip()


def _refuse_other_keys(data: Mapping[str, object], allowed: Sequence[str], where: str) -> None:
    for key in data:
        if key not in allowed:
            raise UnreadableScale(f"{where}: there is no line “{key}”; write {', '.join(allowed)}")


def data_of_scale(scale: Scale) -> dict[str, object]:
    """A scale as data for JSON or TOML, such that `scale_from` gives it back."""
    return {
        "code": scale.code,
        "name": scale.name,
        "source": scale.source,
        "note": scale.note,
        "likelihood": [one._asdict() for one in scale.likelihood],
        "impact": [one._asdict() for one in scale.impact],
        "band": [one._asdict() for one in scale.bands],
        "matrix": [list(row) for row in scale.matrix],
    }
