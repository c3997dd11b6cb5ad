"""A person's words in a report whose figures are made afresh: theirs stay, and what changed beneath is said.

A place of a report holds generated words until somebody writes their own. From then on theirs are printed,
whatever the figures do; beside them it is said, sentence by sentence, how the generated words differ from
those that the person had before them. Figures that moved are named: “was 32 of 50, is now 33 of 50”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.6  # from here on two sentences are one that changed
_SPELT = "no|none|one|two|three|four|five|six|seven|eight|nine"
_FIGURE = rf"(?:[-−+]?£?\d[\d,]*(?:\.\d+)?%?|\b(?:{_SPELT})\b)"
FIGURES = re.compile(rf"{_FIGURE}(?: of (?:all )?{_FIGURE})?", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?…”])\s+(?=[A-Z0-9“‘(£−+-])|\n+")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is printed in a place: the words, whether they are a person's, and what changed beneath them."""

    text: str
    is_edited: bool = False
    generated: str = ""
    changed: tuple[str, ...] = ()


def kept(generated: str, written: tuple[str, str] | None = None) -> Kept:
    """What to print where `generated` is what the figures say now.

    `written` is a person's words with what was generated when they wrote them. Words that say just what was
    generated then are nobody's, and blank ones are none: the generated words are printed, as they are now.
    """
    if written is None or is_untouched(*written):
        return Kept(generated, False, generated)
    text, then = written
    return Kept(text, True, generated, changes(then, generated))


def is_untouched(text: str, generated: str) -> bool:
    """True where a person's words are no more than what was generated for them, or are blank."""
    return not text.strip() or _plain(text) == _plain(generated)


def changes(then: str, now: str) -> tuple[str, ...]:
    """How generated words differ from those of before, a line each; empty where they say the same."""
    return tuple(_told(before, after) for before, after in _paired(sentences_of(then), sentences_of(now)))


def refreshed(text: str, then: str, now: str) -> str:
    """A person's words with every sentence that they left as generated brought up to what is generated now.

    Their own sentences stay as they are; a generated one that is no longer said is taken out.
    """
    renewed = dict(_paired(sentences_of(then), sentences_of(now)))
    lines = [_line(line, renewed) for line in text.split("\n")]
    return "\n".join(new for new, old in zip(lines, text.split("\n"), strict=True) if new or not old.strip())


def _line(line: str, renewed: dict[str, str]) -> str:
    return " ".join(filter(None, (renewed.get(one, one) for one in sentences_of(line))))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, each with its spaces made single."""
    return [plain for one in _END.split(text) if (plain := _plain(one))]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _paired(then: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each sentence that changed, beside what became of it; an empty one for what is gone or new."""
    left = _without(now, then)
    for before in _without(then, now):
        after = _nearest(before, left)
        if after:
            left.remove(after)
        yield before, after
    yield from (("", after) for after in left)


def _without(some: Sequence[str], others: Sequence[str]) -> list[str]:
    """The first less the second, in order; one said twice and held once is left once."""
    held, left = list(others), []
    for one in some:
        if one in held:
            held.remove(one)
        else:
            left.append(one)
    return left


def _nearest(before: str, some: Sequence[str]) -> str:
    """The sentence most like another apart from its figures; the first of several as like, or none."""
    best = max(some, key=lambda one: _likeness(before, one), default="")
    return best if best and _likeness(before, best) >= ALIKE else ""


def _likeness(one: str, other: str) -> float:
    plain, against = (FIGURES.sub("#", words).split() for words in (one, other))
    return SequenceMatcher(None, plain, against, autojunk=False).ratio()


def _told(before: str, after: str) -> str:
    if not before:
        return f"now also said: “{after}”"
    if not after:
        return f"no longer said: “{before}”"
    moved = [(one, two) for one, two in zip(*map(_figures, (before, after)), strict=False) if one != two]
    if not moved or FIGURES.sub("#", before) != FIGURES.sub("#", after):
        return f"was “{before}”, is now “{after}”"
    return f"{'; '.join(f'was {one}, is now {two}' for one, two in moved)}: “{after}”"


def _figures(sentence: str) -> list[str]:
    return FIGURES.findall(sentence)
