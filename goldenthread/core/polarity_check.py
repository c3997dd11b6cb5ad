"""Does what a measure calls better go against its own title? Words that say which way is better, and why.

A title is read as a careful clerk would read it, and left alone where it can't be sure: a wrong finding costs
more trust than a missed one. What a share is taken of (“as a % of rent due”) says nothing of which way is
better, so it is not read. Stronger words decide over weaker ones: “unemployed people helped into work” is of
help, not of unemployment.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from goldenthread.core.polarity_words import CLUES, Clue, Weight
from goldenthread.core.travel import Polarity

__all__ = ["Objection", "PolarityFinding", "check_polarity", "clue_in"]


class Objection(StrEnum):
    """What is found: the title says the opposite, or it can honestly be read either way."""

    CONTRADICTS = "CONTRADICTS"
    EITHER_WAY = "EITHER_WAY"


class PolarityFinding(NamedTuple):
    """One finding: what kind, the words of the title that say so, what they point to, and why."""

    objection: Objection
    said: str
    better: Polarity | None
    clue: str
    reason: str


# What a share is of; everything from here on only says how large the whole is.
_WHOLE = re.compile(r"\bas (?:a|the) (?:%|percentage|per cent|proportion|share) of\b.*", re.IGNORECASE)
# “Not” speaks of the clue only where nothing but such words stands between: it does in “not yet meeting”, and
# doesn't in “pupils not on free meals achieving”.
_NOT = re.compile(
    r"\b(?:not|never|failing to|failed to|without|free (?:from|of))\s+"
    r"(?:(?:yet|been|being|be|sent|for|to|in|fully|any)\s+)*$",
    re.IGNORECASE,
)
# Work about a wrong is no wrong: “crime prevention visits”, “litter fines”.
_WORK = re.compile(
    r"\W*(?:\w+\W+){0,2}?(?:prevention|cessation|advice|strateg|plans?\b|programme|projects?\b|training|awareness"
    r"|picks?\b|bins?\b|enforcement|investigat|campaign|schemes?\b|services?\b|visits?\b|inspect|checks?\b|tests?\b"
    r"|reviews?\b|fines?\b|prosecut|notices?\b|penalt|convict|removal|upheld against)",
    re.IGNORECASE,
)
# A change may be counted as the amount it changed by, or as what is left: no telling which way is better.
_OF_CHANGE = re.compile(
    r"\b(?:reduc\w+|decreas\w+|lower(?:ed|ing)|fewer|cut(?:s|ting)? in|sav(?:ed|ings?))\b", re.IGNORECASE
)
_TURNED = {Polarity.HIGHER: Polarity.LOWER, Polarity.LOWER: Polarity.HIGHER}


@lru_cache(maxsize=4000)  # the same titles are read for every page
def clue_in(title: str) -> tuple[Clue, str, Polarity | None] | None:
    """The clue that decides how a title reads, the words it was found in, and which way is better by it.

    None where nothing is found, where clues of one weight disagree, or where a change is counted.
    """
    head = _WHOLE.sub("", " ".join(title.split()))
    if _OF_CHANGE.search(head):
        return None
    matches = [(clue, match) for clue in CLUES if (match := clue.found_in(head)) is not None]
    found = [(clue, match) for clue, match in matches if not _is_work_about_it(clue, head[match.end() :])]
    if not found:
        return None
    heaviest = max(clue.weight for clue, _ in found)
    deciding = [
        (clue, match.group(), _read(clue, head[: match.start()]))
        for clue, match in found
        if clue.weight is heaviest
    ]
    # Of what is measured, the first listed is the most particular; of the others all have to agree.
    if heaviest is not Weight.MEASURED and len({better for _, _, better in deciding}) > 1:
        return None
    return deciding[0]


def _is_work_about_it(clue: Clue, after: str) -> bool:
    return clue.weight is Weight.SUBJECT and _WORK.match(after) is not None


def _read(clue: Clue, before: str) -> Polarity | None:
    """Which way is better by a clue, turned round where the words before it say “not”."""
    if clue.better is None or clue.weight is Weight.MEASURED or not _NOT.search(before):
        return clue.better
    return _TURNED[clue.better]


def check_polarity(title: str, stated: Polarity | None) -> PolarityFinding | None:
    """What speaks against the polarity stated for a measure of this title; None where nothing does.

    A range is somebody's careful answer already, and nothing stated contradicts nothing.
    """
    if stated is None or stated is Polarity.RANGE:
        return None
    found = clue_in(title)
    if found is None:
        return None
    clue, said, better = found
    if better is not None and better is not stated:
        reason = clue.reason if better is clue.better else f"{clue.reason} The title counts the rest."
        return PolarityFinding(Objection.CONTRADICTS, said, better, clue.code, reason)
    if better is None or clue.is_doubtful:
        return PolarityFinding(Objection.EITHER_WAY, said, better, clue.code, clue.reason)
    return None
