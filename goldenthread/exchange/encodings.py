"""Which alphabet a table was saved in: a spreadsheet's CSV doesn't say, so the text itself must tell.

A byte-order mark settles it, and so does text that is good UTF-8. What is left is one of the three one-byte
code pages that spreadsheets in Britain have saved in, told apart by what makes sense around each accented
letter, pound sign and dash. (General detectors take a one-letter “Café” from a Mac for Windows text.)
"""

from __future__ import annotations

import codecs
import re

# The likeliest first: it wins when the evidence is even.
CODE_PAGES = ("cp1252", "mac_roman", "cp850")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINES_WEIGHED = 2000


def decoded(data: bytes) -> str:
    """The text in `data`; raises UnicodeDecodeError when a byte-order mark promises what isn't there."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_likeliest_code_page(data), errors="replace")


def _likeliest_code_page(data: bytes) -> str:
    telling = b"\n".join([line for line in data.splitlines() if not line.isascii()][:_LINES_WEIGHED])
    return max(CODE_PAGES, key=lambda page: _sense(telling.decode(page, errors="replace")))


def _sense(text: str) -> float:
    return sum(weight * len(pattern.findall(text)) for pattern, weight in _EVIDENCE)


_SMALL = "a-zàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœ"
_CAPITAL = "A-ZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸŒ"
_LETTER = _SMALL + _CAPITAL
_KNOWN = f"\\x00-\\x7f{_LETTER}£€–—‘’“”…•°½¼¾²³·®©™§±×÷\u00a0"


def _evidence(pattern: str, weight: float) -> tuple[re.Pattern[str], float]:
    return re.compile(pattern), weight


# What a piece of text says for the code page that it was read with, or against it.
_EVIDENCE = (
    _evidence(r"£(?= ?-?[\d.])", 4),
    _evidence(r"(?<=[\s(,;\t\"'])£", 1),
    _evidence(f"(?<=[{_LETTER}])£(?=[{_LETTER}])", -2),
    _evidence(r"(?<=\d)[–—](?=\d)", 3),
    _evidence(r"(?<=\s)[–—](?=\s)", 3),
    _evidence(f"(?<=[{_LETTER}])[–—](?=[{_LETTER}])", 2),
    _evidence(f"(?<=[{_LETTER}])’(?=(?:s|t|d|m|re|ll|ve)\\b)", 3.5),
    _evidence(r"(?<=[OD])’(?=[A-Z])", 3.5),
    _evidence(r"(?<=s)’(?=[\s,.])", 3.5),
    _evidence(f"(?<![{_LETTER}])[‘“](?=\\w)", 3),
    _evidence(f"(?<=[{_LETTER}.?!])[”’](?![{_LETTER}])", 3),
    _evidence(f"(?<=[{_LETTER}])[‘“]", -2),
    _evidence(f"(?<=[{_LETTER}])[\u00a0™®©°…•§](?=[{_LETTER}])", -2),
    _evidence(r"[…•°½¼¾²·€]", 0.5),
    _evidence(f"(?:(?<=[{_LETTER}])é|é(?=[{_SMALL}]))", 3),
    _evidence(f"(?:(?<=[{_LETTER}])[âêôè]|[âêôè](?=[{_SMALL}]))", 2.5),
    _evidence(f"(?:(?<=[{_LETTER}])[áíóúöüñçëïî]|[áíóúöüñçëïî](?=[{_SMALL}]))", 2),
    _evidence(f"(?:(?<=[{_LETTER}])[àäûùìòæøåãõýÿœ]|[àäûùìòæøåãõýÿœ](?=[{_SMALL}]))", 1.2),
    _evidence(f"(?<![{_LETTER}])[à-ÿœ](?![{_LETTER}])", -1),
    _evidence(f"(?<![{_LETTER}])[âàôî](?![{_LETTER}])", 1.5),  # words of their own in Welsh and French
    _evidence(f"(?<![{_LETTER}])[À-ÝŒ](?![{_LETTER}])", -1),
    _evidence("(?:[à-ÿœ](?=[A-Z])|(?<=[A-Z]{2})[à-ÿœ])", -3),
    _evidence("(?<=[A-Z]{2})[ÉÈÊÂÔÎÁÍÓÚÖÜÑÇËÏ]", 3),
    _evidence(f"(?<![{_LETTER}])[À-ÝŒ](?=[{_SMALL}])", 1.5),
    _evidence(f"(?<=[{_SMALL}])[À-ÝŸŒ]", -3),
    _evidence(f"[^{_KNOWN}]", -3),
)
