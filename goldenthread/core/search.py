"""Finding texts by words: which have them all, the best first, and what a mistyped word was taken for.

A text is a title and more words. A word of the query matches where a word of the text begins with it or,
from three letters on, holds it anywhere. Case, accents, apostrophes and punctuation make no difference;
small words that join others (“of”, “the”) are left out while others remain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from unicodedata import normalize

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

LONGEST = 200  # characters of a query that are read; nobody types more, and pasted pages are not questions
MOST_WORDS = 10
JOINING = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "our", "the", "to", "with")
)
INSIDE_FROM = 3  # letters: shorter words would be inside nearly everything
MEANT_AT_MOST = 3  # words that one mistyped word may be taken for

_APOSTROPHES = "'`\u2018\u2019\u02bc"
_PLAIN = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"}
    | dict.fromkeys("'`", "")
)
_ACCENTS = re.compile(f"[\u0300-\u036f{_APOSTROPHES}]+")
_BREAKS = re.compile(r"[^\w\n]+|_+")


def _bare(text: str) -> str:
    """Small letters without accents, gaps for all else; lines stay lines."""
    if text.isascii():
        return text.translate(_PLAIN).lower()
    return _BREAKS.sub(" ", _ACCENTS.sub("", normalize("NFKD", normalize("NFKD", text).casefold())))


def fold(text: str) -> str:
    """A text as it is compared: small letters without accents, and one space between words."""
    return " ".join(_bare(text).split())


def _fold_all(texts: Sequence[str]) -> list[str]:
    """Each text folded, with a space at either end so that whole words can be asked for.

    All at once, because it is many times faster: plain ASCII texts together, and the others together.
    """
    hard = [text for text in texts if not text.isascii()]
    easy = [text if text.isascii() else "" for text in texts] if hard else texts
    folded, harder = _lines(easy), _lines(hard)
    if len(folded) != len(texts) or len(harder) != len(hard):  # a text of several lines: one by one
        return [f" {fold(text)} " for text in texts]
    if not hard:
        return folded
    others = iter(harder)
    return [line if text.isascii() else next(others) for text, line in zip(texts, folded, strict=True)]


def _lines(texts: Sequence[str]) -> list[str]:
    return (" " + _bare(" \n ".join(texts)) + " ").split("\n") if texts else []


def words_of(query: str) -> tuple[str, ...]:
    """The words that a query asks for, each once, in its order."""
    words = list(dict.fromkeys(fold(query[:LONGEST]).split()))
    telling = [word for word in words if word not in JOINING]
    return tuple((telling or words)[:MOST_WORDS])


class Meant(NamedTuple):
    """A word that nothing has, and the words that it was taken for."""

    typed: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The places of the texts that have every word, best first; where none has, how many have each word."""

    words: tuple[str, ...]
    places: list[int]
    meant: tuple[Meant, ...] = ()
    apart: tuple[tuple[str, int], ...] = ()


def search(
    query: str,
    titles: Sequence[str],
    more: Sequence[str],
    order: Callable[[int], tuple[Any, ...]] = lambda place: (),
) -> Found:
    """Search texts, given as their titles and, in parallel, their further words.

    Those that have the words whole and in their titles come first; `order` of a place decides between equals.
    """
    words = words_of(query)
    if not words:
        return Found((), [])
    texts = Texts(titles, more)
    asked, meant = _understood(words, texts)
    places = texts.with_all(asked)
    if not places:
        return Found(words, [], meant, tuple((word[0], len(texts.with_any(word))) for word in asked))
    phrase = " ".join(words)
    keys = {place: (texts.misfit(place, asked, phrase), order(place), place) for place in places}
    return Found(words, sorted(places, key=keys.__getitem__), meant)


# A word of the query, as the words that stand for it: itself, or those it was taken for.
Asked = tuple[str, ...]


class Texts:
    """Texts made ready to be looked through."""

    def __init__(self, titles: Sequence[str], more: Sequence[str]) -> None:
        self.titles, self.more = _fold_all(titles), _fold_all(more)
        self._having: dict[str, list[int]] = {}

    def having(self, word: str) -> list[int]:
        """The places of the texts that have a word, or one that begins with it or holds it."""
        if word not in self._having:
            needle = word if len(word) >= INSIDE_FROM else f" {word}"
            pairs = enumerate(zip(self.titles, self.more, strict=True))
            self._having[word] = [
                place for place, (title, more) in pairs if needle in title or needle in more
            ]
        return self._having[word]

    def with_any(self, words: Asked) -> set[int]:
        return set().union(*(self.having(word) for word in words))

    def with_all(self, asked: Iterable[Asked]) -> set[int]:
        return set.intersection(*(self.with_any(words) for words in asked))

    def misfit(self, place: int, asked: Sequence[Asked], phrase: str) -> int:
        """How far a text is from having the words whole, in its title and side by side; 0 fits best."""
        title = self.titles[place]
        apart = len(asked) > 1 and phrase not in title
        return sum(min(_misfit(word, title) for word in words) for words in asked) * 2 + apart

    @cached_property
    def vocabulary(self) -> set[str]:
        """Every word that a mistyped word could stand for."""
        return _spelled("".join({*self.titles, *self.more}))

    def vocabulary_of(self, places: Iterable[int]) -> set[str]:
        return _spelled("".join(self.titles[place] + self.more[place] for place in places))

    def frequency(self, word: str) -> int:
        whole = f" {word} "
        return sum(whole in title for title in self.titles)


def _spelled(text: str) -> set[str]:
    return {word for word in set(text.split()) if len(word) >= INSIDE_FROM and word.isalpha()}


def _misfit(word: str, title: str) -> int:
    """0: a whole word of the title; 1: one begins with it; 2: one holds it; 3: only the further words do."""
    if f" {word}" in title:
        return 0 if f" {word} " in title else 1
    return 2 if len(word) >= INSIDE_FROM and word in title else 3


def _understood(words: Sequence[str], texts: Texts) -> tuple[list[Asked], tuple[Meant, ...]]:
    """Each word as it is looked for: as typed, or taken for others where nothing has it."""
    meant = tuple(
        Meant(word, taken)
        for word in words
        if not texts.having(word) and (taken := _taken_for(word, texts, texts.vocabulary))
    )
    asked = _with(words, meant)
    if meant or len(words) == 1 or texts.with_all(asked) or not all(map(texts.with_any, asked)):
        return asked, meant
    for one in _one_of_them(words, texts):  # each word is somewhere, but nowhere together
        return _with(words, (one,)), (one,)
    return asked, meant


def _with(words: Sequence[str], meant: Iterable[Meant]) -> list[Asked]:
    taken = {one.typed: one.words for one in meant}
    return [taken.get(word, (word,)) for word in words]


def _one_of_them(words: Sequence[str], texts: Texts) -> Iterator[Meant]:
    """Words that, taken for others, would be found together with all the rest."""
    for word in words:
        rest = texts.with_all((other,) for other in words if other != word)
        taken = _taken_for(word, texts, texts.vocabulary_of(rest))
        if taken:
            yield Meant(word, taken)


def _taken_for(word: str, texts: Texts, vocabulary: set[str]) -> Asked:
    """What a word was meant to be: a code written otherwise, another number, or the nearest spelling."""
    for other in _respelled(word):
        if texts.having(other):
            return (other,)
    return nearest(word, vocabulary, texts.frequency)


def _respelled(word: str) -> Iterator[str]:
    """“ni192” as “ni 192”; “libraries” as “library”, “parks” as “park”."""
    parts = re.fullmatch(r"([a-z]+)(\d+[a-z]?)", word)
    if parts:
        yield f"{parts[1]} {parts[2]}"
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= INSIDE_FROM:
            yield word.removesuffix(ending) + instead


def slips_allowed(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped; none in short words or in codes."""
    if len(word) < 4 or not word.isalpha():
        return 0
    return 1 if len(word) < 6 else 2


def nearest(word: str, vocabulary: Iterable[str], frequency: Callable[[str], int]) -> tuple[str, ...]:
    """The words that need the fewest slips to become this one; those that begin alike before others."""
    allowed = slips_allowed(word)
    if not allowed:
        return ()
    near = extract(word, list(vocabulary), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    least = min((slips for _, slips, _ in near), default=0)
    closest = [other for other, slips, _ in near if slips == least]
    alike = [other for other in closest if other[0] == word[0]] or closest
    return tuple(sorted(alike, key=lambda other: (-frequency(other), other))[:MEANT_AT_MOST])
