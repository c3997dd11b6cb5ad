"""What a form that anybody may use takes: plain words of a certain length, and nothing that hides in them."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

MOST = 4000  # letters: about two printed pages
LEAST = 3
_KEPT = "\n\t"
# Joiners that scripts and emoji need; every other invisible letter is refused.
_JOINERS = "\u200c\u200d"
_MANY_BREAKS = re.compile(r"\n{3,}")


def tidied(text: str) -> str:
    """The same words with the line ends as we keep them, and no more than one empty line in a row."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _MANY_BREAKS.sub("\n\n", "\n".join(line.rstrip() for line in plain.split("\n"))).strip()


def reasons_not_to_take(text: str, least: int = LEAST) -> list[str]:
    """Why these words can't be taken, and what to do; a form asks for a few letters, a file may say “No”."""
    if any(_is_hidden(letter) for letter in text):
        return ["Your comment holds letters that can’t be seen or printed. Type it here as plain text."]
    if len(text.strip()) < least:
        return ["Write your comment."]
    if len(text) > MOST:
        return [f"Your comment is {len(text):,} letters long. Shorten it to {MOST:,} or send it in parts."]
    return []


def _is_hidden(letter: str) -> bool:
    return letter not in _KEPT and letter not in _JOINERS and unicodedata.category(letter) in _HIDDEN


_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def digest_of(text: str, about: str) -> str:
    """The same for the same words about the same thing, whatever their capitals and spaces."""
    words = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return sha256(f"{about}\n{words}".encode()).hexdigest()
