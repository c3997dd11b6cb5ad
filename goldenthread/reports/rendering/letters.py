"""Words that a file's type can show: what has no letter in it is said by its name, and no word is too long.

PDF/UA forbids a letter that the type lacks, and a reader of the page would see an empty box. A sign such
as an emoji has a name of its own (Unicode Character Database), which is what a screen reader says of it.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "fonts"
REGULAR, STRONG = FONTS / "SourceSans3-Regular.ttf", FONTS / "SourceSans3-SemiBold.ttf"
LONG, STEP = 30, 10  # letters: a word longer than the first may be broken after each of the second
_BREAK = "\u200b"
_INVISIBLE = frozenset(range(0x200B, 0x2010)) | frozenset(range(0xFE00, 0xFE10)) | {0x2060, 0xFEFF}
_LONG_WORD = re.compile(rf"\S{{{LONG + 1},}}")
_PART = re.compile(rf"\S{{{STEP}}}(?=\S)")


def shown(words: str) -> str:
    """Words on one line, with every letter that our type lacks said by its name: “[party popper]”."""
    held = covered(REGULAR)
    one_line = " ".join(unicodedata.normalize("NFC", words).split())
    if all(ord(letter) in held for letter in one_line):
        return one_line
    said = "".join(letter if ord(letter) in held else _named(letter) for letter in one_line)
    return " ".join(said.split())


def lines_of(words: str) -> list[str]:
    """What a person wrote, line by line; empty lines part paragraphs and are not kept."""
    return [shown(line) for line in words.splitlines() if line.strip()]


def breakable(words: str) -> str:
    """The same words; a very long one may be broken within, so that it stays in its column."""
    return _LONG_WORD.sub(lambda word: _PART.sub(lambda part: part[0] + _BREAK, word[0]), words)


def _named(letter: str) -> str:
    if ord(letter) in _INVISIBLE or unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me", "Cs", "Sk"):
        return ""
    return f"[{unicodedata.name(letter, 'a sign without a name').lower()}]"


@cache
def covered(font: Path) -> frozenset[int]:
    """The letters of a font file as code points, from its `cmap` (OpenType 1.9, formats 4 and 12)."""
    held = font.read_bytes()
    (tables,) = struct.unpack_from(">H", held, 4)
    places = {
        held[12 + 16 * at : 16 + 16 * at]: struct.unpack_from(">I", held, 20 + 16 * at)[0]
        for at in range(tables)
    }
    start = places[b"cmap"]
    (parts,) = struct.unpack_from(">H", held, start + 2)
    found: set[int] = set()
    for at in range(parts):
        (offset,) = struct.unpack_from(">I", held, start + 8 + 8 * at)
        (form,) = struct.unpack_from(">H", held, start + offset)
        if form == 4:
            found |= _segments(held, start + offset)
        elif form == 12:
            found |= _groups(held, start + offset)
    return frozenset(found)


def _segments(held: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", held, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", held, at + 14)
    starts = struct.unpack_from(f">{count}H", held, at + 16 + 2 * count)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)} - {
        0xFFFF
    }


def _groups(held: bytes, at: int) -> set[int]:
    (count,) = struct.unpack_from(">I", held, at + 12)
    spans = (struct.unpack_from(">II", held, at + 16 + 12 * place) for place in range(count))
    return {code for first, last in spans for code in range(first, last + 1)}
