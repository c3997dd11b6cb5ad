"""What a form that anybody may use takes: plain words, and nothing that hides in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.public_words import MOST, digest_of, reasons_not_to_take, tidied


@pytest.mark.parametrize("letter", ["\0", "\x1b", "\u202e", "\u200b", "\ufeff", "\u2028", "\ud800", "\x7f"])
def test_letters_that_cannot_be_seen_are_refused(letter: str) -> None:
    assert "can’t be seen or printed" in reasons_not_to_take(f"More {letter} trees")[0]


@pytest.mark.parametrize("text", ["", "  ", "a", "\n\n\n"])
def test_nothing_is_no_comment(text: str) -> None:
    assert reasons_not_to_take(text) == ["Write your comment."]


def test_a_long_comment_is_told_how_long_it_is() -> None:
    assert reasons_not_to_take("a" * MOST) == []
    assert "4,001 letters long" in reasons_not_to_take("a" * (MOST + 1))[0]


PLAIN = ["Mwy o goed, os gwelwch yn dda", "£5 & <b>trees</b>\n\tline two", "a\u200db", "a\u200cb"]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_of_any_language_are_taken(text: str) -> None:
    assert reasons_not_to_take(text) == []


@given(st.text())
def test_tidied_twice_is_tidied_once(text: str) -> None:
    assert tidied(tidied(text)) == tidied(text)
    assert "\r" not in tidied(text) and "\n\n\n" not in tidied(text)


def test_the_same_words_are_the_same_whatever_their_capitals_and_spaces() -> None:
    assert digest_of("More  trees\n", "1") == digest_of("MORE TREES", "1")
    assert digest_of("More trees", "1") != digest_of("More trees", "2")
